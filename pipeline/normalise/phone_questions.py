"""What is asked and told about phone numbers: nothing here is printed before a person said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pipeline.model.findings import Rule
from pipeline.model.listings import PhoneKind
from pipeline.model.message import Message, msg, nmsg
from pipeline.normalise import rules
from pipeline.normalise.dialling import Dialled, kazakh, subscriber_length
from pipeline.normalise.folding import fold, word_set
from pipeline.normalise.phone_cells import Digits, national_digits, renewed
from pipeline.normalise.phone_kinds import is_label
from pipeline.normalise.phone_texts import RANGE
from pipeline.normalise.trail import Spot

__all__ = [
    "LocalCode", "PhoneCell", "ask_broken", "ask_letter", "ask_no_code", "ask_russian", "ask_service", "ask_tail", "tell_added",
    "tell_rest", "with_code",
]  # fmt: skip

_OTHERS_LABELS: Final = word_set("e mail email эл электронная электронды почта пошта поштасы сайт сайты site web")
"""Words that only named what was taken from beside them; nobody has to move them."""
_NATIONAL: Final = 10
_NEARLY_WHOLE: Final = 8
"""National digits of which it can be said that one or two are missing."""
_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class LocalCode:
    """The area code that numbers without one belong to; ``sure`` is False where only the region is known."""

    code: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PhoneCell:
    """A cell to read numbers from. ``kind`` is the column's; ``personal``: the column is a person's, not the office's."""

    text: str
    spot: Spot
    kind: PhoneKind = "office"
    personal: bool = False
    header: str = ""
    only_phones: bool = True
    """False for a cell that also holds a name or an address: its words are somebody else's to read."""
    decided: bool = False
    """A person wrote it as an answer, so that what is only doubtful is certain."""
    answers: list[tuple[str, str]] = field(default_factory=list)
    """What people answered for pieces of this cell: (piece, answer)."""


def _ask(cell: PhoneCell, rule: Rule, code: str, message: Message, *, hint: Message, before: str, after: str | None = None) -> None:
    """Ask what is to be printed for a piece of the cell; an answer is read with the cell's other numbers."""
    decided = cell.spot.asked(rule, code, message, hint=hint, before=before, after=after)
    if decided:
        cell.answers.append((before, decided))


def tell_rest(cell: PhoneCell, debris: Iterable[str], words: Iterable[str], *, rounded: bool) -> None:
    """Say what of a cell is no number: pieces that were left out, words, and a number of which only the first digits are left."""
    for piece in debris:
        cell.spot.changed(rules.PHONE_CELL, piece, "")
        cell.spot.found(rules.PHONE_CELL, "debris", msg("“{text}” among the phone numbers was left out.", text=piece), before=piece)
    if rounded:
        _tell_rounded(cell)
    unread = [word for word in words if not is_label(word) and not _OTHERS_LABELS.issuperset(fold(word).split())]
    if unread and cell.only_phones:
        text = " ".join(unread)
        cell.spot.found(
            rules.PHONE_CELL,
            "words-left",
            msg("“{text}” in the phone column is no number and was left out.", text=text),
            hint=msg("Move it to the column where it belongs."),
            before=text,
        )


def _tell_rounded(cell: PhoneCell) -> None:
    _ask(
        cell, rules.PHONE, "rounded-number",
        msg("“{text}” was shortened by a spreadsheet: its last digits are lost, and it is not printed.", text=cell.text),
        hint=msg("Format the cell as text and type the number anew."), before=cell.text,
    )  # fmt: skip


def ask_letter(number: Digits, cell: PhoneCell) -> None:
    """A number with a letter among its digits; whole without it, it is printed and told."""
    groups = kazakh(renewed(national_digits(number.lettered)))
    message, hint = msg("There is a letter in the phone number “{text}”.", text=number.sent), msg("Write the number with digits only.")
    if number.digits:  # whole without its letter, and printed
        after = " ".join(groups[0]) if groups else None
        cell.spot.found(rules.PHONE, "letter-in-number", message, hint=hint, before=number.sent, after=after)
    else:
        proposal = " ".join(groups[0]) if groups else None
        _ask(cell, rules.PHONE, "letter-in-number", message, hint=hint, before=number.sent, after=proposal)


def with_code(code: str, digits: str) -> Dialled | None:
    """Code and local number together, where they make a number of ten digits."""
    if not code or subscriber_length(code) != len(digits):
        return None
    known = kazakh(code + digits)
    return known[0] if known else None


def tell_added(number: Digits, groups: Dialled, spot: Spot, sure: bool) -> None:
    """The code of a town, or of a region's main town, was added."""
    printed = " ".join(groups)
    spot.changed(rules.AREA_CODE, number.sent, printed)
    if sure:
        spot.found(
            rules.AREA_CODE, "code-from-town", msg("The town's area code was added to “{text}”.", text=number.sent),
            before=number.sent, after=printed,
        )  # fmt: skip
    else:
        spot.found(
            rules.AREA_CODE,
            "code-from-region",
            msg("The area code of the region's main town was added to “{text}”.", text=number.sent),
            hint=msg("Name the town, or write the number with its code."),
            before=number.sent,
            after=printed,
        )


