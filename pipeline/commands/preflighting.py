"""``guide preflight``: any PDF against what was ordered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline import __version__
from pipeline.desk import read_file, read_text, shown_name
from pipeline.doors.pdf.painted import reading_pdf
from pipeline.doors.pictures import page_pictures
from pipeline.doors.plates import MEASURING, Separator, find_separator
from pipeline.errors import ExitCode, Unwritable, UsageError
from pipeline.lastrun import engine_facts
from pipeline.model.findings import Severity
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.outputs import replace_file, unwritable
from pipeline.preflight import Preflighted, Verdict, load_order, preflight
from pipeline.preflight.report import pages_to_draw, report_html
from pipeline.printers import ProfileTables, parse_tables
from pipeline.settings import read_waivers
from pipeline.softproof import BrokenProfile, profile_name
from pipeline.stock import load_faces
from pipeline.terminal import Printer
from pipeline.waive import weigh

__all__ = ["report_bytes", "result_json", "run", "separating"]

LARGEST_FILE: Final = 1 << 30
"""Bytes of a PDF that are read."""
LARGEST_JOB: Final = 1 << 20
_PICTURE_WIDTH: Final = 420
"""Dots across a page's picture in the report: sharp at the size it has there."""

_CODES: Final[dict[Verdict, ExitCode]] = {
    "pass": ExitCode.GOOD, "fail": ExitCode.BLOCKED, "incomplete": ExitCode.MISSING_TOOL,
}
_VERDICTS: Final[dict[Verdict, Message]] = {
    "pass": msg("Verdict: passed"), "fail": msg("Verdict: failed"), "incomplete": msg("Verdict: incomplete, some checks could not be made"),
}


def run(arguments: Namespace, printer: Printer) -> ExitCode:
    """Check a PDF, print what was found, and write the report that was asked for.

    Gives code 0 where it passes, 5 where it fails, 3 where a check could not be made. Raises UsageError for an unknown profile or a
    report of an unknown kind, Unreadable for a broken job file or a file that is no PDF, MissingTool where
    a PDF report cannot be set, Unwritable where the report cannot be written.
    """
    pdf = Path(arguments.pdf)
    report = _report_path(arguments.report, pdf)
    if report is not None and report.suffix.lower() == ".pdf":
        engine_facts()  # without the engine no report can be set: told before the work is done
    order = load_order(_profile(arguments.profile), _job(arguments.job), arguments.job or "")
    waivers = read_waivers(read_text(Path(arguments.waivers)), arguments.waivers) if arguments.waivers else []
    name = shown_name(pdf.as_posix())
    printer.begin(msg("Reading the pages of {file}", file=name))
    content = read_file(pdf, name, LARGEST_FILE)
    with separating(content) as separate:
        made = preflight(content, name, order, separate=separate, advance=printer.advance)
    weighed = weigh(made.findings, waivers, arguments.waivers or "")
    made = made.answered(weighed.findings, weighed.waived)
    identity = {"sha256": sha256(content).hexdigest(), "program": f"guide {__version__}"}
    if report is not None:
        printer.begin(msg("Writing the report"))
        _write(report, report_bytes(made, content, identity, report.suffix.lower() == ".pdf", printer.lang, printer.word))
    printer.clear()
    code = _CODES[made.verdict]
    if printer.as_json:
        printer.json(result_json(made, identity, printer.word))
    else:
        _print(made, printer)
    return code


def _profile(name: str) -> str | ProfileTables:
    """A profile of the package by its name, or what a file that ends in .toml says. Raises Unreadable."""
    if not name.endswith(".toml"):
        return name
    path = Path(name)
    return parse_tables(read_text(path), shown_name(name), path.stem)


def _job(name: str | None) -> bytes | None:
    return read_file(Path(name), shown_name(name), LARGEST_JOB) if name is not None else None


def _report_path(name: str | None, pdf: Path) -> Path | None:
    """Raises UsageError for a name that tells no kind of report, or that of the PDF itself."""
    if name is None:
        return None
    path = Path(name)
    if path.suffix.lower() not in (".pdf", ".html"):
        raise UsageError(msg("“{name}” names no kind of report.", name=name), msg("Give a name that ends in .pdf or .html."))
    if path.resolve() == pdf.resolve():
        raise UsageError(msg("The report would replace the file that is checked."), msg("Give it another name."))
    return path


