"""Where invented organisations are: towns and villages of the gazetteer that can be telephoned to, and how many are in each region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.normalise.dialling import area_code, code_of_place, kazakh
from pipeline.normalise.gazetteer import Place, find_town, places_by_kato

from .facts import TownFacts
from .letters import romanised
from .lexicon import Phrase

__all__ = ["REGIONS", "Seat", "postcode_prefix", "region_shares", "seats", "villages"]

_SHARES: Final[Mapping[str, int]] = {
    "75": 15, "71": 11, "35": 7, "47": 4, "79": 6, "10": 4, "11": 4, "23": 4, "33": 4, "55": 4, "61": 5, "63": 6,
    "15": 4, "19": 4, "27": 4, "31": 4, "39": 4, "43": 3, "59": 4, "62": 2,
}  # fmt: skip
"""Region -> how many of a hundred organisations sit there; the first twelve are those of a small edition."""
REGIONS: Final = tuple(_SHARES)
_SMALL: Final = 12
_ALL_FROM: Final = 240
"""So many organisations are spread over all units of the country."""
_POSTCODES: Final = {
    "10": "0714", "11": "02", "15": "03", "19": "04", "23": "06", "27": "09", "31": "08", "33": "040", "35": "10", "39": "11", "43": "12",
    "47": "13", "55": "14", "59": "15", "61": "161", "62": "1006", "63": "07", "71": "01", "75": "05", "79": "160",
}  # fmt: skip
_VILLAGES_OF: Final = {"71": "11", "75": "19", "79": "61"}
"""Cities have no villages; people of the city go out to those of the region around it."""
_OLD: Final = {
    "Актау": "Шевченко", "Жанаозен": "Новый Узень", "Аксу": "Ермак", "Риддер": "Лениногорск", "Алтай": "Зыряновск",
    "Жаркент": "Панфилов", "Талдыкорган": "Талды-Курган", "Семей": "Семипалатинск", "Аягоз": "Аягуз", "Жетысай": "Джетысай",
    "Атырау": "Гурьев", "Тараз": "Джамбул", "Қонаев": "Капчагай", "Актобе": "Актюбинск", "Костанай": "Кустанай",
    "Кокшетау": "Кокчетав", "Астана": "Нур-Султан", "Алматы": "Алма-Ата", "Шымкент": "Чимкент",
}  # fmt: skip
"""Town -> how lists that were begun long ago still call it."""
_LONGEST_NAME: Final = 13
_CENTRE_WEIGHT, _TOWN_WEIGHT, _VILLAGE_WEIGHT = 12, 3, 1


@dataclass(frozen=True, slots=True)
class Seat:
    """A place an organisation may sit in, its English name, how often it is chosen."""

    facts: TownFacts
    en: str
    weight: int
    is_known: bool
    """Its name says which place it is, without the region."""

    @property
    def of(self) -> Phrase:
        """As in "жители города Семей"."""
        ru = f"{'села' if self.facts.village else 'города'} {self.facts.ru}"
        kk = f"{self.facts.kk} {'ауылының' if self.facts.village else 'қаласының'}"
        return ru, kk, self.en


def region_shares(organisations: int) -> dict[str, int]:
    """Region -> number of organisations, together ``organisations``: a dozen regions for a small edition, all twenty for a large one."""
    used = REGIONS if organisations >= _ALL_FROM else REGIONS[: min(_SMALL, organisations)]
    total = sum(_SHARES[region] for region in used)
    made = {region: organisations * _SHARES[region] // total for region in used}
    for place in range(organisations - sum(made.values())):
        made[used[place % len(used)]] += 1
    return made


def postcode_prefix(region: str) -> str:
    """The first digits of a region's postcodes."""
    return _POSTCODES[region]


@cache
def seats(region: str) -> Sequence[Seat]:
    """Towns, and villages that have an English name, of a region, the main town first. Each is found by its name and has a code."""
    made: list[Seat] = []
    for place in places_by_kato().values():
        if place.region == f"KZ-{region}" and place.kind in ("city", "region", "village", "settlement") and "en" in place.names:
            code = code_of_place(place.kato)
            if code and _can_be_called(code) and _is_found(place, place.region):
                made.append(_seat(place, code, first=not made))
    return made


def _seat(place: Place, code: str, *, first: bool) -> Seat:
    village = place.group == "village"
    weight = _CENTRE_WEIGHT if first else _VILLAGE_WEIGHT if village else _TOWN_WEIGHT
    ru = place.names["ru"]
    facts = TownFacts(ru, place.names["kk"], code, village, "" if village else _OLD.get(ru, ""))
    return Seat(facts, place.names["en"], weight, _is_found(place, ""))


def _can_be_called(code: str) -> bool:
    first = {3: "3000000", 4: "300000", 5: "30000"}[len(code)]
    return kazakh(code + first) is not None and area_code(code + first) == code


def _is_found(place: Place, region: str) -> bool:
    """Do both names lead to this very place in a region (ISO code; "": anywhere), with and without a word for its kind?"""
    kinds = (("с. ", " ауылы", " а.") if place.group == "village" else ("г. ", " қаласы", " қ."))
    spellings = [
        place.names["ru"], kinds[0] + place.names["ru"], place.names["kk"], place.names["kk"] + kinds[1], place.names["kk"] + kinds[2],
    ]  # fmt: skip
    matches = [find_town(spelling, region) for spelling in spellings]
    return all(match is not None and match.sure and match.place.kato == place.kato for match in matches)


@cache
def villages(region: str) -> tuple[Phrase, ...]:
    """Villages around, with names short enough for a sentence."""
    wanted = f"KZ-{_VILLAGES_OF.get(region, region)}"
    named: dict[str, Phrase] = {}
    for place in places_by_kato().values():
        ru, kk = place.names["ru"], place.names["kk"]
        plain = len(ru) <= _LONGEST_NAME and ru.replace("-", "").isalpha() and kk.istitle()
        if plain and place.region == wanted and place.group == "village":
            named.setdefault(ru, (ru, kk, place.names.get("en") or romanised(ru)))
    return tuple(named.values())
