"""Findings about decisions: what mapping.toml says of a table, and the table has no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.ingest.grid import Grid, column_letter
from pipeline.ingest.mapping import Mapping
from pipeline.ingest.rules import MAPPING
from pipeline.ingest.tables import Understood
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg

__all__ = ["mapping_findings", "unused_decisions"]

_HINT: Final = msg("Look at the columns again with: guide map FILE")


def mapping_findings(grid: Grid, understood: Understood, rows: Sequence[int]) -> list[Finding]:
    """Headers that were decided and are gone, and letters that were decided and have nothing in them. ``rows``: those under the header."""
    decision = understood.decision
    if decision is None:
        return []
    place = grid.ref(understood.header.rows[0], 1) if understood.header.rows else CellRef(grid.file, grid.name)
    findings = []
    if understood.gone:
        findings.append(MAPPING.finding(
            "mapping-changed",
            nmsg("Entry {number} of mapping.toml decides a header that is not in this table any more: {headers}. The rest was followed.",
                 "Entry {number} of mapping.toml decides {n} headers that are not in this table any more: {headers}. The rest was "
                 "followed.",
                 len(understood.gone), number=str(decision.number), headers=", ".join(f"“{header}”" for header in understood.gone)),
            hint=_HINT, place=place))
    filled = {column for row in rows for column in grid.rows[row]}
    empty = [column for column, field in sorted(decision.columns.items()) if field and column not in filled]
    if empty:
        findings.append(MAPPING.finding(
            "mapping-unfit",
            nmsg("Entry {number} of mapping.toml decides column {letters}, but nothing stands in it.",
                 "Entry {number} of mapping.toml decides the columns {letters}, but nothing stands in them.", len(empty),
                 number=str(decision.number), letters=", ".join(column_letter(column) for column in empty)), hint=_HINT, place=place))
    return findings


def unused_decisions(mapping: Mapping, used: Iterable[int], lost: Iterable[str], file: str) -> list[Finding]:
    """Entries of an edition's mapping that none of its files followed; ``file``: what the sentence calls the mapping.

    ``lost``: files that could not be read; whether an entry would have fitted them nobody knows.
    """
    followed, unread = frozenset(used), tuple(lost)
    return [
        MAPPING.finding(
            "mapping-unused", msg("Entry {number} of mapping.toml fits no file of the edition.", number=str(decision.number)),
            hint=msg("If the file has another name or header this year, decide it again with guide map FILE; else take the entry out."),
            place=CellRef(file))
        for decision in mapping.decisions if decision.number not in followed and not any(
            not decision.match or decision.fits(name, decision.sheet or "") for name in unread)
    ]
