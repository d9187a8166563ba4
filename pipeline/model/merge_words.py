"""Merges and questions about duplicates in words: what rows have in common, and what they say differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef
from pipeline.model.merges import Agreement, Difference, Merge, OtherLanguage
from pipeline.model.message import Message, msg

__all__ = ["agreement_words", "difference_words", "listed", "merge_json", "merge_words", "other_words", "rule_words", "said_words"]

_ANSWERS: Final = {"yes": msg("yes"), "no": msg("no")}
_KINDS: Final = {
    "name_alike": msg("the name, spelt otherwise"),
    "name_short": msg("the name, shortened"),
    "name_part": msg("a part of the name"),
    "name_given": msg("given name and patronymic"),
    "row": msg("everything that would be printed"),
    "decision": msg("a person's decision in decisions.toml"),
}


def agreement_words(agreement: Agreement) -> Message:
    """One thing that rows have in common, with its value where it has one: "BIN 050340001234"."""
    what = _KINDS.get(agreement.kind) or field_words(agreement.kind)
    return msg("{what} “{value}”", what=what, value=agreement.value) if agreement.value else what


def listed(messages: Iterable[Message]) -> Message:
    """Several things in one sentence, parted by commas; the empty sentence for none."""
    made: Message | None = None
    for one in messages:
        made = one if made is None else msg("{first}, {second}", first=made, second=one)
    return made or Message("")


def merge_words(merge: Merge) -> Message:
    """Which rows are printed as one, and why."""
    others = listed(Message("{place}", (("place", str(ref)),)) for ref in merge.rows[1:])
    return msg(
        "“{name}” stands in {winner} and in {others}; they are printed as one. In common: {why}.",
        name=merge.name, winner=str(merge.row), others=others, why=listed(map(agreement_words, merge.why)),
    )


def rule_words() -> Message:
    """By what rule a value wins."""
    return msg(
        "The row that was verified last wins, field by field, where it says something; of rows of one day the fuller one, then the first "
        "by file, sheet and row. Telephones, e-mails, accounts, areas, topics and languages of all rows are printed."
    )


def difference_words(difference: Difference) -> Message:
    """A value that is not printed, with its place, and what is printed in its place."""
    what, place = field_words(difference.field), str(difference.ref)
    value, printed = said_words(difference.value), said_words(difference.printed)
    if not difference.printed:
        return msg("{field}: “{value}” of {place} is not printed.", field=what, value=value, place=place)
    return msg(
        "{field}: “{printed}” of {winner} is printed, not “{value}” of {place}.",
        field=what, printed=printed, winner=str(difference.printed_ref), value=value, place=place,
    )


def other_words(other: OtherLanguage) -> Message:
    """A text that only the edition in its language prints."""
    return msg(
        "{field}: “{value}” of {place} is printed in the edition in “{lang}”.",
        field=field_words(other.field), value=other.value, place=str(other.ref), lang=other.lang,
    )


def said_words(value: str) -> Message:
    """A value, an answer in the reader's words."""
    return _ANSWERS.get(value) or Message("{value}", (("value", value),))


def merge_json(merge: Merge) -> dict[str, Any]:
    """A merge as plain values: listing, name, decided, winner, rows [] (file, sheet, row), why [] (kind, value), differences [] (field,
    value, printed, file, sheet, cell of the value, printed_from: file, sheet, cell), others [] (field, value, lang, file, sheet, cell:
    texts that the edition in their language prints).
    """
    return {
        "listing": merge.listing, "name": merge.name, "decided": merge.decided, "winner": _row(merge.row), "rows": _rows(merge.rows),
        "why": [{"kind": one.kind, **({"value": one.value} if one.value else {})} for one in merge.why],
        "differences": [
            {"field": one.field, "value": one.value, "printed": one.printed, **_cell(one.ref), "printed_from": _cell(one.printed_ref)}
            for one in merge.differences
        ],
        "others": [{"field": one.field, "value": one.value, "lang": one.lang, **_cell(one.ref)} for one in merge.others],
    }


def _rows(refs: Sequence[CellRef]) -> list[dict[str, str]]:
    return [_row(ref) for ref in refs]


def _row(ref: CellRef) -> dict[str, str]:
    return {"file": ref.file, "sheet": ref.sheet, "row": ref.cell}


def _cell(ref: CellRef) -> dict[str, str]:
    return {"file": ref.file, "sheet": ref.sheet, "cell": ref.cell}
