"""Settings files of an edition: edition.toml and waivers.toml become frozen values; pydantic only here, at the border."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError

from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.model.edition import USUAL_SCHEME, VERIFIED_MONTHS, CoverSettings, Edition, Party, place_key
from pipeline.model.fields import KAZAKH_LATIN, LANGUAGES, EditionLang, Lang, source_language
from pipeline.model.inks import Colours, Inks, Spot
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.model.source import DEFAULT_UNPACKED_MB
from pipeline.model.waiver import Waiver

__all__ = ["read_edition", "read_waivers"]


def _per_language(value: object) -> object:
    """One text for all languages may be written as a plain string."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


_COMPLAINTS: Final = (
    ("missing", msg("it is missing")),
    ("extra_forbidden", msg("there is no such setting")),
    ("string_type", msg("it must be a text in quotes")),
    ("string_pattern_mismatch", msg("only small Latin letters, figures and hyphens may stand there")),
    ("int_.*", msg("it must be a whole number")),
    ("(?:float|finite_number)_?.*", msg("it must be a number")),
    ("date_.*", msg("it must be a day such as 2027-03-01, without quotes")),
    ("(?:list|tuple)_type", msg("it must be a list in square brackets")),
    ("too_short", msg("more must stand in the list")),
    ("too_long", msg("fewer must stand in the list")),
    ("dict_.*", msg("it must be a text in quotes, or one for each of kk, ru, en")),
    ("model_.*", msg("it must be a table of settings")),
)
"""Patterns of pydantic's error types, and what is wrong in words."""

PerLanguage = Annotated[dict[EditionLang, Annotated[str, Field(max_length=1000)]], BeforeValidator(_per_language)]
"""What stands on a title page, in a head or on the spine: a text pasted there by mistake would be set for minutes."""


def _untold() -> dict[EditionLang, str]:
    """Nothing, in every language."""
    return dict[EditionLang, str](dict.fromkeys(LANGUAGES, ""))


Count = Annotated[int, Strict()]
"""A whole number; true, "2" and 2.0 are none."""


