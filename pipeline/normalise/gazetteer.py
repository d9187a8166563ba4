"""Towns, villages and districts of the gazetteer, found by today's and former names in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from pipeline.model.fields import Lang
from pipeline.model.listings import Town
from pipeline.normalise.folding import fold, fold_kazakh, word_set
from pipeline.normalise.likeness import nearest
from pipeline.normalise.regions import CITY_WORDS
from pipeline.normalise.tables import csv_table, toml_table

__all__ = ["Place", "TownMatch", "find_town", "is_city", "namesakes", "places_by_kato", "similar_town"]

Group = Literal["city", "village", "district"]
How = Literal["name", "former", "letters"]
_GROUPS: Final[Mapping[str, Group]] = {
    "city": "city", "region": "city", "settlement": "village", "village": "village",
    "district": "district", "city_district": "district",
}  # fmt: skip
_DISTRICT_WORDS: Final = word_set("район района районы ауданы аудан ауд district имени им атындағы атындагы")
_VILLAGE_WORDS: Final = word_set("с село ауыл ауылы аул аулы а п пос поселок кент кенті к ст станция пгт village")
_SHORT_DISTRICT: Final = re.compile(r"\bр-?н\b", re.IGNORECASE)
_RELATED: Final[Mapping[str, frozenset[str]]] = {
    "KZ-19": frozenset({"KZ-33", "KZ-75"}), "KZ-63": frozenset({"KZ-10"}), "KZ-35": frozenset({"KZ-62"}), "KZ-61": frozenset({"KZ-79"}),
    "KZ-11": frozenset({"KZ-71"}), "KZ-75": frozenset({"KZ-19"}), "KZ-71": frozenset({"KZ-11"}), "KZ-79": frozenset({"KZ-61"}),
}  # fmt: skip
"""Headings -> regions that were parted from them in 2018 and 2022, and cities with the oblast around them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of gazetteer.csv; ``region`` is an ISO code."""

    kato: str
    kind: str
    region: str
    names: Mapping[Lang, str]
    also: frozenset[str] = frozenset()
    """Other regions where the classifier has a place of that name."""

    @property
    def group(self) -> Group:
        return _GROUPS[self.kind]

    @property
    def town(self) -> Town:
        return Town(self.kato, self.region, self.names, self.kind)


@dataclass(frozen=True, slots=True)
class TownMatch:
    """A place and how it was found.

    ``sure`` is False where several places of the name would fit; ``near`` where it lies in the heading's region or in one
    that was parted from it.
    """

    place: Place
    how: How
    sure: bool = True
    near: bool = True


def is_city(place: Place) -> bool:
    return place.group == "city"


@cache
def places_by_kato() -> Mapping[str, Place]:
    """КАТО code -> place; oblasts are no places, the three cities of republican significance are."""
    found: dict[str, Place] = {}
    for row in csv_table("gazetteer.csv"):
        if row["kind"] == "region" and row["region"] not in ("71", "75", "79"):
            continue
        names: dict[Lang, str] = {"kk": row["name_kk"], "ru": row["name_ru"]}
        if row["kind"] == "region":  # "г.Алматы" -> "Алматы"
            names = {"kk": re.sub(r"\s*(?:қ\.|қаласы)?$", "", row["name_kk"]), "ru": re.sub(r"^г\.\s*", "", row["name_ru"])}
        if row["name_en"]:
            names["en"] = row["name_en"]
        also = frozenset(f"KZ-{region}" for region in row["also"].split())
        found[row["kato"]] = Place(row["kato"], row["kind"], "KZ-" + row["region"], names, also)
    return found


@lru_cache(maxsize=8192)
def find_town(text: str, region: str = "", district: str = "") -> TownMatch | None:
    """The place a text names; the heading's ``region`` (ISO code) and ``district`` (КАТО code) choose between places of one name.

    A village or district of another region than the heading's is no match unless the regions were once one; a city is. Nor is a name
    that means several places: a village's without a heading, a city's under the heading of a region that has a village so called.
    """
    group, core = _group_and_core(text)
    if not core:
        return None
    named = [(how, _named(table, how, group, core)) for table, how in _tables()]
    of_region = [(how, [place for place in places if place.region == region]) for how, places in named] if region else []
    for how, candidates in (*of_region, *named):
        chosen = _choose(candidates, region, district)
        if chosen:
            near = not region or chosen[0].region == region or chosen[0].region in _RELATED.get(region, ())
            match = TownMatch(chosen[0], how, len(chosen) == 1, near)
            return None if not district and _is_doubtful(match, region, group, core) else match
    return None


def namesakes(text: str) -> tuple[Place, ...]:
    """All places that a text may name, today or formerly, whatever their region."""
    group, core = _group_and_core(text)
    found = {place.kato: place for table, how in _tables() for place in _named(table, how, group, core)} if core else {}
    return tuple(found[kato] for kato in sorted(found))


def _tables() -> tuple[tuple[Mapping[str, tuple[Place, ...]], How], ...]:
    return (_today(), "name"), (_former(), "former"), (_dull(), "letters")


def _named(table: Mapping[str, tuple[Place, ...]], how: How, group: str, core: str) -> list[Place]:
    """The places of a table with that name; a city's district only where the text calls it a district."""
    key = fold_kazakh(core) if how == "letters" else core
    return [place for place in table.get(key, ()) if (place.group == group if group else place.kind != "city_district")]


