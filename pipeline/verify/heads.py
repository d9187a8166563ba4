"""What stands about the text of a page: its folio, its head (running head and guide word), its thumb tab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import msg
from pipeline.model.pages import MapEntry, MapLine, MapMark, MapPage, PageMap
from pipeline.verify.extract import squash
from pipeline.verify.rules import HEADS

__all__ = ["Furniture", "head_and_tab", "wrong_marks"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A box of a page, trim coordinates, and the text that stands in it and nothing else."""

    kind: Literal["folio", "head", "tab"]
    box: Box
    text: str


def head_and_tab(marks: Sequence[MapMark]) -> list[Furniture]:
    """Running head and guide word as the one strip that they stand in, so that nothing lies over it; and the tab's bar."""
    head = [mark for mark in marks if mark.kind != "tab"]
    found = [Furniture("tab", mark.box, mark.text) for mark in marks if mark.kind == "tab"]
    if head:
        x0, y0, x1, y1 = zip(*(mark.box for mark in head), strict=True)
        found.append(Furniture("head", (min(x0), min(y0), max(x1), max(y1)), " ".join(mark.text for mark in head)))
    return found


def wrong_marks(
    page_map: PageMap, parts: Sequence[Sequence[MapEntry | MapLine]], tabs: Mapping[str, str], bare: frozenset[str]
) -> Iterable[Finding]:
    """Every page but the ``bare`` has the running head of its section, a guide word of what stands on it, and the section's tab."""
    titles = {name: title for name, title, _ in page_map.sections}
    for page, found in zip(page_map.pages, parts, strict=True):
        if page.section in bare:
            continue
        running, guide, tab = (_mark(page, kind) for kind in ("running", "guide", "tab"))
        if not _stands_for(running, titles.get(page.section, "")):
            yield _wrong_head(page, running, titles.get(page.section, ""))
        guides = {part.guide for part in found if part.guide} or {""}
        if guide not in guides and not any(_stands_for(guide, word) for word in guides):
            yield _wrong_head(page, guide, " / ".join(sorted(guides)))
        wanted = tabs.get(page.section, "")
        if not _stands_for(tab, wanted):
            message = msg("The thumb tab reads “{found}” instead of “{wanted}”", found=tab, wanted=wanted)
            yield HEADS.finding("wrong-tab", message, place=PageRef("", page.index + 1))


def _mark(page: MapPage, kind: str) -> str:
    return next((mark.text for mark in page.marks if mark.kind == kind), "")


def _wrong_head(page: MapPage, found: str, wanted: str) -> Finding:
    message = msg("The page's head reads “{found}” instead of “{wanted}”", found=found, wanted=wanted)
    return HEADS.finding("wrong-head", message, place=PageRef("", page.index + 1))


def _stands_for(shown: str, words: str) -> bool:
    """Whether it is these words, or as many of them as there was room for, and an ellipsis."""
    if shown == words:
        return True
    return squash(words).startswith(squash(shown)) if shown.endswith("…") else squash(shown) == squash(words)
