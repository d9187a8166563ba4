"""guide register as a person runs it: what it says, writes and refuses, and that nobody's number comes out."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from registers import HEADER, IIN, MISTYPED, register_book, register_row

from pipeline.doors.workbooks.tables import ListColumn, ListSheet, write_lists
from tests.cli.cli_editions import digests, guide
from tests.register.conftest import Places


def test_it_says_in_three_languages_who_is_operational_missing_and_unknown(places: Places) -> None:
    for lang, sentences in {
        "en": ("1 organisation of ours is operational", "2 active organisations of the register are missing",
               "1 organisation of ours is unknown", "suspended or liquidated", "Северный ветер: liquidated"),
        "ru": ("1 наша организация действует", "2 действующих организаций реестра нет", "1 нашей организации нет в реестре", "Северный ветер: ликвидирована"),
        "kk": ("Біздің 1 ұйым жұмыс істейді", "жұмыс істейтін 2 ұйым біздің файлдарда жоқ", "Северный ветер: таратылған"),
    }.items():  # fmt: skip
        ran = guide("register", places.register, places.sources, "--ui-lang", lang)
        assert ran.code == 0, ran.said
        for sentence in sentences:
            assert sentence in ran.out
        assert "Молчаливая степь" not in ran.said, "who asks to be left out is named nowhere"


def test_json_has_the_documented_keys_and_no_number_of_a_person(places: Places) -> None:
    ran = guide("register", places.register, places.sources, "--json")
    made = ran.json
    assert list(made) == [
        "exit_code", "register", "regions", "operational", "not_operating", "status_not_said", "unknown", "missing", "differences", "questions",
        "undecided",
    ]  # fmt: skip
    assert made["register"] == {"file": str(places.register), "rows": 5, "active": 4, "suspended": 0, "liquidated": 1, "unknown": 0}
    (region,) = made["regions"]
    assert region == {
        "code": "KZ-55", "region": "Павлодарская область", "active": 4, "found": 1, "missing": 2, "left_out": 1, "unsettled": 0, "closed": 1,
        "unsaid": 0, "unknown": 1, "asked": 0,
    }  # fmt: skip
    assert [one["name"] for one in made["operational"]] == ["Тихая гавань"]
    assert made["operational"][0]["register"] == {"row": 3, "status": "active"}
    assert [(one["name"], one["how"]) for one in made["not_operating"]] == [("Северный ветер", "name")]
    assert [one["names"]["ru"] for one in made["missing"]] == ["=Светлая роща", "Белая лодка"]
    assert made["missing"][0]["head"] == "Сериков А."
    assert made["missing"][1]["bin"] == ""
    assert ("Тихая гавань", "head", "Иванов И. П.", "Ахметова А. Б.") in [
        (one["name"], one["field"], one["ours"], one["register"]) for one in made["differences"]
    ]
    assert made["undecided"]["left_out"] == 1
    assert IIN not in ran.said
    assert MISTYPED not in ran.said


def test_the_workbook_has_a_sheet_a_group_and_texts_stay_texts(places: Places, tmp_path: Path) -> None:
    before = digests(places.sources)
    out = tmp_path / "compared.xlsx"
    assert guide("register", places.register, places.sources, "--out", out, "--ui-lang", "en").code == 0
    assert digests(places.sources) == before, "nothing of the sources is changed"
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["By region", "Not active", "Status not said", "Unknown", "Differences", "Questions", "Missing", "Operational", "Not decided"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    missing = book["Missing"]
    assert [missing.cell(row, 1).value for row in (2, 3)] == ["=Светлая роща", "Белая лодка"]
    assert missing["A2"].data_type == "s", "no formula"
    assert missing["D2"].number_format == "@"
    with ZipFile(out) as packed:
        assert not any(number.encode() in packed.read(name) for name in packed.namelist() for number in (IIN, MISTYPED))
    again = tmp_path / "again.xlsx"
    guide("register", places.register, places.sources, "--out", again, "--ui-lang", "en")
    assert again.read_bytes() == out.read_bytes()


def test_a_register_among_the_provinces_files_is_refused(places: Places, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(places.sources, sources)
    inside = sources / "provinces" / "register.xlsx"
    shutil.copy(places.register, inside)
    ran = guide("register", inside, sources)
    assert ran.code == 2
    assert "lies among the edition's workbooks" in ran.err


@pytest.mark.parametrize("out", ["register.xlsx", "sources/provinces/pavlodar.xlsx", "sources/new.xlsx", "lists.csv"])
def test_the_lists_go_over_nobodys_file(places: Places, out: str) -> None:
    folder = places.sources.parent
    before = digests(folder)
    ran = guide("register", places.register, places.sources, "--out", folder / out)
    assert ran.code == 2, ran.said
    assert digests(folder) == before


def test_a_file_that_is_no_register_is_one_sentence(places: Places, tmp_path: Path) -> None:
    prose = tmp_path / "prose.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Это письмо, а не реестр."
    book.save(prose)
    for file, said in ((prose, "holds no table of organisations"), (tmp_path / "nowhere.xlsx", "nowhere.xlsx")):
        ran = guide("register", file, places.sources)
        assert ran.code == 4
        assert said in ran.err
        assert "Traceback" not in ran.said


def test_a_workbook_of_the_edition_that_cannot_be_read_is_told_with_code_4(places: Places, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(places.sources, sources)
    (sources / "provinces" / "lost.xlsx").write_bytes(b"PK\x03\x04 broken")
    ran = guide("register", places.register, sources)
    assert ran.code == 4
    assert "could not be read; its organisations may be among the missing: provinces/lost.xlsx" in ran.out


def test_a_region_may_be_a_code_of_the_classifier(places: Places, tmp_path: Path) -> None:
    header = tuple("КАТО" if name == "Регион" else name for name in HEADER)
    coded = tmp_path / "coded.xlsx"
    coded.write_bytes(register_book([register_row("", "Северный ветер", region="551010000")], header))
    made = guide("register", coded, places.sources, "--json").json
    assert [(one["name"], one["how"]) for one in made["operational"]] == [("Северный ветер", "name")]


def test_an_extract_as_statistics_gives_it_is_understood(places: Places, tmp_path: Path) -> None:
    """Full names in two languages, codes of classifiers, a column of the heads' IIN: as a text table in Windows-1251."""
    header = "БИН;Полное наименование ЮЛ на русском;Дата регистрации;ОКЭД;КАТО;Наименование населенного пункта;ФИО руководителя;ИИН руководителя;Статус"
    rows = [f';ОФ "Северный ветер";12.11.2017;94991;551010000;Павлодар Г.А.;СЕРИКОВ АСАН;{IIN};Действующий',
            f';ОФ "Белая лодка";12.11.2017;94991;551010000;Экибастуз Г.А.;СЕРИКОВ АСАН;{IIN};Действующий']
    extract = tmp_path / "extract.csv"
    extract.write_bytes("\r\n".join([header, *rows]).encode("cp1251"))
    ran = guide("register", extract, places.sources, "--json")
    made = ran.json
    assert [(one["name"], one["how"]) for one in made["operational"]] == [("Северный ветер", "name")]
    (missing,) = made["missing"]
    assert (missing["names"], missing["region"], missing["head"]) == ({"ru": "Белая лодка"}, "KZ-55", "СЕРИКОВ АСАН")
    assert IIN not in ran.said


def test_a_list_keeps_what_excel_would_take_for_something_else() -> None:
    texts = ("=1+1", "+7 701 555 01 02", "-5", "@name", "000123456789", "a\x0bb", "x" * 40_000)
    rows = [(text, 7) for text in texts]
    made = write_lists([ListSheet("Names: a/b", (ListColumn("Name", 20), ListColumn("Row", 8)), rows)], "guide")
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    read = [sheet.cell(row, 1).value for row in range(2, 2 + len(texts))]
    assert read[:5] == list(texts[:5])
    assert read[5] == "ab"
    assert len(read[6]) == 32_767
    assert all(sheet.cell(row, 1).data_type == "s" and sheet.cell(row, 2).value == 7 for row in range(2, 2 + len(texts)))
