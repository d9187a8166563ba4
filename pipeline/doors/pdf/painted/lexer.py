"""Content streams read operator by operator (ISO 32000-1, 7.8.2), never as a whole: a map of fifty megabytes needs no list of them.

Numbers come as floats, names as ``Name``, strings as bytes, arrays as lists, dictionaries as dicts; an inline image is the operator
``BI`` with its dictionary and its data. What is no syntax at all is passed over, as viewers do, and told by ``faults``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Union

__all__ = ["Lexer", "Name", "Operand", "Operation"]


class Name(str):
    """A PDF name without its slash."""

    __slots__ = ()


Operand = Union[float, Name, bytes, bool, None, list["Operand"], dict[str, "Operand"]]  # noqa: UP007  (it names itself)
Operation = tuple[str, list[Operand]]

_TOKEN: Final = re.compile(
    rb"[\0\t\n\f\r ]*+(?:%[^\r\n]*+[\0\t\n\f\r ]*+)*+"
    rb"(?:([+-]?(?:\d+\.?\d*|\.\d+))(?=[\0\t\n\f\r \[\]()<>/%]|$)"
    rb"|/([^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|\(([^()\\\r]*)\)"
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|(<<|>>|[\[\](<>{})])"
    rb"|([^\0\t\n\f\r ()<>\[\]{}/%]+))"
)
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANK: Final = b"\0\t\n\f\r "
_LOOSE_NUMBER: Final = re.compile(rb"[+-]*(\d*\.?\d*)")
_STRING_END: Final = re.compile(rb"[()\\\r]")
_OCTAL: Final = re.compile(rb"[0-7]{1,3}")
_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_INLINE_END: Final = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_DEEPEST: Final = 64
_MOST_OPERANDS: Final = 1 << 17
_KNOWN: Final[frozenset[str]] = frozenset({
    "b", "B", "b*", "B*", "BDC", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EMC", "ET", "EX", "f", "F", "f*",
    "G", "g", "gs", "h", "i", "j", "J", "K", "k", "l", "m", "M", "MP", "n", "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN",
    "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"', "BI",
})
"""Annex A."""


class Lexer:
    """One content stream, or with words of its own (``known``) a character map.

    ``faults`` counts what was no syntax; ``unknown`` holds operators that do not exist.
    """

    def __init__(self, content: bytes, known: frozenset[str] | None = None) -> None:
        self._content = content
        self._known = _KNOWN if known is None else known
        self._at = 0
        self.faults = 0
        self.unknown: set[str] = set()

    def operations(self) -> Iterator[Operation]:
        """Each operator with its operands, in order."""
        match, content = _TOKEN.match, self._content
        operands: list[Operand] = []
        while True:
            token = match(content, self._at)
            if token is None:
                return
            self._at = token.end()
            kind = token.lastindex
            if kind == 1:
                operands.append(float(token[1]))
            elif kind == 6:
                word = token[6]
                made = self._word(word)
                if made is not None:
                    operands.append(made[0])
                    continue
                operator = word.decode("latin-1")
                if operator not in self._known:
                    if self._known is not _KNOWN:
                        continue  # a program's own words: what stands before them may be for the next one
                    self.unknown.add(operator[:20])
                elif operator == "BI":
                    yield self._inline_image()
                else:
                    yield operator, operands
                operands = []
            else:
                self._operand(token, operands, 0)
            if len(operands) > _MOST_OPERANDS:
                self.faults += 1
                operands = []

    def _word(self, word: bytes) -> tuple[Operand] | None:
        """The operand a bare word stands for, None where it is an operator."""
        if word in (b"true", b"false"):
            return (word == b"true",)
        if word == b"null":
            return (None,)
        if word[:1] in b"+-.0123456789":
            # "--5", "1.2.3", "12-3": viewers read as much of a number as they can.
            loose = _LOOSE_NUMBER.match(word)
            self.faults += 1
            number = float(loose[1]) if loose and loose[1] not in (b"", b".") else 0.0
            return (-number if word[:1] == b"-" else number,)
        return None

    def _operand(self, token: re.Match[bytes], into: list[Operand], depth: int) -> None:
        kind = token.lastindex
        if kind == 1:
            into.append(float(token[1]))
        elif kind == 2:
            into.append(_name(token[2]))
        elif kind == 3:
            into.append(token[3])
        elif kind == 4:
            into.append(_hex(token[4]))
        elif kind == 5:
            self._opened(token[5], into, depth)
        elif made := self._word(token[6]):
            into.append(made[0])
        else:
            self.faults += 1

    def _opened(self, mark: bytes, into: list[Operand], depth: int) -> None:
        if mark == b"(":
            into.append(self._string())
        elif depth > _DEEPEST:
            self.faults += 1
        elif mark == b"[":
            into.append(self._until(b"]", depth + 1))
        elif mark == b"<<":
            into.append(_paired(self._until(b">>", depth + 1)))
        else:
            self.faults += 1

    def _until(self, end: bytes, depth: int) -> list[Operand]:
        held: list[Operand] = []
        while (token := _TOKEN.match(self._content, self._at)) is not None:
            self._at = token.end()
            if token[5] == end:
                return held
            self._operand(token, held, depth)
        self.faults += 1
        return held

    def _string(self) -> bytes:
        """A string with brackets or escapes in it (7.3.4.2); the opening bracket is read."""
        content, parts, level = self._content, [], 1
        while (found := _STRING_END.search(content, self._at)) is not None:
            parts.append(content[self._at : found.start()])
            mark = found.group()
            self._at = found.end()
            if mark == b"\\":
                parts.append(self._escape())
                continue
            if mark == b"\r":
                self._at += content[self._at : self._at + 1] == b"\n"
                parts.append(b"\n")
                continue
            level += 1 if mark == b"(" else -1
            if not level:
                return b"".join(parts)
            parts.append(mark)
        self.faults += 1
        self._at = len(content)
        return b"".join(parts)

    def _escape(self) -> bytes:
        octal = _OCTAL.match(self._content, self._at)
        if octal is not None:
            self._at = octal.end()
            return bytes([int(octal[0], 8) & 255])
        mark = self._content[self._at : self._at + 1]
        self._at += 1
        if mark == b"\r":
            self._at += self._content[self._at : self._at + 1] == b"\n"
            return b""
        return b"" if mark == b"\n" else _ESCAPES.get(mark, mark)

    def _inline_image(self) -> Operation:
        """Dictionary and data of an inline image (8.9.7); the data ends at an EI that is followed by syntax."""
        entries: list[Operand] = []
        while (token := _TOKEN.match(self._content, self._at)) is not None:
            self._at = token.end()
            if token[6] == b"ID":
                break
            self._operand(token, entries, 0)
        head = _paired(entries)
        start = self._at + (self._content[self._at : self._at + 1] in _BLANK)
        end = self._inline_end(start, _plain_length(head))
        return "BI", [head, self._content[start:end]]

    def _inline_end(self, start: int, length: int | None) -> int:
        content = self._content
        at = start + (length or 0)
        if length is not None and (known := re.compile(rb"[\0\t\n\f\r ]*EI(?=[\0\t\n\f\r ]|$)").match(content, at)):
            self._at = known.end()
            return at
        at = max(start - 1, 0)
        while (found := _INLINE_END.search(content, at)) is not None:
            at = found.end()
            if _looks_like_operators(content[at : at + 64]):
                self._at = at
                return found.start()
        self.faults += 1
        self._at = len(content)
        return len(content)


def _name(written: bytes) -> Name:
    if b"#" in written:
        written = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), written)
    return Name(written.decode("utf-8", "surrogateescape"))


def _hex(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        packed = digits.translate(None, _BLANK)
        return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _paired(entries: list[Operand]) -> dict[str, Operand]:
    return {key: value for key, value in zip(entries[::2], entries[1::2], strict=False) if isinstance(key, Name)}


def _looks_like_operators(following: bytes) -> bool:
    """Whether what follows an EI can be content: printing characters only, as the data of an image hardly ever is."""
    return all(32 <= byte < 127 or byte in _BLANK for byte in following)


def _plain_length(head: dict[str, Operand]) -> int | None:
    """Bytes of data of an inline image without filter; None where it has one, or its space is a named one."""
    if head.get("F", head.get("Filter")) not in (None, []):
        return None
    width, height = head.get("W", head.get("Width")), head.get("H", head.get("Height"))
    mask = head.get("IM", head.get("ImageMask")) is True
    bits = 1.0 if mask else head.get("BPC", head.get("BitsPerComponent"))
    space = head.get("CS", head.get("ColorSpace"))
    channels = 1 if mask else _CHANNELS.get(space) if isinstance(space, str) else 1 if isinstance(space, list) else None
    if not (isinstance(width, float) and isinstance(height, float) and isinstance(bits, float) and channels):
        return None
    return (int(width) * channels * int(bits) + 7) // 8 * int(height)


_CHANNELS: Final = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4, "I": 1}
