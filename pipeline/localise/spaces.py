"""No-break spaces: what a line's end may not tear apart in each language (language.md 5.1; word lists in typography.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from pipeline.localise.words import LOWER, UPPER, either, word_lists
from pipeline.model.fields import Lang

__all__ = ["NO_BREAK_SPACE", "set_spaces"]

NO_BREAK_SPACE: Final = "\u00a0"
_QUOTES: Final = "«»„“”‘’\""
_BIG_NUMBERS: Final = ["тыс.", "мың", "млн", "млрд", "трлн", "thousand", "million", "billion"]
_LONGEST_ENDING: Final = 6
"""Letters of the endings that a Kazakh word for a unit takes: қаңтар-дағы, теңге-міз-ге."""
_NOT_INITIALS: Final = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "P.O.", "P.S."})

_DIGIT: Final = re.compile(r"[\d\uffff]")
_NUMERAL: Final = re.compile(r"[\dIVX]")
_KEPT: Final = "\uffff"  # what typography.py took out before, such as a telephone
_INITIAL: Final = re.compile(rf"\.(?<=[{UPPER}]\.)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is bound, and what tells at a look that a line has nothing to bind: most lines have not.

    A line that the rule changes has a digit (or a telephone that was taken out), a numeral, an initial or more than one full stop as
    ``needs`` says, and one of ``signs`` where any are named.
    """

    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]
    signs: tuple[str, ...] = ()
    needs: Literal["", "digit", "numeral", "initial", "dots"] = ""


LEAST_PROSE: Final = 24
"""Letters from which a text has more than one line in any column: what it ends with, if short, must not be the last line alone."""
_SHORT_END: Final = r"(?:[^\w \uffff]*\w){1,3}[^\w \uffff]*$"
"""A last word, or words bound to one another, of three letters and figures at most: «нет.», «№ 15.», «т. д.» (TXT-004)."""


def set_spaces(line: str, lang: Lang) -> str:
    """Bind what belongs together on a line whose white space is single plain spaces; № 5, 5 % and А. С. get theirs."""
    # No rule adds anything but a space, so that these stay true to the last one.
    has = {
        "": True, "digit": _DIGIT.search(line) is not None, "numeral": _NUMERAL.search(line) is not None,
        "initial": _INITIAL.search(line) is not None, "dots": line.count(".") > 1,
    }
    for rule in _rules(lang):
        if has[rule.needs] and (not rule.signs or _has_one(line, rule.signs)):
            line = rule.pattern.sub(rule.replacement, line)
    return line


