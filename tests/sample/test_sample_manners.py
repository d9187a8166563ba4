"""The workbooks are untidy, each in its own manner; were one tidied by accident, the pipeline would be tested less."""

from __future__ import annotations

from datetime import date, datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.findings import CellRef
from pipeline.sampling.keepers import NO_SUCH_REGION

from .support import organisations_read, read_sources, sheet_of

KAZAKH = set("әғқңөұүһі")


def _row(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row] if cell.value is not None]


def _column(sheet: Worksheet, header: str, row: int) -> list[object]:
    """Values under a header that stands in ``row``."""
    [place] = [cell.column for cell in sheet[row] if cell.value == header]
    return [value for below in range(row + 1, sheet.max_row + 1) if (value := sheet.cell(below, place).value) is not None]


def _found(file: str, code: str) -> list[str]:
    """Before -> of the findings of a code in a file."""
    return [
        finding.before or "" for finding in read_sources().findings
        if finding.code == code and isinstance(finding.place, CellRef) and finding.place.file == file
    ]


def _mended(file: str, rule: str) -> list[str]:
    return [change.before for change in read_sources().normalised.changes if change.rule == rule and change.ref.file == file]


def test_almaty_is_clean_with_titles_a_bilingual_header_and_real_dates() -> None:
    sheet = sheet_of("provinces/75-almaty.xlsx")
    assert len(_row(sheet, 1)) == len(_row(sheet, 2)) == 1
    assert _row(sheet, 3) == []
    assert "Миссия / Миссиясы" in _row(sheet, 4)
    assert all(isinstance(value, datetime | date) for value in _column(sheet, "Дата проверки / Тексерілген күні", 4))


def test_shymkent_shouts_its_names_in_straight_quotes_and_types_bins_as_numbers() -> None:
    sheet = sheet_of("provinces/79-shymkent.xlsx")
    names = [str(value) for value in _column(sheet, "НАИМЕНОВАНИЕ НА РУССКОМ ЯЗЫКЕ", 1)]
    assert sum(name.isupper() for name in names) >= 5
    assert all(name.count('"') == 2 for name in names)
    bins = _column(sheet, "БИН", 1)
    assert any(isinstance(value, int) and value < 10**11 for value in bins)
    assert all(isinstance(value, str) for value in _column(sheet, "Данные проверены", 1))


def test_astana_merges_its_header_numbers_its_columns_and_ends_with_a_total() -> None:
    sheet = sheet_of("provinces/71-astana.xlsx")
    merged = [str(cells) for cells in sheet.merged_cells.ranges]
    assert sum(cells.endswith("3") and cells[1:2] == "2" for cells in merged) >= 5
    assert "Контакты" in _row(sheet, 2)
    assert _row(sheet, 4)[:3] == [1, 2, 3]
    assert _row(sheet, sheet.max_row)[0] == "Итого:"
    assert "Нур-Султан" in _column(sheet, "Область/город", 2)


def test_akmola_heads_its_columns_in_kazakh_and_has_one_name_with_damaged_letters() -> None:
    sheet = sheet_of("provinces/11-akmola.xlsx")
    headers = "".join(str(value) for value in _row(sheet, 2)).casefold()
    assert KAZAKH & set(headers)
    assert not {"название", "телефон доверия", "город"} & {str(value).casefold() for value in _row(sheet, 2)}
    assert any("Ќ" in str(value) for value in _column(sheet, "Атауы (қазақша)", 2))
    assert organisations_read()["qandas-korshi"].names["kk"].value.startswith("Қандас")


def test_zhetysu_is_headed_by_another_oblast_and_writes_dates_in_words() -> None:
    sheet = sheet_of("provinces/33-zhetysu.xlsx")
    assert _row(sheet, 1) == ["Алматинская область"]
    assert all(str(value).endswith(" г.") for value in _column(sheet, "Дата последней проверки", 3))
    assert all(" / " in str(value) for value in _column(sheet, "Название организации / Ұйымның атауы", 3))
    assert len(_found("provinces/33-zhetysu.xlsx", "town-decides")) == 9


