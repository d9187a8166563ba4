"""A cell with phone numbers, taken to pieces: digits, the words that say whose they are, and what is no number at all.

Punctuation never decides grouping (data.md case 6): only the count of digits does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.normalise.dialling import area_code, kazakh, subscriber_length
from pipeline.normalise.lookalikes import DIGIT_LIKE

__all__ = ["CellPieces", "Digits", "national_digits", "read_cell", "renewed", "split_run"]

_EMAIL: Final = re.compile(r"(?<![^\s,;<>()\[\]|/\"«»])(?:mailto:)?[^\s,;<>()\[\]|/\"«»]+@[^\s,;<>()\[\]|/\"«»]+")
_LINK: Final = re.compile(r"(?:https?://|www\.|(?:t\.me|instagram\.com|facebook\.com|fb\.com|vk\.com|wa\.me)/)\S*", re.IGNORECASE)
_DEBRIS: Final = re.compile(r"</?\w*/?>|</?\w+$|/\w+>")
_SCIENTIFIC: Final = re.compile(r"^\d(?:[.,]\d+)?[eEеЕ]\+?\d+$")
_FLOAT: Final = re.compile(r"^(\d{5,})[.,]0+$")
_EXTENSION: Final = re.compile(
    r"[(,;]?\s*(?:вн(?:утр(?:енний)?)?|доб(?:авочный)?|ext(?:ension)?|ішкі|қосымша)\b\.?\s*[:№#]?\s*(\d{1,5})\s*\)?", re.IGNORECASE
)
_TOKEN: Final = re.compile(
    r"(?P<run>\+?\s*\(?\+?\d[\d\s()\-‐‑‒–—―./\\+]*)|(?P<word>[^\W\d_][\w'’.-]*)|(?P<sep>[,;\n])|(?P<open>\()|(?P<close>\))|(?P<colon>:)"
)
_LETTERED: Final = re.compile(
    r"(?<![^\W_])(?:(?=[+(]?\d[\d ()\-–./]*[{0}](?!\w))[+(]?\d[\d ()\-–./]*(?<=\d)[{0}](?![^\W\d_])[\d ()\-–./]*"
    r"|[+(]?(?:\d[\d ()\-–./]*)?[{0}]\d[\d ()\-–./]*)".format("".join(DIGIT_LIKE))
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_DIGIT: Final = re.compile(r"\d")
_NOT_DIGIT: Final = re.compile(r"\D+")
_LINES: Final = re.compile(r"[;\n]")
_CHUNKS: Final = re.compile(r"[\s/\\]+|(?=\+)")
_LOCAL: Final = (5, 6, 7)
_HAS_CODE: Final = re.compile(r"(?:\+|[\s+(]*[78][\s)]).*|.*\(")
"""What begins with 8 or +7 on its own, or has brackets, begins with its area code: a digit is missing in it, it is no local number."""
_MOST_CHUNKS: Final = 40
"""More chunks than that are no phone numbers, and would take long to cut."""


@dataclass(slots=True)
class Digits:
    """One number as digits, with the words that belong to it. ``plus``: a plus sign stood before it."""

    digits: str
    plus: bool
    sent: str
    words: list[str] = field(default_factory=list)
    extension: str = ""
    lettered: str = ""
    """The number with digits for its letters, where a letter stood in it: never printed, only proposed."""
    whole: bool = True
    """False where several numbers ran together and could not be parted."""


@dataclass(slots=True)
class CellPieces:
    """Everything a phone cell held."""

    numbers: list[Digits] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    debris: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Words beside no number."""


def read_cell(text: str) -> CellPieces:
    """Take a tidied phone cell to pieces. Nothing of the cell is lost: what is no number stands in the other lists."""
    pieces = CellPieces()
    text = _number_as_float(text)
    text = _take(_EMAIL, text, pieces.emails) if "@" in text else text
    text = _take(_LINK, text, pieces.links) if "/" in text or "." in text else text
    text = _take(_DEBRIS, text, pieces.debris) if "<" in text or ">" in text else text
    text = _take_lettered(text, pieces)
    for line in _LINES.split(text):
        _read_line(line, pieces)
    return pieces


def _number_as_float(text: str) -> str:
    """A number that a spreadsheet kept as a float: 8.7772345678E10 or 87772345678.0."""
    if _SCIENTIFIC.match(text):
        return str(int(float(text.replace(",", ".").replace("Е", "E").replace("е", "e"))))
    whole = _FLOAT.match(text)
    return whole[1] if whole else text


def _take(pattern: re.Pattern[str], text: str, into: list[str]) -> str:
    found = pattern.findall(text)
    into.extend(match.strip(" .,") for match in found)
    return pattern.sub(" ; ", text) if found else text


