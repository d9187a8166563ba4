"""Normalise: source rows become listings.

Certain repairs are made and logged, uncertain ones are proposed in a finding and never printed. One step a module; this
one is the table of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Change, Listing
from pipeline.model.message import msg, nmsg
from pipeline.model.source import SourceRow
from pipeline.normalise import rules
from pipeline.normalise.affiliations import linked
from pipeline.normalise.answers import wants_out
from pipeline.normalise.duplicates import Draft, without_duplicates
from pipeline.normalise.experts import read_expert
from pipeline.normalise.forms import Form, forms, legal_forms
from pipeline.normalise.identity import allot
from pipeline.normalise.organisations import Vocabularies, read_organisation
from pipeline.normalise.reading import RowReader
from pipeline.normalise.regions import find_region, regions
from pipeline.normalise.registry import IdRegistry, Known, load_ids
from pipeline.normalise.trail import Trail
from pipeline.normalise.vocabulary import Synonyms, Vocabulary, index_of, load_vocabulary

__all__ = [
    "Form",
    "IdRegistry",
    "Known",
    "Normalised",
    "Synonyms",
    "Vocabulary",
    "find_region",
    "forms",
    "legal_forms",
    "load_ids",
    "load_vocabulary",
    "normalise",
    "regions",
]


@dataclass(frozen=True, slots=True)
class Normalised:
    """What became of the rows. Every row stands in exactly one of listings, withheld, rejected and duplicates."""

    listings: tuple[Listing, ...]
    """In source order, with ids."""
    withheld: tuple[SourceRow, ...]
    """Rows that ask to be left out."""
    rejected: tuple[SourceRow, ...]
    duplicates: tuple[tuple[SourceRow, str], ...]
    """Rows merged into a listing, with its id."""
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    registry: IdRegistry


def normalise(rows: Sequence[SourceRow], *, registry: IdRegistry, vocabulary: Vocabulary) -> Normalised:
    """Make listings of rows: pure, in the rows' order; raises nothing for what a row holds."""
    trail = Trail()
    words = Vocabularies(index_of(vocabulary.areas), index_of(vocabulary.topics))
    drafts: list[Draft] = []
    withheld: list[SourceRow] = []
    rejected: list[SourceRow] = []
    for row in rows:
        reader = RowReader(row, trail)
        if _is_withheld(reader):
            withheld.append(row)
            continue
        listing = read_organisation(reader, words) if row.kind == "organisation" else read_expert(reader, words)
        if listing is None:
            rejected.append(row)
        else:
            drafts.append(Draft(row, listing))
    merged = without_duplicates(drafts, trail)
    identified, known = allot([draft.listing for draft in merged.kept], registry, trail)
    listings = linked(identified, trail)
    duplicates = tuple((row, listings[place].id) for row, place in merged.duplicates)
    _count_small_repairs(trail)
    return Normalised(listings, tuple(withheld), tuple(rejected), duplicates, tuple(trail.changes), tuple(trail.findings), known)


def _is_withheld(reader: RowReader) -> bool:
    cell = reader.first("leave_out")
    if cell is None or not wants_out(cell.text, cell.spot):
        return False
    cell.spot.found(rules.WITHHELD, "left-out", msg("The row asks to be left out; it is not printed."))
    return True


def _count_small_repairs(trail: Trail) -> None:
    """What is repaired in nearly every row is told once a file; each single change stands in the changes."""
    for file, count in sorted(trail.blanks.items()):
        message = nmsg(
            "{n} cell that only says that there is nothing was read as empty.",
            "{n} cells that only say that there is nothing were read as empty.",
            count,
        )
        trail.spot(CellRef(file), "").found(rules.BLANKS, "blank-words", message)
    counted = Counter((change.rule, change.ref.file) for change in trail.changes)
    for (rule, file), count in sorted(counted.items()):
        if rule == rules.SPACES.id:
            message = nmsg("Spaces were mended in {n} cell.", "Spaces were mended in {n} cells.", count)
            trail.spot(CellRef(file), "").found(rules.SPACES, "spaces", message)
        elif rule == rules.PHONE_FORM.id:
            message = nmsg("{n} phone number was grouped anew.", "{n} phone numbers were grouped anew.", count)
            trail.spot(CellRef(file), "").found(rules.PHONE_FORM, "regrouped", message)
