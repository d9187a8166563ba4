"""``guide build``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pipeline.commands.correcting import tell_corrections
from pipeline.commands.making import build, summary_json
from pipeline.desk import Desk
from pipeline.errors import ExitCode, UsageError
from pipeline.memory import Memory
from pipeline.model.balance_words import balance_lines
from pipeline.model.fields import EDITION_LANGUAGES, EditionLang
from pipeline.model.findings import Severity
from pipeline.model.fit import FitGoal, Fitted
from pipeline.model.fit_words import fitted_words
from pipeline.model.message import Figure, msg, nmsg
from pipeline.model.outcome import Summary
from pipeline.model.standing import Untranslated
from pipeline.model.untranslated_words import untranslated_words
from pipeline.terminal import Printer
from pipeline.workers import open_workers, place_of, spare_collection

if TYPE_CHECKING:
    from pipeline.earlier import EarlierPages

__all__ = ["languages_of_option", "print_summary", "run"]

MOST_PAGES: Final = 10_000
SHOWN_TEXTS: Final = 20
"""Texts without a translation that are told of each language; the report has all."""


def languages_of_option(wanted: str | None) -> tuple[EditionLang, ...]:
    """The languages of --lang; none: all of the edition. Raises UsageError for a language the guide has no rules for."""
    if not wanted:
        return ()
    chosen = tuple(dict.fromkeys(part.strip() for part in wanted.split(",") if part.strip()))
    for lang in chosen:
        if lang not in EDITION_LANGUAGES:
            raise UsageError(
                msg("The language “{lang}” is not known.", lang=lang), msg("Use some of: {names}.", names=", ".join(EDITION_LANGUAGES))
            )
    return cast("tuple[EditionLang, ...]", chosen)


def chosen_printers(wanted: str | None) -> tuple[str, ...]:
    """The names of --printer; none: the edition's own. Raises UsageError for a list that no build can be made for.

    A name that ends in .toml is a file of the edition, read with it.
    """
    if wanted is None:
        return ()
    from pipeline.printers import printing_names, profile_names

    chosen = tuple(part.strip() for part in wanted.split(","))
    made_for = msg("A build prints for: {names}; others are for guide preflight.", names=", ".join(printing_names()))
    if not all(chosen):
        raise UsageError(msg("--printer names no printer."), made_for)
    for at, name in enumerate(chosen):
        if name in chosen[:at]:
            raise UsageError(msg("--printer names “{name}” twice.", name=name), msg("Name each printer once."))
        if name.endswith(".toml") or name in printing_names():
            continue
        if name in profile_names():
            raise UsageError(msg("The profile “{name}” only judges: no build makes what its printer asks for.", name=name), made_for)
        raise UsageError(msg("There is no printer profile “{name}”.", name=name), made_for)
    return chosen


def _goal(wanted: str | None) -> FitGoal | None:
    """Raises UsageError for a --fit that is neither a page count nor the word."""
    if wanted is None or wanted == "signatures":
        return "signatures" if wanted else None
    if not wanted.isascii() or not wanted.isdigit() or not 0 < int(wanted) < MOST_PAGES:
        raise UsageError(
            msg("--fit must be a number of pages or the word “signatures”, and not “{text}”.", text=wanted),
            msg("For instance: guide build --fit 160"),
        )
    return int(wanted)


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Build an edition and print what it came to. Raises GuideError."""
    spare_collection()
    if arguments.jobs < 1:
        raise UsageError(msg("--jobs must be at least 1."))
    sources, folder, languages = Path(arguments.sources), Path(arguments.build), languages_of_option(arguments.lang)
    fit, printers = _goal(arguments.fit), chosen_printers(arguments.printer)
    earlier = _earlier(arguments, languages)
    memory = Memory(None if arguments.no_cache else folder / ".cache")
    scheduler = place_of(arguments.executor)
    with open_workers(arguments.jobs, scheduler) as executor:
        if arguments.watch:
            from pipeline.commands.watching import watch

            return watch(sources, folder, languages, executor, printer, memory, fit, earlier, printers)
        return _printed(build(Desk(sources, folder), languages, executor, printer, memory, fit, earlier, printers), printer)


