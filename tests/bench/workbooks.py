"""Workbooks of the sizes that are asked of the reading: large ones, and such as claim more than they hold. The same bytes every time.

Names, telephones and addresses are drawn by seed and invented.
"""

from __future__ import annotations

import csv
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from tests.bench.editions import KEPT, digest_of, remade
from tests.bench.measuring import ROOT

__all__ = ["CASES", "Case", "made_workbooks"]

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADS = (
    "Наименование", "Область", "Город", "Адрес", "Телефон", "Мобильный", "Факс", "Электронная почта", "Сайт", "Instagram", "БИН", "Год основания",
    "Руководитель", "Должность", "Миссия", "Направления деятельности", "Целевые группы", "Языки", "Планы", "Примечание",
)
_ROOTS = ("Родник", "Надежда", "Мейірім", "Қайнар", "Ізгі жүрек", "Алтын бесік", "Очаг", "Парус", "Жаңа қадам", "Светоч")
_PLACES = (("Акмолинская область", "Кокшетау"), ("Абай облысы", "Семей"), ("Костанайская область", "Рудный"), ("г. Алматы", "Алматы"))
_WORDS = ["помощь", "семьям", "детям", "обучение", "центр", "поддержка", "юрист", "психолог", "лагерь", "мастерская", "волонтёры", "экология", "право", "доступ", "встречи", "совет"]
Row = tuple[str, ...]


def _listings(count: int, columns: int, seed: int) -> Iterator[Row]:
    """Rows as a province sends them, in the order of the headers."""
    draw = random.Random(seed)

    def phone() -> str:
        return f"+7 7{draw.randint(10, 79)}2 {draw.randint(20, 59)} {draw.randint(10, 99)} {draw.randint(10, 99)}"

    for number in range(count):
        region, town = draw.choice(_PLACES)
        if columns == 2:
            yield f"ОФ «{draw.choice(_ROOTS)} {number}»", phone()
            continue
        sentence = " ".join(draw.choices(_WORDS, k=8)).capitalize()
        yield (
            f"ОФ «{draw.choice(_ROOTS)} {number}»", region, town, f"ул. Тәуелсіздік, {draw.randint(1, 200)}", phone(), f"8 701 {draw.randint(2000000, 9999999)}",
            phone(), f"office{number}@rodnik.example", f"rodnik{number}.example", f"@rodnik_{number}", "", str(draw.randint(1991, 2026)),
            f"Сейітова А. {draw.choice('БГДЖ')}.", "директор", sentence + ".", draw.choice(_WORDS), draw.choice(_WORDS), "қазақша, русский",
            " ".join(draw.choices(_WORDS, k=6)), "",
        )


def _rows(rows: Iterable[Sequence[int | None]]) -> Iterator[str]:
    """Rows of references to shared strings, from the top of a sheet."""
    names = [get_column_letter(column) for column in range(1, 50)]
    for number, row in enumerate(rows, 1):
        cells = (f'<c r="{names[at]}{number}" t="s"><v>{text}</v></c>' for at, text in enumerate(row) if text is not None)
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece.encode())


