"""Bytes of a text file to text: byte order mark, strict UTF-8, then Windows-1251 where that is plausible."""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipeline.doors.workbooks.rules import ENCODING
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.model.source import SourceFile

__all__ = ["decode_text"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS: Final = msg("Open the file in Excel and save it as an Excel workbook (.xlsx) or as CSV UTF-8.")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_SWAPPED: Final = re.compile(r"(?<![А-ЯЁа-яё])[а-яё][А-ЯЁ]{2,}")
"""A small letter followed by capitals: what KOI8-R looks like when it is taken for Windows-1251."""
_STRAY: Final = re.compile(r"[Ђ‚ѓ„…†‡€‰Љ‹ЊЋЏђ‘’“”•–—™љ›њћџ¤¦§©¬®°±¶·»¼½¾]")


def decode_text(source: SourceFile) -> tuple[str, list[Finding]]:
    """The text of a .csv or .tsv file. Raises Unreadable where no encoding fits, naming the first bad byte."""
    content = source.content
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(source, content[len(mark):], encoding)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as problem:
        first_bad = problem.start
    return _decode_unmarked(source, first_bad)


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


def _decode_unmarked(source: SourceFile, first_bad: int) -> tuple[str, list[Finding]]:
    content = source.content
    lenient = content.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for char in lenient if char > "\x7f" and char != "\ufffd")
    if good >= 4 * bad:
        return lenient, [_damage(source, content, first_bad)]
    text = _plausible_1251(content)
    if text is not None:
        note = ENCODING.finding(
            "windows-1251",
            msg("The file is not in UTF-8; it was read as Windows-1251."),
            hint=msg("If letters look wrong, save it from Excel as an Excel workbook (.xlsx) or as CSV UTF-8."),
            place=CellRef(source.name),
        )
        return text, [note]
    line, column = _position(content, first_bad)
    raise Unreadable(
        msg("{file}: the encoding of the text is not known: the byte {byte} in line {line}, column {column} fits neither UTF-8 "
            "nor Windows-1251.", file=source.name, byte=f"0x{content[first_bad]:02X}", line=str(line), column=str(column)),
        _SAVE_AS,
    )


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
