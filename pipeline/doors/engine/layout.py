"""Lay out a batch of blocks, or front matter that flows over pages of its own."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, Final

from pipeline.doors.engine.cascade import cascade_of
from pipeline.doors.engine.cutting import PT, cut_block, lines_below
from pipeline.doors.engine.drawing import Pen, UnsupportedDrawing
from pipeline.doors.engine.flow import set_plain
from pipeline.doors.engine.markup import NotPlain
from pipeline.doors.engine.pictures import KnownPictures
from pipeline.doors.engine.runs import forget_hyphenations
from pipeline.doors.engine.setting import (
    ClosedFetcher,
    caught_warnings,
    font_configuration,
    font_face_css,
    load_engine,
    read_html,
    register_hyphenation,
)
from pipeline.model.galley import FontFace, Galley, Joint, Line, Link, Piece, StyleSheet

__all__ = ["EngineFailure", "RefusedStyle", "lay_out", "lay_out_by_engine", "lay_out_pages", "make_ready"]

MANY_BOXES = 500_000
"""So many objects may have been made, boxes and others, before the collector is called: a tenth of a gigabyte, or less."""
LONG_PAGE_PT = 2_000_000.0
"""Height of the one page a batch is laid out on; blocks of 24 lines need about 260 pt each."""


class EngineFailure(Exception):
    """The engine could not set a batch; the text is the engine's own reason."""


class RefusedStyle(EngineFailure):
    """The engine complains of a stylesheet, would leave out what it does not understand and go on: a rule lost in silence.

    ``line`` of the sheet's CSS, from 1 (0: the engine does not say, and it could not be found), and the engine's own ``reason``.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


_PLACE: Final = re.compile(r" at (\d+):\d+")
"""Line and column, as the engine writes them in what it complains of."""
_SELECTOR: Final = re.compile(r"selector, '([^\n']+)")
"""A selector it cannot read, as far as its first line goes: for these it gives no place."""


@lru_cache(maxsize=16)
def _compiled(css: str, faces: tuple[FontFace, ...]) -> Any:
    """Raises RefusedStyle."""
    weasyprint = load_engine()
    before = font_face_css(faces) + "\n"
    with caught_warnings() as warned:
        sheet = weasyprint.CSS(string=before + css, font_config=font_configuration(faces), url_fetcher=ClosedFetcher(faces))
    if warned:
        raise RefusedStyle(_line_of(warned[0], css, before.count("\n")), " ".join(_PLACE.sub("", warned[0]).split()).rstrip("."))
    return sheet


def make_ready(sheets: Sequence[StyleSheet], faces: Sequence[FontFace]) -> None:
    """Load the engine and compile stylesheets, for calls that come later. Raises OSError where a library is missing, RefusedStyle."""
    load_engine()
    for sheet in sheets:
        compiled = _compiled(sheet.css + _page_css(sheet), tuple(faces))
        if not sheet.height:
            cascade_of(compiled, tuple(faces))
    gc.freeze()  # what is loaded stays: the collector need not look at it when boxes are dead


def _line_of(complaint: str, css: str, before: int) -> int:
    """The line of the CSS that a complaint is about, ``before`` lines of ours before it; 0 where it cannot be told."""
    if place := _PLACE.search(complaint):
        return max(0, int(place[1]) - before)
    selector = _SELECTOR.search(complaint)
    at = css.find(selector[1]) if selector else -1
    return css.count("\n", 0, at) + 1 if at >= 0 else 0


def _render(body: str, css: str, faces: tuple[FontFace, ...]) -> tuple[Any, list[str]]:
    sheet = _compiled(css, faces)
    with caught_warnings() as warned:
        document = read_html(body, faces).render(stylesheets=[sheet], font_config=font_configuration(faces), cache=KnownPictures())
    return document, warned


def lay_out(
    fragments: Sequence[str], sheet: StyleSheet, faces: Sequence[FontFace], hyphenation: Mapping[str, str] | None = None
) -> list[Galley]:
    """Set each HTML fragment (one root element each) at the sheet's width; one galley a fragment, in order.

    The fast setter sets what it can (``flow``), the engine the rest; which of them sets a block depends on it and the sheet alone.
    Raises EngineFailure where the engine fails or where the stylesheet asks for ink a galley cannot carry, RefusedStyle where the
    engine complains of it.
    """
    if register_hyphenation(hyphenation or {}):
        forget_hyphenations()
    galleys: dict[int, Galley] = {}
    with _failures(sheet.kind):
        if fragments:
            cascade = cascade_of(_compiled(sheet.css + _page_css(sheet), tuple(faces)), tuple(faces))
        for index, fragment in enumerate(fragments):
            with suppress(NotPlain):
                galleys[index] = set_plain(fragment, cascade, sheet.width, sheet.colours)
        others = [index for index in range(len(fragments)) if index not in galleys]
        # Where a selector looks beyond its block, each block is set in a document of its own: its neighbours are chance.
        batches = [[index] for index in others] if others and cascade.looks_around else [others]
        for batch in batches:
            galleys.update(zip(batch, _lay_out_by_engine([fragments[index] for index in batch], sheet, tuple(faces)), strict=True))
    return [galleys[index] for index in range(len(fragments))]


def lay_out_by_engine(
    fragments: Sequence[str], sheet: StyleSheet, faces: Sequence[FontFace], hyphenation: Mapping[str, str] | None = None
) -> list[Galley]:
    """As :func:`lay_out`, with the engine alone: the reference the fast setter is measured against."""
    if register_hyphenation(hyphenation or {}):
        forget_hyphenations()
    with _failures(sheet.kind):
        return _lay_out_by_engine(fragments, sheet, tuple(faces))


def _page_css(sheet: StyleSheet) -> str:
    if sheet.height:
        return f"@page {{ size: {sheet.width}pt {sheet.height}pt; margin: 0 }}"
    return f"@page {{ size: {sheet.width}pt {LONG_PAGE_PT}pt; margin: 0 }} body > * {{ display: flow-root }}"


@contextmanager
def _boxes_die_together() -> Iterator[None]:
    """The engine's boxes are cyclic: the collector is kept out while they are made, and called when many are dead.

    What the fast setter makes has no cycles, so that a process that only sets needs no collector at all (workers.py).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        if gc.get_count()[0] > MANY_BOXES:
            gc.collect(0)


