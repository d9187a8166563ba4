"""Dates after the date of the data, the only clock there is: of registration told, of founding asked about and left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pipeline.model.listings import Listing, Organisation
from pipeline.model.message import msg
from pipeline.model.source import CellKind
from pipeline.normalise import rules
from pipeline.normalise.dates import read_year
from pipeline.normalise.trail import DatedCell, Trail

__all__ = ["tell_registered", "without_future"]


def without_future(listings: Sequence[Listing], data_date: date, trail: Trail) -> tuple[Listing, ...]:
    """The listings, without years of founding after that of the data; a person is asked, and an earlier year printed in their place."""
    return tuple(
        replace(one, founded=_asked(one, data_date, trail))
        if isinstance(one, Organisation) and one.founded is not None and one.founded > data_date.year else one
        for one in listings
    )  # fmt: skip


def _asked(listing: Organisation, data_date: date, trail: Trail) -> int | None:
    spot, text = trail.spot(listing.cells.get("founded") or listing.source, "founded"), str(listing.founded)
    message = msg("“{text}” is later than the date of the data, {data_date}; it is left out.", text=text, data_date=data_date.isoformat())
    answer = spot.asked(rules.DATE, "after-data", message, hint=msg("Write the right year, or correct the date of the data."), before=text)
    year = read_year(answer, CellKind.TEXT, spot.quiet()) if answer else None
    if answer and (year is None or year > data_date.year):
        spot.bad_answer(text, answer)
        return None
    return year


def tell_registered(cells: Iterable[DatedCell], data_date: date, trail: Trail) -> None:
    """Tell of days of registration that were still to come when the data was gathered; nothing of them is printed."""
    for cell in cells:
        if cell.day > data_date:
            message = msg("It was registered on {day}, after the date of the data, {data_date}.", day=cell.day.isoformat(),
                          data_date=data_date.isoformat())  # fmt: skip
            hint = msg("Compare it with the certificate of registration.")
            trail.spot(cell.ref, "registration").found(rules.DATE, "registered-later", message, hint=hint)
