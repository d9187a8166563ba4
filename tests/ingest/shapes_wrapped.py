"""Invented listings, laid out on a sheet as provinces lay theirs out: titles, legends, headers in several rows and words, blocks, totals.

The layouts are those of files that were seen; every name, number and address is made up. :func:`wrap` says what must come out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model.source import Cell, CellKind, Sheet, Workbook

FIELDS = ("name", "town", "phones", "emails", "head", "areas")
WORDS: dict[str, tuple[str, ...]] = {
    "name": ("Название", "НАИМЕНОВАНИЕ НПО", "Наимено-\nвание организации", "Ұйымның атауы", "Name of organisation", "Название организации *",
             "Н А З В А Н И Е"),
    "town": ("Город", "ГОРОД (РАЙОН)", "Қала", "City", "Населён-\nный пункт"),
    "phones": ("Телефон", "Тел./факс", "КОНТАКТНЫЕ ТЕЛЕФОНЫ", "Байланыс телефоны", "Phone", "Т\nе\nл\nе\nф\nо\nн", "Теле-\nфоны"),
    "emails": ("E-mail", "Эл. почта", "ЭЛЕКТРОННАЯ ПОЧТА", "Электрондық пошта", "E-mail address", "Электрон-\nная почта"),
    "head": ("Руководитель", "Ф.И.О. руководителя (полностью)", "БАСШЫСЫ", "Director", "ФИО руковo-\nдителя"),
    "areas": ("Направления деятельности", "СФЕРА ДЕЯТЕЛЬНОСТИ", "Қызмет бағыттары", "Areas of activity", "Сферы деятель-\nности"),
}
REGIONS = ("Павлодарская область", "Жамбыл облысы", "г. Шымкент", "область Абай", "Мангистауская область")
TITLES = ("Список организаций", "Утверждаю: руководитель отдела", "по состоянию на 1 марта", "Сведения об НПО")
LEGENDS = ("* – данные не подтверждены", "Красным выделены те, кто переехал", "Примечание: заполняют все отделы")
NOTES = ("Примечание: данные на 1 марта.", "Исполнитель: отдел внутренней политики", "* – организация приостановила работу")
COUNTS = ("{region}", "{region} ({n})", "{region} – {n} НПО", "{number}. {region}", "{region} (всего {n})")


@dataclass(frozen=True)
class Listing:
    """One invented organisation."""

    name: str
    town: str
    phones: tuple[str, ...]
    emails: str
    head: str
    areas: str


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out. Numbers choose among the words above."""

    order: tuple[str, ...] = FIELDS
    words: tuple[int, ...] = (0,) * len(FIELDS)
    titles: int = 0
    legend: int = 0
    header: str = "plain"
    """plain, two-rows (contacts under one heading), merged-down, bilingual or tagged."""
    numbers: str = ""
    """A row that numbers the columns: "", digits or letters."""
    counted: bool = False
    """A running number in front."""
    groups: str = ""
    """Rows that name the region: "", merged, plain or in-name (in the column of the name)."""
    count: int = 0
    again: str = ""
    """The header before every block: "", same or other (in other words)."""
    totals: bool = False
    grand_total: bool = False
    continued: str = ""
    """Further telephones on rows of their own: "", merged or empty."""
    gap: int = 0
    notes: int = 0
    down: int = 0
    right: int = 0


@dataclass
class Expected:
    """What must be read."""

    rows: list[int] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    header_row: int = 0
    groups: int = 0
    continuations: int = 0


