"""Sentences a person may see, kept untranslated until somebody prints them.

One finding may be shown on a terminal in the user's language and in the report in the staff's language,
so a sentence travels as its msgid and its arguments and is worded at the very end (pipeline.wording).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pipeline.model.packing import packable

Argument: TypeAlias = "str | int | Figure | Message"

__all__ = ["Argument", "Figure", "Message", "msg", "nmsg"]


@packable
@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may have decimals: worded with the separators of the reader's language. ``places``: so many decimals; None: as few
    as it takes.
    """

    value: float
    places: int | None = None

    def __str__(self) -> str:
        return f"{self.value:g}" if self.places is None else f"{self.value:.{self.places}f}"


@packable
@dataclass(frozen=True, slots=True)
class Message:
    """A msgid with named ``{placeholders}`` and the arguments that fill them.

    ``plural`` and ``n`` are set for sentences that count; ``{n}`` is then filled too.
    """

    msgid: str
    args: tuple[tuple[str, Argument], ...] = ()
    plural: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        chosen = self.msgid if self.plural is None or self.n == 1 else self.plural
        values: dict[str, str] = {name: str(value) for name, value in self.args}
        if self.n is not None:
            values["n"] = str(self.n)
        return chosen.format(**values) if values else chosen


def msg(msgid: str, /, **args: Argument) -> Message:
    """Make a sentence; the msgid is English and is extracted by Babel (keyword ``msg``)."""
    return Message(msgid, tuple(args.items()))


def nmsg(one: str, many: str, n: int, /, **args: Argument) -> Message:
    """Make a sentence that counts ``n`` things (keyword ``nmsg:1,2``)."""
    return Message(one, tuple(args.items()), many, n)
