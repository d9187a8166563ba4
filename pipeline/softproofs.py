"""Pictures of finished PDFs for people: plates from Ghostscript, colour by LittleCMS, type from the project's fonts.

The stage ``pipeline.softproof`` makes the pictures; here are the doors, profiles and fonts that it is given. Bytes in, bytes out: no
terminal, no output files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.desk import read_file
from pipeline.doors.pdf.painted import LockedPdf, NoPdf, PageFacts, PdfReading, reading_pdf
from pipeline.doors.plates import PAGES_AT_ONCE, PagePlates, Separation, Separator, find_separator
from pipeline.errors import MissingTool, Unreadable
from pipeline.model.message import Message, msg
from pipeline.preflight.coverage import too_large
from pipeline.printers import load_profile, load_tables, printing_names
from pipeline.softproof import BrokenProfile, OutputColours, most_dots, profile_name
from pipeline.stock import load_faces

__all__ = ["OpenedPdf", "OutputCondition", "open_pdf", "output_condition", "proof_face", "separated"]

FACE: Final = "SourceSans3-400Regular"
_MOST_DOTS: Final = 40_000_000
"""Of one page: A4 at 580 dpi, two square metres at 115."""
_DISK: Final = 256 << 20
"""Bytes of plates that lie in the temporary folder for one run of Ghostscript."""
_FINE_DPI: Final = 450
"""What a dot is the mean of: dots of this resolution, one to three each way."""


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A PDF that can be proofed: ``name`` is what sentences call it; ``condition`` and ``profile`` of its embedded output intent."""

    content: bytes
    name: str
    pages: tuple[PageFacts, ...]
    folios: tuple[str, ...]
    condition: str
    profile: bytes


@dataclass(frozen=True, slots=True)
class OutputCondition:
    """The profile that colours are seen through. ``source``: "embedded", "file", "printer"; ``refused``: the PDF's own is no press's."""

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
    return OpenedPdf(content, name, tuple(pdf.page_facts()), tuple(pdf.folios()), condition, profile)


def output_condition(pdf: OpenedPdf, printer: str, given: tuple[str, bytes] | None = None) -> OutputCondition:
    """``given`` (name and profile of a file) where there is one, else the PDF's own where that is a press's, else the named printer's.

    Raises Unreadable for a given profile that is none of a press with four inks, or where nobody states any.
    """
    if given is not None:
        try:
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
    separator = Separator(program, pdf.content, numbers, Separation(dpi, fine, profile, composite, at_once))
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
