"""A changed decision cleans only those workbooks again whose cells it is about, and always gives what a build from nothing gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import gathering
from pipeline.desk import Desk
from pipeline.gathering import Gathered, gather
from pipeline.memory import Memory
from pipeline.model.message import Message
from tests.cli.cli_editions import make_edition, workbook

NAMES = ("aktobe", "pavlodar", "zhambyl")
FILES = {f"provinces/{name}.xlsx" for name in NAMES}
HEADER = ("Название", "Область", "Город", "Телефон", "Электронная почта", "Не печатать", "Примечание")


class Silent:
    def begin(self, step: Message) -> None: ...
    def advance(self, done: int, total: int) -> None: ...


def row(name: str, number: int, email: str, out: str = "", note: str = "") -> tuple[str, ...]:
    return f"ОФ «{name}»", "Павлодарская область", "Павлодар", f"8 (7182) 55-01-{number:02d}", email, out, note


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return make_edition(tmp_path / "sources", {
        "aktobe.xlsx": workbook([row("Родник", 2, "rodnik@gmial.com")], HEADER),
        "pavlodar.xlsx": workbook([row("Исток", 3, "istok@mail.example", "", "Просим не публиковать")], HEADER),
        "zhambyl.xlsx": workbook([row("Степь", 4, "rodnik@gmial.com"), row("Закат", 5, "zakat@gmial.com", "сомневаемся")], HEADER),
    })  # fmt: skip


def read(sources: Path, build: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Gathered, set[str]]:
    """What was gathered, and which workbooks were read for it."""
    done: set[str] = set()
    original = gathering.read_packed

    def watched(source, *rest):  # type: ignore[no-untyped-def]
        done.add(source.name)
        return original(source, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "read_packed", watched)
        memory = Memory(build / ".cache")
        found = gather(Desk(sources, build), Silent(), memory)
        memory.finish()
    return found, done


def answer(rule: str, field: str, wrote: str, prints: str, file: str = "", by: str = "") -> str:
    more = (f'file = "{file}"\n' if file else "") + (f'by = "{by}"\n' if by else "")
    return f'[[value]]\nrule = "{rule}"\nfield = "{field}"\nwrote = "{wrote}"\nprint = "{prints}"\n{more}\n'


GMAIL = answer("SRC-330", "emails", "rodnik@gmial.com", "rodnik@gmail.com")
STEPS = (
    ("", FILES),
    ("# only a note\n", set()),
    (answer("SRC-330", "emails", "nobody@gmial.com", "nobody@gmail.com"), set()),
    (GMAIL, FILES - {"provinces/pavlodar.xlsx"}),
    ("# moved\n" + answer("SRC-301", "name", "x", "y") + GMAIL, set()),
    (answer("SRC-330", "emails", "RODNIK@gmial.com", "rodnik@gmail.com", by="А. С."), FILES - {"provinces/pavlodar.xlsx"}),
    (answer("SRC-330", "emails", "rodnik@gmial.com", "r@mail.example", file="provinces/zhambyl.xlsx"), FILES - {"provinces/pavlodar.xlsx"}),
    (answer("SRC-330", "", "rodnik@gmial.com", ""), FILES - {"provinces/pavlodar.xlsx"}),
    (answer("SRC-360", "note", "Просим не публиковать", "нет"), FILES),
    (answer("SRC-360", "leave_out", "сомневаемся", "нет") + answer("SRC-330", "emails", "zakat@gmial.com", "zakat@gmail.com"),
     {"provinces/pavlodar.xlsx", "provinces/zhambyl.xlsx"}),
    (answer("SRC-330", "emails", "zakat@gmial.com", "zakat@gmail.com"), {"provinces/zhambyl.xlsx"}),
    ("", {"provinces/zhambyl.xlsx"}),
)  # fmt: skip


def test_only_workbooks_that_met_a_changed_answer_are_read_again_and_the_rest_is_as_from_nothing(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, (text, expected) in enumerate(STEPS):
        (sources / "decisions.toml").write_text(text, "utf-8")
        found, done = read(sources, tmp_path / "build", monkeypatch)
        assert done == expected, text
        fresh, _ = read(sources, tmp_path / f"fresh{place}", monkeypatch)
        assert (found.clean, found.findings, found.balance) == (fresh.clean, fresh.findings, fresh.balance)
