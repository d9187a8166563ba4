"""Whether operators are those of a page of ours and nothing else, by one look over their bytes: a fiftieth of what reading them takes."""

from __future__ import annotations

import re
from typing import Final

from pipeline.doors.pdf.inks import REGISTRATION
from pipeline.model.inks import SPOT_SPACE

__all__ = ["PLAIN_SPACES", "is_plain"]

PLAIN_SPACES: Final = (SPOT_SPACE, REGISTRATION)
"""Colour spaces that plain operators may name."""

# Paths, text and matrices, each a whole word. The commonest stand first: an alternative that fails costs a few nanoseconds, a page has
# ten thousand. Numbers are taken in one run before their operator, so that what takes four, the colours, comes last.
_WORDS: Final = rb"BT|ET|re|cm|q|Q|w|[lmvychnfFSsBbWJjMdi]|f\*|W\*|B\*|b\*"
_SPACES: Final = b"|".join(name.encode() for name in PLAIN_SPACES)
_PLAIN: Final = re.compile(
    rb"(?:[-\d.\s]*+(?:"
    rb"\[[-<>0-9a-f.\s]*+\]\s?TJ"
    rb"|T[fdDmcwzLsr*](?=[\s/\[<]|\Z)"
    rb"|(?:" + _WORDS + rb")(?=[\s/\[<]|\Z)"
    rb"|<[0-9a-f]*+>\s?Tj"
    rb"|/[\w+-]++(?:\s[\d.]++\sTf|\sgs)(?=\s)"
    rb"|/(?:" + _SPACES + rb")\s(?:cs\s[\d.]++\sscn|CS\s[\d.]++\sSCN)(?=\s)"
    rb")|\s*+(?:[\d.]++\s){4}[kK](?=\s))*+\s*+"
)


def is_plain(operators: bytes) -> bool:
    """True where every operator paints text and paths in DeviceCMYK, or in a tint of the spot colour or of registration colour.

    What graphics states and spaces named there are is for the resources to tell. False says no more than that the operators must be read.
    """
    return _PLAIN.fullmatch(operators) is not None
