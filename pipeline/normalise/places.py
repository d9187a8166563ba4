"""Where a listing is: region, town, postcode and the rest of the address. The town decides the region; the heading stays in the log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.model.listings import Region, Town
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.folding import fold, fold_words
from pipeline.normalise.gazetteer import Place, TownMatch, find_town, is_city, namesakes, places_by_kato, similar_town
from pipeline.normalise.regions import CITY_WORDS, REPUBLICAN, RegionMatch, find_region, region_of
from pipeline.normalise.spaces import tidy
from pipeline.normalise.trail import Spot

__all__ = ["Location", "find_location", "postcode_of", "without_place"]

_SPLIT: Final = re.compile(r"\s*[,;\n]\s*|\s+/\s+")
_BRACKET: Final = re.compile(r"[()]")
_COMMA: Final = re.compile(r"[,\n]")
_POSTCODE: Final = re.compile(r"\b(?:\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d)\b")
_MOST_SHOWN: Final = 6
_TOWN_MARK: Final = re.compile(
    r"^(?:г|город|гор|қ|с|село|п|пос|посёлок|поселок|а|ауыл)\b\.?\s*\w|\b(?:қаласы|қ\.|ауылы|а\.|кенті)$", re.IGNORECASE
)


Said = tuple[str, Spot]
"""A cell's text and its spot."""


@dataclass(frozen=True, slots=True)
class Location:
    """``region`` is None where neither region nor town could be read."""

    region: Region | None
    town: Town | None


@dataclass(frozen=True, slots=True)
class _Named:
    """What the region cell or heading said: a region, or the town that stands in its place."""

    region: RegionMatch | None = None
    town: TownMatch | None = None


def find_location(region: Said | None, town: Said | None, address: Said | None) -> Location:
    """The region and town of a listing from its region cell (or heading), town cell and address, each with its spot."""
    named = _read_region(*region) if region else _Named()
    heading = named.region.region if named.region else None
    if town is None and named.town is not None and region is not None and heading is None:
        town = region
    if town is not None:
        return _by_town(town[0], town[1], heading, region)
    if address is not None:
        found = _town_of_address(address[0], heading.code if heading else "")
        if found is not None:
            address[1].found(
                rules.TOWN,
                "town-from-address",
                msg("The town “{town}” was taken from the address.", town=found.place.names["ru"]),
                hint=msg("Write the town in its own column."),
            )
            return Location(_settled(found, heading, address[1], region), found.place.town)
    if heading is not None and named.town is not None:
        return Location(heading, named.town.place.town)
    if heading is not None and heading.code in REPUBLICAN:
        return Location(heading, places_by_kato()[heading.code[3:] + "0000000"].town)
    return Location(heading, None)


def _read_region(text: str, spot: Spot) -> _Named:
    match = find_region(text)
    if match is None:
        by_town = find_town(text)
        if by_town is not None and by_town.sure:
            return _Named(None, by_town)
        return _Named()
    name = match.region.names["ru"]
    if match.how in ("former", "edit", "asked"):
        spot.changed(rules.REGION, text, name)
    if match.how == "asked":
        decided = spot.asked(
            rules.REGION,
            "region-asked",
            msg("“{text}” was read as “{name}”, but the name is old or has a second meaning.", text=text, name=name),
            hint=msg("Write today's name of the region, or name the town: the town decides."),
            before=text,
            after=name,
        )
        return _decided_region(decided, text, match, spot) if decided is not None else _Named(match)
    if match.how == "inside" and not CITY_WORDS.isdisjoint(fold_words(text)):  # "г. Павлодар": the oblast's, and the town itself
        town = find_town(text, match.region.code)
        return _Named(match, town if town is not None and town.sure and is_city(town.place) and town.near else None)
    if match.how in ("former", "edit"):
        spot.found(
            rules.REGION, "region-mended", msg("“{text}” was read as “{name}”.", text=text, name=name), before=text, after=name,
        )  # fmt: skip
    return _Named(match)


def _decided_region(decided: str, text: str, asked: RegionMatch, spot: Spot) -> _Named:
    """A person's answer in place of a region that was asked about; the region stands where the answer is none."""
    match = find_region(decided) if decided else None
    if decided and match is None:
        spot.bad_answer(text, decided)
        return _Named(asked)
    return _Named(match)


def _by_town(text: str, spot: Spot, heading: Region | None, region: Said | None) -> Location:
    code = heading.code if heading else ""
    match = _most_exact(text, code)
    if match is None:
        in_place = _region_in_town(text, spot, heading)
        if in_place is not None:
            return in_place
        meant = _asked_town(text, spot, code)
        if not isinstance(meant, TownMatch):
            return Location(heading, meant)
        match = meant
    place = match.place
    if match.how == "former":
        spot.changed(rules.TOWN, text, place.names["ru"])
        spot.found(
            rules.TOWN,
            "town-renamed",
            msg("“{old}” is called “{new}” today.", old=text, new=place.names["ru"]),
            before=text,
            after=place.names["ru"],
        )
    elif match.how == "letters":
        spot.changed(rules.TOWN, text, place.names["ru"])
    town = place.town if match.sure else Town("", place.region, place.names)
    return Location(_settled(match, heading, spot, region), town)


