"""Two states of one workbook, listing by listing: what its author changed, what of it mends a finding, and what is wrong now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model.decisions import Answer, folded
from pipeline.model.findings import CellRef, Finding
from pipeline.model.returned import Gravity
from pipeline.model.source import FileReading, SourceRow
from pipeline.normalise.folding import fold
from pipeline.returning.audience import gravity_of
from pipeline.returning.places import Columns, columns_of, spot_of

__all__ = ["Comparison", "Fate", "FieldChange", "State", "Told", "compare"]

_NAMES: Final = ("name_ru", "name_kk", "name", "name_en")
_REACH: Final = ("emails", "press_email", "phones", "mobile", "fax", "contacts", "press_phone", "site")
_APART: Final = re.compile(r"[,;/\n]+")
_DIGITS: Final = 6
"""Digits from which a number tells who it belongs to."""
_ALIKE: Final = 0.5
"""Share of equal values from which two rows with the same number are the same row."""
Key = Callable[[SourceRow], Iterable[object]]


@dataclass(frozen=True, slots=True)
class State:
    """A workbook as it was understood: its records, and everything found in it."""

    reading: FileReading
    rows: tuple[SourceRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a listing that says something else now. ``answers``: rules whose finding the change mends."""

    name: str
    field: str
    before: str
    after: str
    cell_before: CellRef
    cell_after: CellRef
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that its author was told, or that is new, with the name of the row it is about."""

    name: str
    finding: Finding
    is_changed: bool = False
    """The cell was changed, and is still wrong."""
    change: FieldChange | None = None
    """What the cell said and says now, of a mended one that was changed."""


@dataclass(slots=True)
class Fate:
    """What became of the findings."""

    mended: list[Told] = field(default_factory=list)
    answered: list[Told] = field(default_factory=list)
    dropped: list[Told] = field(default_factory=list)
    """Their row was taken out."""
    open: list[Told] = field(default_factory=list)
    new: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``unchanged``: how many listings say what they said. ``renumbered``: how many of all stand in another row now."""

    unchanged: int
    renumbered: int
    changes: tuple[FieldChange, ...]
    added: tuple[tuple[str, CellRef], ...]
    removed: tuple[tuple[str, CellRef], ...]
    answers: tuple[Answer, ...]
    fate: Fate


def compare(old: State, new: State) -> Comparison:
    """Listings are found again by what they say (BIN, name, contacts), never by their row: rows may be sorted, put in, taken out."""
    pairs = _pairs(old.rows, new.rows)
    matched = {id(after) for after in pairs.values()}
    gone = [row for row in old.rows if id(row) not in pairs]
    come = [row for row in new.rows if id(row) not in matched]
    both = [(row, pairs[id(row)]) for row in old.rows if id(row) in pairs]
    letters = [columns_of(state.reading) for state in (old, new)]
    changes = [change for before, after in both for change in _changes(before, after, letters)]
    fate, mends = _fate(old, new, both, gone, {(change.cell_before.sheet, _row_of(change.cell_before)) for change in changes}, changes)
    changes = [_with_answers(change, mends) for change in changes]
    changed = {change.cell_before.sheet + str(_row_of(change.cell_before)) for change in changes}
    return Comparison(
        len(both) - len(changed), sum(before.ref.cell != after.ref.cell for before, after in both), tuple(changes),
        tuple((_name(row), row.ref) for row in come), tuple((_name(row), row.ref) for row in gone), new.reading.answers, fate,
    )


def _name(row: SourceRow) -> str:
    return next((" ".join(found.text.split()) for name in _NAMES if (found := row.first(name))), "")


# -- the same listing ----------------------------------------------------------------------------------------------


def _pairs(old: Sequence[SourceRow], new: Sequence[SourceRow]) -> dict[int, SourceRow]:
    """id of an old row -> its new row; what is surest first, and a likeness that two rows share is none."""
    found: dict[int, SourceRow] = {}
    taken: set[int] = set()
    for key in (_whole, _bin, _named_in_place, _named, _reach, _numbered):
        _pair_by(key, [row for row in old if id(row) not in found], [row for row in new if id(row) not in taken], found, taken,
                 twins=key is _whole)
    return found


