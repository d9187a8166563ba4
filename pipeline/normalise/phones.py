"""Phone numbers of a listing: from cells to numbers that can be dialled (data.md section 4, cases 1-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model.listings import Phone, PhoneKind, Region, Town
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.abroad import dialled_abroad, written_country
from pipeline.normalise.dialling import area_code, code_of_place, kazakh, russian
from pipeline.normalise.phone_cells import Digits, national_digits, read_cell, renewed
from pipeline.normalise.phone_kinds import cue, is_label, is_personal, labels_left
from pipeline.normalise.phone_questions import (
    LocalCode,
    PhoneCell,
    ask_broken,
    ask_letter,
    ask_no_code,
    ask_russian,
    ask_service,
    ask_tail,
    tell_added,
    tell_rest,
    with_code,
)
from pipeline.normalise.phone_texts import RANGE
from pipeline.normalise.regions import main_area_code
from pipeline.normalise.trail import Spot
from pipeline.normalise.whose_number import belongs_to_person

__all__ = ["FoundPhone", "LocalCode", "PhoneCell", "PhoneFinds", "local_code", "looks_like_phone", "read_phones"]

_UNKNOWN_CODE: Final = "?"
"""Left of a short number stands one that could not be read: its code is not known either."""
_COUNTRY_CODE: Final = re.compile(r"\(?(?:\+\s*7[\s(-]|7\s*\()")
_NO_SUBSCRIBER: Final = ("0", "1")
_RUSSIAN_DIGITS: Final = 11
_LONGEST_TAIL: Final = 4
_FEWEST_DIGITS: Final = 5
_LINKS: Final = frozenset({"site", "social"})
"""A number in a link makes no person's number the office's."""
_LONGEST_NOTE: Final = 40


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A number and whether it is a person's mobile, which needs consent."""

    phone: Phone
    personal: bool
    sent: str = ""
    """As it stood in the cell."""


@dataclass(frozen=True, slots=True)
class PhoneFinds:
    """Numbers, and the e-mails, links and words that stood among them, each with its spot."""

    phones: tuple[FoundPhone, ...]
    emails: tuple[tuple[str, Spot], ...] = ()
    links: tuple[tuple[str, Spot], ...] = ()


def looks_like_phone(text: str) -> bool:
    """Does a text hold phone numbers and nothing else but the words that say what they are?"""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return False
    pieces = read_cell(text)
    words = [word for number in pieces.numbers for word in number.words] + pieces.words
    return bool(pieces.numbers) and not (pieces.emails or pieces.links) and all(map(is_label, words))


def local_code(town: Town | None, region: Region | None) -> LocalCode | None:
    """The code of a town of the gazetteer; without a town, of the region's main town."""
    if town is not None and town.kato:
        code = code_of_place(town.kato)
        return LocalCode(code, True) if code else None
    if town is None and region is not None:
        return LocalCode(main_area_code(region.code), False)
    return None


def read_phones(cells: Sequence[PhoneCell], code: LocalCode | None) -> PhoneFinds:
    """Read all phone cells of a listing, in order; a number that stands twice is kept once, as the office's where it is one."""
    phones: list[FoundPhone] = []
    emails: list[tuple[str, Spot]] = []
    links: list[tuple[str, Spot]] = []
    for cell in cells:
        pieces = read_cell(cell.text)
        emails.extend((email, cell.spot) for email in pieces.emails)
        links.extend((link, cell.spot) for link in pieces.links)
        tell_rest(cell, pieces.debris, pieces.words, rounded=pieces.rounded)
        for found in _read_numbers(pieces.numbers, cell, code):
            _add(phones, found, cell.spot)
        for piece, answer in cell.answers:
            for found in _answered(piece, answer, cell):
                _add(phones, found, cell.spot)
    return PhoneFinds(tuple(phones), tuple(emails), tuple(links))


