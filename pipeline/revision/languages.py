"""Whether a translation is in the language it is given for, by its letters and commonest words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.revision.letters import CYRILLIC, KAZAKH, LATIN
from pipeline.revision.pairs import NAMES, PROSE, Pair
from pipeline.revision.rules import LANGUAGE, SAME

__all__ = ["check_language", "check_same"]

_SURELY_KAZAKH: Final = 60
"""Letters of a Kazakh text from which on it has one that Russian does not; of 3,100 sentences of this program two of 40 to 50 have none."""
_PLACEHOLDER: Final = re.compile(r"\{\w*\}")
_RUSSIAN: Final = re.compile(r"(?<!\w)(?:и|в|во|на|для|из|от|при|не|о|об|с|со|по|к|у|за|до|или|их|что|это|также)(?!\w)", re.IGNORECASE)
_QUOTED: Final = re.compile("«[^»]{0,400}»|“[^”]{0,400}”|„[^“]{0,400}“|\"[^\"]{0,400}\"")
"""Names; no longer than names are, so that a thousand marks that nobody closes are not each looked for to the end."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_PROSE_LETTERS: Final = 20


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
    if len(LATIN.findall(_PLACEHOLDER.sub("", pair.target))) >= _PROSE_LETTERS:
        yield pair.told(
            LANGUAGE, "latin", msg("The translation is in Latin letters."), msg("Was it put into the column of another language?"))


def _english(pair: Pair) -> Iterator[Finding]:
    if pair.target.isascii():
        return
    words = [word for word in _WORD.findall(pair.target) if CYRILLIC.match(word) and len(word) > 1]
    if words:
        yield pair.told(
            LANGUAGE, "cyrillic", msg("Cyrillic words stand in the English text: {words}.", words=_some(words)),
            msg("Translate them, or write names in Latin letters."),
        )


def _kazakh(pair: Pair) -> Iterator[Finding]:
    text = pair.target
    if KAZAKH.search(text):
        return
    words = _WORD.findall(_QUOTED.sub(" ", _PLACEHOLDER.sub(" ", text))) if len(text) > _PROSE_LETTERS else []
    russian = _RUSSIAN.findall(text) if words else []
    if len(russian) > 1 or (russian and pair.field not in NAMES and len(words) > 2):
        yield pair.told(
            LANGUAGE, "russian-words", msg("The Kazakh text has Russian words and no Kazakh letter: {words}.", words=_some(russian)),
            msg("Translate it, or empty the translation: then it is printed in the language it was sent in, and marked."),
        )
    elif pair.field not in NAMES and sum(map(len, words)) >= _SURELY_KAZAKH:
        yield pair.told(
            LANGUAGE, "no-kazakh-letters", msg("A Kazakh text of this length has at least one of the letters ә ғ қ ң ө ұ ү һ і."),
            msg("Is it Russian, or typed without Kazakh letters?"),
        )


def _russian(pair: Pair) -> Iterator[Finding]:
    if pair.field in NAMES or not KAZAKH.search(pair.target):
        return
    words = _WORD.findall(_QUOTED.sub(" ", pair.target))
    kazakh = [word for word in words if len(word) > 1 and KAZAKH.search(word)]
    if len(kazakh) > 1 and len(kazakh) * 3 >= len(words):
        yield pair.told(
            LANGUAGE, "kazakh-words", msg("The Russian text has Kazakh words: {words}.", words=_some(kazakh)),
            msg("Translate it, or empty the translation: then it is printed in the language it was sent in, and marked."),
        )


def check_same(pair: Pair) -> Iterator[Finding]:
    """STR-047. Names, posts and addresses may well be the same in two languages; sentences are not."""
    if pair.field not in PROSE or pair.target != pair.source or pair.lang == pair.source_lang:
        return
    if len(_WORD.findall(pair.target)) > 2:
        yield pair.told(SAME, "same", msg("The translation is the text itself."), msg("Translate it, or empty the cell."))


def _some(words: list[str]) -> str:
    few = list(dict.fromkeys(words))[:4]
    return ", ".join(few) + (", …" if len(set(words)) > len(few) else "")
