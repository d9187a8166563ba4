"""The re-reading: a sound PDF passes, and each way of being wrong is found by its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO
from multiprocessing import get_context

import pikepdf
import pytest

from pipeline import verify
from pipeline.model.findings import Finding, PageRef
from pipeline.model.pages import MM, MapLine
from pipeline.prepress import press_boxes, press_pdf
from pipeline.printers import load_profile
from pipeline.proof import proof_pdf
from pipeline.verify import verdicts
from pipeline.verify.extract import wrong_texts
from tests.core.small_edition import SmallBook, due_indexes, small_book


@cache
def proof() -> bytes:
    small = small_book()
    return proof_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, small.made.page_map, small.guides)


def expected(small: SmallBook, **changed: object) -> verify.Expected:
    geometry = small.design.geometry
    facts = verify.Expected(
        small.made.page_map,
        {listing.id: due_indexes(listing) for listing in small.listings},
        [face.name for face in small.faces],
        (geometry.outer, 0.0, geometry.trim_width - geometry.outer, small.design.foot_mm * MM),
        frozenset(section.name for section in small.made.sections if not section.has_furniture),
        {section.name: section.tab for section in small.made.sections if section.tab},
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


def codes(content: bytes, **changed: object) -> set[tuple[str, str]]:
    return {(found.id, found.code) for found in findings(content, **changed)}


def findings(content: bytes, **changed: object) -> list[Finding]:
    return verify.verify_pdf(content, "small.pdf", expected(small_book(), **changed)).findings


def saved(pdf: pikepdf.Pdf) -> bytes:
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def with_operators(page_index: int, change: Callable[[bytes], bytes]) -> bytes:
    """The proof with one page's operators changed."""
    with pikepdf.open(BytesIO(proof())) as pdf:
        content = pdf.pages[page_index].obj.Contents
        before = content.read_bytes()
        after = change(before)
        assert after != before
        content.write(after)
        return saved(pdf)


def glyph_of(digit: str, face: str) -> str:
    return next(f"{glyph:04x}" for glyph, text in small_book().needs[face].items() if text == digit)


def numbered_lines() -> list[MapLine]:
    return [line for line in small_book().made.page_map.lines if line.section.startswith("index-") and line.printed.isdigit()]


def test_a_sound_book_has_nothing_to_find() -> None:
    assert findings(proof()) == []


SHOWN = re.compile(rb"(\[[^\]]*\]|<[0-9a-f]*>)\s*T[jJ]")
"""Operators that show text (ISO 32000-1, 9.4.3), as the pen writes them."""


def shift_numbers(content: bytes, digit: str) -> bytes:
    """Operators where every text that ends with this digit in the numbers' face ends with another."""
    face = "SourceSans3-600SemiBold"
    old = glyph_of(digit, face).encode()
    new = next(glyph_of(other, face).encode() for other in "0123456789" if other != digit and other in small_book().needs[face].values())

    def shifted(match: re.Match[bytes]) -> bytes:
        shown = match.group()
        if not b"".join(re.findall(rb"<([0-9a-f]*)>", shown)).endswith(old):
            return shown
        before, _, after = shown.rpartition(old)
        return before + new + after

    return SHOWN.sub(shifted, content)


def test_one_shifted_number_in_the_pdf_is_found() -> None:
    line = numbered_lines()[3]
    spoiled = with_operators(line.page_index, lambda content: shift_numbers(content, line.printed[-1]))
    found = [fault for fault in findings(spoiled) if fault.code == "stale-number"]
    assert line.text in [fault.before for fault in found]


def test_swapped_pages_are_found() -> None:
    with pikepdf.open(BytesIO(proof())) as pdf:
        first = next(index for index, page in enumerate(small_book().made.page_map.pages) if page.section.startswith("region-"))
        one, other = pdf.pages[first].obj.Contents, pdf.pages[first + 1].obj.Contents
        pdf.pages[first].obj.Contents, pdf.pages[first + 1].obj.Contents = other, one
        spoiled = saved(pdf)
    assert {("JOB-001", "wrong-page"), ("LAY-003", "wrong-folio")} <= codes(spoiled)


def test_an_emptied_page_is_found() -> None:
    entry = next(entry for entry in small_book().made.page_map.entries if entry.listing)
    with pikepdf.open(BytesIO(proof())) as pdf:
        pdf.pages[entry.page_index].obj.Contents = pdf.make_stream(b"")
        spoiled = saved(pdf)
    assert ("JOB-001", "wrong-page") in codes(spoiled)


def test_a_missing_page_is_found() -> None:
    with pikepdf.open(BytesIO(proof())) as pdf:
        del pdf.pages[-1]
        spoiled = saved(pdf)
    assert codes(spoiled) == {("PDF-001", "wrong-count")}


