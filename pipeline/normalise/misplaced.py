"""Whole cells that stand in another column's place: an address among the phones, a phone number among the addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.model.message import Message, msg
from pipeline.model.source import SourceRow, SourceValue
from pipeline.normalise import rules
from pipeline.normalise.consent import find_mobiles
from pipeline.normalise.emails import is_address
from pipeline.normalise.phones import looks_like_phone
from pipeline.normalise.sites import looks_like_site
from pipeline.normalise.spaces import tidy_lines
from pipeline.normalise.trail import Trail

__all__ = ["put_right"]

_CONTACTS: Final = ("phones", "mobile", "fax", "emails", "site", "social")
_STREET: Final = re.compile(
    r"(?<![^\W_])(?:ул(?:ица)?|пр(?:-т|осп(?:ект)?)?|пер(?:еулок)?|мкр|мкрн|микрорайон|бульвар|б-р|шоссе|көш(?:есі)?|даңғылы?|д-лы|шағын\s*ауданы|ш/а|"
    r"street|str|avenue|ave)(?![^\W_])|(?<![^\W_])(?:дом|үй|д)\.?\s*\d",
    re.IGNORECASE,
)
_FEWEST_LETTERS: Final = 4
_MOST_DIGITS: Final = 9
"""An address with more digits (postcode, house and flat) holds a number to call as well."""

def put_right(row: SourceRow, trail: Trail) -> SourceRow:
    """The row with such cells in the field they belong to; the same row where there are none. An address moves only where there is none."""
    leaving = {name: found for name in ("address", *_CONTACTS) if (found := _leaving(row, name))}
    if not leaving:
        return row
    values = dict(row.values)
    for name, found in leaving.items():
        values[name] = tuple(value for value in row.values[name] if value not in dict(found))
    has_address = any(value.text.strip() for value in values.get("address", ()))
    for name, found in leaving.items():
        for value, meant in found:
            if meant == "address" and has_address:
                values[name] = (*values[name], value)
                continue
            values[meant] = (*values.get(meant, ()), replace(value, header=""))
            spot = trail.spot(value.ref, name)
            spot.changed(rules.MISPLACED, value.text, "")
            spot.found(rules.MISPLACED, "moved", _told(tidy_lines(value.text), meant), before=value.text)
    return replace(row, values=values)


def _leaving(row: SourceRow, name: str) -> list[tuple[SourceValue, str]]:
    """(value, the field it belongs to) of the values of a field that belong to another."""
    belongs = _of_address if name == "address" else _of_contact
    return [(value, meant) for value in row.values.get(name, ()) if value.text and (meant := belongs(value.text))]


def _of_address(text: str) -> str:
    if "@" in text:
        return "emails" if is_address(text.strip()) else ""
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS or text[:1] in "+8":
        if not looks_like_phone(text):
            return ""
        return "mobile" if find_mobiles(text) else "phones"  # whose mobile stands there is not said: it needs consent
    return "site" if " " not in text and looks_like_site(text) and text.isascii() else ""


def _of_contact(text: str) -> str:
    if "@" in text or "://" in text or text.upper() == text.lower():
        return ""
    if not _STREET.search(text) or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return ""
    return "" if looks_like_phone(text) else "address"


def _told(text: str, meant: str) -> Message:
    if meant == "address":
        return msg("“{text}” is a postal address and was moved there.", text=text)
    if meant in ("phones", "mobile"):
        return msg("“{text}” is a phone number and was moved there.", text=text)
    if meant == "emails":
        return msg("“{text}” is an e-mail address and was moved there.", text=text)
    return msg("“{text}” was moved to the sites.", text=text)
