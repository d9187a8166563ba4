"""Pictures of finished PDFs for people: plates from Ghostscript, colour by LittleCMS, type from the project's fonts.

The stage ``pipeline.softproof`` makes the pictures; here are the doors, profiles and fonts that it is given. Bytes in, bytes out: no
terminal, no output files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline import __version__
from pipeline.desk import read_file
from pipeline.doors.pdf import OutputIntent, load_qpdf
from pipeline.doors.pdf.painted import LockedPdf, NoPdf, PageFacts, PdfReading, reading_pdf
from pipeline.doors.plates import PAGES_AT_ONCE, PagePlates, Separation, Separator, find_separator
from pipeline.errors import MissingTool, Unreadable
from pipeline.lastrun import engine_facts
from pipeline.model.message import Message, msg
from pipeline.preflight import load_order
from pipeline.preflight.coverage import too_large
from pipeline.printers import condition_icc, load_profile, load_tables, printing_names
from pipeline.softproof import BrokenProfile, OutputColours, most_dots, profile_name
from pipeline.softproof.changes import ChangedPage, Changes, ComparedFile, compare_pages, doubtful_pages
from pipeline.softproof.contacts import CONTACT_DOTS, contact_html, small_pictures
from pipeline.softproof.lowres import WATERMARK, JpegPage, jpeg_pages
from pipeline.softproof.palette import find_palette
from pipeline.softproof.swatches import SwatchFacts, swatches_html
from pipeline.stock import load_faces
from pipeline.wording import UiLang, say

__all__ = [
    "ChangedPage", "Changes", "OpenedPdf", "OutputCondition", "changed_pages", "contact_sheet", "lowres_proof", "open_pdf",
    "output_condition", "page_jpegs", "proof_face", "separated", "swatches",
]

FACE: Final = "SourceSans3-400Regular"
LOW_DPI: Final = 100
"""What printers ask for with the order (ama-press.ru)."""
_COMPARED_DPI: Final = 100.0
"""A changed letter of 6 pt is some dozens of dots."""
_MOST_DOTS: Final = 20_000_000
"""Of one page: A3 at 320 dpi, two square metres at 80. Each takes some thirty bytes here."""
_DISK: Final = 256 << 20
"""Bytes of plates that lie in the temporary folder for one run of Ghostscript."""
_MOST_KB: Final = 1 << 20
"""Memory that Ghostscript may take, in kilobytes."""
_FINE_DPI: Final = 450
"""What a dot is the mean of: dots of this resolution, one to three each way."""


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A PDF that can be proofed: ``name`` is what sentences call it; ``condition`` and ``profile`` of its embedded output intent;
    ``is_damaged``: qpdf had to mend it.
    """

    content: bytes
    name: str
    pages: tuple[PageFacts, ...]
    folios: tuple[str, ...]
    condition: str
    profile: bytes
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class OutputCondition:
    """The profile that colours are seen through. ``source``: "embedded" or "named" by the PDF, "file", "printer"; ``refused``: the PDF
    embeds one that is no press's.
    """

    name: str
    profile: bytes
    source: str
    refused: bool = False


def open_pdf(content: bytes, name: str) -> OpenedPdf:
    """Look at a PDF before any of it is drawn. Raises Unreadable for bytes that are none, a locked file, a page of over two square metres.
    """
    try:
        with reading_pdf(content) as pdf:
            opened = _opened(pdf, content, name)
    except LockedPdf as error:
        raise Unreadable(msg("{file} is locked with a password.", file=name), _WHOLE) from error
    except NoPdf as error:
        raise Unreadable(msg("{file} is not a PDF, is damaged beyond reading, or has no pages.", file=name), _WHOLE) from error
    if too_large(opened.pages):
        hint = msg("Give a PDF with pages of the size they are printed.")
        raise Unreadable(msg("{file} has a page of more than two square metres.", file=name), hint)
    return opened


_WHOLE: Final = msg("Give a PDF that opens in a viewer without a password.")


def _opened(pdf: PdfReading, content: bytes, name: str) -> OpenedPdf:
    condition, profile = pdf.output_profile()
    return OpenedPdf(content, name, tuple(pdf.page_facts()), tuple(pdf.folios()), condition, profile, bool(pdf.facts().repairs))