Percent = Annotated[float, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Party(_Strict):
    name: PerLanguage
    contact: str = ""
    address: PerLanguage = Field(default_factory=dict)
    phone: str = ""
    email: str = ""
    site: str = ""


class _Printer(_Party):
    order: str = ""


def _spine_per_language(value: object) -> object:
    """One width for all languages may be written as a plain number."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, (int, float)) else value


def _price_per_language(value: object) -> object:
    """A number is a price in tenge, which each language writes in its own way."""
    if not isinstance(value, int) or isinstance(value, bool):
        return _per_language(value)
    from pipeline.localise import format_money

    return {lang: format_money(value, lang) if value > 0 else "" for lang in LANGUAGES}


class _Cover(_Strict):
    price: Annotated[dict[EditionLang, Annotated[str, Field(max_length=1000)]], BeforeValidator(_price_per_language)] = Field(
        default_factory=_untold
    )
    spine_mm: Annotated[
        dict[EditionLang, Annotated[float, Field(ge=0, le=100)]], BeforeValidator(_spine_per_language)
    ] = Field(default_factory=dict)
    barcode_percent: Annotated[float, Field(ge=80, le=200)] | None = None
    bar_reduction_mm: Annotated[float, Field(ge=0, le=0.1)] = 0
    logo: str = ""


class _Language(_Strict):
    require: float = Field(default=0, ge=0, le=100, strict=True)
    romanise: Literal["kk-plain", "kk-bgn", "none"] | None = None


class _EditionTable(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: PerLanguage
    subtitle: PerLanguage = Field(default_factory=_untold)
    edition: Count = Field(default=1, ge=1, le=9999)
    impression: Count = Field(default=1, ge=1, le=9999)
    data_date: date
    plans_year: Annotated[Count, Field(ge=1990, le=2200)]
    verified_months: Count = Field(default=VERIFIED_MONTHS, ge=0, le=120)
    languages: list[EditionLang] = Field(min_length=1)
    staff_language: Lang = "ru"
    design: str = "pocket"
    trim_mm: tuple[Annotated[float, Field(ge=90, le=320)], Annotated[float, Field(ge=120, le=450)]] = (148, 210)
    paper: PerLanguage = Field(default_factory=_untold)
    print_run: Count = Field(default=0, ge=0, le=10**9)
    printer_profile: str = "house"
    colours: Colours = "K"
    page_multiple: Count = Field(default=16, ge=1, le=64)
    isbn: PerLanguage = Field(default_factory=_untold)
    udc: str = ""
    bbk: str = ""
    place: PerLanguage = Field(default_factory=_untold)


class _Spot(_Strict):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    cmyk: tuple[Percent, Percent, Percent, Percent]


class _Reading(_Strict):
    unpacked_mb: Count = Field(default=DEFAULT_UNPACKED_MB, ge=1, le=10_000)


class _EditionFile(_Strict):
    edition: _EditionTable
    reading: _Reading = Field(default_factory=_Reading)
    spot: _Spot | None = None
    publisher: _Party
    printer: _Printer
    cover: _Cover = Field(default_factory=_Cover)
    languages: dict[EditionLang, _Language] = Field(default_factory=dict)
    places: dict[str, Annotated[str, Field(min_length=1, max_length=100)]] = Field(default_factory=dict)


class _WaiverEntry(_Strict):
    id: str
    code: str
    reason: Annotated[str, Field(min_length=10)]
    file: str = ""
    sheet: str = ""
    cell: str = ""
    page: Count = Field(default=0, ge=0)


class _WaiverFile(_Strict):
    waiver: list[_WaiverEntry] = Field(default_factory=list)
    handoff: list[_WaiverEntry] = Field(default_factory=list)


def _parse(text: str, name: str, shape: type[BaseModel]) -> Any:  # noqa: ANN401  (one of the shapes above)
    table = parse_toml(text, name)
    try:
        return shape.model_validate(table)
    except ValidationError as error:
        # A misspelt name makes two errors, of which “no such setting” shows the way.
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"] if part != "[key]")
        reason = _complaint(first["type"], first.get("ctx", {}), first["input"])
        raise Unreadable(
            msg("{file}: the setting “{key}” is not right: {reason}.", file=name, key=where, reason=reason),
            msg("The comments in the file made by “guide new” say what may stand there."),
        ) from error


def _complaint(kind: str, limits: Mapping[str, Any], value: object) -> Message:
    """Pydantic's error in our own words, by its type; pydantic itself speaks English only."""
    for pattern, message in _COMPLAINTS:
        if re.fullmatch(pattern, kind):
            return message
    match kind:
        case "literal_error":
            return msg("it must be one of {names}", names=str(limits.get("expected", "")).replace(" or ", ", "))
        case "greater_than_equal":
            return msg("it must be at least {limit}", limit=Figure(limits['ge']))
        case "less_than_equal":
            return msg("it must be at most {limit}", limit=Figure(limits['le']))
        case "string_too_short":
            return nmsg("it needs {n} letter at least", "it needs {n} letters at least", limits["min_length"])
        case _:
            return msg("“{value}” may not stand there", value=str(value)[:40])


def read_edition(text: str, name: str = "edition.toml") -> Edition:
    """The edition's settings. Raises Unreadable, naming the key, where one is missing, unknown or wrong."""
    parsed: _EditionFile = _parse(text, name, _EditionFile)
    table, cover = parsed.edition, parsed.cover
    _require_languages(parsed, name)
    edition = Edition(
        id=table.id, title=table.title, subtitle=_in_all(table.subtitle), number=table.edition, impression=table.impression,
        data_date=table.data_date, plans_year=table.plans_year, languages=tuple(table.languages),
        staff_language=table.staff_language, design=table.design, trim_mm=table.trim_mm, paper=table.paper, print_run=table.print_run,
        printer_profile=table.printer_profile, page_multiple=table.page_multiple, isbn=table.isbn, udc=table.udc, bbk=table.bbk,
        publisher=_party(parsed.publisher), printer=_party(parsed.printer),
        place=_in_all(table.place), required_coverage=_required(parsed),
        romanise=_romanise(parsed, name), places=_places(parsed, name),
        inks=_inks(parsed, name),
        cover=CoverSettings(
            _in_all(cover.price), {lang: spine for lang, spine in cover.spine_mm.items() if spine}, cover.barcode_percent or 0,
            cover.bar_reduction_mm, cover.logo,
        ),
        order=parsed.printer.order, verified_months=table.verified_months,
    )
    if KAZAKH_LATIN not in edition.languages:
        return edition
    from pipeline.localise.latin import latin_edition

    return latin_edition(edition)


def _required(parsed: _EditionFile) -> dict[EditionLang, float]:
    """An edition that is made from another one (kk-Latn from kk) asks for as much as that, unless it has a share of its own."""
    made: dict[EditionLang, float] = {}
    for lang in parsed.edition.languages:
        if asked := parsed.languages.get(source_language(lang)):
            made[lang] = asked.require
    own = {lang: table.require for lang, table in parsed.languages.items() if "require" in table.model_fields_set}
    return made | own


def _romanise(parsed: _EditionFile, name: str) -> str:
    """The scheme for names without an English form, "" for none. Raises Unreadable where another language has the setting."""
    for lang, table in parsed.languages.items():
        if table.romanise and lang != "en":
            raise Unreadable(
                msg("{file}: the setting “{key}” is not right: {reason}.", file=name, key=f"languages.{lang}.romanise",
                    reason=msg("only the English edition has it")),
                msg("Move it into the table [languages.en], or take it out."),
            )
    chosen = parsed.languages["en"].romanise if "en" in parsed.languages else None
    return "" if chosen == "none" else chosen or USUAL_SCHEME


def _places(parsed: _EditionFile, name: str) -> dict[str, str]:
    """English names of places. Raises Unreadable where one is in other letters."""
    for place, spelling in parsed.places.items():
        if not _is_latin(" ".join(spelling.split())):
            raise Unreadable(
                msg("{file}: the setting “{key}” is not right: {reason}.", file=name, key=f"places.{place}",
                    reason=msg("it must be a name in Latin letters")),
                msg("Write the place's Kazakh or Russian name on the left, and its English one on the right."),
            )
    return {place_key(place): " ".join(spelling.split()) for place, spelling in parsed.places.items()}


def _is_latin(name: str) -> bool:
    """Whether a name has letters, Latin ones only, and nothing that cannot be seen in print; an apostrophe may be a modifier letter."""
    letters = [unicodedata.name(char, "") for char in name if char.isalpha()]
    return name.isprintable() and any(map(str.isalpha, name)) and all(one.startswith(("LATIN ", "MODIFIER ")) for one in letters)


NO_SPOTS: Final = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
"""Names that PDF gives to all plates, to none, and to the process inks (ISO 32000-1, 8.6.6.4)."""


def _is_name(text: str) -> bool:
    """Whether a PDF can name a plate so: 127 bytes at most (ISO 32000-1, annex C)."""
    return text.isprintable() and len(text.encode()) <= 127


def _inks(parsed: _EditionFile, name: str) -> Inks:
    """What the edition is printed in. Raises Unreadable where the spot colour is missing, or bears the name of another plate."""
    colours, spot = parsed.edition.colours, parsed.spot
    if spot and (spot.name.casefold() in NO_SPOTS or spot.name != spot.name.strip() or not _is_name(spot.name)):
        raise Unreadable(
            msg("{file}: “{name}” is not the name of a spot colour.", file=name, name=spot.name),
            msg("Write the name as the printer orders the ink, such as “PANTONE 286 C”."),
        )
    if colours != "K+spot":
        return Inks(colours)
    if spot is None:
        raise Unreadable(
            msg("{file}: colours is “K+spot”, and no spot colour is given.", file=name),
            msg("Add a table [spot] with name, as the printer orders the ink, and cmyk, its four per cents; or write colours = \"K\"."),
        )
    cyan, magenta, yellow, black = (round(share / 100, 4) for share in spot.cmyk)
    return Inks(colours, Spot(spot.name, (cyan, magenta, yellow, black)))


def _require_languages(parsed: _EditionFile, name: str) -> None:
    for lang in parsed.edition.languages:
        for key, texts in (
            ("edition.title", parsed.edition.title), ("publisher.name", parsed.publisher.name), ("printer.name", parsed.printer.name),
        ):
            if not (texts.get(lang) or texts.get(source_language(lang), "")).strip():
                raise Unreadable(
                    msg("{file}: the setting “{key}” is missing.", file=name, key=f"{key}.{source_language(lang)}"),
                    msg("Give the title in every language.") if key == "edition.title" else None,
                )


def _in_all(texts: dict[EditionLang, str]) -> dict[EditionLang, str]:
    """What is not said in a language is empty there."""
    return {**_untold(), **texts}


def _party(party: _Party) -> Party:
    def contact(lang: EditionLang) -> str:
        parts = [party.contact, party.address.get(lang, ""), party.phone, party.email, party.site]
        return re.sub(r"\s+", " ", ", ".join(part for part in parts if part))

    return Party(party.name, {lang: contact(lang) for lang in LANGUAGES})


def read_waivers(text: str, name: str = "waivers.toml", *, handoff: bool = False) -> list[Waiver]:
    """Waivers of a build, or with ``handoff`` those of the hand-off alone; each must give a reason. Raises Unreadable."""
    parsed: _WaiverFile = _parse(text, name, _WaiverFile)
    entries = parsed.handoff if handoff else parsed.waiver
    return [Waiver(entry.id, entry.code, entry.reason, entry.file, entry.sheet, entry.cell, entry.page) for entry in entries]
