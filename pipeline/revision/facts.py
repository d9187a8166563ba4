"""Facts that a translation must leave as they are: numbers, phones, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sized
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import Finding, Rule
from pipeline.model.message import Message, msg
from pipeline.revision.figures import SCALED, Value, figures_in, month_in, roman_in, values_in_words
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import LINKS, NUMBERS, PHONES

__all__ = ["check_facts"]

_RUNS: Final = re.compile(r"\d+")
_PHONE: Final = re.compile(
    r"(?<![\d.])(?:\+\d[\d()\u2010-\u2014\u00a0 -]{8,18}\d|[78](?=[\u00a0 (\u2010-\u2014-])[\d()\u2010-\u2014\u00a0 -]{9,17}\d"
    r"|[78]\d{10}(?!\d)"
    r"|\d{2,3}[-\u2010-\u2013]\d{2}[-\u2010-\u2013]\d{2}(?![\d-]))"
)
_PHONE_DIGITS: Final = 10
"""Of a number in Kazakhstan without the trunk prefix 8 or the country code 7."""
_DOMAINS: Final = "(?:kz|com|org|net|ru|info|biz|io|me|asia|eu|uk|de|ngo|example|қаз|рф)"
_TLD: Final = re.compile(rf"\.{_DOMAINS}(?![\w-])", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”\"()]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@/.])@[A-Za-z0-9_.]{3,}"
    rf"|(?<![\w@])[a-z0-9](?:[\w-]*\.)+{_DOMAINS}(?![\w-])(?:/[^\s<>«»“”\"()]*)?",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"\Ahttps?://(?:www\.)?|\Awww\.", re.IGNORECASE)
_AFTERNOON: Final = re.compile(r"\bp\.?\s?m\b|кешкі|вечера|түстен кейін|часа? дня", re.IGNORECASE)
_CENTURY: Final = re.compile(r"\b(?:19|20)(\d0)(?=s\b|-?[ех]|\s*жылдар)")
_COPY: Final = msg("Copy it from the text, and correct it there if it is wrong.")
_LOOK: Final = msg("Take it out of the translation, or correct the text if it lacks it.")
_COMPARE: Final = msg("Compare both from sentence to sentence: one is said twice, or left out.")


def check_facts(pair: Pair) -> Iterator[Finding]:
    """STR-042, STR-043, STR-044: what is found as a link or a phone is not counted as a number as well."""
    source, target = pair.source, pair.target
    if _may_have_link(source) or _may_have_link(target):
        wanted, source = _taken_out(_LINK, source, _link)
        found, target = _taken_out(_LINK, target, _link)
        yield from _differences(pair, LINKS, wanted, found)
    of_source, of_target = _RUNS.findall(source), _RUNS.findall(target)
    is_same = of_source == of_target or sorted(of_source) == sorted(of_target)
    if is_same and not (of_source and (SCALED.search(source) or SCALED.search(target))):
        return
    wanted, source = _taken_out(_PHONE, source, _phone)
    found, target = _taken_out(_PHONE, target, _phone)
    yield from _differences(pair, PHONES, wanted, found)
    yield from _numbers(pair, source, target)


def _may_have_link(text: str) -> bool:
    return "@" in text or ("." in text and ("://" in text or "www." in text or _TLD.search(text) is not None))


def _link(text: str) -> str:
    return _SCHEME.sub("", text).rstrip(".,;:!?/").casefold()


def _phone(text: str) -> str:
    return "".join(_RUNS.findall(text))[-_PHONE_DIGITS:]


def _taken_out(pattern: re.Pattern[str], text: str, folded: Callable[[str], str]) -> tuple[dict[str, str], str]:
    """What the pattern finds, folded form -> as it stands there, and the text without it."""
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        found.setdefault(folded(match[0]), match[0].rstrip(".,;:!?"))
    return found, pattern.sub(" ", text) if found else text


def _words(code: str, wanted: str, found: str) -> Message:
    if code == "changed":
        return msg("The translation has “{found}” where the text has “{wanted}”.", found=found, wanted=wanted)
    if code == "lost":
        return msg("“{wanted}” is not in the translation.", wanted=wanted)
    return msg("“{found}” is in the translation and not in the text.", found=found)


def _differences(pair: Pair, rule: Rule, wanted: dict[str, str], found: dict[str, str]) -> Iterator[Finding]:
    lost = [wanted[one] for one in wanted if one not in found]
    added = [found[one] for one in found if one not in wanted]
    if lost or added:
        code = _code(lost, added)
        yield pair.told(rule, code, _words(code, ", ".join(lost), ", ".join(added)), _LOOK if code == "added" else _COPY)


def _code(lost: Sized, added: Sized) -> str:
    """Of the three codes of a fact's rule: what is gone, what has come, or both, which is one thing in the place of another."""
    return "changed" if lost and added else "lost" if lost else "added"


