"""What the values under a header look like: telephones, e-mails, dates; so that a header's word is not believed against them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

from pipeline.ingest.grid import Grid
from pipeline.ingest.regions import region_in
from pipeline.ingest.vocabulary import IGNORED, field_names, is_blank, words
from pipeline.model.message import Message, msg
from pipeline.model.source import Cell, CellKind, ListingKind

__all__ = ["LOOK_WORDS", "Evidence", "Look", "column_evidence", "field_for", "is_at_odds", "look_of"]

Look = Literal[
    "phones", "emails", "contacts", "site", "social", "bin", "date", "year", "region", "answer", "number", "person", "name", "text",
]

LOOK_WORDS: Final[dict[Look, Message]] = {
    "phones": msg("telephones"), "emails": msg("e-mails"), "contacts": msg("telephones and e-mails together"), "site": msg("sites"),
    "social": msg("social accounts"), "bin": msg("BINs"), "date": msg("dates"), "year": msg("years"), "region": msg("regions"),
    "answer": msg("answers, yes or no"), "number": msg("numbers"), "person": msg("names of people"),
    "name": msg("names of organisations"), "text": msg("texts"),
}
_FITTING: Final[dict[Look, tuple[str, ...]]] = {
    "phones": ("phones", "mobile", "fax", "freephone", "helpline", "contacts", "press_phone", "postcode", "registration", "bin"),
    "emails": ("emails", "press_email", "contacts"),
    "contacts": ("contacts", "phones", "emails", "press", "head", "mobile", "press_phone", "press_email"),
    "site": ("site", "social", "contacts"), "social": ("social", "site", "contacts"),
    "bin": ("bin", "registration"), "date": ("founded", "verified", "registration", "status"), "year": ("founded", "registration"),
    "region": ("region", "town", "address"),
    "answer": ("consent_mobile", "consent_listing", "consent", "leave_out", "on_camera", "registration", "status"),
    "person": ("head", "press"), "name": ("name", "name_ru", "name_kk", "name_en", "former_name", "affiliation", "acronym"),
}
"""Look -> the fields whose values look so, the likeliest first."""
_TELLING: Final[frozenset[Look]] = frozenset({"phones", "emails", "contacts", "site", "social", "bin"})
"""Looks that no other field's values have: they contradict a header."""
_SAMPLE: Final = 40
_MOST: Final = 0.8
_FEW: Final = 3
_LONGEST: Final = 200
_CHEAP: Final = re.compile(r"[@\d]|www|https?:|[^\W\d_]\.[^\W\d_]{2}")
"""Without one of these a text is no more than words."""
_EMAIL: Final = re.compile(r"[^\s@]+\s?@\s?[^\s@]+\.\s?[^\W\d_]{2,}")
_SITE: Final = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:kz|ru|com|org|net|info|example|рф|қаз|edu|gov|kg|uz)(?:/\S*)?", re.IGNORECASE)
_SOCIAL: Final = re.compile(r"instagram|facebook|\bfb\.com|\bt\.me/|vk\.com|youtube|tiktok|telegram|инстаграм|^@[\w.]{3,}$", re.IGNORECASE)
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])(?:[./](?:0?[1-9]|1[0-2])[./](?:\d{4}|\d{2})|-(?:0?[1-9]|1[0-2])-\d{4})(?:\s*(?:г|ж)\.?)?"
    r"|\d{4}-\d{2}-\d{2}(?:[T ].*)?")
"""Day first; two digits of a year with hyphens are a telephone number more often (12-05-45)."""
_YEAR: Final = re.compile(r"(?:18|19|20)\d\d(?:\s*(?:г|год|ж|жыл)\.?)?")
_BIN: Final = re.compile(r"\d{12}(?:\.0)?")
_AMOUNT: Final = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_DATED: Final = re.compile(r"\d{4}\b|\d{1,2}[./-]\d{1,2}[./-]")
_HOURS: Final = re.compile(r"\d{1,2}[.:]\d\d\s*(?:-|–|—|до|по|to)\s*\d{1,2}[.:]\d\d")
_PERSON: Final = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)?\s+[^\W\d_]\.\s*(?:[^\W\d_]\.)?|(?:[^\W\d_]\.\s*){1,2}[^\W\d_]+"
    r"|[^\W\d_]+\s+[^\W\d_]+\s+[^\W\d_]+(?:вич|вна|ична|ұлы|улы|қызы|кызы|uly|qyzy|vich|vna)", re.IGNORECASE)
