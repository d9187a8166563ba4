"""Normalise: source rows become listings.

Certain repairs are made and logged, uncertain ones are proposed in a finding and never printed. One step a module; this
one is the table of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.model.decisions import EMPTY, Answer, Decisions
from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Change, Listing
from pipeline.model.merges import Merge
from pipeline.model.message import msg, nmsg
from pipeline.model.packing import packable
from pipeline.model.privacy import LeftOut, MobilesWithheld
from pipeline.model.source import SourceRow
from pipeline.normalise import rules
from pipeline.normalise.affiliations import linked
from pipeline.normalise.consent import hide_numbers, without_persons
from pipeline.normalise.consent_columns import settled
from pipeline.normalise.copies import copies_of_one
from pipeline.normalise.decisions import FILE, load_decisions
from pipeline.normalise.duplicates import without_duplicates
from pipeline.normalise.experts import read_expert
from pipeline.normalise.forms import Form, forms, legal_forms
from pipeline.normalise.future import tell_registered, without_future
from pipeline.normalise.health import dated_findings, reachable, with_own_contacts
from pipeline.normalise.identity import allot
from pipeline.normalise.leanings import leanings
from pipeline.normalise.leaving_out import Wish, asks_out, obey_wishes
from pipeline.normalise.misplaced import put_right
from pipeline.normalise.organisations import Vocabularies, read_organisation
from pipeline.normalise.reading import RowReader
from pipeline.normalise.regions import find_region, regions
from pipeline.normalise.registry import IdRegistry, Known, load_ids
from pipeline.normalise.trail import DatedCell, Draft, Trail
from pipeline.normalise.unread import tell_unread
from pipeline.normalise.vocabulary import Synonyms, Terms, Vocabulary, load_vocabulary
from pipeline.normalise.withdrawn import withdrawn_ids

__all__ = [
    "CleanedRows",
    "Form",
    "IdRegistry",
    "Known",
    "Normalised",
    "Synonyms",
    "Vocabulary",
    "clean_rows",
    "copies_of_one",
    "dated_findings",
    "find_region",
    "forms",
    "legal_forms",
    "load_decisions",
    "load_ids",
    "load_vocabulary",
    "normalise",
    "regions",
    "unite",
    "withdrawn_ids",
    "without_persons",
]

_TOLD_ONCE: Final = frozenset({rules.SPACES.id, rules.PHONE_FORM.id})


@packable
@dataclass(frozen=True, slots=True)
class CleanedRows:
    """What became of rows taken one by one. ``small``: (rule, file) -> how many repairs of the kind that is told once a file."""

    drafts: tuple[Draft, ...]
    withheld: tuple[CellRef, ...]
    rejected: tuple[CellRef, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    blanks: Mapping[str, int]
    small: Mapping[tuple[str, str], int]
    answered: tuple[Answer, ...] = ()
    """Decisions that decided something of these rows."""
    mobiles_withheld: tuple[MobilesWithheld, ...] = ()
    silent: tuple[Draft, ...] = ()
    """Rows that ask to be left out, as they would be read: whoever is the same listing is left out with them."""
    registered: tuple[DatedCell, ...] = ()
    """Days of registration."""
    waiting: tuple[CellRef, ...] = ()
    """Those of the withheld that may mean a mobile alone: their column of consent does not say what it consents to."""
    consulted: tuple[tuple[str, str], ...] = ()
    """Rule and folded text of every look for an answer: other decisions that agree on these make the same rows."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """What became of the rows. Every row stands in exactly one of listings, withheld, rejected and duplicates."""

    listings: tuple[Listing, ...]
    """In source order, with ids."""
    withheld: tuple[CellRef, ...]
    """Rows that ask to be left out."""
    rejected: tuple[CellRef, ...]
    duplicates: tuple[tuple[CellRef, str], ...]
    """Rows merged into a listing, with its id."""
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    registry: IdRegistry
    merges: tuple[Merge, ...] = ()
    """The ledger: every listing that is printed of several rows."""
    left_out: tuple[LeftOut, ...] = ()
    """Of each withheld row, which row asks for it."""
    mobiles_withheld: tuple[MobilesWithheld, ...] = ()
    withdrawn: tuple[Listing, ...] = ()
    """What asks to be left out, certainly, as it would be read: to be found and taken out of what is kept. It is shown to nobody."""


def normalise(
    rows: Sequence[SourceRow], *, registry: IdRegistry, vocabulary: Vocabulary, decisions: Decisions = EMPTY
) -> Normalised:
    """Make listings of rows: pure, in the rows' order; raises nothing for what a row holds."""
    return unite([clean_rows(rows, vocabulary, decisions)], registry, decisions)


