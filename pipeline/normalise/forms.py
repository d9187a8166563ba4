"""Legal forms: found in a column or in a name, in three languages, and parted from the name (data.md section 4, case 23)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.forms import LegalForm
from pipeline.normalise.folding import fold
from pipeline.normalise.tables import toml_table

__all__ = ["Form", "find_form", "forms", "legal_forms", "plain_form", "split_form"]

_OPENING: Final = '«"“„‟'
_PARTS: Final = re.compile(r"[/()|,]")
_CLOSING: Final = '»"”“'


_NUMBERED: Final = re.compile(r"^\d{1,3}[.)]\s+(?=\D)")
_STOP_BEHIND: Final = re.compile(r"([»\"”])\.$")
_DOTTED: Final = re.compile(r"((?:[^\W\d_]\.\s?){2,4})(?=[\s«\"“„])\s*")
_LATIN_SHORT: Final = re.compile(r"([A-ZА-Я]{2,4})(?=[\s«\"“„(])")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_BRACKETED: Final = re.compile(r"\s*\(([^\W\d_]{2,4})\)$")
_TWINS: Final = dict(zip("ABCEHKMOPTXY", "АВСЕНКМОРТХУ", strict=True))


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form; ``attached`` is what stands after a Kazakh name («Үміт» қоғамдық қоры)."""

    code: str
    full: Mapping[Lang, str]
    short: Mapping[Lang, str]
    attached: str
    also: tuple[str, ...] = ()

    def spellings(self) -> Iterator[tuple[str, bool]]:
        """Every spelling, and whether it is an abbreviation."""
        for name in (*self.full.values(), self.attached, *self.also):
            yield name, False
        for name in (self.code, *self.short.values()):
            yield name, True


@cache
def forms() -> Mapping[str, Form]:
    """Code -> form, for compose and localise as well as for reading."""
    return {
        row["code"]: Form(row["code"], row["full"], row["short"], row["attached"], tuple(row.get("also", ())))
        for row in toml_table("forms.toml")["form"]
    }


@cache
def legal_forms() -> Mapping[str, LegalForm]:
    """Code -> the names a form is printed with, for localise."""
    return {code: LegalForm(code, form.short, form.full, form.also) for code, form in forms().items()}


@cache
def _by_spelling() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for form in forms().values():
        for spelling, _ in form.spellings():
            found.setdefault(fold(spelling), form.code)
    return found


def find_form(text: str) -> str:
    """The code of a form that a cell names, in any language, full or short; "" for none."""
    folded = fold(text)
    found = _by_spelling().get(folded)
    if found is None:
        found = next((_by_spelling()[part] for part in map(fold, _PARTS.split(text)) if part in _by_spelling()), None)
    return found or ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[str, bool], ...]]:
    """A form at the beginning, a form at the end, and (code, is an abbreviation) by group number, longest spelling first.

    Abbreviations count in capitals only.
    """
    rows = sorted(
        ((spelling, form.code, short) for form in forms().values() for spelling, short in set(form.spellings())),
        key=lambda row: (-len(row[0]), row),
    )
    words = [r"[\s-]+".join(map(re.escape, spelling.split())) for spelling, _, _ in rows]
    groups = "|".join(f"({word})" if short else f"((?i:{word}))" for word, (_, _, short) in zip(words, rows, strict=True))
    begins = re.compile(rf"(?:{groups})(?![\w-])[\s:,.]*(?:[-–—]\s*(?=[{_OPENING}']))?")
    ends = re.compile(rf"[\s,]*(?<![\w-])(?:{groups})\s*$")
    return begins, ends, tuple((code, short) for _, code, short in rows)


def plain_form(name: str) -> str:
    """The name without a running number before it, and with its legal form's abbreviation as it is usually written.

    О.Ф. -> ОФ, OO in Latin letters -> ОО, "Родник (ОФ)" -> "Родник ОФ", «Родник». -> «Родник».
    """
    name = _NUMBERED.sub("", name) if name[:1].isdigit() else name
    name = _STOP_BEHIND.sub(r"\1", name) if name.endswith(".") else name
    dotted = _DOTTED.match(name) if name[1:2] == "." else None
    if dotted and (code := dotted[1].replace(".", "").replace(" ", "")) in _short_names():
        name = f"{code} {name[dotted.end() :]}"
    latin = _LATIN_SHORT.match(name) if any(map(str.isascii, name[:3])) else None
    if latin and _CYRILLIC.search(name[latin.end() :]):
        code = "".join(_TWINS.get(char, char) for char in latin[1])
        name = code + name[latin.end(1) :] if code != latin[1] and code in _short_names() else name
    behind = _BRACKETED.search(name) if name.endswith(")") else None
    return f"{name[: behind.start()]} {behind[1]}" if behind and behind[1] in _short_names() else name


@cache
def _short_names() -> frozenset[str]:
    return frozenset(spelling for form in forms().values() for spelling, short in form.spellings() if short)


def split_form(name: str) -> tuple[str, str]:
    """The name without a legal form at its beginning or end, and the form's code; ("name", "") where none is to be parted.

    A form whose name goes on in a small letter is part of the name («Общественный фонд помощи детям») and stays.
    """
    begins, ends, codes = _patterns()
    at_start = begins.match(name)
    if at_start and at_start.lastindex:
        code, short = codes[at_start.lastindex - 1]
        if _stands_alone(name[at_start.end() :], name, short):
            return name[at_start.end() :].strip(), code
    at_end = ends.search(name) if _may_end_with_form(name) else None
    if at_end and at_end.lastindex:
        code, short = codes[at_end.lastindex - 1]
        if _may_follow(name[: at_end.start()], name[at_end.start() :], short):
            return name[: at_end.start()].strip(), code
    return name, ""


@cache
def _last_words() -> tuple[str, ...]:
    return tuple(sorted({spelling.split()[-1].casefold() for form in forms().values() for spelling, _ in form.spellings()}))


def _may_end_with_form(name: str) -> bool:
    """False where the last word rules it out. A pattern that knows no case takes ı for i, which folding does not."""
    return name.rstrip().casefold().endswith(_last_words()) or "ı" in name


def _stands_alone(rest: str, name: str, short: bool) -> bool:
    if not rest:
        return False
    if rest[0] in _OPENING:
        return True
    shouting = name.isupper() and not short
    return (rest[0].isupper() or rest[0].isdigit()) and not shouting


def _may_follow(rest: str, ending: str, short: bool) -> bool:
    """A form after the name: an abbreviation, a Kazakh or English form, or any form after a closing quotation mark."""
    rest = rest.rstrip()
    if not any(map(str.isalpha, rest)):
        return False
    if rest[-1] in _CLOSING or short:
        return True
    folded = fold(ending)
    return any(folded in (fold(form.attached), fold(form.full["kk"]), fold(form.full["en"])) for form in forms().values())
