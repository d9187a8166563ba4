"""argparse speaks the user's language: its own words are sentences of ours, with translations in our catalogues.

argparse asks gettext for every word it says, by the name ``_`` of its module, and would find them only in a system's own catalogue, which
no Python brings. For the time of parsing that name is ours. tests/cli/test_cli_usage.py reads the running Python's argparse and fails
where it says something that stands neither here nor among what our parser cannot meet.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from pipeline.errors import UsageError
from pipeline.model.message import Figure, Message, msg

__all__ = ["ARGPARSE_WORDS", "TakenOnce", "TakenTogether", "argparse_speaks", "millimetres", "whole_number"]

ARGPARSE_WORDS: Final = (
    msg("usage: "),
    msg("positional arguments"),
    msg("options"),
    msg("show this help message and exit"),
    msg("show program's version number and exit"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("the following arguments are required: %s"),
    msg("unrecognized arguments: %s"),
    msg("expected one argument"),
    msg("expected at least one argument"),
    msg("ignored explicit argument %r"),
    msg("invalid choice: %(value)r (choose from %(choices)s)"),
    msg("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
)
"""Letter by letter as argparse of Python 3.11 to 3.14 has them; a translation keeps every %-placeholder."""


@contextmanager
def argparse_speaks(word: Callable[[Message], str]) -> Iterator[None]:
    """Within, argparse words its help, usage and refusals by ``word``; what it says beyond ARGPARSE_WORDS stays English."""
    known = {message.msgid: message for message in ARGPARSE_WORDS}

    def translate(text: str) -> str:
        return word(known[text]) if text in known else text

    module = sys.modules[argparse.__name__]
    before = getattr(module, "_", None)
    setattr(module, "_", translate)  # noqa: B010  (no name of argparse's public interface)
    try:
        yield
    finally:
        if before is None:
            delattr(module, "_")
        else:
            setattr(module, "_", before)  # noqa: B010


class TakenOnce(argparse.Action):
    """How our parsers take an option with one value: argparse would pass over all but the last one in silence. Raises UsageError."""

    between = ""
    """What joins values given one by one; none where only one can hold."""
    taken = False

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002  (argparse's own signature)
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if self.taken and option_string and not self.between:
            raise UsageError(msg("{option} is given twice.", option=option_string), msg("Give it once, with the value that holds."))
        setattr(namespace, self.dest, f"{getattr(namespace, self.dest)}{self.between}{values}" if self.taken and self.between else values)
        self.taken = True


class TakenTogether(TakenOnce):
    """An option with a list (kk,ru): given twice it means both."""

    between = ","


def whole_number(word: Callable[[Message], str]) -> Callable[[str], int]:
    """A type for add_argument: a whole number, or a refusal in the user's language."""

    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(word(msg("“{text}” is not a whole number", text=text))) from None

    return read


def millimetres(word: Callable[[Message], str], most: float) -> Callable[[str], float]:
    """A type for add_argument: a length above 0 and up to ``most`` mm, with a point or a comma, or a refusal in the user's language."""

    def read(text: str) -> float:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = 0.0
        if not 0 < value <= most:
            refusal = msg("“{text}” is no length above 0 and up to {most} mm", text=text, most=Figure(most))
            raise argparse.ArgumentTypeError(word(refusal)) from None
        return value

    return read
