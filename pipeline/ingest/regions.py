"""Does a text name one of the 20 units? For titles, sheet and file names, and group rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ingest.folding import fold
from pipeline.ingest.vocabulary import Unit, units

__all__ = ["RegionName", "is_place_heading", "region_in", "without_count"]

_COUNT = re.compile(r"\d+")
_BEFORE = re.compile(r"^\s*(?:№\s*)?(?:\d{1,3}|[IVXІХ]{1,5})\s*[.)]\s*(?=\D)")
_AFTER = re.compile(
    r"\s*[-–—:,;(\[]*\s*(?:всего|итого|барлығы|жиыны|total)?\s*[-–—:]?\s*\d{1,5}\s*"
    r"(?:(?:нпо|нко|үеұ|орг|ед|организац\w*|объединени\w*|ұйым\w*|бірлестік\w*|ngos?|organi[sz]ations?|экспер\w*|сарапшы\w*|experts?)\.?)?"
    r"\s*[)\]]?\s*[.:;]?\s*$", re.IGNORECASE)
"""What a heading has besides its place: a running number before it, "(14)", "– 5 НПО", "(всего 3)" after it."""
_MARKED_TOWN = re.compile(
    r"(?:г|гор|пгт|пос|р-н)\.\s*[^\W\d_][\w-]+$|[^\W\d_][\w-]+\s+(?:р-н|қ\.|ауд\.)$"
    r"|район\s+(?:[\w-]+ск(?:ий|ого)$|им\.|имени\s)", re.IGNORECASE)
"""г. Тараз, Кордайский р-н: no organisation is called so."""
_VILLAGE = re.compile(r"(?:с|п|пос|а)\.\s*\w|\w.*\s(?:а|п)\.$", re.IGNORECASE)
"""с. Зеренда, Зеренді а.: the letter alone would be a preposition, the full stop makes it a word for a village."""


@dataclass(frozen=True, slots=True)
class RegionName:
    """``name`` is the unit's Russian name; ``whole`` says that the text names the unit and nothing else; ``town`` that it
    names the town after which the unit is called ("г. Караганда")."""

    name: str
    whole: bool
    town: bool = False


def _match(unit: Unit, parts: list[str]) -> tuple[int, int] | None:
    for stem in unit.stems:
        for start in range(len(parts) - len(stem) + 1):
            found = zip(parts[start:start + len(stem)], stem, strict=True)
            # "ско" is a whole word or nothing; "карагандинск" begins a word in any case.
            if all(word == beginning if len(beginning) <= 3 else word.startswith(beginning) for word, beginning in found):
                return start, start + len(stem)
    return None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The first two letters of every unit's name: most texts have no word that begins so, and need not be compared."""
    return frozenset(stem[0][:2] for unit in units()[0] for stem in unit.stems)


@lru_cache(maxsize=4096)
def region_in(text: str) -> RegionName | None:
    """The unit that a text names, or None. A city and the oblast of the same name are told apart by the word "oblast"."""
    parts = [word for word in fold(text).split() if not _COUNT.fullmatch(word)]
    if not any(word[:2] in _beginnings() for word in parts):
        return None
    made, oblast_words, city_words, _, filler = units()
    for unit in made:
        place = _match(unit, parts)
        if place is None:
            continue
        beside = {*parts[max(0, place[0] - 1):place[0]], *parts[place[1]:place[1] + 1]}
        says_oblast = bool(beside & oblast_words)
        if says_oblast != unit.oblast and not (unit.oblast and unit.alone):
            continue
        rest = set(parts[:place[0]] + parts[place[1]:]) - oblast_words - city_words - filler
        return RegionName(unit.name, not rest, unit.oblast and not says_oblast and bool(beside & city_words))
    return None


def without_count(text: str) -> str:
    """A heading without its running number and without the count of what stands under it; the text where nothing else is left."""
    flat = " ".join(text.split())
    bare = _AFTER.sub("", _BEFORE.sub("", flat)).strip()
    return bare if any(char.isalpha() for char in bare) else flat


def is_place_heading(text: str, *, sure: bool = False) -> bool:
    """Whether a lone cell's text is the name of a unit, a town or a district, as a group row has it, with or without a count.

    ``sure``: the cell could be an organisation's name as well ("Город мастеров"), so the text must leave no doubt.
    """
    if len(text) > 80 or "@" in text or "«" in text or '"' in text:
        return False
    bare = without_count(text)
    region = region_in(bare)
    if region is not None and region.whole:
        return True
    parts = [word for word in fold(bare).split() if not _COUNT.fullmatch(word)]
    place_words = units()[3]
    if len(parts) >= 2 and _MARKED_TOWN.match(bare):
        return True
    if not 2 <= len(parts) <= 3:
        return False
    # With a count behind it ("город Абай (5)") nothing but a heading is meant.
    loose = not sure or without_count(f"1. {text}") != " ".join(text.split())
    return parts[-1] in place_words or (loose and (parts[0] in place_words or bool(_VILLAGE.match(bare))))
