"""The package's own tables, read once: regions, gazetteer, former names, area codes, legal forms."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["csv_table", "toml_table"]


@cache
def toml_table(name: str) -> dict[str, Any]:
    """A TOML table beside this module. Callers must not change it."""
    return tomllib.loads(_text(name))


@cache
def csv_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table beside this module; lines that begin with # are comments."""
    lines = (line for line in _text(name).splitlines() if not line.startswith("#"))
    return tuple(csv.DictReader(lines))


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
