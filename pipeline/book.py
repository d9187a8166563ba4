"""One language's book, from localised listings to drawn pages: the compositor's order of work.

Body first; when it is made up its page numbers are known and cannot change any more, so indexes, contents and furniture are
typeset once, with the final numbers. Front matter: its page count follows from its own lines, not from the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline import compose, makeup
from pipeline.design import Design
from pipeline.drawing import Pressroom
from pipeline.entries import Entry
from pipeline.model.book import RESETS, Block, Reset, Section
from pipeline.model.findings import Finding
from pipeline.model.fit import BookLength
from pipeline.model.galley import GalleyShape
from pipeline.model.message import msg
from pipeline.model.pages import DrawnPage, MadePage, PageMap
from pipeline.progress import SILENT, Progress
from pipeline.typeset import Galleys, Hear

__all__ = ["BlockSetter", "MadeBook", "count_pages", "make_book"]


class BlockSetter(Protocol):
    """Sets blocks and holds their galleys (:class:`pipeline.typeset.Typesetter`)."""

    @property
    def galleys(self) -> Galleys: ...

    def set(self, blocks: Sequence[Block], hear: Hear | None = None) -> list[Finding]: ...


@dataclass(frozen=True, slots=True)
class MadeBook:
    """Drawn pages, the page map, and what was noticed."""

    pages: tuple[DrawnPage, ...]
    page_map: PageMap
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    typography: tuple[makeup.TypeFault, ...] = ()
    """What a compositor would mark on a proof."""
    overmatter: tuple[makeup.Overmatter, ...] = ()
    """What no longer fits on the pages it was to stay on."""


class _Making:
    """Collects sections, galleys and pages while the book grows."""

    def __init__(
        self, composing: compose.Composing, design: Design, typesetter: BlockSetter, remember: makeup.Remember,
        kept: makeup.KeptMap | None = None, pressroom: Pressroom | None = None,
    ) -> None:
        self.pressroom = pressroom
        """For pages that are to be drawn."""
        self.composing, self.design, self.remember, self._typesetter = composing, design, remember, typesetter
        self.keep = makeup.Keeper(kept, design.geometry, design.makeup) if kept else None
        self.galleys = typesetter.galleys
        self.findings: list[Finding] = []
        self._ready: dict[str, makeup.Poured] = {}

    def set(self, sections: Sequence[Section], *more: Block) -> None:
        """Typeset every block of the sections, and some more; chapters that are complete are worked out meanwhile."""
        blocks = [block for section in sections for block in (*([section.head] if section.head else []), *section.blocks)]
        wanted = self._unset([*{block.name: block for block in blocks}.values(), *more])
        names, shapes = [block.name for block in wanted], self.galleys.shapes
        ahead = makeup.Ahead(sections, names, shapes, self.design.geometry, self.design.makeup, self.remember)
        self.findings += self._typesetter.set(wanted, ahead.hear)
        self._ready = ahead.poured

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Typeset those that are not set yet."""
        self.findings += self._typesetter.set(self._unset(blocks))

    def _unset(self, blocks: Sequence[Block]) -> list[Block]:
        return [block for block in blocks if self.galleys.blocks.get(block.name) != block]

    def furniture(self, pages: Sequence[MadePage], sections: Sequence[Section]) -> list[Block]:
        """Heads, guide words, folios and tabs of these pages, which are the first of the book; none where it is only counted."""
        by_name = {section.name: section for section in sections}
        return makeup.furniture_blocks(makeup.number_pages(pages), by_name) if self.pressroom else []

    def bind(
        self, sections: Sequence[Section], first_index: int, filler: Section | None = None, breaks: dict[str, makeup.Breaks] | None = None
    ) -> list[MadePage]:
        pages, findings = makeup.bind(
            sections, self.galleys.shapes, self.design.geometry, self.design.makeup, first_index=first_index, filler=filler,
            remember=self.remember, keep=self.keep, breaks=breaks, ready=self._ready,
        )
        self.findings += findings
        return pages

    def level(
        self, sections: list[Section], pages: Sequence[MadePage], pressroom: Pressroom, breaks: Mapping[str, makeup.Breaks]
    ) -> list[Section]:
        """The sections with some entries set a line shorter or longer, where columns miss their feet that could reach them so."""
        design, shapes = self.design, self.galleys.shapes
        found: dict[str, Reset] = {}
        unknown = []
        for uneven in makeup.find_uneven(pages, sections, shapes, design.geometry, design.makeup, breaks):
            resets = pressroom.recall_resets(uneven.facts)
            if resets is None:
                unknown.append(uneven)
            else:
                found.update(resets)
        trials = [
            replace(compose.reset_block(block, reset), name=f"{block.name} {reset}")
            for uneven in unknown for block in uneven.near() for reset in RESETS if reset in design.sheets[block.sheet].css
        ]
        self._typesetter.set(trials)  # whatever is to be said of them was said of the blocks themselves
        versions: dict[str, dict[Reset, GalleyShape]] = {}
        for trial in trials:
            versions.setdefault(trial.name.rpartition(" ")[0], {})[trial.reset] = shapes[trial.name]
        for uneven in unknown:
            resets = makeup.level(uneven, versions)
            pressroom.keep_resets(uneven.facts, resets)
            found.update(resets)
        made = _reset(sections, found)
        self._typesetter.set([block for section in made for block in section.blocks if block.reset])
        return made

    def bind_notes(self, notes: Section, count: int, first_index: int) -> list[MadePage]:
        """So many notes pages."""
        return self.bind([replace(notes, blocks=notes.blocks * count)], first_index) if count else []


