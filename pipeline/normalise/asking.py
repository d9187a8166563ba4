"""What is told of duplicates: rows that were printed as one, rows that may be one, and decisions that decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model.decisions import Sameness
from pipeline.model.decisions_toml import sameness_toml
from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing
from pipeline.model.merge_words import agreement_words, listed
from pipeline.model.merges import Merge
from pipeline.model.message import Message, msg
from pipeline.model.questions import PAIRED
from pipeline.normalise import rules
from pipeline.normalise.decisions import FILE
from pipeline.normalise.evidence import Judgement
from pipeline.normalise.grouping import Groups
from pipeline.normalise.merging import source_order
from pipeline.normalise.sameness import Decided, Keys
from pipeline.normalise.trail import Draft, Trail

__all__ = ["Question", "ask", "tell_merge", "tell_stale"]

_CODES: Final = {"bin": "same-bin", "name": "same-name", "former_name": "same-name", "contacts": "shared-contact"}
_NAMES: Final = frozenset({"name_alike", "name_short", "name_part", "name_given"})


@dataclass(frozen=True, slots=True)
class Question:
    """Two groups of rows, by their places, that may be one listing."""

    one: int
    other: int
    judgement: Judgement


def ask(question: Question, drafts: Sequence[Draft], groups: Groups, keys: Keys, trail: Trail) -> None:
    """File the question at the later of two rows, with both places, what agrees, what differs, and the lines that answer it."""
    earlier, later = sorted((question.one, question.other), key=lambda place: source_order(drafts[place].listing))
    judgement = question.judgement
    first, second = (keys.key(place, groups.members(place)) for place in (earlier, later))
    agrees, listing = listed(map(agreement_words, judgement.agrees)), drafts[later].listing
    told: dict[str, str | Message] = {
        "name": _shown(listing), "other": _shown(drafts[earlier].listing), "place": str(drafts[earlier].ref), "agrees": agrees,
    }  # fmt: skip
    if judgement.differs:
        message = msg(
            "“{name}” may be “{other}” of {place}; both are printed. In common: {agrees}. Different: {differs}.",
            **told, differs=listed(map(field_words, judgement.differs)),
        )
    else:
        message = msg("“{name}” may be “{other}” of {place}; both are printed. In common: {agrees}.", **told)
    ref = listing.cells.get("name") or listing.cells.get(f"name_{listing.sent_in}") or drafts[later].ref
    found = rules.SAME_LISTING.finding(
        _code(judgement), message, hint=_lines(first, second), place=ref, question=True,
        before=f"{first}{PAIRED}{second}" if first and second else None, after=first or None,
    )
    trail.findings.append(found)


def _code(judgement: Judgement) -> str:
    kinds = [agreement.kind for agreement in judgement.agrees]
    leading = next((kind for kind in kinds if kind in _CODES or kind in _NAMES), "contacts")
    return _CODES.get(leading, "near-name")


def _lines(first: str, second: str) -> Message:
    """What to write into decisions.toml; keys that no row answers to alone cannot be written."""
    if not first or not second:
        return msg("Give each row its BIN or a contact of its own, or take one row out: nothing tells them apart.")
    same = sameness_toml("same", Sameness((first, second))).strip()
    different = sameness_toml("different", Sameness((first, second))).strip()
    return msg("If they are one, write into decisions.toml:\n{same}\nIf they are two:\n{different}", same=same, different=different)


def _shown(listing: Listing) -> str:
    return (listing.names.get(listing.sent_in) or next(iter(listing.names.values()))).value


def tell_merge(merge: Merge, trail: Trail) -> None:
    """Tell at each row but the winner's that it is printed with another, and at each cell what is not printed."""
    where, why = str(merge.row), listed(map(agreement_words, merge.why))
    for ref in merge.rows[1:]:
        spot = trail.spot(ref, "name")
        spot.changed(rules.SAME_LISTING, str(ref), where)
        spot.found(
            rules.SAME_LISTING, "merged",
            msg(
                "“{name}” stands in {place} as well; they are printed as one. In common: {agrees}.",
                name=merge.name, place=where, agrees=why,
            ),
        )  # fmt: skip
    for difference in merge.differences:
        trail.spot(difference.ref, difference.field).found(
            rules.SAME_LISTING,
            "conflict",
            msg(
                "The field “{field}” differs in two rows of one listing; that of {place} is printed.",
                field=field_words(difference.field), place=str(difference.printed_ref),
            ),
            hint=msg("Write the right value in both rows, or take one row out."),
            **({} if difference.value in ("yes", "no") else {"before": difference.value, "after": difference.printed}),
        )


def tell_stale(decided: Decided, drafts: Sequence[Draft], trail: Trail) -> None:
    """Tell which decisions on listings could not be obeyed: each outlives its rows, so it is only told."""
    for stale in decided.stale:
        places = listed(Message("{place}", (("place", str(drafts[place].ref)),)) for place in stale.places)
        spot = trail.spot(CellRef(FILE), "name")
        if stale.why == "matches-nothing":
            spot.found(
                rules.SAME_LISTING, "stale-decision", msg("No row of this edition answers to “{key}” any more.", key=stale.key),
                hint=msg("Leave the decision for next time, or take it out of {file}.", file=FILE), before=stale.key,
            )  # fmt: skip
        elif stale.why == "matches-several":
            spot.found(
                rules.SAME_LISTING, "ambiguous-decision",
                msg("Several listings answer to “{key}”: {places}; the decision was not obeyed.", key=stale.key, places=places),
                hint=msg("Add a contact or the address to it, after a “|”."), before=stale.key,
            )  # fmt: skip
        else:
            spot.found(
                rules.SAME_LISTING, "contradicting-decision",
                msg(
                    "One decision calls {keys} the same, others keep their rows apart ({places}); they are printed apart.",
                    keys=listed(Message("“{key}”", (("key", key),)) for key in stale.decision.listings), places=places,
                ),
                hint=msg("Take one of these decisions out of {file}.", file=FILE), before=stale.key,
            )  # fmt: skip
