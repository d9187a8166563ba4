"""Read paragraphs line by line as a compositor reads a proof, and entries from page to page."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from pipeline.makeup.faults import TypeFault
from pipeline.makeup.rules import LADDER, LAST_LINE, PARTED, REPEATED, SPACING, STRANDED, TORN_WORD
from pipeline.makeup.setlines import Paragraph, SetLine
from pipeline.model.book import Block, Section
from pipeline.model.findings import Box, Rule
from pipeline.model.galley import Galley
from pipeline.model.hyphens import MOST_HYPHENS, ends_hyphened
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.pages import MadePage, PageGeometry, Placement, Side

__all__ = ["paragraph_faults", "split_faults", "torn_words"]

LEAST_LETTERS = 4
"""Letters and digits of a last line."""
LOOSE = 1.15
"""A justified line this many times as wide, for its letters, as the paragraph's last line, which is set as it comes."""
SHORT = 0.55
"""A ragged line is short below this share of the paragraph's longest."""
LEAST_REPEATED = 4
"""Letters of a word that must not begin two lines running; a shorter one must not begin three."""
LEAST_TORN = 8
"""Letters of a word that can be torn: a shorter one finds room on every line."""
_EVEN_PT = 0.6
"""Line ends this near to one another are flush."""


def paragraph_faults(paragraph: Paragraph) -> Iterator[TypeFault]:
    """Stranded lines, hyphen ladders, loose or short lines, short last lines, repeated words at line starts."""
    if len(paragraph.lines) < 2:
        return
    yield from _stranded(paragraph)
    for part in paragraph.parts():
        yield from _ladders(paragraph, part)
        yield from _repeated(paragraph, part)
    yield from _spacing(paragraph)
    if paragraph.is_whole:
        yield from _last_line(paragraph)


def _fault(
    paragraph: Paragraph, rule: Rule, code: str, message: Message, lines: Sequence[SetLine], amount: float, hint: Message | None = None
) -> TypeFault:
    first = lines[0]
    return TypeFault(
        rule, code, message, first.page_index, first.column, _around(lines), paragraph.section.name, paragraph.block.name,
        paragraph.block.listing, "\n".join(line.line.text for line in lines), amount, hint,
    )


def _around(lines: Sequence[SetLine]) -> Box:
    boxes = [line.box for line in lines]
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))


def _stranded(paragraph: Paragraph) -> Iterator[TypeFault]:
    parts = paragraph.parts()
    if len(parts) < 2:
        return
    if len(parts[0]) == 1:
        message = msg("A paragraph's first line stands alone at the foot: “{text}”", text=parts[0][0].line.text.strip())
        yield _fault(paragraph, STRANDED, "orphan", message, parts[0], 1)
    if len(parts[-1]) == 1:
        message = msg("A paragraph's last line stands alone at the head: “{text}”", text=parts[-1][0].line.text.strip())
        yield _fault(paragraph, STRANDED, "widow", message, parts[-1], 1)


def _ladders(paragraph: Paragraph, part: Sequence[SetLine]) -> Iterator[TypeFault]:
    for hyphened, group in groupby(part, key=lambda line: ends_hyphened(line.line)):
        lines = list(group)
        if hyphened and len(lines) > MOST_HYPHENS:
            message = nmsg("{n} line in a row ends with a hyphen", "{n} lines in a row end with a hyphen", len(lines))
            hint = msg("Reword the paragraph so that its lines break elsewhere.")
            yield _fault(paragraph, LADDER, "hyphen-ladder", message, lines, len(lines), hint)


def _repeated(paragraph: Paragraph, part: Sequence[SetLine]) -> Iterator[TypeFault]:
    for word, group in groupby(part, key=lambda line: _first_word(line.line.text)):
        lines = list(group)
        if word and len(lines) > (1 if len(word) >= LEAST_REPEATED else 2):
            message = nmsg("{n} line begins with “{word}”", "{n} lines under one another begin with “{word}”", len(lines), word=word)
            yield _fault(paragraph, REPEATED, "repeated-start", message, lines, len(lines))


def _first_word(text: str) -> str:
    found = re.match(r"\W*(\w+)", text)
    return found.group(1).casefold() if found else ""


def _width(line: SetLine) -> float:
    return line.line.x1 - line.line.x0