def _by(key: Key, rows: Iterable[SourceRow]) -> dict[object, list[SourceRow]]:
    found: dict[object, list[SourceRow]] = {}
    for row in rows:
        for one in dict.fromkeys(key(row)):
            found.setdefault(one, []).append(row)
    return found


def _pair_by(
    key: Key, old: Sequence[SourceRow], new: Sequence[SourceRow], found: dict[int, SourceRow], taken: set[int], *, twins: bool
) -> None:
    ours, theirs = _by(key, old), _by(key, new)
    for one, rows in ours.items():
        others = theirs.get(one, [])
        if not twins and (len(rows) > 1 or len(others) != 1):
            continue
        for before, after in zip(rows, others, strict=False):
            if id(before) in found or id(after) in taken or not _may_be_one(key, before, after):
                continue
            found[id(before)] = after
            taken.add(id(after))


def _may_be_one(key: Key, before: SourceRow, after: SourceRow) -> bool:
    """Two BINs are two organisations, but in the same row a correction; two rows of one number must say much the same."""
    bins = [next(iter(_bin(row)), None) for row in (before, after)]
    if before.kind != after.kind or (None not in bins and bins[0] != bins[1] and key is not _numbered):
        return False
    if key is not _numbered:
        return True
    ours, theirs = _said(before), _said(after)
    return bool(ours) and len(ours & theirs) >= _ALIKE * max(len(ours), len(theirs))


def _said(row: SourceRow) -> set[tuple[str, str]]:
    return {(name, " ".join(value.text.split())) for name, values in row.values.items() for value in values}


def _whole(row: SourceRow) -> Iterator[object]:
    yield row.kind, tuple(sorted(_said(row))), row.group.text if row.group else ""


def _bin(row: SourceRow) -> Iterator[object]:
    value = row.first("bin")
    digits = "".join(filter(str.isdigit, value.text)) if value else ""
    if len(digits) > _DIGITS:
        yield digits.zfill(12)


def _named(row: SourceRow) -> Iterator[object]:
    for name in _NAMES:
        for value in row.values.get(name, ()):
            if key := fold(value.text):
                yield row.kind, key


def _named_in_place(row: SourceRow) -> Iterator[object]:
    place = row.first("town") or row.first("region") or row.group
    for key in _named(row):
        yield key, fold(place.text) if place else ""


def _reach(row: SourceRow) -> Iterator[object]:
    for name in _REACH:
        for value in row.values.get(name, ()):
            for part in _APART.split(value.text.casefold()):
                digits = "".join(filter(str.isdigit, part))
                if "@" in part or "." in part.strip(". "):
                    yield part.strip()
                elif len(digits) >= _DIGITS:
                    yield digits[-10:]


def _numbered(row: SourceRow) -> Iterator[object]:
    yield row.ref.sheet, row.ref.cell


# -- what changed --------------------------------------------------------------------------------------------------


def _changes(before: SourceRow, after: SourceRow, columns: Sequence[Columns]) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before.values, *after.values)):
        ours, theirs = before.values.get(name, ()), after.values.get(name, ())
        if [value.text for value in ours] == [value.text for value in theirs]:
            continue
        both = zip((before, after), (ours, theirs), columns, strict=True)
        cells = [values[0].ref if values else _empty_cell(row, name, letters) for row, values, letters in both]
        texts = ["; ".join(value.text for value in values) for values in (ours, theirs)]
        yield FieldChange(_name(after) or _name(before), name, texts[0], texts[1], cells[0], cells[1])


def _empty_cell(row: SourceRow, name: str, columns: Columns) -> CellRef:
    """Where a value would stand; the row where its sheet has no such column."""
    ref = row.ref
    return CellRef(ref.file, ref.sheet, columns.get(ref.sheet, {}).get(name, "") + ref.cell)


def _with_answers(change: FieldChange, mends: dict[CellRef, list[str]]) -> FieldChange:
    return replace(change, answers=tuple(dict.fromkeys(mends.get(change.cell_before, ()))))


# -- what became of the findings -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finding with the row and cell it is about; ``row`` (sheet, 0) for one about a sheet or the file."""

    finding: Finding
    row: tuple[str, int]
    cell: CellRef