def report_bytes(
    made: Preflighted, content: bytes, identity: dict[str, str], on_paper: bool, lang: str, say: Callable[[Message], str]
) -> bytes:
    """The report as PDF (``on_paper``) or HTML, in one language; ``identity``: "sha256" of the file, "program" that checked it."""
    pictures = page_pictures(content, pages_to_draw(made), _PICTURE_WIDTH)
    html = report_html(made, identity, pictures, lang, say)
    if not on_paper:
        return html.encode()
    from pipeline.doors.engine.paper import print_report

    return print_report(html, load_faces())


def _write(path: Path, content: bytes) -> None:
    try:
        replace_file(path, content)
    except OSError as error:
        raise Unwritable(unwritable(error, path), msg("Choose another name or folder for the report.")) from error


@contextmanager
def separating(content: bytes) -> Iterator[Callable[[int], Separator] | None]:
    """What separates the pages of a PDF; None where Ghostscript is missing."""
    program = find_separator()
    begun: list[Separator] = []

    def separate(pages: int) -> Separator:
        begun.append(Separator(program or "", content, pages, replace(MEASURING, profile=_press_profile(content))))
        return begun[0]

    try:
        yield separate if program is not None else None
    finally:
        for one in begun:
            one.close()


def _press_profile(content: bytes) -> bytes:
    """The output profile that a PDF embeds, so that its ICC-based CMYK keeps its numbers on the plates; b"" where it is no press's."""
    with reading_pdf(content) as pdf:
        profile = pdf.output_profile()[1]
    try:
        profile_name(profile)
    except BrokenProfile:
        return b""
    return profile


def result_json(made: Preflighted, identity: dict[str, str], say: Callable[[Message], str]) -> dict[str, Any]:
    """A preflight for machines, sentences worded by ``say``."""
    return {
        "exit_code": int(_CODES[made.verdict]), "verdict": made.verdict, "file": made.file, "sha256": identity["sha256"],
        "program": identity["program"], "profile": made.order.profile, "profile_sha256": made.order.digest,
        "job_sha256": made.order.job_digest, "pages": made.pages, "findings": [finding_json(finding, say) for finding in made.findings],
        "waived": [{**finding_json(finding, say), "reason": reason} for finding, reason in made.waived],
        "inventories": made.inventories,
    }


def _print(made: Preflighted, printer: Printer) -> None:
    printer.line(nmsg("{file}: {n} page, profile {profile}", "{file}: {n} pages, profile {profile}", made.pages, file=made.file,
                      profile=made.order.profile))
    printer.findings(made.findings, every=True)
    _inventory(made, printer)
    printer.line(nmsg("{n} error", "{n} errors", made.counted(Severity.ERROR)))
    printer.line(nmsg("{n} warning", "{n} warnings", made.counted(Severity.WARNING)))
    if made.waived:
        printer.line(nmsg("{n} finding is answered for", "{n} findings are answered for", len(made.waived)))
    printer.line(_VERDICTS[made.verdict])


def _inventory(made: Preflighted, printer: Printer) -> None:
    held = made.inventories
    printer.line(msg("Fonts: {names}", names=", ".join(dict.fromkeys(one["name"] for one in held["fonts"])) or "-"))
    printer.line(msg("Inks: {names}", names=", ".join(one["name"] for one in held["inks"]) or "-"))
    printer.line(msg("Images: {n}", n=len(held["images"])))
    for boxes in held["boxes"][:5]:
        trim = boxes.get("TrimBox") or boxes.get("MediaBox")
        if trim:
            size = msg("{width} × {height}", width=Figure(trim[2] - trim[0], 1), height=Figure(trim[3] - trim[1], 1))
            printer.line(msg("Pages {pages}: {size} mm", pages=boxes["pages"], size=size))
    intents = ", ".join(one["identifier"] or "?" for one in held["output_intents"])
    printer.line(msg("Output intent: {names}", names=intents or "-"))
