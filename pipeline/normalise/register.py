"""A registry extract's rows, and rows of ours, read for comparing: BIN, bare names, region, head, status. Nothing of it is printed."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.decisions import EMPTY, Decisions
from pipeline.model.fields import Lang
from pipeline.model.listings import Organisation
from pipeline.model.register import RegisterEntry, Status
from pipeline.model.source import SourceRow
from pipeline.normalise.answers import is_operational
from pipeline.normalise.bins import is_bin
from pipeline.normalise.check_digits import is_number
from pipeline.normalise.iins import is_person, mask_persons
from pipeline.normalise.leaving_out import asks_out
from pipeline.normalise.names import read_names
from pipeline.normalise.organisations import asked_location, located
from pipeline.normalise.places import Location
from pipeline.normalise.reading import RowReader
from pipeline.normalise.regions import regions
from pipeline.normalise.trail import Trail

__all__ = ["entry_of_listing", "entry_of_row", "without_person_numbers"]

_STATUSES: Final[dict[bool | None, Status]] = {True: "active", False: "suspended", None: ""}
_NOT_DIGIT: Final = re.compile(r"\D")
_FLOAT: Final = re.compile(r"\.0$")
_WHOLE: Final = 12
"""Digits of a BIN."""
_CLASSIFIER: Final = re.compile(r"\d{2}(?:\d{2}){0,3}\d?")
_TWELVE: Final = re.compile(r"(?<!\d)(?:\d[ \u00a0\-]?){11}\d(?!\d)")
_LABELS: Final = re.compile(r"[,;(]?\s*(?:ИИН|ЖСН|IIN)\s*[:№]?\s*[)]?", re.IGNORECASE)
_LIQUIDATED: Final = ("ликвид", "таратыл", "liquidat", "dissolved", "исключен", "снят с учет", "снят с учёт", "снята с уч", "прекращ")


def without_person_numbers(text: str) -> str:
    """A text without numbers of persons (IIN): every run of twelve digits that is no BIN goes, and the label before it."""
    def kept(found: re.Match[str]) -> str:
        return found[0] if is_bin(_NOT_DIGIT.sub("", found[0])) else ""

    cleaned = _TWELVE.sub(kept, text)
    return text if cleaned == text else _LABELS.sub(" ", cleaned).strip(" ,;()")


def entry_of_row(row: SourceRow, decisions: Decisions = EMPTY) -> RegisterEntry:
    """Any row of organisations, read for comparing by the answers that people gave. Never fails; what cannot be read is empty."""
    reader = RowReader(row, Trail(decisions=decisions))
    names, form = read_names(reader)
    number, digits = _bin(reader)
    location = _location(reader)
    head, address = reader.first("head"), reader.first("address")
    return RegisterEntry(
        row.ref, {lang: without_person_numbers(text.value) for lang, text in names.items()}, form, number, digits,
        location.region.code if location.region else "", location.town.names["ru"] if location.town else "",
        without_person_numbers(" ".join(head.text.split())) if head else "",
        without_person_numbers(" ".join(address.text.split())) if address else "", _status(reader),
        asks_out=asks_out(reader) is not None,
    )


def entry_of_listing(listing: Organisation, row: SourceRow | None) -> RegisterEntry:
    """A printed organisation, as it was settled; the digits of its BIN as its row has them, where it makes none."""
    digits = listing.bin or (_bin(RowReader(row, Trail()))[1] if row is not None else "")
    names: dict[Lang, str] = {lang: text.value for lang, text in listing.names.items()}
    return RegisterEntry(
        listing.source, names, listing.form, listing.bin, digits, listing.region.code, listing.town.names["ru"] if listing.town else "",
        without_person_numbers(listing.head.name.value) if listing.head else "", "",
        _STATUSES[listing.operational], id=listing.id,
    )


def _bin(reader: RowReader) -> tuple[str, str]:
    """The BIN, and the digits as written; neither for a person's number, mistyped or not, which must not be handed on."""
    cell = reader.first("bin")
    text = _FLOAT.sub("", cell.text) if cell else ""
    written = _NOT_DIGIT.sub("", text)
    digits = written if len(written) == _WHOLE else _NOT_DIGIT.sub("", mask_persons(text))
    padded = digits.zfill(_WHOLE)
    if len(digits) in (10, 11) and is_bin(padded):
        digits = padded
    if is_bin(digits):
        return digits, digits
    return "", "" if is_person(digits) or (is_person(padded) and is_number(padded)) else digits


def _location(reader: RowReader) -> Location:
    """Region and town; a region may be written as a code of the classifier КАТО (75, 750000000)."""
    region = reader.first("region")
    if region is not None and _CLASSIFIER.fullmatch(_FLOAT.sub("", region.text.strip())):
        found = regions().get(f"KZ-{region.text.strip()[:2]}")
        if found is not None:
            return Location(found, None)
    location = located(reader)
    return location if location.region is not None else asked_location(reader, location)


def _status(reader: RowReader) -> Status:
    cell = reader.first("status")
    if cell is None:
        return ""
    folded = cell.text.casefold()
    if any(word in folded for word in _LIQUIDATED):
        return "liquidated"
    return _STATUSES[is_operational(cell.text, cell.spot)]

