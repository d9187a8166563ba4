"""One source row -> one organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.listings import Area, Listing, Organisation, Person, Phone, Region, Text, Topic
from pipeline.model.message import msg
from pipeline.model.source import CellKind
from pipeline.normalise import rules
from pipeline.normalise.answers import is_operational, is_registered, yes_or_no
from pipeline.normalise.bins import read_bin
from pipeline.normalise.consent import without_mobiles
from pipeline.normalise.contacts import read_contacts
from pipeline.normalise.dates import read_day, read_year
from pipeline.normalise.health import agreeing_emails
from pipeline.normalise.names import bare_name, read_form, read_names
from pipeline.normalise.people import part_person, without_contacts
from pipeline.normalise.places import Location, find_location, postcode_of, without_place
from pipeline.normalise.reading import Cell, RowReader
from pipeline.normalise.tongues import read_languages
from pipeline.normalise.trail import Spot
from pipeline.normalise.vocabulary import Terms, read_areas

__all__ = [
    "Vocabularies", "asked_location", "located", "read_consent", "read_organisation", "read_verified", "report_no_contact",
    "report_no_name", "without_private",
]

_FORMER: Final = re.compile(r"^(?:ранее|прежнее название|бывш\w*|бұрын\w*|formerly|former)[\s:–-]+", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d")


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The edition's words, indexed once for all rows."""

    areas: Terms[Area]
    topics: Terms[Topic]


def read_organisation(reader: RowReader, words: Vocabularies) -> Listing | None:
    """The organisation of a row; None, with an error finding, where its name or region cannot be read."""
    names, form = read_names(reader)
    if not names:
        report_no_name(reader)
        return None
    location = located(reader)
    if location.region is None:
        location = asked_location(reader, location)
    if location.region is None:
        return None
    may_print = read_consent(reader)
    contacts = read_contacts(reader, location.town, location.region, may_print_mobiles=may_print)
    if not contacts.any:
        report_no_contact(reader)
    made = replace(
        _without_contacts(reader, words, names, location.region, location),
        form=read_form(reader, form),
        phones=contacts.phones,
        emails=agreeing_emails(contacts.emails, contacts.site, reader.spot("emails")),
        press_email=contacts.press_email,
        site=contacts.site,
        social=contacts.social,
        consent_mobile=may_print,
    )
    return made if may_print else without_private(made, contacts.withheld, reader)


def without_private(listing: Listing, withheld: tuple[Phone, ...], reader: RowReader) -> Listing | None:
    """The listing of a row without consent; None, with an error finding, where its name was nothing but a number."""
    cleared = without_mobiles(listing, withheld, reader.trail)
    if not cleared.names:
        report_no_name(reader)
        return None
    return cleared


def _without_contacts(
    reader: RowReader, words: Vocabularies, names: Mapping[Lang, Text], region: Region, location: Location
) -> Organisation:
    address, postcode = _address(reader, location)
    verified = read_verified(reader)
    return Organisation(
        id="",
        region=region,
        names=names,
        source=reader.row.ref,
        sent_in=reader.sent_in,
        acronym=_bare(reader, "acronym"),
        former_name=_bare(reader, "former_name"),
        bin=read_bin(cell.text, cell.spot) if (cell := reader.single("bin")) else "",
        founded=_founded(cell, verified) if (cell := reader.single("founded")) else None,
        registered=is_registered(cell.text, cell.spot) if (cell := reader.single("registration")) else None,
        operational=is_operational(cell.text, cell.spot) if (cell := reader.single("status")) else None,
        town=location.town,
        postcode=postcode,
        address=address,
        head=_person(reader, "head"),
        press=_person(reader, "press"),
        mission=reader.text("mission"),
        areas=read_areas([(cell.text, cell.spot) for cell in reader.cells("areas")], words.areas),
        targets=reader.text("targets"),
        plans=reader.text("plans"),
        languages=read_languages([(cell.text, cell.spot) for cell in reader.cells("languages")]),
        verified=verified,
        sort_name=_sort_name(reader),
        cells=reader.refs(),
    )


def located(reader: RowReader) -> Location:
    """Region and town of a row: the region cell, else the heading above the row; the town decides."""
    region = reader.first("region")
    heading = (region.text, region.spot) if region else None
    group = reader.row.group
    if heading is None and group is not None and group.text.strip():
        heading = (group.text.strip(), reader.trail.spot(group.ref, "region"))
    town = reader.single("town")
    address = reader.first("address")
    return find_location(heading, (town.text, town.spot) if town else None, (address.text, address.spot) if address else None)


def report_no_name(reader: RowReader) -> None:
    """The row is rejected: it has no name."""
    reader.spot("name", reader.row.ref).found(
        rules.NAME,
        "no-name",
        msg("The row has no name that could be printed; it was rejected."),
        hint=msg("Write the name, or take the row out."),
    )


