"""A PDF opened for looking at everything in it; pikepdf (qpdf) reads its objects, and nothing of it is run or fetched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.catalogue import document_facts, hidden_layers, output_profile, plain_words
from pipeline.doors.pdf.painted.digests import page_digests
from pipeline.doors.pdf.painted.facts import AnnotationFacts, DocumentFacts, PageFacts, PageReading
from pipeline.doors.pdf.painted.matrices import Matrix, placed
from pipeline.doors.pdf.painted.objects_run import ContentRun, annotation_matrix, contents_of
from pipeline.doors.pdf.painted.state import MOST_ON_PAGE, OutOfBudget, Shared, State, Walk
from pipeline.doors.pdf.painted.streams import LARGEST_CONTENT
from pipeline.doors.pdf.painted.things import GroupFacts, Painted
from pipeline.doors.pdf.painted.values import array, box, dictionary, inherited, name, number, whole
from pipeline.model.findings import Box

__all__ = ["MOST_PAGES", "LockedPdf", "NoPdf", "PdfReading", "TooManyPages", "reading_pdf"]

MOST_PAGES: Final = 10_000
"""Of a file; the thickest books that can be bound have some two thousand."""

_BOXES: Final = {"media": "/MediaBox", "crop": "/CropBox", "bleed": "/BleedBox", "trim": "/TrimBox", "art": "/ArtBox"}
_INHERITED: Final = frozenset({"/MediaBox", "/CropBox"})
_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
"""Flags of annotations (table 165)."""


class TooManyPages(Exception):
    """A PDF of more pages than are read; the text is their number."""


class NoPdf(Exception):
    """Bytes in which qpdf finds no PDF; the text says why."""


class LockedPdf(Exception):
    """A PDF that only a password opens."""


@contextmanager
def reading_pdf(content: bytes) -> Iterator[PdfReading]:
    """Open a PDF. Raises NoPdf, LockedPdf where a password is needed, or TooManyPages."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what it would print is told as repairs
    try:
        pdf = pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise LockedPdf from error
    except (pikepdf.PikepdfError, ValueError, RuntimeError) as error:
        raise NoPdf(plain_words(error)) from error
    with pdf:
        try:
            pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
        except (pikepdf.PikepdfError, ValueError, RuntimeError) as error:
            raise NoPdf(plain_words(error)) from error
        if not pages:
            raise NoPdf("no pages")
        if len(pages) > MOST_PAGES:
            raise TooManyPages(str(len(pages)))
        yield PdfReading(pdf, content, pages)


