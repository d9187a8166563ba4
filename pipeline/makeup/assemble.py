"""Draw made-up pages, and write down where everything stands: the page map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.makeup.pagination import mark_kind
from pipeline.model.book import Block, Section
from pipeline.model.findings import Box
from pipeline.model.galley import Galley, GalleyShape, Piece
from pipeline.model.localised import bare
from pipeline.model.pages import (
    DrawnLink,
    DrawnPage,
    MadePage,
    MapEntry,
    MapLine,
    MapMark,
    MapPage,
    MapPlace,
    PageGeometry,
    PageMap,
    Placement,
)
from pipeline.model.pictures import DrawnPicture, PlacedPicture

__all__ = ["draw_page", "map_pages"]


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _matrix(placement: Placement, top: float, height: float) -> str:
    """Where a piece's own origin (its top left corner, y upwards) goes on the page."""
    x, y = _n(placement.x), _n(height - top)
    if placement.turn == 90:
        return f"0 1 -1 0 {x} {y} cm"
    if placement.turn == -90:
        return f"0 -1 1 0 {x} {y} cm"
    return f"1 0 0 1 {x} {y} cm"


def draw_page(page: MadePage, galleys: Mapping[str, Galley], geometry: PageGeometry) -> DrawnPage:
    """The page as PDF operators and links; text runs in the order of placing, which is the reading order."""
    height = geometry.trim_height
    parts: list[bytes] = []
    for x, y, width, bar_height in page.bars:
        parts.append(f"q {page.bar_ink} {_n(x)} {_n(height - y - bar_height)} {_n(width)} {_n(bar_height)} re f Q".encode())
    links: list[DrawnLink] = []
    texts: list[str] = []
    rows: list[tuple[float, ...]] = []
    glyphs: dict[str, dict[int, str]] = {}
    pictures: list[DrawnPicture] = []
    for placement in page.placements:
        galley = galleys[placement.block]
        pieces = galley.pieces[placement.first : placement.end]
        texts.append("\n".join(line.text for piece in pieces for line in piece.lines))
        rows.append(_rows(pieces, placement.ys, height))
        for face, used in galley.glyphs.items():
            glyphs.setdefault(face, {}).update(used)
        for piece, top in zip(pieces, placement.ys, strict=True):
            parts += [f"q {_matrix(placement, top, height)}".encode(), piece.content, b"Q"]
            for link in piece.links:
                x0, x1 = placement.x + link.x0, placement.x + link.x1
                box = (round(x0, 2), round(height - top - link.bottom, 2), round(x1, 2), round(height - top - link.top, 2))
                links.append(DrawnLink(box, link.target))
            pictures += [_picture(one, placement, height - top) for one in piece.pictures]
    return DrawnPage.of(b"\n".join(parts), page.folio, tuple(links), tuple(texts), glyphs, tuple(pictures), tuple(rows))


def _rows(pieces: Sequence[Piece], tops: Sequence[float], height: float) -> tuple[float, ...]:
    """Foot and top of every line of the pieces, one after the other, PDF coordinates."""
    edges = (
        (height - top - line.bottom, height - top - line.top) for piece, top in zip(pieces, tops, strict=True) for line in piece.lines
    )
    return tuple(round(edge, 1) for row in edges for edge in row)


def _picture(picture: PlacedPicture, placement: Placement, y: float) -> DrawnPicture:
    """Where a picture of a piece, whose origin goes to the placement's ``x`` and ``y``, stands on the page."""
    corners = [(picture.x0, -picture.bottom), (picture.x1, -picture.top)]
    if placement.turn:
        turned = 1 if placement.turn > 0 else -1
        corners = [(-turned * up, turned * along) for along, up in corners]
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*corners, strict=True))
    return DrawnPicture(picture.name, (round(placement.x + x0, 2), round(y + y0, 2), round(placement.x + x1, 2), round(y + y1, 2)))


def _box(placement: Placement, shape: GalleyShape, geometry: PageGeometry) -> Box:
    bottom = placement.ys[-1] + shape.pieces[placement.end - 1].height
    height = geometry.trim_height
    return (round(placement.x, 2), round(height - bottom, 2), round(placement.x + shape.width, 2), round(height - placement.ys[0], 2))


def map_pages(
    edition: str, lang: str, pages: Sequence[MadePage], drawn: Sequence[DrawnPage], sections: Sequence[Section],
    shapes: Mapping[str, GalleyShape], geometry: PageGeometry,
) -> PageMap:
    """The page map of a finished book. Furniture is in it as marks of its page: it leads nowhere and back to no cell."""
    owners = {
        block.name: (block, section.name)
        for section in sections
        for block in (*section.blocks, *([section.head] if section.head else []))
    }
    entries: list[MapEntry] = []
    lines: list[MapLine] = []
    anchors: dict[str, tuple[int, float]] = {}
    for index, page in enumerate(pages):
        for placement, text, rows in zip(page.placements, drawn[index].texts, drawn[index].rows, strict=True):
            if placement.block not in owners:
                continue
            block, section = owners[placement.block]
            box, place = _box(placement, shapes[block.name], geometry), _map_place(placement, shapes[block.name])
            for name in filter(None, (section, block.listing)):
                anchors.setdefault(name, (index, box[3]))
            if block.term:
                locators = block.locators
                lines.append(MapLine(section, block.guide, block.term, text, block.targets, locators, index, page.folio, place, box, rows))
            else:
                entries.append(_entry(block, section, place, page, index, box, text, rows))
    return PageMap(
        edition=edition,
        lang=lang,
        trim=(round(geometry.trim_width, 3), round(geometry.trim_height, 3)),
        pages=tuple(_map_page(index, page, made, shapes, geometry) for index, (page, made) in enumerate(zip(pages, drawn, strict=True))),
        entries=tuple(entries),
        lines=tuple(lines),
        sections=tuple((part.name, bare(part.title), anchors[part.name][0]) for part in sections if part.name in anchors),
        anchors=anchors,
        tabs={part.name: bare(part.tab) for part in sections if part.tab and part.name in anchors},
    )


def _map_page(index: int, page: MadePage, drawn: DrawnPage, shapes: Mapping[str, GalleyShape], geometry: PageGeometry) -> MapPage:
    return MapPage(index, page.folio, page.side, page.section, drawn.digest[:16], _marks(page, drawn, shapes, geometry), drawn.pictures)


def _marks(page: MadePage, drawn: DrawnPage, shapes: Mapping[str, GalleyShape], geometry: PageGeometry) -> tuple[MapMark, ...]:
    """A page's running head, guide word and tab; the box of a tab is its bar."""
    marks = []
    for placement, text in zip(page.placements, drawn.texts, strict=True):
        kind = mark_kind(placement.block)
        if kind == "tab":
            x, y, width, height = page.bars[0]
            foot = geometry.trim_height - y - height
            marks.append(MapMark(kind, text, (round(x, 2), round(foot, 2), round(x + width, 2), round(foot + height, 2))))
        elif kind:
            marks.append(MapMark(kind, text, _box(placement, shapes[placement.block], geometry)))
    return tuple(marks)


def _map_place(placement: Placement, shape: GalleyShape) -> MapPlace:
    return MapPlace(placement.column, placement.first, placement.ys, shape.digest[:16], shape.outline, round(shape.height, 3))


def _entry(
    block: Block, section: str, place: MapPlace, page: MadePage, index: int, box: Box, text: str, rows: tuple[float, ...]
) -> MapEntry:
    return MapEntry(
        block.name, block.listing, section, block.guide, index, page.folio, place, box, text, block.cells, place.first > 0, block.reset,
        rows,
    )
