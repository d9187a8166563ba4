"""Galleys and sections made by hand, for make-up: no engine, no fonts. A piece's content is its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.makeup import FurnitureSettings, Gap, MakeupSettings, Weights, bind
from pipeline.model.book import Block, Section
from pipeline.model.findings import CellRef, Finding
from pipeline.model.galley import Galley, GalleyShape, Joint, Line, Link, Piece
from pipeline.model.pages import MM, MadePage, PageGeometry

GEOMETRY = PageGeometry(
    trim_width=300.0, trim_height=400.0, inner=40.0, outer=30.0, top=30.0, baseline=10.0, lines=33, gutters={2: 10.0, 3: 10.0}
)
SETTINGS = MakeupSettings(
    {"line": Gap(0.0), "entry": Gap(8.0, 12.0, 2.0), "heading": Gap(6.0, 6.0, 1.0), "head": Gap(10.0)}, Weights(baseline=10.0)
)
ROOM = GEOMETRY.column_height
GIVING = replace(SETTINGS, gaps={**SETTINGS.gaps, "head": Gap(10.0, 12.0, 3.0)})
"""The same, where the space under a head gives."""
FURNITURE = FurnitureSettings(head_mm=4, foot_mm=8, tab_width_mm=7, tab_height_mm=20, tab_top_mm=10, tab_bottom_mm=10, bleed_mm=3)


def galley(name: str, heights: Sequence[float], *, width: float = 110.0, joint: Joint = Joint.BLOCK, link: str = "") -> Galley:
    pieces = tuple(
        Piece(
            height, f"({name} {at})".encode(), before=2.0 if at else 0.0, joint=joint, lines=(Line(f"{name} {at}", 0, 0, 50, height),),
            links=(Link(link, 5, 1, 25, 9),) if link and not at else (),
        )
        for at, height in enumerate(heights)
    )
    return Galley(width, pieces)


def shapes_of(galleys: Mapping[str, Galley]) -> dict[str, GalleyShape]:
    """As the typesetter hands them to make-up, each with a digest of all it is made of."""
    return {name: GalleyShape.of(one, sha256(repr(one).encode()).hexdigest()) for name, one in galleys.items()}


def block(
    name: str, *, guide: str = "", keep: bool = False, term: str = "", targets: tuple[str, ...] = (), locators: str = "",
    spans: bool = False,
) -> Block:
    listing = name if name.startswith("ngo") else ""
    cells = (CellRef("a.xlsx", "НПО", "A7"),) if listing else ()
    return Block(
        name, "entry", f"<p>{name}</p>", listing=listing, guide=guide, cells=cells, term=term, targets=targets, locators=locators,
        keep_with_next=keep, spans=spans,
    )


def section(name: str, blocks: Sequence[Block], **more: object) -> Section:
    facts: dict[str, object] = {"kind": "chapter", "lang": "kk", "title": name.title(), "columns": 2, "gap": "entry", **more}
    return Section(name, blocks=tuple(blocks), **facts)  # type: ignore[arg-type]


def placed_pieces(pages: Sequence[MadePage], names: set[str]) -> list[tuple[str, int]]:
    """(block, piece) in the order they stand in the book; furniture left out."""
    return [
        (placement.block, piece)
        for page in pages
        for placement in page.placements
        if placement.block in names
        for piece in range(placement.first, placement.end)
    ]


def points(mm: float) -> float:
    return mm * MM


def bound(
    sections: Sequence[Section], galleys: dict[str, Galley], *, first_index: int = 0, filler: Section | None = None
) -> tuple[list[MadePage], list[Finding]]:
    return bind(sections, galleys, GEOMETRY, SETTINGS, first_index=first_index, filler=filler)


def entries(count: int, heights: Sequence[float] = (30, 20, 20)) -> tuple[list[Block], dict[str, Galley]]:
    names = [f"ngo-{number:02}" for number in range(count)]
    return [block(name, guide=name.upper()) for name in names], {name: galley(name, heights) for name in names}


def notes() -> tuple[Section, dict[str, Galley]]:
    return section("notes", [block("lines")], kind="notes", flows=True), {"lines": galley("lines", [ROOM], width=230.0)}


def index_sections(second_height: float, first_count: int) -> tuple[list[Section], dict[str, Galley]]:
    one = [block(f"a{number:02}", guide=f"A{number}") for number in range(first_count)]
    two = [block(f"b{number:02}", guide=f"B{number}") for number in range(12)]
    galleys = {made.name: galley(made.name, [10.0]) for made in (*one, *two)}
    galleys |= {"head-one": galley("head-one", [30.0], width=230.0), "head-two": galley("head-two", [second_height], width=230.0)}
    sections = [
        section("one", one, kind="index", gap="line", columns=3, head=block("head-one")),
        section("two", two, kind="index", gap="line", columns=3, head=block("head-two"), runs_on=True),
    ]
    return sections, galleys
