"""The sheet of a cover: sizes, folds, what bleeds, what is read, spine text; looked at with pikepdf and PDFium, which did not write it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pipeline.covering import make_cover
from pipeline.errors import OutputFailedVerification, Unreadable
from pipeline.model.edition import CoverSettings
from pipeline.model.pages import MM
from pipeline.preflight import load_order, preflight
from tests.cover.cover_editions import cover_of, desk_with, edition_of, with_files


def text_boxes(content: bytes) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Letters and their boxes in millimetres from the trim's lower left corner, as PDFium sees them."""
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    trim = page.get_trimbox()
    texts = page.get_textpage()
    found = []
    for index in range(texts.count_chars()):
        letter = texts.get_text_range(index, 1)
        if letter.strip():
            left, bottom, right, top = texts.get_charbox(index)
            found.append((letter, ((left - trim[0]) / MM, (bottom - trim[1]) / MM, (right - trim[0]) / MM, (top - trim[1]) / MM)))
    return found


def test_the_trim_is_two_pages_and_the_spine(tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=200)
    assert cover.spine is not None
    assert cover.spine.width_mm == pytest.approx(100 * 0.0976 + 2 * 0.25)
    with pikepdf.open(io.BytesIO(cover.content)) as pdf:
        [page] = pdf.pages
        trim, media, bleed = (
            [float(edge) / MM for edge in box] for box in (page.obj.TrimBox, page.obj.MediaBox, page.obj.BleedBox)
        )
        assert trim[2] - trim[0] == pytest.approx(2 * 148 + 10.26, abs=0.002)
        assert trim[3] - trim[1] == pytest.approx(210, abs=0.002)
        assert media == bleed == pytest.approx([0, 0, trim[2] + 3, trim[3] + 3], abs=0.002)
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA39"
        assert "/Annots" not in page.obj
    assert cover.size.folds_mm == pytest.approx((148, 158.26))


def test_a_stitched_book_has_no_spine(tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=64, printer="coated")
    assert cover.spine is None
    assert cover.size.width_mm == 296
    assert cover.size.folds_mm == (148,)
    assert cover.path.name == "guide-2027-ru.cover-coated.pdf"
    assert cover.size.bleed_mm == 5
    assert cover.order()["spine_mm"] == 0


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_what_is_read_keeps_off_trim_and_folds(lang: str, tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=400, lang=lang, cover=CoverSettings(price={lang: "2500 ₸"}))  # type: ignore[arg-type]
    first, second = cover.size.folds_mm
    on_spine = []
    for letter, (left, bottom, right, top) in text_boxes(cover.content):
        assert bottom >= 6, letter
        assert top <= 204, letter
        if first <= left and right <= second:
            on_spine.append(letter)
            assert left >= first + 1.5, letter
            assert right <= second - 1.5, letter
        else:
            assert (left >= 6 and right <= first - 6) or (second + 6 <= left and right <= cover.size.width_mm - 6), letter
    assert "".join(on_spine).casefold().startswith(cover.text_on_spine.replace(" ", "").casefold())


@pytest.mark.parametrize(("lang", "upwards"), [("kk", True), ("ru", True), ("en", False)])
def test_a_spine_is_read_as_the_trade_of_the_language_sets_it(lang: str, upwards: bool, tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=400, lang=lang)  # type: ignore[arg-type]
    first, second = cover.size.folds_mm
    middles = [(box[1] + box[3]) / 2 for _, box in text_boxes(cover.content) if first <= box[0] and box[2] <= second]
    assert len(middles) > 10
    assert (middles[0] < middles[-1]) is upwards


def test_the_title_stands_on_a_spine_where_it_fits_else_the_year_else_nothing(tmp_path: Path) -> None:
    thick, thin, leaf = (cover_of(tmp_path / str(pages), pages=pages) for pages in (200, 96, 64))
    assert thick.text_on_spine == "ГРАЖДАНСКОЕ ОБЩЕСТВО КАЗАХСТАНА"
    assert thin.text_on_spine == "2027"
    assert leaf.text_on_spine == ""
    assert [finding.code for finding in thick.findings] == []
    assert [finding.code for finding in thin.findings] == [finding.code for finding in leaf.findings] == ["spine-bare"]


