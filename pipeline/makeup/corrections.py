"""Two page maps beside one another: what came, went, grew and moved, which pages differ and why, and the plates to be made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.makeup.keptmap import KeptMap, KeptRun
from pipeline.makeup.plates import plates_made_anew
from pipeline.model.corrections import Change, Corrections, Move, Overmatter, TouchedPage
from pipeline.model.signatures import Signatures

__all__ = ["find_corrections"]

COLOPHON, CONTENTS, NOTES = "colophon", "contents", "notes"
"""Names of sections."""
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everything of one key: its first run, and for each page (index) it stands on the first of its pieces there."""

    run: KeptRun
    parts: tuple[tuple[int, int], ...]

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(page for page, _ in self.parts)


class _Comparison:
    """Two maps by key, and what of them differs."""

    def __init__(self, before: KeptMap, after: KeptMap) -> None:
        self.before, self.after = before, after
        self.old, self.new = _standing(before), _standing(after)
        self.changed = {
            key for key in self.old.keys() | self.new.keys()
            if key not in self.old or key not in self.new or self.old[key].run.galley != self.new[key].run.galley
        }
        self.moved = [key for key in self.new if key in self.old and self._has_moved(key)]
        digests = [page.digest for page in before.pages]
        self.touched = {
            page.index for page in after.pages if page.index >= len(digests) or digests[page.index] != page.digest
        }

    def _has_moved(self, key: _Key) -> bool:
        """What was set anew has moved only where it stands on a page it did not stand on; what is as it was, where any piece did."""
        if key in self.changed:
            return not {*self.new[key].pages} <= {*self.old[key].pages}
        return self.old[key].parts != self.new[key].parts

    def is_reset(self, key: _Key) -> bool:
        """Whether what was set anew came, went or has lines of other heights: what is only corrected makes nothing move."""
        return key not in self.old or key not in self.new or self.old[key].run.shape != self.new[key].run.shape

    def section_pages(self, name: str) -> set[int]:
        """Indexes of the pages where a section stands or stood."""
        return {page.index for side in (self.before, self.after) for page in side.pages if page.section == name}

    def of(self, key: _Key) -> KeptRun:
        """The run of a key, as it is now if it is there."""
        return (self.new.get(key) or self.old[key]).run

    def pages_of(self, key: _Key) -> set[int]:
        """Indexes of the pages where a key stands or stood."""
        return {page for side in (self.old, self.new) if key in side for page in side[key].pages}


def _standing(kept: KeptMap) -> dict[_Key, _Standing]:
    """Section and key -> where it stands; pages for notes are left out."""
    first: dict[_Key, KeptRun] = {}
    parts: dict[_Key, dict[int, int]] = {}
    for run in kept.runs:
        if run.section != NOTES:
            first.setdefault((run.section, run.key), run)
            parts.setdefault((run.section, run.key), {}).setdefault(run.page_index, run.first)
    return {key: _Standing(run, tuple(parts[key].items())) for key, run in first.items()}


def find_corrections(
    before: KeptMap, after: KeptMap, signatures: Signatures, baseline: float, overmatter: Sequence[Overmatter] = ()
) -> Corrections:
    """What was made of ``before``; ``baseline``: points of a line, in which gains and losses are counted.

    ``overmatter``: what make-up says no longer fits; it is not told where nothing moved for it.
    """
    compared = _Comparison(before, after)
    lines = _index_lines(compared)
    pages = _touched_pages(compared)
    folios = {page.section: page.index for page in reversed(after.pages)}
    count = len(after.pages)
    return Corrections(
        count,
        len(before.pages),
        tuple(_changes(compared, lines, baseline)),
        tuple(pages),
        tuple(_move(compared, key) for key in compared.moved),
        sum(_begins_elsewhere(compared, key) for key in compared.moved),
        sum(key in compared.changed for key in _lines(compared)),
        folios[COLOPHON] + 1 if folios.get(COLOPHON) in compared.touched else 0,
        signatures.size,
        signatures.count(count),
        signatures.plate_count(count),
        tuple(plates_made_anew(signatures, [page.digest for page in before.pages], [page.digest for page in after.pages])),
        tuple(overmatter) if compared.moved or len(before.pages) != count else (),
    )


def _name(run: KeptRun) -> str:
    """As a sentence names it, which has quotation marks of its own."""
    return (run.term or run.guide or run.key).strip("«»")


def _begins_elsewhere(compared: _Comparison, key: _Key) -> bool:
    return bool(compared.of(key).listing) and compared.old[key].pages[0] != compared.new[key].pages[0]


def _move(compared: _Comparison, key: _Key) -> Move:
    run = compared.of(key)

    def numbers(standing: _Standing) -> tuple[int, ...]:
        return tuple(page + 1 for page in standing.pages)

    return Move(_name(run), run.listing, run.section, numbers(compared.old[key]), numbers(compared.new[key]))


