"""Answers yes and no, operational status and registration, in three languages."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.dates import earliest_day
from pipeline.normalise.folding import fold, word_set
from pipeline.normalise.trail import DatedCell, Spot

__all__ = ["is_operational", "is_registered", "refuses", "remark_wants_out", "wants_out", "yes_or_no"]

_YES: Final = word_set(
    "да|yes|y|иә|ия|ие|1|true|истина|ok|ок|согласен|согласна|согласны|разрешаю|разрешаем|можно|келісемін|келісеміз|рұқсат|бар|есть|"
    "болады|конечно|v|х|x|✓",
    "|",
)
_NO: Final = word_set(
    "нет|no|n|жоқ|жок|0|false|ложь|не согласен|не согласна|не согласны|нельзя|келіспеймін|келіспейміз|болмайды|рұқсат жоқ|не разрешаю|"
    "не разрешаем|не надо|емес",
    "|",
)
_CLOSED: Final = (
    "ликвидир", "приостанов", "закрыт", "не действует", "недейств", "неактив", "не актив", "не работает", "бездейств", "прекращ",
    "реорганизован",
    "таратыл", "тоқтат", "жабыл", "жұмыс істемейді", "қызметін тоқтатқан", "белсенді емес", "әрекет етпейді",
    "liquidat", "inactive", "not active", "closed", "suspended", "dissolved", "not operat", "ceased",
)  # fmt: skip
_OPEN: Final = (
    "действу", "актив", "работает", "функционир", "зарегистр", "жұмыс істейді", "белсенді", "әрекет етеді", "жұмыс істеп",
    "operat", "active", "working",
)  # fmt: skip
_WISH: Final = re.compile(
    r"\bне (?:публик(?:овать|уйте)|печата(?:ть|йте)|размеща(?:ть|йте)|включа(?:ть|йте)|вноси(?:ть|те))\b"
    r"|\bисключит[ье] (?:нас|из)\b|\bотказ\w* от (?:публикации|печати|размещения|участия в справочнике)\b|\bпротив (?:публикации|печати)\b"
    r"|\b(?:жариялама(?:у|ңыз)|басылмасын|жарияланбасын|енгізбе(?:у|ңіз)|шығармаңыз)\w*"
    r"|\bжариялауға (?:болмайды|қарсы)|\bжариялаудан бас тарт"
    r"|\b(?:do not|don ?t|not to|not be|please not) (?:print|publish|includ|list)\w*"
    r"|\bleave (?:us|me|them) out\b|\bexclude (?:us|from)\b|\bopt(?:s|ed)? out\b"
)
"""A wish in somebody's own words, folded. What only tells that something is not printed ("не публикуется") is none."""
_OF_A_PART: Final = re.compile(
    r"\b(?:мобил|сотов|телефон|тел\b|номер|адрес|почт|e ?mail|фамили|имя\b|имени\b|фио\b|фото"
    r"|ұялы|нөмір|мекенжай|пошта|сурет|phone|mobile|number|address|photo)"
)
"""Words by which a remark means a cell of the row, not the row."""


def yes_or_no(text: str, spot: Spot) -> bool | None:
    """True, False, or None with a finding for an answer that is not understood; an empty text is None without one."""
    folded = _folded(text)
    if not folded:
        return None
    if folded in _NO or folded.split()[0] in _NO or folded.startswith("не "):
        return False
    if folded in _YES or folded.split()[0] in _YES:
        return True
    decided = spot.asked(
        rules.YES_NO,
        "unclear-answer",
        msg("“{text}” is neither yes nor no; it counts as not answered.", text=text),
        hint=msg("Write yes or no (да/нет, иә/жоқ)."),
        before=text,
    )
    if not decided:
        return None
    meant = yes_or_no(decided, spot.quiet())
    if meant is None:
        spot.bad_answer(text, decided)
    return meant


def _folded(text: str) -> str:
    return "да" if text.strip() in ("+", "✓", "✔", "☑") else fold(text)


def wants_out(text: str, spot: Spot) -> bool:
    """Does the listing ask to be left out? Whatever is not clearly a no counts as the wish (data.md 3.1, "exclude" flags)."""
    folded = _folded(text)
    if not folded or folded in _NO or folded.split()[0] == "нет":
        return False
    if folded not in _YES and folded.split()[0] not in _YES:
        decided = spot.asked(
            rules.WITHHELD,
            "unclear-wish",
            msg("“{text}” in the column “leave us out” was understood as the wish not to be printed.", text=text),
            hint=msg("Write yes or no (да/нет, иә/жоқ)."),
            before=text,
        )
        return wants_out(decided, spot.quiet()) if decided else True
    return True


def refuses(text: str, spot: Spot) -> bool:
    """Does an answer on the whole entry say that it may not be printed? Whatever is not clearly a yes counts as a no."""
    meant = yes_or_no(text, spot.quiet())
    if meant is not None:
        return not meant
    decided = spot.asked(
        rules.WITHHELD,
        "unclear-consent",
        msg("“{text}”, where consent to print the entry is asked, was understood as a no.", text=text),
        hint=msg("Write yes or no (да/нет, иә/жоқ)."),
        before=text,
    )
    return refuses(decided, spot.quiet()) if decided else True


def remark_wants_out(text: str, spot: Spot) -> bool:
    """Does a remark ask that the row be left out? A person is asked; until then nobody is printed against a wish."""
    folded = _folded(text)
    if not _WISH.search(folded):
        return False
    if _OF_A_PART.search(folded):
        spot.found(
            rules.WITHHELD,
            "wish-in-part",
            msg("A remark asks that something of the row not be printed; the row is printed."),
            hint=msg("Read the remark, and empty the cells that it means."),
        )
        return False
    decided = spot.asked(
        rules.WITHHELD,
        "wish-in-remark",
        msg("The remark “{text}” was understood as the wish not to be printed.", text=text),
        hint=msg("If it is one, write “yes” in the column “leave us out”; if the row may be printed, give “no” as the other text."),
        before=text,
    )
    return wants_out(decided, spot.quiet()) if decided else True


def is_operational(text: str, spot: Spot) -> bool | None:
    """True or False; a closed organisation and an unknown word are named."""
    folded = _folded(text)
    if any(word in folded for word in _CLOSED) or folded in _NO:
        spot.found(
            rules.STATUS,
            "not-operating",
            msg("The organisation says that it does not operate: “{text}”. It is printed.", text=text),
            hint=msg("Take the row out, or write “yes” in the column “leave us out”, if it should not be."),
        )
        return False
    if any(word in folded for word in _OPEN) or folded in _YES:
        return True
    spot.found(
        rules.STATUS, "unclear-status", msg("The status “{text}” is not understood; it is left out.", text=text), before=text,
        hint=msg("Write “operating” or “liquidated” (действует, ликвидирована)."),
    )  # fmt: skip
    return None


def is_registered(text: str, spot: Spot) -> bool | None:
    """A number or date of registration, or a yes, says that it is registered."""
    folded = _folded(text)
    if any(word in folded for word in ("не зарегистр", "без регистрации", "тіркелмеген", "unregistered", "not registered")):
        return False
    if (day := earliest_day(text)) is not None:
        spot.trail.registered.append(DatedCell(spot.ref, day))
    if sum(map(str.isdigit, text)) >= 4 or any(word in folded for word in ("зарегистр", "тіркелген", "registered")):
        return True
    return yes_or_no(text, spot)