@contextmanager
def _failures(kind: str) -> Iterator[None]:
    """Whatever goes wrong in the engine is an EngineFailure that names the stylesheet."""
    try:
        yield
    except UnsupportedDrawing as error:
        raise EngineFailure(f"the stylesheet of “{kind}” asks for {error}") from error
    except EngineFailure:
        raise
    except Exception as error:
        raise EngineFailure(f"the layout engine failed on “{kind}”: {error}") from error


def _lay_out_by_engine(fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...]) -> list[Galley]:
    if not fragments:
        return []
    with _boxes_die_together():
        return _laid_out(fragments, sheet, faces)


def _laid_out(fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...]) -> list[Galley]:
    document, warned = _render("".join(fragments), sheet.css + _page_css(sheet), faces)
    if len(document.pages) != 1:
        raise EngineFailure(f"a batch of “{sheet.kind}” did not fit on one long page")
    page = document.pages[0]._page_box
    html = next(child for child in page.children if child.element_tag == "html")
    body = html.children[0]
    if len(body.children) != len(fragments):
        raise EngineFailure(f"{len(fragments)} blocks of “{sheet.kind}” became {len(body.children)} boxes")
    galleys = []
    for index, block in enumerate(body.children):
        pen = Pen(faces, sheet.colours)
        with caught_warnings() as drawing_warnings:
            pieces = cut_block(block, page, pen)
        heard = [text for text in drawing_warnings if not text.startswith(".notdef")] + (warned if index == 0 else [])
        galleys.append(Galley(sheet.width, pieces, pen.glyphs, pen.missing, tuple(heard)))
    return galleys


def lay_out_pages(
    fragment: str, sheet: StyleSheet, faces: Sequence[FontFace], hyphenation: Mapping[str, str] | None = None
) -> Galley:
    """Set front matter that flows over pages of the sheet's width and height: a galley with one piece a page.

    Raises EngineFailure like :func:`lay_out`.
    """
    if register_hyphenation(hyphenation or {}):
        forget_hyphenations()
    with _failures(sheet.kind), _boxes_die_together():
        document, warned = _render(fragment, sheet.css + _page_css(sheet), tuple(faces))
        pen = Pen(faces, sheet.colours)
        with caught_warnings() as drawing_warnings:
            pieces = tuple(_page_piece(page, sheet, pen) for page in document.pages)
    heard = [text for text in drawing_warnings if not text.startswith(".notdef")] + warned
    return Galley(sheet.width, pieces, pen.glyphs, pen.missing, tuple(heard))


def _page_piece(page: Any, sheet: StyleSheet, pen: Pen) -> Piece:
    from weasyprint.draw import draw_page

    page_box = page._page_box
    content = pen.draw([lambda stream: draw_page(page_box, stream)])
    links = tuple(
        Link(f"#{target}" if kind == "internal" else target, x * PT, y * PT, (x + width) * PT, (y + height) * PT)
        for kind, target, (x, y, width, height), _ in page.links
    )
    pictures = pen.pictures
    return Piece(sheet.height, content, joint=Joint.BLOCK, lines=tuple(_page_lines(page_box, pen)), links=links, pictures=pictures)


def _page_lines(page_box: Any, pen: Pen) -> list[Line]:
    from weasyprint.formatting_structure import boxes

    found = []
    for line, ends in lines_below(page_box):
        texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
        text = "".join(box.text for box in texts)
        if text.strip():
            x0 = min(box.position_x for box in texts) * PT
            x1 = max(box.position_x + box.width for box in texts) * PT
            top, bottom = line.position_y * PT, (line.position_y + line.height) * PT
            found.append(Line(pen.shown(text), round(x0, 3), round(top, 3), round(x1, 3), round(bottom, 3), ends))
    return found
