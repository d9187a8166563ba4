"""The 20 units of Kazakhstan, found by any name people write; a city and an oblast of one name are never confused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from pipeline.model.listings import Region
from pipeline.normalise.folding import fold, fold_kazakh, fold_words, word_set
from pipeline.normalise.likeness import is_one_edit
from pipeline.normalise.tables import toml_table

__all__ = ["REPUBLICAN", "RegionMatch", "find_region", "main_area_code", "region_of", "regions"]

How = Literal["name", "former", "asked", "edit", "inside"]
Kind = Literal["oblast", "city", ""]
REPUBLICAN: Final = frozenset({"KZ-71", "KZ-75", "KZ-79"})
"""Cities of republican significance: units and towns at once."""
OBLAST_WORDS: Final = word_set("область области обл облыс облысы облысының облысында region oblast province obl")
_OBLAST_BEGINNINGS: Final = ("облы", "облас", "обла", "regi", "provin", "oblas")
_SHORTENED: Final = word_set("обл облы облсы облс обыл reg ob prov")
_DISTRICT_WORDS: Final = word_set("район района районы районе ауданы аудан ауданының ауд district")
CITY_WORDS: Final = word_set("г гор город города городе қ қаласы қала қаласының каласы кала city")
_FIELDS: Final[tuple[tuple[Kind, str, How], ...]] = (
    ("city", "city", "name"), ("city", "former", "former"), ("city", "asked", "asked"),
    ("oblast", "oblast", "name"), ("oblast", "former", "former"), ("oblast", "asked", "asked"),
)  # fmt: skip
_SHORTEST_EDITED: Final = 9
"""Shorter texts are one letter from too many words."""
_SHORTEST_INSIDE: Final = 3
_SHORT_DISTRICT: Final = re.compile(r"(?<![^\W_])(?:р-?н|р\.)(?![^\W_])", re.IGNORECASE)
_PART: Final = re.compile(r"[,;/|()\n]+|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region and how it was found: by a name of today, a former name, a name to ask about, one edit, or inside a longer text."""

    region: Region
    how: How


@cache
def regions() -> Mapping[str, Region]:
    """ISO 3166-2 code -> region, in the order of the codes."""
    return {row["code"]: Region(row["code"], row["names"], row["short"]) for row in toml_table("regions.toml")["region"]}


def region_of(kato: str) -> Region:
    """The region a КАТО code begins with. Raises KeyError where there is none."""
    return regions()["KZ-" + kato[:2]]


@cache
def main_area_code(code: str) -> str:
    """The telephone area code of a region's main town."""
    return next(str(row["area_code"]) for row in toml_table("regions.toml")["region"] if row["code"] == code)


@lru_cache(maxsize=4096)
def find_region(text: str) -> RegionMatch | None:
    """The region that a cell, heading or file name means; None where none or several are named.

    Raises nothing. Order: the whole text, its parts, one edit away from an official name, a name inside a longer text.
    """
    text = _SHORT_DISTRICT.sub("район", text)
    whole = _exact(text)
    if whole is not None:
        return whole
    parts = [part for part in _PART.split(text) if part.strip()]
    found = {match.region.code: match for match in map(_exact, parts) if match is not None}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        return None
    return _one_edit_away(parts) or _inside(text)


def _exact(text: str) -> RegionMatch | None:
    words = fold_words(text)
    kind, core = _kind_and_core(words)
    if not core:
        return None
    found = _look_up(kind, core) or _look_up_dull(kind, fold_kazakh(core))
    if found is not None and found.how == "name" and any(map(_is_mistyped, words)):
        return RegionMatch(found.region, "edit")
    return found


def _is_mistyped(word: str) -> bool:
    """Is it a word for an oblast with a slip in it ("обласы")?"""
    return word.startswith(_OBLAST_BEGINNINGS) and word not in OBLAST_WORDS