class PdfReading:
    """An open PDF."""

    def __init__(self, pdf: pikepdf.Pdf, content: bytes, pages: list[pikepdf.Object]) -> None:
        self._pdf, self._content, self._pages = pdf, content, pages
        self._shared = Shared(hidden_layers(pdf.Root))
        self.page_count = len(pages)
        self._warnings: list[str] = []

    def facts(self) -> DocumentFacts:
        """The file as a whole, with the repairs made until now."""
        self._warnings += map(plain_words, self._pdf.get_warnings())
        return document_facts(self._pdf, self._content, self._warnings)

    def output_profile(self) -> tuple[str, bytes]:
        """Name of the output intent and the profile it embeds, as they are; b"" where it embeds none, ("", b"") without an intent."""
        return output_profile(self._pdf.Root)

    def page_digests(self) -> list[bytes]:
        """A digest of all that each page is drawn from, the same in every file; b"" for a page that is like no other."""
        return page_digests(self._pdf)

    def folios(self) -> list[str]:
        """What the file's page labels call each page; "" each where it has none, or broken ones."""
        if dictionary(self._pdf.Root.get("/PageLabels")) is None:
            return [""] * self.page_count
        try:
            return [str(page.label) for page in self._pdf.pages]
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError):
            return [""] * self.page_count

    def page_facts(self) -> list[PageFacts]:
        """Every page's boxes and annotations, without reading what it draws."""
        return [page_facts(page, index + 1) for index, page in enumerate(self._pages)]

    def read_page(self, facts: PageFacts, sink: Callable[[Painted], None]) -> PageReading:
        """Read all that a page paints, in order, and hand each thing to ``sink``."""
        page = self._pages[facts.number - 1]
        x0, y0 = facts.final[:2]
        unit = facts.unit
        base: Matrix = (unit, 0.0, 0.0, unit, -x0 * unit, -y0 * unit)
        used: dict[int, Painted] = {}

        def hand_on(thing: Painted) -> None:
            if thing.font is not None:
                used.setdefault(id(thing.font), thing)
            sink(thing)

        walk = Walk(self._shared, hand_on, base)
        self._shared.budget.on_page = MOST_ON_PAGE
        try:
            has_group = self._page(page, facts, walk)
        except OutOfBudget:
            walk.cut.add("operators")
            has_group = False
        except (pikepdf.PikepdfError, RecursionError, TypeError, ValueError):
            # An object that is not what its place asks for, and that nobody has thought of: the page is told, the others are read.
            walk.cut.add("damaged")
            has_group = False
        fonts = tuple(thing.font for thing in used.values() if thing.font is not None)
        return PageReading(facts, frozenset(walk.oddities), frozenset(walk.cut), walk.faults, fonts, has_group=has_group)

    def _page(self, page: pikepdf.Object, facts: PageFacts, walk: Walk) -> bool:
        media = facts.media or facts.final
        state = State(walk.base, placed(media, walk.base))
        resources = walk.resources = dictionary(inherited(page, "/Resources"))
        group = dictionary(page.get("/Group"))
        has_group = group is not None and name(group.get("/S")) == "Transparency"
        if group is not None and has_group:
            space = self._shared.spaces.resolve(group.get("/CS"), resources) if group.get("/CS") is not None else None
            walk.emit(Painted("group", state.clip, state.fill, state.fill_look, group=GroupFacts(space, of_page=True)))
        ContentRun(walk, resources, state).run(b"\n".join(_bounded(walk, contents_of(page))))
        for note in array(page.get("/Annots")):
            self._note(dictionary(note), walk, resources, placed(media, walk.base))
        return has_group

    def _note(self, note: pikepdf.Object | None, walk: Walk, resources: pikepdf.Object | None, clip: Box) -> None:
        """An annotation's appearance, where it is printed (12.5.5)."""
        if note is None or not whole(note.get("/F")) & _PRINT or whole(note.get("/F")) & _HIDDEN:
            return
        shown = dictionary(note.get("/AP"))
        normal = shown.get("/N") if shown is not None else None
        if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
            normal = normal.get("/" + name(note.get("/AS"))) if name(note.get("/AS")) else None
        rect = box(note.get("/Rect"))
        if not isinstance(normal, pikepdf.Stream) or rect is None:
            return
        ContentRun(walk, resources, State(walk.base, clip)).form(normal, annotation_matrix(normal, rect))


def _bounded(walk: Walk, streams: list[pikepdf.Stream]) -> Iterator[bytes]:
    """A page's contents, as long as they are not too large together."""
    left = LARGEST_CONTENT
    for stream in streams:
        content = walk.content(stream)
        left -= len(content)
        if left < 0:
            walk.cut.add("stream")
            return
        yield content


def page_facts(page: pikepdf.Object, number_: int) -> PageFacts:
    """A page's boxes and annotations."""
    boxes: dict[str, Box | None] = {}
    broken = []
    for field, key in _BOXES.items():
        written = inherited(page, key) if key in _INHERITED else page.get(key)
        boxes[field] = box(written)
        if written is not None and boxes[field] is None:
            broken.append(key[1:])
    unit = number(page.get("/UserUnit"), 1.0)
    made = PageFacts(
        number_, boxes["media"], boxes["crop"], boxes["bleed"], boxes["trim"], boxes["art"], tuple(broken),
        rotate=whole(inherited(page, "/Rotate")) % 360, unit=unit if unit > 0 else 1.0, acts=page.get("/AA") is not None,
    )
    x0, y0 = made.final[:2]
    shift: Matrix = (made.unit, 0.0, 0.0, made.unit, -x0 * made.unit, -y0 * made.unit)
    notes = tuple(note_facts(note, shift) for note in map(dictionary, array(page.get("/Annots"))) if note is not None)
    return replace(made, annotations=notes)


def note_facts(note: pikepdf.Object, shift: Matrix) -> AnnotationFacts:
    """An annotation's kind and place."""
    flags = whole(note.get("/F"))
    rect = box(note.get("/Rect"))
    acts = note.get("/A") is not None or note.get("/AA") is not None
    prints = bool(flags & _PRINT) and not flags & _HIDDEN
    return AnnotationFacts(
        name(note.get("/Subtype")), placed(rect, shift) if rect else None, prints, not flags & (_HIDDEN | _NO_VIEW), acts
    )
