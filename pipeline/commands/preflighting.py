"""``guide preflight``: any PDF against what was ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pipeline.desk import read_file, shown_name
from pipeline.doors.plates import Separator, find_separator
from pipeline.errors import ExitCode
from pipeline.model.findings import Severity
from pipeline.model.message import Message, msg, nmsg
from pipeline.preflight import Preflighted, Verdict, load_order, preflight
from pipeline.terminal import Printer

__all__ = ["run"]

_CODES: Final[dict[Verdict, ExitCode]] = {
    "pass": ExitCode.GOOD, "fail": ExitCode.BLOCKED, "incomplete": ExitCode.MISSING_TOOL,
}
_VERDICTS: Final[dict[Verdict, Message]] = {
    "pass": msg("Verdict: passed"), "fail": msg("Verdict: failed"), "incomplete": msg("Verdict: incomplete, some checks could not be made"),
}


def run(pdf: Path, profile: str, job: str | None, printer: Printer) -> ExitCode:
    """Check a PDF and print what was found.

    Gives code 0 where it passes, 5 where it fails, 3 where a check could not be made. Raises UsageError for an unknown profile,
    Unreadable for a broken job file or a file that is no PDF.
    """
    order = load_order(profile, read_file(Path(job)) if job is not None else None, job or "")
    name = shown_name(pdf.as_posix())
    printer.begin(msg("Reading the pages of {file}", file=name))
    content = read_file(pdf, name)
    with _separating(content) as separate:
        made = preflight(content, name, order, separate=separate, advance=printer.advance)
    printer.clear()
    code = _CODES[made.verdict]
    if printer.as_json:
        printer.json(_to_json(made, code, printer))
    else:
        _print(made, printer)
    return code


@contextmanager
def _separating(content: bytes) -> Iterator[Callable[[int], Separator] | None]:
    """What separates the pages of a PDF; None where Ghostscript is missing."""
    program = find_separator()
    begun: list[Separator] = []

    def separate(pages: int) -> Separator:
        begun.append(Separator(program or "", content, pages))
        return begun[0]

    try:
        yield separate if program is not None else None
    finally:
        for one in begun:
            one.close()


def _to_json(made: Preflighted, code: ExitCode, printer: Printer) -> dict[str, Any]:
    return {
        "exit_code": int(code), "verdict": made.verdict, "file": made.file, "profile": made.order.profile, "pages": made.pages,
        "findings": printer.findings_json(made.findings), "inventories": made.inventories,
    }


def _print(made: Preflighted, printer: Printer) -> None:
    printer.line(nmsg("{file}: {n} page, profile {profile}", "{file}: {n} pages, profile {profile}", made.pages, file=made.file,
                      profile=made.order.profile))
    printer.findings(made.findings, every=True)
    _inventory(made, printer)
    counts = Counter(finding.severity for finding in made.findings)
    printer.line(nmsg("{n} error", "{n} errors", counts[Severity.ERROR]))
    printer.line(nmsg("{n} warning", "{n} warnings", counts[Severity.WARNING]))
    printer.line(_VERDICTS[made.verdict])


def _inventory(made: Preflighted, printer: Printer) -> None:
    held = made.inventories
    printer.line(msg("Fonts: {names}", names=", ".join(dict.fromkeys(one["name"] for one in held["fonts"])) or "-"))
    printer.line(msg("Inks: {names}", names=", ".join(one["name"] for one in held["inks"]) or "-"))
    printer.line(msg("Images: {n}", n=len(held["images"])))
    for boxes in held["boxes"][:5]:
        trim = boxes.get("TrimBox") or boxes.get("MediaBox")
        if trim:
            size = f"{trim[2] - trim[0]:.1f} × {trim[3] - trim[1]:.1f}"
            printer.line(msg("Pages {pages}: {size} mm", pages=boxes["pages"], size=size))
    intents = ", ".join(one["identifier"] or "?" for one in held["output_intents"])
    printer.line(msg("Output intent: {names}", names=intents or "-"))
