"""From the words of one header cell to a field: exact, in parts, contained, and at last by likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipeline.ingest.consents import consent_field, names_consent
from pipeline.ingest.folding import fold, fold_header, unbroken
from pipeline.ingest.vocabulary import IGNORED, field_names, header_words, opening_words, synonyms, synonyms_by_words, word_key, words
from pipeline.model.fields import Lang
from pipeline.model.source import ListingKind

__all__ = ["NOTHING", "HeaderMatch", "can_tell", "is_header_word", "match_header", "match_nested", "says_fields"]

_PIECES: Final = re.compile(r"[/|\\\n\r;•]+|\s[-–—]\s")
_LISTED: Final = re.compile(r"[,&+]|\s(?:и|және|жане|and)\s")
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_NUMBERS: Final = re.compile(r"(?: no| n)? ?\d{1,2}$|^\d{1,2} (?=\D)|\b(?:19|20)\d\d\b(?: (?:г|год|года|ж|жыл|жылы)\b)? ?")
"""Numbers that only count columns or name a year: "Телефон 2", "1. Название", "Планы на 2027 год"."""
_CONTACTS: Final = frozenset({
    "phones", "mobile", "fax", "emails", "site", "social", "address", "contacts", "postcode", "freephone", "town",
})
_PERSON_FIELDS: Final = {
    "press": {"name": "press", "head": "press", "head_role": "press_role", "phones": "press_phone", "mobile": "press_phone",
              "emails": "press_email", "contacts": "press", "press": "press"},
    "head": {"name": "head", "head": "head", "head_role": "head_role", "phones": "mobile", "mobile": "mobile", "emails": "emails",
             "contacts": "head"},
}
"""Under a parent header that means a person, the children mean that person's name, position, telephone and e-mail."""
_LIKENESS: Final = 86.0
_NOT: Final = "не "
_LONGEST: Final = 120
_MOST_WORDS: Final = 14
_SHORT: Final = 80
_NO_WORD: Final = re.compile(r"\d{3}|@|«")
_KINDS: Final[tuple[ListingKind, ...]] = ("organisation", "expert")


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """``field`` None: not understood; "" (IGNORED): nothing to print. ``lang``: the language a header says its column is in."""

    field: str | None
    confidence: float
    lang: Lang | None = None


NOTHING: Final = HeaderMatch(None, 0.0)


def _with_language(field: str, lang: Lang | None, kind: ListingKind) -> str:
    named = f"{field}_{lang}"
    return named if lang and field == "name" and named in field_names(kind) else field


def _split_language(folded: str) -> tuple[str, Lang | None]:
    """A header without its "на казахском языке", and the language that this addition named."""
    known = words().language
    if folded in known:
        return "", known[folded]
    parts = folded.split()
    for length in (4, 3, 2, 1):
        if len(parts) <= length:
            continue
        if " ".join(parts[-length:]) in known:
            return " ".join(parts[:-length]), known[" ".join(parts[-length:])]
        if " ".join(parts[:length]) in known:
            return " ".join(parts[length:]), known[" ".join(parts[:length])]
    return folded, None


def _can_be_exact(folded: str, kind: ListingKind) -> bool:
    """Whether all words are a header's words, or end with the number that counts a column ("телефон2")."""
    known = header_words(kind)
    return all(word in known or word[-1].isdecimal() for word in folded.split())


def _exact(folded: str, kind: ListingKind) -> HeaderMatch:
    if not _can_be_exact(folded, kind):
        return NOTHING
    table = synonyms(kind)
    if folded in table:
        return HeaderMatch(table[folded], 1.0)
    without = _NUMBERS.sub("", folded).strip()
    if without in table:
        return HeaderMatch(table[without], 1.0)
    rest, lang = _split_language(without)
    if lang and rest in table:
        return HeaderMatch(_with_language(table[rest], lang, kind), 0.98, lang)
    by_words = synonyms_by_words(kind)
    if rest and word_key(rest) in by_words:
        return HeaderMatch(_with_language(by_words[word_key(rest)], lang, kind), 0.95, lang)
    plain = " ".join(word for word in rest.split() if word not in words().fillers)
    found = table.get(plain, by_words.get(word_key(plain)))
    if plain and found is not None:
        return HeaderMatch(_with_language(found, lang, kind), 0.9, lang)
    return HeaderMatch(None, 0.0, lang if lang and not rest else None)