def ask_no_code(number: Digits, cell: PhoneCell) -> None:
    """A local number whose length fits no code that is known."""
    _ask(
        cell, rules.AREA_CODE, "no-code",
        msg("“{text}” has no area code, and none of its town fits it; it is not printed.", text=number.sent),
        hint=msg("Write the number with its code, e.g. +7 7212 41 23 45."), before=number.sent,
    )  # fmt: skip


def ask_service(number: Digits, cell: PhoneCell, code: str) -> None:
    """A number without area code that begins with 0 or 1 is perhaps a service's: no subscriber's begins so."""
    groups = with_code(code, number.digits)
    _ask(
        cell, rules.AREA_CODE, "no-subscriber",
        msg("“{text}” has no area code, and subscribers' numbers do not begin with 0 or 1; it is not printed.", text=number.sent),
        hint=msg("Write the number with its code, e.g. +7 7212 41 23 45."), before=number.sent, after=" ".join(groups) if groups else None,
    )  # fmt: skip


def ask_russian(number: Digits, cell: PhoneCell, groups: Dialled) -> None:
    """+7 is Kazakhstan's code and Russia's: a number of Russia is printed only where Russia is written, or a person says so."""
    _ask(
        cell, rules.PHONE, "perhaps-foreign",
        msg("“{text}” is no number of Kazakhstan but would be one of Russia; it is not printed.", text=number.sent),
        hint=msg("Write the country before the number, if it is right."), before=number.sent, after=" ".join(groups),
    )  # fmt: skip


def ask_tail(number: Digits, cell: PhoneCell, sent: str, groups: tuple[str, ...]) -> None:
    """43-88-72/71, 43-88-71, 72 or 43-88-71…73 behind the number ``sent``, printed as ``groups`` (empty: its own ending is not known).

    Never printed of itself: the ending of a number may as well be a room's, and of a range only both ends are known.
    """
    wrote = f"{sent}{number.tail}{number.sent}"
    known = None
    if groups[:1] == ("+7",) and len(number.digits) < _NATIONAL:
        digits = "".join(groups[1:])
        known = kazakh(digits[: -len(number.digits)] + number.digits)
    proposed = " ".join(known[0]) if known else ""
    hint = msg("Is it {number}? Ask the organisation.", number=proposed) if proposed else msg("Write every number in full.")
    code, message = "last-digits", msg("“{text}” may be the last digits of another number; it is not printed.", text=wrote)
    if number.tail == RANGE:
        code, message = "number-range", msg("“{text}” is a range of numbers; only its first number is printed.", text=wrote)
    _ask(cell, rules.PHONE, code, message, hint=hint, before=wrote, after=proposed or None)


def ask_broken(number: Digits, cell: PhoneCell, code: LocalCode | None) -> None:
    """Digits that are no number, lack some, have too many, or ran together."""
    sent = number.sent if len(number.sent) <= _LONGEST_SHOWN else f"{number.sent[:_LONGEST_SHOWN]}…"
    if not number.whole or len(number.digits) > 12:
        _ask(
            cell,
            rules.PHONE,
            "run-together",
            msg("“{text}” seems to be several numbers, but where one ends is not clear; nothing of it is printed.", text=sent),
            hint=msg("Part the numbers with a comma or write each in a line of its own."),
            before=number.sent,
        )
        return
    proposal = _proposal(number.digits, code)
    short = len(number.digits) < 5
    missing = _missing(number.digits)
    _ask(
        cell,
        rules.PHONE,
        "not-a-number" if short else "incomplete-number",
        msg("“{text}” is no phone number; it is not printed.", text=sent)
        if short
        else nmsg("“{text}” lacks {n} digit; it is not printed.", "“{text}” lacks {n} digits; it is not printed.", missing, text=sent)
        if missing
        else msg("“{text}” is no whole phone number of Kazakhstan; it is not printed.", text=sent),
        hint=msg("Is it {number}? Ask the organisation.", number=proposal)
        if proposal
        else msg("Ask the organisation for the whole number, with its code."),
        before=number.sent,
        after=proposal or None,
    )


def _missing(digits: str) -> int:
    """How many digits a number with an area code of Kazakhstan is short of ten, behind 8 or 7; 0 where it is not short."""
    national = digits[1:] if digits[:2] in ("87", "77") else digits
    return max(0, 10 - len(national)) if national.startswith("7") and len(national) >= _NEARLY_WHOLE else 0


def _proposal(digits: str, code: LocalCode | None) -> str:
    """What nine national digits would be if they began with a beginning of the town's code, or a local number with that code.

    Only ever proposed (data.md case 5).
    """
    if code is None:
        return ""
    national = digits[1:] if len(digits) == 10 and digits[0] in "78" else digits
    if national.startswith(code.code):
        return ""  # the code is whole, and nobody can tell which digit of the rest is missing
    local = national[3:] if len(national) == 9 and code.code.startswith(national[:3]) else digits
    groups = with_code(code.code, local)
    return " ".join(groups) if groups else ""