def _xlsx(
    path: Path, rows: Iterable[str], strings: Iterable[str], *, before: str = "", after: Iterable[str] = (), comments: Iterable[str] | None = None,
) -> None:
    """A workbook of one sheet. ``before``, ``after``: what stands about the rows; ``comments``: the part that holds them."""
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/worksheets/sheet1.xml": "worksheet", "/xl/sharedStrings.xml": "sharedStrings"}
    parts |= {"/xl/comments1.xml": "comments"} if comments is not None else {}
    overrides = "".join(f'<Override PartName="{part}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for part, kind in parts.items())
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    link = '<Relationship Id="{}" Type="' + _OFFICE + '/{}" Target="{}"/>'
    links = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        _put(archive, "[Content_Types].xml", [types])
        _put(archive, "_rels/.rels", [links.format(link.format("r1", "officeDocument", "xl/workbook.xml"))])
        _put(archive, "xl/workbook.xml", [
            f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="НПО" sheetId="1" r:id="r1"/></sheets></workbook>'])
        _put(archive, "xl/_rels/workbook.xml.rels", [
            links.format(link.format("r1", "worksheet", "worksheets/sheet1.xml") + link.format("r2", "sharedStrings", "sharedStrings.xml"))])
        _put(archive, "xl/worksheets/sheet1.xml", [f"<worksheet {_MAIN}>{before}<sheetData>", *rows, "</sheetData>", *after, "</worksheet>"])
        _put(archive, "xl/sharedStrings.xml", [f"<sst {_MAIN}>", *(f"<si><t>{escape(text)}</t></si>" for text in strings), "</sst>"])
        if comments is not None:
            _put(archive, "xl/worksheets/_rels/sheet1.xml.rels", [links.format(link.format("r1", "comments", "../comments1.xml"))])
            _put(archive, "xl/comments1.xml", [
                f"<comments {_MAIN}><authors><author>А</author></authors><commentList>", *comments, "</commentList></comments>"])


def _listed(path: Path, count: int, columns: int, **more: object) -> None:
    known: dict[str, int] = {}
    table = [_HEADS[:columns] if columns > 2 else (_HEADS[0], _HEADS[4]), *_listings(count, columns, seed=count)]
    numbered = [[known.setdefault(text, len(known)) if text else None for text in row] for row in table]
    _xlsx(path, _rows(numbered), known, **more)  # type: ignore[arg-type]


def _merges(rows: int, pairs: int) -> Iterator[str]:
    """Merged pairs of empty cells beside the table."""
    yield f'<mergeCells count="{rows * pairs}">'
    for row in range(2, rows + 2):
        for pair in range(pairs):
            yield f'<mergeCell ref="{get_column_letter(23 + 2 * pair)}{row}:{get_column_letter(24 + 2 * pair)}{row}"/>'
    yield "</mergeCells>"


def _comments(count: int, columns: int, first_row: int) -> Iterator[str]:
    draw = random.Random(count)
    for number in range(count):
        place = f"{get_column_letter(1 + number % columns)}{first_row + number // columns}"
        yield f'<comment ref="{place}" authorId="0"><text><t>{draw.randint(0, 10**9):x}</t></text></comment>'


def _ods(path: Path, rows: Iterable[str]) -> None:
    names = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        _put(archive, "META-INF/manifest.xml", [f'<m:manifest xmlns:m="{_ODS}manifest:1.0"/>'])
        _put(archive, "content.xml", [
            f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="НПО">', *rows,
            "</table:table></office:spreadsheet></office:body></office:document-content>"])


def _ods_rows(listings: Iterable[Row], empty: int) -> Iterator[str]:
    """Rows with so many empty cells behind the filled ones, each written down."""
    for row in [(_HEADS[0], _HEADS[4]), *listings]:
        cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>' for text in row)
        yield f"<table:table-row>{cells}{'<table:table-cell/>' * empty}</table:table-row>"


def _scattered(count: int) -> Iterator[str]:
    """Cells as far apart as a sheet is large."""
    for number in range(count):
        row = 1 + number * 10
        yield f'<row r="{row}"><c r="{get_column_letter(1 + number * 7919 % 16384)}{row}" t="s"><v>0</v></c></row>'


def _texts(count: int, letters: int) -> Iterator[str]:
    draw = random.Random(letters)
    for number in range(count):
        yield f"{number} {draw.randbytes(letters // 2).hex()}"[:letters]


def _csv(path: Path, count: int) -> None:
    stream = StringIO()
    csv.writer(stream, delimiter=";").writerows([(_HEADS[0], _HEADS[4]), *_listings(count, 2, seed=count)])
    path.write_bytes(stream.getvalue().encode("cp1251", "replace"))


def _grid(rows: int, columns: int) -> Iterator[list[int]]:
    return ([row * columns + column for column in range(columns)] for row in range(rows))


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook, how it is made, and what is asked: seconds and MB whole, or so much more than ``beside``, the same cells without it."""

    name: str
    file: str
    make: Callable[[Path], None]
    seconds: float
    megabytes: float
    beside: str = ""


_SAME = "5,000 × 20"
CASES: tuple[Case, ...] = (
    Case("275,000 × 2", "long.xlsx", lambda path: _listed(path, 275_000, 2), 60, 1000),
    Case(_SAME, "wide.xlsx", lambda path: _listed(path, 5_000, 20), 5, 1000),
    Case("the same, 1,024 columns claimed", "claimed.xlsx",
         lambda path: _listed(path, 5_000, 20, before='<dimension ref="A1:AMJ5001"/>'), 2, 50, _SAME),
    Case("the same, 50,000 merged ranges", "merged.xlsx", lambda path: _listed(path, 5_000, 20, after=_merges(5_000, 10)), 2, 50, _SAME),
    Case("10 × 20, 800,000 comments", "comments.xlsx", lambda path: _listed(path, 10, 20, comments=_comments(800_000, 40, 2)), 10, 512),
    Case("2,300,000 empty cells, .ods", "empty.ods", lambda path: _ods(path, _ods_rows(_listings(23_000, 2, 1), 100)), 10, 512),
    Case("100,000 cells of one text of 32,767 letters", "echoed.xlsx",
         lambda path: _xlsx(path, _rows([0] * 20 for _ in range(5_000)), ["x" * 32_767]), 10, 512),
    Case("100,000 cells all over a sheet", "scattered.xlsx", lambda path: _xlsx(path, _scattered(100_000), ["Родник"]), 10, 512),
    Case("100,000 texts of 400 letters", "texts.xlsx", lambda path: _xlsx(path, _rows(_grid(5_000, 20)), _texts(100_000, 400)), 10, 512),
    Case("100,000 cells, a comment on each", "remarked.xlsx",
         lambda path: _listed(path, 5_000, 20, comments=_comments(100_000, 20, 2)), 10, 512),
    Case("100,000 cells of 16 columns claimed a billion times, .ods", "repeated.ods",
         lambda path: _ods(path, (row.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="16000">')
                                  for row in _ods_rows(_listings(50_000, 2, 2), 0))), 10, 512),
    Case("50,000 × 2, .csv in CP1251", "long.csv", lambda path: _csv(path, 50_000), 10, 512),
)
"""Issue-sized workbooks first, then what a file of 100,000 cells may do at its worst: right cells or one sentence."""


def made_workbooks(say: Callable[[str], None]) -> Path:
    """The folder with the workbooks of all cases, made where it is not there."""
    folder = KEPT / "workbooks"

    def make() -> None:
        folder.mkdir(parents=True)
        for case in CASES:
            say(f"making {case.file}")
            case.make(folder / case.file)

    remade(folder, digest_of([ROOT / "tests" / "bench" / "workbooks.py"]), make)
    return folder