def _reset(sections: list[Section], resets: Mapping[str, Reset]) -> list[Section]:
    """The sections with the blocks of these names set as ``resets`` say; the very same one where it has none of them."""
    return [
        replace(section, blocks=tuple(compose.reset_block(block, resets.get(block.name, "")) for block in section.blocks))
        if any(block.name in resets for block in section.blocks) else section
        for section in sections
    ]


@dataclass(frozen=True, slots=True)
class _BoundBook:
    """Made-up pages before their furniture. ``filled``: how many they were before they were filled up to a multiple."""

    pages: list[MadePage]
    filled: int
    sections: list[Section]


def make_book(
    entries: Sequence[Entry],
    composing: compose.Composing,
    design: Design,
    typesetter: BlockSetter,
    pressroom: Pressroom,
    colophon_facts: dict[str, str],
    page_multiple: int,
    progress: Progress = SILENT,
    kept: makeup.KeptMap | None = None,
    imprint_of: Callable[[int | None], dict[str, str]] | None = None,
) -> MadeBook:
    """Typeset and make up one language's book of a multiple of ``page_multiple`` pages; ``kept``: an earlier book's, which are to stay.

    ``imprint_of``: the imprint's facts in a book of so many pages, None for those that no page decides. Until they are known the imprint
    has ``colophon_facts``.
    """
    making = _Making(composing, design, typesetter, pressroom.remember_breaks, kept, pressroom)
    bound = _bind_book(making, entries, colophon_facts, page_multiple, lambda section: section, progress)
    if imprint_of and not _set_imprint(making, bound, imprint_of(len(bound.pages))):
        # The true facts take another number of pages: the book is made up with those that do not depend on it.
        bound = _bind_book(making, entries, imprint_of(None), page_multiple, lambda section: section, progress)
    return _drawn(making, makeup.number_pages(bound.pages), bound.sections, pressroom)


def _set_imprint(making: _Making, bound: _BoundBook, facts: dict[str, str]) -> bool:
    """The imprint with these facts in its place; False, and nothing changed, where it takes more or fewer pages."""
    at = next((index for index, section in enumerate(bound.sections) if section.name == "colophon"), None)
    colophon = compose.compose_colophon(making.composing, facts)
    if at is None or colophon is None or colophon == bound.sections[at]:
        return True
    places = [index for index, page in enumerate(bound.pages) if page.section == "colophon"]
    making.set_blocks(colophon.blocks)
    pages = making.bind([colophon], places[0])
    if len(pages) != len(places):
        return False
    bound.sections[at] = colophon
    bound.pages[places[0] : places[0] + len(pages)] = pages
    return True


