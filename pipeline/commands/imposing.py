"""``guide impose``: a finished PDF on press sheets, on an office printer's paper, or as a folding dummy."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline import __version__, imposition, verify
from pipeline.commands.imposing_words import ImposeJob, report_json, report_lines
from pipeline.desk import is_same_file, read_file, write_file
from pipeline.doors.pdf import load_qpdf
from pipeline.errors import ExitCode, OutputFailedVerification, Unreadable, UsageError
from pipeline.imposition import Allowances, Imposition
from pipeline.model.message import Figure, msg
from pipeline.model.pages import MM
from pipeline.model.sheets import SheetSide, SourcePage
from pipeline.stock import load_faces
from pipeline.terminal import Printer

if TYPE_CHECKING:
    from pipeline.doors.pdf.imposing import ImposedSource

__all__ = ["run"]

SAME_SIZE: Final = 0.1 * MM
"""Trims that differ by less are of one size: knives are no better."""
FONT: Final = "SourceSans3-400Regular"
"""Of slug lines and folios."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Read, lay out, draw, read again, write. Raises GuideError; then nothing was written."""
    _require_sense(arguments)
    content = read_file(arguments.file)
    source = _opened(content, str(arguments.file))
    pages = source.pages()
    trim = _one_size(pages, str(arguments.file))
    plan = _plan(arguments, len(pages))
    bleed = min(page.least_bleed for page in pages)
    sides = _sides(arguments, plan, trim, bleed)
    face = next(face for face in load_faces() if face.name == FONT)
    made = source.imposed(pages, sides, face, f"guide-pipeline {__version__}")
    _read_again(content, made, sides, source)
    write_file(arguments.out, made)
    job = ImposeJob(
        arguments.file, arguments.out, plan, trim, bleed, sides, arguments.two_up, arguments.dummy, arguments.creep == "shift",
        arguments.caliper_mm or 0.0, [number for number, page in enumerate(pages, 1) if page.annotated], source.is_damaged,
    )
    _tell(job, printer)
    return ExitCode.GOOD


def _opened(content: bytes, name: str) -> ImposedSource:
    """Raises Unreadable."""
    load_qpdf()
    from pipeline.doors.pdf.imposing import ImposedSource

    return ImposedSource(content, name)


def _require_sense(arguments: argparse.Namespace) -> None:
    """Raises UsageError for options that contradict one another."""
    if arguments.creep == "shift" and not arguments.caliper_mm:
        raise UsageError(
            msg("--creep shift needs --caliper-mm, the thickness of one leaf."), msg("80 g/m² offset paper is about 0.1 mm thick.")
        )
    if arguments.two_up and (arguments.method or arguments.mill_mm or arguments.creep == "shift"):
        raise UsageError(
            msg("--two-up is for an office printer: --method, --mill-mm and --creep shift do not go with it."), msg("See: guide --help")
        )
    if arguments.scheme == "saddle" and arguments.mill_mm:
        raise UsageError(
            msg("--mill-mm is for perfect binding: the spine of a stitched book is not milled."),
            msg("Leave it out, or choose --scheme signatures."),
        )
    if is_same_file(arguments.file, arguments.out):
        raise UsageError(
            msg("--out names the very file that is to be imposed: {file}.", file=str(arguments.out)), msg("Give the sheets another name.")
        )


def _one_size(pages: Sequence[SourcePage], name: str) -> tuple[float, float]:
    """The trim of all pages. Raises Unreadable, naming the first that differs."""
    width, height = pages[0].size
    for number, page in enumerate(pages, 1):
        if abs(page.size[0] - width) > SAME_SIZE or abs(page.size[1] - height) > SAME_SIZE:
            raise Unreadable(
                msg(
                    "{file}: page {page} is {width} × {height} mm and page 1 {first_width} × {first_height} mm; pages of different size "
                    "cannot be imposed.",
                    file=name, page=number, width=_mm(page.size[0]), height=_mm(page.size[1]), first_width=_mm(width),
                    first_height=_mm(height),
                ),
                msg("Impose the cover by itself, and give all pages of the inside one trim box."),
            )
    return width, height


def _mm(points: float) -> Figure:
    return Figure(round(points / MM, 1))


def _plan(arguments: argparse.Namespace, pages: int) -> Imposition:
    """Two-up: one booklet where a stapler takes it, else booklets of --signature pages (32) to lay on one another."""
    if arguments.two_up:
        alone = arguments.scheme == "saddle" or (arguments.scheme is None and pages <= imposition.BOOKLET_PAGES)
        return imposition.impose(pages, "saddle", 4, booklet=0 if alone else arguments.signature or 32)
    scheme = arguments.scheme or "signatures"
    return imposition.impose(pages, scheme, arguments.signature or (4 if scheme == "saddle" else 16), arguments.method or "sheetwise")


def _sides(arguments: argparse.Namespace, plan: Imposition, trim: tuple[float, float], bleed: float) -> list[SheetSide]:
    if arguments.two_up:
        sides = imposition.two_up(plan, trim)
    else:
        caliper = arguments.caliper_mm * MM if arguments.creep == "shift" else 0.0
        allowances = Allowances(bleed, (arguments.mill_mm or 0.0) * MM, caliper)
        sides = imposition.lay_out(plan, trim, allowances, arguments.file.name)
    return [imposition.folding_dummy(side, trim) for side in sides] if arguments.dummy else sides


def _read_again(content: bytes, made: bytes, sides: Sequence[SheetSide], source: ImposedSource) -> None:
    """Raises OutputFailedVerification where a sheet does not hold what its pages hold; Unreadable where it is the source's fault."""
    unlike = verify.unlike_sheets(content, made, sides)
    if unlike and source.is_damaged:
        raise Unreadable(
            msg("{file} is damaged, and programs do not read the same pages in it; nothing was written.", file=source.name),
            msg("Make the PDF anew, or open it and save it under another name."),
        )
    if unlike:
        raise OutputFailedVerification(
            msg("Page {page} of the sheets does not hold what its pages hold; nothing was written.", page=unlike[0]),
            msg("Please send us {file}.", file=source.name),
        )


def _tell(job: ImposeJob, printer: Printer) -> None:
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.GOOD), **report_json(job, printer.word)})
        return
    for line in report_lines(job):
        printer.line(line)
