"""A cell with phone numbers, taken to pieces: digits, the words that say whose they are, and what is no number at all.

Punctuation never decides grouping (data.md case 6): only the count of digits does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.normalise.dialling import area_code, kazakh, subscriber_length
from pipeline.normalise.email_cells import split_emails
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.phone_texts import RANGE, is_plain, prepare

__all__ = ["CellPieces", "Digits", "national_digits", "read_cell", "renewed", "split_run"]

_EMAIL: Final = re.compile(
    r"(?<![^\s,;<>()\[\]|/\"«»])(?:mailto:)?[^\s,;<>()\[\]|/\"«»]+@(?:[^\s,.;<>()\[\]|/\"«»]+,(?:ru|kz|com|net|org|info)(?![\w@.-])"
    r"|[^\s,;<>()\[\]|/\"«»]+)", re.IGNORECASE,
)
"""An address, also with a comma for its last full stop."""
_WORD_BEFORE: Final = re.compile(r"(?<![^\s,;<>()\[\]|/\"«»])[a-z0-9_-]+ $")
_LINK: Final = re.compile(
    r"(?:https?://|www\.|(?:t\.me|instagram\.com|facebook\.com|fb\.com|vk\.com|wa\.me)/)\S*"
    r"|(?<![^\W_])(?:instagram|инстаграмм?|инста|facebook|фейсбук|telegram|телеграмм?|youtube|ютуб|tiktok|тикток|vk|вк|вконтакте)"
    r"\s*[:–—-]?\s*@[\w.]{2,64}"
    r"|(?<![\w@.-])[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:kz|ru|com|org|net|info)(?![\w@.-])(?:/[^\s,;()]*)?",
    re.IGNORECASE,
)
"""Links, accounts that are named as such, and bare hosts."""
_DEBRIS: Final = re.compile(r"</?\w*/?>|</?\w+$|/\w+>")
_EXTENSION: Final = re.compile(
    r"[(,;]?\s*(?:(?:вн(?:утр(?:енн\w*)?)?|доб(?:авоч\w*)?|доп|ext(?:ension)?|int|ішкі|қос(?:ымша)?|тоновый)\b\.?\s*(?:номер|нөмірі?|тел)?\.?\s*[:№#]?"
    r"|(?<=[\d\s])[xх](?=\d)|[#*](?=\s?\d))\s*(\d{1,5})(?!\d)\s*\)?",
    re.IGNORECASE,
)
_MAY_EXTEND: Final = re.compile(r"[^\W\d_]|[#*]")
_TOKEN: Final = re.compile(
    r"(?P<run>\+?\s*\(?\+?\d[\d\s()\-‐‑‒–—―./\\+]*)|(?P<word>[^\W\d_](?:[^\W\d_]|['’.-](?![\d\s(+]|$))*(?:\d(?=\s*[:)]))?)"
    r"|(?P<sep>[,;\n])|(?P<open>\()|(?P<close>\))|(?P<colon>:)|(?P<range>…)"
)
_LETTERED: Final = re.compile(
    r"(?<![^\W_])(?:(?=[+(]?\d[\d ()\-–./]*[{0}](?!\w))[+(]?\d[\d ()\-–./]*(?<=\d)[{0}](?![^\W\d_])[\d ()\-–./]*"
    r"|[+(]?(?:\d[\d ()\-–./]*)?[{0}]\d[\d ()\-–./]*)".format("".join(DIGIT_LIKE))
)
_LETTERS_AMONG: Final = re.compile(r"(?<![^\W_])[+(]?[\d{0}][\d{0} ()\-–./]*[\d{0}](?![^\W_])".format("".join(DIGIT_LIKE)))
_BESIDE_NO_DIGIT: Final = re.compile(r"(?<![\d{0}])[{0}](?![\d{0}])".format("".join(DIGIT_LIKE)))
_MOST_LETTERS: Final = 4
"""More letters in a number are no slips of the finger."""
_GAP: Final = "\0"
"""Stands for an extension while the numbers of a line are read: part of none of them."""
_TAILS: Final = re.compile(r"(?P<head>.*\d)(?P<tails>(?:\s*[/\\]\s*\d{1,4})+)$")
_ABROAD: Final = re.compile(r"(?:\+|00|8\s*[-~]?\s*10)(?=\D*[1-9])")
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
    tail: str = ""
    """What stands between it and the number before it, where it may be only the last digits of another: "/", ", " or "…"."""


@dataclass(slots=True)
class CellPieces:
    """Everything a phone cell held."""

    numbers: list[Digits] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    debris: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """Words beside no number."""
    rounded: bool = False
    """A spreadsheet showed the number with its first digits only."""


def read_cell(text: str) -> CellPieces:
    """Take a tidied phone cell to pieces. Nothing of the cell is lost: what is no number stands in the other lists."""
    if is_plain(text) or (text.upper() == text.lower() and _is_full(_NOT_DIGIT.sub("", text))):
        plain = CellPieces()
        for line in _LINES.split(text):
            _read_line(line, plain)
        return plain
    prepared = prepare(text)
    pieces = CellPieces(debris=prepared.aside, rounded=prepared.rounded)
    text = prepared.text
    text = _take_emails(text, pieces.emails) if "@" in text else text
    text = _take(_LINK, text, pieces.links) if "/" in text or "." in text or "@" in text else text
    text = _take(_DEBRIS, text, pieces.debris) if "<" in text or ">" in text else text
    text = _take_lettered(text, pieces)
    for line in _LINES.split(text):
        _read_line(line, pieces)
    return pieces


def _take(pattern: re.Pattern[str], text: str, into: list[str]) -> str:
    found = pattern.findall(text)
    into.extend(match.strip(" .,") for match in found)
    return pattern.sub(" ; ", text) if found else text


def _take_emails(text: str, into: list[str]) -> str:
    """Addresses, each with the beginning that a space cut off from it: half an address is somebody else's."""
    made, start = "", 0
    for match in _EMAIL.finditer(text):
        before = text[start : match.start()]
        cut_off = _WORD_BEFORE.search(before)
        if cut_off is not None and split_emails(cut_off[0] + match[0]).doubted:
            before = before[: cut_off.start()]
            into.append((cut_off[0] + match[0]).strip(" .,"))
        else:
            into.append(match[0].strip(" .,"))
        made, start = f"{made}{before} ; ", match.end()
    return made + text[start:]


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

    return _LETTERS_AMONG.sub(lambda match: _several_letters(match, pieces), _LETTERED.sub(taken, text))


