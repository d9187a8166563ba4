"""Languages: of a text by its letters, and working languages by their names."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.folding import fold, fold_kazakh, word_set
from pipeline.normalise.lookalikes import KAZAKH_LETTERS
from pipeline.normalise.trail import Spot

__all__ = ["guess_language", "language_of", "named_languages", "read_languages", "read_sent_in", "script_language"]

_NAMES: Final = {
    "kk": "казахский қазақ қазақша казахша kazakh kaz kk kz каз қаз қазақ тілі казахском",
    "ru": "русский орыс орысша russian rus ru рус русском",
    "en": "английский ағылшын ағылшынша english eng en англ ағыл английском",
    "ug": "уйгурский ұйғыр ұйғырша uyghur uighur uygur ug",
    "uz": "узбекский өзбек өзбекше uzbek uz",
    "ko": "корейский кәріс корей корейше korean ko",
    "de": "немецкий неміс немісше german de deutsch нем",
    "tr": "турецкий түрік түрікше turkish tr",
    "ky": "киргизский кыргызский қырғыз kyrgyz ky",
    "tt": "татарский татар tatar tt",
    "uk": "украинский украин ukrainian uk укр",
    "pl": "польский поляк polish pl",
    "fr": "французский француз french fr",
    "ar": "арабский араб arabic ar",
    "zh": "китайский қытай chinese zh",
    "az": "азербайджанский әзербайжан azerbaijani az",
    "tg": "таджикский тәжік tajik tg",
    "ku": "курдский күрд kurdish ku",
    "mn": "монгольский моңғол mongolian mn",
    "hy": "армянский армян armenian hy",
    "ce": "чеченский шешен chechen ce",
    "be": "белорусский белорус belarusian be",
    "es": "испанский испан spanish es",
    "rsl": "жестовый жестовая ымдау жестов",
}
_TAGS: Final = {fold_kazakh(word): tag for tag, words in _NAMES.items() for word in words.split() if word != "тілі"}
_FILLERS: Final = frozenset(
    map(fold_kazakh, word_set("язык языки языке языках тілі тілдері тілінде language languages lang яз и мен және and на в по"))
)
_QUOTED: Final = re.compile('[«"“„][^«»"“”]*[»"”]')
_NAMES_APART: Final = re.compile(r"[\s,;/|+&]+")
_LONG_TEXT: Final = 8
_FEW_KAZAKH: Final = 0.2
"""Share of words with Kazakh letters below which a text is not Kazakh; in real Kazakh prose it is about a half."""
_DOUBTED: Final = 3
"""Texts of so few words are in the language that the row says."""
_KAZAKH: Final = re.compile(f"[{''.join(sorted(KAZAKH_LETTERS))}]")
_KAZAKH_WORD: Final = re.compile(f"[^\\W\\d_]*[{''.join(sorted(KAZAKH_LETTERS))}][^\\W\\d_]*")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]+")
_LATIN: Final = re.compile("[A-Za-z]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def script_language(text: str) -> Lang | None:
    """Kazakh where a Kazakh letter occurs, else Russian for Cyrillic and English for Latin, whichever has more letters."""
    if _KAZAKH.search(text):
        return "kk"
    if not _LATIN.search(text):
        return "ru" if _CYRILLIC.search(text) else None
    return "ru" if _letters(_CYRILLIC, text) >= _letters(_LATIN, text) else "en"


def guess_language(text: str) -> Lang | None:
    """:func:`script_language`, but Russian that names a Kazakh person, street or, in quotation marks, organisation is Russian."""
    by_script = script_language(text)
    if by_script != "kk":
        return by_script
    unquoted = _QUOTED.sub(" ", text)
    if not _KAZAKH.search(unquoted) and len(_LETTERS.findall(unquoted)) > 1:
        return script_language(unquoted)
    words = len(_LETTERS.findall(text))
    if words >= _LONG_TEXT and len(_KAZAKH_WORD.findall(text)) < _FEW_KAZAKH * words:
        return "ru" if _letters(_CYRILLIC, text) >= _letters(_LATIN, text) else "en"
    return by_script


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))


def language_of(text: str, said: Lang) -> Lang:
    """The language of a text in a row that was sent in ``said``: as said, unless its letters say that it cannot be.

    A Kazakh text may lack Kazakh letters and a Russian one may name a Kazakh street, so only long texts are doubted.
    """
    guess = guess_language(text)
    if guess is None or guess == said:
        return said
    short = len(_LETTERS.findall(text)) <= _DOUBTED
    if said == "en":
        return guess
    if guess == "en":
        return said if short else guess
    return said if short or said == "kk" else guess


def read_languages(texts: list[tuple[str, Spot]]) -> tuple[str, ...]:
    """BCP 47 tags of the languages named, in order; unknown words are named."""
    found: list[str] = []
    for text, spot in texts:
        for word in _NAMES_APART.split(text):
            folded = fold_kazakh(word)
            tag = _TAGS.get(folded)
            if tag is None and folded and folded not in _FILLERS:
                spot.found(
                    rules.LANGUAGES,
                    "unknown-language",
                    msg("The language “{text}” is not known; it is left out.", text=word),
                    hint=msg("Write the language's name in full."),
                    before=word,
                )
            elif tag is not None and tag not in found:
                found.append(tag)
    return tuple(found)


def named_languages(text: str) -> tuple[Lang, ...]:
    """The guide's languages that a text names, each once."""
    tags = dict.fromkeys(_TAGS.get(fold_kazakh(word)) for word in _LETTERS.findall(text))
    return tuple(tag for tag in ("kk", "ru", "en") if tag in tags)


def read_sent_in(text: str, spot: Spot) -> Lang | None:
    """The language a row says it was sent in."""
    tags = [_TAGS.get(fold_kazakh(word)) for word in fold(text).split()]
    for tag in tags:
        if tag in ("kk", "ru", "en"):
            return tag  # type: ignore[return-value]
    spot.found(
        rules.SENT_IN,
        "unknown-language",
        msg("“{text}” is none of the guide's languages; the language was read from the letters.", text=text),
        hint=msg("Write kk, ru or en."),
        before=text,
    )
    return None
