"""Whether a translation is in the language it is given for, by its letters, its commonest words and their endings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.model.findings import Finding
from pipeline.model.meant import MEANT
from pipeline.model.message import Message, msg
from pipeline.revision.letters import CYRILLIC, KAZAKH, LATIN
from pipeline.revision.pairs import NAMES, POSTS, Pair
from pipeline.revision.rules import LANGUAGE
from pipeline.revision.tongues import (
    KAZAKH_STREET,
    RUSSIAN_STREET,
    WORD,
    bare_words,
    russian_endings,
    russian_words,
    without_names,
)

__all__ = ["check_language", "hint_for"]

_SURELY_KAZAKH: Final = 60
"""Letters of a Kazakh text from which on it has one that Russian does not; of 3,100 sentences of this program two of 40 to 50 have none."""
_PROSE_LETTERS: Final = 20
_TRANSLATE: Final = msg("Translate it.")
_TRANSLATE_OR_SAY: Final = msg(
    "Translate it: until then it does not count as translated, and what was sent in is printed, marked. If it is right as it is, write "
    "“{words}” beside it as a remark, or answer for it in waivers.toml.", words=MEANT)


def hint_for(pair: Pair) -> Message:
    """What to do about a translation that is none. Labels are counted by nobody."""
    return _TRANSLATE_OR_SAY if pair.field else _TRANSLATE


def check_language(pair: Pair) -> Iterator[Finding]:
    """STR-046."""
    if pair.lang == "en":
        yield from _english(pair)
    elif pair.lang == "kk":
        yield from _kazakh(pair)
    else:
        yield from _russian(pair)
    if pair.lang == "en" or pair.field in NAMES or CYRILLIC.search(pair.target):
        return
    if len(LATIN.findall(pair.target)) >= _PROSE_LETTERS and sum(map(len, bare_words(pair.target))) >= _PROSE_LETTERS:
        yield _held(pair, "latin", msg("The translation is in Latin letters: was it put into the column of another language?"))


def _held(pair: Pair, code: str, message: Message) -> Finding:
    return pair.told(LANGUAGE, code, message, hint_for(pair))


def _english(pair: Pair) -> Iterator[Finding]:
    if pair.target.isascii():
        return
    words = [word for word in WORD.findall(pair.target) if CYRILLIC.match(word)]
    letters = sum(map(len, words))
    if letters > len(LATIN.findall(pair.target)) and letters > 1:
        yield _held(pair, "not-english", msg("The English text is in Cyrillic letters."))
        return
    words = [word for word in words if len(word) > 1]
    if words:
        yield pair.told(
            LANGUAGE, "cyrillic", msg("Cyrillic words stand in the English text: {words}.", words=_some(words)),
            msg("Translate them, or write names in Latin letters."),
        )


def _kazakh(pair: Pair) -> Iterator[Finding]:
    text = pair.target
    if pair.field == "address" and (found := RUSSIAN_STREET.findall(text)):
        yield _held(pair, "street-words", msg("The address has Russian words: {words}.", words=_some(found)))
    if KAZAKH.search(text):
        return
    is_long, prose = len(text) > _PROSE_LETTERS, without_names(text)
    words = WORD.findall(prose) if is_long else []
    russian = russian_words(prose) if words else []
    if pair.field in NAMES:
        if len(russian) > 1:
            message = msg("The Kazakh name has Russian words and no Kazakh letter: {words}.", words=_some(russian))
            yield pair.told(LANGUAGE, "russian-name", message, msg("Has it no Kazakh form? What people call it in Kazakh is printed."))
    elif len(russian) > 1 or (russian and len(words) > 2):
        message = msg("The Kazakh text has Russian words and no Kazakh letter: {words}.", words=_some(russian))
        yield _held(pair, "russian-words", message)
    elif ending := russian_endings(prose.lower() if pair.field in POSTS else prose):
        message = msg("The Kazakh text has words that end as Russian ones do, and no Kazakh letter: {words}.", words=_some(ending))
        yield _held(pair, "russian-endings", message)
    elif sum(map(len, words)) >= _SURELY_KAZAKH:
        message = msg("A text of this length without any of ә ғ қ ң ө ұ ү һ і is Russian, or typed without Kazakh letters.")
        yield _held(pair, "no-kazakh-letters", message)


def _russian(pair: Pair) -> Iterator[Finding]:
    if pair.field == "address" and (found := KAZAKH_STREET.findall(pair.target)):
        yield _held(pair, "street-words", msg("The address has Kazakh words: {words}.", words=_some(found)))
    if pair.field in NAMES or not KAZAKH.search(pair.target):
        return
    words = WORD.findall(without_names(pair.target))
    kazakh = [word for word in words if len(word) > 1 and KAZAKH.search(word)]
    if (len(kazakh) > 1 or (kazakh and pair.field in POSTS)) and len(kazakh) * 3 >= len(words):
        yield _held(pair, "kazakh-words", msg("The Russian text has Kazakh words: {words}.", words=_some(kazakh)))


def _some(words: list[str]) -> str:
    few = list(dict.fromkeys(words))[:4]
    return ", ".join(few) + (", …" if len(set(words)) > len(few) else "")
