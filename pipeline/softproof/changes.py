"""Which pages of two PDFs would be printed differently: compared plate by plate, so that rich black for black and an overprint are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PIL import Image, ImageChops

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import PagePlates
from pipeline.model.findings import Box
from pipeline.softproof.areas import Area, box_of, printed_area, trim_area

__all__ = ["ChangedPage", "Changes", "ComparedFile", "compare_pages", "doubtful_pages"]

Kind = Literal["changed", "added", "removed"]
_LEAST: Final = 6
"""Levels of 255 by which a dot must differ: rounding is less, a tint of 3 % more is more."""
_CELL_MM: Final = 3.0
"""Side of the cells that changed dots are gathered in: corrections of one line become one box."""
_MOST_BOXES: Final = 40
"""More are one: the page was made up anew."""
_SAME_SIZE: Final = 0.3
"""Points by which trims may differ and be of one size (0.1 mm)."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """``page`` from 1 in the new file, in the old one where it was removed; ``folio`` as the file's page labels have it, "" without.

    ``boxes``: where it differs, in points from the lower left corner of the trim; empty for pages that came, went or have another size.
    ``plates``: those that differ.
    """

    page: int
    folio: str
    kind: Kind
    boxes: tuple[Box, ...] = ()
    plates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of a file's pages; those that are not named are printed as they were."""

    old_pages: int
    new_pages: int
    changed: tuple[ChangedPage, ...]


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """Boxes, folios and digests (b"" of a page that is like no other) of a file's pages, in order."""

    facts: Sequence[PageFacts]
    folios: Sequence[str]
    digests: Sequence[bytes]


def doubtful_pages(old: ComparedFile, new: ComparedFile) -> list[int]:
    """Pages of both files that are not drawn from the same; only these can differ."""
    both = enumerate(zip(old.digests, new.digests, strict=False), 1)
    return [number for number, (before, after) in both if before != after or not before]


def compare_pages(
    old: ComparedFile, new: ComparedFile, plates: tuple[Iterable[PagePlates], Iterable[PagePlates]], dpi: float
) -> Iterator[ChangedPage]:
    """Pages of the same number are compared; ``plates`` of the doubtful pages come in order, both files' at the same ``dpi``.

    Where both trims are of one size the bleed is compared too, where both have the same; what lies outside it (marks, a slug line with
    its date) never is. Pages that came or went follow.
    """
    for before, after in zip(*plates, strict=True):
        number = after.page
        found = _compared(before, after, old.facts[number - 1], new.facts[number - 1], dpi)
        if found is not None:
            yield ChangedPage(number, new.folios[number - 1], "changed", *found)
    counts = len(old.facts), len(new.facts)
    for number in range(min(counts) + 1, max(counts) + 1):
        if counts[0] < counts[1]:
            yield ChangedPage(number, new.folios[number - 1], "added")
        else:
            yield ChangedPage(number, old.folios[number - 1], "removed")


def _compared(
    before: PagePlates, after: PagePlates, was: PageFacts, now: PageFacts, dpi: float
) -> tuple[tuple[Box, ...], tuple[str, ...]] | None:
    """Where and on which plates a page differs; None where it does not."""
    if not _one_size(was, now):
        return (), tuple(sorted({*before.plates, *after.plates}))
    area_before, area_after = printed_area(was, before), printed_area(now, after)
    if _size(area_before) != _size(area_after):
        area_before, area_after = trim_area(was, before), trim_area(now, after)
    differing: list[str] = []
    everywhere: Image.Image | None = None
    for name in sorted({*before.plates, *after.plates}):
        apart = ImageChops.difference(_part(before, name, area_before), _fitted(_part(after, name, area_after), _size(area_before)))
        if apart.getextrema()[1] <= _LEAST:  # type: ignore[operator]
            continue
        differing.append(name)
        apart = apart.point(_SPLIT)
        everywhere = apart if everywhere is None else ImageChops.lighter(everywhere, apart)
    if everywhere is None:
        return None
    boxes = [box_of(_moved(area, area_after), now, after) for area in _regions(everywhere, dpi)]
    return tuple(box for box in boxes if box is not None), tuple(differing)


_SPLIT: Final = [255 if level > _LEAST else 0 for level in range(256)]


def _one_size(was: PageFacts, now: PageFacts) -> bool:
    sizes = [((one.final[2] - one.final[0]) * one.unit, (one.final[3] - one.final[1]) * one.unit) for one in (was, now)]
    (width, height), (other_width, other_height) = sizes
    return was.rotate == now.rotate and abs(width - other_width) < _SAME_SIZE and abs(height - other_height) < _SAME_SIZE


def _size(area: Area) -> tuple[int, int]:
    return area[2] - area[0], area[3] - area[1]


def _part(page: PagePlates, name: str, area: Area) -> Image.Image:
    held = page.plates.get(name)
    if held is None:
        return Image.new("L", _size(area))
    return Image.frombytes("L", (page.width, page.height), held).crop(area)


def _fitted(part: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The part with a dot more or less at its edges, where rounding made it so."""
    return part if part.size == size else part.crop((0, 0, *size))


def _regions(mask: Image.Image, dpi: float) -> list[Area]:
    """Boxes around changed dots that lie near one another, in dots, from the top."""
    cell = max(1, round(_CELL_MM * dpi / 25.4))
    across, down = -(-mask.width // cell), -(-mask.height // cell)
    padded = Image.new("L", (across * cell, down * cell))
    padded.paste(mask)
    shares = padded.convert("F").reduce(cell).get_flattened_data()
    marked = {(at % across, at // across) for at, share in enumerate(shares) if share > 0}  # type: ignore[operator]
    boxes = [_around(group, mask, cell) for group in _groups(marked)]
    if len(boxes) > _MOST_BOXES:
        boxes = [mask.getbbox() or (0, 0, mask.width, mask.height)]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def _groups(marked: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Cells that touch, also by a corner."""
    left = set(marked)
    while left:
        edge = [left.pop()]
        group = set(edge)
        while edge:
            x, y = edge.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            group |= near
            edge += near
        yield group


def _around(group: set[tuple[int, int]], mask: Image.Image, cell: int) -> Area:
    """The changed dots of a group of cells."""
    xs, ys = [x for x, _ in group], [y for _, y in group]
    x0, y0 = min(xs) * cell, min(ys) * cell
    part = (x0, y0, min(mask.width, (max(xs) + 1) * cell), min(mask.height, (max(ys) + 1) * cell))
    inner = mask.crop(part).getbbox() or (0, 0, part[2] - x0, part[3] - y0)
    return (x0 + inner[0], y0 + inner[1], x0 + inner[2], y0 + inner[3])


def _moved(area: Area, by: Area) -> Area:
    return (area[0] + by[0], area[1] + by[1], area[2] + by[0], area[3] + by[1])
