"""``guide strings glossary``: the edition's terms out to people and programs, and their table back.

--json gives:

    exit_code  0; 4 where the table that came back could not be taken
    terms      how many the edition has (after --take: has now)
    findings   [] what of the table cannot be used
    gone, new  [] after --take: words of the rows that only the old table has, and only the new one
    written    [] files written
    backups    [] what the table was before
"""

from __future__ import annotations

import argparse
import csv
import io
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from pipeline.commands.strings.writing import tell_written, write_over
from pipeline.copies_folder import require_apart
from pipeline.desk import Desk, shown_name, write_file
from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.tables import ListColumn, ListSheet, write_lists
from pipeline.errors import ExitCode, Unreadable, UsageError
from pipeline.ingest.grid import column_letter
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.source import CellKind, Sheet, SourceFile
from pipeline.revision import Glossary, make_glossary
from pipeline.revision.glossary import COLUMNS
from pipeline.revision.table import glossary_rows, named_rows, write_glossary
from pipeline.source_files import GLOSSARY, read_workbook_file
from pipeline.stock import new_edition_text
from pipeline.strings.accepting import require_letters
from pipeline.strings.workbook import GLOSSARY_SHEET
from pipeline.terminal import Printer

__all__ = ["run"]

_WIDTHS = (30, 30, 30, 26, 26, 26, 22, 22, 22, 30)
_TABLES, _PAIRS = (".xlsx", ".csv"), (".txt", ".csv")
"""Endings of the whole table, and of the words of two languages each."""
_SHOWN = 8
"""Rows of a kind that are printed; --json tells all."""
_Differing = tuple[list[str], list[str]]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Take a table, write one, and say how many terms there are. Raises GuideError; nothing is then written."""
    desk = Desk(Path(arguments.sources), Path("build"))
    desk.require_sources()
    out = Path(arguments.out) if arguments.out else None
    if out is not None:
        _require_form(out, arguments.lang)
        require_apart(out.parent, desk.sources)
    elif arguments.lang:
        raise UsageError(msg("--lang names the language of a list that is written."), msg("Say where to write it: --out terms.txt"))
    text = desk.text_or(GLOSSARY)
    # An edition without one begins with the terms that every new one has.
    rows, findings = glossary_rows(text or new_edition_text(GLOSSARY), GLOSSARY)
    written, backups = list[str](), list[str]()
    before = rows
    differing: _Differing = ([], [])
    if arguments.take:
        rows, findings = _taken(Path(arguments.take))
    glossary, unusable = make_glossary(rows, Path(arguments.take).name if arguments.take else GLOSSARY)
    if arguments.take:
        if not glossary.terms:
            raise _no_terms(shown_name(arguments.take))
        written, backups = _kept(desk, text, write_glossary(rows))
        differing = _differing(before, rows)
    if out is not None:
        write_file(out, _content(out, rows, glossary, cast("Lang | None", arguments.lang), printer))
        written.append(str(out))
    _tell(glossary, [*findings, *unusable], differing, (written, backups), printer, is_taken=bool(arguments.take))
    return ExitCode.GOOD


def _require_form(out: Path, lang: str | None) -> None:
    if out.suffix.lower() not in (_PAIRS if lang else _TABLES):
        raise UsageError(
            msg("The glossary cannot be written as {file}.", file=str(out)),
            msg("Name a file that ends in .xlsx or .csv, or with --lang in .txt (OmegaT) or .csv (Weblate)."),
        )
    if os.path.lexists(out):  # exists() raises for a name that is too long
        raise UsageError(msg("{file} exists already.", file=str(out)), msg("Name another file; nothing was changed."))


def _taken(path: Path) -> tuple[list[dict[str, str]], list[Finding]]:
    """Rows of the first sheet that has the languages' columns. Raises Unreadable."""
    name = shown_name(path.name)
    workbook, findings = open_workbook(SourceFile(name, read_workbook_file(path, shown_name(path.as_posix()))))
    require_letters(name, "kk", findings)
    for sheet in workbook.sheets:
        table = _table(sheet)
        if table and {cell.strip().casefold() for cell in table[0]} >= {"kk", "ru"}:
            _require_words(sheet, name)
            return named_rows(table, name)
    raise _no_terms(name)


def _require_words(sheet: Sheet, name: str) -> None:
    """Raises Unreadable for a formula without a value and for an error: a term would be emptied unseen."""
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.kind in (CellKind.UNCALCULATED, CellKind.ERROR):
            raise Unreadable(
                msg("{file}: cell {cell} holds a formula without a text; nothing was taken.", file=name,
                    cell=f"{column_letter(column)}{row}"),
                msg("Write it as a text (in Excel with ' before it)."))


def _no_terms(name: str) -> Unreadable:
    return Unreadable(msg("{file} holds no terms; nothing was taken.", file=name), msg("Its first row names the columns kk, ru and en."))


def _table(sheet: Sheet) -> list[list[str]]:
    rows = max((row for row, _ in sheet.cells), default=0)
    columns = max((column for _, column in sheet.cells), default=0)
    texts = {place: cell.text for place, cell in sheet.cells.items()}
    return [[texts.get((row, column), "") for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def _kept(desk: Desk, before: str, after: str) -> tuple[list[str], list[str]]:
    """Put the table in its place; the names of what was written, and of what was there before. Raises Unwritable."""
    made = {} if after.removeprefix("\ufeff") == before else {GLOSSARY: (before, after)}
    backups = write_over(desk, made)
    return [str(desk.sources / name) for name in made], [str(desk.sources / name) for name in backups]


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


def _differing(before: Sequence[dict[str, str]], after: Sequence[dict[str, str]]) -> _Differing:
    """Words of the rows that only the old table has, and of those that only the new one has, in their order."""
    def lines(rows: Sequence[dict[str, str]]) -> Counter[tuple[str, ...]]:
        return Counter(tuple(row.get(column, "") for column in COLUMNS) for row in rows if any(row.values()))

    def words(rows: Counter[tuple[str, ...]]) -> list[str]:
        return [" · ".join(filter(None, row[: len(LANGUAGES)])) for row in rows.elements()]

    old, new = lines(before), lines(after)
    return words(old - new), words(new - old)


def _tell_differing(differing: _Differing, printer: Printer) -> None:
    gone, new = differing
    if gone:
        printer.line(nmsg("{n} row of the table is gone or was changed:", "{n} rows of the table are gone or were changed:", len(gone)))
    _tell_rows(gone, printer)
    if new:
        printer.line(nmsg("{n} row of the table is new or was changed:", "{n} rows of the table are new or were changed:", len(new)))
    _tell_rows(new, printer)


def _tell_rows(rows: Sequence[str], printer: Printer) -> None:
    for row in rows[:_SHOWN]:
        printer.text(f"    {row}")
    if len(rows) > _SHOWN:
        printer.text("    …")


def _tell(
    glossary: Glossary, findings: Sequence[Finding], differing: _Differing, written: tuple[Sequence[str], Sequence[str]], printer: Printer,
    *, is_taken: bool,
) -> None:
    if printer.as_json:
        printer.json({
            "exit_code": int(ExitCode.GOOD), "terms": len(glossary.terms), "findings": printer.findings_json(findings),
            "gone": differing[0], "new": differing[1], "written": list(written[0]), "backups": list(written[1]),
        })  # fmt: skip
        return
    printer.findings(findings, every=True)
    _tell_differing(differing, printer)
    printer.line(nmsg("{n} term", "{n} terms", len(glossary.terms)))
    if any(written) or is_taken:
        tell_written(*written, printer, dry_run=False)
