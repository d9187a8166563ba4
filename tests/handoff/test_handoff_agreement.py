"""Numbers that must be one, and the small parts of a bag."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.handoff import Imprint, Round, content_digest, job_name, ledger_bytes, next_number, numbers_wrong, read_ledger
from pipeline.handoff.changes import page_list
from pipeline.model.job import FORM, BookJob, HandedFile, Job, SpineSum
from pipeline.model.message import msg

INTERIOR = HandedFile("01_interior_ru.pdf", "0" * 64, 96, (148.0, 210.0), 3.0, {})
COVER = HandedFile("02_cover_ru.pdf", "1" * 64, 1, (301.18, 210.0), 3.0, {})
SPINE = SpineSum(48, 0.0976, 4.685, 0.5, 0.0, 5.185, 0.5)
BOOK = BookJob("ru", "Книга", "", 1000, "", 96, 5.58, 7080, 163.1, SPINE, None, "", (), INTERIOR, COVER)
JOB = Job(
    form=FORM, job="2027-R1", edition="2027", round=1, since=0, printer_profile="house", order_number="", program="", data_date="2026-11-01",
    trim_mm=(148.0, 210.0), bleed_mm=3, binding="perfect", signature=16, interior_inks=("Black",), cover_inks=(), grammage_gsm=80,
    leaf_caliper_mm=0.0976, cover_grammage_gsm=250, cover_caliper_mm=0.25, finish="", pdfx="PDF/X-4", output_condition="", condition="",
    ink_limit_percent=None, cover_pdfx="", cover_output_condition="", cover_condition="", cover_ink_limit_percent=300, sheet_cm=(45, 64),
    format_cm=(60, 84, 16), contacts={}, books=(BOOK,),
)  # fmt: skip


@pytest.mark.parametrize(
    ("book", "mapped", "imprint", "codes"),
    [
        (BOOK, 96, "Формат: 148 × 210. Тираж: 1 000 экз.", []),
        (BOOK, 96, "Фор­мат: 148×210. Тираж: 1000 экз.", []),
        (BOOK, 112, "148 × 210 1000 экз.", ["pages"]),
        (replace(BOOK, pages=80), 96, "148 × 210 1000 экз.", ["pages"]),
        (replace(BOOK, interior=replace(INTERIOR, trim_mm=(145.0, 210.0))), 96, "148 × 210 1000 экз.", ["trim"]),
        (replace(BOOK, cover=replace(COVER, trim_mm=(303.0, 210.0))), 96, "148 × 210 1000 экз.", ["spine"]),
        (replace(BOOK, cover=replace(COVER, pages=2)), 96, "148 × 210 1000 экз.", ["pages"]),
        (replace(BOOK, run=0), 96, "148 × 210 1000 экз.", ["no-run"]),
        (BOOK, 96, "148 × 210 3000 экз.", ["imprint"]),
    ],
)
def test_a_number_that_differs_in_one_place_is_found(book: BookJob, mapped: int, imprint: str, codes: list[str]) -> None:
    asked = Imprint(imprint, ((msg("format"), "148 × 210"), (msg("print run"), "1 000 экз."))) if book.run else Imprint(imprint, ())
    found = list(numbers_wrong(replace(JOB, books=(book,)), {"ru": mapped}, {"ru": asked}))
    assert [finding.code for finding in found] == codes


def test_the_number_of_a_round_is_above_all_that_were_given() -> None:
    rounds = [Round(3, "2027", "2027-R3", "", "2027-R3.zip", "", ("ru",)), Round(9, "2027-coated", "2027-coated-R9", "", "2027-coated-R9.zip", "", ("ru",))]
    assert next_number([], "2027", []) == 1
    assert next_number(rounds, "2027", []) == 4
    assert next_number(rounds, "2027", ["2027-R7.zip", "2027-coated-R9.zip", "2027-R8.zip.part"]) == 8
    assert job_name("2027", 4) == "2027-R4"
    assert read_ledger(ledger_bytes("2027", rounds), "rounds.json") == tuple(rounds)


def test_the_content_of_a_job_is_the_same_whatever_its_number_and_program() -> None:
    digest = content_digest(JOB, {})
    assert content_digest(replace(JOB, job="2027-R2", round=2, since=1, program="guide 9"), {}) == digest
    assert content_digest(replace(JOB, bleed_mm=5), {}) != digest
    assert content_digest(JOB, {"waivers": ["one"]}) != digest


def test_pages_are_listed_with_runs_drawn_together() -> None:
    assert page_list([1, 4, 5, 6, 9, 4]) == "1, 4–6, 9"
    assert page_list([]) == ""
