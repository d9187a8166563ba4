"""Open questions on the data, each once however many cells ask it, and what a person may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model.decisions import Answer, Sameness, folded
from pipeline.model.decisions_toml import answer_toml, sameness_toml
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import Message

__all__ = ["CHOICES", "PAIRED", "Question", "answer_lines", "open_questions"]

CHOICES: Final[Mapping[Lang, tuple[str, str, str]]] = {
    "ru": ("да – печатать так", "нет – верно как есть", "не печатать"),
    "kk": ("иә – осылай басылсын", "жоқ – бұрынғысы дұрыс", "басылмасын"),
    "en": ("yes – print it so", "no – right as it is", "leave it out"),
}
"""Answers of the drop-down: what is proposed, what stands there, nothing. Without commas, which part the choices from each other."""
PAIRED: Final = " = "
"""Stands between two listings that may be one."""
_GRAVITY: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide: what is printed for ``wrote``, or, without a ``field``, whether two listings of it (a = b) are one.

    ``places``: every cell that asks it, in the order of the sources.
    """

    rule: str
    code: str
    field: str
    wrote: str
    proposed: str
    severity: Severity
    message: Message
    hint: Message | None
    places: tuple[CellRef, ...]

    @property
    def is_pair(self) -> bool:
        return not self.field and PAIRED in self.wrote


def open_questions(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """The questions among findings, gravest first; the same text in the same field is asked once, with all its places."""
    found: dict[tuple[str, str, str], Question] = {}
    for finding in findings:
        if not finding.question or not finding.before or not isinstance(finding.place, CellRef):
            continue
        key = finding.id, finding.field, folded(finding.before)
        known = found.get(key)
        if known is not None:
            found[key] = replace(known, places=(*known.places, finding.place))
        else:
            found[key] = Question(
                finding.id, finding.code, finding.field, finding.before, finding.after or "", finding.severity, finding.message,
                finding.hint, (finding.place,),
            )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda one: (_GRAVITY[one.severity], one.rule, one.code)))


def answer_lines(question: Question) -> str:
    """The lines that answer a question, ready to stand in decisions.toml.

    Where nothing is proposed the answer is left to be written: pasted as it is, the line is told to be missing, and prints nothing.
    """
    if question.is_pair:
        pair = Sameness(tuple(question.wrote.split(PAIRED)))
        return sameness_toml("same", pair) + "# " + "# ".join(sameness_toml("different", pair).splitlines(keepends=True))
    lines = answer_toml(Answer(question.rule, question.field, question.wrote, question.proposed))
    return lines if question.proposed else lines.replace('\nprint = ""\n', '\n# print = ""\n')
