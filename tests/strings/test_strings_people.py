"""What people do to a workbook between two mails: each thing caught and told, and nothing that was there before lost."""

from __future__ import annotations

import datetime

import pytest
from openpyxl.cell.cell import Cell
from translators import Filled, came, content, export, sent, taken

from pipeline.strings.importing import Taken
from pipeline.strings.units import Catalogue
from pipeline.strings.wanted import Wanted
from tests.doors.workbook_files import ODS_HEAD

TEXTS = (
    ("ngo-0001/name", "Тихая гавань"), ("ngo-0001/mission", "Учим детей плавать", "Балаларды жүзуге үйретеміз"),
    ("ngo-0002/mission", "Сажаем лес", "Орман отырғызамыз"), ("ngo-0003/mission", "2027"), ("ngo-0004/mission", "Чистим реку"),
)  # fmt: skip


@pytest.fixture
def stock() -> tuple[Wanted, Catalogue]:
    return content(*TEXTS)


@pytest.fixture
def filled(stock: tuple[Wanted, Catalogue]) -> Filled:
    return Filled(sent("xlsx", export(*stock)))


def back(filled: Filled, stock: tuple[Wanted, Catalogue]) -> Taken:
    arrival = came("xlsx", filled.content, stock[0])
    made = taken(arrival, *stock)
    made.findings[:0] = arrival.findings
    return made


def codes(made: Taken) -> list[str]:
    return [f"{finding.id} {finding.code}" for finding in made.findings]


def target_of(made: Taken, key: str) -> str:
    return next((unit.target for unit in made.catalogue.units if unit.key == key), "")


def test_a_translation_is_taken_and_signed(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.book.worksheets[0]["B2"].value = "Асель Қайратқызы"
    filled.put("ngo-0001/name", "translator_comments", "Атауын сұраңыз")
    made = back(filled, stock)
    unit = next(unit for unit in made.catalogue.units if unit.key == "ngo-0001/name")
    assert (unit.target, unit.fuzzy, unit.translator, unit.note) == ("Тыныш айлақ", False, "Асель Қайратқызы", "Атауын сұраңыз")
    assert (codes(made), made.counts["added"], made.counts["same"]) == ([], 1, 4)


@pytest.mark.parametrize(("value", "code"), [
    (12.5, "STR-002 number"), (7, "STR-002 number"), (True, "STR-002 number"), (datetime.date(2027, 3, 1), "STR-002 date"),
    (datetime.time(9, 30), "STR-002 date"), ("=A1", "STR-002 formula"), ('="Аударма"', "STR-002 formula"), ("#REF!", "STR-002 error"),
])
@pytest.mark.parametrize("key", ["ngo-0001/name", "ngo-0002/mission"])
def test_what_is_no_text_is_told_and_the_old_translation_stays(
    value: object, code: str, key: str, filled: Filled, stock: tuple[Wanted, Catalogue]
) -> None:
    filled.put(key, "target", value)
    made = back(filled, stock)
    assert (codes(made), made.counts["refused"], made.absent) == ([code], 1, 0)
    assert made.catalogue == stock[1]
    assert made.findings[0].place
    assert made.findings[0].place.cell == f"C{filled.row(key)}"


def test_a_formula_whose_value_is_stored_is_no_translation_either(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    import io
    import re
    import zipfile

    filled.put("ngo-0001/name", "target", "=A1")
    packed, made = zipfile.ZipFile(io.BytesIO(filled.content)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name in packed.namelist():
            part = packed.read(name)
            part = re.sub(rb"<c ([^>]*)><f>A1</f><v ?/?>(?:</v>)?</c>", rb'<c \1 t="str"><f>A1</f><v>value</v></c>', part)
            out.writestr(name, part)
    assert codes(taken_from(made.getvalue(), stock)) == ["STR-002 formula"]


@pytest.mark.parametrize("attributes", ['office:value-type="string"', 'office:value-type="float" office:value="5"', ""])
def test_a_formula_in_an_ods_file_is_no_translation_either(attributes: str, stock: tuple[Wanted, Catalogue]) -> None:
    import io
    import zipfile

    rows = (("source", "target", "context"), ("Родник", None, "ngo-0001/name"))
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell {attributes} table:formula="of:=[.A1]"><text:p>value</text:p></table:table-cell>' if text is None else
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in row) + "</table:table-row>"
        for row in rows)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", f'{ODS_HEAD}<table:table table:name="Мәтіндер">{cells}</table:table>'
                                       "</office:spreadsheet></office:body></office:document-content>")
    arrival = came("ods", made.getvalue(), stock[0])
    assert [(finding.code, str(finding.place)) for finding in arrival.findings if finding.id == "STR-002"] == [("formula", "back.ods › Мәтіндер › B2")]
    assert taken(arrival, *stock).catalogue == stock[1]


