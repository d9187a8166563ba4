"""`guide impose` as a user runs it; what it writes is looked at with PDFium and qpdf."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import cli, verify
from pipeline.printers import load_profile
from tests.imposition.imposed_files import A5, MM, PageForm, folios, impose, pdf_of, picture, place_of, unlike

DAMAGEABLE = pdf_of([PageForm(), PageForm(rotate=90), PageForm(unit=2.0), PageForm()])
EDGE = (3 + 1 + 4 + 4) * MM
"""From the sheet's edge to the first trim: trimming allowance, gap, mark, slug."""
WAYS = (
    PageForm(), PageForm(rotate=90), PageForm(rotate=180), PageForm(rotate=270), PageForm(unit=2.0), PageForm(origin=(-40.0, 70.0)),
    PageForm(rotate=90, unit=0.5, origin=(11.0, -7.0)),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Sixteen pages of A5, built in all the ways a page can be."""
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf_of([WAYS[number % len(WAYS)] for number in range(16)]))
    return path


def plain(folder: Path, pages: int, **form: Any) -> Path:
    path = folder / f"plain{pages}.pdf"
    path.write_bytes(pdf_of([PageForm(**form)] * pages))
    return path


def test_every_page_lies_in_its_place_as_it_looked_alone(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    code, said = impose(capsys, book, "--out", out)
    assert code == 0
    alone, sheets = pypdfium2.PdfDocument(pdf_of([PageForm()] * 16)), pypdfium2.PdfDocument(out)
    assert len(sheets) == 2
    gap = 6 * MM
    for index, forme in enumerate(said["sheets"][0]["formes"]):
        image, height = picture(sheets, index), sheets.get_page_size(index)[1]
        for row, cells in enumerate(forme):
            left = EDGE
            for column, cell in enumerate(cells):
                left += (A5[0] + (gap if column == 2 else 0)) if column else 0
                place = place_of(image, height, (left, EDGE + (1 - row) * (A5[1] + gap)), A5, turned=cell["turned"])
                page = place_of(picture(alone, cell["page"] - 1), A5[1] + 6 * MM, (3 * MM, 3 * MM), A5, turned=False)
                assert unlike(place, page) < 3.0, cell
                assert unlike(place.rotate(180), page) > 12.0


@pytest.mark.parametrize(
    "options",
    [
        (), ("--scheme", "saddle"), ("--signature", "32"), ("--signature", "4", "--method", "work-and-turn"), ("--method", "work-and-tumble"),
        ("--two-up",), ("--two-up", "--scheme", "signatures", "--signature", "8"), ("--dummy",), ("--mill-mm", "3"),
        ("--scheme", "saddle", "--creep", "shift", "--caliper-mm", "0,1"), ("--dummy", "--two-up"),
    ],
)
def test_the_sheets_open_cleanly_and_are_the_same_bytes_twice(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    one, two = tmp_path / "one" / "sheets.pdf", tmp_path / "two" / "sheets.pdf"
    for out in (one, two):
        assert impose(capsys, book, "--out", out, *options)[0] == 0
    assert one.read_bytes() == two.read_bytes()
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", one], capture_output=True, text=True)
        assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    with pikepdf.open(one) as pdf:
        assert "/Metadata" not in pdf.Root
        assert not pdf.get_warnings()


def test_each_side_holds_the_words_of_its_pages_and_no_others(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    _, said = impose(capsys, book, "--out", out, "--signature", "8")
    sheets = pypdfium2.PdfDocument(out)
    formes = [forme for sheet in said["sheets"] for forme in sheet["formes"]]
    for index, forme in enumerate(formes):
        wanted = {str(cell["page"]) for row in forme for cell in row}
        assert {word for word in folios(sheets, index) if word.isdigit()} == wanted
        assert "book.pdf" in folios(sheets, index)


def test_a_sheet_that_lost_or_swapped_a_page_is_noticed(tmp_path: Path) -> None:
    from pipeline import imposition

    source = pdf_of([PageForm()] * 4)
    plan = imposition.impose(4, "signatures", 4)
    sides = imposition.lay_out(plan, A5, imposition.Allowances(3 * MM), "job")
    from pipeline.doors.pdf.imposing import ImposedSource
    from pipeline.stock import load_faces

    opened = ImposedSource(source, "job")
    made = opened.imposed(opened.pages(), sides, load_faces()[0], "test")
    assert verify.unlike_sheets(source, made, sides) == []
    assert verify.unlike_sheets(source, made, sides[::-1]) == [1, 2]
    assert verify.unlike_sheets(source, made, sides[:1]) == [1]
    assert verify.unlike_sheets(source, b"%PDF-1.4 torn", sides) == [1, 2]


def test_blank_pages_are_told_and_stay_blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    code, said = impose(capsys, plain(tmp_path, 13), "--out", out)
    assert (code, said["blanks"]) == (0, [14, 15, 16])
    sheets = pypdfium2.PdfDocument(out)
    seen = {word for index in range(len(sheets)) for word in folios(sheets, index) if word.isdigit()}
    assert seen == {str(page) for page in range(1, 14)}
    capsys.readouterr()
    assert cli.main(["impose", str(tmp_path / "plain13.pdf"), "--out", str(out), "--ui-lang", "en"]) == 0
    assert "3 blank pages were added at the end, for the count must be a multiple of four: 14, 15, 16." in capsys.readouterr().out


def test_a_folding_dummy_has_every_folio_once_and_no_page(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "dummy.pdf"
    thirteen = plain(tmp_path, 13)
    impose(capsys, thirteen, "--out", out, "--dummy")
    sheets = pypdfium2.PdfDocument(out)
    words = [word for index in range(len(sheets)) for word in sheets[index].get_textpage().get_text_range().split()]
    assert sorted(word for word in words if word.strip("()").isdigit()) == sorted([*map(str, range(1, 14)), "(14)", "(15)", "(16)"])
    assert "page" not in words


def test_creep_is_told_and_moves_pages_to_the_spine_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, still, moved = plain(tmp_path, 64), tmp_path / "still.pdf", tmp_path / "moved.pdf"
    options = ("--scheme", "saddle", "--caliper-mm", "0.1")
    _, said = impose(capsys, file, "--out", still, *options)
    assert (said["layers"], said["creep_mm"], said["creep_shifted"]) == (16, 1.5, False)
    assert impose(capsys, file, "--out", moved, *options, "--creep", "shift")[1]["creep_shifted"]
    for index, wanted in ((0, 0.0), (1, 0.0), (30, 1.5 * MM), (31, 1.5 * MM)):
        before, after = (_left(path, index) for path in (still, moved))
        assert [round(one - two, 2) for one, two in zip(after, before, strict=True)] == [round(wanted, 2), round(-wanted, 2)]


def _left(path: Path, index: int) -> list[float]:
    """Left edge of the word "page" in each page of a saddle sheet's side, from the left."""
    texts = pypdfium2.PdfDocument(path)[index].get_textpage()
    boxes = [texts.get_charbox(at) for at in range(texts.count_chars()) if texts.get_text_range(at, 4) == "page"]
    return sorted(box[0] for box in boxes)


def test_two_pages_a_side_lie_on_a4_in_true_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "proof.pdf"
    _, said = impose(capsys, plain(tmp_path, 16), "--out", out, "--two-up")
    assert (said["scale"], len(said["sheets"])) == (1.0, 4)
    assert said["sheets_mm"] == [[297.0, 210.0]] * 8
    assert said["sheets"][0]["formes"] == [
        [[{"page": 16, "turned": False}, {"page": 1, "turned": False}]], [[{"page": 2, "turned": False}, {"page": 15, "turned": False}]],
    ]
    assert said["instructions"][1] == "2. Fold all sheets together in the middle, page 1 outside, and staple them in the fold."


def test_a_thick_proof_becomes_booklets_and_a_large_page_is_made_smaller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = impose(capsys, plain(tmp_path, 80), "--out", tmp_path / "proof.pdf", "--two-up")
    assert [sheet["booklet"] for sheet in said["sheets"]] == [1] * 8 + [2] * 8 + [3] * 4
    _, said = impose(capsys, plain(tmp_path, 4, size=(210 * MM, 297 * MM)), "--out", tmp_path / "large.pdf", "--two-up")
    assert said["scale"] == pytest.approx(0.7071, abs=0.001)
    assert said["instructions"][2] == "3. Pages are 70.7 % of their true size: do not measure them."


def test_collating_marks_make_a_stair_on_the_back_of_the_fold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    impose(capsys, plain(tmp_path, 64), "--out", out)
    sheets = pypdfium2.PdfDocument(out)
    fold = EDGE + 3 * A5[0] + 6 * MM
    tops = []
    for index in range(0, len(sheets), 2):
        image, height = picture(sheets, index), sheets.get_page_size(index)[1]
        column = [image.getpixel((round(fold), y)) for y in range(round(height - EDGE - A5[1]), round(height - EDGE))]
        tops.append(next(at for at, shade in enumerate(column) if shade < 40))
    assert [two - one for one, two in pairwise(tops)] == pytest.approx([7 * MM] * 3, abs=1.1)


def test_layers_and_output_intent_go_along_and_comments_are_told(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pikepdf.open(book, allow_overwriting_input=True) as pdf:
        pdf.Root.OutputIntents = [pikepdf.Dictionary(Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39")]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="?")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        pdf.pages[2].Annots, pdf.pages[3].Annots = [note], [link]
        pdf.save(book)
    out = tmp_path / "sheets.pdf"
    assert impose(capsys, book, "--out", out)[1]["pages_with_annotations"] == [3]
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"


def broken(kind: str, folder: Path) -> Path:
    path = folder / "input.pdf"
    if kind == "missing":
        return path
    good = pdf_of([PageForm(), PageForm(), PageForm(size=(150 * MM, 210 * MM) if kind == "sizes" else A5)])
    if kind == "locked":
        with pikepdf.open(plain(folder, 4)) as pdf:
            pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        return path
    if kind in ("empty-book", "no-box"):
        with pikepdf.open(plain(folder, 4)) as pdf:
            if kind == "empty-book":
                del pdf.pages[:]
            else:
                pdf.pages[1].obj.TrimBox = [0, 0, 0, 0]
            pdf.save(path)
        return path
    path.write_bytes({"text": b"no PDF at all", "empty": b"", "cut": good[:200], "sizes": good}[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("missing", "does not exist"), ("text", "is not a PDF, or is damaged beyond reading"), ("empty", "is not a PDF"), ("cut", "is not a PDF"),
        ("locked", "is locked with a password"), ("empty-book", "has no pages"), ("no-box", "page 2 has no size that can be used"),
        ("sizes", "page 3 is 150 × 210 mm and page 1 148 × 210 mm; pages of different size cannot be imposed"),
    ],
)
def test_what_cannot_be_imposed_is_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, sentence: str
) -> None:
    out = tmp_path / "sheets.pdf"
    out.write_bytes(b"yesterday's")
    code, said = impose(capsys, broken(kind, tmp_path), "--out", out)
    assert code == 4
    assert sentence in said["error"]
    assert said["hint"]
    assert out.read_bytes() == b"yesterday's"
    assert not list(tmp_path.glob(".sheets*"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--creep", "shift"), "--creep shift needs --caliper-mm"), (("--two-up", "--method", "sheetwise"), "--two-up is for an office printer"),
        (("--two-up", "--mill-mm", "3"), "--two-up is for an office printer"), (("--signature", "6"), "choose from 4, 8, 16, 32"),
        (("--caliper-mm", "0"), "no length above 0 and up to 1 mm"), (("--caliper-mm", "nan"), "no length"), (("--mill-mm", "x"), "no length"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    code, said = impose(capsys, plain(tmp_path, 4), "--out", tmp_path / "sheets.pdf", *options)
    assert code == 2
    assert sentence in said["error"]
    assert not (tmp_path / "sheets.pdf").exists()


def test_the_input_is_never_written_over(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    link = tmp_path / "link.pdf"
    link.symlink_to(book)
    for out in (book, link):
        code, said = impose(capsys, book, "--out", out)
        assert (code, "the very file that is to be imposed" in said["error"]) == (2, True)
    assert book.read_bytes() == before


def test_an_output_that_cannot_be_written_is_told(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = impose(capsys, book, "--out", tmp_path)
    assert code == 6
    assert "a folder of that name stands there" in said["error"]


@pytest.mark.parametrize(("lang", "words"), [("ru", "переворот по короткому краю"), ("kk", "қысқа шетінен аударып"), ("en", "turned over the short edge")])
def test_instructions_are_in_the_users_language(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    capsys.readouterr()
    assert cli.main(["impose", str(book), "--out", str(tmp_path / "proof.pdf"), "--two-up", "--ui-lang", lang]) == 0
    assert words in capsys.readouterr().out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_imposed_or_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    damaged = bytearray(DAMAGEABLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        if data.draw(st.booleans()):
            damaged[at] = data.draw(st.integers(0, 255))
        else:
            del damaged[at : at + data.draw(st.integers(1, 40))]
    (tmp_path / "damaged.pdf").write_bytes(damaged)
    code, said = impose(capsys, tmp_path / "damaged.pdf", "--out", tmp_path / "sheets.pdf")
    assert code in (0, 4)
    assert code == 0 or said["error"].endswith(".")


def test_a_file_that_was_mended_is_told(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = book.read_bytes()
    book.write_bytes(content[: content.rindex(b"startxref")])
    code, said = impose(capsys, book, "--out", tmp_path / "sheets.pdf")
    assert (code, said["damaged"]) == (0, True)


def test_sixteen_pages_of_a5_go_on_the_sheet_that_the_house_profile_names(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short, long = load_profile("house").stock.sheet_cm
    for more in ((), ("--mill-mm", "3")):
        _, said = impose(capsys, book, "--out", tmp_path / "sheets.pdf", *more)
        for width, height in said["sheets_mm"]:
            assert width <= 10 * long
            assert height <= 10 * short


def test_a_stitched_book_is_not_milled(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["impose", str(book), "--out", str(tmp_path / "sheets.pdf"), "--scheme", "saddle", "--mill-mm", "3", "--ui-lang", "en"])
    assert code == 2
    assert "not milled" in capsys.readouterr().err
    assert not (tmp_path / "sheets.pdf").exists()