def clean_rows(rows: Sequence[SourceRow], vocabulary: Vocabulary, decisions: Decisions = EMPTY) -> CleanedRows:
    """The first half, which looks at one row at a time, and around it for its language: workbooks can be done apart, and remembered."""
    trail = Trail(decisions=decisions)
    words = Vocabularies(Terms(vocabulary.areas), Terms(vocabulary.topics))
    drafts: list[Draft] = []
    silent: list[Draft] = []
    withheld: list[CellRef] = []
    rejected: list[CellRef] = []
    mobiles_withheld: list[MobilesWithheld] = []
    waiting: list[CellRef] = []
    for sent, leaning in zip(rows, leanings(rows), strict=True):
        row = settled(sent, trail)
        before = len(trail.changes), len(trail.findings)
        reader = RowReader(put_right(row, trail), trail, leaning)
        wish = _told_wish(reader)
        if wish is not None:
            withheld.append(row.ref)
            if wish.waiting:
                waiting.append(row.ref)
            silent += _silently(RowReader(row, trail.beside(), leaning), words)
            del trail.changes[before[0] :]  # what it says is nobody's to read
            hide_numbers(trail, *before, row, None)
            continue
        listing = _read(reader, words)
        if listing is None:
            rejected.append(row.ref)
        else:
            tell_unread(reader, listing, findings=before[1], changes=before[0])
            drafts.append(Draft(row.ref, listing))
        hide_numbers(trail, *before, row, listing)
        if trail.private_cells:
            mobiles_withheld.append(MobilesWithheld(row.ref, tuple(sorted(trail.private_cells))))
            trail.private, trail.private_cells = {}, {}
    small = Counter((change.rule, change.ref.file) for change in trail.changes if change.rule in _TOLD_ONCE)
    return CleanedRows(
        tuple(drafts), tuple(withheld), tuple(rejected), tuple(trail.changes), tuple(trail.findings), dict(trail.blanks), dict(small),
        tuple(trail.answered), tuple(mobiles_withheld), tuple(silent), tuple(trail.registered), tuple(waiting),
        tuple(sorted(trail.consulted)),
    )  # fmt: skip


def _read(reader: RowReader, words: Vocabularies) -> Listing | None:
    return read_organisation(reader, words) if reader.row.kind == "organisation" else read_expert(reader, words)


def _silently(reader: RowReader, words: Vocabularies) -> list[Draft]:
    """A row that asks to be left out, as it would be read; of which nothing is told."""
    listing = _read(reader, words)
    return [Draft(reader.row.ref, listing)] if listing else []


