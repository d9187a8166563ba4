"""Phone numbers of a listing: from cells to numbers that can be dialled (data.md section 4, cases 1-10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model.findings import Rule
from pipeline.model.listings import Phone, PhoneKind, Region, Town
from pipeline.model.message import Message, msg, nmsg
from pipeline.normalise import rules
from pipeline.normalise.dialling import Dialled, area_code, code_of_place, foreign, kazakh, subscriber_length
from pipeline.normalise.folding import fold, word_set
from pipeline.normalise.phone_cells import Digits, national_digits, read_cell, renewed
from pipeline.normalise.regions import main_area_code
from pipeline.normalise.trail import Spot

__all__ = ["FoundPhone", "LocalCode", "PhoneCell", "PhoneFinds", "local_code", "read_phones"]

_CUE_WORDS: Final[dict[PhoneKind, str]] = {
    "mobile": "моб мобильный мобильные мобилка сот сотовый сотка ұялы уялы mobile mob cell whatsapp ватсап вотсап уотсап wa",
    "fax": "факс fax ф",
    "office": "тел телефон телефоны phone tel т раб рабочий гор городской жұмыс қалалық",
    "press": "пресс press баспасөз сми бақ",
    "helpline": "горячая линия доверия сенім желі желісі қызу жедел hotline helpline hot line",
    "freephone": "бесплатно бесплатный тегін toll free freephone",
}
_CUES: Final[dict[str, PhoneKind]] = {word: kind for kind, words in _CUE_WORDS.items() for word in words.split()}
_PERSONAL: Final = word_set(
    "директор директора директоры руководитель руководителя председатель председателя президент президента басшы басшысы төраға төрағасы "
    "төрайым head director chair chairman president личный личн жеке"
)
_UNKNOWN_CODE: Final = "?"
"""Left of a short number stands one that could not be read: its code is not known either."""
_COUNTRY_CODE: Final = re.compile(r"\(?(?:\+\s*7[\s(-]|7\s*\()")
_NEARLY_WHOLE: Final = 8
"""National digits of which it can be said that one or two are missing."""
_LONGEST_NOTE: Final = 40
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
    answers: list[tuple[str, str]] = field(default_factory=list)
    """What people answered for pieces of this cell: (piece, answer)."""


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A number and whether it is a person's mobile, which needs consent."""

    phone: Phone
    personal: bool


@dataclass(frozen=True, slots=True)
class PhoneFinds:
    """Numbers, and the e-mails, links and words that stood among them, each with its spot."""

    phones: tuple[FoundPhone, ...]
    emails: tuple[tuple[str, Spot], ...] = ()
    links: tuple[tuple[str, Spot], ...] = ()


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
        _report_rest(cell, pieces.debris, pieces.words)
        left = ""
        for number in pieces.numbers:
            found, left = _read_number(number, cell, left, code)
            if found is not None:
                _add(phones, found, cell.spot)
        for piece, answer in cell.answers:
            for found in _answered(piece, answer, cell):
                _add(phones, found, cell.spot)
    return PhoneFinds(tuple(phones), tuple(emails), tuple(links))


def _answered(piece: str, answer: str, cell: PhoneCell) -> list[FoundPhone]:
    """The numbers of a person's answer: each must be whole, because nobody is asked about an answer."""
    quiet = replace(cell, text=answer, spot=cell.spot.quiet(), answers=[])
    numbers = read_cell(answer).numbers
    found = [made for number in numbers if (made := _read_number(number, quiet, "", None)[0]) is not None]
    if not numbers or len(found) < len(numbers):
        cell.spot.bad_answer(piece, answer)
        return []
    return found


def _ask(cell: PhoneCell, rule: Rule, code: str, message: Message, *, hint: Message, before: str, after: str | None = None) -> None:
    """Ask what is to be printed for a piece of the cell; an answer is read with the cell's other numbers."""
    decided = cell.spot.asked(rule, code, message, hint=hint, before=before, after=after)
    if decided:
        cell.answers.append((before, decided))


def _add(phones: list[FoundPhone], found: FoundPhone, spot: Spot) -> None:
    for place, known in enumerate(phones):
        if known.phone.digits == found.phone.digits and known.phone.extension == found.phone.extension:
            phones[place] = replace(known, personal=known.personal and found.personal)
            printed = " ".join(found.phone.groups)
            spot.changed(rules.PHONE_REPEATED, printed, "")
            spot.found(rules.PHONE_REPEATED, "repeated", msg("{number} stands twice; it is printed once.", number=printed))
            return
    phones.append(found)


def _report_rest(cell: PhoneCell, debris: Iterable[str], words: list[str]) -> None:
    for piece in debris:
        cell.spot.changed(rules.PHONE_CELL, piece, "")
        cell.spot.found(rules.PHONE_CELL, "debris", msg("“{text}” among the phone numbers was left out.", text=piece), before=piece)
    cues = [word for word in words if fold(word) not in _CUES]
    if cues and cell.only_phones:
        text = " ".join(cues)
        cell.spot.found(
            rules.PHONE_CELL,
            "words-left",
            msg("“{text}” in the phone column is no number and was left out.", text=text),
            hint=msg("Move it to the column where it belongs."),
            before=text,
        )


