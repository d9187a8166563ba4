"""From findings to what a copy shows: marks with their comments, and the lines of the first sheet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.ingest.reports import row_list
from pipeline.model.decisions import Answer, folded
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding, Severity
from pipeline.model.listings import Listing
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.questions import CHOICES, PAIRED, Choice, Question
from pipeline.model.returned import ANSWER_HEADERS, SHEET_NAMES, Gravity, Mark, MarkedBook, MendLine, MendSheet
from pipeline.model.source import Sheet
from pipeline.returning.audience import gravity_of, hint_for_author
from pipeline.returning.places import Columns, Spot, name_in_row, spot_of
from pipeline.returning.tongue import stated_language

__all__ = ["Asked", "Offered", "Say", "counts_of", "marked_book"]

Say = Callable[[Message, Lang], str]
_MANY: Final = 300
"""Lines from which those of one kind are put together: a list of a thousand is not read."""
_SHOWN: Final = 15
"""Lines of one kind that stand by themselves even then."""
_SHORT: Final = 400
_CELLS: Final = 12
_REFUSED: Final = ("SRC-380", "bad-answer")
_STALE: Final = ("SRC-380", "stale-answer")
_AREAS: Final = "SRC-350"
_GRAVITIES: Final = tuple(Gravity)
_TRIED: Final[tuple[Choice, ...]] = ("yes", "no", "out")


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be answered. ``failing``: by rule, field and folded text, choices that do not pass the checks; ``areas``: their names."""

    failing: Mapping[tuple[str, str, str], Container[Choice]] = field(default_factory=dict)
    areas: tuple[str, ...] = ()


