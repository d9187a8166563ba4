"""The memory of translations: what was approved serves an identical source again; what is like it is shown to a translator, never taken.

An approved translation is somebody's work for one text. For the same text of the same listing it holds again; for the same words elsewhere
it holds where nobody ever translated them otherwise, and where they are no proper name that two listings bear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.localise.translations import fold_source
from pipeline.model.fields import NAME_FIELDS, Lang
from pipeline.strings.units import Unit, field_of

__all__ = ["Remembered", "Suggestion", "TranslationMemory", "folded", "forget", "remember"]

folded = lru_cache(1 << 16)(fold_source)
"""Sources are compared many times; :func:`fold_source` is most of what a merge costs."""
_CONTACT: Final = re.compile(r"@|(?:\d[\s().-]{0,3}){6}")
"""A telephone number or an address, or what may be one."""
_TELLING: Final = 8
"""Letters from which a text that another one holds is surely meant."""
_ALIKE: Final = 75.0
"""Likeness (0 to 100) from which an old translation saves a translator more work than reading it costs."""
_WORD: Final = re.compile(r"\w+")
_RAREST: Final = 6
"""Words of a text by which like ones are looked for, the rarest first."""
_COMPARED: Final = 24
"""Texts that share most of these words, and are compared letter by letter."""
_SHOWN: Final = 2


@dataclass(frozen=True, slots=True, order=True)
class Remembered:
    """One translation. ``key``: of the text it was made for, "" for one that came from elsewhere; ``approved``: may be printed;
    ``meant``: somebody said that it is right although it looks like none.
    """

    source_lang: Lang
    source: str
    key: str
    lang: Lang
    target: str
    approved: bool = True
    translator: str = ""
    meant: bool = False

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What one translation is kept for; of those without a key each is."""
        return self.source_lang, folded(self.source), self.key or f" {self.target}", self.lang


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What was translated before: another text that is like the one to be translated, or the very same one."""

    source: str
    target: str


def remember(memory: Iterable[Remembered], units: Iterable[Unit], lang: Lang) -> tuple[Remembered, ...]:
    """The memory with the approved translations among ``units``; of one text the last one holds. Sorted."""
    kept = {one.name: one for one in sorted(memory)}
    for unit in units:
        one = Remembered(unit.source_lang, unit.source, unit.key, lang, unit.target, translator=unit.translator, meant=unit.meant)
        if unit.state == "done" and not unit.plural:
            kept[one.name] = one
        elif unit.state == "fuzzy" and not unit.previous and one.name in kept and kept[one.name].target == unit.target:
            del kept[one.name]  # a person came to doubt it
    return tuple(sorted(kept.values()))


def forget(memory: Iterable[Remembered], texts: Mapping[str, str], withheld: Collection[str] = ()) -> tuple[Remembered, ...]:
    """The memory without what nobody has a right to keep.

    ``texts``: key -> text of every listing that is printed; ``withheld``: what the rows say that ask to be left out. What was
    translated for a listing that is no longer printed goes, and so does an older text with a number or an address in it, which may have
    been taken out of the new one for want of consent. Of what came from elsewhere goes what such a row says or names.
    """
    today = {key: folded(text) for key, text in texts.items()}
    printed = frozenset(today.values())
    private = sorted({folded(text) for text in withheld} - printed - {""})
    return tuple(one for one in memory if _may_stay(one, today, printed, private))


def _may_stay(one: Remembered, today: Mapping[str, str], printed: Collection[str], private: Sequence[str]) -> bool:
    source = folded(one.source)
    if source in printed and (not one.key or one.key in today):
        return True
    if one.key:
        return one.key in today and not _CONTACT.search(one.source) and not _CONTACT.search(one.target)
    return not any(text == source or (len(text) >= _TELLING and text in source) for text in private)


@dataclass(slots=True)
class TranslationMemory:
    """The memory as it is asked, for one language. ``names``: how many texts of the edition are the same proper name."""

    lang: Lang
    entries: tuple[Remembered, ...]
    names: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _by_source: dict[tuple[str, str], list[Remembered]] = field(default_factory=dict, init=False, repr=False)
    _by_word: dict[str, dict[str, list[int]]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Remembered], lang: Lang, wanted: Sequence[Unit]) -> TranslationMemory:
        names: dict[tuple[str, str], int] = {}
        for unit in wanted:
            if field_of(unit.key) in NAME_FIELDS:
                of = field_of(unit.key), folded(unit.source)
                names[of] = names.get(of, 0) + 1
        return cls(lang, tuple(entries), names)

    def __post_init__(self) -> None:
        self.entries = tuple(one for one in self.entries if one.lang == self.lang and one.target)
        for one in self.entries:
            self._by_source.setdefault((one.source_lang, folded(one.source)), []).append(one)

    def own(self, unit: Unit) -> Remembered | None:
        """The approved translation of this very text of this very listing."""
        return next((one for one in self._same(unit) if one.key == unit.key and one.approved), None)

    def exact(self, unit: Unit) -> Remembered | None:
        """The approved translation that serves a text; None where there is none, or several that differ."""
        own = self.own(unit)
        if own is not None:
            return own
        kind = field_of(unit.key)
        # Two organisations called «Родник» may call themselves differently in Kazakh.
        if kind in NAME_FIELDS and self.names.get((kind, folded(unit.source)), 0) > 1:
            return None
        approved = [one for one in self._same(unit) if one.approved]
        same_field = [one for one in approved if field_of(one.key) == kind]
        said = {one.target: one for one in reversed(same_field or approved)}
        return next(iter(said.values())) if len(said) == 1 else None

    def similar(self, unit: Unit) -> tuple[Suggestion, ...]:
        """What was translated of the same words or of words like them, the likest first."""
        same = [Suggestion(one.source, one.target) for one in self._same(unit)]
        like = [Suggestion(one.source, one.target) for one in self._like(unit)] if len(same) < _SHOWN else []
        return tuple(dict.fromkeys((*same, *like)))[:_SHOWN]

    def _same(self, unit: Unit) -> Sequence[Remembered]:
        return self._by_source.get((unit.source_lang, folded(unit.source)), ())

    def _like(self, unit: Unit) -> list[Remembered]:
        from rapidfuzz.fuzz import ratio

        index = self._words(unit.source_lang)
        text = folded(unit.source)
        words = sorted((word for word in _words_of(text) if word in index), key=lambda word: (len(index[word]), word))[:_RAREST]
        shared: dict[int, int] = {}
        for word in words:
            for place in index[word]:
                shared[place] = shared.get(place, 0) + 1
        nearest = sorted(shared, key=lambda place: (-shared[place], place))[:_COMPARED]
        scored = [(ratio(text, folded(self.entries[place].source), score_cutoff=_ALIKE), place) for place in nearest]
        found = sorted(((-score, place) for score, place in scored if score and folded(self.entries[place].source) != text))
        return [self.entries[place] for _, place in found[:_SHOWN]]

    def _words(self, lang: Lang) -> dict[str, list[int]]:
        if lang not in self._by_word:
            index = self._by_word[lang] = {}
            for place, one in enumerate(self.entries):
                if one.source_lang == lang:
                    for word in _words_of(folded(one.source)):
                        index.setdefault(word, []).append(place)
        return self._by_word[lang]


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
