"""Typographic rules of Kazakh, Russian and English, applied when a text is printed and never in a catalogue.

Language.md 5.1: quotes with nesting, dashes, ranges, no-break spaces, word joiners, initials, numbers with units. Phones, links,
e-mails, BINs, account numbers and codes are taken out before and put back after; a phone's spaces do not break. Letters and figures
never change, and setting a set text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pipeline.localise.apart import set_apart
from pipeline.localise.dashes import set_dashes, set_ranges
from pipeline.localise.joins import join_number, set_joins
from pipeline.localise.quotes import quote, set_quotes
from pipeline.localise.spaces import NO_BREAK_SPACE, set_spaces
from pipeline.model.fields import Lang
from pipeline.model.localised import bare

__all__ = ["NO_BREAK_SPACE", "bind_text", "quote", "set_text"]

_KEPT: Final = "\uffff"  # a noncharacter: stands for what may not be touched, itself included where a text has one
_TAIL: Final = r"[^\s\"«»„“”‟'‘’<>…\uffff]*[^\s\"«»„“”‟'‘’<>….,;:!?()\[\]{}\-‐‑–—\uffff]"
"""The rest of a link: no quote, no space; its last character is no punctuation."""

_DOMAINS: Final = (
    "(?:kz|com|org|net|ru|info|me|gov|edu|eu|uk|kg|uz|by|ua|de|int|io|tv|biz|ngo|asia|media|online|site|club|app|foundation|center|example"
    "|қаз|рф)"
)
_LINE_END: Final = re.compile("\r\n|[\n\r\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n\r\u2028\u2029 ][^\S\n\r\u2028\u2029]*| [^\S\n\r\u2028\u2029]+")
"""White space inside a line that is not a single plain space, by which a number is known."""
_UNTOUCHED: Final = re.compile(
    "|".join((
        _KEPT,
        rf"https?://{_TAIL}",
        rf"(?<![\w@.…–\-])www\.{_TAIL}",
        r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+",
        rf"(?<![\w@.…–\-])(?:[\w\-]++\.)+{_DOMAINS}(?![\w])(?:/{_TAIL})?",
        r"(?<![\w@.…])@[\w.]*\w",
        r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?(?!\w)",  # IBAN
        r"(?<![\w+])\+\d[\d \u00a0()‑–-]{6,}\d(?!\w)",  # +7 727 263 15 27
        r"(?<![\w.,…])[78](?:[ \u00a0()-]{0,3}\d){10}(?![\w])",  # 8 (727) 263-15-27
        r"(?:(?<![\w.,…])[78][ \u00a0-]?)?\(\d{3,5}\)[ \u00a0-]?\d(?:[ \u00a0-]?\d){4,6}(?!\w)",  # (7172) 32-15-27
        r"(?<![\w.,…-])\d{2,5}(?:[ \u00a0]\d{2,3}){0,1}(?:[ \u00a0]\d{2}){2}(?![\u00a0 ]?\d)(?!\w)",  # 263 15 27, 7172 32 15 27
        r"(?<!\w)(?:[A-ZА-Я]{1,6}[-/ ]?)?\d+(?:[-/]\d+){2,}(?!\w)",  # 41-23-45, 2026-03-08, 12/34/56
        r"(?<!\w)\d{12}(?!\w)",  # BIN, IIN
        r"(?<![\w/-])(?=[A-ZА-Я/-]*\d)(?=[\d/-]*[A-ZА-Я])[A-ZА-Я0-9]++(?:[-/][A-ZА-Я0-9]++)+(?!\w)",  # KZ-75, A-12/3
    )),
)
_MAY_BE_UNTOUCHED: Final = re.compile(
    rf"[@{_KEPT}:.\-/+\d](?:(?<=[@{_KEPT}])|(?<=:)//|(?<=\.)\w|(?<=[A-ZА-Я\d][-/])[A-ZА-Я\d]|(?<=\+)\d|(?<=[A-Z]{{2}}\d)\d"
    r"|(?<=\d)(?:[\s()-]*\d){5})"
)
"""What any of them has: most texts with a figure have none of it, and are seen sooner to have none."""
_ELLIPSIS: Final = re.compile(r"(?<!\.)\.{3}(?!\.)")
_DASHES: Final = re.compile("[-‐–—]")
_NUMBER: Final = re.compile(r"[+\d][\d \u00a0()‑–-]+|\([\d \u00a0()‑–-]+")


@lru_cache(maxsize=65536)
def set_text(text: str, lang: Lang) -> str:
    """Set ``text`` by the typographic rules of ``lang``; line ends stay, other runs of white space become one space.

    Idempotent. After NFC, no letter or figure is added, lost or moved. Raises KeyError for a language without rules.
    """
    if not text:
        return text
    kept: list[str] = []

    def take_out(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _KEPT

    masked = unicodedata.normalize("NFC", bare(text))
    if _MAY_BE_UNTOUCHED.search(masked):
        masked = _UNTOUCHED.sub(take_out, _SPACES.sub(" ", masked))
    set_lines = "\n".join([_set_line(line, lang) for line in _LINE_END.split(masked)])
    back = iter(join_number(token) if _NUMBER.fullmatch(token) else token for token in kept)
    return re.sub(_KEPT, lambda _: next(back), set_lines) if kept else set_lines


def bind_text(text: str, lang: Lang) -> str:
    """No-break spaces and joiners of ``lang`` alone, on one line: for addresses, whose hyphens and quotes are the sender's."""
    return set_joins(set_spaces(" ".join(unicodedata.normalize("NFC", bare(text)).split()), lang))


def _set_line(line: str, lang: Lang) -> str:
    """One line without what may not be touched. Every pass begins from plain spaces, which makes it idempotent."""
    line = " ".join(line.split())
    if "..." in line:
        line = _ELLIPSIS.sub("…", line)
    line = set_apart(set_quotes(line, lang), lang)
    if _DASHES.search(line):
        line = set_dashes(set_ranges(line, lang), lang)
    return set_joins(set_spaces(line, lang))
