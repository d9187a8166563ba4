"""White space, brackets, quotation marks, the mark at the end, and words that stand twice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from operator import eq
from typing import Final

from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.revision.pairs import PROSE, Pair
from pipeline.revision.rules import MARKS, REPEATED, SPACES

__all__ = ["check_marks", "check_repeated", "check_spaces"]

_BEFORE_MARK: Final = re.compile(r" [,;!?)».:](?!\S)")
_AFTER_MARK: Final = ("( ", "« ")
_BRACKETS: Final = {"(": ")", "[": "]"}
_LIST_MARK: Final = re.compile(r"(?:(?<=\s)|^)\w{1,2}\)")
"""a) and 1) open a point of a list, and close nothing."""
_SMILE: Final = re.compile(r"[:;]-?\)")
_QUOTES: Final = re.compile("[«»„“”\"]")
_ENDS: Final = frozenset(".!?…")
_FEW: Final = 2


def check_spaces(pair: Pair) -> Iterator[Finding]:
    """STR-048. Spaces that the text itself has are meant: they set a line in."""
    text = pair.target
    if "  " in text and "  " not in pair.source:
        yield pair.told(SPACES, "double", msg("Two spaces stand in a row."))
    if (text[:1].isspace() and not pair.source[:1].isspace()) or (text[-1:].isspace() and not pair.source[-1:].isspace()):
        yield pair.told(SPACES, "ends", msg("The translation begins or ends with white space."))
    if (found := _space_too_many(text)) and not _space_too_many(pair.source):
        yield pair.told(SPACES, "before-mark", msg("A space too many: “{where}”.", where=found))


def _space_too_many(text: str) -> str:
    """What stands around a space before a mark or inside a bracket; "" where none does."""
    found = _BEFORE_MARK.search(text)
    if found is not None and found.start():
        return text[found.start() - 1 : found.end()]
    if _AFTER_MARK[0] in text:
        return _AFTER_MARK[0]
    return _AFTER_MARK[1] if _AFTER_MARK[1] in text else ""


def check_marks(pair: Pair) -> Iterator[Finding]:
    """STR-049. What the text itself has without a partner, the translation may have, too."""
    text = pair.target
    for opening, closing in _BRACKETS.items():
        if (opening in text or closing in text) and not _is_paired(text, opening, closing) and _is_paired(pair.source, opening, closing):
            yield pair.told(MARKS, "bracket", msg("A bracket has no partner: {mark}", mark=f"{opening} {closing}"))
    if _QUOTES.search(text) and (mark := _lone_quote(text)) and not _lone_quote(pair.source):
        yield pair.told(MARKS, "quote", msg("A quotation mark has no partner: {mark}", mark=mark))
    if pair.field in PROSE and text and (pair.source.rstrip()[-1:] in _ENDS) != (text.rstrip()[-1:] in _ENDS):
        yield pair.told(MARKS, "end", msg("One of the two ends with a full stop and the other does not."))


def _is_paired(text: str, opening: str, closing: str) -> bool:
    if closing == ")":
        text = _LIST_MARK.sub("", _SMILE.sub("", text)) if text.count("(") != text.count(")") else text
    depth = 0
    for char in text:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return False
    return depth == 0


def _lone_quote(text: str) -> str:
    """A quotation mark without its partner: « without », „ or “ without its end, a plain one of an odd number; "" where there is none."""
    if text.count("«") != text.count("»"):
        return "« »"
    if text.count('"') % 2:
        return '"'
    low, turned, raised = text.count("„"), text.count("“"), text.count("”")
    # „…“, „…” and “…”: a turned one closes after a low one, else it opens.
    if low and low != turned + raised:
        return "„ “"
    if not low and turned != raised:
        return "“ ”"
    return ""


def check_repeated(pair: Pair) -> Iterator[Finding]:
    """STR-050. What is twice in the text itself may be so in its translation."""
    words = pair.target.casefold().split()
    if not any(map(eq, words, words[1:])):
        return
    for one, other in itertools.pairwise(words):
        if one == other and one.isalpha() and not _has_twins(pair.source):
            yield pair.told(REPEATED, "repeated", msg("“{words}”: the word stands twice.", words=f"{one} {other}"))
            return


def _has_twins(text: str) -> bool:
    words = text.casefold().split()
    return any(one == other and one.isalpha() for one, other in itertools.pairwise(words))