def _read_numbers(numbers: Sequence[Digits], cell: PhoneCell, code: LocalCode | None) -> Iterator[FoundPhone]:
    """The certain numbers of a cell; a short one inherits the area code to its left, the ending of a number is asked about."""
    left = ""
    previous: FoundPhone | None = None
    sent = ""
    for number in numbers:
        if sent and _is_tail(number, cell):
            ask_tail(number, cell, sent, previous.phone.groups if previous and not previous.phone.extension else ())
            continue
        previous, left = _read_number(number, cell, left, code)
        sent = number.sent
        if previous is not None:
            yield previous


def _answered(piece: str, answer: str, cell: PhoneCell) -> list[FoundPhone]:
    """The numbers of a person's answer: each must be whole, because nobody is asked about an answer."""
    quiet = replace(cell, text=answer, spot=cell.spot.quiet(), decided=True, answers=[])
    numbers = read_cell(answer).numbers
    found = [made for number in numbers if (made := _read_number(number, quiet, "", None)[0]) is not None]
    if not numbers or len(found) < len(numbers):
        cell.spot.bad_answer(piece, answer)
        return []
    return found


def _add(phones: list[FoundPhone], found: FoundPhone, spot: Spot) -> None:
    for place, known in enumerate(phones):
        if known.phone.digits == found.phone.digits and known.phone.extension == found.phone.extension:
            phones[place] = replace(known, personal=known.personal and (found.personal or spot.field in _LINKS))
            printed = " ".join(found.phone.groups)
            spot.changed(rules.PHONE_REPEATED, printed, "")
            message = msg("{number} stands twice; it is printed once.", number=printed)
            spot.found(rules.PHONE_REPEATED, "repeated", message, before=found.sent)
            return
    phones.append(found)


def _read_number(number: Digits, cell: PhoneCell, left: str, code: LocalCode | None) -> tuple[FoundPhone | None, str]:
    """The number, where it is certain, and the area code that the next short number inherits."""
    if number.lettered:
        ask_letter(number, cell)
        if not number.digits:
            return None, left
    national = national_digits(number.digits)
    if national == number.digits and _COUNTRY_CODE.match(number.sent):
        national = ""  # the first 7 is the country's: a digit is missing
    if national and not (number.plus and not number.digits.startswith(("7", "8"))):
        return _whole(number, national, cell, left)
    country = written_country(number.words)
    if number.plus or country or (len(number.digits) == _RUSSIAN_DIGITS and russian(number.digits[1:])):
        return _abroad(number, cell, country), left
    if _is_short(number.digits, cell, number):
        return _found((number.digits,), number, cell, "helpline"), left
    if 5 <= len(number.digits) <= 7:
        return _local(number, cell, left, code), left
    ask_broken(number, cell, code)
    return None, _UNKNOWN_CODE


def _whole(number: Digits, national: str, cell: PhoneCell, left: str) -> tuple[FoundPhone | None, str]:
    new = renewed(national)
    known = kazakh(new)
    if known is None:
        return None, left
    groups, line = known
    if new != national:
        printed = " ".join(groups)
        cell.spot.changed(rules.AREA_CODE, number.sent, printed)
        cell.spot.found(
            rules.AREA_CODE,
            "old-code",
            msg("The area code of “{text}” is older than 2007 and was brought up to date.", text=number.sent),
            before=number.sent,
            after=printed,
        )
    if line == "fixed":
        left = area_code(new)
    kind: PhoneKind | None = None if line == "fixed" else line
    return _found(groups, number, cell, kind, logged=new != national), left


def _abroad(number: Digits, cell: PhoneCell, country: str) -> FoundPhone | None:
    """A number of another country, where the country is written; of Russia, whose code is Kazakhstan's, only by name."""
    groups = dialled_abroad(number.digits, "" if number.plus and country != "7" else country)
    if groups is None:
        perhaps = russian(number.digits[1:]) if len(number.digits) == _RUSSIAN_DIGITS and number.digits[0] in "78" else None
        if perhaps is None:
            ask_broken(number, cell, None)
            return None
        if not cell.decided:
            ask_russian(number, cell, perhaps)
            return None
        groups = perhaps
    message = msg("“{text}” is a number of another country.", text=number.sent)
    cell.spot.found(rules.PHONE, "foreign-number", message, before=number.sent)
    return _found(groups, number, cell, None)


