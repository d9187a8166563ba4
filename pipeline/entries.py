"""Clean listings become entries of one language: localised, composed, and filed under their index terms.

One listing at a time and each by itself, so that those which have not changed since the last run are remembered, and the others can be
made in several processes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import repeat

from pipeline import compose, localise, normalise, revising
from pipeline.doors.templates import TemplateSet
from pipeline.keys import wording_facts
from pipeline.memory import Memory, pack, value_digest
from pipeline.model.book import Block
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, source_language
from pipeline.model.listings import Expert, Listing
from pipeline.model.localised import Localised, LocalOrganisation
from pipeline.model.packing import packable
from pipeline.model.waiver import Waiver

__all__ = ["Entry", "Wording", "leave_out", "make_entries"]

CHUNK = 40
"""Listings in one call to a process."""


@packable
@dataclass(frozen=True, slots=True)
class Entry:
    """A listing in one language, its block, and by index the terms that lead to it."""

    localised: Localised
    block: Block
    terms: Mapping[str, tuple[compose.Term, ...]]


@packable
@dataclass(frozen=True, slots=True)
class Wording:
    """What all entries of one language are worded with. ``templates``: (file name, text) of the design's templates.

    ``overrides``: the edition's own labels, as a PO file's text.
    """

    lang: EditionLang
    edition: Edition
    overrides: str
    design: str
    templates: tuple[tuple[str, str], ...]
    glossary: str = ""
    """The edition's, as a CSV file's text."""

    def facts(self) -> tuple[str, ...]:
        """Lines of an entry's key."""
        return wording_facts(self.lang, self.edition, self.overrides, self.templates, self.glossary)


@dataclass(frozen=True, slots=True)
class _Task:
    """One listing to be made into an entry, with the part of the catalogue that concerns it."""

    listing: Listing
    affiliated: LocalOrganisation | None
    catalogue: localise.ContentCatalogue
    answers: tuple[Waiver, ...] = ()
    """By which a translation counts that looks like none."""


_composings: dict[tuple[str, ...], compose.Composing] = {}
_KEPT = 4


def _composing(wording: Wording) -> compose.Composing:
    """Labels and templates made ready, once a process and wording."""
    facts = wording.facts()
    if facts not in _composings:
        if len(_composings) >= _KEPT:
            _composings.clear()
        labels = localise.labels(wording.lang, wording.overrides or None)
        templates = TemplateSet(wording.design, dict(wording.templates))
        _composings[facts] = compose.Composing(wording.lang, wording.edition, labels, templates, localise.sort_key, localise.bucket)
    return _composings[facts]


def make_chunk(wording: Wording, tasks: Sequence[_Task]) -> list[bytes]:
    """One picklable call: some listings' entries, packed as the memory keeps them. Raises BrokenTemplate."""
    return [pack(entry) for entry in _made(wording, tasks)]


def _made(wording: Wording, tasks: Sequence[_Task]) -> list[Entry]:
    composing = _composing(wording)
    glossary = revising.glossary_of(wording.glossary)
    made = []
    for task in tasks:
        revised = revising.revise_listing(task.listing, source_language(wording.lang), task.catalogue, glossary)
        printed = task.catalogue.without(revising.held_keys(revised, task.answers))
        local = localise.localise_listing(
            task.listing, task.affiliated, wording.lang, printed, normalise.legal_forms(), wording.edition.romanise,
            wording.edition.places,
        )
        local = replace(local, findings=(*local.findings, *revised)) if revised else local
        block = compose.entry_block(local.listing, composing)
        made.append(Entry(local, block, compose.terms_of(local.listing, composing)))
    return made


def make_entries(
    listings: Sequence[Listing], wording: Wording, catalogue: localise.ContentCatalogue, memory: Memory, executor: Executor | None,
    waivers: Sequence[Waiver] = (),
) -> list[Entry]:
    """The entries of all listings, in their order; ``waivers``: all of the edition. Raises BrokenTemplate."""
    making = _Making(wording, catalogue, memory, executor, waivers)
    # Experts come second: they name the organisation they belong to as the guide does.
    making.make([listing for listing in listings if not isinstance(listing, Expert)])
    making.make([listing for listing in listings if isinstance(listing, Expert)])
    return [making.made[listing.id] for listing in listings]


class _Making:
    def __init__(
        self, wording: Wording, catalogue: localise.ContentCatalogue, memory: Memory, executor: Executor | None, waivers: Sequence[Waiver]
    ) -> None:
        self.wording, self.catalogue, self.executor = wording, catalogue, executor
        self.memory = memory
        self.shelf = memory.shelf(f"entries-{wording.lang}")
        self.facts = wording.facts()
        self.keys = catalogue.by_listing()
        self.answers = revising.answers_by_listing(waivers)
        self.made: dict[str, Entry] = {}

    def make(self, listings: Sequence[Listing]) -> None:
        """Recall what is remembered, make the rest."""
        waiting: dict[str, tuple[str, _Task]] = {}
        for listing in listings:
            answers = (*self.answers.get("", ()), *self.answers.get(listing.id, ())) if self.answers else ()
            task = _Task(listing, self._affiliated(listing), self.catalogue.part(self.keys.get(listing.id, ())), answers)
            key = self._key(task)
            entry = self.shelf.recall(listing.id, key)
            if isinstance(entry, Entry):
                self.made[listing.id] = entry
            else:
                waiting[listing.id] = key, task
        tasks = [task for _, task in waiting.values()]
        if self.executor is None or len(tasks) <= CHUNK:
            for (name, (key, _)), entry in zip(waiting.items(), _made(self.wording, tasks), strict=True):
                self.shelf.keep(name, key, entry)
                self.made[name] = entry
            return
        chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
        packed = (one for chunk in self.executor.map(make_chunk, repeat(self.wording), chunks) for one in chunk)
        for (name, (key, _)), one in zip(waiting.items(), packed, strict=True):
            self.made[name] = self.shelf.keep_packed(name, key, one)

    def _affiliated(self, listing: Listing) -> LocalOrganisation | None:
        found = self.made.get(listing.affiliation_id) if isinstance(listing, Expert) and listing.affiliation_id else None
        local = found.localised.listing if found else None
        return local if isinstance(local, LocalOrganisation) else None

    def _key(self, task: _Task) -> str:
        own = task.affiliated
        lines = [
            f"listing {self.memory.digest(task.listing.id, task.listing)}",
            f"translations {_translations_digest(task.catalogue)}",
            *([f"answered for {value_digest(task.answers)}"] if task.answers else []),
            *([f"belongs to {own.display}{' (untranslated)' if own.name.fallback else ''}"] if own else []),
        ]
        return "\n".join((*lines, *self.facts))


def _translations_digest(catalogue: localise.ContentCatalogue) -> str:
    if not catalogue.entries:
        return "none"
    return value_digest((catalogue.entries, catalogue.sources, *([catalogue.meant] if catalogue.meant else [])))


def leave_out(entries: Sequence[Entry], fields: Collection[str], composing: compose.Composing) -> list[Entry]:
    """The entries without some fields (of :data:`pipeline.compose.LEAVABLE`); those that have none of them are the very same."""
    made = []
    for entry in entries:
        listing = compose.without_fields(entry.localised.listing, fields)
        if listing is entry.localised.listing:
            made.append(entry)
        else:
            localised = replace(entry.localised, listing=listing)
            made.append(Entry(localised, compose.entry_block(listing, composing), compose.terms_of(listing, composing)))
    return made
