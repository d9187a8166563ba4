"""What the pages of a pseudo edition show: words that no translator could have changed, and text that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipeline.doors.json_text import from_json
from pipeline.model.findings import Box, Finding, PageRef, Severity, rule
from pipeline.model.message import msg
from pipeline.strings.pseudo import CLOSE, OPEN, strays

__all__ = ["Blocks", "blocks_of", "cut_off", "hard_coded", "unfit"]

HARD_CODED = rule(
    "STR-070",
    title=msg("A word of the book cannot be translated"),
    rationale=msg(
        "In the pseudo-language everything that a translator can change stands in brackets. A word outside them stands in a template or in "
        "the program, so it is printed in one language in every edition."
    ),
    codes={"hard-coded": Severity.ERROR},
)
UNFIT = rule(
    "STR-071",
    title=msg("The layout does not hold a longer text"),
    rationale=msg(
        "Kazakh and Russian texts are up to 40 % longer than English ones. Where a text that much longer is cut off or stands out of its "
        "column, the translation of another year will."
    ),
    codes={"unfit": Severity.ERROR, "cut": Severity.INFO},
)
_UNFIT: Final = frozenset({"overfull-column", "stands-out", "missing-glyph", "engine-warning", "torn-word"})
"""Codes of a build's own findings that tell of text that does not fit, or cannot be shown."""
_CUT: Final = re.compile(rf"{OPEN}[^{CLOSE}]*…")
_EDGE: Final = 1.0

Blocks = Mapping[str, Sequence[tuple[int, Box]]]
"""Block of the book -> page index and box of each of its runs."""


def blocks_of(page_map: bytes) -> tuple[Blocks, dict[int, list[Box]]]:
    """The blocks of a page map's file; and by page what surrounds them: strips above, below, left and right."""
    values: dict[str, Any] = from_json(page_map)
    width, height = values["trim_pt"]
    blocks: dict[str, list[tuple[int, Box]]] = {}
    inner: dict[int, list[Box]] = {page["page"] - 1: [] for page in values["pages"]}
    for number, part in enumerate([*values["entries"], *values["lines"]]):
        box: Box = tuple(part["box"])
        blocks.setdefault(part.get("block") or f"line {number}", []).append((part["page"] - 1, box))
        inner[part["page"] - 1].append(box)
    return blocks, {index: _around(boxes, width, height) for index, boxes in inner.items()}


def _around(boxes: Sequence[Box], width: float, height: float) -> list[Box]:
    if not boxes:
        return [(0.0, 0.0, width, height)]
    left, foot = min(box[0] for box in boxes) - _EDGE, min(box[1] for box in boxes) - _EDGE
    right, top = max(box[2] for box in boxes) + _EDGE, max(box[3] for box in boxes) + _EDGE
    return [(0.0, top, width, height), (0.0, 0.0, width, foot), (0.0, foot, left, top), (right, foot, width, top)]


def hard_coded(texts: Iterable[tuple[int, str]], file: str, kept: frozenset[str]) -> list[Finding]:
    """A finding for each word outside the brackets, at the first page (by its index) where it stands."""
    found: dict[str, int] = {}
    for index, text in texts:
        for word in strays(text, kept):
            found.setdefault(word, index)
    return [
        HARD_CODED.finding(
            "hard-coded", msg("“{word}” stands outside the brackets: no translation can change it", word=word),
            hint=msg("Make it a label: {{ t(\"…\") }} in the template, and the label in the guide's catalogues."),
            place=PageRef(file, index + 1),
        )
        for word, index in sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
    ]


def cut_off(texts: Iterable[tuple[int, str]], file: str) -> list[Finding]:
    """A finding for each text at the edge of a page that is cut off, at the first page (by its index) where it is."""
    found: dict[str, int] = {}
    for index, text in texts:
        for cut in _CUT.findall(text):
            found.setdefault(cut, index)
    return [
        UNFIT.finding(
            "cut", msg("“{text}” is cut off at the edge of the page", text=cut), hint=msg("A running head or thumb tab holds no more."),
            place=PageRef(file, index + 1),
        )
        for cut, index in found.items()
    ]


def unfit(findings: Iterable[Finding]) -> list[Finding]:
    """Those of a build's findings that tell of text that does not fit."""
    return [
        UNFIT.finding("unfit", one.message, hint=one.hint, place=one.place) for one in findings if one.code in _UNFIT
    ]
