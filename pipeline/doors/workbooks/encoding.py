"""Bytes of a text file to text: byte order mark, strict UTF-8, then Windows-1251 where that is plausible."""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipeline.doors.workbooks.rules import ENCODING
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import SourceFile

__all__ = ["decode_text", "is_utf16"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS: Final = msg("Open the file in Excel and save it as an Excel workbook (.xlsx) or as CSV UTF-8.")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_SWAPPED: Final = re.compile(r"(?<![А-ЯЁа-яё])[а-яё][А-ЯЁ]{2,}")
"""A small letter followed by capitals: what KOI8-R looks like when it is taken for Windows-1251."""
_WORDS: Final = re.compile(r"[А-Яа-яЁё]+")
_PLAIN: Final = re.compile(r"[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+")
_STRAY: Final = re.compile(r"[Ђ‚ѓ„…†‡€‰Љ‹ЊЋЏђ‘’“”•–—™љ›њћџ¤¦§©¬®°±¶·»¼½¾]")


def decode_text(source: SourceFile) -> tuple[str, list[Finding]]:
    """The text of a .csv or .tsv file. Raises Unreadable where no encoding fits, naming the first bad byte."""
    content = source.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _without_zeros(source, *_decode_marked(source, content[len(mark):], encoding))
    wide = is_utf16(content)
    if wide is not None:
        return _without_zeros(source, *_decode_marked(source, content, wide))
    at = content.find(b"\x00")
    if at >= 0:
        raise _zero(source, *_position(content, at))
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as problem:
        first_bad = problem.start
    return _decode_unmarked(source, first_bad)


def is_utf16(content: bytes) -> str | None:
    """The encoding of a text in two bytes a letter that has no mark, or None: in Russian, Kazakh and English each second byte is 0 or 4."""
    head = content[:4096]
    half = len(head) // 2
    if half < 4:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if high.count(0) and (high.count(0) + high.count(4)) > 0.9 * half:
            return encoding
    return None


def _decode_marked(source: SourceFile, body: bytes, encoding: str) -> tuple[str, list[Finding]]:
    try:
        return body.decode(encoding), []
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            return body.decode("utf-8", "replace"), [_damage(source, body, problem.start)]
        raise Unreadable(
            msg("{file}: the text is damaged: byte {position} does not fit its encoding ({encoding}).",
                file=source.name, position=str(problem.start), encoding=encoding),
            _SAVE_AS,
        ) from None


def _zero(source: SourceFile, line: int, column: int) -> Unreadable:
    return Unreadable(
        msg("{file}: the text is damaged: a zero byte stands in line {line}, column {column}.",
            file=source.name, line=str(line), column=str(column)), _SAVE_AS)


def _without_zeros(source: SourceFile, text: str, findings: list[Finding]) -> tuple[str, list[Finding]]:
    at = text.find("\x00")
    if at >= 0:
        raise _zero(source, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return text, findings


def _decode_unmarked(source: SourceFile, first_bad: int) -> tuple[str, list[Finding]]:
    content = source.content
    lenient = content.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for char in lenient if char > "\x7f" and char != "\ufffd")
    if good >= 4 * bad:
        return lenient, [_damage(source, content, first_bad)]
    text = _plausible_1251(content)
    if text is not None:
        return text, [_guessed(source, "windows-1251", msg("The file is not in UTF-8; it was read as Windows-1251."))]
    line, column = _position(content, first_bad)
    raise Unreadable(
        msg("{file}: the encoding of the text is not known: the byte {byte} in line {line}, column {column} fits neither UTF-8 "
            "nor Windows-1251.", file=source.name, byte=f"0x{content[first_bad]:02X}", line=str(line), column=str(column)),
        msg("It looks like KOI8-R. Convert it to UTF-8, or open it in LibreOffice with that encoding and save it as .xlsx.")
        if _looks_like_koi8(content) else _SAVE_AS,
    )


def _guessed(source: SourceFile, code: str, message: Message) -> Finding:
    hint = msg("If letters look wrong, save it from Excel as an Excel workbook (.xlsx) or as CSV UTF-8.")
    return ENCODING.finding(code, message, hint=hint, place=CellRef(source.name))


def _looks_like_koi8(content: bytes) -> bool:
    """Whether the text as KOI8-R would look like Russian: words in which small letters follow one another."""
    text = content.decode("koi8-r")
    words = _WORDS.findall(text)
    plain = sum(len(word) for word in words if _PLAIN.fullmatch(word))
    high = sum(1 for byte in content if byte >= 0x80)
    return bool(words) and plain >= 0.9 * high


def _plausible_1251(content: bytes) -> str | None:
    """The text as Windows-1251, or None where it would not look like Russian or Kazakh.

    0x98 is unassigned in Windows-1251. Kazakh letters of KZ-1048 come out as Ќ, Ў, Ї, Ј, Є, Ґ, Ѕ, Ћ; a later stage repairs them.
    """
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError:
        return None
    letters = len(_CYRILLIC.findall(text))
    high = sum(1 for byte in content if byte >= 0x80)
    swapped = sum(len(found) for found in _SWAPPED.findall(text))
    stray = len(_STRAY.findall(text))
    if letters < 0.6 * high or swapped > 0.2 * letters or stray > 0.3 * high:
        return None
    return text


def _position(content: bytes, index: int) -> tuple[int, int]:
    """1-based line and column (in characters) of a byte."""
    before = content[:index]
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1


def _damage(source: SourceFile, content: bytes, first_bad: int) -> Finding:
    line, column = _position(content, first_bad)
    count = content.decode("utf-8", "replace").count("\ufffd")
    return ENCODING.finding(
        "damaged-bytes",
        nmsg("The text is damaged in one place: line {line}, column {column} holds the byte {byte}, which is no UTF-8.",
             "The text is damaged in {n} places; the first is line {line}, column {column}, which holds the byte {byte}.",
             count, line=str(line), column=str(column), byte=f"0x{content[first_bad]:02X}"),
        hint=msg("The damaged letters were replaced by \ufffd. Correct them in the file and save it as CSV UTF-8."),
        place=CellRef(source.name, "", str(line)),
    )
