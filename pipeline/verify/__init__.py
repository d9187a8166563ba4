"""Verify: the written PDF is read again, by other engines, and compared with the page map. A build that fails this is not a build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from importlib import import_module

from pipeline.doors.pdf import Boxes, InspectedFile, Stain, inspect_pdf, load_qpdf
from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import msg
from pipeline.model.pages import MapLine
from pipeline.verify.apart import apart
from pipeline.verify.box_lines import box_lines
from pipeline.verify.clean import begin_to_scan, clean_of, forbidden, found_clean
from pipeline.verify.cover import Crowded, crowded_words, missing_words, wrong_cover
from pipeline.verify.expected import Expected
from pipeline.verify.extract import PageView, Wrong, reader_version, view_pages
from pipeline.verify.heads import Furniture
from pipeline.verify.imposed import unlike_sheets
from pipeline.verify.pictures import begin_to_look, lost_pictures
from pipeline.verify.rules import BOXES, COMPLETE, FONTS, HEADS, LOCATORS
from pipeline.verify.standards import PressTerms, wrong_for_press
from pipeline.verify.verdicts import Verdicts, begin_to_read, found_sound, verdicts_of
from pipeline.verify.whole_pages import page_texts

__all__ = [
    "Crowded", "Expected", "PressTerms", "Reading", "Verdicts", "Verified", "begin_to_verify", "box_lines", "crowded_words", "load_readers",
    "missing_words", "page_texts", "unlike_sheets", "verify_pdf", "wrong_cover",
]

_HINT = msg("Most often a stylesheet or template in layouts/ puts it over something else, or off the page: take back its last change.")


@dataclass(frozen=True, slots=True)
class Verified:
    """``findings``: none means that every listing, number, folio, font and box is as it should be.

    ``sound``: verdicts of the pages that held what they must; hand them in as ``known`` when the book's other file, or the next
    edition of this one, is read.
    """

    findings: list[Finding]
    sound: Mapping[str, str]


Looked = tuple[list[PageView], InspectedFile]
"""A file's pages as a viewer shows them, and as they are built."""


class Reading:
    """A file that is being read again, in other processes where there are any, while this one goes on.

    How it is built tells which pages must be read; with ``at_once`` all of them are, without waiting for that. ``terms``: what a press
    file must be; a proof has none; ``boxes``: of a proof that is larger than its trim. A press file is scanned for what is forbidden
    besides, and ``at_once`` is said of that scan: what its pages show is known from the proof. Whatever is asked for raises
    pikepdf.PdfError or pypdfium2.PdfiumError where the file does not open.
    """

    def __init__(
        self, content: bytes, expected: Expected, terms: PressTerms | None = None, executor: Executor | None = None, *,
        at_once: bool = False, boxes: Boxes | None = None,
    ) -> None:
        self._content, self._executor = content, executor
        self.expected, self.terms = expected, terms
        self.boxes = boxes or (terms.boxes if terms else Boxes(*expected.page_map.trim))
        self._looked = apart(executor, look_at, content, self.boxes.shift)
        self._wrong = begin_to_read(content, expected.texts, self.boxes.margin, executor) if at_once and executor and not terms else None
        self._stains = begin_to_scan(content, range(len(expected.texts)), terms, executor) if at_once and executor and terms else None

    def looked(self) -> Looked:
        """How the file is built."""
        return self._looked()

    def pictures(self) -> Callable[[], list[list[Box]]]:
        """Where the pictures stand of the pages that have any."""
        return begin_to_look(self._content, self.expected.page_map, self.boxes.margin, self._executor)

    def wrong(self, due: Collection[int]) -> Callable[[], list[Wrong]]:
        """Boxes of the pages that are ``due`` that do not hold what they must: the answer waits for who reads."""
        texts = self.expected.texts
        read = self._wrong or begin_to_read(self._content, [texts[index] for index in due], self.boxes.margin, self._executor)
        return lambda: [wrong for wrong in read() if wrong[0] in due]


    def stains(self, due: Collection[int]) -> Callable[[], list[Stain]]:
        """What a press file must not hold, on the pages that are ``due``: the answer waits for who scans."""
        if self.terms is None:
            return list
        found = self._stains or begin_to_scan(self._content, due, self.terms, self._executor)
        return lambda: [stain for stain in found() if stain.page_index in due]


def load_readers() -> None:
    """Import the two engines that read, and what looks at files with them, for files that come later."""
    load_qpdf()
    reader_version()
    import_module("pipeline.doors.pdf.inspecting")
    import_module("pipeline.doors.pdf.scanning")


def look_at(content: bytes, shift: bytes) -> Looked:
    """One picklable call; ``shift`` as in :func:`pipeline.doors.pdf.inspect_pdf`."""
    return view_pages(content), inspect_pdf(content, shift)


def verify_pdf(
    content: bytes,
    file: str,
    expected: Expected,
    terms: PressTerms | None = None,
    known: Verdicts | None = None,
) -> Verified:
    """Read a file again: a proof, or a press file with the ``terms`` of its printer.

    Pages whose operators, fonts and expected texts are ``known`` to be sound are not read once more; the structure (page count,
    boxes, labels, fonts, output intent, annotations) is looked at on every page. Raises pikepdf.PdfError or pypdfium2.PdfiumError where
    the file does not open.
    """
    return begin_to_verify(Reading(content, expected, terms), file, known or {})()


