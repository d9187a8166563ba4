"""A person's decision on a table, written into the text of mapping.toml."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from pathlib import PurePosixPath
from typing import Any, Final

from pipeline.doors.toml_edit import with_entry
from pipeline.errors import Unreadable
from pipeline.ingest.grid import column_letter
from pipeline.ingest.mapping import Decision, Mapping, header_keys, load_mapping
from pipeline.ingest.proposing import Proposal
from pipeline.model.message import msg

__all__ = ["with_decision"]

_BY_LETTER: Final = ("fingerprint", "header_row")


def with_decision(text: str, file: str, proposal: Proposal, *, guesses: bool) -> tuple[str, Mapping]:
    """The text with what a person took of a proposal, and what it says then. Everything else in it stays as it is.

    The entry that the table follows with all its headers, or one with the very same, is changed; else a new one is added. ``file``: what
    sentences call the text. Raises Unreadable where the text is broken, or the entries stand in it in a form that cannot be added to.
    """
    known = load_mapping(text, file)
    taken = proposal.decision(guesses=guesses)
    at, before = _place(known, proposal, taken)
    old = known.decisions[at] if at is not None else None
    values = _values(proposal, taken, old)
    if before is not None:
        values = {"match": _as_pattern(PurePosixPath(proposal.file).name), **values}
    gone = (*_BY_LETTER, *(() if "columns" in values else ("columns",)), *(() if "headers" in values else ("headers",)))
    kept = tuple(name for name in gone if name not in values)
    try:
        made = with_entry(text, "file", values, at=at, before=before, gone=kept, remark=_remark(proposal))
    except ValueError as error:
        raise Unreadable(msg("{file}: its entries stand in one line, so none could be added.", file=file),
                         msg("Write each entry as [[file]] on a line of its own.")) from error
    return made, load_mapping(made, file)


def _remark(proposal: Proposal) -> str:
    return " ".join(" › ".join(part for part in (PurePosixPath(proposal.file).name, proposal.sheet) if part).split())


def _values(proposal: Proposal, taken: Decision, old: Decision | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if not taken.headers and not (old is not None and old.match):
        values["match"] = _as_pattern(PurePosixPath(proposal.file).name)
        if proposal.sheet:
            values["sheet"] = proposal.sheet
    if not proposal.header_rows:
        values["header_row"] = 0
    values["kind"] = proposal.kind
    if taken.columns:
        values["columns"] = {column_letter(column): name for column, name in sorted(taken.columns.items())}
    if taken.headers:
        values["headers"] = _headers(taken.headers, taken.titles)
    return values


def _headers(fields: Dictionary[str, str], titles: Dictionary[str, str]) -> dict[str, str]:
    return {titles[key]: name for key, name in fields.items()}


def _as_pattern(name: str) -> str:
    """A file's name as fnmatch takes it: what would be a pattern of its own becomes "?"."""
    return "".join("?" if char in "[]*?" else char for char in name)


def _place(known: Mapping, proposal: Proposal, taken: Decision) -> tuple[int | None, int | None]:
    """(the entry to change, None) or (None, the entry to stand before), 0-based; (None, None): at the end."""
    standing = set(header_keys(column.header for column in proposal.columns))
    for place, decision in enumerate(known.decisions):
        if decision.number != proposal.entry:
            continue
        # One that decides headers which this table lacks is another year's: it stays, and the table gets an entry of its own.
        if (decision.headers or decision.fingerprint or decision.is_of_one_table) and set(decision.headers) <= standing:
            return place, None
    for place, decision in enumerate(known.decisions):
        if decision.headers and set(decision.headers) == set(taken.headers) and decision.fits(proposal.file, proposal.sheet):
            return place, None
    general = [place for place, decision in enumerate(known.decisions) if decision.number == proposal.entry and decision.match]
    return None, general[0] if general else None
