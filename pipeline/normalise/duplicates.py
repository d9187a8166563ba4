"""Several rows for one listing: what is certain is printed as one and stands in the ledger, what is not is a question.

One step a module: faces (what a listing is recognised by), candidates (which are worth comparing), evidence (certain, question or
nothing), sameness (what people decided), grouping (chains), merging (one listing of several rows).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.findings import CellRef
from pipeline.model.listings import Listing, Organisation
from pipeline.model.merges import Agreement, Merge, OtherLanguage
from pipeline.normalise.asking import Question, ask, tell_merge, tell_stale
from pipeline.normalise.candidates import Pair, pairs_of
from pipeline.normalise.evidence import Judgement, Strength, Verdict, judge_organisations
from pipeline.normalise.evidence_of_people import judge_experts
from pipeline.normalise.faces import Face, face_of, reach_of
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.grouping import Groups, join_certain
from pipeline.normalise.merging import in_rank, source_order, united
from pipeline.normalise.sameness import Decided, Keys
from pipeline.normalise.trail import Draft, Trail

__all__ = ["Merged", "name_keys", "reach", "region_code", "without_duplicates"]


@dataclass(slots=True)
class Merged:
    """The drafts that stay, in source order; the rows that were merged into them by position; the ledger, by position, without ids."""

    kept: list[Draft] = field(default_factory=list)
    duplicates: list[tuple[CellRef, int]] = field(default_factory=list)
    merges: list[tuple[int, Merge]] = field(default_factory=list)
    rows: dict[int, tuple[Listing, ...]] = field(default_factory=dict)
    """Position -> the listings it was made of, where there are several."""


def name_keys(listing: Listing) -> Iterator[str]:
    """Folded names in every language, without form and quotes."""
    for text in listing.names.values():
        yield fold_kazakh(text.value)


def reach(listing: Listing) -> frozenset[str]:
    """What a listing can be reached by, comparable: digits of phones, e-mails, site."""
    own = {phone.digits for phone in listing.phones if len(phone.digits) > 5} | {address.casefold() for address in listing.emails}
    if isinstance(listing, Organisation) and listing.press_email:
        own.add(listing.press_email.casefold())
    return frozenset(own | ({listing.site.casefold()} if listing.site else set()))


def region_code(listing: Listing) -> str:
    """The region a listing stands under; an expert's is the town's, or ""."""
    if isinstance(listing, Organisation):
        return listing.region.code
    return listing.town.region if listing.town else ""


def without_duplicates(drafts: Sequence[Draft], trail: Trail) -> Merged:
    """Make one of what is one; ask about what may be. In whatever order rows are read, the same is found, printed and asked."""
    ordered = sorted(drafts, key=lambda draft: source_order(draft.listing))
    faces = [face_of(place, draft.listing) for place, draft in enumerate(ordered)]
    candidates = pairs_of(faces, reach_of(faces))
    judged = {pair: _judge(faces[pair[0]], faces[pair[1]]) for pair in candidates}
    decided = Decided(trail.decisions, Keys(faces))
    groups, by_word = _grouped(faces, judged, decided)
    merged = _merged(ordered, groups, judged, by_word)
    for _, merge in merged.merges:
        tell_merge(merge, trail)
    for question in _questions(faces, judged, groups, decided):
        ask(question, ordered, groups, decided.keys, trail)
    tell_stale(decided, ordered, trail)
    trail.answered.update(dict.fromkeys(decided.answered))
    return _as_read(merged, drafts)


def _as_read(merged: Merged, drafts: Sequence[Draft]) -> Merged:
    """The same with the listings in the order in which their winners were read."""
    read = {draft.ref: place for place, draft in enumerate(drafts)}
    order = sorted(range(len(merged.kept)), key=lambda position: read[merged.kept[position].ref])
    now = {position: place for place, position in enumerate(order)}
    return Merged(
        [merged.kept[position] for position in order],
        [(ref, now[position]) for ref, position in merged.duplicates],
        [(now[position], merge) for position, merge in merged.merges],
        {now[position]: rows for position, rows in merged.rows.items()},
    )


def _judge(one: Face, other: Face) -> Judgement:
    return judge_experts(one, other) if one.is_person else judge_organisations(one, other)


def _grouped(faces: Sequence[Face], judged: Mapping[Pair, Judgement], decided: Decided) -> tuple[Groups, set[int]]:
    """The rows in groups, and the places whose group a person's word made."""

    def apart(one: int, other: int) -> bool:
        mine, theirs = faces[one], faces[other]
        if decided.are_different(one, other) or (mine.bin and theirs.bin and mine.bin != theirs.bin):
            return True
        known = judged.get((min(one, other), max(one, other)))
        return known is not None and known.apart

    groups = Groups(len(faces))
    by_word = set(decided.join(groups, last=False))
    join_certain(groups, judged, apart)
    by_word |= set(decided.join(groups, last=True))
    return groups, by_word


