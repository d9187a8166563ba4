"""Interiors in one black, in black and a spot colour, in CMYK: what comes on which plate, and what a printer's preflight says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from pipeline.doors.pdf import Boxes, inspect_pdf, write_document
from pipeline.doors.pdf.inks import pdf_name
from pipeline.doors.plates import PagePlates, Separator, find_separator
from pipeline.model.inks import IN_BLACK, Inks, Spot
from pipeline.model.pages import MM, DrawnPage
from pipeline.preflight import load_order, preflight
from pipeline.prepress import press_pdf
from pipeline.printers import load_profile
from pipeline.proof import proof_pdf
from tests.core.small_edition import small_book

needs_gs = pytest.mark.skipif(find_separator() is None, reason="Ghostscript is not installed")
SPOT = Inks("K+spot", Spot("PANTONE 286 C", (1.0, 0.66, 0.0, 0.02)))
CMYK = Inks("CMYK")


@cache
def press(inks: Inks) -> bytes:
    small = small_book() if inks == IN_BLACK else small_book(inks)
    profile = load_profile("house")
    return press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, profile, inks=inks)


def separate(content: bytes, pages: int) -> Iterator[PagePlates]:
    separator = Separator(find_separator() or "", content, pages)
    try:
        yield from separator
    finally:
        separator.close()


@needs_gs
@pytest.mark.parametrize(("inks", "plates"), [(SPOT, {"Black", "PANTONE 286 C"}), (CMYK, {"Cyan", "Magenta", "Black"})])
def test_ink_comes_on_the_plates_of_the_job_alone_and_a_preflight_has_nothing_to_say(inks: Inks, plates: set[str]) -> None:
    job = {"kind": "interior", "trim_mm": [148, 210], "bleed_mm": 3, "safe_mm": 3, "gutter_mm": 10, "colours": inks.ordered,
           "spots": list(inks.spots), "page_multiple": 8, "tac": 300, "text_pt": {"min": 5, "warn": 6, "multi_ink": 8, "reversed": 8}}  # fmt: skip
    found: set[str] = set()

    def watched(pages: int) -> Iterator[PagePlates]:
        for page in separate(press(inks), pages):
            found.update(name for name, ink in page.plates.items() if any(ink))
            yield page

    told = preflight(press(inks), "small.pdf", load_order("house", json.dumps(job).encode(), "job.json"), separate=watched)
    assert [(finding.id, finding.code, str(finding.message)) for finding in told.findings] == []
    assert (told.verdict, found) == ("pass", plates)


@needs_gs
def test_black_words_leave_the_tint_under_them_whole() -> None:
    """A hole in the spot plate where a letter stands would show as a white hair as soon as the plates shift."""
    page = b"/Spot cs 0.5 scn 0 0 200 200 re f /Over gs 0 0 0 1 k 20 20 100 30 re f /Knock gs 0 0 0 1 k 20 100 100 30 re f"
    [plates] = separate(write_document([DrawnPage.of(page, "1")], Boxes(200, 200), {}, [], small_book().facts, inks=SPOT), 1)

    def ink(name: str, x: float, y: float) -> int:
        return plates.plates[name][int((200 - y) / 200 * plates.height) * plates.width + int(x / 200 * plates.width)]

    assert (ink("PANTONE 286 C", 60, 35), ink("Black", 60, 35)) == (pytest.approx(128, abs=2), 255)
    assert (ink("PANTONE 286 C", 60, 115), ink("Black", 60, 115)) == (0, 255)
    assert ink("PANTONE 286 C", 160, 35) == pytest.approx(128, abs=2)


def test_the_spot_colour_is_a_separation_whose_alternate_is_cmyk() -> None:
    with pikepdf.open(BytesIO(press(SPOT))) as pdf:
        resources = pdf.pages[0].obj.Resources
        family, name, alternate, tint = resources.ColorSpace.Spot
        assert (family, name, alternate) == ("/Separation", "/PANTONE 286 C", "/DeviceCMYK")
        assert (int(tint.FunctionType), [float(one) for one in tint.C1]) == (2, [1.0, 0.66, 0.0, 0.02])
        assert (resources.ExtGState.Over.OP, resources.ExtGState.Over.op, int(resources.ExtGState.Over.OPM)) == (True, True, 1)
        assert (resources.ExtGState.Knock.OP, resources.ExtGState.Knock.op) == (False, False)


@pytest.mark.parametrize(("name", "written"), [("PANTONE 286 C", "/PANTONE#20286#20C"), ("Күміс/1", "/#D0#9A#D2#AF#D0#BC#D1#96#D1#81#2F1"), ("a#(b)", "/a#23#28b#29")])
def test_a_spot_colours_name_is_written_so_that_any_reader_finds_it_again(name: str, written: str) -> None:
    assert pdf_name(name) == written


def test_a_job_in_one_black_has_no_resources_but_fonts() -> None:
    with pikepdf.open(BytesIO(press(IN_BLACK))) as pdf:
        assert list(pdf.pages[0].obj.Resources.keys()) == ["/Font"]


def test_pages_of_proof_and_press_file_are_known_for_the_same_and_another_ink_for_another() -> None:
    """What a page is remembered by holds the inks that its operators name."""
    small = small_book(SPOT)

    def drawings(content: bytes, shift: bytes) -> list[str]:
        return [page.drawing for page in inspect_pdf(content, shift).pages]

    def proof(inks: Inks) -> bytes:
        return proof_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, small.made.page_map, {}, inks=inks)

    own = drawings(proof(SPOT), b"")
    assert all(own)
    assert own == drawings(press(SPOT), Boxes(148 * MM, 210 * MM, 3 * MM).shift)
    other = drawings(proof(Inks("K+spot", Spot("PANTONE 485 C", (0.0, 0.95, 1.0, 0.0)))), b"")
    assert not set(own) & set(other)
