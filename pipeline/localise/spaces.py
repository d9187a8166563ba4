"""No-break spaces: what a line's end may not tear apart in each language (language.md 5.1; word lists in typography.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Final

from pipeline.model.fields import Lang

__all__ = ["NO_BREAK_SPACE", "set_spaces"]

NO_BREAK_SPACE: Final = "\u00a0"
_UPPER: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІÄĞİÑÖŞŪÜ"
_LOWER: Final = "a-zа-яёәғқңөұүһіäğıñöşūü"
_QUOTES: Final = "«»„“”‘’\""
_NOT_INITIALS: Final = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "P.O.", "P.S."})

_YEAR_SIGNS: Final[dict[Lang, str]] = {"ru": "гг?", "kk": "жж?"}

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


LEAST_PROSE: Final = 24
"""Letters from which a text has more than one line in any column: its last word, if short, must not be the last line alone."""


def set_spaces(line: str, lang: Lang) -> str:
    """Bind what belongs together on a line whose white space is single plain spaces; № 5, 5 % and А. С. get theirs."""
    for pattern, replacement in _rules(lang):
        line = pattern.sub(replacement, line)
    return line


@cache
def _rules(lang: Lang) -> tuple[_Rule, ...]:
    """Every rule of a language in the order of its running: each later one sees only plain spaces as loose."""
    table = tomllib.loads(resources.files("pipeline.localise").joinpath("typography.toml").read_text("utf-8"))[lang]
    return (*_signs(lang, table["spaced"]), *_INITIALS, *_bound_numbers(table), *_bound_words(table))


def _signs(lang: Lang, spaced: list[str]) -> list[_Rule]:
    percent = (r"(?<=\d) %", "%") if lang == "en" else (r"(?<=\d) ?%(?!-)", f"{NO_BREAK_SPACE}%")
    rules: list[_Rule] = [
        (re.compile(percent[0]), percent[1]),
        (re.compile(r"(?<=[№§]) ?(?=\w)"), NO_BREAK_SPACE),
    ]
    if lang in _YEAR_SIGNS:  # 2005г.
        rules.append((re.compile(rf"((?<!\d)\d{{4}})({_YEAR_SIGNS[lang]}\.)(?!\w)"), rf"\1{NO_BREAK_SPACE}\2"))
    for phrase in spaced:
        loose = " ?".join(re.escape(part) for part in phrase.split(" "))
        rules.append((re.compile(rf"(?<!\w){loose}(?!\w)"), phrase.replace(" ", NO_BREAK_SPACE)))
    return rules


def _bound_numbers(table: dict[str, list[str]]) -> list[_Rule]:
    units = _either(table["units"])
    return [
        (re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)"), lambda found: found[0].replace(" ", NO_BREAK_SPACE)),
        (re.compile(rf"(?<=[\dIVX]) (?={units}(?!\w))"), NO_BREAK_SPACE),
        (re.compile(rf"(?<!\w)(тыс\.|мың|млн|млрд|трлн|thousand|million|billion) (?={units}(?!\w))"), rf"\1{NO_BREAK_SPACE}"),
        (re.compile(rf"(?<!\w)({_either(table['numbers_after'])}) (?=\d)"), rf"\1{NO_BREAK_SPACE}"),
    ]


def _bound_words(table: dict[str, list[str]]) -> list[_Rule]:
    """г. Алматы, Қарағанды қ., ОФ «…», «…» ҚҚ, Russian one-letter words; "5 г." was bound before, so its г. is no town's."""
    rules: list[_Rule] = [
        (re.compile(rf"(?<![\w{NO_BREAK_SPACE}])({_either(table['after'])}) (?=[{_UPPER}\d{_QUOTES}])"), rf"\1{NO_BREAK_SPACE}"),
    ]
    if table["before"]:
        rules.append((re.compile(rf"(?<=\w) (?={_either(table['before'])}(?!\w))"), NO_BREAK_SPACE))
    if table["forms"]:
        forms = _either(table["forms"])
        rules.append((re.compile(rf"(?<!\w)({forms}) (?=[{_QUOTES}])"), rf"\1{NO_BREAK_SPACE}"))
        rules.append((re.compile(rf"(?<=[{_QUOTES}]) (?={forms}(?!\w))"), NO_BREAK_SPACE))
    if table["particles"]:
        words = "".join(table["particles"])
        rules.append((re.compile(rf"(?<![\w\-‐–—’'])([{words}{words.upper()}]) (?=\S)"), rf"\1{NO_BREAK_SPACE}"))
    rules.append((re.compile(rf"^(.{{{LEAST_PROSE}}}.*\S) (?=[\w.]{{1,3}}\W{{0,3}}$)"), rf"\1{NO_BREAK_SPACE}"))
    return rules


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _parted(initials: str) -> str:
    return NO_BREAK_SPACE.join(f"{letter}." for letter in re.findall(rf"[{_UPPER}]", initials))


def _before_surname(found: re.Match[str]) -> str:
    return found[0] if found[1].replace(" ", "") in _NOT_INITIALS else f"{_parted(found[1])}{NO_BREAK_SPACE}"


def _after_surname(found: re.Match[str]) -> str:
    return found[0] if found[2].replace(" ", "") in _NOT_INITIALS else f"{found[1]}{NO_BREAK_SPACE}{_parted(found[2])}"


_PAIR: Final = rf"[{_UPPER}]\. ?(?:[{_UPPER}]\. ?)?[{_UPPER}]\."
_INITIALS: Final[tuple[_Rule, ...]] = (
    (re.compile(rf"(?<![\w.])({_PAIR}) ?(?=[{_UPPER}][{_LOWER}])"), _before_surname),  # А. С. Пушкин
    (re.compile(rf"(?<!\w)([{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?) ({_PAIR})(?!\w)(?!.[{_UPPER}][{_LOWER}])"), _after_surname),
    (re.compile(rf"(?<![\w.])([{_UPPER}]\.) ?(?=[{_UPPER}][{_LOWER}]{{2}})"), rf"\1{NO_BREAK_SPACE}"),  # А. Пушкин
)
