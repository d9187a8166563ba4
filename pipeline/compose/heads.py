"""Which labels of the guide stand in running heads and on thumb tabs: the only places where a text is cut off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from pipeline.compose.front import FRONT_TITLES
from pipeline.compose.indexes import INDEXES
from pipeline.model.book import Block
from pipeline.model.fields import EditionLang

__all__ = ["HEADS", "SURELY_FITS", "head_blocks"]

_BESIDE: Final = "running-left"
"""Half the measure: a guide word stands beside it."""
_ALONE: Final = "running-left-alone"
SURELY_FITS: Final = 20
"""Letters that half the measure of any design holds."""
HEADS: Final[Mapping[str, Sequence[str]]] = {
    **{f"|{msgid}": (_ALONE,) for msgid in (*FRONT_TITLES.values(), "Contents", "Correction form", "Notes")},
    **{f"index|{index.title}": (_BESIDE,) for index in INDEXES},
    "|Experts": (_BESIDE, "tab"), "|Indexes": ("tab",),
}  # fmt: skip
"""Label ("context|msgid") -> the kinds of furniture that it is set in."""


def head_blocks(label: str, wording: str, lang: EditionLang) -> list[Block]:
    """The furniture that a label becomes, as make-up has it; none for one that stands in no head."""
    return [
        Block(f"{kind}:{wording}", kind, f'<div class="{kind.removesuffix("-alone")}" lang="{lang}">{escape(wording, quote=False)}</div>')
        for kind in HEADS.get(label, ())
    ]