def _in_parts(text: str, kind: ListingKind) -> HeaderMatch:
    """Bilingual headers, remarks in brackets, several things in one column."""
    inside = _BRACKETS.findall(text)
    outside = _BRACKETS.sub(" ", text)
    whole = _exact(fold(outside), kind)
    if whole.field is not None and inside:
        lang = next((found.lang for found in (_exact(fold(part), kind) for part in inside) if found.lang), None)
        within = [_exact(fold(part), kind).field for entry in inside for part in (_LISTED.split(entry) if "," in entry else [])]
        if whole.field == "contacts" or not (set(within) & _CONTACTS - {whole.field}):
            return HeaderMatch(_with_language(whole.field, lang, kind), 0.95, lang)
    pieces = [piece for piece in _PIECES.split(outside) if piece.strip()]
    found = [_exact(fold(piece), kind) for piece in pieces]
    if len(pieces) < 2 or not any(match.field for match in found):
        pieces = [piece for piece in _LISTED.split(" ".join(pieces)) if piece.strip()]
        found = [_exact(fold(piece), kind) for piece in pieces]
    return _united(found, kind)


def _united(found: list[HeaderMatch], kind: ListingKind) -> HeaderMatch:
    fields = list(dict.fromkeys(match.field for match in found if match.field))
    if not fields:
        return NOTHING
    share = sum(1 for match in found if match.field is not None) / len(found)
    if len(fields) == 1:
        langs = {match.lang for match in found if match.lang}
        lang = next(iter(langs)) if len(langs) == 1 and len(found) > 1 else None
        return HeaderMatch(_with_language(fields[0], lang, kind), 0.75 + 0.2 * share, lang)
    if all(field == "name" or field.startswith("name_") for field in fields):
        return HeaderMatch("name", 0.95)
    if set(fields) <= _CONTACTS:
        reduced = set(fields) - {"fax", "mobile", "freephone"} or {"phones"}
        united = _one_or_contacts(reduced)
        return HeaderMatch(united if united in field_names(kind) else "phones", 0.9 * share)
    if fields[0] in ("head", "press", "name") and set(fields) & {"head_role", "press_role", "position"}:
        return HeaderMatch(fields[0], 0.9 * share)
    return HeaderMatch(fields[0], 0.7 * share)


def _one_or_contacts(fields: set[str]) -> str:
    if fields <= {"region", "town"}:
        return "town"
    return next(iter(fields)) if len(fields) == 1 else "contacts"


def _contained(folded: str, kind: ListingKind) -> HeaderMatch:
    """The longest synonym that stands in the header as whole words, where it makes up enough of it."""
    parts, table = folded.split(), synonyms(kind)
    if words().codes & set(parts) or len(parts) > _MOST_WORDS:
        return NOTHING
    best, best_share = "", 0.0
    longest = opening_words(kind)
    for start, word in enumerate(parts):
        for end in range(min(len(parts), start + longest.get(word, 0)), start, -1):
            phrase = " ".join(parts[start:end])
            share = len(phrase) / len(folded)
            if phrase in table and len(phrase) >= 4 and share > best_share and share >= (0.3 if start == 0 else 0.5):
                best, best_share = phrase, share
    if not best or table[best] == IGNORED:
        return NOTHING
    rest, lang = _split_language(folded)
    field = _with_language(table[best], lang if rest else None, kind)
    return HeaderMatch(field, round(0.5 + 0.3 * best_share, 2), lang)


@lru_cache(maxsize=2 * _LONGEST)
def _of_like_length(length: int, kind: ListingKind) -> tuple[str, ...]:
    """The synonyms that a text of so many letters can resemble: letters that one of them lacks count against likeness."""
    return tuple(word for word in synonyms(kind) if 200 * min(length, len(word)) >= (_LIKENESS - 0.1) * (length + len(word)))


