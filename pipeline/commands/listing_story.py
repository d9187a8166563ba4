"""The story of one listing: its rows, the value and cell of every field, what was changed, its translations and its pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import localise, revising
from pipeline.desk import Desk, read_text
from pipeline.errors import Unreadable
from pipeline.gathering import Gathered, rows_of
from pipeline.model.fields import LANGUAGES, EditionLang, Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Change, Expert, Listing, Organisation, Person, Text
from pipeline.model.localised import bare
from pipeline.model.merges import Merge
from pipeline.model.message import msg
from pipeline.model.source import SourceRow
from pipeline.model.waiver import Waiver
from pipeline.source_files import GLOSSARY

__all__ = ["NO", "YES", "BookPlace", "FieldValue", "IndexPlace", "Story", "Translation", "tell"]

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field as it is printed from, and the cell it came from where there is one. An answer is YES or NO."""

    field: str
    value: str
    ref: CellRef | None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in one edition; ``state``: "own" (sent in this language), "translated" or "fallback" (printed as sent, marked)."""

    field: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """A line of an index that leads to the listing; ``page`` is the line's own."""

    section: str
    term: str
    printed: str
    page: int


@dataclass(frozen=True, slots=True)
class BookPlace:
    """Where the listing stands in the last book built in one language: (page, folio, section's title), and the lines that lead there."""

    file: str
    pages: tuple[tuple[int, str, str], ...]
    indexes: tuple[IndexPlace, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything known of one listing."""

    listing: Listing
    merged: tuple[CellRef, ...]
    """Rows of duplicates that were merged into it."""
    merge: Merge | None
    """Why they were merged, and in what they differ; None where there are none."""
    values: tuple[FieldValue, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    translations: dict[Lang, tuple[Translation, ...]]
    places: dict[EditionLang, BookPlace | None]
    """None for a language that was not built yet."""


def tell(listing: Listing, gathered: Gathered, desk: Desk) -> Story:
    """The story of a gathered listing. Raises Unreadable for a broken catalogue or page map."""
    edition = gathered.edition
    merged = {ref for ref, kept in gathered.clean.duplicates if kept == listing.id}
    files = (listing.source.file, *sorted(ref.file for ref in merged))
    rows = [row for row in rows_of(desk, files) if row.ref == listing.source or row.ref in merged]
    cells = {ref for row in rows for ref in _refs(row)}
    heading = next((row.group.ref for row in rows if row.ref == listing.source and row.group), None)
    # A heading over many rows was mended for each of them: it is told once.
    changes = dict.fromkeys(change for change in gathered.clean.changes if change.ref in cells or change.ref == heading)
    return Story(
        listing, tuple(sorted(merged)), next((one for one in gathered.clean.merges if one.listing == listing.id), None),
        tuple(_values(listing, edition.staff_language, heading)), tuple(changes),
        tuple(finding for finding in gathered.findings if finding.place in cells),
        {lang: _translations(listing, lang, desk, gathered.waivers) for lang in LANGUAGES if lang in edition.languages},
        {lang: _place(listing.id, edition.id, lang, desk) for lang in edition.languages},
    )


def _refs(row: SourceRow) -> Iterator[CellRef]:
    yield row.ref
    for values in row.values.values():
        yield from (value.ref for value in values)


def _values(listing: Listing, lang: Lang, heading: CellRef | None) -> Iterator[FieldValue]:
    """Fields that hold anything, in the order of the form; names of regions and areas are in ``lang``.

    ``heading``: the cell above the rows that names the region where the row itself does not.
    """
    yield from (FieldValue(f"name_{tongue}", text.value, text.ref) for tongue, text in listing.names.items())
    specific = _organisation_values(listing, lang, heading) if isinstance(listing, Organisation) else _expert_values(listing, lang)
    yield from (value for value in [*specific, *_common_values(listing, lang)] if value.value)


def _organisation_values(listing: Organisation, lang: Lang, heading: CellRef | None) -> list[FieldValue]:
    cells = listing.cells
    return [
        FieldValue("form", listing.form, cells.get("form")), *_text("acronym", listing.acronym), *_text("former_name", listing.former_name),
        FieldValue("bin", listing.bin, cells.get("bin")), FieldValue("founded", str(listing.founded or ""), cells.get("founded")),
        FieldValue("registration", _answer(listing.registered), cells.get("registration")),
        FieldValue("status", _answer(listing.operational), cells.get("status")),
        FieldValue("region", listing.region.names[lang], cells.get("region", heading)),
        FieldValue("postcode", listing.postcode, cells.get("postcode", cells.get("address"))), *_text("address", listing.address),
        *_person("head", listing.head), *_person("press", listing.press),
        FieldValue("press_email", listing.press_email, cells.get("press_email", cells.get("press"))),
        *_text("mission", listing.mission), FieldValue("areas", "; ".join(area.names[lang] for area in listing.areas), cells.get("areas")),
        *_text("targets", listing.targets), *_text("plans", listing.plans),
    ]


def _expert_values(listing: Expert, lang: Lang) -> list[FieldValue]:
    topics = "; ".join(topic.names.get(lang) or next(iter(topic.names.values()), "") for topic in listing.topics)
    return [
        *_text("position", listing.position), *_text("degree", listing.degree), *_text("affiliation", listing.affiliation),
        FieldValue("topics", topics, listing.cells.get("topics")),
        FieldValue("on_camera", _answer(listing.on_camera), listing.cells.get("on_camera")),
        *_text("cv", listing.cv),
    ]


def _common_values(listing: Listing, lang: Lang) -> list[FieldValue]:
    cells = listing.cells
    town = listing.town.names.get(lang) or next(iter(listing.town.names.values()), "") if listing.town else ""
    return [
        FieldValue("town", town, cells.get("town", cells.get("address"))),
        *(FieldValue("phones", f"{localise.format_phone(phone, lang)} ({phone.kind})", phone.ref) for phone in listing.phones),
        FieldValue("emails", ", ".join(listing.emails), cells.get("emails", cells.get("contacts"))),
        FieldValue("site", listing.site, cells.get("site", cells.get("contacts"))),
        *(FieldValue("social", f"{account.network}: {account.handle}", account.ref) for account in listing.social),
        FieldValue("languages", ", ".join(listing.languages), cells.get("languages")),
        FieldValue("verified", listing.verified.isoformat() if listing.verified else "", cells.get("verified")),
        FieldValue("consent_mobile", _answer(listing.consent_mobile), cells.get("consent_mobile")),
        FieldValue("sent_in", listing.sent_in, cells.get("sent_in")),
        FieldValue("sort_name", listing.sort_name, cells.get("sort_name")),
    ]


def _answer(said: bool | None) -> str:
    return "" if said is None else YES if said else NO


def _text(name: str, text: Text | None) -> list[FieldValue]:
    return [FieldValue(name, text.value, text.ref)] if text else []


def _person(name: str, person: Person | None) -> list[FieldValue]:
    return [*_text(name, person.name), *_text(f"{name}_role", person.role)] if person else []


def _translations(listing: Listing, lang: Lang, desk: Desk, waivers: Sequence[Waiver]) -> tuple[Translation, ...]:
    """Every translatable text of the listing as the edition in ``lang`` prints it."""
    catalogue = localise.load_content(desk.text_or(f"translations/content.{lang}.po"), lang)
    catalogue = revising.printed_catalogue([listing], lang, catalogue, revising.glossary_of(desk.text_or(GLOSSARY)), waivers)
    made = []
    for key, source, sent in localise.content_template([listing]):
        name = key.rpartition("/")[2]
        given = listing.names.get(lang) if name == "name" else next((one for one in listing.others.get(name, ()) if one.lang == lang), None)
        text = given or Text(source, sent)
        local = localise.localise_text(text, key, lang, catalogue)
        if local is not None:
            state = "fallback" if local.fallback else "own" if text.lang == lang else "translated"
            made.append(Translation(name, state, bare(local.value)))
    return tuple(made)


def _place(listing: str, edition: str, lang: EditionLang, desk: Desk) -> BookPlace | None:
    path = desk.build / edition / lang / f"guide-{edition}-{lang}.pagemap.json"
    with suppress(PermissionError):  # reading it tells
        if not path.is_file():
            return None
    return _read_place(path, listing)


def _read_place(path: Path, listing: str) -> BookPlace:
    try:
        page_map = json.loads(read_text(path))
        titles = {section["name"]: section["title"] for section in page_map["sections"]}
        pages = {
            entry["page"]: (entry["page"], entry.get("folio", ""), titles.get(entry["section"], entry["section"]))
            for entry in page_map["entries"] if entry.get("listing") == listing
        }
        lines = [
            IndexPlace(titles.get(line["section"], line["section"]), line["term"], line["printed"], line["page"])
            for line in page_map["lines"] if listing in line["targets"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            msg("The page map {file} is damaged.", file=str(path)), msg("Build the guide again.")
        ) from error
    return BookPlace(path.name.removesuffix(".pagemap.json"), tuple(pages[number] for number in sorted(pages)), tuple(lines))