def _numbers(pair: Pair, source: str, target: str) -> Iterator[Finding]:
    wanted, found = figures_in(source, pair.source_lang), figures_in(target, pair.lang)
    lost, added = wanted - found, found - wanted
    if not lost and not added:
        return
    if not SCALED.search(source) and not SCALED.search(target) and Counter(_RUNS.findall(source)) == Counter(_RUNS.findall(target)):
        return  # the same figures, however they are grouped
    _settle_pairs(lost, added, source, target)
    lost = _unsaid(lost, target, pair.lang)
    added = _unsaid(added, source, pair.source_lang)
    if not lost and not added:
        return
    code = _code(lost, added)
    if (code == "added" and all(value in wanted for value in added)) or (code == "lost" and all(value in found for value in lost)):
        yield pair.told(NUMBERS, code, _repeated_words(code, _listed(lost or added)), _COMPARE)
        return
    yield pair.told(NUMBERS, code, _number_words(code, _listed(lost), _listed(added)), _LOOK if code == "added" else _COPY)


def _repeated_words(code: str, values: str) -> Message:
    """Of numbers that both have, but one of the two oftener."""
    if code == "added":
        return msg("The translation says {found} more often than the text does.", found=values)
    return msg("The text says {wanted} more often than the translation does.", wanted=values)


def _number_words(code: str, lost: str, added: str) -> Message:
    if code == "changed":
        return msg("The text says {wanted}, the translation {found}.", wanted=lost, found=added)
    if code == "lost":
        return msg("The text says {wanted}, the translation does not.", wanted=lost)
    return msg("The translation says {found}, the text does not.", found=added)


def _settle_pairs(lost: Counter[Value], added: Counter[Value], source: str, target: str) -> None:
    """Strike out what is the same thing told otherwise: 17 and 5 p.m., «90-е» and the 1990s."""
    for one in list(lost):
        for other in list(added):
            by_clock = abs(one - other) == 12 and (_AFTERNOON.search(source) or _AFTERNOON.search(target))
            decade = {one, other} & {Value(century[1]) for text in (source, target) for century in _CENTURY.finditer(text)}
            if by_clock or (decade and one % 100 == other % 100):
                lost.pop(one, None)
                added.pop(other, None)
                break


def _unsaid(values: Counter[Value], text: str, lang: Lang) -> Counter[Value]:
    """Those that the text does not say in words, as a month or in Roman figures; nought minutes and a lone 1 are often left out."""
    if not values:
        return values
    words = values_in_words(text, lang)
    left: Counter[Value] = Counter()
    for value, count in values.items():
        whole = int(value) if value == int(value) else None
        if whole is None or not _is_said(whole, words, text):
            left[value] = count
    return left


def _is_said(whole: int, words: set[int], text: str) -> bool:
    if whole in words or whole in (0, 1) or (whole < 40 and roman_in(text, whole)):
        return True
    if 1 <= whole <= 12 and month_in(text, whole):
        return True
    return 1900 <= whole < 2100 and whole % 10 == 0 and whole % 100 in words


def _listed(values: Counter[Value]) -> str:
    return ", ".join(f"{value:f}" for value in values)
