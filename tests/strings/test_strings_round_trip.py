"""Out and back in every format: nothing is lost, whatever the texts are, and other people's programs can read the files."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translators import FORMATS, came, content, export, known, sent, taken, texts_of

from pipeline.doors.workbooks.strings import write_strings_book
from pipeline.model.fields import LANGUAGES
from pipeline.strings.catalogue_files import read_po, write_po
from pipeline.strings.exporting import make_export
from pipeline.strings.marks import tidy
from pipeline.strings.units import Catalogue, Context, Unit, unit_name
from pipeline.strings.wanted import wanted_labels
from pipeline.strings.workbook import strings_book

ODD = (
    ("ngo-0001/name", "=СУММ(А1)", "=1+1"), ("ngo-0001/mission", "+7 «в кавычках» & <b>теги</b>", "-5 % \\ \"тырнақша\" 'апостроф'"),
    ("ngo-0001/plans", "строка\nвторая", "@жол\nекінші"), ("ngo-0001/targets", "_x0041_ и _x000D_", "_x0041_ _x"),
    ("exp-0002/cv", "2027", "01.02.2027"), ("exp-0002/name", "TRUE", "#N/A"), ("exp-0003/name", "'апостроф", "'"),
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(tidy).filter(bool)


@pytest.mark.parametrize("form", FORMATS)
def test_what_nobody_touched_changes_nothing(form: str) -> None:
    wanted, catalogue = content(*ODD, ("ngo-0009/name", "Без перевода"))
    result = taken(came(form, sent(form, export(wanted, catalogue)), wanted), wanted, catalogue)
    assert (result.catalogue, result.changed, result.findings) == (catalogue, {}, [])
    assert result.counts["same"] == len(ODD) + 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_catalogue_that_was_lost_comes_back_whole_from_an_export(form: str) -> None:
    wanted, catalogue = content(*ODD)
    made = taken(came(form, sent(form, export(wanted, catalogue)), wanted), wanted, Catalogue("kk", "content", ()))
    assert (made.catalogue, made.counts["added"], made.findings) == (catalogue, len(ODD), [])


@pytest.mark.parametrize("form", FORMATS)
def test_every_text_is_read_as_it_was_sent(form: str) -> None:
    wanted, catalogue = content(*ODD)
    arrival = came(form, sent(form, export(wanted, catalogue)), wanted)
    assert [(text.name, text.source, text.target) for text in arrival.texts] == [*ODD]
    assert (arrival.lang, arrival.edition) == ("kk", "2031")


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=12))
def test_any_text_survives(form: str, pairs: list[tuple[str, str]]) -> None:
    wanted, catalogue = content(*((f"ngo-{place:04}/mission", *pair) for place, pair in enumerate(pairs)))
    arrival = came(form, sent(form, export(wanted, catalogue)), wanted)
    assert [(tidy(text.source or ""), tidy(text.target)) for text in arrival.texts] == pairs
    assert taken(arrival, wanted, catalogue).changed == {}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_go_out_with_the_guides_own_wording_and_only_others_are_kept(form: str, lang: str) -> None:
    wanted = wanted_labels(lang, lang)  # type: ignore[arg-type]
    empty = Catalogue(lang, "labels", ())  # type: ignore[arg-type]
    arrival = came(form, sent(form, export(wanted, empty)), wanted)
    texts = texts_of(arrival, wanted)
    assert {text.name for text in texts} == {unit_name(unit, "labels") for unit in wanted.units}
    result = taken(arrival, wanted, empty)
    assert (result.catalogue, result.changed) == (empty, {})


def test_a_label_that_counts_comes_back_with_all_its_forms() -> None:
    wanted = wanted_labels("ru", "ru")
    counting = next(unit for unit in wanted.units if unit.plural)
    own = Unit(counting.key, counting.source, "en", "форма 0", plural=counting.plural, plurals=("форма 0", "форма 1", "форма 2"))
    empty = Catalogue("ru", "labels", ())
    for form in FORMATS:
        text = sent(form, make_export("2031", wanted, Catalogue("ru", "labels", (own,)), "all", {}))
        result = taken(came(form, text, wanted), wanted, empty)
        # Sent from another state of the edition: what it says is new here.
        assert result.counts["same"] == len(wanted.units), form
        result = taken(came(form, text.replace("форма 2".encode(), "форма 3".encode()), wanted), wanted, empty) if form != "xlsx" else None
        if result:
            assert [unit.plurals for unit in result.catalogue.units] == [("форма 0", "форма 1", "форма 3")], form


def test_same_input_same_bytes() -> None:
    wanted, catalogue = content(*ODD)
    for form in FORMATS:
        assert sent(form, export(wanted, catalogue)) == sent(form, export(wanted, catalogue)), form


def test_a_catalogue_is_written_as_it_was_read() -> None:
    for path in sorted(Path("sources/translations").glob("content.*.po")):
        text = path.read_text("utf-8")
        lang = path.name.split(".")[1]
        assert write_po(read_po(text, "content", lang)) == text, path.name  # type: ignore[arg-type]


def test_the_workbook_is_as_weblate_reads_it() -> None:
    """Weblate reads the active sheet: its first row names the fields, "source" and "target" among them."""
    wanted, catalogue = content(*ODD)
    sheet = openpyxl.load_workbook(io.BytesIO(sent("xlsx", export(wanted, catalogue)))).active
    assert sheet is not None
    head, first = (tuple(cell.value for cell in row) for row in list(sheet.rows)[:2])
    assert set(head) >= {"source", "target", "context", "location", "fuzzy", "translator_comments", "developer_comments"}
    assert dict(zip(head, first, strict=True))["context"] == "ngo-0001/name"


def test_keys_are_locked_translations_open_and_every_cell_is_a_text() -> None:
    wanted, catalogue = content(*ODD)
    book = openpyxl.load_workbook(io.BytesIO(sent("xlsx", export(wanted, catalogue))))
    sheet = book.worksheets[1]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    open_columns = {"target", "fuzzy", "translator_comments"}
    for row in sheet.iter_rows(min_row=2):
        for cell, head in zip(row, sheet[1], strict=True):
            assert cell.protection.locked == (head.value not in open_columns)
            assert cell.number_format == "@"
            assert cell.data_type == "s" or cell.value is None
    assert sheet.column_dimensions["H"].hidden


def test_the_key_of_a_text_opens_its_page_of_the_proof() -> None:
    wanted, catalogue = content(*ODD)
    places = {ODD[0][0]: Context(pages=(14,), link="guide-2031-kk.proof.pdf#page=16", fits=120)}
    made = write_strings_book(strings_book([make_export("2031", wanted, catalogue, "all", places)], "en", "../kk/")[0])
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    linked = {str(cell.value): cell.hyperlink.target for row in sheet.rows for cell in row if cell.hyperlink}
    assert linked == {ODD[0][0]: "../kk/guide-2031-kk.proof.pdf#page=16"}
    assert "page 14" in str(sheet["F2"].value)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed: its own tools were not tried")
def test_gettexts_own_tools_read_the_file_and_give_it_back(tmp_path: Path) -> None:
    wanted, catalogue = content(*ODD, ("ngo-0009/name", "Без перевода"), ("ngo-0010/name", "\rстрока\n", "жол"))
    fuzzy = Catalogue("kk", "content", (*catalogue.units[1:], Unit("ngo-0001/name", "Раньше было другое", "ru", "Бұрынғысы")))
    (tmp_path / "a.po").write_bytes(sent("po", export(wanted, fuzzy)))
    assert "строка\n" in wanted.units[-1].source
    checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "a.po"], cwd=tmp_path, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    for command in (["msgcat", "--width=60", "a.po"], ["msgcat", "--sort-output", "a.po"], ["msgattrib", "--no-obsolete", "a.po"]):
        rewritten = subprocess.run(command, cwd=tmp_path, capture_output=True).stdout
        assert taken(came("po", rewritten, wanted), wanted, fuzzy).changed == {}, command


TOOLKIT = os.environ.get("GUIDE_TRANSLATE_TOOLKIT") or (str(Path(shutil.which("xliff2po") or "").parent) if shutil.which("xliff2po") else "")


@pytest.mark.skipif(not TOOLKIT, reason="translate-toolkit is not installed: its commands were not tried on our PO and XLIFF files")
def test_translate_toolkit_reads_po_and_xliff(tmp_path: Path) -> None:
    wanted, catalogue = content(*(one for one in ODD if "exp-0003" not in one[0]))
    (tmp_path / "a.po").write_bytes(sent("po", export(wanted, catalogue)))
    (tmp_path / "a.xlf").write_bytes(sent("xliff", export(wanted, catalogue)))
    for command in (["xliff2po", "a.xlf", "x.po"], ["pofilter", "a.po", "f.po"], ["po2csv", "a.po", "a.csv"], ["po2tmx", "-l", "kk", "a.po", "a.tmx"]):
        ran = subprocess.run([str(Path(TOOLKIT) / command[0]), *command[1:]], cwd=tmp_path, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
    units = read_po((tmp_path / "x.po").read_text("utf-8"), "labels", "kk").units
    assert {(unit.source, unit.target) for unit in units} >= {(source, target) for _, source, target in ODD[1:3]}


def test_the_names_of_all_units_differ() -> None:
    wanted = wanted_labels("kk", "kk")
    assert len(known(wanted)["labels"]) == len(wanted.units)
