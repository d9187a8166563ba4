"""Copy-fitting one language's book: the setting that hits a page count, and the plan of what each setting and field comes to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline import compose
from pipeline.counting import Copy, Counter
from pipeline.errors import Unfitted
from pipeline.fitting import Found, find_setting
from pipeline.gathering import Gathered
from pipeline.model.fields import Lang
from pipeline.model.fit import AS_DESIGNED, OPTIONS, FitGoal, Fitted, Steps
from pipeline.model.message import msg
from pipeline.model.plan import BookPlan, FieldPlan, SettingPlan
from pipeline.production import Press, copy_of

__all__ = ["fit_book", "plan_book"]


def fit_book(gathered: Gathered, lang: Lang, press: Press, goal: FitGoal) -> Fitted:
    """The setting with the least change that makes the book so many pages long, or fills whole signatures best.

    Raises Unfitted where no setting within the design's limits does.
    """
    target = None if goal == "signatures" else goal
    copy = copy_of(gathered, lang, press)
    multiple = copy.page_multiple
    if target is not None and target % multiple:
        below = target // multiple * multiple
        raise Unfitted(
            msg(
                "{lang}: {pages} pages cannot be bound: the count must be a multiple of {multiple}.",
                lang=lang, pages=target, multiple=multiple,
            ),
            msg("The nearest are {counts}.", counts=" / ".join(str(count) for count in (below, below + multiple) if count)),
        )
    counter = _counter(copy, lang, press)

    found = find_setting(
        copy.limits, multiple, target,
        lambda steps: counter.count(copy.limits.setting(steps)),
        lambda steps: counter.count(copy.limits.setting(steps), true_figures=True),
    )
    if found.steps is None:
        raise _unfitted(found, lang, target or 0)
    return Fitted(
        lang, copy.limits.setting(found.steps), copy.limits.setting(), found.lengths[found.steps], found.lengths[AS_DESIGNED], found.complete
    )


def _counter(copy: Copy, lang: Lang, press: Press) -> Counter:
    def hear(count: int) -> None:
        press.progress.begin(msg("Counting pages ({lang}): setting {n}", lang=lang, n=count + 1))

    return Counter(copy, press.memory.shelf(f"lengths-{lang}", keep_unused=True), hear)


def _unfitted(found: Found, lang: Lang, target: int) -> Unfitted:
    counts = " / ".join(map(str, found.nearest(target)))
    if not found.complete:
        return Unfitted(
            msg(
                "{lang}: no setting tried comes to {pages} pages; the nearest counts are {counts}.", lang=lang, pages=target, counts=counts
            ),
            msg("Raise typesettings in layout.toml, [fit], to have more of them tried."),
        )
    return Unfitted(
        msg(
            "{lang}: {pages} pages cannot be reached within the limits of the design; the nearest counts are {counts}.",
            lang=lang, pages=target, counts=counts,
        ),
        msg("“guide plan” tells what leaving out a field would save; the limits stand in layout.toml, [fit]."),
    )


def plan_book(gathered: Gathered, lang: Lang, press: Press) -> BookPlan:
    """How long the book is in every setting that is one option away from the design, and without each field that may go."""
    copy = copy_of(gathered, lang, press)
    counter = _counter(copy, lang, press)
    settings = tuple(
        SettingPlan(option, copy.limits.setting(steps), counter.count(copy.limits.setting(steps))) for option, steps in _single_steps(copy)
    )
    wanted = settings[0].length.pages - copy.page_multiple
    one_each = tuple(_without(copy, counter, (field,)) for field in compose.LEAVABLE)
    return BookPlan(lang, copy.signature, copy.page_multiple, settings, one_each, _sacrifice(copy, counter, wanted))


def _single_steps(copy: Copy) -> Iterator[tuple[str, Steps]]:
    yield "", AS_DESIGNED
    for at, (name, option) in enumerate(zip(OPTIONS, copy.limits.options, strict=True)):
        for count in option.steps:
            if count:
                one, two, three, four = (count if place == at else 0 for place in range(4))
                yield name, (one, two, three, four)


def _without(copy: Copy, counter: Counter, fields: tuple[str, ...]) -> FieldPlan:
    losing = sum(compose.without_fields(entry.localised.listing, fields) is not entry.localised.listing for entry in copy.entries)
    return FieldPlan(fields, counter.count(copy.limits.setting(), fields), losing)


def _sacrifice(copy: Copy, counter: Counter, pages: int) -> FieldPlan | None:
    """The smallest set of fields without which the book has at most so many pages; of several that from which the fewest listings lose."""
    every = tuple(compose.LEAVABLE)
    if pages <= 0 or _without(copy, counter, every).length.pages > pages:
        return None
    for size in range(1, len(every) + 1):
        enough = [plan for fields in combinations(every, size) if (plan := _without(copy, counter, fields)).length.pages <= pages]
        if enough:
            return min(enough, key=lambda plan: plan.listings)
    return None