def output_condition(pdf: OpenedPdf, printer: str, given: tuple[str, bytes] | None = None) -> OutputCondition:
    """``given`` (name and profile of a file) where there is one, else the PDF's own where that is a press's or names a registered
    condition, else the printer's.

    Raises Unreadable for a given profile that is none of a press with four inks, or where nobody states any.
    """
    if given is not None:
        try:
            OutputColours(given[1])  # one that was cut off may still have its head and name
            return OutputCondition(profile_name(given[1]), given[1], "file")
        except BrokenProfile as error:
            hint = msg("Give an ICC output profile of a press with four inks.")
            raise Unreadable(msg("{file} is no profile of a press with four inks.", file=given[0]), hint) from error
    if pdf.profile:
        try:
            OutputColours(pdf.profile)
            return OutputCondition(pdf.condition or profile_name(pdf.profile), pdf.profile, "embedded")
        except BrokenProfile:
            pass
    named = condition_icc(pdf.condition)
    if named:
        return OutputCondition(pdf.condition, named, "named", refused=bool(pdf.profile))
    return OutputCondition(*_printers_own(printer, pdf.name), "printer", refused=bool(pdf.profile))


def _printers_own(printer: str, file: str) -> tuple[str, bytes]:
    """Condition and profile of a printer. Raises Unreadable for one that states none."""
    press = load_profile(printer) if load_tables(printer).press else None
    if press is None or not press.icc:
        message = msg("{file} has no output profile of its own, and the printer “{name}” states none.", file=file, name=printer)
        raise Unreadable(message, msg("Give one with --icc, or name another printer: {names}.", names=", ".join(printing_names())))
    return press.intent.identifier, press.icc


@contextmanager
def separated(
    pdf: OpenedPdf, dpi: float, profile: bytes, *, composite: bool = True, wanted: Sequence[int] | None = None
) -> Iterator[Iterator[PagePlates]]:
    """The plates of the wanted pages (all, where None), in order; every one of them or none.

    Raises MissingTool without Ghostscript, Unreadable where the pages have too many dots, and, while pages are taken, for one that
    Ghostscript did not draw within its time.
    """
    program = find_separator()
    if program is None:
        raise MissingTool(
            msg("Ghostscript is not installed; without it pages cannot be separated into their plates."),
            msg("Install it: sudo apt-get install ghostscript"),
        )
    numbers = list(wanted) if wanted is not None else list(range(1, len(pdf.pages) + 1))
    dots = most_dots((pdf.pages[number - 1] for number in numbers), dpi)
    if dots > _MOST_DOTS:
        millions = round(dots / 1e6)
        message = msg("{file}: a page has {n} million dots at {dpi} dpi, more than are drawn.", file=pdf.name, n=millions, dpi=round(dpi))
        raise Unreadable(message, msg("Ask for fewer with --dpi."))
    at_once = max(1, min(PAGES_AT_ONCE, int(_DISK / (9 * dots + 1))))
    fine = max(1, min(3, round(_FINE_DPI / dpi)))
    separator = Separator(program, pdf.content, numbers, Separation(dpi, fine, profile, composite, at_once, _MOST_KB))
    try:
        yield _every(separator, numbers, pdf.name)
    finally:
        separator.close()


def _every(separator: Separator, numbers: Sequence[int], name: str) -> Iterator[PagePlates]:
    """Raises Unreadable for the first page that is left out."""
    missing = iter(numbers)
    for page in separator:
        expected = next(missing, None)
        if page.page != expected:
            raise _undrawn(name, expected or page.page)
        yield page
    left = next(missing, None)
    if left is not None:
        raise _undrawn(name, left)


def _undrawn(name: str, page: int) -> Unreadable:
    message: Message = msg("{file}: page {page} cannot be drawn; Ghostscript gave up, or took too long.", file=name, page=page)
    return Unreadable(message, msg("Make the PDF anew, or leave the page out with --pages."))


@cache
def proof_face() -> bytes:
    """The font of what stands beside pictures. Raises MissingTool where it is missing."""
    face = next(face for face in load_faces() if face.name == FACE)
    return read_file(Path(face.location))


def lowres_proof(content: bytes, name: str, lang: UiLang, *, profile: str = "house", dpi: int = LOW_DPI) -> bytes:
    """A PDF of all pages at trim size, each a JPEG with the watermark in the edition's language; for the order, not for print.

    Colours as the PDF's own output intent has them, else the printer's; paper is white. Raises MissingTool, Unreadable.
    """
    load_qpdf()
    from pipeline.doors.pdf.picture_pages import picture_document

    with _jpegs(content, name, profile, dpi, say(WATERMARK, lang)) as pages:
        return picture_document(((one.jpeg, one.dots, one.size, one.grey) for one in pages), f"guide-pipeline {__version__}")


