"""Which pages lie on a forme, against a sheet that is really folded: leaf by leaf, along either edge, in any order."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.makeup.plates import plates_made_anew
from pipeline.model.signatures import INNER, OUTER, Signatures

Leaf = tuple[str, str]
"""What a cell of a sheet has on its upper and on its lower face: names of places on the sheet's two sides."""


def folded(folds: str) -> list[tuple[str, str]]:
    """A sheet folded in half so often, "h" across and "v" along: its leaves from the top, each with the faces met when leafing through.

    A cell is a pile of leaves; folding lays the right half, turned over, on the left (or the lower on the upper).
    """
    columns, rows = 2 ** folds.count("h"), 2 ** folds.count("v")
    sheet: list[list[list[Leaf]]] = [[[(f"front {row} {column}", f"back {row} {column}")] for column in range(columns)] for row in range(rows)]
    for fold in folds:
        if fold == "h":
            half = len(sheet[0]) // 2
            sheet = [[turned(row[-1 - at]) + row[at] for at in range(half)] for row in sheet]
        else:
            half = len(sheet) // 2
            sheet = [[turned(sheet[-1 - at][column]) + sheet[at][column] for column in range(len(sheet[0]))] for at in range(half)]
    [[pile]] = sheet
    return pile


def turned(pile: list[Leaf]) -> list[Leaf]:
    return [(lower, upper) for upper, lower in reversed(pile)]


def side(face: str) -> str:
    return face.split()[0]


@pytest.mark.parametrize("folds", ["".join(way) for count in range(1, 6) for way in product("hv", repeat=count)])
def test_pages_of_one_side_of_a_folded_sheet_are_those_of_one_forme(folds: str) -> None:
    faces = [face for leaf in folded(folds) for face in leaf]
    size = 2 * 2 ** len(folds)
    assert len(faces) == size
    plates = Signatures(size).plates(size)
    outer = side(faces[0])
    for page, face in enumerate(faces, 1):
        assert page in plates[1, OUTER if side(face) == outer else INNER]
    assert len(plates[1, OUTER]) == len(plates[1, INNER]) == size // 2


def test_a_signature_of_sixteen_has_eight_pages_a_forme() -> None:
    plates = Signatures(16).plates(32)
    assert plates[1, OUTER] == [1, 4, 5, 8, 9, 12, 13, 16]
    assert plates[1, INNER] == [2, 3, 6, 7, 10, 11, 14, 15]
    assert plates[2, OUTER] == [16 + page for page in plates[1, OUTER]]


def test_sheets_laid_in_one_another_begin_and_end_the_book() -> None:
    """A stack of sheets, each folded once: the outermost holds the first two and the last two pages."""
    saddle = Signatures(4, nested=True)
    assert saddle.plates(12) == {
        (1, OUTER): [1, 12], (1, INNER): [2, 11], (2, OUTER): [3, 10], (2, INNER): [4, 9], (3, OUTER): [5, 8], (3, INNER): [6, 7],
    }


@pytest.mark.parametrize(("size", "nested", "pages"), [(16, False, 176), (4, True, 176), (16, True, 32), (16, True, 48), (16, False, 40), (8, True, 20)])
def test_every_page_lies_on_one_plate(size: int, nested: bool, pages: int) -> None:
    plates = Signatures(size, nested).plates(pages)
    assert sorted(page for on_plate in plates.values() for page in on_plate) == list(range(1, pages + 1))
    for signature in {signature for signature, _ in plates}:
        assert len(plates[signature, OUTER]) == len(plates[signature, INNER])


def test_a_touched_page_costs_its_plate_and_no_other() -> None:
    before = [f"page {page}" for page in range(1, 33)]
    after = [*before[:19], "corrected", *before[20:]]
    [plate] = plates_made_anew(Signatures(16), before, after)
    assert (plate.signature, plate.forme, plate.pages) == (2, OUTER, (20,))
    assert plates_made_anew(Signatures(16), before, before) == []


def test_a_book_that_has_grown_needs_the_plates_of_what_was_added() -> None:
    before = [f"page {page}" for page in range(1, 17)]
    grown = [*before, *(f"page {page}" for page in range(17, 33))]
    assert [(plate.signature, plate.forme) for plate in plates_made_anew(Signatures(16), before, grown)] == [(2, OUTER), (2, INNER)]
    nested = plates_made_anew(Signatures(16, nested=True), before, grown)
    assert {plate.signature for plate in nested} == {1, 2}  # other pages lie beside one another on every sheet