"""Initials, or a patronymic: two or three words by themselves could be anything."""
_CODE: Final = re.compile(r"[A-Za-z]{1,4}-?\d[\d-]*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How most values of a column look: ``fitting`` of ``of`` values do."""

    look: Look
    fitting: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.fitting / self.of if self.of else 0.0

    @property
    def is_strong(self) -> bool:
        """Whether there are enough values, and nearly all look so."""
        return self.of >= _FEW and self.share >= _MOST


def look_of(cell: Cell, *, words_too: bool = True) -> Look:
    """How one value looks; "text" where it could be anything. Without ``words_too`` all that is no contact, number or date is a text."""
    if cell.kind is CellKind.DATE:
        return "date"
    text = " ".join(cell.text.split())
    if len(text) > _LONGEST:
        return "text"
    found = _look(text) if len(text) <= 4 or _CHEAP.search(text) else "text"
    return _look_of_words(text) if found == "text" and words_too else found


@lru_cache(maxsize=16384)
def _look(text: str) -> Look:
    digits = sum(map(str.isdigit, text))
    if "@" in text and (_EMAIL.search(text) or (" " not in text and not text.startswith("@"))):
        return "contacts" if digits - sum(map(str.isdigit, "".join(_EMAIL.findall(text)))) >= 5 else "emails"
    if digits * 2 >= len(text) and not text[0].isalpha():
        return _look_of_digits(text, digits)
    if _CODE.fullmatch(text):
        return "text"
    if _SOCIAL.search(text):
        return "social"
    if _SITE.fullmatch(text):
        return "site"
    if _DATED.match(text):
        return "date" if _DATE.fullmatch(text) else "year" if _YEAR.fullmatch(text) else "text"
    if digits >= 5 and digits * 2 >= len(text.replace(" ", "")) and not _HOURS.search(text):
        return "phones"
    return "text"


def _look_of_digits(text: str, digits: int) -> Look:
    if _BIN.fullmatch(text):
        return "bin"
    if _DATE.fullmatch(text):
        return "date"
    if _YEAR.fullmatch(text):
        return "year"
    return "number" if digits < 5 or _AMOUNT.fullmatch(text) or _HOURS.search(text) else "phones"


@lru_cache(maxsize=16384)
def _look_of_words(text: str) -> Look:
    if text.casefold() in words().answers:
        return "answer"
    region = region_in(text) if len(text) <= 40 else None
    if region is not None and region.whole and not region.town:
        return "region"
    first = text.split(" ", 1)[0].strip("«»\"“”„.").casefold()
    if first in words().forms or any(quote in text for quote in "«\"“„"):
        return "name" if len(text) <= 150 else "text"
    return "person" if _PERSON.fullmatch(text) else "text"


def _said(grid: Grid, column: int, rows: Iterable[int]) -> Iterable[Cell]:
    for row in rows:
        cell = grid.rows[row].get(column)
        if cell is not None and cell.kind not in (CellKind.ERROR, CellKind.UNCALCULATED) and not is_blank(cell.text):
            yield cell


def column_evidence(grid: Grid, column: int, rows: Sequence[int], *, words_too: bool = True) -> Evidence:
    """How the values of a column look, by its first forty; where these are contacts or BINs, all are counted."""
    looks = Counter(look_of(cell, words_too=words_too) for cell in islice(_said(grid, column, rows), _SAMPLE))
    looks.pop("text", None) if len(looks) > 1 and looks["text"] * 2 < sum(looks.values()) else None
    if not looks:
        return Evidence("text", 0, 0)
    look = _together(looks)
    is_all = len(rows) <= _SAMPLE or look not in _TELLING
    every = looks.elements() if is_all else (look_of(cell, words_too=False) for cell in _said(grid, column, rows))
    counted = Counter(every)
    fitting = counted[look] + (counted["phones"] + counted["emails"] if look == "contacts" else 0)
    return Evidence(look, fitting, counted.total())


def _together(looks: Counter[Look]) -> Look:
    look, count = looks.most_common(1)[0]
    contacts = looks["phones"] + looks["emails"] + looks["contacts"]
    if look in ("phones", "emails", "contacts") and count < contacts * _MOST:
        return "contacts"
    return look


def field_for(look: Look, kind: ListingKind) -> str | None:
    """The likeliest field of one kind of listing for values that look so; None where they could be anything."""
    known = field_names(kind)
    if kind == "expert" and look == "person":
        return "name"
    return next((name for name in _FITTING.get(look, ()) if name in known), None)


def is_at_odds(field: str | None, evidence: Evidence, kind: ListingKind) -> bool:
    """Whether nearly all values of a column look like something that its field never holds."""
    if not evidence.is_strong or evidence.look not in _TELLING:
        return False
    if kind == "expert" and field == "phones" and evidence.look in ("contacts", "emails"):
        return False  # an expert has no field for contacts in one cell; the telephones' splitter sorts them out
    return field == IGNORED or (field is not None and field not in _FITTING[evidence.look])
