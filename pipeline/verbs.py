"""The verbs that make an edition: how each is called, and what does its work.

A verb's module is imported only when it runs: `guide --help` must not load a layout engine.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import ExitCode
from pipeline.model.message import Message, msg
from pipeline.parser_words import TakenTogether, whole_number
from pipeline.terminal import Printer

__all__ = ["EDITION_VERBS", "Parser", "Verb", "Word", "add_build_folder", "add_jobs", "add_languages", "add_sources", "add_ui_lang"]

Parser = argparse.ArgumentParser
Word = Callable[[Message], str]
"""Words a message in the user's language."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb does, in a line; ``add`` gives its parser the arguments, ``run`` does it and raises GuideError."""

    about: Message
    add: Callable[[Parser, Word], None]
    run: Callable[[argparse.Namespace, Printer], ExitCode]


def add_ui_lang(parser: Parser, word: Word) -> None:
    parser.add_argument("--ui-lang", choices=("en", "ru", "kk"), help=word(msg("language of messages (default: by locale)")))


def add_sources(parser: Parser, word: Word) -> None:
    about = word(msg("the edition's folder (default: sources)"))
    parser.add_argument("sources", nargs="?", default="sources", metavar=word(msg("SOURCES")), help=about)


def add_build_folder(parser: Parser, word: Word, about: Message = msg("folder of the output (default: build)")) -> None:  # noqa: B008
    parser.add_argument("--build", default="build", metavar=word(msg("DIR")), help=word(about))


def add_languages(parser: Parser, word: Word, about: Message) -> None:
    parser.add_argument("--lang", action=TakenTogether, metavar="kk,ru,en", help=word(about))


def add_jobs(parser: Parser, word: Word) -> None:
    about = word(msg("processes for typesetting (default: one a core)"))
    parser.add_argument("--jobs", type=whole_number(word), metavar="N", default=os.cpu_count() or 1, help=about)


def _add_build(build: Parser, word: Word) -> None:
    add_sources(build, word)
    add_build_folder(build, word, msg("folder for the output (default: build)"))
    add_languages(build, word, msg("languages to make, such as kk,ru,en (default: all of the edition)"))
    add_jobs(build, word)
    executor_help = word(msg("where batches run: local, or dask://HOST:PORT of a Dask scheduler"))
    build.add_argument("--executor", metavar="local|dask://HOST:PORT", default="local", help=executor_help)
    build.add_argument("--no-cache", action="store_true", help=word(msg("set every block anew")))
    fit_help = word(msg("fit the book to so many pages, or to whole signatures, with the least change of spacing and type"))
    build.add_argument("--fit", metavar=word(msg("PAGES|signatures")), help=fit_help)
    printer_help = word(msg("printers to make press files for, such as house,offset-cis (default: the edition's own)"))
    build.add_argument("--printer", action=TakenTogether, metavar=word(msg("NAME[,NAME]")), help=printer_help)
    build.add_argument("--watch", action="store_true", help=word(msg("build again whenever a source is saved, until Ctrl-C")))
    keep_help = word(msg("keep the pages of an earlier build: its folder, or one page map with --lang"))
    build.add_argument("--keep-pages", metavar=word(msg("OLD")), help=keep_help)
    refuse_help = word(msg("with --keep-pages: write nothing where anything would move to another page"))
    build.add_argument("--refuse-reflow", action="store_true", help=refuse_help)


def _build(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import building

    return building.run(arguments, printer)


def _add_check(check: Parser, word: Word) -> None:
    add_sources(check, word)
    about = word(msg("write the report: one page NAME.html or NAME.json, or a folder with a page for each workbook beside it"))
    check.add_argument("--report", metavar=word(msg("DIR|FILE")), help=about)
    add_build_folder(check, word, msg("with --report: where guide return left its marked copies (default: build)"))


def _check(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import checking

    return checking.run(arguments, printer)


def _add_status(status: Parser, word: Word) -> None:
    add_sources(status, word)
    add_build_folder(status, word)
    add_languages(status, word, msg("languages of the build (default: all of the edition)"))
    status.add_argument("--why", action="store_true", help=word(msg("show which lines of the keys have changed")))


def _status(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import status

    return status.run(arguments, printer)


def _add_plan(plan: Parser, word: Word) -> None:
    add_sources(plan, word)
    add_build_folder(plan, word)
    add_languages(plan, word, msg("languages to plan, such as kk,ru,en (default: all of the edition)"))
    add_jobs(plan, word)


def _plan(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import planning

    return planning.run(arguments, printer)


def _add_cover(cover: Parser, word: Word) -> None:
    add_sources(cover, word)
    add_build_folder(cover, word)
    add_languages(cover, word, msg("languages to make, such as kk,ru,en (default: all of the edition)"))
    cover.add_argument("--printer", metavar=word(msg("NAME")), help=word(msg("for this printer (default: the edition's own)")))


def _cover(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import covering

    return covering.run(arguments, printer)


def _add_explain(explain: Parser, word: Word) -> None:
    explain.add_argument("id", metavar="ID", help=word(msg("a listing (ngo-0007) or a rule (SRC-001)")))
    add_sources(explain, word)
    add_build_folder(explain, word)


def _explain(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import explaining

    return explaining.run(arguments.id, Path(arguments.sources), Path(arguments.build), printer)


def _add_nothing(parser: Parser, word: Word) -> None:
    """A verb without arguments of its own."""


def _doctor(_: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import doctoring

    return doctoring.run(printer)


def _add_new(new: Parser, word: Word) -> None:
    new.add_argument("folder", metavar=word(msg("DIR")), help=word(msg("the folder to make; it must not exist or be empty")))
    sample_help = word(msg("fill it with an invented edition of N listings, organisations and experts together"))
    new.add_argument("--sample", metavar="N", help=sample_help)


def _new(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import starting

    return starting.run(Path(arguments.folder), arguments.sample, printer)


EDITION_VERBS: Final[Mapping[str, Verb]] = {
    "build": Verb(msg("make the guide in every language: PDFs, page maps, report"), _add_build, _build),
    "status": Verb(msg("tell what a build would do, and why; nothing is written"), _add_status, _status),
    "plan": Verb(msg("tell how many pages each setting comes to, and what would save a signature"), _add_plan, _plan),
    "cover": Verb(msg("make the cover of each finished book: back, spine and front in one sheet"), _add_cover, _cover),
    "check": Verb(msg("read and clean the data only, and tell what must be mended"), _add_check, _check),
    "explain": Verb(msg("tell where a listing comes from, or why a rule exists"), _add_explain, _explain),
    "doctor": Verb(msg("check libraries, fonts and versions"), _add_nothing, _doctor),
    "new": Verb(msg("make an edition folder to fill, with the blank workbook for provinces"), _add_new, _new),
}
"""Verb -> what it is; ``check`` is the first half of ``build``."""
