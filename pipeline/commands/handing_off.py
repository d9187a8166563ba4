"""``guide handoff``: the bag that a printer gets."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.commands.bagging import Bagged, Wanted, hand_off
from pipeline.commands.building import languages_of_option
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.lastrun import engine_facts
from pipeline.memory import Memory
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Figure, msg, nmsg
from pipeline.terminal import Printer

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Pack, and say what was packed. Gives code 5 where findings block. Raises GuideError; then nothing was written."""
    engine_facts()  # the specification is set by the engine: told before the work is done
    folder = Path(arguments.build)
    wanted = Wanted(languages_of_option(arguments.lang), arguments.printer or "", arguments.waivers or "")
    bagged = hand_off(Desk(Path(arguments.sources), folder), wanted, Memory(folder / ".cache"), printer)
    printer.clear()
    code = ExitCode.BLOCKED if bagged.path is None else ExitCode.GOOD
    if printer.as_json:
        printer.json(_json(bagged, code, printer))
    else:
        _print(bagged, printer)
    return code


def _json(bagged: Bagged, code: ExitCode, printer: Printer) -> dict[str, Any]:
    job = bagged.job
    return {
        "exit_code": int(code), "bag": str(bagged.path) if bagged.path else None, "job": job.job or None, "round": job.round or None,
        "new": bagged.is_new, "sha256": bagged.sha256 or None, "files": list(bagged.names),
        "books": [
            {"lang": book.lang, "pages": book.pages, "run": book.run, "spine_mm": book.spine.width_mm if book.spine else None,
             "files": [asdict(one) for one in book.files]}
            for book in job.books
        ],
        "findings": printer.findings_json(bagged.findings),
        "waived": [{**finding_json(finding, printer.word), "reason": reason} for finding, reason in bagged.waived],
    }


def _print(bagged: Bagged, printer: Printer) -> None:
    job = bagged.job
    if bagged.path is None:
        for finding in bagged.blocking:
            place = f"{finding.place}: " if finding.place else ""
            printer.text(f"{finding.id} {finding.code} {place}{printer.word(finding.message)}")
        count = len(bagged.blocking)
        printer.line(
            nmsg("{n} finding blocks the hand-off; no bag was written.", "{n} findings block the hand-off; no bag was written.", count)
        )
        printer.line(msg("Mend them, or answer for them with a reason: --waivers FILE, or [[handoff]] in waivers.toml."))
        return
    if not bagged.is_new:
        printer.line(msg("Nothing has changed: round {n} stands.", n=job.round))
    else:
        printer.line(msg("Round {n}: {files} files", n=job.round, files=len(bagged.names)))
    for book in job.books:
        pages, copies = nmsg("{n} page", "{n} pages", book.pages), nmsg("{n} copy", "{n} copies", book.run)
        if book.spine is None:
            printer.line(msg("{language}: {pages}, {copies}", language=book.lang, pages=pages, copies=copies))
        else:
            spine = Figure(round(book.spine.width_mm, 2))
            printer.line(msg("{lang}: {pages}, {copies}, spine {spine} mm", lang=book.lang, pages=pages, copies=copies, spine=spine))
    if job.waived:
        printer.line(nmsg("{n} finding is answered for", "{n} findings are answered for", len(job.waived)))
    printer.text(f"  {bagged.path}")
    printer.text(f"  SHA-256 {bagged.sha256}")
