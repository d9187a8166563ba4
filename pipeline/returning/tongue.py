"""The language that a workbook's author reads: what a row says of itself, else the language of the headers, else of most listings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.listings import Listing
from pipeline.model.source import FileReading
from pipeline.normalise.tongues import script_language

__all__ = ["language_of_book", "stated_language"]

_PARTS: Final = re.compile(r"\n|\s*/\s*|\s+\|\s+")
_BILINGUAL: Final = 0.4
"""Share of headers in two languages from which the headers do not tell which of them the author reads."""
_KAZAKH: Final = 0.25
"""Share of Kazakh headers from which all of them are Kazakh: many words are the same in Russian."""
_KAZAKH_WORDS: Final = frozenset({
    "атауы", "облысы", "ауданы", "мекенжайы", "мекенжай", "поштасы", "пошта", "сайты", "басшысы", "басшы", "бағыты", "аты-жөні", "байланыс",
})
"""Words of headers that hold no letter of Kazakh alone, or may."""


def stated_language(listing: Listing | None) -> Lang | None:
    """The language that a row itself says it was sent in."""
    return listing.sent_in if listing is not None and "sent_in" in listing.cells else None


def language_of_book(reading: FileReading, listings: Sequence[Listing], usual: Lang) -> Lang:
    """``listings``: those of the workbook; ``usual``: where neither headers nor listings say anything."""
    columns = [column for sheet in reading.sheets if sheet.kind for column in sheet.columns]
    headers = [column.header for column in columns if column.field and column.header.strip()]
    languages = [{lang for part in _PARTS.split(header) if (lang := _language(part))} for header in headers]
    told = [found for found in languages if found]
    if told and sum(len(found) > 1 for found in told) < _BILINGUAL * len(told):
        counts = Counter(next(iter(found)) for found in told if len(found) == 1)
        return "kk" if counts["kk"] >= _KAZAKH * counts.total() else _most(counts)
    sent = Counter(listing.sent_in for listing in listings)
    return _most(sent) if sent else usual


def _language(header: str) -> Lang | None:
    return "kk" if _KAZAKH_WORDS & set(header.casefold().split()) else script_language(header)


def _most(counts: Counter[Lang]) -> Lang:
    return max(LANGUAGES, key=lambda lang: counts[lang])
