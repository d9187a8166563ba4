"""``guide check``: what must be mended, by cause first; with --report also as a page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pipeline import stages
from pipeline.commands.building import print_summary
from pipeline.commands.making import summary_json
from pipeline.desk import Desk, is_same_file, write_file
from pipeline.errors import ExitCode, UsageError
from pipeline.model.fields import Lang
from pipeline.model.message import Message, msg
from pipeline.model.report import ReportFacts
from pipeline.proof.by_file import short_names
from pipeline.proof.causes import Cause, CauseKind, causes_of, kinds_of
from pipeline.proof.report import causes_json, page_files, report_files
from pipeline.terminal import Printer
from pipeline.workers import spare_collection

__all__ = ["print_causes", "run"]

MOST_FILES: Final = 8
"""Files named under a cause on the terminal; the report names all."""
_TITLES: Final[dict[CauseKind, Message]] = {
    "blocking": msg("Must be mended before printing"), "question": msg("Questions for a person"), "advice": msg("Advice"),
}


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Check an edition and print what it came to. Raises GuideError; nothing is written but the report asked for."""
    spare_collection()
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    outcome = stages.check_edition(desk, printer)
    files: list[Path] = []
    if arguments.report:
        from pipeline.reporting import report_facts  # brings what makes books

        lang: Lang = arguments.ui_lang or outcome.gathered.edition.staff_language
        facts = report_facts(Path("report"), outcome.gathered, outcome.weighed, (), outcome.exit_code, lang)
        files = _write_report(Path(arguments.report), facts, desk.build / outcome.gathered.edition.id / "return")
    summary = stages.summarise(outcome)
    causes = causes_of(((finding, "") for finding in summary.findings), printer.word, kinds_of(outcome.gathered.readings))
    printer.clear()
    if printer.as_json:
        printer.json({**summary_json(summary, printer), "files": [str(path) for path in files], "causes": causes_json(causes)})
    else:
        print_causes(causes, printer)
        print_summary(summary, printer)
        for path in files:
            printer.text(f"  {path}")
    return ExitCode(summary.exit_code)


def _write_report(place: Path, facts: ReportFacts, copies: Path) -> list[Path]:
    """One page, the machines' form, or a folder with both and a page for each workbook. Raises UsageError, Unwritable.

    ``copies``: where ``guide return`` leaves its marked copies; the page leads to those that are there.
    """
    from pipeline.reporting import staff_words

    say, suffix = staff_words(facts.lang), place.suffix.lower()
    is_folder = os.path.isdir(place)  # noqa: PTH112  (never raises, whatever the name)
    facts = replace(facts, copies=_ways(place.parent if suffix else place, copies, facts))
    page, machine = report_files(Path(), facts, say).values()
    if suffix in (".html", ".json") and not is_folder:
        made = {place: page if suffix == ".html" else machine}
    elif suffix and not is_folder:
        raise UsageError(
            msg("A report cannot be written as {file}.", file=str(place)),
            msg("Name a file that ends in .html or .json, or a folder for the whole report with a page for each workbook."),
        )
    else:
        made = {**page_files(place / "by-file", facts, say), place / "report.json": machine, place / "report.html": page}
    for path, content in made.items():
        write_file(path, content)
    return [path for path in made if path.parent == place or path == place]


def _ways(start: Path, copies: Path, facts: ReportFacts) -> dict[str, str]:
    """Workbook -> the way from the report's folder to its marked copy, as a link is written."""
    from pipeline.returning import names_of_copies  # brings what writes workbooks

    names = names_of_copies(reading.file for reading in facts.readings)
    return {file: quote(_way(start, copies / name)) for file, name in names.items() if is_same_file(copies / name, copies / name)}


def _way(folder: Path, file: Path) -> str:
    """The way from a folder to a file; the file's whole path where there is none (another drive)."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return file.absolute().as_posix()


def print_causes(causes: Sequence[Cause], printer: Printer) -> None:
    """What blocks, what is asked and what is advised: how many of what, in which files, and what to do."""
    short = short_names(file for cause in causes for file, _ in cause.files)
    for kind, title in _TITLES.items():
        found = [cause for cause in causes if cause.kind == kind]
        if not found:
            continue
        printer.line(msg("{title}:", title=title))
        for cause in found:
            printer.text(f"  {cause.sentence}  [{cause.id} {cause.code}]")
            named = [f"{short[file]}: {count}" for file, count in cause.files[:MOST_FILES]]
            if named:
                printer.text(f"      {', '.join(named)}{', …' if len(cause.files) > MOST_FILES else ''}")
            if cause.action:
                printer.text(f"      {cause.action}")
    if any(cause.kind in _TITLES for cause in causes):
        printer.text()