def _spacing(paragraph: Paragraph) -> Iterator[TypeFault]:
    """Loose lines where the paragraph is justified, short ones where it is ragged.

    It is justified where its lines are flush: three of them, or two that fill the measure; two of a ragged one may be flush by chance.
    """
    lines = paragraph.lines[:-1] if paragraph.is_whole else paragraph.lines
    if len(lines) < 2:
        return
    right = max(line.line.x1 for line in lines)
    flush = all(right - line.line.x1 <= _EVEN_PT for line in lines)
    if flush and (len(lines) > 2 or right > paragraph.measure - _EVEN_PT):
        yield from _loose(paragraph, lines)
        return
    widest = max(_width(line) for line in paragraph.lines)
    for line, follower in pairwise(paragraph.lines):
        if _width(line) < SHORT * widest and _first_word_width(follower) < widest - _width(line):
            message = msg("The line “{text}” is much shorter than its neighbours", text=line.line.text.strip())
            yield _fault(paragraph, SPACING, "short-line", message, [line], round(_width(line), 1))


def _first_word_width(line: SetLine) -> float:
    """Of what begins a line up to its first space, reckoned by its letters: a word that does not fit the line before is no fault."""
    text = line.line.text.strip()
    return _width(line) * (len(text.split(" ")[0]) + 1) / max(1, len(text))


def _loose(paragraph: Paragraph, lines: Sequence[SetLine]) -> Iterator[TypeFault]:
    def letter_width(line: SetLine) -> float:
        return _width(line) / max(1, len(line.line.text.strip()))

    usual = min(letter_width(paragraph.lines[-1]), statistics.median(map(letter_width, lines)))
    for line in lines:
        if letter_width(line) > LOOSE * usual:
            message = msg("The line “{text}” is loose", text=line.line.text.strip())
            hint = msg("Let a word in it part, or reword it.")
            yield _fault(paragraph, SPACING, "loose-line", message, [line], round(letter_width(line) / usual, 2), hint)


def _last_line(paragraph: Paragraph) -> Iterator[TypeFault]:
    """Not the locators of an index, which may stand alone under their term, nor the rest of an account's name: nobody can reword that."""
    last, before = paragraph.lines[-1], paragraph.lines[-2].line.text.split()[-1:]
    letters = sum(letter.isalnum() for letter in last.line.text)
    if before and before[0].startswith("@") and not before[0].endswith((",", ";", ".")):
        return
    if 0 < letters < LEAST_LETTERS and not (paragraph.block.term and last.line.text.strip()[0].isdigit()):
        message = msg("A paragraph's last line is only “{text}”", text=last.line.text.strip())
        hint = msg("Put a no-break space before the last word, or reword the paragraph.")
        yield _fault(paragraph, LAST_LINE, "short-last-line", message, [last], letters, hint)


def torn_words(paragraph: Paragraph) -> Iterator[TypeFault]:
    """Words of a section's title that go on in the next line without a hyphen."""
    title = {word for word in paragraph.section.title.split() if len(word) >= LEAST_TORN}
    if not title:
        return
    for line, follower in pairwise(paragraph.lines):
        ending, beginning = line.line.text.split()[-1:], follower.line.text.split()[:1]
        is_torn = ending and beginning and ending[0][-1].isalpha() and beginning[0][0].isalpha()
        if is_torn and any(ending[0] + beginning[0] in word for word in title):
            message = msg("“{word}” is torn in two at the end of a line, without a hyphen", word=ending[0] + beginning[0])
            hint = msg("Choose a shorter word for the title, or set titles smaller in the design's stylesheet.")
            yield _fault(paragraph, TORN_WORD, "torn-word", message, [line, follower], 1, hint)


def split_faults(
    pages: Sequence[MadePage], sections: Sequence[Section], galleys: Mapping[str, Galley], geometry: PageGeometry
) -> Iterator[TypeFault]:
    """Entries that go on over a page of the same spread, or over a leaf; told where they go on."""
    entries = {block.name: (section, block) for section in sections for block in section.blocks if block.listing}
    for index, (before, page) in enumerate(pairwise(pages), 1):
        begun = {placement.block for placement in before.placements}
        for placement in page.placements:
            if placement.block in begun and placement.block in entries:
                begun.discard(placement.block)  # also where it stands in two columns of the page: it is told once
                yield _split(*entries[placement.block], before.side, index, placement, galleys[placement.block], geometry)


def _split(
    section: Section, block: Block, side: Side, index: int, placement: Placement, galley: Galley, geometry: PageGeometry
) -> TypeFault:
    piece, top = galley.pieces[placement.first], geometry.trim_height - placement.ys[0]
    box = (round(placement.x, 2), round(top - piece.height, 2), round(placement.x + galley.width, 2), round(top, 2))
    if side is Side.RECTO:
        code, message = "split-leaf", msg("“{name}” is parted over a leaf", name=block.guide or block.name)
    else:
        code, message = "split-page", msg("“{name}” is parted over the two pages of a spread", name=block.guide or block.name)
    text = piece.lines[0].text if piece.lines else ""
    return TypeFault(PARTED, code, message, index, placement.column, box, section.name, block.name, block.listing, text)
