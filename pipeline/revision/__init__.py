"""Revision: each translation held against its text (ISO 17100, 2.2.6), by checks that work on values.

A check looks first whether it has anything to look at: an edition of 1,000 listings has 12,000 pairs, and a cold build passes them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.slots import Slot
from pipeline.revision.copies import check_same, left_sentences
from pipeline.revision.facts import check_facts
from pipeline.revision.fillers import check_filler, is_filler
from pipeline.revision.front import FrontText, missing_front, revise_front
from pipeline.revision.glossary import NO_TERMS, Glossary, check_glossary, make_glossary
from pipeline.revision.languages import check_language
from pipeline.revision.length import Width, check_head, check_length, check_place
from pipeline.revision.letters import check_letters
from pipeline.revision.marked import check_placeholders, check_tags
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import HOLDING, NUMBERS, PLACEHOLDERS
from pipeline.revision.spacing import check_marks, check_repeated, check_spaces

__all__ = [
    "NO_TERMS", "FrontText", "Glossary", "Pair", "Width", "check_head", "check_place", "holds", "is_filler", "is_held", "left_sentences",
    "make_glossary", "missing_front", "revise", "revise_front", "revise_label",
]

_CHECKS = (
    check_placeholders, check_tags, check_facts, check_letters, check_spaces, check_marks, check_repeated,
)

_MAY_DIFFER: Final = frozenset({PLACEHOLDERS.id, NUMBERS.id})
"""In what the forms of a label that counts may differ from their text: "one row" does without its number."""


def revise(pair: Pair, glossary: Glossary = NO_TERMS, width: Width | None = None, slot: Slot | None = None) -> list[Finding]:
    """Everything that is noticed about one translation.

    ``width`` measures a text in the book's type; None: lengths are not looked at. ``slot``: its place, where that is known.
    """
    found = [finding for check in _CHECKS for finding in check(pair)]
    found += _language(pair, glossary)
    found += check_glossary(pair, glossary)
    if width is not None:
        found += check_length(pair, width)
    if slot is not None:
        found += check_place(pair, slot)
    return found


def revise_label(
    msgid: str, plural: str, wordings: Sequence[str], lang: Lang, place: CellRef, glossary: Glossary = NO_TERMS,
    width: Width | None = None,
) -> list[Finding]:
    """Everything that is noticed about a label, or a sentence of the program: of one that counts (``plural``) about each of its forms.

    ``wordings``: its translation, or the forms of it in their order. ``width``: as for :func:`revise`.
    """
    found: list[Finding] = []
    for form, wording in enumerate(dict.fromkeys(wordings)):
        pair = Pair(plural if plural and form else msgid, "en", wording, lang, "", place)
        found += [one for one in revise(pair, glossary, width) if not (plural and one.id in _MAY_DIFFER)]
    return found


def is_held(finding: Finding) -> bool:
    """Whether a finding says that a translation is none: it is neither printed nor counted before somebody says that it is meant so."""
    return (finding.id, finding.code) in HOLDING


def holds(pair: Pair, glossary: Glossary = NO_TERMS) -> list[Finding]:
    """What says so of one translation."""
    return [finding for finding in _language(pair, glossary) if is_held(finding)]


def _language(pair: Pair, glossary: Glossary) -> list[Finding]:
    """A text that was copied, or replaced by a dash, is told as that, and not as one in another language too."""
    return list(check_filler(pair)) or list(check_same(pair, glossary)) or list(check_language(pair))