def _merged(drafts: Sequence[Draft], groups: Groups, judged: Mapping[Pair, Judgement], by_word: set[int]) -> Merged:
    merged = Merged()
    spoken = {groups.of(place) for place in by_word}
    why = _why(groups, judged)
    for members in groups.all():
        position = len(merged.kept)
        if len(members) == 1:
            merged.kept.append(drafts[members[0]])
            continue
        rows = in_rank([drafts[place].listing for place in members])
        made = united(rows)
        places = tuple(row.source for row in rows)
        agrees = why.get(members[0], ())
        word = members[0] in spoken
        name = (made.listing.names.get(made.listing.sent_in) or next(iter(made.listing.names.values()))).value
        told = (*([Agreement("decision", "")] if word else []), *agrees)
        merged.kept.append(Draft(places[0], made.listing))
        merged.duplicates += [(ref, position) for ref in places[1:]]
        merge = Merge("", name, places[0], places, told, tuple(made.differences), tuple(_in_other_languages(made.listing)), word)
        merged.merges.append((position, merge))
        merged.rows[position] = tuple(rows)
    return merged


def _in_other_languages(listing: Listing) -> Iterator[OtherLanguage]:
    for name, texts in listing.others.items():
        yield from (OtherLanguage(name, text.value, text.lang, text.ref or listing.source) for text in texts)


def _why(groups: Groups, judged: Mapping[Pair, Judgement]) -> dict[int, tuple[Agreement, ...]]:
    """The group's place -> all that its certain pairs have in common; "everything" where it stands for all of it."""
    found: dict[int, dict[Agreement, None]] = {}
    for (one, other), judgement in judged.items():
        if judgement.verdict is Verdict.CERTAIN and groups.of(one) == groups.of(other):
            whole = (Agreement("row", ""),) if judgement.strength is Strength.ROW else ()
            found.setdefault(groups.of(one), {}).update(dict.fromkeys((*whole, *judgement.agrees)))
    return {place: _once_each(agreements) for place, agreements in found.items()}


def _once_each(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """One value of each kind: the name need not be told in all its spellings."""
    kinds: dict[str, Agreement] = {}
    for one in agreements:
        kinds.setdefault(one.kind, one)
    return tuple(kinds.values())


def _questions(
    faces: Sequence[Face], judged: Mapping[Pair, Judgement], groups: Groups, decided: Decided
) -> list[Question]:
    """One question for two groups that may be one, unless a person has said that they are two."""
    doubtful: dict[Pair, list[Pair]] = {}
    for pair, judgement in judged.items():
        one, other = sorted(map(groups.of, pair))
        if judgement.verdict is not Verdict.NOTHING and one != other:
            doubtful.setdefault((one, other), []).append(pair)
    found = []
    for (one, other), pairs in sorted(doubtful.items()):
        mine, theirs = groups.members(one), groups.members(other)
        if any(decided.are_different(first, second) for first in mine for second in theirs):
            continue
        alone = len(mine) + len(theirs) == 2
        judgement = judged[pairs[0]] if alone else _judge(_as_one(faces, mine), _as_one(faces, theirs))
        if judgement.verdict is not Verdict.NOTHING:
            found.append(Question(one, other, judgement))
    return found


def _as_one(faces: Sequence[Face], members: Sequence[int]) -> Face:
    """The face of a group: all that its rows are recognised by."""
    first, *others = (faces[place] for place in members)
    for face in others:
        first = replace(
            first, names=tuple(dict.fromkeys((*first.names, *face.names))), former=tuple(dict.fromkeys((*first.former, *face.former))),
            people=tuple(dict.fromkeys((*first.people, *face.people))), bin=first.bin or face.bin, form=first.form or face.form,
            branch=first.branch and face.branch, town=first.town or face.town, contacts=first.contacts | face.contacts,
            own=first.own | face.own, head=first.head or face.head, address=first.address or face.address, work=first.work or face.work,
        )  # fmt: skip
    return first