_ANYTHING: Final = Offered()


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding that its author is told: where, how grave, and about whom."""

    finding: Finding
    spot: Spot
    gravity: Gravity
    listing: Listing | None
    name: str
    """As it stands in a row that is no listing."""
    is_alone: bool
    """The workbook has one sheet, so its name is not said."""
    offered: Offered

    @property
    def is_pair(self) -> bool:
        """Whether two listings are one, the office decides: it alone sees both."""
        return self.finding.question and not self.finding.field and PAIRED in (self.finding.before or "")

    @property
    def is_refusal(self) -> bool:
        """An answer of the author that does not pass the checks: told at the answer itself."""
        return (self.finding.id, self.finding.code) == _REFUSED

    @property
    def is_area(self) -> bool:
        """Whether words of the closed list are asked for, which is not in every workbook."""
        return self.finding.id == _AREAS and bool(self.offered.areas)

    @property
    def is_question(self) -> bool:
        return self.finding.question and bool(self.finding.before) and not self.is_pair


def _asked(
    findings: Iterable[Finding], columns: Columns, listings: Mapping[tuple[str, int], Listing], sheets: Sequence[Sheet],
    offered: Offered,
) -> list[Asked]:
    """In the order of the sheets, their rows and columns; what is about a whole sheet or file first."""
    order = {name: place for place, name in enumerate(columns)}
    cells = {sheet.name: sheet.cells for sheet in sheets}
    alone = len(sheets or columns) == 1
    found = []
    for finding in findings:
        gravity = gravity_of(finding)
        if gravity is not None:
            spot = spot_of(finding, columns, cells.get)
            listing = listings.get((spot.sheet, spot.row))
            name = "" if listing is not None else name_in_row(spot, columns, cells.get)
            found.append(Asked(finding, spot, gravity, listing, name, alone, offered))
    return sorted(found, key=lambda one: (order.get(one.spot.sheet, -1), one.spot.row, one.spot.column, _GRAVITIES.index(one.gravity)))


def marked_book(
    findings: Iterable[Finding], columns: Columns, listings: Mapping[tuple[str, int], Listing], answers: Sequence[Answer], lang: Lang,
    author: str, say: Say, sheets: Sequence[Sheet] = (), offered: Offered = _ANYTHING,
) -> MarkedBook:
    """What a workbook's copy shows.

    ``listings``: by sheet and row; ``answers``: those that its author gave before; ``author``: whose name our comments bear; ``sheets``:
    the workbook's cells, for the names of rows that are no listings; ``offered``: what its questions may be answered with. What must be
    mended stands first on the sheet.
    """
    findings = list(findings)
    told = _asked(findings, columns, listings, sheets, offered)
    stale = {_refused_key(finding) for finding in findings if (finding.id, finding.code) == _STALE}
    marks: dict[str, list[Mark]] = {}
    for one in told:
        if one.spot.column and one.spot.is_marked:
            marks.setdefault(one.spot.sheet, []).append(_mark(one, stated_language(one.listing) or lang, say))
    refused = {_refused_key(one.finding): one for one in told if one.is_refusal}
    lines = _lines([one for one in told if not one.is_refusal], lang, say)
    lines += [_answered(answer, refused.get(key), lang, say) for answer in answers if (key := _answer_key(answer)) not in stale]
    lines.sort(key=lambda line: _GRAVITIES.index(line.gravity))
    sheet = _sheet(told, lines, lang, say)
    return MarkedBook({name: tuple(found) for name, found in marks.items()}, sheet, author)


def counts_of(book: MarkedBook) -> dict[Gravity, int]:
    """How many cells are marked, by gravity."""
    counts = Counter(mark.gravity for marks in book.marks.values() for mark in marks)
    return {gravity: counts[gravity] for gravity in Gravity}


def _mark(one: Asked, lang: Lang, say: Say) -> Mark:
    finding = one.finding
    parts = [say(finding.message, lang)]
    hint = _AREAS_THERE if one.is_area else hint_for_author(finding)
    if one.gravity is Gravity.REPAIRED:
        parts.append(say(msg("It is printed so: {text}. If that is right, nothing is to be done.", text=finding.after or ""), lang))
    elif one.is_question and finding.after:
        parts.append(say(msg("Perhaps this was meant: {text}", text=finding.after), lang))
    if one.is_question:
        parts.append(say(msg("Correct the cell, or answer on the sheet “{sheet}”.", sheet=SHEET_NAMES[lang]), lang))
    if hint is not None and not (one.is_question and finding.after):
        parts.append(say(hint, lang))
    return Mark(one.spot.row, one.spot.column, one.gravity, "\n".join(_tidy(part) for part in parts), lang)


def _tidy(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _lines(told: Sequence[Asked], lang: Lang, say: Say) -> list[MendLine]:
    """One line for each finding; one for all of the same question; where there are very many, one for the rest of a kind."""
    kinds = Counter(_kind(one) for one in told)
    shown: Counter[tuple[str, ...]] = Counter()
    together = len(told) > _MANY
    lines: list[MendLine] = []
    rest: dict[tuple[str, ...], tuple[int, list[Asked]]] = {}
    for one in told:
        kind = _kind(one)
        is_more = shown[kind] > 0 if one.is_question else together and kinds[kind] > _SHOWN and shown[kind] >= _SHOWN
        shown[kind] += 1
        if not is_more:
            lines.append(_line(one, lang, say))
            if one.is_question:
                rest[kind] = len(lines) - 1, []
        elif kind in rest:
            rest[kind][1].append(one)
        else:
            lines.append(_line(one, lang, say))
            rest[kind] = len(lines) - 1, [one]
    for place, more in rest.values():
        lines[place] = _for_all(lines[place], more, lang, say)
    return lines


def _kind(one: Asked) -> tuple[str, ...]:
    """What makes two findings of one kind: a question the same text, any other the same rule in the same column."""
    if one.is_question:
        return "?", one.finding.id, one.finding.field, folded(one.finding.before or "")
    return one.finding.id, one.finding.code, one.spot.sheet, one.spot.letter


def _line(one: Asked, lang: Lang, say: Say) -> MendLine:
    finding, spot = one.finding, one.spot
    hint = hint_for_author(finding)
    place = spot.cell if one.is_alone else f"{spot.cell}\n{spot.sheet}".strip()
    before, after = ("", "") if one.is_pair else (finding.before or "", finding.after or "")
    key = _key(finding.id, finding.field, before, after) if one.is_question else ""
    choices = _choices(finding, before, after, one.offered, lang) if one.is_question else ()
    write = say(hint, lang) if hint is not None else ""
    if one.gravity is Gravity.REPAIRED:
        write = write or say(msg("Nothing, if this is right."), lang)
    elif one.is_question:
        choose = say(_CHOOSE if choices else _WRITE, lang)
        if one.is_area:
            areas = msg("The areas: {areas}. Several are parted by semicolons.", areas="; ".join(one.offered.areas))
            choose = f"{choose}\n{say(areas, lang)}"
        write = choose if after or one.is_area or not write else f"{write}\n{choose}"
    return MendLine(
        spot.sheet if spot.cell else "", spot.cell, place, _who(one, lang), one.gravity, _short(say(finding.message, lang)), write,
        before if one.is_question else _short(before), after if one.is_question else _short(after), key,
        choices=choices,
    )


_CHOOSE: Final = msg("Choose an answer, or write the right text there.")
_WRITE: Final = msg("Write the right text there.")
_AREAS_THERE: Final = msg("The areas to choose from stand there.")


def _choices(asked: Finding | Answer, wrote: str, proposed: str, offered: Offered, lang: Lang) -> tuple[str, ...]:
    """What the drop-down of a question offers: nothing that would not be accepted."""
    rule = asked.id if isinstance(asked, Finding) else asked.rule
    question = Question(rule, "", asked.field, wrote, proposed, Severity.WARNING, _WRITE, None, ())
    return question.choices(lang, offered.failing.get(question.asked, ()))


def _key(rule: str, name: str, wrote: str, proposed: str) -> str:
    """What the hidden column keeps of a question (pipeline.ingest.mended reads it)."""
    return json.dumps({"rule": rule, "field": name, "wrote": wrote, "proposed": proposed}, ensure_ascii=False)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _who(one: Asked, lang: Lang) -> str:
    if one.listing is None:
        return one.name
    names = one.listing.names
    return (names.get(lang) or names.get(one.listing.sent_in) or next(iter(names.values()))).value


def _for_all(line: MendLine, more: Sequence[Asked], lang: Lang, say: Say) -> MendLine:
    """A line that stands for others of its kind, which it names."""
    if not more:
        return line
    if line.key:
        cells = ", ".join(dict.fromkeys(f"{one.spot.sheet}!{one.spot.cell}" if one.spot.cell else one.spot.sheet for one in more[:_CELLS]))
        tail = say(nmsg("It stands in {n} more cell: {cells}", "It stands in {n} more cells: {cells}", len(more), cells=cells), lang)
        return replace(line, wrong=f"{line.wrong}\n{tail}" + ("…" if len(more) > _CELLS else ""))
    letter = more[0].spot.letter
    rows = row_list(sorted({one.spot.row for one in more}))
    tail = say(nmsg("The same in column {letter} in one more row: {rows}", "The same in column {letter} in {n} rows: {rows}", len(more),
                    letter=letter, rows=rows), lang)
    return replace(line, wrong=tail + "\n" + line.wrong, who="", stands="", proposed="")


def _answer_key(answer: Answer) -> tuple[str, str]:
    return folded(answer.wrote), answer.prints


def _refused_key(finding: Finding) -> tuple[str, str]:
    return folded(finding.before or ""), finding.after or ""


def _answered(answer: Answer, refused: Asked | None, lang: Lang, say: Say) -> MendLine:
    """An answer of an earlier round: it holds as long as it stands on the sheet, unless it does not pass the checks itself.

    Its drop-down offers what it said, where that was accepted: other answers were not tried beside it, and may be typed.
    """
    key = _key(answer.rule, answer.field, answer.wrote, "")
    asked = Question(answer.rule, "", answer.field, answer.wrote, "", Severity.WARNING, _WRITE, None, ())
    held = () if refused is not None else (one for one in _TRIED if asked.prints(one) == answer.prints)
    failing = set(_TRIED).difference(held)
    choices = asked.choices(lang, failing)
    said = answer.prints or CHOICES[lang][2]
    if refused is not None:
        line = _line(refused, lang, say)
        return replace(line, write=say(msg("Write another answer, or correct the cell."), lang), proposed="", key=key, answer=said)
    wrong = say(msg("You answered this before; the answer holds."), lang)
    write, state = say(msg("Nothing, if this is right."), lang), say(msg("answered"), lang)
    return MendLine("", "", "", "", Gravity.REPAIRED, wrong, write, answer.wrote, "", key, said, state, choices)


def _sheet(told: Sequence[Asked], lines: Sequence[MendLine], lang: Lang, say: Say) -> MendSheet:
    counts = Counter(one.gravity for one in told)
    words = {
        Gravity.MUST: msg("must be mended"), Gravity.CHECK: msg("please check"), Gravity.REPAIRED: msg("repaired by us"),
    }
    sentences = {
        Gravity.MUST: nmsg("{n} place must be mended, or the listing is not printed.",
                           "{n} places must be mended, or the listings are not printed.", counts[Gravity.MUST]),
        Gravity.CHECK: nmsg("{n} place to check: part of it is not printed, or may be wrong.",
                            "{n} places to check: part of them is not printed, or may be wrong.", counts[Gravity.CHECK]),
        Gravity.REPAIRED: nmsg("{n} place was repaired by us; look whether it is right.",
                               "{n} places were repaired by us; look whether they are right.", counts[Gravity.REPAIRED]),
    }
    return MendSheet(
        lang, SHEET_NAMES[lang], tuple(say(text, lang) for text in _about(bool(lines))),
        tuple((gravity, say(sentences[gravity], lang)) for gravity in Gravity if counts[gravity]),
        (*(say(text, lang) for text in _HEADERS), ANSWER_HEADERS[lang]),
        {gravity: say(text, lang) for gravity, text in words.items()}, tuple(lines),
        say(msg("The cell has a conversation, so there is no comment of ours on it; it stands here only."), lang),
    )


_HEADERS: Final = (
    msg("No."), msg("Where"), msg("Who"), msg("What it is"), msg("What is wrong"), msg("What to do"), msg("What stands there"),
    msg("What we propose"),
)


def _about(is_asked: bool) -> tuple[Message, ...]:
    if not is_asked:
        return (msg("Thank you: everything in this workbook could be read, and nothing has to be mended."),)
    return (
        msg("Please mend the coloured cells in this very file and send it back. A comment on each cell says what is wrong."),
        msg("Where an answer is asked, choose it from the list in the last column, or write the right text there. This sheet may stay in "
            "the file, and rows may be sorted, put in and taken out."),
    )