def asked_location(reader: RowReader, location: Location) -> Location:
    """Where a person says that a row without a readable region belongs; the row is rejected until somebody does."""
    cell, spot, hint = reader.first("region"), reader.spot("region"), msg("Write the region as it is called today, or the town.")
    said = cell.text if cell else reader.row.group.text.strip() if reader.row.group else ""
    if not said:
        spot.found(rules.REGION, "unknown-region", msg("The row names neither a region nor a town; it was rejected."), hint=hint)
        return location
    message = msg("“{text}” is none of the 20 regions of today; the row was rejected.", text=said)
    decided = spot.asked(rules.REGION, "unknown-region", message, hint=hint, before=said)
    if not decided:
        return location
    found = find_location((decided, spot.quiet()), None, None)
    if found.region is None:
        spot.bad_answer(said, decided)
    elif location.town is not None:
        return Location(found.region, replace(location.town, region=found.region.code))
    return found


def report_no_contact(reader: RowReader) -> None:
    """A question: nobody can reach the listing."""
    reader.spot("phones", reader.row.ref).found(
        rules.NO_CONTACT,
        "no-contact",
        msg("The listing has no phone, e-mail, site or account that could be printed."),
        hint=msg("Ask for one contact at least."),
    )


def read_consent(reader: RowReader) -> bool:
    """Does the row say clearly that a person's mobile may be printed?"""
    cell = reader.first("consent_mobile")
    return cell is not None and yes_or_no(cell.text, cell.spot) is True


def read_verified(reader: RowReader) -> date | None:
    """The day on which the listing was verified."""
    cell = reader.single("verified")
    return read_day(cell.text, cell.spot) if cell else None


def _founded(cell: Cell, verified: date | None) -> int | None:
    """The year of founding; one after the day on which the row was verified is asked about."""
    year = read_year(cell.text, cell.kind, cell.spot)
    if year is None or verified is None or year <= verified.year:
        return year
    message = msg("“{text}” is later than the day on which the row was verified; it is left out.", text=cell.text)
    answer = cell.spot.asked(rules.DATE, "future-date", message, hint=msg("Compare both dates."), before=cell.text)
    return read_year(answer, CellKind.TEXT, cell.spot.quiet()) if answer else None


def _bare(reader: RowReader, name: str) -> Text | None:
    """Acronym or former name: bare like the name itself."""
    text = reader.text(name)
    if text is None:
        return None
    spot = reader.spot(name)
    bare, _ = bare_name(_FORMER.sub("", text.value), spot) if name == "former_name" else (text.value.strip('«»"“” '), "")
    return Text(bare, text.lang, text.ref) if bare else None


def _address(reader: RowReader, location: Location) -> tuple[Text | None, str]:
    """The address without what is printed by itself, and the postcode of its column, else of the address."""
    text = reader.text("address")
    column = reader.single("postcode")
    postcode = _postcode(column.text, column.spot) if column else ""
    if text is None:
        return None, postcode
    rest = without_place(text.value, location)
    reader.spot("address").changed(rules.TOWN, text.value, rest)
    return (Text(rest, text.lang, text.ref) if rest else None), postcode or postcode_of(text.value)


def _postcode(text: str, spot: Spot) -> str:
    digits = text.replace(" ", "").upper().removesuffix(".0")
    if digits.isdecimal() and len(digits) == 5:  # a number cell loses the zero of 010000
        spot.changed(rules.POSTCODE, text, "0" + digits)
        return "0" + digits
    if _POSTCODE.fullmatch(digits):
        spot.changed(rules.POSTCODE, text, digits)
        return digits
    spot.found(
        rules.POSTCODE,
        "bad-postcode",
        msg("“{text}” is no postcode; it is left out.", text=text),
        hint=msg("Write six digits, e.g. 050000."),
        before=text,
    )
    return ""


def _person(reader: RowReader, name: str) -> Person | None:
    """Head or press contact; a post in its own column goes before one in the cell of the name."""
    cell = reader.single(name)
    if cell is None:
        return None
    bare = without_contacts(cell.text)
    parted = part_person(bare)
    role = reader.text(f"{name}_role")
    if role is None and parted.role:
        role = reader.as_text(parted.role, cell.spot)
    if not parted.name:
        cell.spot.found(
            rules.PEOPLE,
            "no-person",
            msg("“{text}” names no person; it is left out.", text=cell.text),
            hint=msg("Write surname and given name."),
            before=cell.text,
        )
        return None
    cell.spot.changed(rules.PEOPLE, cell.text, "; ".join(part for part in (parted.name, parted.role) if part))
    made = reader.as_text(parted.name, cell.spot)
    return Person(made, role) if made else None


def _sort_name(reader: RowReader) -> str:
    cell = reader.single("sort_name")
    return " ".join(cell.text.split()) if cell else ""
