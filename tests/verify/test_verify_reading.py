"""The re-reading: a sound PDF passes, and each way of being wrong is found by its code."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from pipeline import verify
from pipeline.model.findings import Finding
from pipeline.model.pages import MM, MapLine
from pipeline.proof import proof_pdf
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
        0.0,
        (geometry.outer, 0.0, geometry.trim_width - geometry.outer, small.design.foot_mm * MM),
        frozenset(section.name for section in small.made.sections if not section.has_furniture),
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


def codes(content: bytes, **changed: object) -> set[tuple[str, str]]:
    return {(found.id, found.code) for found in findings(content, **changed)}


def findings(content: bytes, **changed: object) -> list[Finding]:
    return verify.verify_pdf(content, "small.pdf", expected(small_book(), **changed))


def saved(pdf: pikepdf.Pdf) -> bytes:
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def glyph_of(digit: str, face: str) -> str:
    return next(f"{glyph:04x}" for glyph, text in small_book().needs[face].items() if text == digit)


def numbered_lines() -> list[MapLine]:
    return [line for line in small_book().made.page_map.lines if line.section.startswith("index-") and line.printed.isdigit()]


def test_a_sound_book_has_nothing_to_find() -> None:
    assert findings(proof()) == []


def test_one_shifted_number_in_the_pdf_is_found() -> None:
    line = numbered_lines()[3]
    wrong = str((int(line.printed[-1]) + 1) % 10)
    with pikepdf.open(BytesIO(proof())) as pdf:
        page = pdf.pages[line.page_index]
        content = page.Contents.read_bytes()
        face = "SourceSans3-600SemiBold"
        old, new = glyph_of(line.printed[-1], face), next(
            (glyph_of(digit, face) for digit in (wrong, *"0123456789") if digit != line.printed[-1]), ""
        )
        # The number is the last text of its own line's piece; change its last digit only.
        shown = re.finditer(rb"/SourceSans3-600SemiBold [\d.]+ Tf\n[-\d. ]+ Td\n(\[?<[^\n]*>\]?)T[jJ]", content)
        target = next(match for match in shown if old.encode() in match.group(1))
        changed = target.group(1)[::-1].replace(old.encode()[::-1], new.encode()[::-1], 1)[::-1]
        page.Contents = pdf.make_stream(content[: target.start(1)] + changed + content[target.end(1) :])
        spoiled = saved(pdf)
    assert ("LAY-003", "stale-number") in codes(spoiled)


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