def _several_letters(match: re.Match[str], pieces: CellPieces) -> str:
    """A number with two to four letters for digits (8 7О1 718 28 7О): a whole one where they are read as digits."""
    sent = match[0].strip(" -–./(")
    letters = sum(map(str.isalpha, sent))
    replaced = _NOT_DIGIT.sub("", "".join(DIGIT_LIKE.get(char, char) for char in sent))
    if sent[:1].isalpha() and replaced.startswith("0"):  # О701 ...: for the 8 of the trunk
        replaced = replaced[1:]
    if not 0 < letters <= _MOST_LETTERS or _BESIDE_NO_DIGIT.search(sent) or not _is_full(replaced):
        return match[0]
    pieces.numbers.append(Digits("", "+" in sent, sent, lettered=replaced))
    return " ; "


@dataclass(slots=True)
class _Line:
    """A line as it is read. ``label``: words before the next number; ``lasting``: a label for all numbers up to the next one."""

    pieces: CellPieces
    label: list[str] = field(default_factory=list)
    lasting: list[str] = field(default_factory=list)
    last: Digits | None = None
    bracketed: bool = False
    between: str = ""
    """What parts the next number from the last one."""

    def run(self, run: str) -> None:
        """The numbers of a run of digits."""
        made = _numbers(run)
        for number in made:
            number.words = [*(self.label or self.lasting)]
        if made and self.between and self.last is not None and (not self.label or self.between == RANGE):
            made[0].tail = self.between
        self.label, self.between = [], ""
        self.pieces.numbers.extend(made)
        self.last = made[-1] if made else self.last

    def token(self, kind: str | None, text: str) -> None:
        """A word, or a mark between numbers and words."""
        if kind == "word" and text[-1].isdigit():  # "тел. 1:" counts the numbers
            self.pieces.debris.append(text)
            text = text.rstrip("0123456789")
        if kind == "word":
            (self.last.words if self.bracketed and self.last is not None else self.label).append(text)
        elif kind == "colon":
            self.lasting = list(self.label)
        elif kind in ("open", "close"):
            self.bracketed = kind == "open"
        else:
            self.between = RANGE if kind == "range" else ", "
            if kind == "sep" and self.label and self.last is not None:
                self.last.words.extend(self.label)
                self.label = []


def _read_line(text: str, pieces: CellPieces) -> None:
    """The numbers of one line; words before a number are its label, words behind the last one or in brackets describe it."""
    spans = [(match.start(), match.end(), match[1]) for match in _EXTENSION.finditer(text)] if _MAY_EXTEND.search(text) else []
    line = _Line(pieces)
    starts: list[tuple[int, Digits]] = []
    bare = text
    for start, end, _ in spans:
        bare = f"{bare[:start]}{_GAP * (end - start)}{bare[end:]}"
    for token in _TOKEN.finditer(bare):
        if token.lastgroup != "run":
            line.token(token.lastgroup, token[0])
            continue
        line.run(token["run"])
        if line.last is not None:
            starts.append((token.start(), line.last))
    for start, end, digits in spans:
        number = next((number for place, number in reversed(starts) if place <= start), None)
        if number is None or number.extension:
            pieces.debris.append(text[start:end].strip(" ,;"))
        else:
            number.extension, number.sent = digits, f"{number.sent} {text[start:end].strip(' ,;')}"
    if line.label and line.last is not None:
        line.last.words.extend(line.label)
    else:
        pieces.words.extend(line.label)


def _numbers(run: str) -> list[Digits]:
    sent = run.strip(" -–—./\\(\t")
    if sent.count("(") > sent.count(")"):
        sent += ")"
    digits = _NOT_DIGIT.sub("", sent)
    tailed = None if _is_full(digits) else _TAILS.fullmatch(sent)
    if tailed:
        head = _NOT_DIGIT.sub("", tailed["head"])
        if _is_full(head) or len(head) in _LOCAL:
            tails = [Digits(tail, False, tail, tail="/") for tail in re.findall(r"\d+", tailed["tails"])]
            return [*_numbers(tailed["head"]), *tails]
    parts, whole = split_run(sent)
    found = []
    for part in parts:
        digits = _NOT_DIGIT.sub("", part)
        if digits:
            found.append(_with_country(Digits(digits, part.lstrip(" (").startswith("+"), part.strip(" -–/\\"), whole=whole)))
    return found


def _with_country(number: Digits) -> Digits:
    """A number dialled abroad with 00 or 8-10 has a plus sign before its country code, too."""
    if not number.plus and number.digits.startswith(("00", "810")) and len(number.digits) > 11:
        number.digits, number.plus = number.digits[2 if number.digits.startswith("00") else 3 :], True
    return number


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
    if _is_full(digits) or len(digits) <= max(_LOCAL) or (_ABROAD.match(run.lstrip("( ")) and len(digits) <= 17 and run.count("+") < 2):
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
