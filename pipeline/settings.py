"""Settings files of an edition: edition.toml and waivers.toml become frozen values; pydantic only here, at the border."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import Unreadable
from pipeline.model.edition import Edition, Party
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.message import msg
from pipeline.model.waiver import Waiver

__all__ = ["read_edition", "read_waivers"]


def _per_language(value: object) -> object:
    """One text for all languages may be written as a plain string."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


PerLanguage = Annotated[dict[Lang, str], BeforeValidator(_per_language)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Party(_Strict):
    name: PerLanguage
    contact: str = ""
    address: PerLanguage = Field(default_factory=dict)
    phone: str = ""
    email: str = ""
    site: str = ""


class _Coverage(_Strict):
    require: float = Field(default=0, ge=0, le=100)


class _EditionTable(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: PerLanguage
    subtitle: PerLanguage = Field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    edition: int = Field(default=1, ge=1)
    impression: int = Field(default=1, ge=1)
    data_date: date
    plans_year: int
    languages: list[Lang] = Field(min_length=1)
    staff_language: Lang = "ru"
    design: str = "pocket"
    trim_mm: tuple[Annotated[float, Field(ge=90, le=320)], Annotated[float, Field(ge=120, le=450)]] = (148, 210)
    paper: PerLanguage = Field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    print_run: int = Field(default=0, ge=0)
    printer_profile: str = "house"
    page_multiple: int = Field(default=16, ge=1, le=64)
    isbn: PerLanguage = Field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    udc: str = ""
    bbk: str = ""
    place: PerLanguage = Field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))


class _EditionFile(_Strict):
    edition: _EditionTable
    publisher: _Party
    printer: _Party
    languages: dict[Lang, _Coverage] = Field(default_factory=dict)


class _WaiverEntry(_Strict):
    id: str
    code: str
    reason: Annotated[str, Field(min_length=10)]
    file: str = ""
    sheet: str = ""
    cell: str = ""


class _WaiverFile(_Strict):
    waiver: list[_WaiverEntry] = Field(default_factory=list)


def _parse(text: str, name: str, shape: type[BaseModel]) -> Any:  # noqa: ANN401  (one of the shapes above)
    try:
        return shape.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(
            msg("{file} is not valid TOML: {reason}.", file=name, reason=str(error)), msg("Mend that line; a text stands in quotes.")
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(
            msg("{file}: the setting “{key}” is not right: {reason}.", file=name, key=where, reason=first["msg"]),
            msg("The comments in the file made by “guide new” say what may stand there."),
        ) from error


def read_edition(text: str, name: str = "edition.toml") -> Edition:
    """The edition's settings. Raises Unreadable, naming the key, where one is missing, unknown or wrong."""
    parsed: _EditionFile = _parse(text, name, _EditionFile)
    table = parsed.edition
    _require_languages(parsed, name)
    return Edition(
        id=table.id, title=table.title, subtitle=_in_all(table.subtitle), number=table.edition, impression=table.impression,
        data_date=table.data_date, plans_year=table.plans_year, languages=tuple(table.languages),
        staff_language=table.staff_language, design=table.design, trim_mm=table.trim_mm, paper=table.paper, print_run=table.print_run,
        printer_profile=table.printer_profile, page_multiple=table.page_multiple, isbn=table.isbn, udc=table.udc, bbk=table.bbk,
        publisher=_party(parsed.publisher), printer=_party(parsed.printer),
        place=_in_all(table.place), required_coverage={lang: coverage.require for lang, coverage in parsed.languages.items()},
    )


def _require_languages(parsed: _EditionFile, name: str) -> None:
    for lang in parsed.edition.languages:
        for key, texts in (
            ("edition.title", parsed.edition.title), ("publisher.name", parsed.publisher.name), ("printer.name", parsed.printer.name),
        ):
            if not texts.get(lang):
                raise Unreadable(
                    msg("{file}: the setting “{key}” is missing.", file=name, key=f"{key}.{lang}"),
                    msg("Give the title in every language.") if key == "edition.title" else None,
                )


def _in_all(texts: dict[Lang, str]) -> dict[Lang, str]:
    """What is not said in a language is empty there."""
    return {lang: texts.get(lang, "") for lang in LANGUAGES}


def _party(party: _Party) -> Party:
    def contact(lang: Lang) -> str:
        parts = [party.contact, party.address.get(lang, ""), party.phone, party.email, party.site]
        return re.sub(r"\s+", " ", ", ".join(part for part in parts if part))

    return Party(party.name, {lang: contact(lang) for lang in LANGUAGES})


def read_waivers(text: str, name: str = "waivers.toml") -> list[Waiver]:
    """Waivers; each must give a reason. Raises Unreadable."""
    parsed: _WaiverFile = _parse(text, name, _WaiverFile)
    return [Waiver(entry.id, entry.code, entry.reason, entry.file, entry.sheet, entry.cell) for entry in parsed.waiver]
