"""Two galleys of one block, one by the fast setter and one by the engine, laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.galley import Galley, Line, Link, Piece
from tests.engine.face_widths import glyph_of_space, width_of

HEIGHT_PT = 0.02
PLACE_PT = 0.05


def differences(ours: Galley, theirs: Galley) -> list[str]:
    """What differs in pieces, joints, heights, lines, links, ink or glyphs; nothing if the two would print alike."""
    found = [] if len(ours.pieces) == len(theirs.pieces) else [f"{len(ours.pieces)} pieces, not {len(theirs.pieces)}"]
    for number, (one, other) in enumerate(zip(ours.pieces, theirs.pieces, strict=False)):
        found += [f"piece {number}: {text}" for text in _pieces(one, other)]
    found += _glyphs(ours, theirs)
    if (ours.missing, ours.warnings, ours.width) != (theirs.missing, theirs.warnings, theirs.width):
        found.append(f"said {ours.missing} {ours.warnings}, not {theirs.missing} {theirs.warnings}")
    return found


def _pieces(one: Piece, other: Piece) -> Iterator[str]:
    if one.joint is not other.joint:
        yield f"joint {one.joint}, not {other.joint}"
    if abs(one.height - other.height) > HEIGHT_PT or abs(one.before - other.before) > HEIGHT_PT:
        yield f"{one.before} + {one.height} pt, not {other.before} + {other.height}"
    if [line.text for line in one.lines] != [line.text for line in other.lines]:
        yield f"{[line.text for line in one.lines]}, not {[line.text for line in other.lines]}"
    elif not all(_near(_box(line), _box(their), PLACE_PT) for line, their in zip(one.lines, other.lines, strict=True)):
        yield f"{one.lines}, not {other.lines}"
    if [link.target for link in one.links] != [link.target for link in other.links] or not all(_near(_box(link), _box(their), PLACE_PT) for link, their in zip(one.links, other.links, strict=True)):
        yield f"{one.links}, not {other.links}"
    ours, theirs = list(drawn(one.content)), list(drawn(other.content))
    if [(mark.face, mark.number) for mark in ours] != [(mark.face, mark.number) for mark in theirs]:
        yield "other glyphs are drawn"
    for mark, their in zip(ours, theirs, strict=False):
        if not _near(mark.place, their.place, PLACE_PT + their.cut_off):
            yield f"ink elsewhere: {mark}, not {their}"
            return


def _box(line: Line | Link) -> tuple[float, float, float, float]:
    return line.x0, line.top, line.x1, line.bottom


def _near(one: Sequence[float], other: Sequence[float], tolerance: float) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def _glyphs(ours: Galley, theirs: Galley) -> Iterator[str]:
    """A space that hangs over a line's end is drawn by the engine and not by us; so the first space drawn may be another."""
    for face in {*ours.glyphs, *theirs.glyphs}:
        one, other = (
            {glyph: text for glyph, text in galley.glyphs.get(face, {}).items() if text not in (" ", "\u00a0")} for galley in (ours, theirs)
        )
        if one != other:
            yield f"{face}: {one.items() ^ other.items()}"


@dataclass(frozen=True)
class Mark:
    """A glyph on the page: where it begins and its size, points.

    The engine cuts the decimals off each kern: ``cut_off`` is how far that may have led it astray by then. We round.
    """

    face: str
    number: int
    place: tuple[float, float, float]
    cut_off: float


_OPERATORS = re.compile(rb"(/[\w-]+|<[0-9a-f]+>|\[[^\]]*\]|-?[\d.]+|[A-Za-z*]+)")


def drawn(content: bytes) -> Iterator[Mark]:
    """Every glyph but spaces: a small reader of the operators either setter writes. Both scale alike by 0.75 or not at all."""
    operands: list[bytes] = []
    scale, face, size, x, y = 1.0, "", 0.0, 0.0, 0.0
    for match in _OPERATORS.finditer(content):
        token = match.group()
        if not token[:1].isalpha():
            operands.append(token)
            continue
        if token == b"cm":
            scale = float(operands[-6])
        elif token == b"BT":
            x = y = 0.0
        elif token == b"Tf":
            face, size = operands[-2].decode()[1:], float(operands[-1]) * scale
        elif token == b"Td":
            x, y = x + float(operands[-2]), y + float(operands[-1])
        elif token == b"Tm":
            x, y = float(operands[-2]) * scale, -float(operands[-1]) * scale
        elif token in (b"Tj", b"TJ"):
            yield from _shown(operands[-1], face, size, x, y)
        operands = []


def _shown(operand: bytes, face: str, size: float, x: float, y: float) -> Iterator[Mark]:
    cut_off = 0.0
    for part in re.findall(rb"<[0-9a-f]*>|-?[\d.]+", operand):
        if not part.startswith(b"<"):
            x -= float(part) / 1000 * size
            cut_off += size / 1000
            continue
        for at in range(1, len(part) - 1, 4):
            number = int(part[at : at + 4], 16)
            width = width_of(face, number) / 1000 * size
            if number != glyph_of_space(face):
                yield Mark(face, number, (x, y, size), cut_off)
            x += width

