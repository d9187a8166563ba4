"""``guide build --watch``: build again whenever a source or the design is saved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.commands.correcting import tell_corrections
from pipeline.commands.making import build, summary_json
from pipeline.desk import Desk, Stamps, stamps
from pipeline.errors import ExitCode, GuideError
from pipeline.memory import Memory
from pipeline.model.fields import EditionLang
from pipeline.model.findings import Finding, Severity
from pipeline.model.fit import FitGoal
from pipeline.model.message import Figure, msg
from pipeline.model.outcome import Summary
from pipeline.stock import resource_folder
from pipeline.terminal import Printer

if TYPE_CHECKING:
    from pipeline.earlier import EarlierPages

__all__ = ["watch"]

LOOK: Final = 0.05
"""Seconds between two looks at the files."""
SETTLED: Final = 0.1
"""A program that saves writes more than once: so many seconds must pass without a change."""


def watch(
    sources: Path,
    folder: Path,
    languages: Sequence[EditionLang],
    executor: Executor | None,
    printer: Printer,
    memory: Memory,
    fit: FitGoal | None = None,
    earlier: EarlierPages | None = None,
    printers: Sequence[str] = (),
) -> ExitCode:
    """Build now and after every change, until Ctrl-C. What cannot be built is told, and the next change waited for.

    Ctrl-C is how watching ends, and so no fault; in the middle of a round it leaves the output of the round before.
    """
    memory.is_patient = True
    told: frozenset[Finding] = frozenset()
    try:
        while True:
            before = stamps(sources, resource_folder("layouts"))
            told = _round(Desk(sources, folder), languages, executor, printer, memory, fit, earlier, printers, told)
            memory.write()
            _wait(sources, before.with_own(stamps(sources, resource_folder("layouts"))))
    except KeyboardInterrupt:
        printer.clear()
        return ExitCode.GOOD


def _round(
    desk: Desk, languages: Sequence[EditionLang], executor: Executor | None, printer: Printer, memory: Memory, fit: FitGoal | None,
    earlier: EarlierPages | None, printers: Sequence[str], told: frozenset[Finding],
) -> frozenset[Finding]:
    """Build and tell what it came to, of the findings those that were not ``told`` before; returns all there are now."""
    started = time.monotonic()
    try:
        summary = build(desk, languages, executor, printer, memory, fit, earlier, printers)
    except GuideError as error:
        printer.failure(error)
        return told
    printer.clear()
    _tell(summary, time.monotonic() - started, printer, told)
    printer.finish()  # whoever reads a file or a pipe sees this round before the next
    return frozenset(summary.findings)


def _tell(summary: Summary, seconds: float, printer: Printer, told: frozenset[Finding]) -> None:
    if printer.as_json:
        printer.json({**summary_json(summary, printer), "seconds": round(seconds, 2)})
        return
    printer.findings([finding for finding in summary.findings if finding not in told])
    counts = {severity: sum(finding.severity is severity for finding in summary.findings) for severity in Severity}
    made = "; ".join(f"{one.lang} {one.pages}" for one in summary.languages)
    printer.line(
        msg(
            "{seconds} s: blocks set: {set}; pages: {pages}; errors: {errors}; warnings: {warnings}",
            seconds=Figure(seconds, 2), set=sum(sum(one.typeset.values()) for one in summary.languages), pages=made or "0",
            errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING],
        )
    )
    for one in summary.languages:
        if one.corrections:
            tell_corrections(one.lang, one.corrections, printer, brief=True)


def _wait(sources: Path, before: Stamps) -> None:
    """Until something differs from ``before`` and is whole: put in its place by renaming, or no longer being written."""
    while (now := stamps(sources, resource_folder("layouts"))) == before:
        time.sleep(LOOK)
    while not now.is_whole_since(before):
        time.sleep(SETTLED)
        if (later := stamps(sources, resource_folder("layouts"))) == now:
            return
        now = later