def begin_to_verify(reading: Reading, file: str, known: Verdicts) -> Callable[[], Verified]:
    """:func:`verify_pdf` as far as other processes can read on alone; the answer, when it is called, waits for them."""
    expected, terms = reading.expected, reading.terms
    views, inspected = reading.looked()
    if not len(views) == len(inspected.pages) == len(expected.page_map.pages):
        message = msg("The file has {found} pages, the page map {wanted}", found=len(views), wanted=len(expected.page_map.pages))
        miscounted = Verified([BOXES.finding("wrong-count", message, place=PageRef(file, 1))], {})
        return lambda: miscounted
    kept, due = verdicts_of(inspected.pages, expected, known)
    clean, unscanned = clean_of(inspected.pages, terms, known)
    read, stained = reading.wrong(due), reading.stains(unscanned)
    seen = reading.pictures()

    def verified() -> Verified:
        wrong, stains = read(), stained()
        findings = [
            *_wrong_texts(wrong, expected, file),
            *(_in_file(fault, file) for fault in expected.map_faults),
            *_wrong_boxes(inspected, views, reading.boxes, file),
            *_wrong_labels(views, expected, file),
            *_wrong_fonts(inspected, expected, file),
            *lost_pictures(expected.page_map, seen(), file),
            *(wrong_for_press(inspected, terms, file) if terms else ()),
            *forbidden(stains, file),
        ]
        sound = {**kept, **found_sound(inspected.pages, due, wrong), **clean, **found_clean(unscanned, stains)}
        return Verified(findings, sound)

    return verified


def _in_file(fault: Finding, file: str) -> Finding:
    place = fault.place
    return replace(fault, place=replace(place, file=file)) if isinstance(place, PageRef) else fault


def _wrong_texts(wrong: Iterable[Wrong], expected: Expected, file: str) -> Iterable[Finding]:
    """The text inside each box must be exactly what was typeset there, and each folio what the page is called."""
    for index, position, found in wrong:
        parts = expected.parts[index]
        if position >= len(parts):
            yield _wrong_furniture(expected.furniture[index][position - len(parts)], " ".join(found.split())[:80], PageRef(file, index + 1))
            continue
        part = parts[position]
        place = PageRef(file, index + 1, part.box)
        if isinstance(part, MapLine):
            message = msg("The index line “{term}” reads “{found}” in the file", term=part.term, found=" ".join(found.split())[:80])
            yield LOCATORS.finding("stale-number", message, hint=_HINT, place=place, before=part.text, after=found)
        else:
            message = msg("The file does not show “{name}” as it was typeset", name=part.listing or part.block)
            yield COMPLETE.finding("wrong-page", message, hint=_HINT, place=place, before=part.text, after=found)


def _wrong_furniture(wanted: Furniture, found: str, place: PageRef) -> Finding:
    if wanted.kind == "folio":
        message = msg("The page prints the folio “{found}” instead of {wanted}", found=found, wanted=wanted.text)
        return LOCATORS.finding("wrong-folio", message, hint=_HINT, place=place)
    place = replace(place, box=wanted.box)
    if wanted.kind == "tab":
        message = msg("The thumb tab reads “{found}” instead of “{wanted}”", found=found, wanted=wanted.text)
        return HEADS.finding("wrong-tab", message, hint=_HINT, place=place)
    message = msg("The page's head reads “{found}” instead of “{wanted}”", found=found, wanted=wanted.text)
    return HEADS.finding("wrong-head", message, hint=_HINT, place=place)


def _near(found: Sequence[float], wanted: Sequence[float]) -> bool:
    return len(found) == len(wanted) and all(abs(one - other) < 0.02 for one, other in zip(found, wanted, strict=True))


def _wrong_boxes(
    inspected: InspectedFile, views: Sequence[PageView], boxes: Boxes, file: str
) -> Iterable[Finding]:
    """Three boxes by one engine, what a viewer makes of them by the other, and nothing else that crops, turns or scales."""
    media, (left, foot, right, top) = boxes.media, boxes.shown
    for index, (page, view) in enumerate(zip(inspected.pages, views, strict=True)):
        found = {"TrimBox": (page.trim, boxes.trim), "MediaBox": (page.media, media), "BleedBox": (page.bleed, boxes.bleed_box)}
        names = [name for name, (box, wanted) in found.items() if not _near(box, wanted)]
        names += [name.lstrip("/") for name in page.others if not (boxes.cropped and name == "/CropBox")]
        if not names and not _near((view.width, view.height), (right - left, top - foot)):
            names = ["MediaBox"]
        for name in names:
            message = msg("The page's {box} is not what the edition asks for", box=name)
            box = found[name][0] if name in found else ()
            yield BOXES.finding("wrong-box", message, place=PageRef(file, index + 1, box or None))


def _wrong_labels(views: Sequence[PageView], expected: Expected, file: str) -> Iterable[Finding]:
    """A viewer's page field must say the printed folio."""
    for page, view in zip(expected.page_map.pages, views, strict=True):
        if view.label != page.folio:
            message = msg("Viewers call the page “{found}” instead of {wanted}", found=view.label, wanted=page.folio)
            yield LOCATORS.finding("wrong-label", message, place=PageRef(file, page.index + 1))


def _wrong_fonts(inspected: InspectedFile, expected: Expected, file: str) -> Iterable[Finding]:
    """Every font of every page must be the layout's, and embedded; each is named once, where it is first met."""
    seen: set[tuple[str, bool]] = set()
    for index, page in enumerate(inspected.pages):
        for font in page.fonts.values():
            if (font.name, font.embedded) in seen:
                continue
            seen.add((font.name, font.embedded))
            place = PageRef(file, index + 1)
            if font.name not in expected.faces:
                message = msg("The font {name} is in the file and not among the layout's", name=font.name)
                yield FONTS.finding("foreign-font", message, place=place)
            elif not font.embedded:
                yield FONTS.finding("not-embedded", msg("The font {name} is not embedded", name=font.name), place=place)
