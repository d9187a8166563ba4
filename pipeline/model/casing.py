"""Capitals and small letters by language: Kazakh in Latin letters tells ı (capital I) from i (capital İ), as Turkish does.

Neither CSS (``text-transform`` knows Turkish and Azerbaijani only) nor ICU does it for kk-Latn (language.md 3.1).
"""

from __future__ import annotations

from typing import Final

from pipeline.model.fields import KAZAKH_LATIN

__all__ = ["lower", "upper"]

_TO_UPPER: Final = str.maketrans({"i": "İ", "ı": "I"})
_TO_LOWER: Final = str.maketrans({"İ": "i", "I": "ı"})


def upper(text: str, lang: str) -> str:
    """``text`` in capitals, by the rules of ``lang`` (a BCP 47 tag)."""
    return (text.translate(_TO_UPPER) if lang == KAZAKH_LATIN else text).upper()


def lower(text: str, lang: str) -> str:
    """``text`` in small letters, by the rules of ``lang`` (a BCP 47 tag)."""
    return (text.translate(_TO_LOWER) if lang == KAZAKH_LATIN else text).lower()
