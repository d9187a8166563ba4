"""Word joiners: where a line would break after a dash, hyphen or slash and must not (language.md 5.1).

A layout engine breaks after every hyphen, en dash and slash (UAX 14). Good setting does not part a range, nor leave a stump: «по-» at a
line's end, «10-» parted from its «летие», «кто-» from its «то». WORD JOINER (U+2060) forbids the break and prints nothing.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.localise.spaces import NO_BREAK_SPACE
from pipeline.model.localised import WORD_JOINER

__all__ = ["join_number", "set_joins"]

_LETTER: Final = r"[^\W\d_]"
_NUMERAL: Final = r"[\dIVXLC]"
_RANGE: Final = rf"(?<={_NUMERAL})–(?={_NUMERAL})"
_SHORT_RANGE: Final = r"(?<!\w)\w{1,4}\.?–(?=\w{1,4}(?!\w))"
"""пн–пт, 2nd–3rd."""
_SHORT_HEAD: Final = rf"(?<!\w)\w{{1,2}}[-‐](?={_LETTER})"
"""по-казахски, из-за, e-mail, 5-й."""
_SHORT_TAIL: Final = rf"(?<=\w)[-‐](?={_LETTER}{{1,3}}(?![\w-]))"
"""кто-то, ата-ана, 1990-е."""
_NUMBER_HEAD: Final = rf"(?<=\d)[-‐](?={_LETTER})"
"""120-летие, 2025-жылы. Before a figure no line breaks after a hyphen or a slash anyway."""
_SHORT_SLASH: Final = rf"(?<!\w)\w{{1,3}}/(?={_LETTER})|(?<=\w)/(?={_LETTER}{{1,3}}(?!\w))"
"""и/или, км/ч: a slash between long words may end a line."""
_HYPHENS: Final = re.compile("[-‐–/]")
_JOINS: Final = re.compile(f"{_RANGE}|{_SHORT_RANGE}|{_SHORT_HEAD}|{_SHORT_TAIL}|{_NUMBER_HEAD}|{_SHORT_SLASH}")


def set_joins(line: str) -> str:
    """``line`` (without word joiners) with one after each dash, hyphen and slash that may not end a line."""
    if not _HYPHENS.search(line):
        return line
    return _JOINS.sub(lambda found: found[0] + WORD_JOINER, line)


def join_number(number: str) -> str:
    """A telephone number in running text, in one piece."""
    return re.sub(r"[‐–](?=\d)", lambda found: found[0] + WORD_JOINER, number.replace(" ", NO_BREAK_SPACE))
