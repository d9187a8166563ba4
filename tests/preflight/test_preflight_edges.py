"""The edges of pages, and covers."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array
from press_files import BLACK_TEXT, BLEED, MM, Edit, checked, codes, nested, press_file

WIDTH, HEIGHT = 148 * MM, 210 * MM
JOB = b'{"trim_mm": [148, 210], "page_multiple": 1, "colours": "CMYK"}'


def area(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A tint, in millimetres of the trim."""
    return b"0.2 0.1 0 0 k %.3f %.3f %.3f %.3f re f " % (x0 * MM, y0 * MM, (x1 - x0) * MM, (y1 - y0) * MM)


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"0 0 0 1 K 0.5 w %.3f %.3f m %.3f %.3f l S " % (x0 * MM, y0 * MM, x1 * MM, y1 * MM)


def text(x: float, y: float) -> bytes:
    return b"BT /F 9 Tf 0 0 0 1 k %.3f %.3f Td (Zhanar) Tj ET " % (x * MM, y * MM)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (area(20, 20, 148, 60), ["PDF-106/short-of-bleed"]),
        (area(-2, 20, 60, 60), ["PDF-106/short-of-bleed"]),
        (area(20, 190, 60, 210.1), ["PDF-106/short-of-bleed"]),
        (line(0, 211, 0, 216) + BLACK_TEXT, ["PDF-107/marks-in-bleed"]),
        (line(150, 0, 156, 0) + BLACK_TEXT, ["PDF-107/marks-in-bleed"]),
        (text(1, 100), ["PDF-108/near-trim"]),
        (text(60, 207.5), ["PDF-108/near-trim"]),
        (text(145, 100), ["PDF-108/near-trim"]),
        (text(5, 100), ["PDF-108/in-gutter"]),
        (area(-3, -3, 151, 213) + text(1, 100), ["PDF-108/near-trim", "INK-120/black-text"]),
        # White text on a thumb tab is no exception.
        (
            b"0 0 0 1 k %.3f 200 %.3f 60 re f BT /F 9 Tf 0 0 0 0 k 0 1 -1 0 %.3f 210 Tm (Zhanar) Tj ET" % (138 * MM, 13 * MM, 145.5 * MM),
            ["PDF-108/near-trim"],
        ),
        (line(20, 2, 128, 2) + BLACK_TEXT, ["PDF-108/art-near-trim"]),
        (area(1.5, 20, 60, 60), ["PDF-108/art-near-trim"]),
    ],
)
def test_what_is_bad_is_found(content: bytes, wanted: list[str]) -> None:
    assert sorted(codes(checked(press_file(content), job=JOB))) == sorted(wanted)
    assert sorted(codes(checked(press_file(content, nested()), job=JOB))) == sorted(wanted)


@pytest.mark.parametrize(
    "content",
    [
        area(20, 20, 151, 60),
        area(-3, -3, 151, 213),
        area(20, 20, 148, 60) + area(148, 10, 151, 70),
        b"q 0 0 0 0 k 0 0 %.3f %.3f re f Q " % (WIDTH, HEIGHT) + BLACK_TEXT,
        b"q %.3f %.3f 300 300 re W n " % (-3 * MM, -3 * MM) + area(-30, -30, 20, 20) + b"Q",
        line(0, 213.1, 0, 218) + BLACK_TEXT,
        line(10, 211, 20, 211) + BLACK_TEXT,
        line(0, -3, 0, 213) + BLACK_TEXT,
        line(20, 100, 128, 100) + line(3, 20, 3, 60),
        text(10.2, 100),
        text(60, 3.9),
        text(60, 220) + BLACK_TEXT,
    ],
)
def test_what_is_sound_is_not_told(content: bytes) -> None:
    assert codes(checked(press_file(content), job=JOB)) == []
    assert codes(checked(press_file(content, nested()), job=JOB)) == []


def test_a_thicker_book_needs_more_room_at_the_spine_for_printers_who_say_so() -> None:
    from pipeline.preflight import load_order
    from pipeline.preflight.order import gutter_of

    kdp, house = load_order("kdp"), load_order("house")
    assert [gutter_of(kdp, pages) for pages in (24, 150, 151, 828)] == [9.525, 9.525, 12.7, 22.225]
    assert [gutter_of(house, pages) for pages in (16, 800)] == [10, 10]
    assert gutter_of(load_order("kdp", b'{"gutter_mm": 0}', "job.json"), 16) == 0


