"""The command ``guide``: parses arguments, words messages, prints, and turns every end into its exit code."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from pipeline import __version__
from pipeline.errors import ExitCode, GuideError, UsageError
from pipeline.model.message import Message, msg
from pipeline.parser_words import argparse_speaks, millimetres, whole_number
from pipeline.terminal import Printer
from pipeline.wording import UiLang, say, ui_language

__all__ = ["main"]


class Word:
    """Words a message in the language chosen for this run."""

    def __init__(self, lang: UiLang) -> None:
        self.lang = lang

    def __call__(self, message: Message) -> str:
        return say(message, self.lang)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusals are usage errors of ours, worded in the user's language; no option may be shortened."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  (argparse's own)
        super().__init__(*arguments, **{**named, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        raise UsageError(msg("{reason}.", reason=message[:1].upper() + message[1:].rstrip(".")), msg("See: guide --help"))


def _add_common(parser: argparse.ArgumentParser, word: Word) -> None:
    parser.add_argument("--json", action="store_true", help=word(msg("print the result as JSON, for machines")))
    _add_ui_lang(parser, word)


def _add_ui_lang(parser: argparse.ArgumentParser, word: Word) -> None:
    parser.add_argument("--ui-lang", choices=("en", "ru", "kk"), help=word(msg("language of messages (default: by locale)")))


def _add_sources(parser: argparse.ArgumentParser, word: Word) -> None:
    about = word(msg("the edition's folder (default: sources)"))
    parser.add_argument("sources", nargs="?", default="sources", metavar=word(msg("SOURCES")), help=about)


def _add_jobs(parser: argparse.ArgumentParser, word: Word) -> None:
    about = word(msg("processes for typesetting (default: one a core)"))
    parser.add_argument("--jobs", type=whole_number(word), metavar="N", default=os.cpu_count() or 1, help=about)


def _add_plan(verbs: argparse._SubParsersAction[_Parser], word: Word) -> _Parser:
    plan = verbs.add_parser("plan", help=word(msg("tell how many pages each setting comes to, and what would save a signature")))
    _add_sources(plan, word)
    plan.add_argument("--build", default="build", metavar=word(msg("DIR")), help=word(msg("folder of the output (default: build)")))
    plan.add_argument("--lang", metavar="kk,ru,en", help=word(msg("languages to plan, such as kk,ru,en (default: all of the edition)")))
    _add_jobs(plan, word)
    return plan


def _add_build(build: argparse.ArgumentParser, word: Word) -> None:
    _add_sources(build, word)
    build.add_argument("--build", default="build", metavar=word(msg("DIR")), help=word(msg("folder for the output (default: build)")))
    build.add_argument("--lang", metavar="kk,ru,en", help=word(msg("languages to make, such as kk,ru,en (default: all of the edition)")))
    _add_jobs(build, word)
    executor_help = word(msg("where batches run: local, or dask://HOST:PORT of a Dask scheduler"))
    build.add_argument("--executor", metavar="local|dask://HOST:PORT", default="local", help=executor_help)
    build.add_argument("--no-cache", action="store_true", help=word(msg("set every block anew")))
    fit_help = word(msg("fit the book to so many pages, or to whole signatures, with the least change of spacing and type"))
    build.add_argument("--fit", metavar=word(msg("PAGES|signatures")), help=fit_help)
    build.add_argument("--watch", action="store_true", help=word(msg("build again whenever a source is saved, until Ctrl-C")))
    _add_keeping(build, word)


def _add_status(status: argparse.ArgumentParser, word: Word) -> None:
    _add_sources(status, word)
    status.add_argument("--build", default="build", metavar=word(msg("DIR")), help=word(msg("folder of the output (default: build)")))
    status.add_argument("--lang", metavar="kk,ru,en", help=word(msg("languages of the build (default: all of the edition)")))
    status.add_argument("--why", action="store_true", help=word(msg("show which lines of the keys have changed")))


def _add_preflight(verbs: argparse._SubParsersAction[_Parser], word: Word) -> _Parser:
    preflight = verbs.add_parser("preflight", help=word(msg("check any PDF as a printer would, against what was ordered")))
    preflight.add_argument("pdf", metavar=word(msg("FILE")), help=word(msg("the PDF to check")))
    profile_help = word(msg("whose limits hold: house, offset-cis, gwg-2022-sheet-cmyk, … (default: house)"))
    preflight.add_argument("--profile", metavar=word(msg("NAME")), default="house", help=profile_help)
    preflight.add_argument("--job", metavar=word(msg("FILE")), help=word(msg("a job file (JSON) with what was ordered")))
    preflight.add_argument("--waivers", metavar=word(msg("FILE")), help=word(msg("findings that somebody answers for, as in waivers.toml")))
    report_help = word(msg("write a report for people: its name ends in .pdf or .html"))
    preflight.add_argument("--report", metavar=word(msg("FILE")), help=report_help)
    return preflight


def _add_keeping(build: argparse.ArgumentParser, word: Word) -> None:
    keep_help = word(msg("keep the pages of an earlier build: its folder, or one page map with --lang"))
    build.add_argument("--keep-pages", metavar=word(msg("OLD")), help=keep_help)
    refuse_help = word(msg("with --keep-pages: write nothing where anything would move to another page"))
    build.add_argument("--refuse-reflow", action="store_true", help=refuse_help)


def _add_impose(verbs: argparse._SubParsersAction[_Parser], word: Word) -> _Parser:
    impose = verbs.add_parser("impose", help=word(msg("lay the pages of a finished PDF out on press sheets, or two a side for a proof")))
    impose.add_argument("file", type=Path, metavar=word(msg("FILE")) + ".pdf", help=word(msg("a finished PDF, all pages of one size")))
    impose.add_argument("--out", type=Path, required=True, metavar=word(msg("SHEETS")) + ".pdf", help=word(msg("the sheets")))
    impose.add_argument("--scheme", choices=("saddle", "signatures"), help=word(msg("how it is bound (default: signatures)")))
    size_help = word(msg("pages on a sheet (default: 16; for saddle stitch 4)"))
    impose.add_argument("--signature", type=whole_number(word), choices=(4, 8, 16, 32), help=size_help)
    method_help = word(msg("how the sheet gets its second side (default: sheetwise)"))
    impose.add_argument("--method", choices=("sheetwise", "work-and-turn", "work-and-tumble"), help=method_help)
    creep_help = word(msg("shift: move pages to the spine as far as the leaves outside push them out"))
    impose.add_argument("--creep", choices=("report", "shift"), default="report", help=creep_help)
    impose.add_argument("--caliper-mm", type=millimetres(word, 1), metavar="T", help=word(msg("thickness of one leaf, for creep")))
    mill_help = word(msg("milled off the spine of every page, for perfect binding"))
    impose.add_argument("--mill-mm", type=millimetres(word, 10), metavar="M", help=mill_help)
    impose.add_argument("--two-up", action="store_true", help=word(msg("two pages a side on A4, for a proof from an office printer")))
    impose.add_argument("--dummy", action="store_true", help=word(msg("a folding dummy: folios and marks instead of pages")))
    return impose


def _parser(word: Word) -> _Parser:
    parser = _Parser(prog="guide", description=word(msg("Make a printed directory from spreadsheets.")))
    parser.add_argument("--version", action="version", version=f"guide {__version__}", help=word(msg("print the version")))
    _add_ui_lang(parser, word)
    verbs = parser.add_subparsers(dest="verb", metavar=word(msg("VERB")), parser_class=_Parser)

    build = verbs.add_parser("build", help=word(msg("make the guide in every language: PDFs, page maps, report")))
    _add_build(build, word)
    status = verbs.add_parser("status", help=word(msg("tell what a build would do, and why; nothing is written")))
    _add_status(status, word)
    plan = _add_plan(verbs, word)
    check = verbs.add_parser("check", help=word(msg("read and clean the data only, and tell what must be mended")))
    _add_sources(check, word)

    read = verbs.add_parser("read", help=word(msg("show what is understood of any workbook")))
    read.add_argument("files", nargs="+", metavar=word(msg("FILE")), help=word(msg("workbooks: .xlsx, .xls, .ods, .csv, .tsv")))
    read.add_argument("--mapping", metavar=word(msg("FILE")), help=word(msg("a mapping.toml with decisions on columns")))

    explain = verbs.add_parser("explain", help=word(msg("tell where a listing comes from, or why a rule exists")))
    explain.add_argument("id", metavar="ID", help=word(msg("a listing (ngo-0007) or a rule (SRC-001)")))
    _add_sources(explain, word)
    explain.add_argument("--build", default="build", metavar=word(msg("DIR")), help=word(msg("folder of the output (default: build)")))

    preflight = _add_preflight(verbs, word)
    impose = _add_impose(verbs, word)
    doctor = verbs.add_parser("doctor", help=word(msg("check libraries, fonts and versions")))

    new = verbs.add_parser("new", help=word(msg("make an edition folder to fill, with the blank workbook for provinces")))
    new.add_argument("folder", metavar=word(msg("DIR")), help=word(msg("the folder to make; it must not exist or be empty")))
    new.add_argument(
        "--sample", metavar="N", help=word(msg("fill it with an invented edition of N listings, organisations and experts together"))
    )
    for verb in (build, plan, status, check, read, explain, preflight, impose, doctor, new):
        _add_common(verb, word)
    return parser


def _early_ui_lang(arguments: Sequence[str]) -> str | None:
    """--ui-lang as given, before parsing: refusals of the parser are worded too."""
    for index, argument in enumerate(arguments):
        if argument == "--ui-lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--ui-lang="):
            return argument.partition("=")[2]
    return None


def _run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Import only what the verb needs: `guide --help` must not load a layout engine."""
    verb = arguments.verb
    if verb in ("build", "check"):
        from pipeline.commands import building

        return building.run(arguments, printer)
    if verb == "plan":
        from pipeline.commands import planning

        return planning.run(arguments, printer)
    if verb == "status":
        from pipeline.commands import status

        return status.run(arguments, printer)
    if verb == "read":
        from pipeline.commands import reading

        return reading.run([Path(name) for name in arguments.files], arguments.mapping, printer)
    if verb == "explain":
        from pipeline.commands import explaining

        return explaining.run(arguments.id, Path(arguments.sources), Path(arguments.build), printer)
    if verb == "preflight":
        from pipeline.commands import preflighting

        return preflighting.run(arguments, printer)
    if verb == "impose":
        from pipeline.commands import imposing

        return imposing.run(arguments, printer)
    if verb == "doctor":
        from pipeline.commands import doctoring

        return doctoring.run(printer)
    from pipeline.commands import starting

    return starting.run(Path(arguments.folder), arguments.sample, printer)


