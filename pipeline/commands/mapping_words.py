"""What a proposal of ``guide map`` looks like: lines for a terminal, keys for machines, fields by name, number or word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pipeline.ingest.evidence import LOOK_WORDS
from pipeline.ingest.proposing import Proposal, ProposedColumn
from pipeline.ingest.reports import row_list
from pipeline.model.field_words import field_words
from pipeline.model.fields import EXPERT_FIELDS, ORGANISATION_FIELDS
from pipeline.model.message import Message, msg
from pipeline.model.source import ListingKind

__all__ = ["field_of", "field_title", "fields_of", "proposal_json", "proposal_lines", "reason"]

Word = Callable[[Message], str]

_KINDS: Final = {"organisation": msg("organisations"), "expert": msg("experts")}
_REASONS: Final[dict[str, Message]] = {
    "word": msg("a known word"), "near": msg("a word like a known one"), "tag": msg("a hashtag (HXL)"), "decided": msg("decided"),
}
_WIDEST: Final = 40
_SAMPLE: Final = 30


def fields_of(kind: ListingKind) -> tuple[str, ...]:
    """The fields of a kind of listing, in the order in which they are numbered for a person."""
    return ORGANISATION_FIELDS if kind == "organisation" else EXPERT_FIELDS


def field_of(said: str, kind: ListingKind, word: Word) -> str | None:
    """The field that a person named: by its name in mapping.toml, its number in the list, or in words; None where there is none."""
    known = fields_of(kind)
    if said in known:
        return said
    if said.isdecimal() and 1 <= int(said[:4]) <= len(known):
        return known[int(said) - 1]
    folded = said.casefold()
    return next((name for name in known if word(field_words(name)).casefold() == folded), None)


def field_title(field: str | None) -> Message:
    """A field in words; what has none, too."""
    if field is None:
        return msg("not understood")
    return field_words(field) if field else msg("is not printed")


def reason(column: ProposedColumn) -> Message:
    """Why the field is proposed."""
    evidence = column.evidence
    if column.why == "values":
        look = LOOK_WORDS[evidence.look]
        return msg("{fitting} of its {of} values look like {look}", fitting=evidence.fitting, of=evidence.of, look=look)
    return _REASONS.get(column.why, msg("no word of the header is known"))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1] + "…"


def proposal_lines(proposal: Proposal, word: Word, number: int = 0) -> list[str]:
    """A table's title, and a line for each column; ``number``: its place, where the file has several."""
    header = row_list(proposal.header_rows) if proposal.header_rows else word(msg("none"))
    place = " › ".join(part for part in (proposal.file, proposal.sheet) if part)
    title = msg("{place}: {kind}; header row: {header}", place=place, kind=_KINDS[proposal.kind], header=header)
    lines = [f"{number}. {word(title)}" if number else word(title)]
    rows = [
        (column.letter, _cut(column.header or "-", _WIDEST), word(field_title(column.field)),
         f"{round(column.confidence * 100)} %" if column.field is not None else "", word(reason(column)),
         " | ".join(_cut(sample, _SAMPLE) for sample in column.samples))
        for column in proposal.columns
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    for letter, header_text, field, sure, why, samples in rows:
        lines.append(f"  {letter:<{widths[0]}}  {header_text:<{widths[1]}}  → {field:<{widths[2]}}  {sure:>{widths[3]}}  {why}".rstrip())
        if samples:
            lines.append(f"  {'':<{widths[0]}}  {samples}")
    return lines


def proposal_json(proposal: Proposal, word: Word) -> dict[str, Any]:
    """The same for machines."""
    return {
        "sheet": proposal.sheet, "kind": proposal.kind, "header_rows": list(proposal.header_rows), "entry": proposal.entry or None,
        "columns": [
            {"letter": column.letter, "header": column.header, "samples": list(column.samples), "field": column.field,
             "field_words": word(field_title(column.field)), "confidence": column.confidence, "why": column.why,
             "reason": word(reason(column)), "look": column.evidence.look, "fitting": column.evidence.fitting, "values": column.evidence.of}
            for column in proposal.columns
        ],
    }