def test_a_wrong_trim_box_is_found() -> None:
    with pikepdf.open(BytesIO(proof())) as pdf:
        pdf.pages[2].obj.TrimBox = pikepdf.Array([5, 5, 400, 590])
        spoiled = saved(pdf)
    assert [(found.id, found.code, found.place.page) for found in findings(spoiled)] == [("PDF-001", "wrong-box", 3)]


def test_a_foreign_font_and_one_that_is_not_embedded_are_found() -> None:
    with pikepdf.open(BytesIO(proof())) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font
        fonts["/Foreign"] = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
        spoiled = saved(pdf)
    assert codes(spoiled) == {("FNT-002", "foreign-font")}
    with pikepdf.open(BytesIO(proof())) as pdf:
        fonts = pdf.pages[0].obj.Resources.Font
        del next(fonts[key] for key in fonts.keys()).DescendantFonts[0].FontDescriptor.FontFile2  # noqa: SIM118
        spoiled = saved(pdf)
    assert ("FNT-002", "not-embedded") in codes(spoiled)


def test_an_accepted_listing_that_is_nowhere_is_found() -> None:
    listings = {listing.id: due_indexes(listing) for listing in small_book().listings}
    assert codes(proof(), listings={**listings, "ngo-9999": []}) == {("JOB-001", "missing-entry")}


def test_a_listing_missing_from_an_index_is_found() -> None:
    page_map = small_book().made.page_map
    lines = tuple(line for line in page_map.lines if not (line.section == "index-organisations" and "ngo-0001" in line.targets))
    assert codes(proof(), page_map=replace(page_map, lines=lines)) == {("JOB-001", "unlisted")}


def test_a_stale_page_map_is_found() -> None:
    page_map = small_book().made.page_map
    line = numbered_lines()[0]
    moved = {**page_map.anchors, line.targets[0]: (page_map.anchors[line.targets[0]][0] + 1, 100.0)}
    assert codes(proof(), page_map=replace(page_map, anchors=moved)) == {("LAY-003", "stale-number")}
    gone = {name: place for name, place in page_map.anchors.items() if name != line.targets[0]}
    assert ("LAY-003", "no-target") in codes(proof(), page_map=replace(page_map, anchors=gone))


def test_an_entry_printed_twice_is_found() -> None:
    page_map = small_book().made.page_map
    entry = next(entry for entry in page_map.entries if entry.listing)
    assert codes(proof(), page_map=replace(page_map, entries=(*page_map.entries, entry))) == {("JOB-001", "repeated-entry")}


@pytest.mark.parametrize(("one", "other", "same"), [("по‐\nлезно", "полезно", True), ("12, 14", "12,14", True), ("12, 14", "12, 15", False), ("Қ", "К", False)])
def test_texts_are_compared_by_letters_and_digits(one: str, other: str, same: bool) -> None:
    from pipeline.verify.extract import squash

    assert (squash(one) == squash(other)) is same


@cache
def press() -> bytes:
    small = small_book()
    return press_pdf(small.made.pages, small.design.geometry, small.needs, small.faces, small.facts, load_profile("house"))


def verified(content: bytes, known: verify.Verdicts | None = None, **more: object) -> verify.Verified:
    return verify.verify_pdf(content, "small.pdf", expected(small_book()), known=known, **more)  # type: ignore[arg-type]


def read_apart(content: bytes, executor: Executor, *, at_once: bool) -> verify.Verified:
    reading = verify.Reading(content, expected(small_book()), None, executor, at_once=at_once)
    return verify.begin_to_verify(reading, "small.pdf", {})()


