"""The report of a build: report.html for people who know Excel and no code, report.json for machines.

report.json, form 2 (documented keys, one entry a line; what does not apply is absent, as in the flat form of a finding):

    form            2; raised when the form changes
    lang            language of its sentences
    only            the one workbook that it is about; absent for the whole edition
    edition         id, title (staff's language), number, impression, data_date (ISO)
    exit_code       the build's exit code, as README.md lists them
    may_go_to_press true where nothing blocks: exit code 0
    balance         read, printed, withheld, rejected, duplicates; aside (rows under headers that are no listings), holds; files: the five
                    by file, and aside by why; not_read: files [], sheets [] file, sheet, state, rows; astray [] where a row was lost
    causes          [] what the findings come to, gravest first: id, code, severity, kind (blocking, question, advice, repaired, noted),
                    sentence, count, files (how many in each), title, cause (how it comes about), stays (if nobody does anything), action
    coverage        [] lang, total, translated, percent; fields: the same three by field
    untranslated    [] where an edition requires more than is translated: lang, key (listing-id/field), name, field, stands_in (language),
                    page (of the PDF, from 1), folio, doubtful (its translation is to be looked at again); in the order
                    of the pages; absent where nothing is required that is not there
    readings        [] file, reader, sheets [] name, state, kind, header_rows, columns [] (letter, header, field, confidence),
                    rows, records, rejected, groups, continuations, skipped, aside {why: row numbers}, filled (rows that hold anything)
    unreadable      [] names of workbooks that could not be opened
    findings        [] the flat form of pipeline/model/findings_json.py
    waived          [] the same with reason
    changes         [] rule, field, file, sheet, cell, before, after: repairs that were certain and were made;
                    decided: wrote, print, file, by, on, where a person's answer was obeyed
    merges          [] several rows printed as one: listing (id), name, decided (by a person), winner and rows [] (file, sheet, row), why []
                    (kind, value), differences [] (field, value, printed, file, sheet, cell; printed_from: file, sheet, cell),
                    others [] (field, value, lang, file, sheet, cell): texts that the edition in their language prints
    left_out        [] file, sheet, row; wish (file, sheet, row) where another row of the same listing asks for it; waiting: true where
                    that is not known before a question on the column of consent is answered
    mobiles_withheld [] file, sheet, row, cells []: people without consent to print a mobile
    files           [] file (from build/<edition>/), lang, pages, printer (the profile that a press file was made for)
    fitted          [] lang, wanted (pages, or "signatures"), pages, notes_pages, cost, setting, designed; absent where no page count was
                    asked for
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.doors.json_text import json_lines
from pipeline.model.balance import balance_json
from pipeline.model.decisions_words import decided_json
from pipeline.model.findings import CellRef
from pipeline.model.findings_json import finding_json
from pipeline.model.localised import CoverageCount, FieldCoverage
from pipeline.model.merge_words import merge_json
from pipeline.model.message import Message
from pipeline.model.report import ReportedFile, ReportFacts
from pipeline.model.source import ColumnReading, FileReading, SheetReading
from pipeline.model.untranslated_words import untranslated_json
from pipeline.proof.by_file import facts_of_file, files_of, short_names
from pipeline.proof.causes import Cause, causes_of, kinds_of
from pipeline.proof.report_page import report_page

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet

__all__ = ["causes_json", "page_files", "report_files", "report_json"]

Say = Callable[[Message], str]
FORM: Final = 2
_SHEET: Final = tuple(field.name for field in fields(SheetReading))
_CAUSE: Final = ("id", "code", "severity", "kind", "sentence", "count", "title", "cause", "stays", "action")
_COLUMN: Final = tuple(field.name for field in fields(ColumnReading))
_TEMPLATE: Final = "report.html.j2"


def page_files(folder: Path, facts: ReportFacts, say: Say) -> dict[Path, bytes]:
    """A page for each workbook, to be sent to whoever filled it in: ``folder``/10-abai.xlsx.html; it tells nothing of the others."""
    short = short_names(files_of(facts))
    return {folder / f"{short[file].replace('/', '-')}.html": _html(facts_of_file(facts, file), say).encode() for file in files_of(facts)}


def report_files(folder: Path, facts: ReportFacts, say: Say) -> dict[Path, bytes]:
    """``folder``/report.html and report.json; ``say`` words every sentence in the report's language.

    The same facts give the same bytes.
    """
    machine = json_lines(report_json(facts, say))
    return {folder / "report.html": _html(facts, say).encode(), folder / "report.json": machine}


def _html(facts: ReportFacts, say: Say) -> str:
    return _template().render(_TEMPLATE, page=report_page(facts, say)) + "\n"


@cache
def _template() -> TemplateSet:
    """Compiled once a process, however often it watches; Jinja2 takes a while to import, and a run that builds nothing needs none."""
    from pipeline.doors.templates import TemplateSet

    text = (resources.files("pipeline.proof") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("report", {_TEMPLATE: text})


def report_json(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """The report as plain values; its keys are listed at the head of this module."""
    edition = facts.edition
    return {
        "form": FORM,
        "lang": facts.lang,
        **({"only": facts.only} if facts.only else {}),
        "edition": {
            "id": edition.id, "title": edition.title.get(edition.staff_language, ""), "number": edition.number,
            "impression": edition.impression, "data_date": edition.data_date.isoformat(),
        },
        "exit_code": facts.exit_code,
        "may_go_to_press": facts.exit_code == 0,
        "balance": balance_json(facts.balance),
        "causes": causes_json(causes_of(((finding, "") for finding in facts.findings), say, kinds_of(facts.readings))),
        "coverage": [_coverage(count) for count in facts.coverage],
        **({"untranslated": untranslated_json(facts.untranslated)} if facts.untranslated else {}),
        "readings": [_reading(reading) for reading in facts.readings],
        "unreadable": list(facts.unreadable),
        "findings": [finding_json(finding, say) for finding in facts.findings],
        "waived": [{**finding_json(finding, say), "reason": reason} for finding, reason in facts.waived],
        "changes": [
            {
                "rule": change.rule, "field": change.field, "file": change.ref.file, "sheet": change.ref.sheet, "cell": change.ref.cell,
                "before": change.before, "after": change.after,
                **({"decided": decided_json(change.decided)} if change.decided else {}),
            }
            for change in facts.changes
        ],
        "merges": [merge_json(merge) for merge in facts.merges],
        "left_out": [
            {**_row(one.row), **({} if one.wish == one.row else {"wish": _row(one.wish)}), **({"waiting": True} if one.waiting else {})}
            for one in facts.left_out
        ],
        "mobiles_withheld": [{**_row(one.row), "cells": [ref.cell for ref in one.cells]} for one in facts.mobiles_withheld],
        "files": [_file(made) for made in facts.files],
        **({"fitted": [{"lang": fitted.lang, **fitted.facts()} for fitted in facts.fitted]} if facts.fitted else {}),
    }


def _row(ref: CellRef) -> dict[str, str]:
    return {"file": ref.file, "sheet": ref.sheet, "row": ref.cell}


def causes_json(causes: Iterable[Cause]) -> list[dict[str, Any]]:
    """Causes as plain values, without their places, which stand in the findings."""
    return [{**{name: getattr(cause, name) for name in _CAUSE if getattr(cause, name)}, "files": dict(cause.files)} for cause in causes]


def _reading(reading: FileReading) -> dict[str, Any]:
    return {"file": reading.file, "reader": reading.reader, "sheets": [_sheet(sheet) for sheet in reading.sheets]}


def _sheet(sheet: SheetReading) -> dict[str, Any]:
    made = {name: getattr(sheet, name) for name in _SHEET}
    made["aside"] = {why: list(rows) for why, rows in sheet.aside}
    made["columns"] = [{name: getattr(column, name) for name in _COLUMN} for column in sheet.columns]
    return made


def _file(made: ReportedFile) -> dict[str, Any]:
    more = {"pages": made.pages, "printer": made.printer}
    return {"file": made.name, "lang": made.lang, **{key: value for key, value in more.items() if value}}


def _coverage(count: CoverageCount) -> dict[str, Any]:
    return {"lang": count.lang, **_share(count.overall), "fields": {name: _share(field) for name, field in sorted(count.fields.items())}}


def _share(field: FieldCoverage) -> dict[str, Any]:
    return {"total": field.total, "translated": field.translated, "percent": field.told_percent}