def _is_tail(number: Digits, cell: PhoneCell) -> bool:
    """May it be the last digits of another number: 43-88-72/71, 43-88-71, 72, or the end of a range?"""
    if not number.tail or number.lettered or number.plus:
        return False
    return number.tail == RANGE or (len(number.digits) <= _LONGEST_TAIL and not _is_short(number.digits, cell, number))


def _is_short(digits: str, cell: PhoneCell, number: Digits) -> bool:
    """A short helpline: 111, 150, 1414; five digits only where column or words call it one."""
    if not digits.startswith("1") or not 3 <= len(digits) <= 5:
        return False
    return len(digits) < 5 or cell.kind in ("helpline", "freephone") or cue(number.words) == "helpline"


def _local(number: Digits, cell: PhoneCell, left: str, code: LocalCode | None) -> FoundPhone | None:
    """A number without area code: the code to its left, or the town's, where code and number make ten digits."""
    if left == _UNKNOWN_CODE:
        ask_broken(number, cell, code)
        return None
    if number.digits.startswith(_NO_SUBSCRIBER):
        if cell.decided:
            return _found((number.digits,), number, cell, "helpline")
        ask_service(number, cell, left or (code.code if code else ""))
        return None
    inherited = with_code(left, number.digits)
    if inherited is not None:
        cell.spot.changed(rules.AREA_CODE, number.sent, " ".join(inherited))
        return _found(inherited, number, cell, None, logged=True)
    added = with_code(code.code, number.digits) if code else None
    if code is not None and added is not None:
        tell_added(number, added, cell.spot, code.sure)
        return _found(added, number, cell, None, logged=True)
    ask_no_code(number, cell)
    return None


def _found(groups: tuple[str, ...], number: Digits, cell: PhoneCell, kind: PhoneKind | None, *, logged: bool = False) -> FoundPhone:
    """The phone with its kind: what its digits say, then the press column, words in the cell, the column's kind.

    ``logged``: its change stands in the trail already.
    """
    said = cue(number.words) or (cue(cell.header.split()) if cell.kind == "office" else None)
    chosen: PhoneKind
    if kind in ("freephone", "helpline"):
        chosen = kind
    elif cell.kind == "press":
        chosen = "press"
    elif said in ("helpline", "fax", "press"):
        chosen = said
    elif cell.kind in ("helpline", "fax"):
        chosen = cell.kind
    else:
        chosen = "mobile" if kind == "mobile" else "office"
    if not logged:
        cell.spot.changed(rules.PHONE_FORM, number.sent, " ".join(groups))
    phone = Phone(tuple(groups), chosen, number.extension, _note(number.words, cell), cell.spot.ref)
    is_line = kind in ("freephone", "helpline") or (kind is None and groups[0] == "+7" and groups[1].startswith("7")) or len(groups) == 1
    personal = cell.personal or is_personal(number.words) or belongs_to_person(number.words, cell.text, cell.header)
    return FoundPhone(phone, not is_line and personal, number.sent)


def _note(words: list[str], cell: PhoneCell) -> str:
    """The words that are no label, as they were sent ("приёмная"); debris of one letter is left out and logged.

    In a person's cell the words are the name and the post.
    """
    if not cell.only_phones:
        return ""
    rest = [word.strip(".,-") for word in labels_left(words)]
    for word in rest:
        if len(word) == 1:
            cell.spot.changed(rules.PHONE_CELL, word, "")
            cell.spot.found(rules.PHONE_CELL, "debris", msg("“{text}” among the phone numbers was left out.", text=word), before=word)
    note = " ".join(word for word in rest if len(word) > 1)
    return note if len(note) <= _LONGEST_NOTE else ""