def _parse(given: Sequence[str], word: Word, printer: Printer) -> argparse.Namespace:
    """Parse, and print help where no verb is given. Raises GuideError for wrong usage, SystemExit after --help and --version."""
    with argparse_speaks(word):
        parser = _parser(word)
        try:
            parsed = parser.parse_args(given)
        except SystemExit:
            printer.finish()
            raise
        if parsed.verb is None:
            parser.print_help()
        return parsed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is one of pipeline.errors.ExitCode."""
    _open_closed_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = _early_ui_lang(given)
    word = Word(ui_language(asked if asked in ("en", "ru", "kk") else None, os.environ))
    printer = Printer(word, as_json="--json" in given, lang=word.lang)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that knows no Kazakh letters
    try:
        parsed = _parse(given, word, printer)
        code = _run(parsed, printer) if parsed.verb else ExitCode.USAGE
        printer.finish()
        return code
    except GuideError as error:
        return _fail(error, printer)
    except KeyboardInterrupt:
        printer.interrupted()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`guide read … | head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.GOOD
    except Exception as error:
        return _bug(error, printer)


def _open_closed_streams() -> None:
    """Started with stdout or stderr closed (`guide check >&-`): what would be said there goes nowhere, and the work is done."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (stays open to the end)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _fail(error: GuideError, printer: Printer) -> int:
    try:
        printer.failure(error)
    except GuideError as later:  # stdout is full: its JSON could not be written either
        error = later
        printer.failure_said(later)
    return error.exit_code


def _bug(error: Exception, printer: Printer) -> int:
    """Our own fault: one sentence; the trace goes to a file that can be sent to us."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="guide-bug-", suffix=".txt", delete=False, encoding="utf-8") as log:
        log.write(f"guide {__version__}\n{json.dumps(sys.argv)}\n{traceback.format_exc()}")
    printer.bug(type(error).__name__, log.name)
    return ExitCode.BUG
