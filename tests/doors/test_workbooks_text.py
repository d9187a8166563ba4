"""Text tables: encoding, delimiter, quotation marks, Excel's row numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_files import opened

TABLE = "Название;Город\nНадежда;Темиртау\n"


def texts(content: bytes, name: str = "a.csv") -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in opened(content, name)[0].sheets[0].cells.items()}


EXPECTED = {(1, 1): "Название", (1, 2): "Город", (2, 1): "Надежда", (2, 2): "Темиртау"}


@pytest.mark.parametrize("content", [
    TABLE.encode(), TABLE.encode("utf-8-sig"), TABLE.encode("utf-16"), TABLE.encode("cp1251"), TABLE.replace(";", ",").encode(),
    TABLE.replace(";", "\t").encode(), TABLE.replace("\n", "\r\n").encode(), ("sep=;\n" + TABLE).encode(), TABLE.replace("\n",
            "\r").encode(),
    b"\xfe\xff" + TABLE.encode("utf-16-be"),
])
def test_encodings_and_delimiters(content: bytes) -> None:
    assert texts(content) == EXPECTED


def test_windows_1251_is_said() -> None:
    assert [finding.code for finding in opened(TABLE.encode("cp1251"), "a.csv")[1]] == ["windows-1251"]


def test_kazakh_letters_of_kz1048_come_through_for_repair() -> None:
    assert texts("Қала;Ұйым\nҚонаев;Үміт\n".encode("kz1048"))[1, 1] == "Ќала"


def test_damaged_byte_is_named_by_line_and_column() -> None:
    content = TABLE.encode().replace("Темиртау".encode(), "Теми".encode() + b"\xff" + "ртау".encode())
    book, findings = opened(content, "a.csv")
    assert [finding.code for finding in findings] == ["damaged-bytes"]
    assert "line 2, column 13" in str(findings[0].message)
    assert findings[0].severity.value == "error"
    assert book.sheets[0].cells[2, 2].text == "Теми\ufffdртау"


def test_delimiter_is_the_one_that_all_lines_share() -> None:
    content = "Название;Миссия\nНадежда;дети, семьи, школы, дома\nРассвет;лес, река, степь, горы\n".encode()
    assert texts(content)[2, 2] == "дети, семьи, школы, дома"


def test_rows_are_excels_not_lines() -> None:
    found = texts('Название;Миссия\n"Надежда";"две\nстроки"\n\nРассвет;x\n'.encode())
    assert found[2, 2] == "две\nстроки"
    assert found[4, 1] == "Рассвет"


def test_quote_that_never_closes_does_not_swallow_the_table() -> None:
    content = ("Название;Город\n" + '"Надежда;Абай\n' + "".join(f"Фонд {number};Абай\n" for number in range(50))).encode()
    book, findings = opened(content, "a.csv")
    assert max(row for row, _ in book.sheets[0].cells) == 52
    assert [finding.code for finding in findings] == ["unbalanced-quotes"]


def test_quotes_inside_an_unquoted_cell_are_letters() -> None:
    book, findings = opened('Название;Город\nОФ "Надежда";Абай\n'.encode(), "a.csv")
    assert book.sheets[0].cells[2, 1].text == 'ОФ "Надежда"'
    assert findings == []


def test_numbers_stay_text() -> None:
    assert texts("код;тел\n01;2114.0\n".encode())[2, 1] == "01"


def test_very_long_cell() -> None:
    assert len(texts(("a;b\n" + "x" * 300_000 + ";y\n").encode())[2, 1]) == 300_000


CELL = st.text(st.characters(blacklist_characters="\x00\ufffd\ufeff\r", blacklist_categories=("Cs",)), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6))
def test_written_csv_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(["первый", "второй", "третий"])
    writer.writerows(rows)
    found = texts(stream.getvalue().encode())
    assert {place: text for place, text in found.items() if place[0] > 1} == {
        (row, column): text for row, cells in enumerate(rows, start=2) for column, text in enumerate(cells, start=1) if text}
