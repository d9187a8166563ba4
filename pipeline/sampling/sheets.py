"""Rows of listings laid into sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.doors.workbooks.untidy import Book, Page, Value

from .facts import Expert, Organisation, Province

__all__ = ["Book", "Column", "Getter", "Page", "Value", "opened", "records", "table"]

Getter = Callable[[Organisation], Value]
Column = tuple[str, Getter]
"""A header and what stands under it."""
Made = TypeVar("Made", Organisation, Expert)


def opened(province: Province, width: int = 0) -> tuple[Book, Page]:
    """A keeper's workbook and its sheet, the titles over so many columns; 0: this keeper writes none."""
    book = Book(province.author)
    page = book.page(province.sheet)
    for title in province.titles if width else ():
        page.title(title, width)
    return book, page


def table(page: Page, columns: Sequence[tuple[str, Callable[[Made], Value]]], rows: Sequence[Made]) -> dict[str, int]:
    """A header and a row for each listing; returns slug -> row number."""
    page.header([header for header, _ in columns])
    return records(page, columns, rows)


def records(
    page: Page, columns: Sequence[tuple[str, Callable[[Made], Value]]], rows: Sequence[Made], first: int = 1
) -> dict[str, int]:
    """A row for each listing, without a header; columns headed № are numbered from ``first``. Returns slug -> row number."""
    return {
        made.slug: page.line([number if header.startswith("№") else value(made) for header, value in columns])
        for number, made in enumerate(rows, start=first)
    }