def _lines(compared: _Comparison) -> Iterable[_Key]:
    """Index lines of either map; lines of the contents are none."""
    keys = dict.fromkeys([*compared.old, *compared.new])
    return (key for key in keys if compared.of(key).term and compared.of(key).section != CONTENTS)


def _index_lines(compared: _Comparison) -> dict[str, int]:
    """Listing -> how many lines leading to it were added, taken out or set anew."""
    found: dict[str, int] = {}
    for key in _lines(compared):
        if key in compared.changed:
            targets = {target for side in (compared.old, compared.new) if key in side for target in side[key].run.targets}
            for target in targets:
                found[target] = found.get(target, 0) + 1
    return found


def _changes(compared: _Comparison, lines: Mapping[str, int], baseline: float) -> Iterable[Change]:
    """Every listing that came, went or was set anew, in the order of the book.

    Its pages: where it stands and stood, and where anything moved between or beside these, in its own section; in all that gave way
    where its section has other pages than before.
    """
    windows, resized = _windows(compared), _resized(compared)
    keys = [key for key in dict.fromkeys([*compared.new, *compared.old]) if key in compared.changed and compared.of(key).listing]
    for key in sorted(keys, key=lambda key: min(compared.pages_of(key))):
        run = compared.of(key)
        heights = [side[key].run.height if key in side else 0.0 for side in (compared.old, compared.new)]
        gained = round((heights[1] - heights[0]) / baseline)
        pages = compared.pages_of(key)
        if compared.is_reset(key):
            within = None if run.section in resized else compared.section_pages(run.section)
            pages |= {page for window in windows if window & pages for page in window if within is None or page in within}
        numbers = tuple(sorted(page + 1 for page in pages & compared.touched))
        told = lines.get(run.listing, 0)
        if numbers or told or gained:
            yield Change(_kind(compared, key, gained), run.listing, _name(run), gained, numbers, told)


def _kind(compared: _Comparison, key: _Key, gained: int) -> str:
    if key not in compared.old:
        return "added"
    if key not in compared.new:
        return "removed"
    return "longer" if gained > 0 else "shorter" if gained < 0 else "corrected"


def _resized(compared: _Comparison) -> set[str]:
    """Sections that now have more pages and have gained text, or fewer and have lost some: others move because of them."""
    grown: Counter[str] = Counter()
    for key in compared.changed:
        for side, sign in ((compared.old, -1), (compared.new, 1)):
            if key in side:
                grown[key[0]] += sign * round(side[key].run.height)
    found = set()
    for name, points in grown.items():
        pages = [sum(page.section == name for page in side.pages) for side in (compared.before, compared.after)]
        if (pages[1] > pages[0] and points > 0) or (pages[1] < pages[0] and points < 0):
            found.add(name)
    return found


def _windows(compared: _Comparison) -> list[set[int]]:
    """Pages between which anything moved, those that hang together in one set: one change's doing, or several's together."""
    made: list[set[int]] = []
    for key in compared.moved:
        pages = compared.pages_of(key)
        joined = [window for window in made if window & pages]
        made = [window for window in made if not window & pages]
        made.append(pages.union(*joined))
    return made


def _touched_pages(compared: _Comparison) -> list[TouchedPage]:
    """Every page that differs, with the reasons."""
    why: dict[int, set[str]] = {page: set() for page in compared.touched}

    def give(pages: Iterable[int], reason: str) -> None:
        for page in pages:
            if page in why:
                why[page].add(reason)

    for key in compared.changed:
        run = compared.of(key)
        give(compared.pages_of(key), _reason(run))
    for key in compared.moved:
        give(compared.pages_of(key), "moved")
    give((page for page in why if page >= len(compared.before.pages)), "new")
    give((page for page in _shifted(compared) if not why.get(page)), "spaces")
    order = ("new", "text", "moved", "index", CONTENTS, COLOPHON, "spaces", "furniture")
    return [
        TouchedPage(page + 1, compared.after.pages[page].folio, compared.after.pages[page].section,
                    tuple(one for one in order if one in (why[page] or {"furniture"})))
        for page in sorted(why)
    ]


def _reason(run: KeptRun) -> str:
    if run.section == COLOPHON:
        return COLOPHON
    if run.section == CONTENTS:
        return CONTENTS
    return "index" if run.section.startswith("index-") else "text"


def _shifted(compared: _Comparison) -> set[int]:
    """Pages on which anything stands elsewhere than it stood on the same page before."""
    old = {(run.section, run.key, run.page_index, run.column, run.first): run.ys for run in compared.before.runs}
    new = {(run.section, run.key, run.page_index, run.column, run.first): run.ys for run in compared.after.runs}
    return {place[2] for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
