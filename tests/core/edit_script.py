"""What an editor does to an edition's workbooks before an impression: missions made longer and shorter, numbers corrected, rows in and out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pipeline.desk import Desk
from pipeline.gathering import gather
from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing, Organisation
from pipeline.progress import SilentProgress

SENTENCES = (
    "Проводим выездные приёмы в сёлах и отвечаем на письма жителей.", "Печатаем памятки для родителей и учителей.",
    "Собираем книги для районных библиотек.", "Учим волонтёров первой помощи.", "Ведём открытый реестр обращений и каждый квартал его публикуем.",
)
NAMES = (
    "Ясный полдень", "Бирюзовый парус", "Кедровый дом", "Высокая трава", "Ковыльный край", "Зимовье друзей", "Добрый мельник", "Утренний базар",
    "Хлеб и песня", "Серебряный карагач", "Оранжевый фонарь", "Тёплый порог",
)
TOWNS = ("Приозёрья", "Нагорья", "Заречья")
NAME_FIELDS = {"name_ru", "name"}
OWN_FIELDS = {"bin", "emails", "site", "social", "name_kk", "name_en", "acronym", "former_name", "verified"}
KINDS = ("longer", "shorter", "phone", "remove", "add")


@dataclass(frozen=True)
class Edit:
    kind: str
    listing: str
    cells: Mapping[CellRef, str | None]


def listings_of(folder: Path) -> list[Listing]:
    return list(gather(Desk(folder, folder / "none"), SilentProgress()).clean.listings)


def script(folder: Path, count: int, seed: int, kinds: Sequence[str] = KINDS) -> list[Edit]:
    """So many edits on different listings, by kind in turn."""
    chance = random.Random(seed)
    pool = [listing for listing in listings_of(folder) if isinstance(listing, Organisation) and "phones" in listing.cells]
    chance.shuffle(pool)
    # Numbers are corrected and rows taken out first where there is no mission, so that enough missions are left.
    pool.sort(key=lambda listing: "mission" in listing.cells)
    patterns = [listing for listing in pool if _in_one_row(listing) and "mission" in listing.cells]
    made: list[Edit] = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        for listing in [chance.choice(patterns)] if kind == "add" else list(pool):
            edit = _edit(kind, listing, folder, made, chance) if _suits(kind, listing) else None
            if edit is not None:
                made.append(edit)
                if kind != "add":
                    pool.remove(listing)
                break
    assert len(made) == count, "the edition is too small for so many edits"
    return made


def apply(folder: Path, edits: Iterable[Edit]) -> None:
    by_file: dict[str, dict[CellRef, str | None]] = {}
    for edit in edits:
        for ref, value in edit.cells.items():
            by_file.setdefault(ref.file, {})[ref] = value
    for file, cells in by_file.items():
        book = openpyxl.load_workbook(folder / file)
        for ref, value in cells.items():
            book[ref.sheet][ref.cell] = value
        book.save(folder / file)


def _row(ref: CellRef) -> str:
    return re.sub(r"[A-Z]+", "", ref.cell)


def _in_one_row(listing: Organisation) -> bool:
    return len({_row(ref) for ref in listing.cells.values()}) == 1


def _suits(kind: str, listing: Organisation) -> bool:
    return kind in ("remove", "phone") or "mission" in listing.cells


def _edit(kind: str, listing: Organisation, folder: Path, made: Sequence[Edit], chance: random.Random) -> Edit | None:
    phones = listing.cells["phones"]
    mission = listing.cells.get("mission", phones)
    sheet = openpyxl.load_workbook(folder / phones.file)[phones.sheet]
    text, numbers = str(sheet[mission.cell].value), str(sheet[phones.cell].value)
    if kind == "longer":
        return Edit(kind, listing.id, {mission: f"{text} {' '.join(chance.sample(SENTENCES, chance.randint(1, 3)))}"})
    if kind == "shorter":
        words = text.split()
        return Edit(kind, listing.id, {mission: " ".join(words[: len(words) * 2 // 3]).rstrip(",;:—") + "."}) if len(words) > 8 else None
    if kind == "phone":
        corrected = re.sub(r"\d\d(?=\D*$)", lambda found: f"{(int(found[0]) + 11) % 100:02}", numbers)
        return Edit(kind, listing.id, {phones: corrected})
    row = int(_row(phones))
    goes_on = sheet.cell(row + 1, 1).value is None and any(cell.value is not None for cell in sheet[row + 1])
    if kind == "remove" and (goes_on or not _in_one_row(listing)):
        return None
    if kind == "remove":
        return Edit(kind, listing.id, {CellRef(phones.file, phones.sheet, cell.coordinate): None for cell in sheet[row] if _plain(cell)})
    return _added(listing, made, chance, sheet, row)


def _plain(cell: object) -> bool:
    return type(cell).__name__ == "Cell"


def _added(listing: Organisation, made: Sequence[Edit], chance: random.Random, sheet: object, row: int) -> Edit | None:
    """A new organisation in the first free row under the table, with what the pattern has but for what must be its own."""
    mission = listing.cells["mission"]
    written = {ref for edit in made if edit.kind == "add" for ref in edit.cells}
    free = row
    while any(cell.value is not None or _ref(mission, cell.coordinate) in written for cell in sheet[free]):  # type: ignore[index]
        free += 1
    number = sum(edit.kind == "add" for edit in made)
    own: dict[CellRef, str | None] = {}
    taken = {ref.cell: name for name, ref in listing.cells.items()}
    for cell in sheet[row]:  # type: ignore[index]
        field, value = taken.get(cell.coordinate, ""), cell.value
        if not field or field in OWN_FIELDS or value is None:
            continue
        if field in NAME_FIELDS:
            value = NAMES[number % len(NAMES)] + (f" {TOWNS[number // len(NAMES)]}" if number >= len(NAMES) else "")
        elif field == "phones":
            value = f"8 (7172) {chance.randint(20, 79)}-{chance.randint(10, 99)}-{chance.randint(10, 99)}"
        own[_ref(mission, re.sub(r"\d+", str(free), cell.coordinate))] = str(value)
    return Edit("add", listing.id, own) if NAME_FIELDS & set(taken.values()) else None


def _ref(beside: CellRef, cell: str) -> CellRef:
    return CellRef(beside.file, beside.sheet, cell)
