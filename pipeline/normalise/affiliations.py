"""The organisation of an expert, linked where it is one of the guide's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.listings import Expert, Listing, Organisation
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.forms import split_form
from pipeline.normalise.quotes import balance
from pipeline.normalise.trail import Trail

__all__ = ["linked", "named_in"]


def linked(listings: Sequence[Listing], trail: Trail) -> tuple[Listing, ...]:
    """The listings with every expert's affiliation linked by name or acronym, where exactly one organisation has it."""
    index: dict[str, set[str]] = {}
    for listing in listings:
        if isinstance(listing, Organisation):
            for key in _names(listing):
                index.setdefault(key, set()).add(listing.id)
    return tuple(_with_link(listing, index, trail) if isinstance(listing, Expert) else listing for listing in listings)


def _names(organisation: Organisation) -> Iterator[str]:
    texts = (*organisation.names.values(), organisation.acronym, organisation.former_name)
    for text in texts:
        if text is not None:
            yield fold_kazakh(text.value)


def _with_link(expert: Expert, index: dict[str, set[str]], trail: Trail) -> Expert:
    if expert.affiliation is None:
        return expert
    for candidate in named_in(expert.affiliation.value):
        ids = index.get(fold_kazakh(candidate), set())
        if len(ids) == 1:
            return replace(expert, affiliation_id=next(iter(ids)))
        if ids:
            spot = trail.spot(expert.affiliation.ref or expert.source, "affiliation")
            decided = spot.asked(
                rules.AFFILIATION,
                "several-organisations",
                msg(
                    "“{name}” is the name of several organisations: {ids}; the expert is linked to none.",
                    name=candidate,
                    ids=", ".join(sorted(ids)),
                ),
                before=candidate,
                hint=msg("Write the organisation's full name with its town, or answer with its id."),
            )
            if decided in ids:
                return replace(expert, affiliation_id=decided)
            if decided and fold_kazakh(decided) != fold_kazakh(candidate):
                spot.bad_answer(candidate, decided)
            return expert
    return expert


def named_in(text: str) -> Iterator[str]:
    """The whole text, without its legal form, what stands in quotation marks, and its parts between commas."""
    yield text
    yield balance(split_form(text)[0]).text
    yield from re.findall(r"«([^«»]+)»", balance(text).text)
    for part in re.split(r"\s*[,;(/)]\s*", text):
        if part and part != text:
            yield balance(split_form(part)[0]).text
