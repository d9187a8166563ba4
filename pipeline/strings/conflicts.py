"""Two people translated one text: who and when, which of the two holds, and what becomes of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg
from pipeline.strings import rules
from pipeline.strings.arrival import Incoming
from pipeline.strings.units import Unit

__all__ = ["NO_CHOICE", "Choice", "Choices", "told_conflict", "with_remark", "without_remark"]

Choice = Literal["ours", "theirs", ""]
"""Which of two approved translations holds: the edition's, the file's, or "": neither is touched and a person is asked."""


@dataclass(frozen=True, slots=True)
class Choices:
    """``of``: key of a text or id of a listing -> which translation holds there; ``rest``: everywhere else."""

    rest: Choice = ""
    of: Mapping[str, Choice] = field(default_factory=dict)

    def at(self, name: str) -> Choice:
        return self.of.get(name) or self.of.get(name.partition("/")[0]) or self.rest


NO_CHOICE: Final = Choices()


def told_conflict(choice: Choice, text: Incoming, unit: Unit, target: str, by: str, day: str) -> Finding:
    """The finding about the approved translation of ``unit``, and about ``target``, which ``by`` gives in a file saved on ``day``."""
    if choice == "theirs":
        code, message = "replaced", msg("“{key}” had another approved translation, which was replaced.", key=text.name)
    elif choice == "ours":
        code, message = "kept", msg("“{key}” has another approved translation, which was kept.", key=text.name)
    else:
        code, message = "other-translation", msg(
            "“{key}” is translated otherwise already: “{before}” ({whose}); the file says “{after}” ({by}).", key=text.name,
            before=unit.target, whose=_signed(unit.translator, unit.day), after=target, by=_signed(by, day),
        )  # fmt: skip
    hint = None if choice else msg(
        "The old one was kept, the other one stands beside it as a remark. To take that of the file, import it again with --theirs-of "
        "{key}; --theirs takes all of the file, --ours keeps all of the edition.", key=text.name,
    )  # fmt: skip
    return rules.CONFLICT.finding(code, message, hint=hint, place=text.place, before=unit.target, after=target)


def _signed(who: str, day: str) -> str | Message:
    """Who, and the day on which his file was saved, as far as either is known."""
    if who:
        return f"{who}, {day}" if day else who
    return msg("not signed, {day}", day=day) if day else msg("not signed")


def with_remark(note: str, target: str, by: str, day: str, word: Callable[[Message], str]) -> str:
    """A translator's remarks with the translation that was not taken, so that it is seen beside the one that was kept."""
    if any(line.startswith(_told(target, word)) for line in note.split("\n")):
        return note
    signed = _signed(by, day)
    line = f"{_told(target, word)} ({signed if isinstance(signed, str) else word(signed)})"
    return f"{note}\n{line}" if note else line


def without_remark(note: str, target: str, word: Callable[[Message], str]) -> str:
    """The remarks without that one: a person has chosen."""
    return "\n".join(line for line in note.split("\n") if not line.startswith(_told(target, word)))


def _told(target: str, word: Callable[[Message], str]) -> str:
    return word(msg("Also translated as: {text}", text=" ".join(target.split())))