def _is_doubtful(match: TownMatch, region: str, group: str, core: str) -> bool:
    """May the name mean another place than the one that was chosen?"""
    place = match.place
    if region:
        return not match.near and region in place.also and group != "city"
    if is_city(place):
        return False
    formerly = not group and match.how != "former" and any(is_city(other) and other != place for other in _former().get(core, ()))
    return formerly or (match.how != "former" and place.group == "village" and bool(place.also))


def similar_town(text: str, region: str) -> str:
    """The Russian name most alike within the region, for a hint; "" where none is close."""
    names = {fold(place.names["ru"]): place.names["ru"] for place in places_by_kato().values() if place.region == region}
    return names.get(nearest(_group_and_core(text)[1], names, 80), "")


def _choose(candidates: Iterable[Place], region: str, district: str) -> list[Place]:
    """The candidates that fit best, all of one rank and kind; empty where none fits."""
    places = list(candidates)
    if district:
        places = [place for place in places if place.kato[:4] == district[:4]] or places
    near = _RELATED.get(region, frozenset())
    ranked: list[list[Place]] = [
        [place for place in places if place.region == region] if region else [],
        [place for place in places if place.region in near],
        [place for place in places if not region or is_city(place)],
    ]
    for rank in ranked:
        for group in ("city", "village", "district"):
            chosen = [place for place in rank if place.group == group]
            if chosen:
                return chosen if len({place.region for place in chosen}) == 1 else []
    return []


def _group_and_core(text: str) -> tuple[Group | Literal[""], str]:
    words = fold(_SHORT_DISTRICT.sub("район", text)).split()
    group: Group | Literal[""] = ""
    if any(word in _DISTRICT_WORDS for word in words):
        group = "district"
        words = [word for word in words if word not in _DISTRICT_WORDS]
    elif len(words) > 1 and words[-1] == "р":
        group = "district"
        del words[-1]
    for end in (0, -1):
        if len(words) > 1 and words[end] in CITY_WORDS:
            group = group or "city"
            del words[end]
        elif len(words) > 1 and words[end] in _VILLAGE_WORDS:
            group = group or "village"
            del words[end]
    return group, " ".join(words)


@cache
def _today() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in places_by_kato().values():
        for name in place.names.values():
            bucket = found.setdefault(_group_and_core(name)[1], [])
            if place not in bucket:
                bucket.append(place)
    return {core: tuple(bucket) for core, bucket in found.items()}


@cache
def _former() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for table in toml_table("former_towns.toml").values():
        for name, kato in table.items():
            found.setdefault(fold(name), []).append(places_by_kato()[kato])
    return {core: tuple(bucket) for core, bucket in found.items()}


@cache
def _dull() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, dict[str, Place]] = {}
    for table in (_today(), _former()):
        for core, bucket in table.items():
            found.setdefault(fold_kazakh(core), {}).update({place.kato: place for place in bucket})
    return {core: tuple(bucket.values()) for core, bucket in found.items()}
