"""Quotation marks: which mark of a text opens, which closes, and what each language sets in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.model.fields import Lang

__all__ = ["quote", "set_quotes"]

_DOUBLE: Final = "\"«»„“”‟"
_SINGLE: Final = "'‘’"
_MARK: Final = re.compile(f"[{_DOUBLE}{_SINGLE}]")
_AND: Final = re.compile(rf" [{_SINGLE}][nN][{_SINGLE}] ")
"""rock ’n’ roll"""
_ONLY_OPEN: Final = "«„‘‟"
_ONLY_CLOSE: Final = "»”’"
_OPENING_NEIGHBOURS: Final = "([{-‐‑–—/"

_MARKS: Final[dict[Lang, tuple[str, str, str, str]]] = {
    "ru": ("«", "»", "„", "“"),
    "kk": ("«", "»", "“", "”"),
    "en": ("“", "”", "‘", "’"),
}
"""Outer pair, inner pair. kk: CLDR's «a “b”»; no normative Kazakh text on nesting was found (language.md 5.1)."""


@dataclass(slots=True)
class _Mark:
    """A quotation mark at ``index``; ``partner`` is the index of the mark it is paired with, -1 for none."""

    index: int
    char: str
    opens: bool
    closes: bool
    partner: int = -1


def quote(text: str, lang: Lang) -> str:
    """``text`` in the outer quotes of ``lang``, quotes within it becoming inner ones: «Центр „Надежда“»."""
    outer = _MARKS[lang]
    return f"{outer[0]}{set_quotes(text, lang, is_quoted=True)}{outer[1]}"


def set_quotes(text: str, lang: Lang, *, is_quoted: bool = False) -> str:
    """Give paired marks the shapes of ``lang``, outer and inner in turn; ``is_quoted``: the text will stand in outer quotes.

    A mark that pairs with none (inches, a quote the source lost) stays as it is; an apostrophe becomes ’.
    """
    if not _MARK.search(text):
        return text
    marks = _pair(_find_marks(text, lang))
    chars = list(text)
    inside: list[tuple[int, bool]] = []  # closing index, and whether that pair is set as an outer one
    for mark in marks:
        while inside and inside[-1][0] < mark.index:
            inside.pop()
        if mark.partner < 0:
            if mark.char in "'’":
                chars[mark.index] = "’" if _is_apostrophe(text, mark.index, lang) else mark.char
            continue
        if mark.partner < mark.index:
            continue
        in_outer = inside[-1][1] if inside else is_quoted
        is_outer = mark.char not in _SINGLE and not in_outer
        shapes = _MARKS[lang][:2] if is_outer else _MARKS[lang][2:]
        chars[mark.index], chars[mark.partner] = shapes
        inside.append((mark.partner, is_outer))
    return "".join(chars)


def _is_apostrophe(text: str, index: int, lang: Lang) -> bool:
    """In English any single mark that is no quote and no prime (5'10): the 1990's; elsewhere one between two letters."""
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    if lang == "en":
        return before.isalpha() or after.isalpha() or (after.isdigit() and not before.isdigit())
    return before.isalpha() and after.isalpha()


def _find_marks(text: str, lang: Lang) -> list[_Mark]:
    """Every mark with what its neighbours say it is; one that contradicts its own shape opens and closes nothing."""
    families = _DOUBLE + _SINGLE if lang == "en" else _DOUBLE
    marks: list[_Mark] = []
    opening = -2  # where the last mark that opens stands
    for found in _MARK.finditer(text):
        index, char = found.start(), found[0]
        if char not in families:
            marks.append(_Mark(index, char, opens=False, closes=False))
            continue
        before = text[index - 1] if index else " "
        after = text[index + 1] if index + 1 < len(text) else " "
        starts = opening == index - 1 or before.isspace() or before in _OPENING_NEIGHBOURS
        opens = starts and not after.isspace()
        closes = not opens and not before.isspace() and before not in _OPENING_NEIGHBOURS
        if char in _SINGLE and ((before.isalnum() and after.isalnum()) or _AND.match(text, index - 1) or _AND.match(text, index - 3)):
            opens = closes = False
        mark = _Mark(index, char, opens and char not in _ONLY_CLOSE, closes and char not in _ONLY_OPEN)
        marks.append(mark)
        opening = index if opens else opening
    return marks


def _pair(marks: list[_Mark]) -> list[_Mark]:
    """Match closing marks with opening ones of their family; an unclosed single mark inside a closed double one is no quote."""
    still_open: list[_Mark] = []
    for mark in marks:
        if mark.opens:
            still_open.append(mark)
        elif mark.closes:
            is_single = mark.char in _SINGLE
            if is_single and not (still_open and still_open[-1].char in _SINGLE):
                continue
            while still_open:
                opening = still_open.pop()
                if (opening.char in _SINGLE) == is_single:
                    opening.partner, mark.partner = mark.index, opening.index
                    break
    return marks