def _read_number(number: Digits, cell: PhoneCell, left: str, code: LocalCode | None) -> tuple[FoundPhone | None, str]:
    """The number, where it is certain, and the area code that the next short number inherits."""
    if number.lettered:
        _report_letter(number, cell)
        if not number.digits:
            return None, left
    national = national_digits(number.digits)
    if national == number.digits and _COUNTRY_CODE.match(number.sent):
        national = ""  # the first 7 is the country's: a digit is missing
    if national and not (number.plus and not number.digits.startswith(("7", "8"))):
        return _whole(number, national, cell, left)
    if number.plus:
        return _abroad(number, cell), left
    if _is_short(number.digits, cell, number):
        return _found((number.digits,), number, cell, "helpline"), left
    if 5 <= len(number.digits) <= 7:
        return _local(number, cell, left, code), left
    _report_broken(number, cell, code)
    return None, _UNKNOWN_CODE


def _report_letter(number: Digits, cell: PhoneCell) -> None:
    groups = kazakh(renewed(national_digits(number.lettered)))
    message, hint = msg("There is a letter in the phone number “{text}”.", text=number.sent), msg("Write the number with digits only.")
    proposal = " ".join(groups[0]) if groups else None
    if number.digits:  # whole without its letter, and printed
        cell.spot.found(rules.PHONE, "letter-in-number", message, hint=hint, before=number.sent, after=proposal)
    else:
        _ask(cell, rules.PHONE, "letter-in-number", message, hint=hint, before=number.sent, after=proposal)


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


def _abroad(number: Digits, cell: PhoneCell) -> FoundPhone | None:
    groups = foreign(number.digits)
    if groups is None:
        _report_broken(number, cell, None)
        return None
    cell.spot.found(rules.PHONE, "foreign-number", msg("“{text}” is a number of another country.", text=number.sent))
    return _found(groups, number, cell, None)


def _is_short(digits: str, cell: PhoneCell, number: Digits) -> bool:
    """A short helpline: 111, 150, 1414; five digits only where column or words call it one."""
    if not digits.startswith("1") or not 3 <= len(digits) <= 5:
        return False
    return len(digits) < 5 or cell.kind in ("helpline", "freephone") or _cue(number.words) == "helpline"


def _local(number: Digits, cell: PhoneCell, left: str, code: LocalCode | None) -> FoundPhone | None:
    """A number without area code: the code to its left, or the town's, where code and number make ten digits."""
    if left == _UNKNOWN_CODE:
        _report_broken(number, cell, code)
        return None
    inherited = _with_code(left, number.digits)
    if inherited is not None:
        cell.spot.changed(rules.AREA_CODE, number.sent, " ".join(inherited))
        return _found(inherited, number, cell, None, logged=True)
    added = _with_code(code.code, number.digits) if code else None
    if code is not None and added is not None:
        _report_added(number, added, cell.spot, code.sure)
        return _found(added, number, cell, None, logged=True)
    _ask(
        cell,
        rules.AREA_CODE,
        "no-code",
        msg("“{text}” has no area code, and none of its town fits it; it is not printed.", text=number.sent),
        hint=msg("Write the number with its code, e.g. +7 7212 41 23 45."),
        before=number.sent,
    )
    return None


def _with_code(code: str, digits: str) -> Dialled | None:
    """Code and local number together, where they make a number of ten digits."""
    if not code or subscriber_length(code) != len(digits):
        return None
    known = kazakh(code + digits)
    return known[0] if known else None


def _report_added(number: Digits, groups: Dialled, spot: Spot, sure: bool) -> None:
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


def _report_broken(number: Digits, cell: PhoneCell, code: LocalCode | None) -> None:
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
    groups = _with_code(code.code, local)
    return " ".join(groups) if groups else ""


def _cue(words: Iterable[str]) -> PhoneKind | None:
    """The kind that words beside a number or in a header give it; "tel/fax" is an office phone."""
    kinds = [_CUES[part] for word in words for part in fold(word).split() if part in _CUES]
    if "office" in kinds and "fax" in kinds:
        return "office"
    ranked: tuple[PhoneKind, ...] = ("helpline", "freephone", "press", "fax", "mobile", "office")
    return next((kind for kind in ranked if kind in kinds), None)


def _found(groups: tuple[str, ...], number: Digits, cell: PhoneCell, kind: PhoneKind | None, *, logged: bool = False) -> FoundPhone:
    """The phone with its kind: what its digits say, then the press column, words in the cell, the column's kind.

    ``logged``: its change stands in the trail already.
    """
    said = _cue(number.words) or (_cue(cell.header.split()) if cell.kind == "office" else None)
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
    cues = {part for word in number.words for part in fold(word).split()}
    phone = Phone(tuple(groups), chosen, number.extension, _note(number.words, cell), cell.spot.ref)
    return FoundPhone(phone, kind == "mobile" and (cell.personal or not cues.isdisjoint(_PERSONAL)))


def _note(words: list[str], cell: PhoneCell) -> str:
    """The words that are no label, as they were sent ("приёмная"); debris of one letter is left out and logged.

    In a person's cell the words are the name and the post.
    """
    if not cell.only_phones:
        return ""
    rest = [word.strip(".,-") for word in words if not all(part in _CUES for part in fold(word).split())]
    for word in rest:
        if len(word) == 1:
            cell.spot.changed(rules.PHONE_CELL, word, "")
            cell.spot.found(rules.PHONE_CELL, "debris", msg("“{text}” among the phone numbers was left out.", text=word), before=word)
    note = " ".join(word for word in rest if len(word) > 1)
    return note if len(note) <= _LONGEST_NOTE else ""
