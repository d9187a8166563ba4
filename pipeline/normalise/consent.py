"""A person's mobile number without consent: in no text of the listing, in no address, and in nothing that is told of the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Final, TypeVar

from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Change, Listing, Person, Phone, Social, Text, Topic, Town
from pipeline.model.message import Argument, Message, msg
from pipeline.model.source import SourceRow
from pipeline.normalise import rules
from pipeline.normalise.dialling import is_mobile
from pipeline.normalise.iins import mask_persons
from pipeline.normalise.lookalikes import DIGIT_LIKE
from pipeline.normalise.trail import Spot, Trail

__all__ = ["WITHHELD_MARK", "find_mobiles", "hide_numbers", "without_mobiles", "without_persons"]

WITHHELD_MARK: Final = "•"
"""Stands for a digit of a withheld number, wherever the row is told of."""
_NATIONAL: Final = 10
_SHOWN: Final = 3
"""Digits that stay visible: the operator's."""
_OWN_FIELDS: Final = frozenset({"phones", "freephone", "helpline", "contacts", "fax"})
"""Columns of an organisation whose numbers are its own, unless a person is named beside them."""
_LIKE: Final = "".join(DIGIT_LIKE)
_BETWEEN: Final = r"[^\w\n]{0,3}|_"
_MOBILE: Final = re.compile(rf"(?<![\d{_LIKE}])(?:\+?\s?[78](?:{_BETWEEN}))?7(?:(?:{_BETWEEN})[\d{_LIKE}]){{9}}(?![\d{_LIKE}])")
_LABEL: Final = re.compile(
    r"(?:(?:моб|сот|тел|ұялы|уялы|whatsapp|ватсап|вотсап|mob|cell|phone|tel)\w*\.?\s*(?:тел\w*\.?|phone)?\s*[:№\-–—]*\s*)+$", re.IGNORECASE
)
_SUM_OF_MONEY: Final = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?=\s*(?:тенге|теңге|тг\b|₸|kzt|руб|долл|usd|\$|€|евро|eur))", re.IGNORECASE)
_EMPTY_BRACKETS: Final = re.compile(r"\s*[(\[«\"]\s*[)\]»\"]")
_LONE_MARKS: Final = re.compile(r"\s+([,;.:!?)])")
_TWICE: Final = re.compile(r"([,;:])(?:\s*[,;:])+")
_BEFORE_STOP: Final = re.compile(r"\s*[,;:]+([.!?])")
_SPACES: Final = re.compile(r"[ \u00a0]{2,}")
Kept = TypeVar("Kept")


def find_mobiles(text: str) -> list[tuple[int, int, str]]:
    """(start, end, ten national digits) of every mobile number of Kazakhstan in running text, letters typed for digits included."""
    if sum(map(str.isdigit, text)) < _NATIONAL - 2:
        return []
    sums = [match.span() for match in _SUM_OF_MONEY.finditer(text)]
    found = []
    for match in _MOBILE.finditer(text):
        digits = "".join(DIGIT_LIKE.get(char, char) for char in match[0] if _is_digit(char))[-_NATIONAL:]
        in_sum = any(start <= match.start() and match.end() <= end for start, end in sums)
        if is_mobile(digits) and sum(map(str.isdigit, match[0])) >= _NATIONAL - 2 and not in_sum:
            found.append((match.start(), match.end(), digits))
    return found


def without_mobiles(listing: Listing, withheld: tuple[Phone, ...], trail: Trail) -> Listing:
    """The listing of a row without consent: no mobile stands in any text, unless it is printed as the organisation's own number.

    ``withheld``: numbers that are known to be a person's; they stand in no address of mail or of the net either.
    """
    return _Clearing(listing, withheld, trail).cleared()


