"""Columns weighed by their values: where nearly all say something else than the header, the values decide, or a person is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.ingest.evidence import Evidence, column_evidence, field_for, is_at_odds
from pipeline.ingest.grid import Grid
from pipeline.ingest.headers import Column, Header, is_name
from pipeline.ingest.rowkinds import CONTACT_FIELDS

__all__ = ["BY_VALUES", "weigh_columns"]

BY_VALUES: Final = 0.7
"""How sure a column is whose values decided: a guess, and told as one."""


def weigh_columns(grid: Grid, header: Header, rows: Sequence[int]) -> tuple[Header, Mapping[int, Evidence]]:
    """The header with the fields that values decided, and the evidence of every column that a person did not decide.

    A name stays a name, and a contact stays in its column: telephones and e-mails in the wrong one find their place when they are
    cleaned. Any other column full of contacts, a running number's too, is read as what it holds.
    """
    plain = {column.number for column in header.columns if column.field}
    evidence = {number: column_evidence(grid, number, rows, words_too=number not in plain) for number in _filled(grid, header, rows)}
    columns = tuple(_weighed(column, evidence[column.number], header) if column.number in evidence else column for column in header.columns)
    return replace(header, columns=columns), evidence


def _filled(grid: Grid, header: Header, rows: Sequence[int]) -> list[int]:
    decided = {column.number for column in header.columns if column.why == "decided"}
    return sorted({number for row in rows for number in grid.rows[row]} - decided)


def _weighed(column: Column, evidence: Evidence, header: Header) -> Column:
    if not is_at_odds(column.field, evidence, header.kind) or is_name(column.field):
        return column
    field = field_for(evidence.look, header.kind)
    if field is None or (field in CONTACT_FIELDS and column.field in CONTACT_FIELDS):
        return column
    return replace(column, field=field, confidence=BY_VALUES, why="values", lang=None)
