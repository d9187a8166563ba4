"""Whether enough of a book stands in its own language to be printed, and what does not: where, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import localise
from pipeline.entries import Entry
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, source_language
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.localised import CoverageCount, FieldCoverage, LocalOrganisation
from pipeline.model.message import Figure, msg
from pipeline.model.pages import PageMap
from pipeline.model.standing import Standing, Untranslated
from pipeline.model.waiver import Waiver
from pipeline.revision.rules import FRONT
from pipeline.waive import is_answered_for
from pipeline.whereabouts import Whereabouts

__all__ = ["Gate", "gate_of", "standings_of", "untranslated_of", "with_front"]

COVERAGE = rule(
    "LOC-001",
    title=msg("Too little of the edition is translated"),
    rationale=msg("The publisher promised this share of the texts in the edition's own language; below it the book is not printed."),
    codes={"coverage": Severity.ERROR},
)


@dataclass(frozen=True, slots=True)
class Gate:
    """``is_open``: a press file may be made; ``is_short``: less is translated than the edition requires, and why is found."""

    findings: tuple[Finding, ...] = ()
    is_open: bool = True

    @property
    def is_short(self) -> bool:
        return bool(self.findings)


def gate_of(edition: Edition, coverage: CoverageCount, waivers: Sequence[Waiver]) -> Gate:
    """Whether a language may go to press; where somebody answers for the finding in waivers.toml it may, however short."""
    wanted, share = edition.required_coverage.get(coverage.lang, 0.0), coverage.overall
    if share.percent >= wanted:
        return Gate()
    message = msg(
        "{found} % of the texts of the “{lang}” edition are translated, {wanted} % are required; {missing} of {total} stand in another "
        "language",
        found=Figure(share.told_percent, 1), lang=coverage.lang, wanted=Figure(wanted), missing=share.fallback, total=share.total,
    )
    source = source_language(coverage.lang)
    hint = msg("Add translations, or lower the share under [languages.{lang}] in edition.toml.", lang=coverage.lang)
    if source != coverage.lang:
        hint = msg(
            "It is made from the texts in “{source}”: add translations into that language, or write require under [languages.{lang}] in "
            "edition.toml; without it the share of [languages.{source}] is asked for.", source=source, lang=coverage.lang)
    finding = COVERAGE.finding("coverage", message, hint=hint, place=CellRef("edition.toml"))
    return Gate((finding,), is_answered_for(finding, waivers))


def with_front(coverage: CoverageCount, findings: Sequence[Finding]) -> CoverageCount:
    """The count with the texts of the front matter that are missing, as ``findings`` tell; each counts as a text that is not translated."""
    missing = sum(one.id == FRONT.id for one in findings)
    return replace(coverage, fields={**coverage.fields, "front": FieldCoverage(missing, 0)}) if missing else coverage


def standings_of(entries: Sequence[Entry], page_map: PageMap) -> list[Standing]:
    """Where on the pages the texts stand that are not in the book's language, in the order of the entries."""
    wanted = {}
    for entry in entries:
        listing = entry.localised.listing
        if texts := localise.untranslated_texts(listing):
            wanted[listing.id] = (listing, texts)
    places = Whereabouts(page_map, wanted)
    return [standing for listing, texts in wanted.values() for standing in places.find(listing, texts, in_indexes=True)]


def untranslated_of(
    entries: Sequence[Entry], standings: Sequence[Standing], lang: EditionLang, catalogue: localise.ContentCatalogue
) -> tuple[Untranslated, ...]:
    """The same for people, in the order of the pages; ``catalogue``: all translations there are, also those that are not printed."""
    waiting = {*catalogue.entries, *catalogue.doubtful}
    names = {entry.localised.listing.id: _name(entry) for entry in entries}
    placed = sorted(standings, key=lambda one: (one.runs[0].page_index, one.runs[0].column, -one.runs[0].box[3]))
    return tuple(
        Untranslated(
            lang, f"{one.listing}/{one.field}", names[one.listing], one.field, one.lang, one.runs[0].page_index + 1, one.runs[0].folio,
            f"{one.listing}/{one.field}" in waiting,
        )
        for one in placed
    )


def _name(entry: Entry) -> str:
    listing = entry.localised.listing
    return listing.display if isinstance(listing, LocalOrganisation) else listing.name.value
