"""Printers' profiles: what a printer asks for, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.doors.pdf import OutputIntent
from pipeline.errors import Unreadable
from pipeline.model.message import msg
from pipeline.model.stock import PaperStock

__all__ = ["PrinterProfile", "load_profile", "profile_names"]


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """``bleed_mm`` around the trim; the page count must be a multiple of ``page_multiple``."""

    name: str
    pdfx: str
    bleed_mm: float
    page_multiple: int
    binding: str
    intent: OutputIntent
    stock: PaperStock


def profile_names() -> list[str]:
    """The profiles that travel with the package."""
    return sorted(entry.name.removesuffix(".toml") for entry in (files(__package__) / "profiles").iterdir() if entry.name.endswith(".toml"))


@cache
def load_profile(name: str) -> PrinterProfile:
    """The profile of that name. Raises Unreadable, naming those there are, for any other."""
    if name not in profile_names():
        raise Unreadable(
            msg("edition.toml names the printer profile “{name}”, which does not exist.", name=name),
            msg("Use one of: {names}.", names=", ".join(profile_names())),
        )
    facts = tomllib.loads((files(__package__) / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))
    profile = (files(__package__) / "icc" / facts["icc"]).read_bytes()
    intent = OutputIntent(facts["output_condition"], facts["condition"], facts["info"], profile)
    stock = _stock(facts["paper"])
    return PrinterProfile(facts["name"], facts["pdfx"], facts["bleed_mm"], facts["page_multiple"], facts["binding"], intent, stock)


def _stock(table: Mapping[str, Any]) -> PaperStock:
    """The profile's [paper]; TOML knows lists, a stock keeps pairs."""
    pairs: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return PaperStock(**pairs)
