"""What a drop-down offers: choices that pass the checks, each tried on the whole edition, and the names of the areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.answering import all_chosen, refused_by_checks
from pipeline.desk import Desk
from pipeline.gathering import gather
from pipeline.memory import Memory
from pipeline.model.decisions_toml import FILE
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.questions import Choice, Question
from pipeline.normalise import load_decisions, load_vocabulary, rules
from pipeline.progress import Progress

__all__ = ["area_names", "failing_choices", "is_refusal"]

_CHOICES: Final[tuple[Choice, ...]] = ("yes", "no", "out")


def failing_choices(desk: Desk, questions: Sequence[Question], memory: Memory, progress: Progress) -> Mapping[int, set[Choice]]:
    """Places of questions -> choices that do not pass the checks there: each is tried on the whole edition, to all at once.

    ``memory``: that of the gathering which found the questions, so that only what they touch is cleaned again.
    """
    failing: dict[int, set[Choice]] = {}
    decisions = load_decisions(desk.text_or(FILE))
    for choice in _CHOICES:
        tried = all_chosen(questions, choice)
        if tried.answers:
            findings = gather(desk, progress, memory, tried=tried.added_to(decisions)).findings
            for place in refused_by_checks(tried, findings, is_refusal).refused:
                failing.setdefault(place, set()).add(choice)
    return failing


def is_refusal(finding: Finding) -> bool:
    """Whether it says that an answer does not pass the checks itself."""
    return (finding.id, finding.code) == (rules.DECISIONS.id, "bad-answer")


def area_names(desk: Desk, lang: Lang) -> tuple[str, ...]:
    """The edition's areas of activity, in a language where they have a name in it."""
    vocabulary = load_vocabulary(desk.text_or("areas.toml"), desk.text_or("topics.toml"))
    return tuple(entry.term.names.get(lang) or next(iter(entry.term.names.values())) for entry in vocabulary.areas)
