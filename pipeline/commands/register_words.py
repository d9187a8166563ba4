"""What ``guide register`` found, for people: counts by region on the terminal, and lists by name as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, cast

from pipeline.doors.workbooks.tables import ListColumn, ListSheet
from pipeline.model.field_words import field_words
from pipeline.model.fields import Lang
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.register import Compared, Difference, Match, RegionCount, RegisterEntry, Status, Why
from pipeline.normalise import regions
from pipeline.terminal import Printer

__all__ = ["print_compared", "register_sheets", "undecided_words"]

Say = Callable[[Message], str]
SHOWN: Final = 10
"""Organisations named on the terminal; the workbook names all."""
_STATUS: Final[Mapping[Status, Message]] = {
    "active": msg("active"), "suspended": msg("suspended"), "liquidated": msg("liquidated"), "": msg("not said"),
}
_HOW: Final = {"bin": msg("BIN"), "name": msg("name and region"), "near-bin": msg("BIN one slip off, and name")}
_WHY: Final[Mapping[Why, Message]] = {
    "near-name": msg("The name is nearly the same."), "near-bin": msg("The BIN is nearly the same, the name is another."),
    "other-bin": msg("The name is the same, the BIN is another."), "other-region": msg("The name is the same, the region is another."),
    "several": msg("The name stands in the register more than once."),
}
_COUNTS: Final = ("active", "found", "missing", "unsettled", "closed", "unsaid", "unknown", "asked")
_COUNT_WORDS: Final = {
    "active": msg("active in the register"), "found": msg("of them ours"), "missing": msg("of them missing"),
    "unsettled": msg("of them in question"), "closed": msg("ours, suspended or liquidated"),
    "unsaid": msg("ours, status not said"), "unknown": msg("ours, not in the register"),
    "asked": msg("ours, in question"),
}
_WORDS: Final = {
    "id": msg("id"), "name": msg("name"), "bin": msg("BIN"), "region": msg("region"), "file": msg("file"), "sheet": msg("sheet"),
    "row": msg("row"), "status": msg("status in the register"), "how": msg("found by"), "field": msg("field"), "ours": msg("in our file"),
    "theirs": msg("in the register"), "why": msg("question"), "name_ru": msg("name in Russian"), "name_kk": msg("name in Kazakh"),
    "form": msg("legal form"), "town": msg("town"), "address": msg("address"), "head": msg("head"),
    "their_row": msg("row of the register"), "what": msg("what could not be decided"),
}
_WIDTHS: Final = {"name": 46, "name_ru": 46, "name_kk": 46, "address": 44, "head": 30, "region": 26, "file": 28, "ours": 40, "theirs": 40,
                  "why": 34, "row": 8, "their_row": 10, "id": 11, "form": 10, "what": 90}


def print_compared(compared: Compared, file: str, unreadable: Sequence[str], printer: Printer) -> None:
    """Counts by region, each group as a sentence, and what could not be decided."""
    counts = compared.counts
    printer.line(msg(
        "{file}: {rows}; active {active}, suspended {suspended}, liquidated {liquidated}, without a status {unknown}", file=file,
        rows=nmsg("{n} row", "{n} rows", counts["rows"]),
        **{name: counts.get(name, 0) for name in ("active", "suspended", "liquidated", "unknown")},
    ))
    printer.text()
    _print_regions(compared, printer)
    printer.text()
    for sentence in _groups(compared):
        printer.line(sentence)
    for match in islice(compared.closed, SHOWN):
        status = _STATUS[match.theirs.status]
        printer.line(msg("  {name}: {status} ({place})", name=match.ours.name, status=status, place=str(match.ours.ref)))
    undecided = list(undecided_words(compared, unreadable))
    if undecided:
        printer.text()
        printer.line(msg("Could not be decided:"))
        for sentence in undecided:
            printer.text(f"  {printer.word(sentence)}")


def _print_regions(compared: Compared, printer: Printer) -> None:
    """One row a region, one column a count, the sums below."""
    heads = [printer.word(_COUNT_WORDS[name]) for name in _COUNTS]
    rows = [(_region(code, printer), [getattr(count, name) for name in _COUNTS]) for code, count in compared.regions.items()]
    total = [sum(figures[place] for _, figures in rows) for place in range(len(_COUNTS))]
    rows.append((printer.word(msg("All together")), total))
    width = max(len(name) for name, _ in rows)
    columns = [max(len(str(figures[place])) for _, figures in rows) + 2 for place in range(len(_COUNTS))]
    for place, head in enumerate(heads):  # headers are too long to stand over their figures
        printer.text(f"{' ' * (width + sum(columns[:place + 1]) - 1)}┌ {head}")
    for name, figures in rows:
        printer.text(f"{name:<{width}}" + "".join(f"{figure:>{columns[place]}}" for place, figure in enumerate(figures)))


def _region(code: str, printer: Printer) -> str:
    return regions()[code].names[cast("Lang", printer.lang)] if code else printer.word(msg("region not read"))


def _groups(compared: Compared) -> Iterator[Message]:
    yield nmsg("{n} organisation of ours is operational: it stands in the register as active",
               "{n} organisations of ours are operational: they stand in the register as active", len(compared.operational))
    yield nmsg("{n} active organisation of the register is missing in our files",
               "{n} active organisations of the register are missing in our files", len(compared.missing))
    yield nmsg("{n} organisation of ours is unknown to the register", "{n} organisations of ours are unknown to the register",
               len(compared.unknown))
    differing = sum(bool(match.differences) for match in compared.matches)
    yield nmsg("{n} organisation of ours differs from the register", "{n} organisations of ours differ from the register", differing)
    yield nmsg("{n} likeness is a question for a person", "{n} likenesses are questions for a person", len(compared.queries))
    yield nmsg("{n} organisation of ours is suspended or liquidated in the register",
               "{n} organisations of ours are suspended or liquidated in the register", len(compared.closed))


def undecided_words(compared: Compared, unreadable: Sequence[str]) -> Iterator[Message]:
    """What the comparison could not decide, and why."""
    if unreadable:
        yield nmsg("{n} workbook of the edition could not be read; its organisations may be among the missing: {files}",
                   "{n} workbooks of the edition could not be read; their organisations may be among the missing: {files}",
                   len(unreadable), files=", ".join(unreadable))
    if not compared.has_status:
        yield msg("The register says no status; every row of it counts as active.")
    elif compared.without_status:
        yield nmsg("{n} row of the register has no status that is understood; it is counted neither as active nor as missing",
                   "{n} rows of the register have no status that is understood; they are counted neither as active nor as missing",
                   compared.without_status)
    if compared.without_region:
        yield nmsg("{n} row of the register names no region that is understood",
                   "{n} rows of the register name no region that is understood", compared.without_region)
    if compared.nameless:
        yield nmsg("{n} row of the register has neither a name nor a BIN", "{n} rows of the register have neither a name nor a BIN",
                   len(compared.nameless))
    if compared.twice:
        yield nmsg("{n} row of the register repeats a BIN", "{n} rows of the register repeat a BIN", len(compared.twice))
    if compared.without_bin:
        yield nmsg("{n} organisation of ours has no valid BIN and was looked for by name only",
                   "{n} organisations of ours have no valid BIN and were looked for by name only", compared.without_bin)
    if compared.left_out:
        yield nmsg("{n} organisation of ours asks not to be printed and stands in none of these lists",
                   "{n} organisations of ours ask not to be printed and stand in none of these lists", compared.left_out)


def register_sheets(compared: Compared, unreadable: Sequence[str], printer: Printer) -> list[ListSheet]:
    """A sheet for each group, in the user's language; a group without anybody has its header."""
    say, mine = printer.word, ("id", "name", "bin", "region", "file", "sheet", "row")

    def sheet(title: Message, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> ListSheet:
        return ListSheet(say(title), [ListColumn(say(_WORDS[name]), _WIDTHS.get(name, 16)) for name in columns], rows)

    def matched(matches: Sequence[Match]) -> list[Sequence[str | int]]:
        return [
            (*_ours(one.ours, printer), say(_HOW[one.how]), say(_STATUS[one.theirs.status]), int(one.theirs.ref.cell)) for one in matches
        ]

    theirs = ("name_ru", "name_kk", "form", "bin", "region", "town", "address", "head", "their_row")
    return [
        _regions_sheet(compared, printer),
        sheet(msg("Not active"), (*mine, "how", "status", "their_row"), matched(compared.closed)),
        sheet(msg("Status not said"), (*mine, "how", "status", "their_row"), matched(compared.unsaid)),
        sheet(msg("Unknown"), mine, [_ours(one, printer) for one in compared.unknown]),
        sheet(msg("Differences"), (*mine, "field", "ours", "theirs", "their_row"), [
            (*_ours(match.ours, printer), say(field_words(one.field)), *_values(one, printer), int(match.theirs.ref.cell))
            for match in compared.matches for one in match.differences
        ]),
        sheet(msg("Questions"), (*mine, "why", *theirs), [
            (*_ours(query.ours, printer), say(_WHY[query.why]), *_theirs(entry, printer))
            for query in compared.queries for entry in query.candidates
        ]),
        sheet(msg("Missing"), theirs, [_theirs(entry, printer) for entry in compared.missing]),
        sheet(msg("Operational"), (*mine, "how", "status", "their_row"), matched(compared.operational)),
        sheet(msg("Not decided"), ("what",), [(say(words),) for words in undecided_words(compared, unreadable)]),
    ]


def _regions_sheet(compared: Compared, printer: Printer) -> ListSheet:
    columns = [ListColumn(printer.word(_WORDS["region"]), 32), *(ListColumn(printer.word(_COUNT_WORDS[name]), 15) for name in _COUNTS)]
    rows: list[Sequence[str | int]] = [(_region(code, printer), *_figures(count)) for code, count in compared.regions.items()]
    total = [sum(getattr(count, name) for count in compared.regions.values()) for name in _COUNTS]
    return ListSheet(printer.word(msg("By region")), columns, [*rows, (printer.word(msg("All together")), *total)])


def _values(one: Difference, printer: Printer) -> tuple[str, str]:
    """What each says; regions by name."""
    return (_region(one.ours, printer), _region(one.theirs, printer)) if one.field == "region" else (one.ours, one.theirs)


def _figures(count: RegionCount) -> tuple[int, ...]:
    return tuple(getattr(count, name) for name in _COUNTS)


def _ours(one: RegisterEntry, printer: Printer) -> tuple[str | int, ...]:
    return one.id, one.name, one.digits, _region(one.region, printer), one.ref.file, one.ref.sheet, int(one.ref.cell)


def _theirs(entry: RegisterEntry, printer: Printer) -> tuple[str | int, ...]:
    ru, kk = entry.names.get("ru", ""), entry.names.get("kk", "")
    name = ru or (entry.name if not kk else "")
    place = _region(entry.region, printer), entry.town, entry.address
    return name, kk, entry.form, entry.bin, *place, entry.head, int(entry.ref.cell)
