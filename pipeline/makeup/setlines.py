"""Every line of the book where it stands, gathered into the paragraphs it was set in: what the typography report reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.book import Block, Section
from pipeline.model.findings import Box
from pipeline.model.galley import Galley, Line
from pipeline.model.pages import MadePage, PageGeometry, Placement

__all__ = ["Paragraph", "SetLine", "set_paragraphs"]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line on its page; ``box`` in points from the trim's lower left corner, ``column`` from 0."""

    line: Line
    page_index: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines from a paragraph's first to its last, wherever they stand.

    ``is_whole``: False for a part of one that the engine parted over pages of its own (front matter). ``measure``: the galley's width.
    """

    section: Section
    block: Block
    lines: tuple[SetLine, ...]
    is_whole: bool = True
    measure: float = 0.0

    def parts(self) -> list[list[SetLine]]:
        """Its lines by the column they stand in."""
        made: list[list[SetLine]] = []
        for line in self.lines:
            if made and (made[-1][-1].page_index, made[-1][-1].column) == (line.page_index, line.column):
                made[-1].append(line)
            else:
                made.append([line])
        return made


def set_paragraphs(
    pages: Sequence[MadePage], sections: Sequence[Section], galleys: Mapping[str, Galley], geometry: PageGeometry
) -> Iterator[Paragraph]:
    """The paragraphs of every block of ``sections`` that stands on ``pages``, block by block."""
    owners = {
        block.name: (section, block)
        for section in sections
        for block in (*([section.head] if section.head else []), *section.blocks)
    }
    runs: dict[str, list[tuple[int, Placement]]] = {}
    for index, page in enumerate(pages):
        for placement in page.placements:
            if placement.block in owners:
                runs.setdefault(placement.block, []).append((index, placement))
    for name, placed in runs.items():
        section, block = owners[name]
        lines = [_set_lines(index, placement, galleys[name], geometry) for index, placement in placed]
        if section.flows:
            for part in lines:
                *whole, last = _paragraphs(section, block, part, galleys[name].width) or [Paragraph(section, block, ())]
                yield from whole
                yield replace(last, is_whole=part is lines[-1])
        else:
            yield from _paragraphs(section, block, [line for part in lines for line in part], galleys[name].width)


def _set_lines(index: int, placement: Placement, galley: Galley, geometry: PageGeometry) -> list[SetLine]:
    found = []
    height = geometry.trim_height
    for piece, top in zip(galley.pieces[placement.first : placement.end], placement.ys, strict=True):
        for line in piece.lines:
            box = (
                round(placement.x + line.x0, 2), round(height - top - line.bottom, 2),
                round(placement.x + line.x1, 2), round(height - top - line.top, 2),
            )
            found.append(SetLine(line, index, placement.column, box))
    return found


def _paragraphs(section: Section, block: Block, lines: Sequence[SetLine], measure: float) -> list[Paragraph]:
    made: list[Paragraph] = []
    open_lines: list[SetLine] = []
    for line in lines:
        open_lines.append(line)
        if line.line.ends:
            made.append(Paragraph(section, block, tuple(open_lines), measure=measure))
            open_lines = []
    if open_lines:
        made.append(Paragraph(section, block, tuple(open_lines), measure=measure))
    return made
