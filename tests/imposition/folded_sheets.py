"""A press sheet of paper: printed on both sides, turned, cut, folded. Written from what hands do, and from nothing of the package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.imposition import Cell, Forme, PressSheet


@dataclass(frozen=True)
class Face:
    """What is printed on one side of a piece of paper; ``upright``: its head points away from the one who looks at the front of the sheet."""

    page: int
    upright: bool


@dataclass(frozen=True)
class Piece:
    upper: Face
    lower: Face

    def over(self, *, tumbled: bool) -> Piece:
        faces = [Face(face.page, face.upright != tumbled) for face in (self.lower, self.upper)]
        return Piece(*faces)


Pile = list[Piece]
Sheet = list[list[Pile]]
FOLDS = {4: "a", 8: "ha", 16: "aha", 32: "haha"}
"""Across (the left half goes behind the right) and at the head (the upper half goes behind the lower), in the order of the folds."""


def printed(sheet: PressSheet) -> Sheet:
    """The sheet after both sides were printed, front up."""
    front, back = sheet.front, sheet.back
    behind = {(cell.row, cell.column): cell for cell in back.cells}
    tumble = sheet.method == "work-and-tumble"

    def piece(cell: Cell) -> Piece:
        at = (front.rows - 1 - cell.row, cell.column) if tumble else (cell.row, front.columns - 1 - cell.column)
        other = behind[at]
        return Piece(Face(cell.page, not cell.turned), Face(other.page, other.turned if tumble else not other.turned))

    return [[[piece(cell)] for cell in front.cells if cell.row == row] for row in range(front.rows)]


def copies(sheet: PressSheet) -> list[Sheet]:
    """What the knife makes of it, each with the signature's first page up."""
    whole = printed(sheet)
    if sheet.method == "sheetwise":
        return [whole]
    if sheet.method == "work-and-turn":
        half = sheet.front.columns // 2
        left, right = [row[:half] for row in whole], [row[half:] for row in whole]
        return [left, [[over(pile, tumbled=False) for pile in reversed(row)] for row in right]]
    half = sheet.front.rows // 2
    return [whole[half:], [[over(pile, tumbled=True) for pile in row] for row in reversed(whole[:half])]]


def over(pile: Pile, *, tumbled: bool) -> Pile:
    return [piece.over(tumbled=tumbled) for piece in reversed(pile)]


def folded(sheet: Sheet, folds: str) -> Pile:
    """The pile of leaves, from the top."""
    for fold in folds:
        if fold == "a":
            half = len(sheet[0]) // 2
            sheet = [[row[half + at] + over(row[half - 1 - at], tumbled=False) for at in range(half)] for row in sheet]
        else:
            half = len(sheet) // 2
            sheet = [
                [sheet[half + at][column] + over(sheet[half - 1 - at][column], tumbled=True) for column in range(len(sheet[0]))]
                for at in range(half)
            ]
    [[pile]] = sheet
    return pile


def faces(pile: Pile) -> list[Face]:
    """Met when leafing through."""
    return [face for piece in pile for face in (piece.upper, piece.lower)]


def bound(sheets: list[PressSheet], scheme: str, which: Callable[[list[Sheet]], Sheet]) -> list[Face]:
    """The book: saddle-stitched sheets of one booklet lie in one another, signatures one on another."""
    book: list[Face] = []
    for booklet in sorted({sheet.booklet for sheet in sheets}):
        inside: list[Face] = []
        own = [faces(folded(which(copies(sheet)), FOLDS[sheet.size])) for sheet in sheets if sheet.booklet == booklet]
        for one in reversed(own):
            half = len(one) // 2
            inside = [*one[:half], *inside, *one[half:]] if scheme == "saddle" else [*one, *inside]
        book += inside
    return book


def table(forme: Forme) -> str:
    """As the trade writes it: rows from the top, r for what stands on its head."""
    rows = [" ".join(f"{'r' if cell.turned else ''}{cell.page}" for cell in forme.cells if cell.row == row) for row in range(forme.rows)]
    return " | ".join(rows)
