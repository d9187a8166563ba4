"""Rows as ingest hands them over, written in one line. All names, numbers and addresses are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.decisions import EMPTY, Decisions
from pipeline.model.findings import CellRef
from pipeline.model.source import CellKind, SourceRow, SourceValue
from pipeline.normalise import IdRegistry, Normalised, Vocabulary, load_vocabulary, normalise

AREAS = Path(__file__).parents[2] / "sources" / "areas.toml"
TOPICS = '[[topic]]\ncode = "open-data"\nname = { ru = "открытые данные", kk = "ашық деректер", en = "open data" }\n'


def make_row(
    number: int = 5, /, *, kind: str = "organisation", file: str = "provinces/a.xlsx", sheet: str = "НПО", group: str = "", **fields: object
) -> SourceRow:
    """A row; a field is a text, a list of texts (repeated columns), or (header, text); ``kinds`` are given as (text, CellKind)."""
    values: dict[str, tuple[SourceValue, ...]] = {}
    for column, (name, given) in enumerate(fields.items()):
        ref = CellRef(file, sheet, f"{chr(65 + column)}{number}")
        found = []
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, tuple) and isinstance(one[1], CellKind):
                found.append(SourceValue(one[0], ref, "", one[1]))
            elif isinstance(one, tuple):
                found.append(SourceValue(one[1], ref, one[0]))
            else:
                found.append(SourceValue(str(one), ref))
        values[name] = tuple(found)
    heading = SourceValue(group, CellRef(file, sheet, "A1")) if group else None
    return SourceRow(kind, CellRef(file, sheet, str(number)), values, heading)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def row() -> Callable[..., SourceRow]:
    return make_row


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(AREAS.read_text(encoding="utf-8"), TOPICS)


@pytest.fixture(scope="session")
def run(vocabulary: Vocabulary) -> Callable[..., Normalised]:
    """Normalise rows with an empty or the given registry."""

    def go(*rows: SourceRow, registry: IdRegistry | None = None, decisions: Decisions = EMPTY) -> Normalised:
        return normalise(rows, registry=registry or IdRegistry(), vocabulary=vocabulary, decisions=decisions)

    return go


@pytest.fixture(scope="session")
def one(run: Callable[..., Normalised]) -> Callable[..., Normalised]:
    """Normalise one organisation with a name, unless the case brings its own."""

    def go(**fields: object) -> Normalised:
        if not any(name.startswith("name") for name in fields):
            fields = {"name_ru": "Родник", **fields}
        if not {"region", "town", "group"} & fields.keys():
            fields = {**fields, "region": "г. Алматы"}
        return run(make_row(**fields))  # type: ignore[arg-type]

    return go