def page_jpegs(content: bytes, name: str, *, profile: str = "house", dpi: int = LOW_DPI) -> dict[str, bytes]:
    """"p001.jpg" -> a page at trim size, without watermark, in page order. Raises MissingTool, Unreadable."""
    with _jpegs(content, name, profile, dpi, "") as pages:
        held = list(pages)
    digits = max(3, len(str(len(held))))
    return {f"p{one.page:0{digits}}.jpg": one.jpeg for one in held}


@contextmanager
def _jpegs(content: bytes, name: str, profile: str, dpi: float, watermark: str) -> Iterator[Iterator[JpegPage]]:
    pdf = open_pdf(content, name)
    condition = output_condition(pdf, profile)
    with separated(pdf, dpi, condition.profile) as plates:
        yield jpeg_pages(plates, pdf.pages, OutputColours(condition.profile, paper=False), dpi, watermark, proof_face())


def changed_pages(old: bytes, new: bytes, *, name: str = "", profile: str = "house") -> Changes:
    """Pages of ``new`` that would be printed differently from those of ``old``, plate by plate; pages of the same number are compared.

    ``name``: what sentences call the file, in both its states. Raises MissingTool, Unreadable.
    """
    before, after = open_pdf(old, name), open_pdf(new, name)
    counts = len(before.pages), len(after.pages)
    if old == new:
        return Changes(*counts, ())
    was_file, now_file = _compared_file(before), _compared_file(after)
    doubtful = doubtful_pages(was_file, now_file)
    seen_as = output_condition(after, profile).profile
    plates = [separated(one, _COMPARED_DPI, seen_as, composite=False, wanted=doubtful) for one in (before, after)]
    with plates[0] as was, plates[1] as now:
        return Changes(*counts, tuple(compare_pages(was_file, now_file, (was, now), _COMPARED_DPI)))


def _compared_file(pdf: OpenedPdf) -> ComparedFile:
    with reading_pdf(pdf.content) as reading:
        return ComparedFile(pdf.pages, pdf.folios, reading.page_digests())


def contact_sheet(
    new: bytes, changes: Changes, lang: UiLang, *, name: str = "", rounds: tuple[str, str] = ("", ""), profile: str = "house"
) -> bytes:
    """A PDF (A4) of all pages as reader spreads, those in ``changes`` marked; ``rounds``: what the two are called, such as "R1", "R2".

    Raises MissingTool without Ghostscript or the engine, Unreadable.
    """
    engine_facts()
    from pipeline.doors.engine.paper import print_report

    pdf = open_pdf(new, name)
    colours = OutputColours(output_condition(pdf, profile).profile, paper=False)
    widest = max(max(one.final[2] - one.final[0], one.final[3] - one.final[1] if one.rotate % 180 else 0.0) * one.unit for one in pdf.pages)
    with separated(pdf, min(_COMPARED_DPI, CONTACT_DOTS * 72 / max(1.0, widest)), pdf.profile) as plates:
        pictures = small_pictures(plates, pdf.pages, colours)
    html = contact_html(changes, pdf.pages, pdf.folios, pictures, (name, rounds), lang, lambda message: say(message, lang))
    return print_report(html, load_faces())


def swatches(
    files: Mapping[str, bytes], lang: UiLang, *, profile: str = "house", title: str = "", limits: Mapping[str, float] | None = None
) -> bytes:
    """A PDF of every colour that finished PDFs paint, in those very inks, with sums of inks against the limit.

    ``files``: name -> PDF, interior and cover; the first one's output intent is the sheet's, else the printer's. ``limits``: of files
    on other paper, by name; the printer's holds for the rest. Raises MissingTool without the engine, Unreadable.
    """
    engine_facts()
    from pipeline.doors.engine.paper import print_report
    from pipeline.doors.pdf.true_inks import in_true_inks

    opened = [open_pdf(content, name) for name, content in files.items()]
    conditions = {pdf.name: output_condition(pdf, profile) for pdf in opened}
    condition = conditions[opened[0].name]
    with ExitStack() as stack:
        palette = find_palette([(name, stack.enter_context(reading_pdf(content))) for name, content in files.items()])
    printers = load_order(profile).tac
    most = {name: (limits or {}).get(name, printers) for name in files}
    facts = SwatchFacts(title or opened[0].name, {name: one.name for name, one in conditions.items()}, most)
    html, tones = swatches_html(palette, facts, lang, lambda message: say(message, lang))
    intent = OutputIntent(condition.name, condition.name, condition.name, condition.profile)
    return in_true_inks(print_report(html, load_faces()), tones, list(files.values()), intent)