def test_the_printers_own_spine_wins(tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=200, cover=CoverSettings(spine_mm={"ru": 12.5}))
    assert cover.spine is not None
    assert cover.stated
    assert cover.size.spine_mm == 12.5
    assert cover.spine.allowance_mm == pytest.approx(12.5 - 10.26)
    assert "leaf_caliper_mm" not in cover.order()


def test_the_same_book_has_the_same_cover(tmp_path: Path) -> None:
    assert cover_of(tmp_path / "one").content == cover_of(tmp_path / "other").content


@pytest.mark.parametrize("parts", [(), ("Астана",), tuple(f"Облыс {at}" for at in range(22))])
def test_a_book_may_have_any_number_of_parts(parts: tuple[str, ...], tmp_path: Path) -> None:
    cover = cover_of(tmp_path, parts=parts)
    assert len([finding for finding in cover.findings if finding.severity.value != "info"]) == 0


def test_a_long_title_is_set_smaller(tmp_path: Path) -> None:
    title = "Справочник некоммерческих организаций, инициативных групп и независимых экспертов Республики Казахстан"
    cover = cover_of(tmp_path, title=dict.fromkeys(("kk", "ru", "en"), title))
    first, second = cover.size.folds_mm
    assert all(right <= cover.size.width_mm - 6 for _, (_, _, right, _) in text_boxes(cover.content))
    assert second - first == pytest.approx(10.26)


def test_without_a_finished_book_there_is_no_cover(tmp_path: Path) -> None:
    edition = edition_of()
    with pytest.raises(Unreadable, match="no finished book"):
        make_cover(desk_with(tmp_path, edition, 96), edition, "kk")


def test_a_book_of_other_sources_has_no_cover_but_other_words_on_the_cover_do_no_harm(tmp_path: Path) -> None:
    edition = edition_of()
    desk = desk_with(tmp_path, edition, 96)
    (desk.sources / "front" / "cover.ru.md").write_text("Другие слова.", "utf-8")
    make_cover(type(desk)(desk.sources, desk.build), edition, "ru")
    (desk.sources / "front" / "foreword.ru.md").write_text("# Предисловие", "utf-8")
    with pytest.raises(Unreadable, match="earlier state"):
        make_cover(type(desk)(desk.sources, desk.build), edition, "ru")


def test_a_printer_that_only_judges_gets_no_cover(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="only judges"):
        cover_of(tmp_path, printer="kdp")


def test_text_of_the_form_on_the_back_blocks(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "pipeline" / "new_edition" / "front" / "cover.ru.md").read_text("utf-8")
    assert {finding.code for finding in cover_of(tmp_path, text=text).findings} >= {"text-of-the-form"}


def test_a_line_across_the_text_of_the_back_is_black(tmp_path: Path) -> None:
    assert b"%PDF" in cover_of(tmp_path, text="Words.\n\n***\n\nMore.\n").content[:8]


def test_a_cover_without_text_and_isbn_says_so(tmp_path: Path) -> None:
    cover = cover_of(tmp_path, text="", isbn=dict.fromkeys(("kk", "ru", "en"), ""))
    assert {finding.code for finding in cover.findings} == {"no-isbn", "no-text"}
    assert "ISBN" not in "".join(letter for letter, _ in text_boxes(cover.content))


def test_marks_of_trim_and_folds_stand_in_the_slug_where_the_printer_wants_them(tmp_path: Path) -> None:
    cover = cover_of(tmp_path, printer="offset-cis-marks")
    with pikepdf.open(io.BytesIO(cover.content)) as pdf:
        [page] = pdf.pages
        trim, media = ([float(edge) for edge in box] for box in (page.obj.TrimBox, page.obj.MediaBox))
        assert (trim[0] - media[0]) / MM == pytest.approx(15, abs=0.01)
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
        marks = page.Contents.read_bytes() if isinstance(page.Contents, pikepdf.Stream) else b"".join(one.read_bytes() for one in page.Contents)
    dashed = marks.partition(b"[1.5 1] 0 d")[2].split(b"Q")[0].split()
    places = {round(float(dashed[at - 2]) / MM, 2) for at, word in enumerate(dashed) if word == b"m"}
    assert places == {round(fold, 2) for fold in cover.size.folds_mm}


