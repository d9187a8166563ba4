"""What a finished file must hold, page by page, and what the page map says of itself: worked out once for all files of a book."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from pipeline.model.findings import Box, Finding, PageRef
from pipeline.model.message import msg
from pipeline.model.pages import MapEntry, MapLine, PageMap
from pipeline.verify.extract import PageTexts, squash
from pipeline.verify.heads import Furniture, head_and_tab, wrong_marks
from pipeline.verify.rules import COMPLETE, LOCATORS

__all__ = ["Expected"]


@dataclass(frozen=True)
class Expected:
    """The page map, every accepted listing with the indexes that must list it, and the layout's faces.

    ``folio_box`` is the strip at the foot, trim coordinates, in which every page with furniture prints its folio.
    """

    page_map: PageMap
    listings: Mapping[str, Sequence[str]]
    """Listing id -> sections (indexes) that must have a line leading to it."""
    faces: Sequence[str]
    folio_box: Box
    unnumbered: frozenset[str] = frozenset()
    """Sections whose pages print neither head nor folio."""
    tabs: Mapping[str, str] = field(default_factory=dict)
    """Section -> the word of its thumb tab, where it has one."""

    @cached_property
    def parts(self) -> list[list[MapEntry | MapLine]]:
        """The entries and lines of each page."""
        made: list[list[MapEntry | MapLine]] = [[] for _ in self.page_map.pages]
        for entry in self.page_map.entries:
            made[entry.page_index].append(entry)
        for line in self.page_map.lines:
            made[line.page_index].append(line)
        return made

    @cached_property
    def furniture(self) -> list[list[Furniture]]:
        """Of each page: folio, head and tab, as far as it has them."""
        made: list[list[Furniture]] = []
        for page in self.page_map.pages:
            folio = [] if page.section in self.unnumbered else [Furniture("folio", self.folio_box, page.folio)]
            made.append([*folio, *head_and_tab(page.marks)])
        return made

    @cached_property
    def texts(self) -> list[PageTexts]:
        """Of each page: the text of every part in its box, and last its furniture."""
        return [
            (page.index, (*((part.box, part.text) for part in parts), *((one.box, one.text) for one in furniture)))
            for page, parts, furniture in zip(self.page_map.pages, self.parts, self.furniture, strict=True)
        ]

    @cached_property
    def digests(self) -> list[str]:
        """Of each page: digest of its texts and boxes, wherever in the book it stands."""
        return [_digest(texts) for _, texts in self.texts]

    @cached_property
    def map_faults(self) -> list[Finding]:
        """What is wrong with the page map itself, whatever the file; places name no file."""
        heads = wrong_marks(self.page_map, self.parts, self.tabs, self.unnumbered)
        return [*_wrong_numbers(self.page_map), *_incomplete(self.page_map, self.listings), *heads]


def _digest(texts: Sequence[tuple[Box, str]]) -> str:
    """Boxes as numbers and texts with their lengths, so that no two lists read the same."""
    boxes = struct.pack(f"<{4 * len(texts)}d", *(edge for box, _ in texts for edge in box))
    lengths = struct.pack(f"<{len(texts)}Q", *(len(text) for _, text in texts))
    return sha256(lengths + boxes + "".join([text for _, text in texts]).encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(printed: str) -> set[int]:
    """The numbers "12, 14–16" stands for; none at all where it is written in another way, so that it agrees with nothing."""
    found: set[int] = set()
    for run in printed.split(", "):
        first, _, last = run.partition("–")
        if not (first.isdecimal() and (last or first).isdecimal()):
            return set()
        found |= set(range(int(first), int(last or first) + 1))
    return found


def _wrong_numbers(page_map: PageMap) -> Iterable[Finding]:
    """Every printed number must be the folio on which its target begins, and every target must be in the book."""
    for line in page_map.lines:
        folios = [page_map.folio_of(target) for target in line.targets]
        for target, folio in zip(line.targets, folios, strict=True):
            if folio is None:
                message = msg("“{term}” leads to {target}, which is not in this edition", term=line.term, target=target)
                yield LOCATORS.finding("no-target", message, place=PageRef("", line.page_index + 1, line.box))
        if len(folios) == 1 and line.printed == folios[0] and line.text.endswith(line.printed):
            continue  # nearly all of them
        wanted = {int(folio) for folio in folios if folio}
        ends = line.text.endswith(line.printed) or squash(line.text).endswith(squash(line.printed))
        if not ends or _numbers(line.printed) != wanted:
            listed = ", ".join(map(str, sorted(wanted)))
            message = msg(
                "“{term}” says page {printed}, the entry is on page {wanted}", term=line.term, printed=line.printed, wanted=listed
            )
            yield LOCATORS.finding("stale-number", message, place=PageRef("", line.page_index + 1, line.box))


def _incomplete(page_map: PageMap, listings: Mapping[str, Sequence[str]]) -> Iterable[Finding]:
    """Every accepted listing stands on exactly one run of pages, and in every index that should list it."""
    pages: dict[str, list[int]] = {}
    starts: dict[str, int] = {}
    for entry in page_map.entries:
        if entry.listing:
            pages.setdefault(entry.listing, []).append(entry.page_index)
            starts[entry.listing] = starts.get(entry.listing, 0) + (not entry.continued)
    led: dict[str, set[str]] = {}
    for line in page_map.lines:
        for target in line.targets:
            led.setdefault(target, set()).add(line.section)
    for listing, indexes in listings.items():
        if listing not in pages:
            message = msg("“{name}” was accepted and stands on no page", name=listing)
            yield COMPLETE.finding("missing-entry", message, place=PageRef("", 1))
            continue
        run = sorted(set(pages[listing]))
        if starts[listing] != 1 or run != list(range(run[0], run[-1] + 1)):
            message = msg("“{name}” stands in the book more than once", name=listing)
            yield COMPLETE.finding("repeated-entry", message, place=PageRef("", run[0] + 1))
        for index in indexes:
            if index not in led.get(listing, set()):
                message = msg("“{name}” is missing from the index {index}", name=listing, index=index)
                yield COMPLETE.finding("unlisted", message, place=PageRef("", run[0] + 1))
