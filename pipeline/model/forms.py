"""Legal forms of organisations, as the editions print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.fields import Lang

__all__ = ["LegalForm"]


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: ``code`` is the Russian abbreviation (ОФ); ``short`` (ОФ, ҚҚ, PF) and ``full`` are per language."""

    code: str
    short: Mapping[Lang, str]
    full: Mapping[Lang, str]
    aliases: tuple[str, ...] = ()