def _take_lettered(text: str, pieces: CellPieces) -> str:
    """Numbers with a letter for a digit, whose digits alone, or with the letter read as one, are a whole number."""

    def taken(match: re.Match[str]) -> str:
        sent = match[0].strip(" -–./(")
        plain = _NOT_DIGIT.sub("", sent)
        replaced = _NOT_DIGIT.sub("", "".join(DIGIT_LIKE.get(char, char) for char in sent))
        if _is_full(plain) and not sent[-1].isalpha():
            pieces.numbers.append(Digits(plain, "+" in sent, sent, lettered=plain))
        elif _is_full(replaced):
            pieces.numbers.append(Digits("", "+" in sent, sent, lettered=replaced))
        else:
            return match[0]
        return " ; "

    return _LETTERED.sub(taken, text)


def _read_line(line: str, pieces: CellPieces) -> None:
    """The numbers of one line; words before a number are its label, words behind the last one or in brackets describe it."""
    spans = [(match.start(), match.end(), match[1]) for match in _EXTENSION.finditer(line)] if _LETTER.search(line) else []
    label: list[str] = []
    lasting: list[str] = []
    last: Digits | None = None
    bracketed = False
    for token in _TOKEN.finditer(line):
        if any(start <= token.start() < end for start, end, _ in spans):
            continue
        kind = token.lastgroup
        if kind == "run":
            made = _numbers(token["run"])
            for number in made:
                number.words = [*(label or lasting)]
            label = []
            pieces.numbers.extend(made)
            last = made[-1] if made else last
            if last is not None:
                last.extension = next((digits for start, _, digits in spans if token.end() >= start >= token.start()), last.extension)
        elif kind == "word":
            (last.words if bracketed and last is not None else label).append(token["word"])
        elif kind == "colon":
            lasting = list(label)
        elif kind in ("open", "close"):
            bracketed = kind == "open"
        elif label and last is not None and kind == "sep":
            last.words.extend(label)
            label = []
    if label and last is not None:
        last.words.extend(label)
    else:
        pieces.words.extend(label)


def _numbers(run: str) -> list[Digits]:
    sent = run.strip(" -–—./\\(\t")
    if sent.count("(") > sent.count(")"):
        sent += ")"
    parts, whole = split_run(sent)
    found = []
    for part in parts:
        digits = _NOT_DIGIT.sub("", part)
        if digits:
            found.append(Digits(digits, part.lstrip(" (").startswith("+"), part.strip(" -–/\\"), whole=whole))
    return found


def _is_full(digits: str) -> bool:
    """Do the digits make a whole number of Kazakhstan, with or without 8 or 7 before it?"""
    return national_digits(digits) != ""


@lru_cache(maxsize=65536)
def national_digits(digits: str) -> str:
    """The ten national digits of a number written with +7, 8, both or neither, old area codes as they stand; "" for others."""
    candidates = [digits]
    if digits[:1] in ("7", "8"):
        candidates.append(digits[1:])
        if digits[1:2] == "8" and len(digits) == 12:
            candidates.append(digits[2:])
    for candidate in candidates:
        if len(candidate) == 10 and kazakh(renewed(candidate)):
            return candidate
    return ""


def renewed(national: str) -> str:
    """Ten national digits with an area code of before 2007 brought up to date (3272 -> 7272)."""
    return "7" + national[1:] if national[:2] in ("31", "32") else national


def split_run(run: str) -> tuple[list[str], bool]:
    """Cut a run of digits and punctuation into numbers at spaces and slashes; False where it cannot be cut for certain."""
    digits = _NOT_DIGIT.sub("", run)
    if _is_full(digits) or len(digits) <= max(_LOCAL) or (run.lstrip("( ").startswith("+") and len(digits) <= 15 and run.count("+") == 1):
        return [run], True
    chunks = [chunk for chunk in _CHUNKS.split(run) if _DIGIT.search(chunk)]
    for whole_only in (True, False) if len(chunks) <= _MOST_CHUNKS else ():
        cuts = _cuts(tuple(chunks), whole_only)
        if len(cuts) == 1:
            return list(cuts[0]), True
    head = next((size for size in range(1, min(len(chunks), _MOST_CHUNKS)) if _is_full(_NOT_DIGIT.sub("", "".join(chunks[:size])))), 0)
    if head:
        return [" ".join(chunks[:head]), " ".join(chunks[head:])], True
    return [run], len(digits) <= 12


def _cuts(chunks: tuple[str, ...], whole_only: bool) -> list[tuple[str, ...]]:
    """Every way to cut the chunks into numbers: whole ones only, or local ones of one length, perhaps behind a whole one."""
    found: list[tuple[str, ...]] = []

    def go(position: int, made: tuple[str, ...], length: int) -> None:
        if len(found) > 1 or position == len(chunks):
            found.extend([made] if position == len(chunks) else [])
            return
        for end in range(position + 1, min(position + 7, len(chunks) + 1)):
            part = " ".join(chunks[position:end])
            digits = _NOT_DIGIT.sub("", part)
            if _is_full(digits):
                go(end, (*made, part), 0 if whole_only else _local_length(digits))
            elif not whole_only and len(digits) in _LOCAL and length in (-1, len(digits)) and not _HAS_CODE.match(part):
                go(end, (*made, part), len(digits))

    go(0, (), 0 if whole_only else -1)
    return found


def _local_length(digits: str) -> int:
    national = renewed(national_digits(digits))
    return subscriber_length(area_code(national)) if national[1] in "12" else -1
