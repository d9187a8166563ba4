"""Soft proof: what the plates of a finished PDF will look like, as pictures for people. Plates in, pictures and figures out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import PagePlates
from pipeline.model.findings import Box
from pipeline.model.message import Figure, Message, msg
from pipeline.softproof.areas import box_of, most_dots, printed_area, trim_area
from pipeline.softproof.colours import BrokenProfile, OutputColours, profile_name
from pipeline.softproof.heat import Coverage, HeatWords, coverage_of, heat_map
from pipeline.softproof.proofs import colour_proof, inked_plates, plate_names, plate_proof

__all__ = [
    "CAUTION", "KINDS", "BrokenProfile", "Kind", "OutputColours", "PageProof", "ProofOrder", "most_dots", "profile_name", "prove_pages",
]

Say = Callable[[Message], str]
Kind = Literal["colour", "plates", "ink"]
KINDS: Final[tuple[Kind, ...]] = ("colour", "plates", "ink")
CAUTION: Final = msg("Soft proof, not contract colour")
_LEAST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """What is wanted. ``file`` and ``condition`` are named below each picture; ``limit``: the most ink in per cent, None without one;
    ``face``: the bytes of the font for what stands below.
    """

    file: str
    condition: str
    kinds: frozenset[Kind]
    dpi: float
    limit: float | None
    face: bytes


@dataclass(frozen=True, slots=True)
class PageProof:
    """A page's pictures by file name, which plate each picture of a plate shows, and its ink where that was asked for.

    ``box``: where its darkest square lies, in points from the lower left corner of the trim.
    """

    page: int
    pictures: Mapping[str, bytes]
    plates: Mapping[str, str]
    ink: Coverage | None = None
    box: Box | None = None


def prove_pages(
    plates: Iterable[PagePlates], facts: Sequence[PageFacts], order: ProofOrder, colours: OutputColours | None, say: Say
) -> Iterator[PageProof]:
    """Pictures page by page. In colour the trimmed page is shown, on plates the whole sheet, ink up to the bleed.

    ``colours`` is needed for pictures in colour only. The same plates give the same bytes.
    """
    digits = max(_LEAST_DIGITS, len(str(len(facts))))
    for page in plates:
        if page.page <= len(facts):
            yield _proved(page, facts[page.page - 1], order, colours, f"p{page.page:0{digits}}", say)


def _proved(
    page: PagePlates, facts: PageFacts, order: ProofOrder, colours: OutputColours | None, stem: str, say: Say
) -> PageProof:
    pictures: dict[str, bytes] = {}
    shown: dict[str, str] = {}
    ink, box = None, None
    if "colour" in order.kinds and colours is not None:
        lines = [say(msg("{file}, page {n}", file=order.file, n=page.page)), order.condition, say(CAUTION)]
        pictures[f"{stem}-colour.png"] = colour_proof(page, trim_area(facts, page), colours, lines, order.face, order.dpi)
    if "plates" in order.kinds:
        for name, safe in plate_names(inked_plates(page)).items():
            file = f"{stem}-plate-{safe}.png"
            pictures[file], shown[file] = plate_proof(page, name, order.dpi), name
    if "ink" in order.kinds:
        area, trim = printed_area(facts, page), trim_area(facts, page)
        ink = coverage_of(page, area, order.dpi, order.limit)
        box = box_of(ink.place, facts, page)
        words = _heat_words(page.page, ink, order, say)
        pictures[f"{stem}-ink.png"] = heat_map(page, area, trim, order.dpi, order.limit, ink, words, order.face)
    return PageProof(page.page, pictures, shown, ink, box)


def _heat_words(page: int, ink: Coverage, order: ProofOrder, say: Say) -> HeatWords:
    limit = say(msg("limit {n} %", n=Figure(order.limit))) if order.limit is not None else ""
    figures = msg(
        "Darkest square of 15 mm (boxed): {window} %; darkest dot: {peak} %", window=Figure(round(ink.window)), peak=Figure(round(ink.peak))
    )
    title = msg("Sum of inks: {file}, page {n}", file=order.file, n=page)
    return HeatWords(say(title), limit, say(figures), say(CAUTION))