def _earlier(arguments: argparse.Namespace, languages: Sequence[EditionLang]) -> EarlierPages | None:
    """The pages that are to stay, if any. Raises UsageError, and Unreadable where there are none."""
    if not arguments.keep_pages:
        if arguments.refuse_reflow:
            raise UsageError(msg("--refuse-reflow needs --keep-pages."), msg("Name the folder of the earlier build after --keep-pages."))
        return None
    if arguments.fit:
        raise UsageError(
            msg("--fit and --keep-pages do not go together."),
            msg("Pages that stay keep the setting they were made in; leave one of them out."),
        )
    from pipeline.earlier import EarlierPages

    earlier = EarlierPages(Path(arguments.keep_pages), arguments.refuse_reflow)
    earlier.require(languages)
    return earlier


def _printed(summary: Summary, printer: Printer) -> ExitCode:
    printer.clear()
    if printer.as_json:
        printer.json(summary_json(summary, printer))
    else:
        print_summary(summary, printer)
    return ExitCode(summary.exit_code)


def print_summary(summary: Summary, printer: Printer) -> None:
    """Findings, books, the balance and the files written, as lines."""
    findings = summary.findings
    printer.findings(findings)
    for made in summary.languages:
        printer.line(
            msg(
                "{lang}: {pages} pages; blocks set: {set}, from the cache: {cached}; {percent} % of the texts translated",
                lang=made.lang, pages=made.pages, set=sum(made.typeset.values()), cached=sum(made.cached.values()),
                percent=Figure(made.translated_percent),
            )
        )
        if made.corrections:
            tell_corrections(made.lang, made.corrections, printer)
        if made.fitted:
            _print_fitted(made.fitted, printer)
        _print_untranslated(made.untranslated, printer)
    for line in balance_lines(summary.balance):
        printer.line(line)
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    printer.line(nmsg("{n} error", "{n} errors", counts[Severity.ERROR]))
    printer.line(nmsg("{n} warning", "{n} warnings", counts[Severity.WARNING]))
    if summary.waived:
        printer.line(nmsg("{n} finding waived", "{n} findings waived", len(summary.waived)))
    for path in summary.files:
        if path.endswith(("report.html", ".pdf")):
            printer.text(f"  {path}")


def _print_untranslated(untranslated: Sequence[Untranslated], printer: Printer) -> None:
    """What keeps a language from the press, page by page; indented under it."""
    if not untranslated:
        return
    counted = nmsg("{n} text is not translated:", "{n} texts are not translated:", len(untranslated))
    if doubtful := sum(one.doubtful for one in untranslated):
        missing = len(untranslated) - doubtful
        counted = msg("Not translated: {missing}; to be looked at again: {doubtful}:", missing=missing, doubtful=doubtful)
    printer.text(f"    {printer.word(counted)}")
    for one in untranslated[:SHOWN_TEXTS]:
        printer.text(f"      {printer.word(untranslated_words(one))}")
    rest = len(untranslated) - SHOWN_TEXTS
    if rest > 0:
        more = nmsg("… and {n} more text in report.html", "… and {n} more texts in report.html", rest)
        printer.text(f"      {printer.word(more)}")


def _print_fitted(fitted: Fitted, printer: Printer) -> None:
    """The setting that was chosen, and what it was before; indented under its language."""
    length, before = fitted.length, fitted.designed_length
    lines = [
        msg(
            "fitted to {pages} pages, {notes} of them for notes; as designed: {before}, {before_notes} for notes",
            pages=length.pages, notes=length.notes, before=before.pages, before_notes=before.notes,
        ),
        *fitted_words(fitted),
    ]
    for line in lines:
        printer.text(f"    {printer.word(line)}")
