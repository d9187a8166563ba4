"""``guide strings glossary``: the edition's terms out to people and programs, and their table back.

--json gives:

    exit_code  0; 4 where the table that came back could not be taken
    terms      how many the edition has (after --take: has now)
    findings   [] what of the table cannot be used
    written    [] files written
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from pipeline.commands.strings_writing import backup_name
from pipeline.desk import Desk, shown_name, write_file
from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.tables import ListColumn, ListSheet, write_lists
from pipeline.errors import ExitCode, Unreadable, UsageError
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.source import Sheet, SourceFile
from pipeline.outputs import alone
from pipeline.revision import Glossary, make_glossary
from pipeline.revision.glossary import COLUMNS
from pipeline.revision.table import glossary_rows, named_rows, write_glossary
from pipeline.source_files import GLOSSARY, read_workbook_file
from pipeline.stock import new_edition_text
from pipeline.strings.workbook import GLOSSARY_SHEET
from pipeline.terminal import Printer

__all__ = ["run"]

_WIDTHS = (30, 30, 30, 26, 26, 26, 22, 22, 22, 30)
_FORMS = (".xlsx", ".csv", ".txt")


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Take a table, write one, and say how many terms there are. Raises GuideError; nothing is then written."""
    desk = Desk(Path(arguments.sources), Path("build"))
    desk.require_sources()
    out = Path(arguments.out) if arguments.out else None
    if out is not None:
        _require_form(out, arguments.lang)
    text = desk.text_or(GLOSSARY)
    # An edition without one begins with the terms that every new one has.
    rows, findings = glossary_rows(text or new_edition_text(GLOSSARY), GLOSSARY)
    written: list[str] = []
    if arguments.take:
        rows, findings = _taken(Path(arguments.take))
    glossary, unusable = make_glossary(rows, Path(arguments.take).name if arguments.take else GLOSSARY)
    if arguments.take:
        if not glossary.terms:
            raise _no_terms(shown_name(arguments.take))
        written += _kept(desk, text, write_glossary(rows))
    if out is not None:
        write_file(out, _content(out, rows, glossary, cast("Lang | None", arguments.lang), printer))
        written.append(str(out))
    _tell(glossary, [*findings, *unusable], written, printer)
    return ExitCode.GOOD


def _require_form(out: Path, lang: str | None) -> None:
    if out.suffix.lower() not in _FORMS or (out.suffix.lower() == ".txt" and not lang):
        raise UsageError(
            msg("The glossary cannot be written as {file}.", file=str(out)),
            msg("Name a file that ends in .xlsx or .csv, or with --lang in .txt (OmegaT) or .csv (Weblate)."),
        )
    if out.exists():
        raise UsageError(msg("{file} exists already.", file=str(out)), msg("Name another file; nothing was changed."))


def _taken(path: Path) -> tuple[list[dict[str, str]], list[Finding]]:
    """Rows of the first sheet that has the languages' columns. Raises Unreadable."""
    name = shown_name(path.name)
    workbook, _ = open_workbook(SourceFile(name, read_workbook_file(path, shown_name(path.as_posix()))))
    for sheet in workbook.sheets:
        table = _table(sheet)
        if table and {cell.strip().casefold() for cell in table[0]} >= {"kk", "ru"}:
            return named_rows(table, name)
    raise _no_terms(name)


def _no_terms(name: str) -> Unreadable:
    return Unreadable(msg("{file} holds no terms; nothing was taken.", file=name), msg("Its first row names the columns kk, ru and en."))


def _table(sheet: Sheet) -> list[list[str]]:
    rows = max((row for row, _ in sheet.cells), default=0)
    columns = max((column for _, column in sheet.cells), default=0)
    texts = {place: cell.text for place, cell in sheet.cells.items()}
    return [[texts.get((row, column), "") for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def _kept(desk: Desk, before: str, after: str) -> list[str]:
    """Put the table in its place, what was there before beside it. Raises Unwritable."""
    if after.removeprefix("\ufeff") == before:
        return []
    names = []
    with alone(desk.sources):
        if before:
            names.append(backup_name(GLOSSARY, before))
            desk.write_source(names[0], before.encode())
        desk.write_source(GLOSSARY, after.encode())
    return [str(desk.sources / name) for name in (GLOSSARY, *names)]


def _content(out: Path, rows: Sequence[dict[str, str]], glossary: Glossary, lang: Lang | None, printer: Printer) -> bytes:
    if lang is None and out.suffix.lower() == ".xlsx":
        columns = [ListColumn(name, width) for name, width in zip(COLUMNS, _WIDTHS, strict=True)]
        table = [[row.get(name, "") for name in COLUMNS] for row in rows if any(row.values())]
        return write_lists([ListSheet(printer.word(GLOSSARY_SHEET), columns, table)], printer.word(msg("The guide")))
    if lang is None:
        return write_glossary(rows).encode()
    pairs = [
        (term.words[other], term.words[lang], term.note)
        for term in glossary.terms for other in LANGUAGES if other != lang and lang in term.words and other in term.words
    ]
    if out.suffix.lower() == ".txt":  # OmegaT: source, target and comment, parted by tabs, no header
        return "".join("\t".join(" ".join(text.split()) for text in pair) + "\n" for pair in pairs).encode()
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([("source", "target", "developer_comments"), *pairs])  # as Weblate names them
    return made.getvalue().encode()


def _tell(glossary: Glossary, findings: Sequence[Finding], written: Sequence[str], printer: Printer) -> None:
    if printer.as_json:
        printer.json({
            "exit_code": int(ExitCode.GOOD), "terms": len(glossary.terms), "findings": printer.findings_json(findings),
            "written": list(written),
        })  # fmt: skip
        return
    printer.findings(findings, every=True)
    printer.line(nmsg("{n} term", "{n} terms", len(glossary.terms)))
    for name in written:
        printer.line(msg("Written: {file}", file=name))
