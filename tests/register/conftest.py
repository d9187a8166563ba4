"""An edition of four organisations and the register that knows some of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from registers import IIN, MISTYPED, a_bin, register_book, register_row

from tests.cli.cli_editions import make_edition, workbook

HEADER = ("Название", "Область", "Город", "БИН", "Телефон", "Руководитель", "Не печатать")
BINS = tuple(a_bin(Random(seed)) for seed in range(6))
PAVLODAR = "Павлодарская область"


@dataclass(frozen=True)
class Places:
    """The edition's folder and the register's file."""

    sources: Path
    register: Path


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("register")
    rows = [
        ("ОФ «Тихая гавань»", PAVLODAR, "Павлодар", BINS[0], "8 (7182) 55-01-02", "Иванов И. П.", ""),
        ("ОФ «Северный ветер»", PAVLODAR, "Павлодар", MISTYPED, "8 (7182) 55-01-03", "", ""),
        ("ОФ «Живая река»", PAVLODAR, "Павлодар", BINS[2], "8 (7182) 55-01-04", "", ""),
        ("ОФ «Молчаливая степь»", PAVLODAR, "Павлодар", BINS[3], "8 (7182) 55-01-05", "", "да"),
    ]
    register = [
        register_row(BINS[0], "Тихая гавань", head=f"Ахметова А. Б. ИИН {IIN}", name_kk="«Тыныш айлақ» қоғамдық қоры"),
        register_row(BINS[1], "Северный ветер", "Ликвидирована"),
        register_row(BINS[3], "Молчаливая степь"),
        register_row(BINS[4], "=Светлая роща", head=f"Сериков А. {IIN}"),
        register_row(IIN, "Белая лодка"),
    ]
    sources = make_edition(folder / "sources", {"pavlodar.xlsx": workbook(rows, HEADER)})
    (folder / "register.xlsx").write_bytes(register_book(register))
    return Places(sources, folder / "register.xlsx")