def count_pages(
    entries: Sequence[Entry],
    composing: compose.Composing,
    design: Design,
    typesetter: BlockSetter,
    remember: makeup.Remember,
    colophon_facts: dict[str, str],
    page_multiple: int,
    *,
    true_figures: bool = False,
) -> BookLength:
    """How long :func:`make_book` would make the book; nothing is drawn.

    Page numbers in indexes and contents are set as noughts: figures are all of one width, so that a line is set once for all numbers of
    as many figures. ``true_figures`` sets the true ones, should a font kern them.
    """
    making = _Making(composing, design, typesetter, remember)
    bound = _bind_book(making, entries, colophon_facts, page_multiple, (lambda section: section) if true_figures else _in_noughts)
    notes = sum(page.section == compose.NOTES for page in bound.pages)
    return BookLength(len(bound.pages), bound.filled, notes)


_FIGURE = re.compile(r"&#?\w+;|\d")


def _in_noughts(section: Section) -> Section:
    """The section with noughts for the figures behind each line's link; an entity is no figure."""

    def changed(block: Block) -> Block:
        at = block.html.find(f'href="#{block.targets[0]}"') if block.targets else -1
        if at < 0:
            return block
        noughts = _FIGURE.sub(lambda found: found[0] if found[0].startswith("&") else "0", block.html[at:])
        return replace(block, html=block.html[:at] + noughts)

    return replace(section, blocks=tuple(map(changed, section.blocks)))


def _bind_book(
    making: _Making,
    entries: Sequence[Entry],
    colophon_facts: dict[str, str],
    page_multiple: int,
    figures: Callable[[Section], Section],
    progress: Progress = SILENT,
) -> _BoundBook:
    """All pages of a book; ``figures`` may change what stands for the page numbers in indexes and contents."""
    composing, design = making.composing, making.design
    listings = [entry.localised.listing for entry in entries]
    notes = compose.compose_notes(1, composing)
    body = _composed_body(making, entries)
    colophon, front = compose.compose_front(listings, composing, colophon_facts)
    opening = [compose.compose_title(listings, composing), *([colophon] if colophon else [])]
    tail = [one for one in (compose.compose_correction(composing),) if one]
    provisional = _provisional_contents([*front, *body], notes, composing)
    # What takes the engine longest comes first, so that no process is left alone with it at the end.
    making.set([provisional, *opening, *front, *tail, notes, *body])

    progress.begin(msg("Making up the pages ({lang})", lang=composing.lang))
    lead, contents_pages = _front_pages(making, opening, provisional, front, notes)
    body, body_pages = _body_pages(making, body, len(lead), notes)
    numbers = _first_indexes(body_pages, body, len(lead))
    terms = {entry.block.name: entry.terms for entry in entries}
    composed = compose.compose_indexes(listings, lambda listing: numbers[listing] + 1, composing, terms)
    indexes = [figures(replace(index, columns=design.setting.index_columns)) for index in composed]
    begun = [*opening, provisional, *front, *body, notes]
    making.set(indexes, *making.furniture([*lead, *body_pages], begun))
    index_pages = making.bind(indexes, len(lead) + len(body_pages), notes)
    pages = [*lead, *body_pages, *index_pages]

    contents = figures(_contents(making, [*front, *body, *indexes], pages))
    making.set([contents], *making.furniture(pages, [*begun, *indexes]))
    pages[contents_pages] = _contents_pages(making, contents, notes, contents_pages)
    filled = len(pages) + len(making.bind(tail, 0))
    pages += _last_pages(making, notes, tail, len(pages), page_multiple)
    return _BoundBook(pages, filled, [*opening, contents, *front, *body, *indexes, notes, *tail])


def _last_pages(making: _Making, notes: Section, tail: Sequence[Section], before: int, page_multiple: int) -> list[MadePage]:
    """Pages after the indexes: notes pages that bring the count to a multiple, then the tail."""
    padding = makeup.notes_needed(before + len(making.bind(tail, 0)), page_multiple)
    padded = making.bind_notes(notes, padding, before)
    return [*padded, *making.bind(tail, before + len(padded))]


def _front_pages(
    making: _Making, opening: Sequence[Section], provisional: Section, front: Sequence[Section], notes: Section
) -> tuple[list[MadePage], slice]:
    """Pages before the body, and which of them are the contents'."""
    before = making.bind(opening, 0)
    contents = making.bind([provisional], len(before))
    after = making.bind(front, len(before) + len(contents))
    lead = [*before, *contents, *after]
    if len(lead) % 2:
        lead += making.bind([notes], len(lead))
    return lead, slice(len(before), len(before) + len(contents))


