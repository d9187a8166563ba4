"""Character maps (ISO 32000-1, 9.7.5; Adobe Technical Note 5014): how shown bytes become codes, and codes CIDs or text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.doors.pdf.painted.lexer import Lexer, Name, Operand

__all__ = ["CMap", "parse_cmap", "parse_to_unicode"]

_WORDS: Final = frozenset({"endcodespacerange", "endcidrange", "endcidchar", "endbfrange", "endbfchar", "endnotdefrange", "usecmap", "def"})
_LONGEST_RANGE: Final = 1 << 16
_MOST_TEXTS: Final = 1 << 18
"""Codes that a map may give a text; what it says beyond that, again and again, is not read."""


class CMap:
    """Code spaces and what CID each code has. ``identity``: the CID is the code. ``known``: False where only the name is known."""

    def __init__(self, *, identity: bool = False, known: bool = True, vertical: bool = False) -> None:
        self.identity, self.known, self.vertical = identity, known, vertical
        self.spaces: list[tuple[int, int, int]] = []
        """Bytes of a code, lowest and highest code."""
        self._starts: list[tuple[int, int]] = []
        self._ranges: dict[tuple[int, int], tuple[int, int]] = {}
        self._chars: dict[tuple[int, int], int] = {}
        self._sorted = True

    def add_range(self, length: int, low: int, high: int, cid: int) -> None:
        if high >= low:
            self._starts.append((length, low))
            self._ranges[length, low] = (high, cid)
            self._sorted = False

    def add_char(self, length: int, code: int, cid: int) -> None:
        self._chars[length, code] = cid

    def codes(self, shown: bytes) -> list[tuple[int, int]]:
        """The (length, code) pairs of a shown string; without code spaces two bytes are a code."""
        lengths = {length for length, _, _ in self.spaces} or {2}
        if len(lengths) == 1:
            step = lengths.pop()
            return [(step, int.from_bytes(shown[at : at + step], "big")) for at in range(0, len(shown) - step + 1, step)]
        return list(self._mixed(shown, sorted(lengths)))

    def _mixed(self, shown: bytes, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(shown):
            for length in lengths:
                code = int.from_bytes(shown[at : at + length], "big")
                if any(size == length and _within(code, low, high, size) for size, low, high in self.spaces):
                    break
            else:
                length, code = lengths[0], int.from_bytes(shown[at : at + lengths[0]], "big")
            yield length, code
            at += length

    def cid(self, length: int, code: int) -> int:
        """The CID of a code; 0 where the map has none (9.7.6.3)."""
        if self.identity:
            return code
        found = self._chars.get((length, code))
        if found is not None:
            return found
        if not self._sorted:
            self._starts.sort()
            self._sorted = True
        at = bisect_right(self._starts, (length, code)) - 1
        if at < 0 or self._starts[at][0] != length:
            return 0
        low = self._starts[at][1]
        high, cid = self._ranges[length, low]
        return cid + code - low if code <= high else 0


def _within(code: int, low: int, high: int, length: int) -> bool:
    """Each byte of a code lies within its own bounds (9.7.6.2)."""
    return all((low >> shift & 255) <= (code >> shift & 255) <= (high >> shift & 255) for shift in range(0, length * 8, 8))


def _triples(operands: Sequence[Operand]) -> Iterator[tuple[bytes, bytes, Operand]]:
    for low, high, value in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes):
            yield low, high, value


def _pairs(operands: Sequence[Operand]) -> Iterator[tuple[bytes, Operand]]:
    for code, value in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(code, bytes):
            yield code, value


def parse_cmap(content: bytes, used: CMap | None = None) -> CMap:
    """A CMap stream. ``used``: the map it builds on, where its dictionary names one that is known."""
    made = used or CMap()
    for word, operands in Lexer(content, _WORDS).operations():
        if word == "endcodespacerange":
            for low, high in zip(operands[-200::2], operands[-199::2], strict=False):
                if isinstance(low, bytes) and isinstance(high, bytes) and 0 < len(low) <= 4:
                    made.spaces.append((len(low), int.from_bytes(low, "big"), int.from_bytes(high, "big")))
        elif word == "endcidrange":
            for low, high, value in _triples(_counted(operands, 3)):
                if isinstance(value, float):
                    made.add_range(len(low), int.from_bytes(low, "big"), int.from_bytes(high, "big"), int(value))
        elif word == "endcidchar":
            for code, value in _pairs(_counted(operands, 2)):
                if isinstance(value, float):
                    made.add_char(len(code), int.from_bytes(code, "big"), int(value))
        elif word == "def" and len(operands) > 1 and operands[-2] == Name("WMode"):
            made.vertical = operands[-1] == 1.0
    return made


def _counted(operands: list[Operand], size: int) -> list[Operand]:
    """The operands without what stands before the list: its count, and what was left over."""
    first = next((index for index, one in enumerate(operands) if isinstance(one, bytes)), 0)
    held = operands[first:]
    return held[: len(held) // size * size]


def parse_to_unicode(content: bytes) -> dict[int, str]:
    """A ToUnicode stream: code -> text (9.10.3)."""
    made: dict[int, str] = {}
    left = _MOST_TEXTS
    for word, operands in Lexer(content, _WORDS).operations():
        if word == "endbfchar":
            for code, value in _pairs(_counted(operands, 2)):
                if isinstance(value, bytes):
                    made[int.from_bytes(code, "big")] = _said(value)
        elif word == "endbfrange":
            for low, high, value in _triples(_counted(operands, 3)):
                left -= _add_texts(made, int.from_bytes(low, "big"), int.from_bytes(high, "big"), value)
        if left < 0:
            break
    return made


def _add_texts(made: dict[int, str], low: int, high: int, value: Operand) -> int:
    """Add a range's texts; gives how many codes it named."""
    if isinstance(value, list):
        for code, one in zip(range(low, high + 1), value, strict=False):
            if isinstance(one, bytes):
                made[code] = _said(one)
        return len(value)
    if isinstance(value, bytes) and value:
        last = int.from_bytes(value[-2:], "big")
        for code in range(low, min(high, low + _LONGEST_RANGE) + 1):
            made[code] = _said(value[:-2] + ((last + code - low) & 0xFFFF).to_bytes(2, "big"))
    return max(0, min(high - low, _LONGEST_RANGE))


def _said(value: bytes) -> str:
    return value.decode("utf-16-be" if len(value) > 1 else "latin-1", "ignore")
