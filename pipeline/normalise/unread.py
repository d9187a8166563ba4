"""The net under all other rules: a value of a printed row that no rule asked for, or that came to nothing, is named."""

from __future__ import annotations

from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.duplicates import region_code
from pipeline.normalise.gazetteer import find_town
from pipeline.normalise.reading import Cell, RowReader
from pipeline.normalise.regions import find_region

__all__ = ["tell_unread"]

_NAMES = ("name", "name_ru", "name_kk", "name_en")


def tell_unread(reader: RowReader, listing: Listing, findings: int, changes: int) -> None:
    """Name what of the row is not on the page though nothing was said of it. ``findings``, ``changes``: how many there were before the row.

    A remark's own words are not repeated: it was not meant for others.
    """
    unasked = [name for name in reader.row.values if name not in reader.asked]
    came_to_nothing = [*_lost_names(reader, listing), *_lost_regions(reader, listing)]
    if came_to_nothing:
        trail = reader.trail
        told: set[object] = {found.place for found in trail.findings[findings:]} | {change.ref for change in trail.changes[changes:]}
        for cell in came_to_nothing:
            if cell.spot.ref not in told:
                _tell(cell)
    for name in unasked:
        for cell in reader.cells(name):
            if name == "note":
                cell.spot.found(rules.UNREAD, "note", msg("A remark is for the office; it is not printed."))
            else:
                _tell(cell)


def _lost_regions(reader: RowReader, listing: Listing) -> list[Cell]:
    """Cells that name no place at all, and further ones that name another region than the listing stands under."""
    found = reader.cells("region")
    lost = [cell for cell in found[:1] if find_region(cell.text) is None and find_town(cell.text) is None]
    for cell in found[1:]:
        match = find_region(cell.text)
        if match is None or match.region.code != region_code(listing):
            lost.append(cell)
    return lost


def _lost_names(reader: RowReader, listing: Listing) -> list[Cell]:
    """Cells of names that are no name of the listing."""
    cells = [cell for name in _NAMES if name in reader.row.values for cell in reader.cells(name)]
    printed: list[CellRef | None] = [text.ref for text in listing.names.values()]  # three at most: quicker than a set
    return [cell for cell in cells if cell.spot.ref not in printed]


def _tell(cell: Cell) -> None:
    cell.spot.found(
        rules.UNREAD,
        "not-printed",
        msg("“{text}” in the field “{field}” came to nothing; it is not printed.", text=cell.text, field=field_words(cell.spot.field)),
        hint=msg("Look whether it stands in the right column, and whether what belongs to it is filled in."),
        before=cell.text,
    )
