"""The verbs that work on the provinces' workbooks: how each is called, and what does its work."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import ExitCode, UsageError
from pipeline.model.message import msg
from pipeline.model.source import DEFAULT_UNPACKED_MB
from pipeline.parser_words import whole_number
from pipeline.terminal import Printer
from pipeline.verbs import Parser, Verb, Word, add_build_folder, add_sources

__all__ = ["SOURCE_VERBS"]


def _add_read(read: Parser, word: Word) -> None:
    read.add_argument("files", nargs="*", metavar=word(msg("FILE")), help=word(msg("workbooks: .xlsx, .xls, .ods, .csv, .tsv")))
    read.add_argument("--mapping", metavar=word(msg("FILE")), help=word(msg("a mapping.toml with decisions on columns")))
    read.add_argument("--schema", action="store_true", help=word(msg("print the JSON Schema of what --json prints, and read nothing")))
    limit_help = word(msg("megabytes that a file may take once it is unpacked (default: {n})", n=DEFAULT_UNPACKED_MB))
    read.add_argument("--unpacked-mb", metavar="N", type=whole_number(word), default=DEFAULT_UNPACKED_MB, help=limit_help)


def _read(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import reading

    if arguments.schema:
        return reading.print_schema(printer)
    if not arguments.files:
        raise UsageError(msg("No file was named."), msg("See: guide --help"))
    return reading.run([Path(name) for name in arguments.files], arguments.mapping, printer, arguments.unpacked_mb)


def _add_questions(questions: Parser, word: Word) -> None:
    add_sources(questions, word)
    out_help = word(msg("write the open questions as a workbook to fill in"))
    questions.add_argument("--out", metavar=word(msg("FILE.xlsx")), help=out_help)
    take_help = word(msg("take the answers of a filled workbook, or of a copy that came back from its author, into decisions.toml"))
    questions.add_argument("--take", metavar=word(msg("FILE")), help=take_help)
    questions.add_argument("--by", metavar=word(msg("NAME")), help=word(msg("with --take: who answered")))
    questions.add_argument("--on", metavar=word(msg("DAY")), help=word(msg("with --take: on which day (default: as written, else today)")))


def _questions(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import questioning

    return questioning.run(arguments, printer)


def _add_return(back: Parser, word: Word) -> None:
    add_sources(back, word)
    back.add_argument("files", nargs="*", metavar=word(msg("FILE")), help=word(msg("workbooks of the edition (default: all)")))
    add_build_folder(back, word)
    out_help = word(msg("folder for the copies (default: return in the edition's folder of outputs)"))
    back.add_argument("--out", metavar=word(msg("DIR")), help=out_help)


def _return(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import returning

    return returning.run(arguments, printer)


def _add_register(register: Parser, word: Word) -> None:
    about = word(msg("an extract of the register: .xlsx, .xls, .ods, .csv, with names, BINs, regions and statuses"))
    register.add_argument("register", type=Path, metavar=word(msg("REGISTER")), help=about)
    add_sources(register, word)
    out_help = word(msg("write who is in which group as a workbook, a sheet each"))
    register.add_argument("--out", type=Path, metavar=word(msg("FILE")) + ".xlsx", help=out_help)


def _register(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import registering

    return registering.run(arguments.register, Path(arguments.sources), arguments.out, printer)
def _add_map(mapped: Parser, word: Word) -> None:
    mapped.add_argument("file", metavar=word(msg("FILE")), help=word(msg("a workbook: .xlsx, .xls, .ods, .csv, .tsv")))
    mapped.add_argument("--sheet", metavar=word(msg("NAME")), help=word(msg("only this sheet (default: all that are not hidden)")))
    mapped.add_argument("--table", type=whole_number(word), metavar="N", help=word(msg("only this table, by its number in the list")))
    mapped.add_argument("--kind", choices=("organisation", "expert"), help=word(msg("what the table lists (default: as found)")))
    row_help = word(msg("the row where the header begins, 0 for a table without one (default: as found)"))
    mapped.add_argument("--header-row", type=whole_number(word), metavar="N", help=row_help)
    mapped.add_argument("--accept", action="store_true", help=word(msg("write the proposal, with all that is likely")))
    set_help = word(msg("decide a column and write it, such as --set C=phones; --set C=- leaves it out; may be given again"))
    mapped.add_argument("--set", action="append", default=[], metavar="C=" + word(msg("FIELD")), help=set_help)
    sources_help = word(msg("the edition's folder whose mapping.toml is meant (default: found above the file, or sources)"))
    mapped.add_argument("--sources", metavar=word(msg("DIR")), help=sources_help)
    mapped.add_argument("--out", metavar=word(msg("FILE")), help=word(msg("another mapping file to keep the decision in")))


def _map(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import mapping

    return mapping.run(arguments, printer)


def _add_compare(compare: Parser, word: Word) -> None:
    compare.add_argument("old", metavar=word(msg("BEFORE")), help=word(msg("the workbook that was sent out, or a folder of them")))
    compare.add_argument("new", metavar=word(msg("AFTER")), help=word(msg("the same as it came back")))
    about = word(msg("the edition whose vocabularies and decisions hold (default: sources, where it is one)"))
    compare.add_argument("--sources", metavar=word(msg("DIR")), help=about)


def _compare(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import comparing

    return comparing.run(arguments, printer)


SOURCE_VERBS: Final[Mapping[str, Verb]] = {
    "map": Verb(msg("propose what each column of a workbook is, and keep the decision for next year's file"), _add_map, _map),
    "read": Verb(msg("show what is understood of any workbook"), _add_read, _read),
    "return": Verb(msg("make a copy of each workbook for its author, with what is to be mended marked in it"), _add_return, _return),
    "compare": Verb(msg("tell what an author changed in a workbook, what it mends, and what is wrong now"), _add_compare, _compare),
    "questions": Verb(msg("what a person has to decide: shown, written as a workbook, and its answers taken"), _add_questions, _questions),
    "register": Verb(msg("compare an extract of the register with the provinces' files"), _add_register, _register),
}
"""Verb -> what it is."""