def _region_in_town(text: str, spot: Spot, heading: Region | None) -> Location | None:
    """A region that stands in the town's column is none of a town."""
    found = find_region(text)
    if found is None or found.how == "inside" or found.region.code in REPUBLICAN or namesakes(text):
        return None
    message = msg("“{text}” in the column of towns is a region.", text=text)
    spot.found(rules.TOWN, "region-in-town", message, hint=msg("Write the town."), before=text, after=found.region.names["ru"])
    return Location(heading or found.region, None)


def _asked_town(text: str, spot: Spot, code: str) -> TownMatch | Town | None:
    """The place that a person says is meant; until then the text as it was sent, and None where the person says that it is no town."""
    sent = Town("", code, {"kk": tidy(text), "ru": tidy(text)})
    same = namesakes(text)
    if code and any(code in place.also for place in same) and not any(map(is_city, same)):
        return sent  # a village of the region that is too small for the gazetteer
    if len(same) > 1 or any(place.also for place in same):
        decided = _ask_which(text, spot, same)
    else:
        similar = similar_town(text, code)
        decided = spot.asked(
            rules.TOWN,
            "unknown-town",
            msg("The town “{town}” is not in the gazetteer; it is printed as it was sent.", town=text),
            hint=msg("Did you mean “{town}”?", town=similar)
            if similar
            else msg("Check the spelling, or write the district's name as well."),
            before=text,
            after=similar or None,
        )
    if not decided:
        return sent if decided is None else None
    named = find_region(decided)
    match = _most_exact(decided, named.region.code if named else code)
    return match or Town("", code, {"kk": tidy(decided), "ru": tidy(decided)})


def _ask_which(text: str, spot: Spot, same: tuple[Place, ...]) -> str | None:
    places = [f"{place.names['ru']}, {region_of(place.region[3:]).names['ru']}" for place in same]
    shown = "; ".join(places[:_MOST_SHOWN]) + ("; …" if len(places) > _MOST_SHOWN else "")
    return spot.asked(
        rules.TOWN,
        "several-places",
        msg("“{town}” is the name of several places; which one is meant is not clear.", town=text),
        hint=msg("Write the region and the district beside it. In the gazetteer: {places}.", places=shown),
        before=text,
    )


def _settled(match: TownMatch, heading: Region | None, spot: Spot, region: Said | None) -> Region:
    """The town's region; a heading that says otherwise is kept in the log."""
    decided = region_of(match.place.region[3:])
    if heading is None or heading.code == decided.code:
        return decided
    where = region[1] if region else spot
    said = region[0] if region else heading.names["ru"]
    where.changed(rules.REGION, said, decided.names["ru"])
    town = match.place.names["ru"]
    if match.near:
        spot.found(
            rules.REGION,
            "town-decides",
            msg("{town} belongs to “{region}” today, not to “{heading}”.", town=town, region=decided.names["ru"], heading=said),
            before=said,
            after=decided.names["ru"],
        )
    else:
        spot.found(
            rules.REGION,
            "town-far-away",
            msg("{town} lies in “{region}”, but the row stands under “{heading}”.", town=town, region=decided.names["ru"], heading=said),
            hint=msg("The listing is printed under the town's region. Check both."),
            before=said,
            after=decided.names["ru"],
        )
    return decided


def _most_exact(text: str, region: str) -> TownMatch | None:
    """The place of a cell that may name a district before a village: the village, or else the district."""
    whole = find_town(text, region)
    if whole is not None:
        return whole
    parts = [part for part in _SPLIT.split(_BRACKET.sub(",", text)) if part]
    if len(parts) < 2:
        return None
    found = [match for match in (find_town(part, region) for part in parts) if match is not None]
    district = next((match.place.kato for match in found if match.place.group == "district"), "")
    narrowed = [match for match in (find_town(part, region, district) for part in parts) if match is not None]
    towns = [match for match in narrowed if match.place.group != "district"]
    if len({match.place.kato for match in towns}) == 1:
        return towns[0]
    districts = [match for match in narrowed if match.place.group == "district"]
    others = sum(find_region(part) is None for part in parts) - len(districts)
    return districts[0] if districts and not towns and not others else None


def _town_of_address(address: str, region: str) -> TownMatch | None:
    """The town that an address names first, marked as one ("г. Семей, ул. ...")."""
    for part in _SPLIT.split(address)[:3]:
        if _TOWN_MARK.search(part):
            match = find_town(part, region)
            if match is not None and match.place.group != "district":
                return match
    return None


def postcode_of(address: str) -> str:
    """The postcode within an address; "" where there is none."""
    found = _POSTCODE.search(address)
    return found[0] if found else ""


def without_place(address: str, location: Location) -> str:
    """The address without postcode, country, region and town at its beginning, which are printed by themselves."""
    parts = [part.strip() for part in _COMMA.split(_POSTCODE.sub("", address)) if part.strip(" .")]
    while len(parts) > 1 and any(map(str.isalpha, parts[1])) and _is_place(parts[0], location):
        del parts[0]
    return ", ".join(parts)


def _is_place(part: str, location: Location) -> bool:
    if fold(part) in ("рк", "республика казахстан", "казахстан", "қр", "қазақстан республикасы", "қазақстан", "kazakhstan"):
        return True
    region = find_region(part)
    if location.region is not None and region is not None and region.region.code == location.region.code and region.how != "inside":
        return True
    if location.town is None or not location.town.kato:
        return False
    match = find_town(part, location.town.region)
    return match is not None and match.place.kato == location.town.kato
