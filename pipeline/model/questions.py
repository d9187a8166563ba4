"""Open questions on the data, each once however many cells ask it, and what a person may answer."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.model.decisions import Answer, Sameness, folded
from pipeline.model.decisions_toml import answer_toml, sameness_toml
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.message import Message

__all__ = [
    "CHOICES", "OWN_CHOICES", "PAIRED", "PAIR_CHOICES", "PLAIN_CHOICES", "Choice", "Question", "answer_lines", "chosen", "is_plain",
    "open_questions",
]

Choice = Literal["yes", "no", "out"]

CHOICES: Final[Mapping[Lang, tuple[str, str, str]]] = {
    "ru": ("да – печатать так", "нет – верно как есть", "не печатать"),
    "kk": ("иә – осылай басылсын", "жоқ – бұрынғысы дұрыс", "басылмасын"),
    "en": ("yes – print it so", "no – right as it is", "leave it out"),
}
"""Answers of the drop-down: what is proposed, what stands there, nothing. Without commas, which part the choices from each other."""
PAIR_CHOICES: Final[Mapping[Lang, tuple[str, str]]] = {
    "ru": ("да – это одна запись", "нет – это две разные записи"),
    "kk": ("иә – бұл бір жазба", "жоқ – бұл екі бөлек жазба"),
    "en": ("yes – they are one listing", "no – they are two listings"),
}
"""Answers of the drop-down on whether two listings are one."""
PLAIN_CHOICES: Final[Mapping[Lang, tuple[str, str]]] = {"ru": ("да", "нет"), "kk": ("иә", "жоқ"), "en": ("yes", "no")}
"""Answers of the drop-down where the cell itself should say yes or no."""
OWN_CHOICES: Final[Mapping[str, Mapping[Lang, tuple[str, ...]]]] = {
    "SRC-361": {
        "ru": ("о мобильном", "о всей записи"), "kk": ("ұялы телефон", "бүкіл жазба"), "en": ("mobile", "the whole entry"),
    },
}
"""Answers that only the questions of one rule have; each is what it says."""
_WORDS: Final[Mapping[Choice, tuple[str, ...]]] = {
    "yes": ("да", "верно", "согласен", "согласна", "истина", "иә", "иа", "ия", "дұрыс", "келісемін", "ақиқат", "yes", "ok", "ок", "true"),
    "no": ("нет", "как есть", "верно как есть", "ложь", "жоқ", "жок", "бұрынғысы дұрыс", "жалған", "no", "as it is", "false"),
    "out": ("не печатать", "не публиковать", "убрать", "басылмасын", "жарияланбасын", "leave it out", "leave out", "do not print"),
}
"""What people write in place of a choice of the list, in any of the three languages."""
_MARKS: Final[Mapping[str, Choice]] = {
    "+": "yes", "1": "yes", "✓": "yes", "✔": "yes", "-": "no", "–": "no", "—": "no", "−": "no", "0": "no",
}
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_ORDER: Final[tuple[Choice, ...]] = ("yes", "no", "out")
_YES_NO: Final = "SRC-354"
_WISHES: Final = frozenset({("SRC-360", "leave_out"), ("SRC-360", "note"), ("SRC-360", "consent_listing")})
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
    def asked(self) -> tuple[str, str, str]:
        """Rule, field and text, folded: what makes it one question."""
        return self.rule, self.field, folded(self.wrote)

    @property
    def is_pair(self) -> bool:
        return not self.field and PAIRED in self.wrote

    @property
    def is_plain(self) -> bool:
        """Whether the cell should say yes or no, so that these words are the answer itself."""
        return is_plain(self.rule, self.field)

    def own_choice(self, text: str) -> str:
        """The answer of this question's own that a text is; "" for none."""
        own = {folded(word): word for words in OWN_CHOICES.get(self.rule, {}).values() for word in words}
        return own.get(folded(text), "")

    def choices(self, lang: Lang, failing: Container[Choice] = ()) -> tuple[str, ...]:
        """What its drop-down offers. ``failing``: the choices that do not pass the checks."""
        if self.is_pair:
            return PAIR_CHOICES[lang]
        if self.rule in OWN_CHOICES:
            return OWN_CHOICES[self.rule][lang]
        words = (*PLAIN_CHOICES[lang], CHOICES[lang][2]) if self.is_plain else CHOICES[lang]
        return tuple(word for word, choice in zip(words, _ORDER, strict=True) if choice not in failing and self.prints(choice) is not None)

    def prints(self, choice: Choice) -> str | None:
        """What a choice prints; None for a yes where nothing is proposed. Where yes or no are asked these words are the answer."""
        if choice == "out":
            return ""
        if self.is_plain:
            return PLAIN_CHOICES["ru"][choice == "no"]
        return self.wrote if choice == "no" else self.proposed or None


def is_plain(rule: str, field: str) -> bool:
    """Whether a question of that rule in that field is about a cell that should say yes or no, so that these words answer it."""
    return rule == _YES_NO or (rule, field) in _WISHES


def _bare(text: str) -> str:
    """Words without what stands between them: a drop-down's dash is typed as a hyphen or a comma."""
    return _BETWEEN_WORDS.sub(" ", folded(text)).strip()


_CHOSEN: Final[Mapping[str, Choice]] = {
    **{_bare(word): choice for choice, words in _WORDS.items() for word in words},
    **{_bare(word): choice for words in (*CHOICES.values(), *PAIR_CHOICES.values()) for word, choice in zip(words, _ORDER, strict=False)},
}


def chosen(text: str, *, marks: bool = False) -> Choice | None:
    """The choice that a text is, in any language and whatever its dashes and capitals; None for another text.

    ``marks``: whether +, -, 1 and 0 are choices as well; where any text may be an answer they are not.
    """
    return (_MARKS.get(text.strip()) if marks else None) or _CHOSEN.get(_bare(text))


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
