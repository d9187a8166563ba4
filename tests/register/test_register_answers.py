"""guide register obeys the answers that the build obeys: wishes found in remarks, and what was answered of rows that are not printed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from registers import a_bin, register_book, register_row

from tests.cli.cli_editions import guide, make_edition, workbook

HEADER = ("Название", "Область", "Город", "БИН", "Телефон", "Примечание")
BIN = a_bin(Random(7))
REMARK = "Просим не публиковать"
PAVLODAR = "Павлодарская область"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "register.xlsx"
    path.write_bytes(register_book([register_row(BIN, "Тихая гавань")]))
    return path


def edition(folder: Path, number: str, region: str = PAVLODAR) -> Path:
    row = ("ОФ «Тихая гавань»", region, "", number, "8 701 555 01 02", REMARK)
    return make_edition(folder / "sources", {"pavlodar.xlsx": workbook([row], HEADER)})


@pytest.mark.parametrize(("answer", "operational", "left_out"), [(None, 0, 1), ("нет", 1, 0), ("да", 0, 1)])
def test_a_wish_in_a_remark_holds_as_it_was_answered(tmp_path: Path, register: Path, answer: str | None, operational: int, left_out: int) -> None:
    sources = edition(tmp_path, BIN)
    if answer:
        (sources / "decisions.toml").write_text(f'[[value]]\nrule = "SRC-360"\nfield = "note"\nwrote = "{REMARK}"\nprint = "{answer}"\n', "utf-8")
    made = guide("register", register, sources, "--json").json
    assert (len(made["operational"]), made["undecided"]["left_out"]) == (operational, left_out)


def test_the_region_of_a_row_that_is_left_out_is_the_one_that_was_answered(tmp_path: Path, register: Path) -> None:
    sources = edition(tmp_path, "", "Тот же край")
    (sources / "decisions.toml").write_text(f'[[value]]\nrule = "SRC-310"\nfield = "region"\nwrote = "Тот же край"\nprint = "{PAVLODAR}"\n', "utf-8")
    made = guide("register", register, sources, "--json").json
    assert {one["code"]: one["left_out"] for one in made["regions"]} == {"KZ-55": 1}
