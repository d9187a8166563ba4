"""Verify: the written PDF is read again, by another engine, and compared with the page map. A build that fails this is not a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.doors.pdf import fonts_of
from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import msg
from pipeline.model.pages import MapEntry, MapLine, PageMap
from pipeline.verify.extract import ReadPage, read_pages, squash
from pipeline.verify.rules import BOXES, COMPLETE, FONTS, LOCATORS

__all__ = ["Expected", "verify_pdf"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file must hold: the page map, every accepted listing with the indexes that must list it, faces, bleed in points.

    ``folio_box`` is the strip at the foot, trim coordinates, in which every page with furniture prints its folio.
    """

    page_map: PageMap
    listings: Mapping[str, Sequence[str]]
    """Listing id -> sections (indexes) that must have a line leading to it."""
    faces: Sequence[str]
    bleed: float
    folio_box: Box
    unnumbered: frozenset[str] = frozenset()
    """Sections whose pages print no folio."""


def verify_pdf(content: bytes, file: str, expected: Expected) -> list[Finding]:
    """Findings of the re-reading; none means that every listing, number, folio, font and box is as it should be."""
    page_map = expected.page_map
    by_page: dict[int, list[MapEntry | MapLine]] = {}
    parts: list[MapEntry | MapLine] = [*page_map.entries, *page_map.lines]
    for part in parts:
        by_page.setdefault(part.page_index, []).append(part)
    boxes = [[expected.folio_box, *(part.box for part in by_page.get(index, ()))] for index in range(len(page_map.pages))]
    pages = read_pages(content, boxes, expected.bleed)
    if len(pages) != len(page_map.pages):
        message = msg("The file has {found} pages, the page map {wanted}", found=len(pages), wanted=len(page_map.pages))
        return [BOXES.finding("wrong-count", message, place=PageRef(file, 1))]
    return [
        *_wrong_texts(pages, by_page, file),
        *_wrong_folios(pages, expected, file),
        *_wrong_numbers(page_map, file),
        *_incomplete(expected, file),
        *_wrong_boxes(pages, expected, file),
        *_wrong_fonts(content, expected, file),
    ]


def _wrong_texts(pages: Sequence[ReadPage], by_page: Mapping[int, Sequence[MapEntry | MapLine]], file: str) -> Iterable[Finding]:
    """The text inside each box must be exactly what was typeset there."""
    for index, parts in by_page.items():
        for part, found in zip(parts, pages[index].boxed[1:], strict=True):
            if squash(found) == squash(part.text):
                continue
            place = PageRef(file, index + 1, part.box)
            if isinstance(part, MapLine):
                message = msg("The index line “{term}” reads “{found}” in the file", term=part.term, found=" ".join(found.split())[:80])
                yield LOCATORS.finding("stale-number", message, place=place, before=part.text, after=found)
            else:
                message = msg("The file does not show “{name}” as it was typeset", name=part.listing or part.block)
                yield COMPLETE.finding("wrong-page", message, place=place, before=part.text, after=found)


def _wrong_folios(pages: Sequence[ReadPage], expected: Expected, file: str) -> Iterable[Finding]:
    for page, read in zip(expected.page_map.pages, pages, strict=True):
        found = squash(read.boxed[0])
        if page.section not in expected.unnumbered and found != page.folio:
            message = msg("The page prints the folio “{found}” instead of {wanted}", found=found, wanted=page.folio)
            yield LOCATORS.finding("wrong-folio", message, place=PageRef(file, page.index + 1))


def _numbers(printed: str) -> set[int]:
    """The numbers "12, 14–16" stands for; none at all where it is written in another way, so that it agrees with nothing."""
    found: set[int] = set()
    for run in printed.split(", "):
        first, _, last = run.partition("–")
        if not (first.isdecimal() and (last or first).isdecimal()):
            return set()
        found |= set(range(int(first), int(last or first) + 1))
    return found


def _wrong_numbers(page_map: PageMap, file: str) -> Iterable[Finding]:
    """Every printed number must be the folio on which its target begins, and every target must be in the book."""
    for line in page_map.lines:
        folios = {target: page_map.folio_of(target) for target in line.targets}
        place = PageRef(file, line.page_index + 1, line.box)
        for target in (target for target, folio in folios.items() if folio is None):
            message = msg("“{term}” leads to {target}, which is not in this edition", term=line.term, target=target)
            yield LOCATORS.finding("no-target", message, place=place)
        wanted = {int(folio) for folio in folios.values() if folio}
        if not squash(line.text).endswith(squash(line.printed)) or _numbers(line.printed) != wanted:
            listed = ", ".join(map(str, sorted(wanted)))
            message = msg(
                "“{term}” says page {printed}, the entry is on page {wanted}", term=line.term, printed=line.printed, wanted=listed
            )
            yield LOCATORS.finding("stale-number", message, place=place)


def _incomplete(expected: Expected, file: str) -> Iterable[Finding]:
    """Every accepted listing stands on exactly one run of pages, and in every index that should list it."""
    page_map = expected.page_map
    pages: dict[str, list[int]] = {}
    starts: dict[str, int] = {}
    for entry in page_map.entries:
        if entry.listing:
            pages.setdefault(entry.listing, []).append(entry.page_index)
            starts[entry.listing] = starts.get(entry.listing, 0) + (not entry.continued)
    led: dict[str, set[str]] = {}
    for line in page_map.lines:
        for target in line.targets:
            led.setdefault(target, set()).add(line.section)
    for listing, indexes in expected.listings.items():
        if listing not in pages:
            message = msg("“{name}” was accepted and stands on no page", name=listing)
            yield COMPLETE.finding("missing-entry", message, place=PageRef(file, 1))
            continue
        run = sorted(set(pages[listing]))
        if starts[listing] != 1 or run != list(range(run[0], run[-1] + 1)):
            message = msg("“{name}” stands in the book more than once", name=listing)
            yield COMPLETE.finding("repeated-entry", message, place=PageRef(file, run[0] + 1))
        for index in indexes:
            if index not in led.get(listing, set()):
                message = msg("“{name}” is missing from the index {index}", name=listing, index=index)
                yield COMPLETE.finding("unlisted", message, place=PageRef(file, run[0] + 1))


def _near(found: Box, wanted: Box) -> bool:
    return all(abs(one - other) < 0.02 for one, other in zip(found, wanted, strict=True))


def _wrong_boxes(pages: Sequence[ReadPage], expected: Expected, file: str) -> Iterable[Finding]:
    width, height = expected.page_map.trim
    bleed = expected.bleed
    trim = (bleed, bleed, bleed + width, bleed + height)
    media = (0.0, 0.0, width + 2 * bleed, height + 2 * bleed)
    for index, page in enumerate(pages):
        for name, found, wanted in (("TrimBox", page.trim, trim), ("MediaBox", page.media, media), ("BleedBox", page.bleed, media)):
            if not _near(found, wanted):
                message = msg("The page's {box} is not what the edition asks for", box=name)
                yield BOXES.finding("wrong-box", message, place=PageRef(file, index + 1, found))


def _wrong_fonts(content: bytes, expected: Expected, file: str) -> Iterable[Finding]:
    for name, embedded in fonts_of(content).items():
        if name not in expected.faces:
            message = msg("The font {name} is in the file and not among the layout's", name=name)
            yield FONTS.finding("foreign-font", message, place=PageRef(file, 1))
        elif not embedded:
            yield FONTS.finding("not-embedded", msg("The font {name} is not embedded", name=name), place=PageRef(file, 1))