def unite(
    parts: Sequence[CleanedRows], registry: IdRegistry, decisions: Decisions = EMPTY, data_date: date | None = None
) -> Normalised:
    """The second half, which compares listings with each other: wishes, duplicates, ids, affiliations, shared contacts."""
    changes, findings = [change for part in parts for change in part.changes], [found for part in parts for found in part.findings]
    trail = Trail(changes, findings, decisions=decisions, answered=dict.fromkeys(answer for part in parts for answer in part.answered))
    silent = [draft for part in parts for draft in part.silent]
    waiting = frozenset(ref for part in parts for ref in part.waiting)
    obeyed = obey_wishes([draft for part in parts for draft in part.drafts], silent, trail, waiting)
    merged = without_duplicates(obeyed.kept, trail)
    identified, known = allot([draft.listing for draft in merged.kept], registry, trail, merged.rows)
    listings = with_own_contacts(linked(identified, trail), trail)
    if data_date is not None:
        listings = without_future(listings, data_date, trail)
        tell_registered((cell for part in parts for cell in part.registered), data_date, trail)
    for listing in listings:
        reachable(listing, trail)
    duplicates = tuple((ref, listings[place].id) for ref, place in merged.duplicates)
    merges = tuple(replace(merge, listing=listings[place].id) for place, merge in merged.merges)
    _tell_small_repairs(parts, trail)
    _tell_stale_answers(trail)
    left_out = (*(LeftOut(ref, ref, waiting=ref in waiting) for part in parts for ref in part.withheld), *obeyed.left_out)
    rejected = tuple(ref for part in parts for ref in part.rejected)
    gone = {one.row for one in left_out}
    mobiles = tuple(one for part in parts for one in part.mobiles_withheld if one.row not in gone)
    return Normalised(
        listings, tuple(one.row for one in left_out), rejected, duplicates, tuple(trail.changes), tuple(trail.findings), known, merges,
        left_out, mobiles, _withdrawn(parts, left_out),
    )  # fmt: skip


def _withdrawn(parts: Sequence[CleanedRows], left_out: Sequence[LeftOut]) -> tuple[Listing, ...]:
    certain = {one.row for one in left_out if not one.waiting}
    drafts = (draft for part in parts for draft in (*part.silent, *part.drafts)) if certain else ()
    return tuple(draft.listing for draft in drafts if draft.ref in certain)


def _told_wish(reader: RowReader) -> Wish | None:
    wish = asks_out(reader)
    if wish is not None and wish.waiting:
        wish.spot.found(
            rules.WITHHELD, "left-out-waiting",
            msg(
                "No clear yes stands in a column of which it is not known what it speaks of; the row is not printed until that is "
                "answered."
            ),
            hint=msg("Answer the question on the column, or write “no” in the column “leave us out” and take this answer out."),
        )  # fmt: skip
    elif wish is not None:
        wish.spot.found(rules.WITHHELD, "left-out", msg("The row asks to be left out; it is not printed."))
    return wish


def _tell_small_repairs(parts: Sequence[CleanedRows], trail: Trail) -> None:
    """What is repaired in nearly every row is told once a file; each single change stands in the changes."""
    blanks: Counter[str] = Counter()
    small: Counter[tuple[str, str]] = Counter()
    for part in parts:
        blanks.update(part.blanks)
        small.update(part.small)
    for file, count in sorted(blanks.items()):
        message = nmsg(
            "{n} cell that only says that there is nothing was read as empty.",
            "{n} cells that only say that there is nothing were read as empty.",
            count,
        )
        trail.spot(CellRef(file), "").found(rules.BLANKS, "blank-words", message)
    for (rule, file), count in sorted(small.items()):
        if rule == rules.SPACES.id:
            message = nmsg("Spaces were mended in {n} cell.", "Spaces were mended in {n} cells.", count)
            trail.spot(CellRef(file), "").found(rules.SPACES, "spaces", message)
        else:
            message = nmsg("{n} phone number was grouped anew.", "{n} phone numbers were grouped anew.", count)
            trail.spot(CellRef(file), "").found(rules.PHONE_FORM, "regrouped", message)


def _tell_stale_answers(trail: Trail) -> None:
    """An answer outlives its question: the cell was mended. It may be asked again, so it is only told."""
    for answer in trail.decisions.values:
        if answer not in trail.answered:
            trail.spot(CellRef(answer.file or FILE), answer.field).found(
                rules.DECISIONS,
                "stale-answer",
                msg("Nobody asks any more what to print for “{text}”.", text=answer.wrote),
                hint=msg("Leave the answer for next time, or take it out of {file}.", file=FILE),
                before=answer.wrote,
                after=answer.prints,
            )
