"""The palette of a book: every colour its finished PDFs paint, by inks, with where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.doors.pdf.painted import Painted, PdfReading, Space
from pipeline.preflight.inks import CMYK_PLATES, colour_words, plates, space_words

__all__ = ["Palette", "UsedColour", "find_palette"]

_MOST: Final = 400
"""Colours of one palette; a book has a dozen, a drawing may have thousands."""
_KINDS: Final = {"text": "text", "fill": "areas", "stroke": "lines", "mask": "areas"}
_THIN: Final = 2.0
"""Points: what is filled and not thicker is a line to whoever looks at it (GWG 2022, R0010)."""
Pages = dict[str, set[int]]


@dataclass(slots=True)
class UsedColour:
    """``inks``: share of the full tone by ink, process inks first; ``space`` and ``values`` as the file sets it; ``kinds`` of "text",
    "areas", "lines"; ``pages`` by file.
    """

    inks: Mapping[str, float]
    space: Space
    values: tuple[float, ...]
    kinds: set[str] = field(default_factory=set)
    pages: Pages = field(default_factory=dict)

    @property
    def total(self) -> float:
        """The sum of inks in per cent."""
        return 100 * sum(self.inks.values())

    @property
    def has_spot(self) -> bool:
        """Whether there is more in it than the four process inks."""
        return not set(self.inks) <= set(CMYK_PLATES)


@dataclass(slots=True)
class Palette:
    """``colours`` from light to dark, process inks before spots; ``pictures`` and ``foreign`` (colours that name no inks): words -> pages
    by file; ``more``: colours beyond those listed.
    """

    colours: list[UsedColour]
    pictures: dict[str, Pages]
    foreign: dict[str, Pages]
    more: int = 0

    @property
    def spots(self) -> list[str]:
        """Names of all spot colours."""
        return sorted({ink for colour in self.colours for ink in colour.inks} - set(CMYK_PLATES))


Key = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Gathered:
    colours: dict[Key, UsedColour] = field(default_factory=dict)
    pictures: dict[str, Pages] = field(default_factory=dict)
    foreign: dict[str, Pages] = field(default_factory=dict)
    beyond: set[Key] = field(default_factory=set)

    def add(self, thing: Painted, file: str, page: int) -> None:
        if thing.what == "group" or thing.blank or thing.in_mask or thing.look.alpha <= 0:
            return
        if thing.what in ("image", "shading") or thing.paint.pattern:
            self.pictures.setdefault(space_words(thing.paint.space), {}).setdefault(file, set()).add(page)
            return
        held = plates(thing.paint)
        if held is None:
            self.foreign.setdefault(colour_words(thing.paint), {}).setdefault(file, set()).add(page)
        elif held and "All" not in held:  # bare paper, and marks in register, are no colours of the design
            self._colour(held, thing, file, page)

    def _colour(self, held: Mapping[str, float], thing: Painted, file: str, page: int) -> None:
        key = tuple(sorted((ink, round(share, 3)) for ink, share in held.items()))
        if key not in self.colours:
            if len(self.colours) >= _MOST:
                self.beyond.add(key)
                return
            inks = dict(sorted(((ink, round(share, 3)) for ink, share in held.items()), key=lambda one: _rank(one[0])))
            self.colours[key] = UsedColour(inks, thing.paint.space, thing.paint.values)
        colour = self.colours[key]
        colour.kinds.add("lines" if thing.what == "fill" and thing.size < _THIN else _KINDS[thing.what])
        colour.pages.setdefault(file, set()).add(page)


def find_palette(files: Iterable[tuple[str, PdfReading]]) -> Palette:
    """Read all that the pages of some files paint."""
    gathered = _Gathered()
    for name, pdf in files:
        for facts in pdf.page_facts():
            number = facts.number
            pdf.read_page(facts, lambda thing, name=name, number=number: gathered.add(thing, name, number))  # type: ignore[misc]
    ordered = sorted(gathered.colours.items(), key=lambda one: (one[1].has_spot, len(one[1].inks), one[1].total, one[0]))
    return Palette([colour for _, colour in ordered], gathered.pictures, gathered.foreign, len(gathered.beyond))


def _rank(ink: str) -> tuple[int, str]:
    return (CMYK_PLATES.index(ink) if ink in CMYK_PLATES else len(CMYK_PLATES), ink)
