"""Columns that a register's extract has and a province's workbook has not: what they say is decided here, as mapping.toml would."""

from __future__ import annotations

from typing import Final

from pipeline import ingest
from pipeline.ingest.mapping import Decision
from pipeline.model.source import ColumnReading, FileReading, SheetReading

__all__ = ["register_mapping"]

_SURE: Final = 0.95
_NOT_WANTED: Final = ""
_COLUMNS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("иин",), _NOT_WANTED), (("жсн",), _NOT_WANTED), (("окэд",), _NOT_WANTED), (("эқжж",), _NOT_WANTED), (("крп",), _NOT_WANTED),
    (("кфс",), _NOT_WANTED), (("ксэ",), _NOT_WANTED), (("вид", "деятельности"), _NOT_WANTED), (("қызмет", "түрі"), _NOT_WANTED),
    (("дата",), _NOT_WANTED), (("күні",), _NOT_WANTED),
    (("населен", "пункт"), "town"), (("населён", "пункт"), "town"), (("елді", "мекен"), "town"),
    (("наименован", "казах"), "name_kk"), (("наименован", "қазақ"), "name_kk"), (("наименован", "гос"), "name_kk"),
    (("атауы", "қазақ"), "name_kk"), (("атауы", "мемлекеттік"), "name_kk"), (("атауы", "орыс"), "name_ru"),
    (("наименован", "русск"), "name_ru"),
    (("name", "kazakh"), "name_kk"), (("name", "russian"), "name_ru"), (("name", "english"), "name_en"),
    (("руководител",), "head"), (("басшы",), "head"), (("адрес",), "address"), (("мекенжай",), "address"),
    (("статус",), "status"), (("состояни",), "status"), (("мәртебе",), "status"),
)  # fmt: skip
"""Beginnings of words that a header must hold, in the order in which they are tried, and the field; "" for a column that is not wanted."""
_CLASSIFIERS: Final = ("като", "әаож", "kato")


def register_mapping(reading: FileReading) -> ingest.Mapping:
    """Decisions on every table of the extract: it lists organisations, and these are the columns that were not understood for certain.

    A column of codes of the classifier КАТО says the region where none does.
    """
    return ingest.Mapping(tuple(
        Decision(match="*", sheet=sheet.name, kind="organisation", columns=columns)
        for sheet in reading.sheets if sheet.kind and ((columns := _columns(sheet)) or sheet.kind != "organisation")
    ))


def _columns(sheet: SheetReading) -> dict[int, str]:
    has_region = any(column.field == "region" and column.confidence >= _SURE for column in sheet.columns)
    found: dict[int, str] = {}
    for column in sheet.columns:
        field = _field(column, has_region)
        if field is not None and field != column.field:
            found[_number(column.letter)] = field
    return found


def _field(column: ColumnReading, has_region: bool) -> str | None:
    """What a column says; None where it is understood for certain, or not at all."""
    header = column.header.casefold()
    if any(word in header for word in _CLASSIFIERS):
        return _NOT_WANTED if has_region else "region"
    if column.field is not None and column.confidence >= _SURE:
        return None
    return next((field for stems, field in _COLUMNS if all(_begins_a_word(header, stem) for stem in stems)), None)


def _begins_a_word(header: str, stem: str) -> bool:
    return any(word.startswith(stem) for word in "".join(char if char.isalpha() else " " for char in header).split())


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