def _placed(state: State) -> list[_Placed]:
    columns = columns_of(state.reading)
    found = []
    for finding in state.findings:
        if gravity_of(finding) in (Gravity.MUST, Gravity.CHECK):
            spot = spot_of(finding, columns, lambda _: None)
            found.append(_Placed(finding, (spot.sheet, spot.row), CellRef(state.reading.file, spot.sheet, spot.cell)))
    return sorted(found, key=lambda one: one.row)


def _row_of(cell: CellRef) -> int:
    digits = "".join(filter(str.isdigit, cell.cell))
    return int(digits) if digits else 0


def _fate(
    old: State, new: State, both: Sequence[tuple[SourceRow, SourceRow]], gone: Sequence[SourceRow], changed: set[tuple[str, int]],
    changes: Sequence[FieldChange],
) -> tuple[Fate, dict[CellRef, list[str]]]:
    """What became of each finding, and the changed cells that mended one."""
    rows = {(before.ref.sheet, _row_of(before.ref)): (after.ref.sheet, _row_of(after.ref)) for before, after in both}
    found, left = _found_again(_placed(old), _placed(new), rows, {change.cell_before: change.cell_after for change in changes})
    names = {(row.ref.sheet, _row_of(row.ref)): _name(row) for row in old.rows}
    names_now = {(row.ref.sheet, _row_of(row.ref)): _name(row) for row in new.rows}
    dropped = {(row.ref.sheet, _row_of(row.ref)) for row in gone}
    by_cell = {change.cell_before: change for change in changes}
    asked = {answer.asked for answer in new.reading.answers}
    fate = Fate()
    mends: dict[CellRef, list[str]] = {}
    for one, still in found:
        told = Told(names.get(one.row, ""), one.finding, one.cell in by_cell)
        if still is not None:
            fate.open.append(replace(told, finding=still.finding))  # as it stands in the new workbook
        elif _asked_by(one.finding) in asked:
            fate.answered.append(told)
        elif one.row in dropped:
            fate.dropped.append(told)
        else:
            fate.mended.append(replace(told, change=by_cell.get(one.cell)))
            if one.row in changed:
                mends.setdefault(one.cell, []).append(one.finding.id)
    fate.new = [Told(names_now.get(one.row, ""), one.finding) for one in left]
    return fate, mends


def _found_again(
    old: Sequence[_Placed], new: Sequence[_Placed], rows: Mapping[tuple[str, int], tuple[str, int]], moved: Mapping[CellRef, CellRef],
) -> tuple[list[tuple[_Placed, _Placed | None]], list[_Placed]]:
    """Each old finding with the new one that is the same fault, and the new ones that are nobody's; what is surest first.

    The same words in question; else those words in a row that is nobody's, as one without a name that was moved; else the same fault in
    the row; else, in a cell that was changed, another fault of the same kind: that is one value which is still wrong, not one that was
    mended and another that is new.
    """
    left = list(new)
    still: dict[int, _Placed] = {}
    taken = set(rows.values())

    def in_row(one: _Placed, other: _Placed) -> bool:
        return other.row == rows.get(one.row, one.row) and _is_same(one.finding, other.finding)

    def in_words(one: _Placed, other: _Placed) -> bool:
        return in_row(one, other) and one.finding.before == other.finding.before

    def in_no_listing(one: _Placed, other: _Placed) -> bool:
        apart = one.row[1] and other.row[1] and one.row[0] == other.row[0] and one.row not in rows and other.row not in taken
        return bool(apart and one.finding.before) and one.finding.before == other.finding.before and _is_same(one.finding, other.finding)

    def in_cell(one: _Placed, other: _Placed) -> bool:
        same = one.finding.field == other.finding.field and one.finding.id[:-1] == other.finding.id[:-1]
        return same and moved.get(one.cell) == other.cell

    for alike in (in_words, in_no_listing, in_row, in_cell):
        for place, one in enumerate(old):
            match = next((other for other in left if alike(one, other)), None) if place not in still else None
            if match is not None:
                still[place] = match
                left.remove(match)
    return [(one, still.get(place)) for place, one in enumerate(old)], left


def _is_same(before: Finding, after: Finding) -> bool:
    """The same fault: of one rule, and about the same field where both say which."""
    return (before.id, before.code) == (after.id, after.code) and (not before.field or not after.field or before.field == after.field)


def _asked_by(finding: Finding) -> tuple[str, str, str]:
    return finding.id, finding.field, folded(finding.before or "")
