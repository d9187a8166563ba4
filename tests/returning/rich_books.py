"""Workbooks with everything that a person's workbook may hold, made for the tests of copies that go back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from pipeline.model.returned import ANSWER_HEADERS, Gravity, Mark, MarkedBook, MendLine, MendSheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPARKLINES = (
    b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines>'
    b"<x14:sparkline><xm:f>\xd0\x9d\xd0\x9f\xd0\x9e!A2:B2</xm:f><xm:sqref>H2</xm:sqref></x14:sparkline></x14:sparklines>"
    b"</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
CONTROLS = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls>'
    b'<control shapeId="1025" name="Button 1"/></controls></mc:Choice></mc:AlternateContent>'
)
THREAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="A3" personId="{1}" id="{2}"><text>Проверить название</text></threadedComment></ThreadedComments>'
).encode()
HEADERS = ("Название", "Область", "Телефон", "E-mail", "БИН", "Сайт")
ROWS = (
    ("Фонд «Надежда»", "Павлодарская область", "8 (7182) 30-01-83", "info@nadezhda.example", "000140000000", "nadezhda.example"),
    ("Фонд «Опора»", "Павлодарская область", "8 (7182) 30-01-84", "info@opora.example", "000140000001", "opora.example"),
    ("Фонд «Берег»", "Павлодарская область", "8 (7182) 30-01-85", "info@bereg.example", "000140000002", "bereg.example"),
    ("Фонд «Мост»", "Павлодарская область", "8 (7182) 30-01-86", "", "000140000003", "most.example"),
)


def rich_book() -> bytes:
    """A sheet «НПО» with looks, filters, lists, rules, a chart, a picture, a table, comments; sheets beside it; names; parts of others."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Введение"
    first["A1"] = "Справочник НПО. Пояснения к заполнению таблицы на следующем листе, заполняйте внимательно все столбцы."
    sheet = book.create_sheet("НПО")
    for column, text in enumerate(HEADERS, start=1):
        sheet.cell(1, column, text).font = Font(bold=True, name="Arial")
    for row, values in enumerate(ROWS, start=2):
        for column, value in enumerate(values, start=1):
            if value:
                sheet.cell(row, column, value)
    cell = sheet["C2"]
    cell.font, cell.alignment = Font(name="Arial", size=13, italic=True, color="112233"), Alignment(wrap_text=True, horizontal="right")
    cell.border, cell.number_format, cell.protection = Border(left=Side("thick", "FF0000")), "@", Protection(locked=False)
    sheet["C3"].fill = PatternFill("solid", fgColor="FFCCFFCC")
    sheet["B2"].comment = Comment("Проверено в мае", "Айгуль")
    sheet["A3"].comment = Comment("[Threaded comment]", "tc={2}")
    sheet.column_dimensions["A"].width = 41.5
    sheet.column_dimensions["D"].hidden = False
    sheet.auto_filter.ref = "A1:F5"
    sheet.freeze_panes = "B2"
    rule = DataValidation("list", formula1='"да,нет"')
    rule.add("F2:F100")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("E2:E9", CellIsRule("equal", ["0"], fill=PatternFill("solid", bgColor="FFEEEE")))
    sheet.print_title_rows, sheet.print_area = "1:1", "A1:F5"
    sheet.page_setup.orientation, sheet.page_margins.left = "landscape", 0.33
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=5))
    sheet.add_chart(chart, "J2")
    pixel = io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(pixel, "PNG")
    sheet.add_image(Image(io.BytesIO(pixel.getvalue())), "J20")
    other = book.create_sheet("Прочее")
    for row, values in enumerate((("Код", "Сумма"), (1, 20), (2, 30)), start=1):
        other.append(values)
        assert row
    other.add_table(Table(displayName="Список", ref="A1:B3"))
    book.defined_names["Всего"] = DefinedName("Всего", attr_text="'НПО'!$A$2:$A$5")
    book.active = 1
    sheet.sheet_view.tabSelected = True
    first.sheet_view.tabSelected = False
    stream = io.BytesIO()
    book.save(stream)
    return _with_parts_of_others(stream.getvalue())


def _with_parts_of_others(content: bytes) -> bytes:
    """What openpyxl does not write: a thread, sparklines, controls, ignorable namespaces, macros, a part that nobody knows."""

    def sheet(body: bytes) -> bytes:
        body = body.replace(
            f'<worksheet xmlns="{MAIN}"'.encode(),
            f'<worksheet xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
            'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'.encode(), 1)
        body = body.replace(b"<row ", b'<row x14ac:dyDescent="0.25" ')
        return body.replace(b"</worksheet>", CONTROLS + SPARKLINES + b"</worksheet>")

    def rels(body: bytes) -> bytes:
        link = b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
        return body.replace(b"</Relationships>", link + b"</Relationships>")

    return changed(content, {"xl/worksheets/sheet2.xml": sheet, "xl/worksheets/_rels/sheet2.xml.rels": rels},
                   {"xl/threadedComments/threadedComment1.xml": THREAD, "customXml/item1.xml": b"<mine/>"})


def changed(content: bytes, edits: Mapping[str, object], new: Mapping[str, bytes] = {}) -> bytes:
    """A copy of a zip with parts edited by a function, replaced by bytes, or put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            edit = edits.get(name)
            body = old.read(name)
            made.writestr(name, edit(body) if callable(edit) else edit if isinstance(edit, bytes) else body)
        for name, body in new.items():
            made.writestr(name, body)
    return stream.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def prefixed(content: bytes) -> bytes:
    """The workbook as some programs write it: every element of workbook, sheets and styles with the prefix x."""

    def with_prefix(body: bytes) -> bytes:
        text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1x:\2", body.decode())
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()

    names = [name for name in parts(content) if re.fullmatch(r"xl/(workbook|styles|worksheets/sheet\d+)\.xml", name)]
    return changed(content, dict.fromkeys(names, with_prefix))


def mark(row: int, column: int, gravity: Gravity = Gravity.CHECK, note: str = "Телефон неполный.\nНапишите его целиком.") -> Mark:
    return Mark(row, column, gravity, note, "ru")


def line(cell: str = "C2", *, key: str = "", stands: str = "", sheet: str = "НПО", answer: str = "") -> MendLine:
    return MendLine(sheet, cell, cell, "Фонд", Gravity.CHECK, "Телефон неполный", "Напишите целиком", stands, "", key, answer)


def marked(*marks: Mark, sheet: str = "НПО", lines: tuple[MendLine, ...] | None = None) -> MarkedBook:
    """A book's marks with a first sheet."""
    words = {Gravity.MUST: "исправить", Gravity.CHECK: "проверить", Gravity.REPAIRED: "исправлено"}
    headers = ("№", "Где", "Кто", "Что это", "Что не так", "Что делать", "Что стоит", "Что предлагаем", ANSWER_HEADERS["ru"])
    counts = ((Gravity.CHECK, "Одно место"),)
    made = MendSheet("ru", "Что исправить", ("Спасибо.",), counts, headers, words, (line(),) if lines is None else lines)
    return MarkedBook({sheet: marks}, made, "Справочник")