def _composed_body(making: _Making, entries: Sequence[Entry]) -> list[Section]:
    """The chapters; where pages are kept, with the entries set as they were."""
    blocks = {entry.block.name: entry.block for entry in entries}
    body = compose.compose_body(
        [entry.localised.listing for entry in entries], making.composing, opens_on_recto=making.design.opens_on_recto,
        block_of=lambda listing: blocks[listing.id],
    )
    return _reset(body, making.keep.kept.resets) if making.keep else body


def _body_pages(making: _Making, body: list[Section], first_index: int, notes: Section) -> tuple[list[Section], list[MadePage]]:
    """The body as it is set at last, and its pages: where they are to be drawn, columns are levelled, on as many pages."""
    breaks: dict[str, makeup.Breaks] = {}
    pages = making.bind(body, first_index, notes, breaks)
    levelled = making.level(body, pages, making.pressroom, breaks) if making.pressroom and not making.keep else body
    found = len(making.findings)
    for section, before in zip(levelled, body, strict=True):
        if section is not before:
            first = next(at for at, page in enumerate(pages) if page.section == section.name)
            made = making.bind([section], first_index + first)
            pages[first : first + len(made)] = made
    del making.findings[found:]  # they were found in the first place
    return levelled, pages


def _provisional_contents(listed: Sequence[Section], notes: Section, composing: compose.Composing) -> Section:
    """The contents on provisional numbers: only how many pages they fill is used. The indexes, not composed yet, count as six lines."""
    provisional = compose.compose_contents(
        [*listed, *(replace(notes, name=f"index-{number}", kind="index", in_contents=True) for number in range(6))],
        lambda _: "000",
        composing,
    )
    return replace(provisional, blocks=tuple(replace(block, name=f"provisional-{block.name}") for block in provisional.blocks))


def _first_indexes(pages: Sequence[MadePage], sections: Sequence[Section], offset: int) -> dict[str, int]:
    """Listing and section name -> 0-based index of the page it begins on."""
    listings = {block.name: block.listing for section in sections for block in section.blocks if block.listing}
    found: dict[str, int] = {}
    for index, page in enumerate(pages, offset):
        for placement in page.placements:
            if placement.block in listings:
                found.setdefault(listings[placement.block], index)
    return found


def _contents(making: _Making, sections: Sequence[Section], pages: Sequence[MadePage]) -> Section:
    owners = {
        block.name: section.name for section in sections for block in (*([section.head] if section.head else []), *section.blocks)
    }
    starts: dict[str, int] = {}
    for index, page in enumerate(pages):
        for placement in page.placements:
            if placement.block in owners:
                starts.setdefault(owners[placement.block], index)
    return compose.compose_contents(sections, lambda name: str(starts[name] + 1), making.composing)


def _contents_pages(making: _Making, contents: Section, notes: Section, place: slice) -> list[MadePage]:
    """The contents with the final numbers. Fewer indexes than foreseen may empty a page; it becomes a notes page, the numbers stand."""
    fresh = making.bind([contents], place.start)
    return [*fresh, *making.bind_notes(notes, place.stop - place.start - len(fresh), place.start + len(fresh))]


def _drawn(making: _Making, pages: list[MadePage], sections: list[Section], pressroom: Pressroom) -> MadeBook:
    design, composing, galleys = making.design, making.composing, making.galleys
    by_name = {section.name: section for section in sections}
    furniture = makeup.furniture_blocks(pages, by_name)
    making.set_blocks(furniture)
    tabs = galleys.fetch(block.name for block in furniture if block.sheet == "tab")
    furnished = makeup.furnish(pages, sections, tabs, design.geometry, design.furniture)
    drawn, faults = pressroom.press(furnished, sections, galleys)
    page_map = makeup.map_pages(composing.edition.id, composing.lang, furnished, drawn, sections, galleys.shapes, design.geometry)
    overmatter = making.keep.overmatter() if making.keep else ()
    return MadeBook(tuple(drawn), page_map, tuple(sections), tuple(making.findings), tuple(faults), tuple(overmatter))