def test_a_page_without_boxes_that_holds_its_bleed_is_measured_from_where_it_is_cut() -> None:
    """KDP asks 6.35 mm within the trim, 9.525 from the edge of a file with bleed, which has none at the spine."""
    def bare(bleed_mm: float) -> Edit:
        def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
            page.obj.MediaBox = Array([0, 0, (148 + bleed_mm) * MM, (210 + 2 * bleed_mm) * MM])
            del page.obj.TrimBox, page.obj.BleedBox

        return edit

    def at(from_foot_mm: float) -> bytes:
        return text(60, from_foot_mm - BLEED + 0.2 * 9 / MM)

    job = b'{"trim_mm": [148, 210], "gutter_mm": 0}'
    told = [
        [code for code in codes(checked(press_file(at(foot), bare(bleed)), "kdp", job)) if code.startswith("PDF")]
        for foot, bleed in ((9.6, 3.2), (9.3, 3.2), (6.4, 0), (6.1, 0))
    ]
    assert told == [[], ["PDF-108/near-trim"], [], ["PDF-108/near-trim"]]


def slug(content: bytes) -> bytes:
    """The page on a sheet with 10 mm more on every edge."""

    def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        x0, y0, x1, y1 = map(float, page.obj.MediaBox)
        page.obj.MediaBox = Array([x0 - 10 * MM, y0 - 10 * MM, x1 + 10 * MM, y1 + 10 * MM])

    return press_file(content, edit)


def test_art_ends_with_the_bleed_and_marks_are_asked_of_those_who_refuse_them() -> None:
    assert codes(checked(slug(area(20, 20, 151, 60)), job=JOB)) == []
    assert codes(checked(slug(area(20, 20, 151.9, 60)), job=JOB)) == []
    assert codes(checked(slug(area(20, 20, 156, 60)), job=JOB)) == ["PDF-107/art-past-bleed"]
    marked = slug(BLACK_TEXT + b" " + line(0, 213.1, 0, 218) + line(148, 213.1, 148, 218))
    assert codes(checked(marked, job=JOB)) == ["PDF-107/unwanted-marks"]
    assert codes(checked(marked, "mixam", JOB)) == []


def test_marks_alone_leave_a_page_empty() -> None:
    assert "JOB-110/blank-page" in codes(checked(slug(line(0, 213.1, 0, 218)), "mixam", JOB))


def test_the_spine_of_a_turned_page_is_where_the_reader_sees_it() -> None:
    def turn(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = 90

    assert codes(checked(press_file(text(5, 100), turn), job=JOB)) == ["PDF-105/rotated"]
    assert codes(checked(press_file(text(60, 5), turn), job=JOB)) == ["PDF-105/rotated", "PDF-108/in-gutter"]


def test_the_spine_is_left_on_a_recto_and_right_on_a_verso() -> None:
    made = checked(press_file(text(5, 100), pages=2), job=JOB)
    assert [one.place.page for one in made.findings if one.id == "PDF-108"] == [1]  # type: ignore[union-attr]


COVER = b'{"kind": "cover", "trim_mm": [148, 210], "pages": 96, "leaf_caliper_mm": 0.1, "cover_caliper_mm": 0.3, "colours": "CMYK"%s}'


def cover(width_mm: float) -> Edit:
    def edit(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        edge, width = 3 * MM, width_mm * MM
        page.obj.MediaBox = Array([0, 0, width + 2 * edge, HEIGHT + 2 * edge])
        page.obj.BleedBox = page.obj.MediaBox
        page.obj.TrimBox = Array([edge, edge, edge + width, edge + HEIGHT])

    return edit


def spine_text(size: float) -> bytes:
    return b"BT /F %.1f Tf 0 0 0 1 k 0 1 -1 0 %.3f 210 Tm (Zhanar) Tj ET" % (size, (148 + 2.7) * MM + size / 4)


def test_a_cover_is_two_pages_and_the_spine() -> None:
    assert codes(checked(press_file(edit=cover(301.4)), job=COVER % b"")) == []
    assert codes(checked(press_file(edit=cover(301.8)), job=COVER % b"")) == []
    assert codes(checked(press_file(edit=cover(300)), job=COVER % b"")) == ["JOB-141/wrong-width"]
    assert codes(checked(press_file(edit=cover(304)), job=COVER % b', "spine_mm": 8')) == ["JOB-141/spine-disagrees"]


def test_spine_text_needs_room_on_both_sides() -> None:
    assert codes(checked(press_file(spine_text(6), cover(301.4)), job=COVER % b"")) == []
    assert codes(checked(press_file(spine_text(12), cover(301.4)), job=COVER % b"")) == ["JOB-142/spine-text"]