def press_facts() -> dict[str, object]:
    profile = load_profile("house")
    boxes = press_boxes(*small_book().made.page_map.trim, profile)
    return {"terms": verify.PressTerms(boxes, profile.pdfx, profile.intent.identifier, embeds=True)}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Indexes of the pages that PDFium was asked to read, in order."""
    asked: list[int] = []

    def counted(content: bytes, pages: list[tuple[int, object]], offset: float) -> list[object]:
        asked.extend(index for index, _ in pages)
        return wrong_texts(content, pages, offset)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr(verdicts, "wrong_texts", counted)
    return asked


def test_the_press_file_is_read_by_the_verdicts_of_the_proof(reads: list[int]) -> None:
    first = verified(proof())
    assert reads == list(range(len(small_book().made.pages)))
    reads.clear()
    other = verified(press(), first.sound, **press_facts())
    assert (other.findings, reads) == ([], [])
    assert {name: told for name, told in other.sound.items() if told != "clean"} == first.sound
    assert verified(press(), **press_facts()).sound == other.sound


def test_a_verdict_does_not_excuse_a_shifted_number(reads: list[int]) -> None:
    known = verified(proof()).sound
    reads.clear()
    line = numbered_lines()[3]
    spoiled = with_operators(line.page_index, lambda content: shift_numbers(content, line.printed[-1]))
    found = verified(spoiled, known)
    assert reads == [line.page_index]
    assert "stale-number" in {fault.code for fault in found.findings}
    assert len(found.sound) == len(known) - 1


def test_a_verdict_does_not_excuse_a_lost_line() -> None:
    known = verified(proof()).sound
    entry = next(entry for entry in small_book().made.page_map.entries if entry.listing)

    def drop(content: bytes) -> bytes:
        last = list(SHOWN.finditer(content))[-1]
        return content[: last.start()] + content[last.end() :]

    found = verified(with_operators(entry.page_index, drop), known).findings
    assert [fault.place.page for fault in found if isinstance(fault.place, PageRef)] == [entry.page_index + 1] * len(found)
    assert found


def test_a_verdict_belongs_to_its_place_in_the_book() -> None:
    """Two sound pages that changed places are both wrong where they stand now."""
    known = verified(proof()).sound
    with pikepdf.open(BytesIO(proof())) as pdf:
        first = next(index for index, page in enumerate(small_book().made.page_map.pages) if page.section.startswith("region-"))
        one, other = pdf.pages[first].obj.Contents, pdf.pages[first + 1].obj.Contents
        pdf.pages[first].obj.Contents, pdf.pages[first + 1].obj.Contents = other, one
        spoiled = saved(pdf)
    pages = {fault.place.page for fault in verified(spoiled, known).findings if isinstance(fault.place, PageRef)}
    assert pages == {first + 1, first + 2}


@pytest.mark.parametrize("part", ["FontFile2", "ToUnicode", "W"])
def test_a_verdict_does_not_outlive_its_fonts(part: str, reads: list[int]) -> None:
    known = verified(proof()).sound
    reads.clear()
    with pikepdf.open(BytesIO(proof())) as pdf:
        font = pdf.pages[0].obj.Resources.Font["/SourceSans3-600SemiBold"]
        if part == "FontFile2":
            file = font.DescendantFonts[0].FontDescriptor.FontFile2
            file.write(file.read_bytes() + b"\0")
        elif part == "ToUnicode":
            font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0031>", b"<0032>"))
        else:
            font.DescendantFonts[0].W[1][0] = 1
        spoiled = saved(pdf)
    found = verified(spoiled, known)
    users = [index for index, page in enumerate(small_book().made.pages) if b"/SourceSans3-600SemiBold" in page.content]
    assert reads == users
    assert users
    assert bool(found.findings) is (part == "ToUnicode")


def test_a_verdict_is_not_believed_where_the_page_holds_more(reads: list[int]) -> None:
    known = verified(proof()).sound
    reads.clear()
    with pikepdf.open(BytesIO(proof())) as pdf:
        pdf.pages[3].obj.Rotate = 180
        pdf.pages[4].obj.Contents = pikepdf.Array([pdf.make_stream(b"q\n"), pdf.pages[4].obj.Contents])
        spoiled = saved(pdf)
    found = verified(spoiled, known)
    assert reads == [3, 4]
    assert [(fault.code, fault.place.page) for fault in found.findings if isinstance(fault.place, PageRef)] == [("wrong-box", 4)]


def test_a_press_file_moved_within_its_bleed_is_read_again_and_found(reads: list[int]) -> None:
    known = verified(proof()).sound
    reads.clear()
    with pikepdf.open(BytesIO(press())) as pdf:
        pdf.pages[0].obj.Contents[0].write(b"1 0 0 1 8.504 20 cm\n")
        spoiled = saved(pdf)
    assert verified(spoiled, known, **press_facts()).findings
    assert reads == list(range(len(small_book().made.pages)))


def test_structure_is_looked_at_whatever_is_known() -> None:
    known = verified(proof()).sound
    with pikepdf.open(BytesIO(press())) as pdf:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]))
        pdf.pages[1].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.pages[2].obj.BleedBox = pikepdf.Array([0, 0, 400, 500])
        pdf.pages[3].obj.CropBox = pikepdf.Array([9, 9, 300, 300])
        del pdf.Root.OutputIntents[0].DestOutputProfile
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.D, St=2)]))
        spoiled = saved(pdf)
    found = {(fault.id, fault.code) for fault in verified(spoiled, known, **press_facts()).findings}
    assert found == {("PDF-001", "wrong-box"), ("PDF-002", "no-condition"), ("PDF-002", "annotation"), ("LAY-003", "wrong-label")}


def test_many_pages_are_read_by_processes_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "BATCH", 5)
    line = numbered_lines()[3]
    spoiled = with_operators(line.page_index, lambda content: shift_numbers(content, line.printed[-1]))
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        for content in (proof(), spoiled):
            for at_once in (False, True):
                assert read_apart(content, executor, at_once=at_once) == verified(content)


def test_a_broken_pool_costs_time_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "BATCH", 5)

    class Broken(Executor):
        def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
            raise BrokenExecutor

    assert read_apart(proof(), Broken(), at_once=True).findings == []
