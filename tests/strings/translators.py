"""Catalogues made by hand, sent out and read back in every format, without an edition around them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.strings import write_strings_book
from pipeline.model.fields import Lang
from pipeline.model.source import SourceFile
from pipeline.strings.arrival import Arrival, Incoming, Known
from pipeline.strings.conflicts import Choice, Choices
from pipeline.strings.exporting import Export, make_export, po_text
from pipeline.strings.importing import Taken, take
from pipeline.strings.plural_forms import joined_forms
from pipeline.strings.reading_po import read_po_arrival
from pipeline.strings.reading_workbook import read_workbook
from pipeline.strings.units import Catalogue, CatalogueKind, Context, Unit, unit_name
from pipeline.strings.wanted import Wanted
from pipeline.strings.workbook import strings_book
from pipeline.strings.xliff import read_xliff, xliff_text
from pipeline.wording import say

FORMATS = ("po", "xlsx", "xliff")


def english(message: object) -> str:
    return say(message, "en")  # type: ignore[arg-type]


def content(*texts: tuple[str, str] | tuple[str, str, str], lang: Lang = "kk") -> tuple[Wanted, Catalogue]:
    """Texts as (key, source) or (key, source, translation): what an edition wants, and its catalogue."""
    units = [Unit(key, source, "ru", *target) for key, source, *target in texts]
    wanted = tuple(Unit(unit.key, unit.source, "ru") for unit in units)
    contexts = {unit.key: Context(unit.key.partition("/")[0], unit.key.partition("/")[2], "Астана", (("миссия", "Помогать"),)) for unit in units}
    return Wanted("content", lang, wanted, contexts), Catalogue(lang, "content", tuple(unit for unit in units if unit.target))


def known(*wanted: Wanted) -> Known:
    names: dict[CatalogueKind, dict[str, str]] = {"content": {}, "labels": {}}
    for one in wanted:
        names[one.kind] = {unit_name(unit, one.kind): unit.source for unit in one.units}
    return names


def export(wanted: Wanted, catalogue: Catalogue) -> Export:
    return make_export("2031", wanted, catalogue, "all", {})


def sent(form: str, *exports: Export) -> bytes:
    """The file that goes out."""
    if form == "xlsx":
        return write_strings_book(strings_book(exports, "en")[0])
    return (po_text if form == "po" else xliff_text)(exports[0], english).encode()


def came(form: str, content: bytes, *wanted: Wanted) -> Arrival:
    """The file as it is read when it comes back."""
    if form == "po":
        return read_po_arrival(content.decode(), "back.po")
    if form == "xliff":
        return read_xliff(content, "back.xlf")
    return read_workbook(open_workbook(SourceFile(f"back.{form}", content))[0], known(*wanted))


def texts_of(arrival: Arrival, *wanted: Wanted) -> Sequence[Incoming]:
    return joined_forms(arrival.texts, known(*wanted)["labels"])[0]


def taken(arrival: Arrival, wanted: Wanted, catalogue: Catalogue, choice: Choice = "", by: str = "") -> Taken:
    unread = [name for name in arrival.refused if name in known(wanted)[wanted.kind]]
    return take(texts_of(arrival, wanted), wanted, catalogue, by or arrival.by, Choices(choice), unread, day=arrival.day, word=english)


class Filled:
    """The workbook in a translator's hands: rows by key."""

    def __init__(self, content: bytes, sheet: int = 1) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet = self.book.worksheets[sheet]
        self.columns = {str(cell.value): cell.column for cell in self.sheet[1]}
        self.columns["digest"] = self.columns["id"]

    def row(self, key: str) -> int:
        column = self.columns["context"]
        return next(row for row in range(2, self.sheet.max_row + 1) if self.sheet.cell(row, column).value == key)

    def put(self, key: str, column: str, value: object) -> None:
        self.sheet.cell(self.row(key), self.columns[column]).value = value

    def delete(self, *columns: str) -> None:
        for column in sorted((self.columns[name] for name in columns), reverse=True):
            self.sheet.delete_cols(column)

    def rename(self, column: str, header: str) -> None:
        self.sheet.cell(1, self.columns[column]).value = header

    @property
    def content(self) -> bytes:
        saved = io.BytesIO()
        self.book.save(saved)
        return saved.getvalue()
