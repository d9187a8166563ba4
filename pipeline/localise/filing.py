"""What of a name is filed: no quotes, no legal form, no article, no invisible characters, each word in one alphabet (language.md 1.2)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from pipeline.localise.words import LOWER, UPPER, either
from pipeline.model.alphabets import is_of_one_alphabet, mend_words, to_latin

__all__ = ["filing_text"]

_QUOTES: Final = "\"'«»‹›„“”‟‚‘’‛`´ʹʻʼʾʿ"
_UNQUOTED: Final = str.maketrans("", "", _QUOTES)
_OPENING: Final = re.escape("\"«‹„“‟‘'")
_ENDS: Final = "\"»›”“’'"
_AROUND_FORM: Final = f"{_ENDS}()"
_INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_COMPATIBLE: Final = "\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc-\u00be\u2070-\u209c\u2150-\u218b\u2460-\u24ff\ufb00-\ufb06\uff01-\uff5e"
"""Superscripts, fractions, Roman numerals, circled and wide letters and figures: filed as the letters and figures they stand for."""
_ODD: Final = re.compile(rf"[{_INVISIBLE}{_COMPATIBLE}]|(?![0-9])\d")
_UNSEEN: Final = re.compile(f"[{_INVISIBLE}]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_FIRST_WORD: Final = re.compile(rf"[{_OPENING}]*(\w+)")
_LATIN_EDITIONS: Final = frozenset({"en", "kk-Latn"})


@lru_cache(maxsize=65536)
def filing_text(text: str, lang: str, *, is_subject: bool = False) -> str:
    """``text`` as it is filed in an index of ``lang`` (kk, kk-Latn, ru, en), case and accents kept.

    NFC; no invisible characters; decimal digits of every script as 0 to 9; a word with look-alike letters of the other alphabet in its
    own; no quotes; no legal form (or English article) before the name, none after it; no signs before the first letter. What would
    leave nothing to file by stays. ``is_subject``: the words of a subject, which has no legal form: "NGO law" is filed under N.
    """
    plain = unicodedata.normalize("NFC", text)
    if not plain.isascii():
        plain = _plain_letters(plain, lang)
    plain = " ".join(plain.split())
    if not is_subject:
        plain = _without_forms(plain, lang)
    if not plain.isalnum():
        plain = " ".join(plain.translate(_UNQUOTED).split())
    start = next((index for index, char in enumerate(plain) if char.isalnum()), 0)
    return plain[start:]


def _without_forms(plain: str, lang: str) -> str:
    passed_over = _passed_over(lang)
    if (first := _FIRST_WORD.match(plain)) and first[1].casefold() in passed_over.first_words:
        for pattern in passed_over.before:
            plain = pattern.sub("", plain, count=1)
    if plain.rpartition(" ")[2].casefold().strip(_AROUND_FORM) in passed_over.last_words:
        plain = passed_over.after.sub("", plain, count=1)
    return plain


def _plain_letters(text: str, lang: str) -> str:
    if _ODD.search(text):
        text = "".join(_plain_letter(char) for char in _UNSEEN.sub("", text))
    if is_of_one_alphabet(text) or not _CYRILLIC.search(text):
        return text
    return mend_words(text, lang == "kk").text


def _plain_letter(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return unicodedata.normalize("NFKC", char) if _ODD.match(char) else char


@dataclass(frozen=True, slots=True)
class _PassedOver:
    """What is dropped at the head of a name, in this order, and at its end; each leaves something behind to file by."""

    before: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]
    first_words: frozenset[str]
    last_words: frozenset[str]
    """In small letters: a look at its first and its last word spares most names the search for a form."""


@cache
def _passed_over(lang: str) -> _PassedOver:
    table = tomllib.loads(resources.files("pipeline.localise").joinpath("filing.toml").read_text("utf-8"))
    ends = [*table["short"], *table["short_latin"]]
    short = [*table["short"], *(table["short_latin"] if lang in _LATIN_EDITIONS else [])]
    full = f"(?i:{either(table['full'])})"
    dotted = "|".join(r"\. ?".join(form) + r"\." for form in ends if form.isalpha())
    twins = [twin for form in table["short"] if (twin := to_latin(form)) is not None]
    head, between = f"^[{_OPENING}]*", "[ :,.]*(?:[-–—] ?)?"
    articles = table["articles"] if lang == "en" else []
    before = [
        *([rf"{head}(?i:{either(articles)}) (?=[{_OPENING}]*\w)"] if articles else []),
        rf"{head}(?:{full}|{dotted}){between}(?=[{_OPENING}] ?\w)",
        rf"{head}(?=.*[{LOWER}]){full} (?=[0-9{UPPER}])",  # as normalise parts it; a name in capitals does not tell
        rf"{head}(?:{either(ends)}{between}(?=[{_OPENING}]+ ?\w)|{either(short)} (?=\w))",
        rf"{head}{either(twins)}(?: (?=[{_OPENING}]*[\u0400-\u052f])|(?=[{_OPENING}]+[\u0400-\u052f]))",
    ]
    bare = rf"|(?<=\w),? (?:{either(ends)}|{full})" if lang != "ru" else ""  # a Russian form stands before the name
    after = re.compile(rf"(?:(?<=\w)[{_ENDS}]+[ ,]*\(?(?:{full}|{either(ends)})\)?{bare})$")
    last_words = frozenset(form.casefold().rpartition(" ")[2] for form in (*ends, *table["full"]))
    firsts = [*ends, *twins, *table["full"], *articles, *(form[0] for form in ends)]
    first_words = frozenset(re.split(r"\W", form.casefold(), maxsplit=1)[0] for form in firsts)
    return _PassedOver(tuple(map(re.compile, before)), after, first_words, last_words)