def _has_one(line: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # any() makes a generator for each of a hundred thousand lines  # noqa: SIM110
        if sign in line:
            return True
    return False


def _bound_to_next(found: re.Match[str]) -> str:
    return found[1] + NO_BREAK_SPACE


@cache
def _rules(lang: Lang) -> tuple[_Rule, ...]:
    """Every rule of a language in the order of its running: each later one sees only plain spaces as loose."""
    table = word_lists(lang)
    return (*_signs(lang, table["spaced"]), *_INITIALS, *_bound_numbers(lang, table), *_bound_words(table))


def _signs(lang: Lang, spaced: list[str]) -> list[_Rule]:
    percent = (r"(?<=\d) %", "%") if lang == "en" else (r"(?<=\d) ?%(?!-)", f"{NO_BREAK_SPACE}%")
    rules: list[_Rule] = [
        _Rule(re.compile(percent[0]), percent[1], ("%",), "digit"),
        _Rule(re.compile(r"(?<=[№§]) ?(?=\w)"), NO_BREAK_SPACE, ("№", "§")),
        _Rule(re.compile(r"(?<=\d) ×"), f"{NO_BREAK_SPACE}×", ("×",), "digit"),
        _Rule(re.compile(r"× (?=\d)"), f"×{NO_BREAK_SPACE}", ("×",), "digit"),
    ]
    if spaced:
        loose = "|".join(r"\. ?".join(map(re.escape, phrase.removesuffix(".").split(". "))) + r"\." for phrase in spaced)
        parted = re.compile(rf"(?<!\w)(?:{loose})(?!\w)")
        rules.append(_Rule(parted, lambda found: NO_BREAK_SPACE.join(re.findall(r"[^. ]+\.", found[0])), needs="dots"))
    return rules


def _bound_numbers(lang: Lang, table: Mapping[str, Any]) -> list[_Rule]:
    units = either(table["units"])
    if table["stems"]:  # ақпанда, ақпаннан
        units = rf"(?:{units}|{either(table['stems'])}[{LOWER}]{{2,{_LONGEST_ENDING}}})"
    numerals = r"\d" if lang == "en" else r"\dIVX"  # "I am" is no numeral
    return [
        _Rule(re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)"), lambda found: found[0].replace(" ", NO_BREAK_SPACE), needs="digit"),
        _Rule(re.compile(rf"(?<=[{numerals}]) (?={units}(?!\w))"), NO_BREAK_SPACE, needs="numeral"),
        _Rule(re.compile(rf"(?<!\w)({either(_BIG_NUMBERS)}) (?={units}(?!\w))"), _bound_to_next, tuple(_BIG_NUMBERS)),
        _Rule(re.compile(rf"(?<!\w)({either(table['numbers_after'])}) (?=[\d{_KEPT}])"), _bound_to_next, needs="digit"),
    ]


def _bound_words(table: Mapping[str, Any]) -> list[_Rule]:
    """г. Алматы, Қарағанды қ., ОФ «…», «…» ҚҚ, Russian one-letter words; "5 г." was bound before, so its г. is no town's."""
    rules: list[_Rule] = [
        _Rule(
            re.compile(rf"(?<![\w{NO_BREAK_SPACE}])({either(table['after'])}) (?=[{UPPER}\d{_QUOTES}])"), _bound_to_next,
            tuple(f"{word} " for word in table["after"]),
        ),
    ]
    if table["before"]:
        words = table["before"]
        rules.append(_Rule(re.compile(rf"(?<=\w) (?={either(words)}(?!\w))"), NO_BREAK_SPACE, tuple(f" {word}" for word in words)))
    if table["forms"]:
        forms = either(table["forms"])
        rules.append(_Rule(re.compile(rf"(?<!\w)({forms}) (?=[{_QUOTES}])"), _bound_to_next, tuple(f" {mark}" for mark in _QUOTES)))
        rules.append(_Rule(re.compile(rf"(?<=[{_QUOTES}]) (?={forms}(?!\w))"), NO_BREAK_SPACE, tuple(f"{mark} " for mark in _QUOTES)))
    if table["particles"]:
        letters = "".join(table["particles"])
        rules.append(_Rule(re.compile(rf"(?<![\w\-‐–—’'])([{letters}{letters.upper()}]) (?=\S)"), _bound_to_next))
    rules.append(_Rule(re.compile(rf"^(.{{{LEAST_PROSE}}}.*\S) (?={_SHORT_END})"), _bound_to_next))
    return rules


def _parted(initials: str) -> str:
    return NO_BREAK_SPACE.join(f"{letter}." for letter in re.findall(rf"[{UPPER}]", initials))


def _before_surname(found: re.Match[str]) -> str:
    return found[0] if found[1].replace(" ", "") in _NOT_INITIALS else f"{_parted(found[1])}{NO_BREAK_SPACE}"


def _after_surname(found: re.Match[str]) -> str:
    return found[0] if found[2].replace(" ", "") in _NOT_INITIALS else f"{found[1]}{NO_BREAK_SPACE}{_parted(found[2])}"


_PAIR: Final = rf"[{UPPER}]\. ?(?:[{UPPER}]\. ?)?[{UPPER}]\."
_INITIALS: Final[tuple[_Rule, ...]] = (
    _Rule(re.compile(rf"(?<![\w.])({_PAIR}) ?(?=[{UPPER}][{LOWER}])"), _before_surname, needs="initial"),  # А. С. Пушкин
    _Rule(
        re.compile(rf"(?<!\w)([{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?) ({_PAIR})(?!\w)(?!.[{UPPER}][{LOWER}])"), _after_surname,
        needs="initial",
    ),
    _Rule(re.compile(rf"(?<![\w.])([{UPPER}]\.-[{UPPER}]\.) ?(?=[{UPPER}][{LOWER}])"), _bound_to_next, needs="initial"),  # Ж.-Ж. Руссо
    _Rule(re.compile(rf"(?<![\w.])([{UPPER}]\.) ?(?=[{UPPER}][{LOWER}]{{2}})"), _bound_to_next, needs="initial"),  # А. Пушкин
)
