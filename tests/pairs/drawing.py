"""Invented organisations and experts, and the rows that several people would write of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.findings import CellRef
from pipeline.model.source import SourceRow, SourceValue
from pipeline.normalise.check_digits import check_digit

__all__ = ["TOWNS", "Case", "Drawn", "Entity", "Named", "Pen", "cases_of", "rows_of"]

TOWNS = (
    ("г. Алматы", "Алматы", "727"), ("г. Астана", "Астана", "7172"), ("г. Шымкент", "Шымкент", "7252"),
    ("Павлодарская область", "Павлодар", "7182"), ("Карагандинская область", "Караганда", "7212"), ("область Абай", "Семей", "7222"),
    ("Костанайская область", "Костанай", "7142"), ("Актюбинская область", "Актобе", "7132"), ("Жамбылская область", "Тараз", "7262"),
    ("Мангистауская область", "Актау", "7292"), ("Атырауская область", "Атырау", "7122"), ("область Жетісу", "Талдыкорган", "7282"),
)
"""Region, town and area code."""


@dataclass(frozen=True)
class Named:
    """A name in three languages, bare."""

    ru: str
    kk: str
    en: str


@dataclass(frozen=True)
class Entity:
    """One organisation or one person, as it is."""

    name: Named
    region: str
    town: str
    phone: str
    email: str
    head: str
    address: str
    bin: str
    form: str = "ОФ"
    work: str = ""


@dataclass
class Pen:
    """Draws everything from one seed; ``names`` gives a new name each time."""

    seed: int
    names: Callable[[random.Random], Named]
    people: Callable[[random.Random], str]
    streets: Sequence[str]
    forms: Sequence[str] = ("ОФ", "ОО", "ЧУ", "ОЮЛ")
    chance: random.Random = field(init=False)
    _taken: set[str] = field(default_factory=set)
    _count: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def number(self, town: str) -> str:
        """A new telephone number of a town, never drawn before."""
        self._count += 1
        code = next(code for _, name, code in TOWNS if name == town)
        local = f"{300000 + self.seed % 7 * 10000 + self._count:06}"
        return f"8 ({code}) {'2' + local if len(code) == 3 else local}"

    def business_number(self) -> str:
        """A new valid BIN."""
        while True:
            self._count += 1
            eleven = f"{self.chance.randrange(5, 24):02}{self.chance.randrange(1, 13):02}40{self._count % 100000:05}"
            digit = check_digit(eleven)
            if digit is not None:
                return f"{eleven}{digit}"

    def new_name(self) -> Named:
        for _ in range(10_000):
            name = self.names(self.chance)
            if name.ru not in self._taken:
                self._taken.add(name.ru)
                return name
        raise ValueError("no name is left")

    def entity(self, **known: str | Named) -> Entity:
        """A new organisation; ``known`` holds what is given."""
        region, town, _ = self.chance.choice(TOWNS)
        name = self.new_name()
        self._count += 1
        made = Entity(
            name, region, town, self.number(town), f"office{self._count}@o{self.seed}x{self._count}.example", self.people(self.chance),
            f"ул. {self.chance.choice(self.streets)}, {self.chance.randrange(1, 180)}", self.business_number(), self.chance.choice(self.forms),
        )  # fmt: skip
        made = replace(made, **known)  # type: ignore[arg-type]
        return made if "phone" in known or "town" not in known else replace(made, phone=self.number(made.town))

    def elsewhere(self, entity: Entity) -> tuple[str, str]:
        """Another region and its town."""
        region, town, _ = self.chance.choice([place for place in TOWNS if place[0] != entity.region])
        return region, town


Fields = Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """Rows that are all of one entity (``same``), or each of another; ``kind``: what makes it hard."""

    kind: str
    same: bool
    rows: tuple[Fields, ...]
    expert: bool = False


Drawn = Callable[[Pen], Case]


def cases_of(pen: Pen, templates: Sequence[Drawn], times: int) -> list[Case]:
    """Every template so many times, in a drawn order."""
    made = [template(pen) for _ in range(times) for template in templates]
    pen.chance.shuffle(made)
    return made


def rows_of(cases: Sequence[Case], chance: random.Random) -> tuple[list[SourceRow], dict[str, int]]:
    """The rows of all cases as ingest hands them over, spread over files in a drawn order; row's place as a text -> its case."""
    written = [(index, fields, case.expert) for index, case in enumerate(cases) for fields in case.rows]
    chance.shuffle(written)
    rows: list[SourceRow] = []
    of: dict[str, int] = {}
    for number, (index, fields, expert) in enumerate(written, start=5):
        file = f"provinces/{number % 12:02}.xlsx"
        ref = CellRef(file, "Реестр", str(number))
        values = {
            name: (SourceValue(text, CellRef(file, "Реестр", f"{chr(65 + column)}{number}")),)
            for column, (name, text) in enumerate(fields.items()) if text
        }
        rows.append(SourceRow("expert" if expert else "organisation", ref, values))
        of[str(ref)] = index
    return rows, of
