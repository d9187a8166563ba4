"""An invented registry extract: BINs with their check digits, names in two languages, statuses, heads with their IIN beside them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

from openpyxl import Workbook

from pipeline.normalise.check_digits import check_digit

IIN = "800101300126"
"""The number of a person who does not exist: it must come out nowhere."""
MISTYPED = "800101300127"
"""The same with a wrong check digit."""
HEADER = (
    "БИН", "Наименование на казахском языке", "Наименование на русском языке", "Дата регистрации", "Статус", "Регион", "Юридический адрес",
    "ФИО руководителя",
)  # fmt: skip
WORDS = ("Тихая", "Северная", "Дальняя", "Светлая", "Старая", "Новая", "Живая", "Тёплая", "Белая", "Степная")
THINGS = ("гавань", "река", "дорога", "роща", "звезда", "пристань", "мастерская", "школа", "площадь", "улица", "книга", "лодка")
REGIONS = ("Павлодарская область", "область Абай", "Акмолинская область", "г. Алматы", "Атырауская область")


def a_bin(draw: Random) -> str:
    """A valid BIN of a legal entity."""
    while True:
        eleven = f"{draw.randint(0, 24):02d}{draw.randint(1, 12):02d}4{draw.randint(0, 3)}{draw.randint(0, 99_999):05d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"


def a_name(draw: Random, number: int) -> str:
    """A name that no other number has."""
    return f"{draw.choice(WORDS)} {draw.choice(THINGS)} {draw.choice(WORDS)} {number}"


def register_row(bin_: str, name: str, status: str = "Действующий", region: str = REGIONS[0], head: str = "", name_kk: str = "") -> tuple[str, ...]:
    """A row as a register gives it, with the legal form before the name."""
    return bin_, name_kk, f'Общественный фонд "{name}"' if name else "", "12.03.2005", status, region, "ул. Абая, 1", head


def register_book(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    """The extract as a workbook, with a title above its header."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Сведения о некоммерческих организациях"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
