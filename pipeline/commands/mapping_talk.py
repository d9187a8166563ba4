"""The questions that ``guide map`` asks a person at a terminal."""

from __future__ import annotations

from typing import Final

from pipeline.commands.mapping_words import field_of, field_title, fields_of, reason
from pipeline.ingest.proposing import Proposal, ProposedColumn
from pipeline.model.field_words import field_words
from pipeline.model.message import msg
from pipeline.terminal import Printer

__all__ = ["ask_about"]

_ALL: Final = "1"
_EACH: Final = "2"
_NONE: Final = ("3", "")
_LIST: Final = "?"
_OUT: Final = "-"


def ask_about(proposal: Proposal, printer: Printer) -> Proposal | None:
    """The proposal as a person wants it written; None to write nothing. Where the input ends, nothing is written."""
    while True:
        answer = printer.ask(msg("1: write it as proposed. 2: go through the columns. 3: write nothing. Your choice:"))
        if answer is None or answer in _NONE:
            return None
        if answer == _ALL and proposal.has_name:
            return proposal
        if answer == _EACH:
            made = _each(proposal, printer)
            if made is None or made.has_name:
                return made
            proposal = made
        if answer in (_ALL, _EACH):
            printer.line(msg("No column is the name of a listing, so nothing could be read. Go through the columns and say which it is."))


def _each(proposal: Proposal, printer: Printer) -> Proposal | None:
    """Every column by itself; None where the input ends."""
    fields: dict[int, str] = {}
    printer.line(msg("Enter: as proposed. A field's name or number: that field. -: leave the column out. ?: the fields."))
    for column in proposal.columns:
        while True:
            answer = _asked(column, printer)
            if answer is None:
                return None
            if answer == _LIST:
                _list(proposal, printer)
                continue
            field = _field(answer, column, proposal, printer)
            if field is not None:
                fields[column.number] = field
                break
            printer.line(msg("“{field}” is no field; ? lists them.", field=answer))
    return proposal.changed(fields)


def _asked(column: ProposedColumn, printer: Printer) -> str | None:
    samples = " | ".join(sample if len(sample) <= 40 else sample[:39] + "…" for sample in column.samples)
    return printer.ask(msg("{letter} “{header}” ({samples}) → {field}, {reason}:", letter=column.letter, header=column.header,
                           samples=samples, field=field_title(column.field), reason=reason(column)))


def _field(answer: str, column: ProposedColumn, proposal: Proposal, printer: Printer) -> str | None:
    if not answer:
        return column.field or ""
    return "" if answer == _OUT else field_of(answer, proposal.kind, printer.word)


def _list(proposal: Proposal, printer: Printer) -> None:
    for number, name in enumerate(fields_of(proposal.kind), start=1):
        printer.text(f"  {number:>2}  {name:<16} {printer.word(field_words(name))}")
