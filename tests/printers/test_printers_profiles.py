"""Printers' profiles: every value stands once, one may be based on another, and what does not hold together is one sentence."""

from __future__ import annotations

import pytest

from pipeline import printers
from pipeline.errors import Unreadable
from pipeline.printers import PrinterProfile, load_profile, load_tables, parse_tables, printer_of, printing_names

OWN = """
based_on = "house"
[order]
output_condition = "FOGRA52"
[press]
condition = "uncoated, from the printer"
icc = "own.icc"
"""


def made(text: str, icc: bytes | None = None) -> PrinterProfile:
    """The profile of a file beside which lies ``own.icc``."""
    return printer_of(parse_tables(text, "own.toml", "own"), "own.toml", lambda name: icc if name == "own.icc" else printers.packaged_icc(name))


def test_the_house_printer_gets_what_it_orders() -> None:
    house, order = load_profile("house"), load_tables("house").order
    assert (house.bleed_mm, house.binding, house.page_multiple) == (order["bleed_mm"], order["binding"], order["page_multiple"]) == (3, "perfect", 16)
    assert (house.pdfx, house.intent.identifier, house.marks, house.slug_mm) == ("PDF/X-4", "FOGRA29", "none", 0)
    assert house.intent.profile == house.icc
    assert house.cover is not None
    assert (house.cover.intent.identifier, house.cover.tac, house.cover.grammage_gsm) == ("FOGRA39", 300, 250)


def test_pdfx1a_names_the_condition_and_embeds_nothing_where_printers_refuse_profiles() -> None:
    for name in ("offset-cis", "offset-cis-marks"):
        profile = load_profile(name)
        assert (profile.pdfx, profile.intent.identifier, profile.intent.profile, profile.intent.info) == ("PDF/X-1a:2003", "FOGRA29", b"", "")
        assert profile.icc  # pictures are converted by it all the same


def test_a_profile_may_be_based_on_another() -> None:
    plain, marked = load_profile("offset-cis"), load_profile("offset-cis-marks")
    assert (marked.marks, marked.slug_mm) == ("crop", 10)
    assert (marked.bleed_mm, marked.stock, marked.cover, marked.order) == (plain.bleed_mm, plain.stock, plain.cover, plain.order)
    assert load_tables("offset-cis").digest != load_tables("offset-cis-marks").digest


def test_a_printer_may_hand_over_a_profile_of_its_own() -> None:
    icc = load_profile("house").icc
    profile = made(OWN, icc)
    assert (profile.name, profile.intent.identifier, profile.intent.condition) == ("own", "FOGRA52", "uncoated, from the printer")
    assert profile.intent.profile == profile.icc == icc
    assert profile.page_multiple == 16


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN, "names the ICC profile own.icc, which does not exist"),
        ('based_on = "house"\n[press]\nicc = "own.icc"', "own.icc is no ICC profile of a printing press"),
        ('based_on = "nobody"', "There is no printer profile “nobody”"),
        ("based_on = [3]", "has the key “based_on”"),
        ('based_on = "house"\n[press]\npdfx = "PDF/X-5g"', "“pdfx” must be one of"),
        ('based_on = "house"\n[press]\nbleed = 3', "has the key “bleed”"),
        ('based_on = "house"\n[press.cover]\npaper = 3', "has the key “paper”"),
        ('based_on = "house"\n[paper]\nsheet_cm = 3', "“sheet_cm” must be two numbers"),
        ('based_on = "house"\n[press]\nbleed_mm = 2', "bleed_mm is at odds"),
        ('based_on = "house"\n[press]\nbleed_mm = 11', "“bleed_mm” must be a number from 0 to 10"),
        ('based_on = "house"\n[press]\nmarks = "crop"', "marks is at odds"),
        ('based_on = "house"\n[press]\npdfx = "PDF/X-1a:2003"', "pdfx is at odds"),
        ('based_on = "house"\n[press]\nembed_icc = false', "names no printing condition that PDF/X-4 can be made for"),
        ('based_on = "offset-cis"\n[press]\noutput_condition = "our own"', "names no printing condition that PDF/X-1a:2003 can be made for"),
        ('[press]\npdfx = "PDF/X-4"', "lacks what a build needs"),
        ("printer = 3", "has the key “printer”"),
        ("order = 3", "has the key “order”"),
        ('[severity]\n"PDF-101/no-trim" = "grave"', "“PDF-101/no-trim” must be one of"),
        ('[severity]\n"PDF-101/no-trim" = []', "“PDF-101/no-trim” must be one of"),
        ('based_on = "house"\n[press]\ncover = 3', "has the key “press.cover”"),
        ('based_on = "house"\n[order]\npage_multiple = 999999', "“page_multiple” must be a number from 0 to 64"),
        ('based_on = "house"\n[order]\nsafe_mm = 999', "“safe_mm” must be a number from 0 to 30"),
        ('based_on = "house"\n[paper]\nbulk_cm3_g = 122', "“bulk_cm3_g” must be a number from 0 to 10"),
        ("[press", "is not valid TOML"),
    ],
)
def test_what_does_not_hold_together_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("(", "[(]")):
        made(text, b"no profile" if "own.icc is no" in said else None)


def test_an_icc_profile_that_is_not_whole_is_refused() -> None:
    whole = load_profile("house").icc
    cut, swollen, hollow = whole[:5000], whole + bytes(1 << 20), len(whole).to_bytes(4, "big") + whole[4:128] + bytes(len(whole) - 128)
    for icc in (whole[:128], cut, swollen, hollow, len(cut).to_bytes(4, "big") + cut[4:]):
        with pytest.raises(Unreadable, match="is no ICC profile of a printing press"):
            made(OWN, icc)


def test_a_registered_condition_without_a_profile_does_for_pdfx1a() -> None:
    profile = made('based_on = "offset-cis"\n[press]\noutput_condition = "FOGRA47"')
    assert (profile.intent.identifier, profile.intent.profile, profile.icc) == ("FOGRA47", b"", b"")


def test_one_that_only_judges_is_no_printer() -> None:
    with pytest.raises(Unreadable, match="“kdp” only judges") as refused:
        load_profile("kdp")
    assert refused.value.hint is not None
    assert all(name in str(refused.value.hint) for name in printing_names())
