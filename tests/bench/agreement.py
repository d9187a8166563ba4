"""Whether two typesetters printed the same book: the words of the body, and the lines of the indexes, read from the PDFs by PDFium.

Set aside: furniture (only the type area is read), notes pages, hyphens (a word broken at a line's end is one word; so is a word
that has a hyphen of its own, in every book alike), punctuation, and the numbers after index lines, which each book has its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_double
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

__all__ = ["Agreement", "Index", "Reading", "agreement", "count_index", "read_book", "words"]

JOINED = re.compile(r"[\x02\ufffe]\s*|[\u00ad\u200b\u2060]|(?<=\w)[-\u2010\u2011]\s+(?=\w)|[-\u2010\u2011]")
"""PDFium's mark of a hyphen at a line's end, invisible characters, hyphens with the white space of a broken line, other hyphens."""
WORD = re.compile(r"[^\W_]+")
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Index:
    """Index lines found in their order, how many of them carry a number, and the first line that is missing."""

    lines: int
    numbered: int
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a PDF holds: pages, the words of its body as a multiset, its index lines."""

    pages: int
    body: Counter[str]
    index: Index

    def corrected(self, text: str) -> Reading:
        """The same with the words of a correction added to the body."""
        return replace(self, body=self.body + Counter(words(text)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words of the body that one book has and the other lacks, and the reason why the indexes differ, if they do."""

    missing: Counter[str]
    added: Counter[str]
    index_fault: str = ""

    @property
    def holds(self) -> bool:
        return not (self.missing or self.added or self.index_fault)

    def __str__(self) -> str:
        if self.holds:
            return "yes"
        faults = [f"{sum(self.missing.values())} words missing ({_some(self.missing)})"] if self.missing else []
        faults += [f"{sum(self.added.values())} words too many ({_some(self.added)})"] if self.added else []
        faults += [self.index_fault] if self.index_fault else []
        return "NO: " + "; ".join(faults)


def _some(found: Counter[str]) -> str:
    return ", ".join(sorted(found)[:4])


def words(text: str) -> list[str]:
    """The words of a text in their order, without hyphens and punctuation."""
    return WORD.findall(JOINED.sub("", unicodedata.normalize("NFKC", text)))


def read_book(pdf: Path, facts: Mapping[str, Any]) -> Reading:
    """Read a PDF of the content that `facts` describe (contents.facts_of). Raises ValueError where its body or indexes are not found."""
    pages = _pages(pdf, facts["type_area_mm"])
    notes = words(facts["notes"])
    said = [page for page in pages if words(page) != notes]
    body, index = _starts(said, facts["first_chapter"], pdf), _starts(said, facts["first_index"], pdf)
    end = _starts(said, facts["after"], pdf) if facts["after"] else len(said)
    return Reading(len(pages), Counter(_together(said[body:index])), count_index(_together(said[index:end]), facts["index"]))


def _pages(pdf: Path, area_mm: Sequence[float]) -> list[str]:
    """The text of every page's type area, given in millimetres from the left and the head of the page."""
    left, top, right, bottom = (side * MM for side in area_mm)
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        height = page.get_height()
        area = (left, height - bottom, right, height - top)
        reading = page.get_textpage()
        text = reading.get_text_bounded(*area)
        for run, parted in _missed_line_ends(reading.raw, area):
            text = text.replace(run, parted)
        pages.append(text)
        reading.close()
        page.close()
    document.close()
    return pages


def _missed_line_ends(reading: Any, area: tuple[float, float, float, float]) -> Iterator[tuple[str, str]]:
    """Letters and figures that PDFium reads as one word though they stand on two lines, and the same with the line's end between.

    It misses the end of a line of two letters where a page is drawn at another scale, as Vivliostyle's are. The boxes show it: the next
    letter stands lower and back to the left. ``area``: left, bottom, right, top in points.
    """
    left, bottom, right, top = area
    x0, x1, y0, y1 = sides = [c_double() for _ in range(4)]
    run = parted = ""
    end = foot = 0.0
    for at in range(raw.FPDFText_CountChars(reading)):
        sign = chr(raw.FPDFText_GetUnicode(reading, at))
        if sign.isalnum():
            raw.FPDFText_GetCharBox(reading, at, *sides)
        if sign.isalnum() and x1.value > left and x0.value < right and y1.value > bottom and y0.value < top:
            lower = bool(run) and y1.value <= foot and x0.value < end
            run, parted = run + sign, parted + ("\n" if lower else "") + sign
            end, foot = x1.value, y0.value
            continue
        if run != parted:
            yield run, parted
        run = parted = ""
    if run != parted:
        yield run, parted


def _together(pages: Sequence[str]) -> list[str]:
    """The words of several pages; one that begins on a page and ends on the next is one word."""
    return words("\n".join(pages))


def _starts(pages: Sequence[str], text: str, pdf: Path) -> int:
    """The page that begins with a text; a typesetter may tear a head and print its last lines on the page after."""
    wanted = words(text)[:12]
    for number, page in enumerate(pages):
        opening = "\n".join(pages[number : number + 2])[:400]
        if words(page) and words(opening)[: len(wanted)] == wanted:
            return number
    raise ValueError(f"{pdf.name}: no page begins with “{' '.join(wanted)}”")


def count_index(found: Sequence[str], wanted: Sequence[Sequence[Any]]) -> Index:
    """Follow the index through a book's words: every line (text, number of targets) must come, in order; numbers may follow it."""
    at = lines = numbered = 0
    texts = [words(text) for text, _ in wanted]
    for place, (text, targets) in enumerate(wanted):
        if list(found[at : at + len(texts[place])]) != texts[place]:
            return Index(lines, numbered, text)
        at += len(texts[place])
        if not targets:
            continue
        numbers = _leading_numbers(found, at)
        if place + 1 < len(texts):
            numbers -= _leading_numbers(texts[place + 1], 0)
        at += max(numbers, 0)
        lines += 1
        numbered += numbers > 0
    return Index(lines, numbered, f"unexpected “{' '.join(found[at : at + 6])}”" if at < len(found) else "")


def _leading_numbers(found: Sequence[str], at: int) -> int:
    count = 0
    while at + count < len(found) and found[at + count].isdigit():
        count += 1
    return count


def agreement(ours: Reading, other: Reading, *, numbers: bool = True) -> Agreement:
    """Compare another book with ours. ``numbers``: its index lines must carry numbers, as ours do."""
    fault = ""
    if other.index.missing:
        fault = f"index line {other.index.lines + 1}: {other.index.missing}"
    elif other.index.lines != ours.index.lines:
        fault = f"{other.index.lines} index lines, not {ours.index.lines}"
    elif numbers and other.index.numbered != ours.index.numbered:
        fault = f"{other.index.numbered} index lines have numbers, not {ours.index.numbered}"
    return Agreement(ours.body - other.body, other.body - ours.body, fault)