class _Clearing:
    """One row: what may stand in its texts, and where what was taken out is told."""

    def __init__(self, listing: Listing, withheld: tuple[Phone, ...], trail: Trail) -> None:
        self.listing, self.trail = listing, trail
        self.own = {phone.digits[-_NATIONAL:] for phone in listing.phones}
        self.withheld = {phone.digits[-_NATIONAL:] for phone in withheld} - self.own

    def cleared(self) -> Listing:
        changes: dict[str, Any] = {}
        for name in (one.name for one in fields(self.listing)):
            value = getattr(self.listing, name)
            made = self._value(name, value)
            if made is not value:
                changes[name] = made
        return replace(self.listing, **changes) if changes else self.listing

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401  (a field of a listing)
        match value:
            case Text():
                return self._text(name, value)
            case Person():
                bare, role = self._text(name, value.name), self._text(name, value.role) if value.role else None
                return value if (bare, role) == (value.name, value.role) else Person(bare, role) if bare else None
            case Town(kato="", names=names):
                return replace(value, names=self._names(name, names))
            case dict() if name == "names":
                made = {lang: text for lang, old in value.items() if (text := self._text(name, old)) is not None}
                return value if made == value else made
            case str() if name == "sort_name":
                return self._plain(name, value, None)
            case str() if name in ("site", "press_email"):
                return value if not self._holds(value) else self._drop(name, "")
            case tuple():
                return self._tuple(name, value)
        return value

    def _tuple(self, name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        for value in values:
            match value:
                case Topic(code=""):
                    made.append(replace(value, names=self._names(name, value.names)))
                case Phone() if value.note:
                    made.append(replace(value, note=self._plain(name, value.note, value.ref)))
                case Social() if self._holds(value.handle):
                    self._drop(name, None)
                case str() if name == "emails" and self._holds(value):
                    self._drop(name, None)
                case _:
                    made.append(value)
        return tuple(made) if tuple(made) != values else values

    def _names(self, name: str, names: Mapping[Any, str]) -> dict[Any, str]:
        return {lang: self._plain(name, text, None) for lang, text in names.items()}

    def _spot(self, name: str, ref: CellRef | None = None) -> Spot:
        cells = self.listing.cells
        known = next((cells[one] for one in (name, f"{name}_ru", f"{name}_kk", "contacts") if one in cells), None)
        return self.trail.spot(ref or known or self.listing.source, name)

    def _holds(self, text: str) -> bool:
        digits = "".join(filter(str.isdigit, text))
        return any(number in digits for number in self.withheld)

    def _drop(self, name: str, left: Kept) -> Kept:
        spot = self._spot(name)
        self.trail.private_cells[spot.ref] = None
        spot.found(
            rules.CONSENT, "mobile-in-address",
            msg("An address that holds a person's mobile number is not printed, because the row does not say that the number may be."),
            hint=msg("Write “yes” in the column of consent, if the person agreed."),
        )  # fmt: skip
        return left

    def _text(self, name: str, text: Text) -> Text | None:
        bare = self._plain(name, text.value, text.ref)
        if bare == text.value:
            return text
        return Text(bare, text.lang, text.ref) if any(map(str.isalnum, bare)) else None

    def _plain(self, name: str, text: str, ref: CellRef | None) -> str:
        taken = [(start, end, digits) for start, end, digits in find_mobiles(text) if digits not in self.own]
        taken += [(*span, digits) for digits in self.withheld for span in _spans(digits, text)]
        if not taken:
            return text
        bare = _cut(text, [(start, end) for start, end, _ in taken])
        spot = self._spot(name, ref)
        for _, _, digits in taken:
            self.trail.withheld(digits, spot.ref)
        spot.changed(rules.CONSENT, text, bare)
        spot.found(
            rules.CONSENT, "mobile-in-text",
            msg("A mobile number within a text is not printed, because the row does not say that it may be."),
            hint=msg("Write “yes” in the column of consent, or put the number into the column of telephones, if it is the organisation's."),
        )  # fmt: skip
        return bare


def _spans(digits: str, text: str) -> list[tuple[int, int]]:
    """Where ten digits stand in a text, whatever stands between and before them."""
    return [match.span() for match in _spelt(digits).finditer(text)] if _may_hold(digits, text) else []


def _may_hold(digits: str, text: str) -> bool:
    """Whether a text has these digits in their order and no other between: where not, no pattern need be made for them."""
    return digits in text.translate(_ONLY_DIGITS) and any(map(str.isdigit, text))


@lru_cache(maxsize=256)
def _spelt(digits: str) -> re.Pattern[str]:
    typed = [f"[{digit}{''.join(char for char, meant in DIGIT_LIKE.items() if meant == digit)}]" for digit in digits]
    return re.compile(rf"(?:\+?[78](?:{_BETWEEN}))?" + f"(?:{_BETWEEN})".join(typed))


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without some of its parts, their labels, and the punctuation that stood for them."""
    whole: list[tuple[int, int]] = []  # one number may be found in two ways
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    for start, end in reversed(whole):
        text = f"{_LABEL.sub('', text[:start])} {text[end:]}"
    text = _BEFORE_STOP.sub(r"\1", _TWICE.sub(r"\1", _LONE_MARKS.sub(r"\1", _EMPTY_BRACKETS.sub("", _SPACES.sub(" ", text)))))
    return text.strip(" ,;:-–—")


def hide_numbers(trail: Trail, first_change: int, first_finding: int, row: SourceRow, listing: Listing | None) -> None:
    """Nothing told of a row repeats a person's number (IIN), nor, without consent, a person's mobile: the cell is named, and its author
    knows the number.

    Its changes and findings are those from two places of the trail on. Numbers in an organisation's own columns may be told.
    """
    _hide_persons(trail, first_change, first_finding)
    if listing is not None and listing.consent_mobile:
        return
    own = {phone.digits[-_NATIONAL:] for phone in listing.phones} if listing is not None else set[str]()
    fields_of_own = _OWN_FIELDS if row.kind == "organisation" else frozenset[str]()
    cells_of_own = {value.ref for name in fields_of_own for value in row.values.get(name, ())}
    numbers = set(trail.private)
    for change in trail.changes[first_change:]:
        if change.ref not in cells_of_own:
            numbers |= {digits for text in (change.before, change.after) for _, _, digits in find_mobiles(text)} - own
    for finding in trail.findings[first_finding:]:
        if finding.place not in cells_of_own:
            numbers |= {digits for text in _texts(finding) for _, _, digits in find_mobiles(text)} - own
    if numbers:
        _hide(trail, first_change, first_finding, sorted(numbers))


def _hide_persons(trail: Trail, first_change: int, first_finding: int) -> None:
    for place in range(first_change, len(trail.changes)):
        trail.changes[place] = _hidden_change(trail.changes[place], mask_persons)
    for place in range(first_finding, len(trail.findings)):
        trail.findings[place] = without_persons(trail.findings[place])


def without_persons(finding: Finding) -> Finding:
    """The finding with every digit of a person's number (IIN) hidden, mistyped ones too; the same one where it holds none."""
    said = [value for _, value in (finding.hint.args if finding.hint else ()) if isinstance(value, str)]
    if all(mask_persons(text) == text for text in (*_texts(finding), *said)):
        return finding
    return _hidden_finding(finding, mask_persons)


def _texts(finding: Finding) -> list[str]:
    """Everything in a finding that may stand in the cell."""
    said = [value for _, value in finding.message.args if isinstance(value, str)]
    return [*said, *(text for text in (finding.before, finding.after) if text)]


def _hide(trail: Trail, first_change: int, first_finding: int, numbers: list[str]) -> None:
    def hidden(text: str) -> str:
        for digits in numbers:
            text = _spelt(digits).sub(_masked, text) if _may_hold(digits, text) else text
        return text

    for place in range(first_change, len(trail.changes)):
        trail.changes[place] = _hidden_change(trail.changes[place], hidden)
    for place in range(first_finding, len(trail.findings)):
        trail.findings[place] = _hidden_finding(trail.findings[place], hidden)


def _masked(match: re.Match[str]) -> str:
    """The number with its last seven digits hidden."""
    text = match[0]
    left = sum(map(_is_digit, text)) - (_NATIONAL - _SHOWN)
    made = []
    for char in text:
        left -= _is_digit(char)
        made.append(WITHHELD_MARK if _is_digit(char) and left < 0 else char)
    return "".join(made)


def _is_digit(char: str) -> bool:
    """A digit, or a letter that was typed for one."""
    return char.isdigit() or char in DIGIT_LIKE


class _OnlyDigits(dict[int, str | None]):
    """For str.translate: digits as they are, letters typed for digits as digits, nothing of all else; filled as characters come by."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        self[code] = DIGIT_LIKE.get(char, char) if _is_digit(char) else None
        return self[code]


_ONLY_DIGITS: Final = _OnlyDigits()  # every text that is told is looked through, for each number of its row


def _hidden_change(change: Change, hidden: Callable[[str], str]) -> Change:
    before, after = hidden(change.before), hidden(change.after)
    if (before, after) == (change.before, change.after):
        return change
    answer = change.decided
    told = replace(answer, wrote=hidden(answer.wrote), prints=hidden(answer.prints)) if answer else None
    return replace(change, before=before, after=after, decided=told)


def _hidden_finding(finding: Finding, hidden: Callable[[str], str]) -> Finding:
    message, hint = _hidden_message(finding.message, hidden), _hidden_message(finding.hint, hidden) if finding.hint else None
    before, after = (None if text is None else hidden(text) for text in (finding.before, finding.after))
    asks = finding.question and before == finding.before  # about what may not be printed nobody is asked
    return replace(finding, message=message, hint=hint, before=before, after=after, question=asks)


def _hidden_message(message: Message, hidden: Callable[[str], str]) -> Message:
    def argument(value: Argument) -> Argument:
        if isinstance(value, Message):
            return _hidden_message(value, hidden)
        return hidden(value) if isinstance(value, str) else value

    return replace(message, args=tuple((name, argument(value)) for name, value in message.args))
