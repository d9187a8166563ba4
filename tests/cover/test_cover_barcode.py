"""The barcode: read off a rendered page as a scanner does, by tables of the standard that stand here and nowhere else."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.barcode import bar_path, isbn_barcode, isbn_fault
from pipeline.errors import Unreadable
from pipeline.model.edition import CoverSettings
from tests.cover.cover_editions import cover_of

# GS1 General Specifications, figure 5.2.1.3: widths of space, bar, space, bar of set A; set B is C backwards, C is A with bars and spaces changed.
SET_A = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
PARITY = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")


def decoded(widths: list[int]) -> str:
    """Thirteen digits from 59 widths of bars and spaces, in modules, as a scanner reads them. Raises ValueError where it is none."""
    assert len(widths) == 59
    assert widths[:3] == widths[-3:] == [1, 1, 1]
    assert widths[27:32] == [1] * 5
    groups = ["".join(map(str, widths[at : at + 4])) for at in (*range(3, 27, 4), *range(32, 56, 4))]
    left, parity = "", ""
    for group in groups[:6]:
        parity += "A" if group in SET_A else "B"
        left += str(SET_A.index(group if group in SET_A else group[::-1]))
    return f"{PARITY.index(parity)}{left}{''.join(str(SET_A.index(group)) for group in groups[6:])}"


def scanned(content: bytes, barcode_middle_mm: tuple[float, float], module_mm: float, width_mm: float) -> list[int]:
    """Widths along a level line through the bars of the rendered page, in modules."""
    document = pypdfium2.PdfDocument(content)
    scale = 20.0  # dots a point: a module is about 16
    x, y = barcode_middle_mm
    box = document[0].get_mediabox()
    half = width_mm / 2 * 72 / 25.4
    middle = (x * 72 / 25.4, y * 72 / 25.4)
    crop = (middle[0] - half, middle[1] - 1, box[2] - middle[0] - half, box[3] - middle[1] - 1)
    image = document[0].render(scale=scale, crop=crop, grayscale=True).to_pil()
    row = [image.getpixel((at, image.height // 2)) < 128 for at in range(image.width)]
    module = module_mm * 72 / 25.4 * scale
    runs = [(dark, len(list(run))) for dark, run in groupby(row)]
    return [round(length / module) for _, length in runs[1:-1]]


@given(st.integers(0, 10**9 - 1), st.sampled_from(["978", "979"]))
def test_every_isbn_is_read_back(number: int, prefix: str) -> None:
    body = f"{prefix}{number:09}"
    check = (10 - sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(body)) % 10) % 10
    isbn = f"{body[:3]}-{body[3:6]}-{body[6:10]}-{body[10:]}-{check}"
    assert isbn_fault(isbn) is None
    assert isbn_fault(f"{isbn[:-1]}{(check + 1) % 10}") == ("digit", str(check))
    barcode = isbn_barcode(isbn)
    assert decoded([len(list(run)) for _, run in groupby(barcode.modules)]) == f"{body}{check}"


@pytest.mark.parametrize("isbn", ["", "978-601-7999-42", "123-601-7999-42-1", "978-601-7999-42-X", "978_601_7999_42_1", "978-601-7999-42-11"])
def test_what_is_no_isbn_is_none(isbn: str) -> None:
    assert isbn_fault(isbn) == ("form", "")


def test_bars_are_made_narrower_on_both_sides_by_what_the_printer_asks() -> None:
    barcode = isbn_barcode("978-601-7999-42-1", 100, 0.033)
    assert bar_path(barcode).startswith("M0.0500 0L0.9500 0L0.9500")


@pytest.mark.parametrize("percent", [80.0, 100.0])
def test_the_bars_on_the_finished_page_say_the_isbn(percent: float, tmp_path: Path) -> None:
    cover = cover_of(tmp_path, cover=CoverSettings(barcode_percent=percent))
    module = 0.33 * percent / 100
    # Right lower corner of the back, with its light margins.
    right, foot = 148 - 12 + 3, 9.5 + 3
    middle = (right - 7 * module - 95 * module / 2, foot + 15)
    assert decoded(scanned(cover.content, middle, module, 103 * module)) == "9786017999421"


@pytest.mark.parametrize(
    ("isbn", "said"),
    [("978-601-7999-42-7", "edition.toml: the last digit of edition.isbn.ru, “978-601-7999-42-7”, must be 1."), ("978-601", "is no ISBN")],
)
def test_an_isbn_that_is_none_is_told_with_file_and_key(isbn: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as told:
        cover_of(tmp_path, isbn={"ru": isbn})
    assert said in str(told.value)