def _alike(folded: str, kind: ListingKind) -> HeaderMatch:
    candidates = _of_like_length(len(folded), kind)
    if len(folded) < 5 or not candidates:
        return NOTHING
    from rapidfuzz import fuzz, process

    found = process.extractOne(folded, candidates, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if found is None or len(found[0]) < 5 or synonyms(kind)[found[0]] == IGNORED:
        return NOTHING
    if found[0].startswith(_NOT) and _NOT.strip() not in folded.split():
        return NOTHING  # «публиковать» is a few letters, and the opposite, of «не публиковать»
    return HeaderMatch(synonyms(kind)[found[0]], round(0.75 * found[1] / 100, 2))


def can_tell(text: str) -> bool:
    """Whether a text is short enough for a header and holds no address; any other is not understood, alone or joined to others."""
    return 0 < len(text) <= _LONGEST and "@" not in text


def says_fields(texts: Sequence[str]) -> bool:
    """Whether two cells of a row or more, and half of all, are header words exactly: cheap, for every row of a sheet is asked."""
    if len(texts) < 2:
        return False
    known = unknown = 0
    for text in texts:
        if len(text) <= _SHORT and not _NO_WORD.search(text) and is_header_word(text):
            known += 1
        elif (unknown := unknown + 1) * 2 > len(texts):
            return False
    return known >= 2


@lru_cache(maxsize=65536)
def is_header_word(text: str) -> bool:
    """Whether a cell is a header's word exactly, for either kind of listing."""
    folded = fold_header(text)
    return any(folded in synonyms(kind) for kind in _KINDS)


@lru_cache(maxsize=16384)
def match_header(text: str, kind: ListingKind) -> HeaderMatch:
    """The field of one header cell. Confidence 1: a synonym; from 0.75: certain enough; below: a guess that is reported."""
    folded = fold(text)
    if not folded or not can_tell(text):
        return NOTHING
    found = _matched(text, folded, kind)
    return found if found.field is None else replace(found, field=consent_field(found.field, folded))


def _matched(text: str, folded: str, kind: ListingKind) -> HeaderMatch:
    exact = _exact(folded, kind)
    if exact.field is not None or exact.lang is not None:
        return exact
    whole = unbroken(text)
    if whole != text:
        mended = match_header(whole, kind)
        if mended.field is not None or mended.lang is not None:
            return mended
    outside = fold(_BRACKETS.sub(" ", text)) or folded
    for step in (_in_parts(text, kind), _contained(outside, kind), _alike(outside, kind)):
        if step.field is not None:
            return step
    return HeaderMatch("consent", 0.6) if names_consent(outside) and len(outside.split()) <= _MOST_WORDS else NOTHING


@lru_cache(maxsize=16384)
def match_nested(texts: tuple[str, ...], kind: ListingKind) -> HeaderMatch:
    """The field of a column under one to three header rows: "Контакты" over "телефон", "Атауы" over "қазақша"."""
    texts = tuple(dict.fromkeys(text for text in texts if text.strip()))
    if not texts:
        return NOTHING
    if len(texts) == 1:
        return match_header(texts[0], kind)
    parent = match_nested(texts[:-1], kind)
    child = match_header(texts[-1], kind)
    if child.field is None and child.lang is not None and parent.field is not None:
        return HeaderMatch(_with_language(parent.field, child.lang, kind), min(parent.confidence, 0.98), child.lang)
    if child.field is not None:
        if parent.lang and parent.field is None:
            return HeaderMatch(_with_language(child.field, parent.lang, kind), child.confidence, parent.lang)
        if child.field == "consent" and parent.field in ("mobile", "phones"):
            return replace(child, field="consent_mobile")
        return _under_person(parent, child)
    joined = match_header(" ".join(texts), kind)
    if joined.field is not None and joined.confidence >= 0.95:
        return joined
    return HeaderMatch(parent.field, round(0.8 * parent.confidence, 2), parent.lang) if parent.field else NOTHING


def _under_person(parent: HeaderMatch, child: HeaderMatch) -> HeaderMatch:
    if child.field == "press":
        parent, child = child, parent
    meaning = _PERSON_FIELDS.get(parent.field or "", {}).get(child.field or "")
    return HeaderMatch(meaning, min(parent.confidence, child.confidence), child.lang) if meaning else child