def test_karaganda_groups_by_town_and_leaves_codes_to_be_inherited() -> None:
    sheet = sheet_of("provinces/35-karaganda.xlsx")
    groups = [row for row in range(3, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("г. ")]
    assert len(groups) == 6
    cells = [str(value) for value in _column(sheet, "Телефон, факс", 2)]
    assert any(", " in cell and "8/" not in cell.split(", ")[1] for cell in cells)


def test_turkistan_has_an_old_heading_latin_letters_and_a_bigger_hidden_sheet() -> None:
    visible, hidden = sheet_of("provinces/61-turkistan.xlsx"), sheet_of("provinces/61-turkistan.xlsx", 1)
    assert "ЮКО" in str(visible["A1"].value)
    assert hidden.sheet_state == "hidden"
    assert hidden.max_row > visible.max_row
    assert len(_mended("provinces/61-turkistan.xlsx", "SRC-303")) >= 15
    assert "Джетысай" in _column(visible, "Район/город", 3)


def test_pavlodar_keeps_all_contacts_in_one_cell_with_codes_from_before_2007() -> None:
    sheet = sheet_of("provinces/55-pavlodar.xlsx")
    cells = [str(value) for value in _column(sheet, "Контактные данные", 3)]
    assert all("\n" in cell and "@" in cell for cell in cells)
    assert len(_found("provinces/55-pavlodar.xlsx", "old-code")) >= 3
    assert len(_found("provinces/55-pavlodar.xlsx", "code-from-town")) >= 2


def test_the_east_names_its_region_once_and_mixes_mails_with_phones() -> None:
    sheet = sheet_of("provinces/63-east.xlsx")
    assert sheet["A4"].value == "ВКО"
    assert "A4:A14" in [str(cells) for cells in sheet.merged_cells.ranges]
    assert len(_found("provinces/63-east.xlsx", "email-in-phone")) == 3
    assert "#N/A" in _column(sheet, "Примечание", 3)
    assert {"-", "нет"} <= {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_abai_is_headed_by_what_it_was_and_writes_both_names_in_one_cell() -> None:
    sheet = sheet_of("provinces/10-abai.xlsx")
    assert _row(sheet, 1) == ["Семей өңірі / бывшая ВКО"]
    assert all(str(value).count("\n") == 1 for value in _column(sheet, "Атауы / Название", 2)[:9])
    assert len(_found("provinces/10-abai.xlsx", "town-decides")) == 9
    assert "Семипалатинск" in _found("provinces/10-abai.xlsx", "town-renamed")


def test_mangystau_has_english_headers_over_numbers() -> None:
    sheet = sheet_of("provinces/47-mangystau.xlsx")
    assert "Press contact phone" in _row(sheet, 1)
    assert all(isinstance(value, int | float) for value in _column(sheet, "Mobile", 1))
    assert any(isinstance(value, int | float) for value in _column(sheet, "Phone 1", 1))
    assert any(isinstance(value, int) for value in _column(sheet, "BIN", 1))
    assert NO_SUCH_REGION in _column(sheet, "Region", 1)


def test_atyrau_repeats_its_header_and_has_a_comment_an_example_and_rows_of_second_phones() -> None:
    [reading] = [file for file in read_sources().files if file.file == "provinces/23-atyrau.xlsx"]
    sheet = sheet_of("provinces/23-atyrau.xlsx")
    assert sum(sheet.cell(row, 2).value == "Название организации (рус)" for row in range(1, sheet.max_row + 1)) == 3
    assert reading.sheets[0].continuations >= 1
    assert "Пример" in [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert any(cell.comment for row in sheet.iter_rows() for cell in row)


def test_no_two_workbooks_have_the_same_headers() -> None:
    headers = [
        tuple(column.header for column in sheet.columns)
        for file in read_sources().files for sheet in file.sheets if sheet.kind == "organisation"
    ]
    assert len(headers) == len(set(headers)) == 12


def test_spaces_and_fillers_of_every_kind_occur() -> None:
    texts = [
        str(cell.value)
        for file in read_sources().files for row in sheet_of(file.file).iter_rows() for cell in row if cell.value is not None
    ]
    assert any("\u00a0" in text for text in texts)
    assert any("  " in text for text in texts)
    assert {"-", "—", "нет", "жоқ", "н/д", "n/a"} <= set(texts)


def test_freephones_helplines_and_extensions_are_printed() -> None:
    phones = [phone for made in organisations_read().values() for phone in made.phones]
    kinds = {phone.kind for phone in phones}
    assert kinds == {"office", "mobile", "press", "fax", "freephone", "helpline"}
    assert any(phone.extension for phone in phones)


def test_personal_mobiles_without_consent_are_withheld() -> None:
    withheld = [finding for finding in read_sources().findings if finding.code in ("mobile-withheld", "mobile-refused")]
    assert len(withheld) >= 20


def test_every_sheet_could_be_read_by_a_person() -> None:
    sheet = sheet_of("provinces/75-almaty.xlsx")
    assert sheet.freeze_panes == "B5"
    assert sheet.column_dimensions[get_column_letter(28)].width > 30
