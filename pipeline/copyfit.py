"""Copy-fitting one language's book: the setting that hits a page count, and the plan of what each setting and field comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from pipeline import compose
from pipeline.counting import Copy, Counter
from pipeline.errors import Unfitted
from pipeline.fitting import Found, find_setting, fit_cost
from pipeline.gathering import Gathered
from pipeline.memory import Shelf
from pipeline.model.fields import EditionLang
from pipeline.model.fit import AS_DESIGNED, OPTIONS, FitGoal, Fitted, Steps
from pipeline.model.message import msg
from pipeline.model.plan import BookPlan, FieldPlan, SettingPlan
from pipeline.printing import own_printer
from pipeline.production import Press, copy_of

__all__ = ["fit_book", "plan_book"]


def fit_book(gathered: Gathered, lang: EditionLang, press: Press, goal: FitGoal) -> Fitted:
    """The setting with the least change that makes the book so many pages long, or fills whole signatures best.

    Raises Unfitted where no setting within the design's limits does. What was counted is kept all the same.
    """
    try:
        return _fit(gathered, lang, press, None if goal == "signatures" else goal)
    finally:
        _shelf(lang, press).finish()


def _fit(gathered: Gathered, lang: EditionLang, press: Press, target: int | None) -> Fitted:
    copy = copy_of(gathered, lang, press)
    multiple = copy.page_multiple
    limits, counter = copy.limits, _counter(copy, lang, press)

    def search(pages: int | None) -> Found:
        return find_setting(
            limits, multiple, pages,
            lambda steps: counter.count(limits.setting(steps)),
            lambda steps: counter.count(limits.setting(steps), true_figures=True),
        )

    if target is not None and target % multiple:
        raise _unbindable(search, lang, target, multiple)
    found = search(target)
    if found.steps is None:
        raise _unfitted(found, lang, target or 0)
    length, before = found.lengths[found.steps], found.lengths[AS_DESIGNED]
    cost = fit_cost(limits, found.steps, length, target)
    return Fitted(lang, limits.setting(found.steps), limits.setting(), length, before, target, cost, found.complete)


def _counter(copy: Copy, lang: EditionLang, press: Press) -> Counter:
    def hear(count: int) -> None:
        press.progress.begin(msg("Counting pages ({lang}): setting {n}", lang=lang, n=count + 1))

    return Counter(copy, _shelf(lang, press), hear)


def _shelf(lang: EditionLang, press: Press) -> Shelf:
    return press.memory.shelf(f"lengths-{lang}", keep_unused=True)


def _unbindable(search: Callable[[int], Found], lang: EditionLang, target: int, multiple: int) -> Unfitted:
    """For a count that is no multiple: the multiples beside it as far as they can be reached, else the nearest that can."""
    below = target // multiple * multiple
    searched = {count: search(count) for count in (below, below + multiple) if count}
    reached = [count for count, found in searched.items() if found.steps is not None]
    counts = reached or sorted({count for found in searched.values() for count in found.nearest(target)})
    return Unfitted(
        msg(
            "{lang}: {pages} pages cannot be bound, for the count must be a multiple of {multiple}; the nearest within reach: {counts}.",
            lang=lang, pages=target, multiple=multiple, counts=" / ".join(map(str, counts)),
        )
    )


def _unfitted(found: Found, lang: EditionLang, target: int) -> Unfitted:
    counts = " / ".join(map(str, found.nearest(target)))
    if not found.complete:
        return Unfitted(
            msg(
                "{lang}: no setting that was tried comes to {pages} pages; the nearest within reach: {counts}.",
                lang=lang, pages=target, counts=counts,
            ),
            msg("Raise typesettings in layout.toml, [fit], to have more of them tried."),
        )
    return Unfitted(
        msg(
            "{lang}: {pages} pages cannot be reached within the limits of the design; the nearest within reach: {counts}.",
            lang=lang, pages=target, counts=counts,
        ),
        msg("“guide plan” tells what leaving out a field would save; the limits stand in layout.toml, [fit]."),
    )


def plan_book(gathered: Gathered, lang: EditionLang, press: Press) -> BookPlan:
    """How long the book is in every setting that is one option away from the design, and without each field that may go."""
    copy = copy_of(gathered, lang, press)
    profile = own_printer(press.desk, gathered.edition)
    counter = _counter(copy, lang, press)
    settings = tuple(
        SettingPlan(option, copy.limits.setting(steps), counter.count(copy.limits.setting(steps)), copy.limits.change(steps))
        for option, steps in _single_steps(copy)
    )
    wanted = settings[0].length.pages - copy.page_multiple
    one_each = tuple(_without(copy, counter, (field,)) for field in compose.LEAVABLE)
    sacrifice = _sacrifice(copy, counter, wanted)
    return BookPlan(lang, copy.signature, copy.page_multiple, settings, one_each, sacrifice, profile.stock, profile.binding)


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
