"""A sound file gives no finding, bytes that are no PDF one sentence; a job file is read strictly."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from press_files import checked, codes, nested, press_file, saved

from pipeline import cli
from pipeline.errors import Unreadable, UsageError
from pipeline.preflight import load_order, preflight
from pipeline.printers import load_profile, load_tables, printing_names, profile_names


def test_a_sound_file_gives_neither_error_nor_warning() -> None:
    made = checked(press_file())
    assert codes(made) == []
    assert made.verdict == "incomplete"


def test_the_same_text_in_nested_forms_on_a_scaled_page_is_as_sound() -> None:
    assert codes(checked(press_file(edit=nested()))) == []


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.6\n%%EOF", b"\0" * 4096])
def test_bytes_that_are_no_pdf_are_one_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match="cannot be read as a PDF"):
        checked(content)


def test_a_file_that_asks_for_a_password_is_one_sentence() -> None:
    with pikepdf.open(BytesIO(press_file())) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user", R=6), deterministic_id=False, force_version="2.0")
    with pytest.raises(Unreadable, match="opens with a password only") as refused:
        checked(locked)
    assert refused.value.exit_code == 4


def test_every_profile_loads_and_gives_a_reason_for_each_limit() -> None:
    assert set(profile_names()) >= {"gwg-2022-sheet-cmyk", "house", "ingramspark", "kdp", "lulu", "mixam", "offset-cis"}
    for name in profile_names():
        load_order(name)
        held = load_tables(name)
        # One that only judges says why.
        assert set(held.order) | set(held.severities) | (set() if held.press else {"press"}) == set(held.why), name


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "not an object"),
        (b'{"trim": [1, 2]}', "has the key “trim”"),
        (b'{"trim_mm": "A5"}', "“trim_mm” must be two numbers"),
        (b'{"bleed_mm": true}', "“bleed_mm” must be a number"),
        (b'{"colours": "RGB"}', "“colours” must be one of"),
        (b'{"text_pt": {"least": 5}}', "“text_pt” must be an object"),
        (b'{"page_multiple": 0}', "“page_multiple” must be a whole number"),
    ],
)
def test_a_job_file_with_a_wrong_key_or_type_is_one_sentence(job: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        load_order("house", job, "job.json")


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="nobody"):
        load_order("nobody")


def test_a_printer_s_own_file_is_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.toml").write_text('based_on = "house"\n[order]\nbleed_mm = 9\npage_multiple = 1\n', "utf-8")
    (tmp_path / "case.pdf").write_bytes(press_file())
    code = cli.main(["preflight", str(tmp_path / "case.pdf"), "--profile", str(tmp_path / "ours.toml"), "--json", "--ui-lang", "en"])
    said = json.loads(capsys.readouterr().out)
    assert (code, said["profile"], [one["code"] for one in said["findings"] if one["severity"] == "error"]) == (5, "ours", ["small-bleed"])
    assert cli.main(["preflight", str(tmp_path / "case.pdf"), "--profile", "none.toml", "--ui-lang", "en"]) == 4
    assert "none.toml does not exist" in capsys.readouterr().err


def test_the_job_is_stronger_than_the_profile() -> None:
    assert load_order("house", b'{"bleed_mm": 5}', "job.json").bleed_mm == 5
    made = preflight(press_file(), "case.pdf", load_order("house", b'{"page_multiple": 1, "bleed_mm": 5}', "job.json"))
    assert codes(made) == ["PDF-103/small-bleed"]


def test_the_schema_of_a_job_file_is_what_is_checked() -> None:
    from importlib.resources import files

    from pipeline.preflight.order import job_schema

    assert json.loads((files("pipeline.preflight") / "job.schema.json").read_text("utf-8")) == job_schema()


def test_a_profile_asks_what_its_printer_gets() -> None:
    for name in printing_names():
        printer, order = load_profile(name), load_order(name)
        assert printer.bleed_mm >= (order.bleed_mm or 0), name
        assert printer.pdfx in order.pdfx, name
        assert (printer.page_multiple, printer.binding) == (order.page_multiple, order.binding), name
        assert order.output_condition in ("", printer.intent.identifier), name