class _Page:
    """A sheet being filled from the top."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.row = layout.down + 1
        self.first = layout.right + 1
        self.columns = {name: self.first + layout.counted + place for place, name in enumerate(layout.order)}
        self.last = max(self.columns.values())
        self.expected = Expected(columns=self.columns)

    def put(self, column: int, value: str | int) -> None:
        kind = CellKind.NUMBER if isinstance(value, int) else CellKind.TEXT
        self.cells[self.row, column] = Cell(kind, str(value), value)

    def lone(self, text: str, *, merged: bool = False, column: int = 0) -> None:
        self.put(column or self.first, text)
        if merged:
            self.merges.append((self.row, self.first, self.row, self.last))
        self.row += 1

    def header(self, shift: int = 0) -> None:
        layout = self.layout
        texts = {name: WORDS[name][(number + shift) % len(WORDS[name])] for name, number in zip(FIELDS, layout.words, strict=True)}
        two = layout.header == "two-rows"
        if layout.counted:
            self.put(self.first, "№ п/п")
        for name, column in self.columns.items():
            if two and name in ("phones", "emails") and self._side_by_side():
                continue
            self.put(column, texts[name])
            if two or layout.header == "merged-down":
                self.merges.append((self.row, column, self.row + 1, column))
        if two and self._side_by_side():
            left, right = sorted((self.columns["phones"], self.columns["emails"]))
            self.put(left, "Контакты")
            self.merges.append((self.row, left, self.row, right))
        self.row += 1
        if two:
            if self._side_by_side():
                self.put(self.columns["phones"], texts["phones"])
                self.put(self.columns["emails"], texts["emails"])
            self.row += 1
        elif layout.header == "merged-down":
            self.row += 1
        elif layout.header == "bilingual":
            self._translated(texts)
        elif layout.header == "tagged":
            tags = {"name": "#org+name", "town": "#adm2+name", "phones": "#contact+phone", "emails": "#contact+email", "areas": "#sector"}
            for name, tag in tags.items():
                self.put(self.columns[name], tag)
            self.row += 1

    def _side_by_side(self) -> bool:
        return abs(self.columns["phones"] - self.columns["emails"]) == 1

    def _translated(self, texts: dict[str, str]) -> None:
        for name, column in self.columns.items():
            self.put(column, next(word for word in WORDS[name] if word != texts[name]))
        self.row += 1

    def number_row(self) -> None:
        columns = range(self.first, self.last + 1)
        letters = "АБВГДЕЖЗИК"
        for place, column in enumerate(columns):
            self.put(column, place + 1 if self.layout.numbers == "digits" else letters[place])
        self.row += 1

    def record(self, number: int, listing: Listing, region: str) -> None:
        layout, top = self.layout, self.row
        self.expected.rows.append(top)
        self.expected.listings.append(listing)
        self.expected.regions.append(region)
        if layout.counted:
            self.put(self.first, number)
        for name, column in self.columns.items():
            value = getattr(listing, name)
            if name == "phones":
                value = listing.phones[0] if layout.continued else ", ".join(listing.phones)
            if value:
                self.put(column, value)
        self.row += 1
        for phone in listing.phones[1:] if layout.continued else ():
            self.put(self.columns["phones"], phone)
            self.expected.continuations += 1
            self.row += 1
        if layout.continued == "merged" and len(listing.phones) > 1:
            for column in [self.columns["name"], *([self.first] if layout.counted else [])]:
                self.merges.append((top, column, self.row - 1, column))


def wrap(blocks: Sequence[tuple[str, Sequence[Listing]]], layout: Layout, file: str = "list.xlsx") -> tuple[Workbook, Expected]:
    """The sheet with these listings, block by block (region, listings), and what must be read of it."""
    page = _Page(layout)
    for title in TITLES[:layout.titles]:
        page.lone(title, merged=True)
        page.row += 1
    for legend in LEGENDS[:layout.legend]:
        page.lone(legend)
    page.row += 1
    page.expected.header_row = page.row
    page.header()
    if layout.numbers:
        page.number_row()
    number = 0
    for place, (region, listings) in enumerate(blocks):
        if place:
            page.row += layout.gap
        if layout.groups:
            text = COUNTS[layout.count % len(COUNTS)].format(region=region, n=len(listings), number=place + 1)
            page.lone(text, merged=layout.groups == "merged", column=page.columns["name"] if layout.groups == "in-name" else 0)
            page.expected.groups += 1
        if layout.again and place:
            page.header(1 if layout.again == "other" else 0)
        for listing in listings:
            number += 1
            page.record(number, listing, region if layout.groups else "")
        if layout.totals:
            page.lone(f"Итого: {len(listings)}")
    if layout.grand_total:
        page.put(page.first, "ВСЕГО")
        page.put(page.last, number)
        page.row += 1
    page.row += 1
    for note in NOTES[:layout.notes]:
        page.lone(note)
    return Workbook(file, (Sheet("Лист1", "visible", page.cells, tuple(page.merges)),)), page.expected