def taken_from(content: bytes, stock: tuple[Wanted, Catalogue]) -> Taken:
    arrival = came("xlsx", content, stock[0])
    made = taken(arrival, *stock)
    made.findings[:0] = arrival.findings
    return made


def test_a_number_that_the_text_is_itself_is_a_translation(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0003/mission", "target", 2027)
    assert target_of(back(filled, stock), "ngo-0003/mission") == "2027"


def test_sorted_rows_and_moved_columns_make_no_difference(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0004/mission", "target", "Өзенді тазалаймыз")
    rows = [[cell.value for cell in row] for row in filled.sheet.rows]
    head, body = rows[0], sorted(rows[1:], key=lambda row: str(row[1]), reverse=True)
    order = list(reversed(range(len(head))))
    filled.sheet.delete_rows(1, len(rows))
    for row in [head, *body]:
        filled.sheet.append([row[place] for place in order])
    made = back(filled, stock)
    assert (codes(made), target_of(made, "ngo-0004/mission"), made.counts["same"]) == ([], "Өзенді тазалаймыз", 4)


def test_deleted_rows_keep_their_translations(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.sheet.delete_rows(filled.row("ngo-0001/mission"))
    made = back(filled, stock)
    assert (made.catalogue, made.absent, codes(made)) == (stock[1], 1, [])


def test_an_emptied_cell_takes_nothing_away(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/mission", "target", None)
    made = back(filled, stock)
    assert (made.catalogue, made.counts["kept"]) == (stock[1], 1)


@pytest.mark.parametrize(("columns", "told"), [
    (("location", "developer_comments", "translator_comments"), []), (("context",), []), (("source",), ["STR-006 deleted"]),
    (("digest",), ["STR-006 deleted"]), (("context", "source"), ["STR-006 deleted"]), (("fuzzy",), ["STR-006 deleted"]),
])
def test_deleted_columns_are_done_without_as_far_as_that_is_safe(
    columns: tuple[str, ...], told: list[str], filled: Filled, stock: tuple[Wanted, Catalogue]
) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.delete(*columns)
    made = back(filled, stock)
    assert target_of(made, "ngo-0001/name") == "Тыныш айлақ"
    assert [code for code in codes(made) if code != "STR-006 renamed"] == told or "fuzzy" in columns
    assert made.counts["same"] == 4


def test_without_any_key_nothing_is_taken(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.delete("context", "digest")
    made = back(filled, stock)
    assert (made.catalogue, codes(made)) == (stock[1], ["STR-006 deleted"])


def test_without_the_column_of_translations_nothing_is_taken(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.delete("target")
    made = back(filled, stock)
    assert (made.catalogue, codes(made)) == (stock[1], ["STR-006 deleted"])


@pytest.mark.parametrize(("column", "header"), [
    ("target", "Перевод"), ("target", "Менің аудармам"), ("target", None), ("source", "Оригинал"), ("source", "Что-то"), ("context", "Ключ"),
    ("context", "???"), ("digest", "Х"), ("digest", None),
])
def test_renamed_headers_are_known_by_what_stands_below(
    column: str, header: str | None, filled: Filled, stock: tuple[Wanted, Catalogue]
) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.rename(column, header)  # type: ignore[arg-type]
    made = back(filled, stock)
    assert (target_of(made, "ngo-0001/name"), made.counts["same"]) == ("Тыныш айлақ", 4)
    assert set(codes(made)) <= {"STR-006 renamed"}


def test_rows_above_the_header_and_a_deleted_header(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.sheet.insert_rows(1, 3)
    filled.sheet.cell(1, 1).value = "Аударма, екінші нұсқа"
    assert target_of(back(filled, stock), "ngo-0001/name") == "Тыныш айлақ"
    filled.sheet.delete_rows(1, 4)
    made = back(filled, stock)
    assert target_of(made, "ngo-0001/name") == "Тыныш айлақ"
    assert "STR-006 renamed" in codes(made)


def test_inserted_rows_without_a_key_are_told(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.sheet.insert_rows(3)
    filled.sheet.cell(3, filled.columns["target"]).value = "Қосымша түсінік"
    made = back(filled, stock)
    assert (codes(made), made.catalogue) == (["STR-001 no-key"], stock[1])


def test_merged_translations_are_not_guessed_at(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.sheet.merge_cells("C2:C3")
    made = back(filled, stock)
    assert (codes(made), made.catalogue, made.counts["refused"]) == (["STR-002 merged"] * 2, stock[1], 2)


def copy_row(filled: Filled, key: str, target: str) -> None:
    row = filled.row(key)
    cells: list[Cell] = list(filled.sheet[row])  # type: ignore[arg-type]
    filled.sheet.append([target if cell.column == filled.columns["target"] else cell.value for cell in cells])


def test_a_key_with_two_translations_is_refused(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    copy_row(filled, "ngo-0001/name", "Тыныш кемежай")
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    made = back(filled, stock)
    assert (codes(made), made.catalogue, made.counts["refused"]) == (["STR-001 twice"], stock[1], 1)


def test_of_a_copied_row_the_one_that_was_changed_holds(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    copy_row(filled, "ngo-0001/mission", "Балаларға жүзуді үйретеміз")
    made = back(filled, stock)
    assert (codes(made), target_of(made, "ngo-0001/mission")) == (["STR-001 twice-the-same"], "Балаларға жүзуді үйретеміз")


def test_an_unknown_key_is_told_where_somebody_translated_it(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.delete("digest")
    filled.put("ngo-0001/name", "context", "ngo-0777/name")
    filled.put("ngo-0777/name", "target", "Тыныш айлақ")
    made = back(filled, stock)
    assert "STR-001 unknown-key" in codes(made)
    assert made.catalogue == stock[1]


def test_a_changed_key_is_found_by_the_hidden_mark(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.put("ngo-0001/name", "context", "ngo-0777/name")
    assert target_of(back(filled, stock), "ngo-0001/name") == "Тыныш айлақ"


def test_rows_sorted_without_their_hidden_mark_follow_key_and_text(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0004/mission", "target", "Өзенді тазалаймыз")
    marks = [filled.sheet.cell(row, filled.columns["digest"]).value for row in range(2, 7)]
    for row, mark in enumerate(reversed(marks), start=2):
        filled.sheet.cell(row, filled.columns["digest"]).value = mark
    made = back(filled, stock)
    assert target_of(made, "ngo-0004/mission") == "Өзенді тазалаймыз"
    assert {unit.key: unit.target for unit in made.catalogue.units} == {**{unit.key: unit.target for unit in stock[1].units}, "ngo-0004/mission": "Өзенді тазалаймыз"}


def test_an_edited_source_is_told_and_its_translation_taken(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "source", "Тихая гавань (исправлено)")
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    made = back(filled, stock)
    unit = next(unit for unit in made.catalogue.units if unit.key == "ngo-0001/name")
    assert (codes(made), unit.source, unit.target, unit.fuzzy) == (["STR-003 edited"], "Тихая гавань", "Тыныш айлақ", False)


@pytest.mark.parametrize(("sent_out", "saved"), [
    ("Тихая гавань", " Тихая\u00a0гавань\u202f "), ("«Родник» и дети", "“Родник” и дети"), ("«Родник» и дети", '"Родник"  и\nдети'),
])
def test_typography_of_other_programs_is_no_edited_source(sent_out: str, saved: str) -> None:
    wanted, catalogue = content(("ngo-0001/name", sent_out))
    filled = Filled(sent("xlsx", export(wanted, catalogue)))
    filled.put("ngo-0001/name", "source", saved)
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    made = back(filled, (wanted, catalogue))
    assert (codes(made), [(unit.source, unit.state) for unit in made.catalogue.units]) == ([], [(sent_out, "done")])


def test_a_text_that_changed_meanwhile_is_taken_to_be_looked_at(filled: Filled) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    now = content(("ngo-0001/name", "Северный ветер"), *TEXTS[1:])
    made = back(filled, now)
    unit = next(unit for unit in made.catalogue.units if unit.key == "ngo-0001/name")
    assert (codes(made), unit.source, unit.fuzzy, unit.previous) == (["STR-003 changed-meanwhile"], "Северный ветер", True, "Тихая гавань")
    assert made.counts["doubtful"] == 1


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Тыныш\u00a0айлақ \n", "Тыныш айлақ"), ("Тыныш\u200b айлақ\ufeff", "Тыныш айлақ"), ("Тыныш\r\nайлақ", "Тыныш\nайлақ"),
])
def test_white_space_and_control_characters_are_tidied_and_told(typed: str, kept: str, filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", typed)
    made = back(filled, stock)
    assert target_of(made, "ngo-0001/name") == kept
    assert set(codes(made)) <= {"STR-005 tidied"}


@pytest.mark.parametrize(("mark", "fuzzy"), [("x", True), ("х", True), ("True", True), (1, True), (True, True), ("?", True), ("", False), ("нет", False), (0, False), (False, False)])
def test_whatever_is_written_into_fuzzy_is_understood(mark: object, fuzzy: bool, filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.put("ngo-0001/name", "fuzzy", mark)
    assert next(unit.fuzzy for unit in back(filled, stock).catalogue.units if unit.key == "ngo-0001/name") == fuzzy


def test_two_workbooks_copied_into_one(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    for row in [[cell.value for cell in row] for row in filled.sheet.rows]:
        filled.sheet.append(row)
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    made = back(filled, stock)
    assert target_of(made, "ngo-0001/name") == "Тыныш айлақ"
    assert set(codes(made)) == {"STR-001 twice-the-same"}


def test_notes_on_cells_are_remarks_of_the_translator(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    from openpyxl.comments import Comment

    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.sheet.cell(filled.row("ngo-0001/name"), filled.columns["target"]).comment = Comment("Ресми атауы ма?", "Асель")
    unit = next(unit for unit in back(filled, stock).catalogue.units if unit.key == "ngo-0001/name")
    assert "Ресми атауы ма?" in unit.note


def test_a_question_without_a_translation_is_kept_and_told_once(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "translator_comments", "Бұл неге?\n ")
    made = back(filled, stock)
    assert made.remarks == [("ngo-0001/name", "Бұл неге?")]
    unit = next(unit for unit in made.catalogue.units if unit.key == "ngo-0001/name")
    assert (unit.note, unit.state) == ("Бұл неге?", next(one.state for one in stock[0].units if one.key == "ngo-0001/name"))
    assert back(filled, (stock[0], made.catalogue)).remarks == []


def test_words_in_other_columns_and_sheets_are_told(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.sheet.cell(2, 12).value = "Екінші нұсқа"
    filled.book.create_sheet("Сұрақтар")["A1"].value = "Ұйымның ресми атауы қандай?"
    made = back(filled, stock)
    assert codes(made) == ["STR-007 column", "STR-007 sheet"]
    assert made.catalogue == stock[1]


def test_a_column_of_the_translators_own_does_not_take_the_place_of_ours(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.sheet.insert_cols(3)
    filled.columns = {str(cell.value): cell.column for cell in filled.sheet[1]}
    filled.sheet.cell(1, 3).value = "Перевод"
    filled.sheet.cell(2, 3).value = "Черновик"
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    made = back(filled, stock)
    assert (target_of(made, "ngo-0001/name"), codes(made)) == ("Тыныш айлақ", ["STR-007 column"])


def test_a_table_as_weblate_gives_it_is_taken(stock: tuple[Wanted, Catalogue]) -> None:
    import csv
    import io

    from translators import known

    from pipeline.doors.workbooks import open_workbook
    from pipeline.model.source import SourceFile
    from pipeline.strings.reading_workbook import read_workbook

    out = io.StringIO()
    table = csv.writer(out, dialect="unix")
    table.writerow(["location", "source", "target", "ID", "fuzzy", "context", "translator_comments", "developer_comments"])
    table.writerow(["", "Тихая гавань", "Тыныш айлақ", "ngo-0001/name|Тихая гавань", "False", "ngo-0001/name", "", ""])
    table.writerow(["", "Учим детей плавать", "Балаларды жүзуге үйретеміз", "x", "True", "ngo-0001/mission", "", ""])
    workbook = open_workbook(SourceFile("a.csv", out.getvalue().encode()))[0]
    made = taken(read_workbook(workbook, known(stock[0])), *stock)
    assert {unit.key: unit.fuzzy for unit in made.catalogue.units if unit.key != "ngo-0002/mission"} == {"ngo-0001/name": False, "ngo-0001/mission": True}


def test_without_source_and_mark_a_translation_is_looked_at_again(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0001/name", "target", "Тыныш айлақ")
    filled.delete("source", "digest")
    made = back(filled, stock)
    assert "STR-003 unknown-source" in codes(made)
    assert next(unit.fuzzy for unit in made.catalogue.units if unit.key == "ngo-0001/name")


def test_a_text_that_this_language_no_longer_wants_is_told_and_its_old_translation_stays(filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put("ngo-0002/mission", "target", "Ағаш отырғызамыз")
    wanted, _ = content(*(one for one in TEXTS if one[0] != "ngo-0002/mission"))
    made = back(filled, (wanted, stock[1]))
    assert (codes(made), target_of(made, "ngo-0002/mission")) == (["STR-001 gone"], "Орман отырғызамыз")


@pytest.mark.parametrize("said", ["-", "—", "???", "…", "n/a", "N/A", "TODO", "[TBD]", "x", "Х", "xxx", "нет перевода", "(аудару керек)", " - "])
@pytest.mark.parametrize("key", ["ngo-0001/name", "ngo-0001/mission"])
def test_words_of_whoever_did_not_translate_are_no_translation(key: str, said: str, filled: Filled, stock: tuple[Wanted, Catalogue]) -> None:
    filled.put(key, "target", said)
    filled.put(key, "translator_comments", "Не знаю, как это перевести")
    made = back(filled, stock)
    assert codes(made) == ["STR-002 filler"]
    assert target_of(made, key) == ("" if key.endswith("name") else "Балаларды жүзуге үйретеміз")
    assert (made.counts["refused"], next(unit.note for unit in made.catalogue.units if unit.key == key)) == (1, "Не знаю, как это перевести")


@pytest.mark.parametrize(("source", "target"), [("Х", "X"), ("—", "-"), ("н/д", "n/a"), ("Нет", "Жоқ"), ("Планов нет", "Жоқ"), ("Перевод", "Аударма"), ("2027", "2027")])
def test_a_short_translation_of_a_short_text_is_one(source: str, target: str) -> None:
    stock = content(("ngo-0001/acronym", source))
    filled = Filled(sent("xlsx", export(*stock)))
    filled.put("ngo-0001/acronym", "target", target)
    assert target_of(back(filled, stock), "ngo-0001/acronym") == target