def _says_oblast(word: str) -> bool:
    return word in OBLAST_WORDS or word in _SHORTENED or word.startswith(_OBLAST_BEGINNINGS)


def _kind_and_core(words: tuple[str, ...]) -> tuple[Kind, str]:
    kind: Kind = ""
    rest: list[str] = []
    for word in words:
        if word in _DISTRICT_WORDS:
            return "", ""  # a district bears the name of a region or a city, and is neither
        if _says_oblast(word):
            kind = "oblast"
        elif word in CITY_WORDS and kind != "oblast":
            kind = "city"
        elif not word.isdigit():
            rest.append(f"{word[:-4]}ская" if word.endswith("ской") else word)
    return kind, " ".join(rest)


@cache
def _names() -> Mapping[tuple[str, str], tuple[str, How]]:
    """(kind, folded core) -> region code and how; where no kind is written, cities go before oblasts."""
    found: dict[tuple[str, str], tuple[str, How]] = {}
    rows = toml_table("regions.toml")["region"]
    for kind, field, how in _FIELDS:
        for row in rows:
            if (row["code"] in REPUBLICAN) == (kind == "city"):
                for name in row.get(field, ()):
                    found.setdefault((kind, fold(name)), (row["code"], how))
                    found.setdefault(("", fold(name)), (row["code"], how))
    return found


@cache
def _dull_names() -> Mapping[tuple[str, str], tuple[str, How] | None]:
    """The same without Kazakh letters; None where two regions would share a name."""
    found: dict[tuple[str, str], tuple[str, How] | None] = {}
    for (kind, core), (code, how) in _names().items():
        key = (kind, fold_kazakh(core))
        known = found.setdefault(key, (code, how))
        if known is not None and known[0] != code and kind:
            found[key] = None
    return found


def _look_up(kind: Kind, core: str) -> RegionMatch | None:
    found = _names().get((kind, core))
    return None if found is None else RegionMatch(regions()[found[0]], found[1])


def _look_up_dull(kind: Kind, core: str) -> RegionMatch | None:
    found = _dull_names().get((kind, core))
    return None if found is None else RegionMatch(regions()[found[0]], "edit")


@cache
def _official() -> tuple[tuple[str, str], ...]:
    """Folded official names in three languages -> region code: the closed list for one-edit matches."""
    return tuple((fold(name), code) for code, region in regions().items() for name in region.names.values())


def _one_edit_away(parts: list[str]) -> RegionMatch | None:
    found = {
        code
        for part in map(fold, parts)
        for name, code in _official()
        if len(part) >= _SHORTEST_EDITED and (is_one_edit(part, name) or is_one_edit(fold_kazakh(part), fold_kazakh(name)))
    }
    return RegionMatch(regions()[found.pop()], "edit") if len(found) == 1 else None


def _inside(text: str) -> RegionMatch | None:
    """The one region named within a longer text, by up to three words beside or without a word for its kind."""
    words = tuple(word for word in fold_words(text) if not word.isdigit())
    found = {match.region.code: match for match in _named_within(words)}
    return RegionMatch(next(iter(found.values())).region, "inside") if len(found) == 1 else None


def _named_within(words: tuple[str, ...]) -> Iterator[RegionMatch]:
    position = 0
    while position < len(words):
        for length in (4, 3, 2, 1):
            match = _whole_name(words[position : position + length])
            if match is not None and not _is_districts(words, position, position + length):
                yield match
                position += length - 1
                break
        position += 1


def _is_districts(words: tuple[str, ...], start: int, end: int) -> bool:
    """Does a word for a district stand beside the name ("Целиноград ауданы", "район Астана")?"""
    return (end < len(words) and words[end] in _DISTRICT_WORDS) or (start > 0 and words[start - 1] in _DISTRICT_WORDS)


def _whole_name(words: tuple[str, ...]) -> RegionMatch | None:
    kind, core = _kind_and_core(words)
    return _look_up(kind, core) if len(core) >= _SHORTEST_INSIDE else None