def test_for_another_printer_the_book_has_the_pages_of_his_signatures(tmp_path: Path) -> None:
    edition = edition_of(page_multiple=1)
    desk = desk_with(tmp_path, edition, 96)
    path = next(desk.build.glob("**/*.pagemap.json"))
    values = json.loads(path.read_text("utf-8"))
    for page in values["pages"][84:]:
        page["section"] = "notes"
    path.write_text(json.dumps(values), "utf-8")
    assert make_cover(desk, edition, "ru").pages == 96
    assert make_cover(desk, edition, "ru", "coated").pages == 84


def test_a_longer_text_on_the_back_is_set_smaller_and_ends_above_the_barcode(tmp_path: Path) -> None:
    short, long = (cover_of(tmp_path / str(times), text="Слова о книге и о людях. " * times) for times in (10, 55))
    assert [finding.code for finding in long.findings] == []
    heights = [{round(box[3] - box[1], 1) for letter, box in text_boxes(cover.content) if letter == "ю"} for cover in (short, long)]
    assert min(heights[1]) < min(heights[0])


def test_words_without_room_are_errors(tmp_path: Path) -> None:
    found = [finding for finding in cover_of(tmp_path, text="Слова о книге. " * 400).findings if finding.id == "EDN-004"]
    assert {finding.severity.value for finding in found} == {"error"}
    assert 0 < len(found) <= 6


def test_words_that_fall_off_the_page_are_no_cover(tmp_path: Path) -> None:
    with pytest.raises(OutputFailedVerification, match="cannot be read"):
        cover_of(tmp_path, subtitle={"ru": "Справочник для журналистов " * 40})


@pytest.mark.parametrize(
    ("lang", "printer"), [("kk", "house"), ("ru", "house"), ("en", "house"), ("en", "coated"), ("kk", "offset-cis"), ("ru", "offset-cis-marks")]
)
def test_a_cover_passes_its_printers_preflight_without_a_waiver(lang: str, printer: str, tmp_path: Path) -> None:
    cover = cover_of(tmp_path, pages=96, lang=lang, printer=printer)  # type: ignore[arg-type]
    order = load_order(printer, json.dumps(cover.order()).encode(), "job.json")
    found = preflight(cover.content, "cover.pdf", order).findings
    assert [(one.id, str(one.message)) for one in found if one.severity.value != "info" and one.code != "not-measured"] == []


def test_a_logo_stands_in_the_publishers_place_and_the_back_may_have_a_picture(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((600, 300)).convert("RGB").save(picture, "JPEG")
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>'
    with_files(tmp_path, {"logo.svg": logo, "front/photo.jpg": picture.getvalue()})
    cover = cover_of(tmp_path, text="Слова.\n\n![Вид](photo.jpg)", cover=CoverSettings(logo="logo.svg", price={"ru": "2500 ₸"}))
    assert [finding.code for finding in cover.findings] == []
    said = "".join(letter for letter, _ in text_boxes(cover.content))
    assert "MediaNet" not in said
    assert "2500₸" in said
    with pikepdf.open(io.BytesIO(cover.content)) as pdf:
        assert [str(one.ColorSpace) for one in pdf.pages[0].get_images().values()] == ["/DeviceCMYK"]


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"logo\.svg"):
        cover_of(tmp_path, cover=CoverSettings(logo="logo.svg"))


@pytest.mark.parametrize("trim", [(110, 180), (210, 297)])
def test_words_have_room_in_other_formats(trim: tuple[int, int], tmp_path: Path) -> None:
    assert [finding.code for finding in cover_of(tmp_path, text="Слова о книге и о людях. " * 12, trim_mm=trim).findings] == []
