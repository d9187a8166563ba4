"""The glossary: which word this edition uses for a thing in each language, found by stems, and which words it does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.revision.pairs import NAMES, Pair
from pipeline.revision.rules import GLOSSARY, TABLE

__all__ = ["COLUMNS", "NO_TERMS", "Glossary", "Term", "check_glossary", "make_glossary"]

COLUMNS: Final = (
    "kk", "ru", "en", "kk_stem", "ru_stem", "en_stem", "kk_forbidden", "ru_forbidden", "en_forbidden", "note",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r"[^\W_]+\.?")
_SHORT: Final = 3
"""Letters: a stem that has no more (НПО, ngo, қор) only takes endings, so that қор is not found in қорғау."""
_KEYS: Final = (5, 3)
"""Letters by which a stem is looked up: the first of its longest word, three where that has fewer than five."""
_LONG_KEY, _SHORT_KEY = (itemgetter(slice(length)) for length in _KEYS)
_ENDINGS: Final = re.compile(
    "(?:лар|дар|тар|лер|дер|тер)?(?:ы|і|сы|сі)?(?:н|ны|ні|ды|ді|ты|ті|ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|да|де|та|те|нда|нде|дан|ден|тан|тен|мен|бен|пен)?|s"
)

Stem = tuple[str, ...]
"""Beginnings of words that follow one another; one that ends in a full stop is a whole word."""


Index = Mapping[str, tuple[tuple[Stem, int, int], ...]]
"""By the first letters of a stem's longest word: stems, which of their words that is, and the numbers of their terms."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing, by language: its word, the stems it is known by, others that are as good in a translation, and those that are not used."""

    words: Mapping[Lang, str]
    stems: Mapping[Lang, tuple[Stem, ...]]
    accepted: Mapping[Lang, tuple[Stem, ...]]
    forbidden: Mapping[Lang, tuple[Stem, ...]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of the table, and by language where their stems and the words that are not used are looked up."""

    terms: tuple[Term, ...] = ()
    index: Mapping[Lang, Index] = field(default_factory=dict)
    forbidden: Mapping[Lang, Index] = field(default_factory=dict)

    def terms_in(self, text: str, lang: Lang) -> list[Term]:
        """The terms whose words in ``lang`` stand in a text, the longer of two that overlap."""
        index = self.index.get(lang)
        if not index or _has_none(text, index):
            return []
        return [self.terms[number] for _, number in _found(_words(text), index)]


NO_TERMS: Final = Glossary()


def _has_none(text: str, index: Index) -> bool:
    """Whether no word of a text begins as any stem does: most texts are done with here."""
    words = _folded(text).replace("«", " ").replace("-", " ").replace("(", " ").split()
    return index.keys().isdisjoint(map(_LONG_KEY, words)) and index.keys().isdisjoint(map(_SHORT_KEY, words))


def make_glossary(rows: Sequence[Mapping[str, str]], name: str) -> tuple[Glossary, list[Finding]]:
    """The glossary of a table's rows (column -> text), and what of it cannot be used; ``name``: of the file."""
    terms: list[Term] = []
    findings: list[Finding] = []
    seen: dict[tuple[Lang, str], int] = {}
    for line, row in enumerate(rows, start=2):
        place = CellRef(name, cell=str(line))
        words = {lang: " ".join(row.get(lang, "").split()) for lang in LANGUAGES}
        given = {lang: text for lang, text in words.items() if text}
        if not any(row.values()):
            continue
        if len(given) < 2:
            findings.append(TABLE.finding("too-few", msg("The row has a word in fewer than two languages."), place=place))
            continue
        twice = next((lang for lang, text in given.items() if (lang, text.casefold()) in seen and lang != "en"), None)
        if twice:
            message = msg("“{word}” stands in row {row} already.", word=given[twice], row=seen[twice, given[twice].casefold()])
            findings.append(TABLE.finding("twice", message, hint=msg("Leave one row for it, or write more of it."), place=place))
            continue
        seen |= {(lang, text.casefold()): line for lang, text in given.items()}
        both = {lang: _stems(row.get(f"{lang}_stem", ""), text) for lang, text in given.items()}
        stems = {lang: known for lang, (known, _) in both.items()}
        accepted = {lang: known + others for lang, (known, others) in both.items()}
        for lang, text in given.items():
            if not _holds(text, accepted[lang]):
                message = msg("The stem “{stem}” does not fit its word “{word}”.", stem=row.get(f"{lang}_stem", ""), word=text)
                findings.append(TABLE.finding("stem", message, hint=msg("Give the beginnings of its words."), place=place))
        forbidden = {lang: _alternatives(row.get(f"{lang}_forbidden", "")) for lang in LANGUAGES}
        terms.append(Term(given, stems, accepted, {lang: found for lang, found in forbidden.items() if found}, row.get("note", "").strip()))
    return Glossary(tuple(terms), _index(terms, "stems"), _index(terms, "forbidden")), findings


def _alternatives(text: str) -> tuple[Stem, ...]:
    return tuple(stem for part in re.split("[|;]", text) if (stem := tuple(_PART.findall(_folded(part)))))


def _stems(given: str, word: str) -> tuple[tuple[Stem, ...], tuple[Stem, ...]]:
    """As the stem column says, alternatives parted by "|", and after "/" others that are accepted in a translation; without it the word as
    it is, of which forms begin with it.
    """
    known, _, others = given.partition("/")
    return _alternatives(known) or (tuple(_words(word)),), _alternatives(others)


def _words(text: str) -> list[str]:
    return _WORD.findall(_folded(text))


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _index(terms: Sequence[Term], kind: str) -> dict[Lang, Index]:
    made: dict[Lang, dict[str, tuple[tuple[Stem, int, int], ...]]] = {}
    for number, term in enumerate(terms):
        for lang, stems in getattr(term, kind).items():
            of_lang = made.setdefault(lang, {})
            for stem in stems:
                parts = [part.rstrip(".") for part in stem]
                longest = max(parts, key=len)
                key = longest[: next((length for length in _KEYS if len(longest) >= length), None)]
                of_lang[key] = (*of_lang.get(key, ()), (stem, parts.index(longest), number))
    return {lang: dict(of_lang) for lang, of_lang in made.items()}


def _holds(text: str, stems: Sequence[Stem]) -> bool:
    folded = _folded(text)
    near = [stem for stem in stems if stem[0].rstrip(".") in folded]
    if not near:
        return False
    words = _words(text)
    return any(_stands_at(words, place, stem) for stem in near for place in range(len(words)))


def _stands_at(words: Sequence[str], place: int, stem: Stem) -> bool:
    """Whether the words from ``place`` on begin with the stem's parts."""
    if place < 0 or place + len(stem) > len(words):
        return False
    return all(_fits(word, part) for word, part in zip(words[place : place + len(stem)], stem, strict=True))


def _fits(word: str, part: str) -> bool:
    if part[-1] == ".":
        return word == part[:-1]
    return word.startswith(part) and (len(part) > _SHORT or _ENDINGS.fullmatch(word, len(part)) is not None)


def _found(words: Sequence[str], index: Index) -> list[tuple[str, int]]:
    """The first word and the number of each term in a text, once; where a longer one covers a place, a shorter one does not count."""
    spans: list[tuple[int, int, int]] = []
    for place, (long, short) in enumerate(zip(map(_LONG_KEY, words), map(_SHORT_KEY, words), strict=True)):
        if long not in index and short not in index:
            continue
        for stem, offset, number in (*index.get(long, ()), *index.get(short, ())):
            if _stands_at(words, place - offset, stem):
                spans.append((place - offset, place - offset + len(stem), number))
    found: dict[int, str] = {}
    for start, end, number in spans:
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in spans):
            found.setdefault(number, words[start])
    return [(word, number) for number, word in found.items()]


def check_glossary(pair: Pair, glossary: Glossary) -> Iterator[Finding]:
    """STR-051. Names have words of their own choice, and are left alone."""
    if not glossary.terms or pair.field in NAMES:
        return
    yield from _other_terms(pair, glossary.terms_in(pair.source, pair.source_lang))
    forbidden = glossary.forbidden.get(pair.lang)
    if forbidden and any(map(_folded(pair.target).__contains__, forbidden)):
        for word, number in _found(_words(pair.target), forbidden):
            instead = glossary.terms[number].words.get(pair.lang, "")
            yield pair.told(
                GLOSSARY, "forbidden", msg("“{word}” is not used here; the glossary has “{term}”.", word=word, term=instead))


def _other_terms(pair: Pair, wanted: Sequence[Term]) -> Iterator[Finding]:
    for term in wanted:
        accepted = term.accepted.get(pair.lang, ())
        if accepted and not _holds(pair.target, accepted):
            named = term.words[pair.source_lang]
            yield pair.told(GLOSSARY, "other-term", msg("The glossary has “{term}” for “{word}”.", term=term.words[pair.lang], word=named))
