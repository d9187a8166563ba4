"""The language of a text that its letters do not tell: "Абай 3", "Аян". Its row decides, then its sheet, then the sheet's headers.

Kazakh that lacks Kazakh letters looks like Russian. Left to its letters it would stand in the Russian edition as Russian, and where rows
of one organisation become one, keep the Russian row's text out of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.source import SourceRow
from pipeline.normalise.folding import word_set
from pipeline.normalise.lookalikes import KAZAKH_LETTERS
from pipeline.normalise.tongues import guess_language, named_languages

__all__ = ["header_language", "leanings", "settled", "told_language"]

_VOTING: Final = (
    "mission", "cv", "plans", "targets", "position", "name", "affiliation", "address", "head_role", "press_role", "degree", "areas",
    "topics", "former_name", "status", "registration",
)  # fmt: skip
"""Not people: a Kazakh name with its own letters stands in Russian rows, too."""
_TELLING_WORDS: Final = 4
"""Cyrillic words from which a text without a Kazakh letter is Russian: about every second word of Kazakh prose has one."""
_QUOTED: Final = re.compile('[«"“„][^«»"“”]*[»"”]')
_WORDS: Final = re.compile(r"[^\W\d_]+")
_PIECES: Final = re.compile(r"[/|\\\n()]+")
_DAMAGED: Final = re.compile("[ЌќЎўЇїЈјҐґЅѕЋћЉљЊњЄє]")
"""Kazakh letters after a wrong encoding: no sign of Russian."""
_RUSSIAN: Final = word_set(
    "ул улица пр пр-т просп проспект пер переулок д дом кв квартира оф офис каб кабинет мкр мкрн район область город пос поселок село "
    "и на для в с от по не при без до из за или об к ко "
    "оо оф чф кф чу ну оюл ипоо рго кск ано фонд союз объединение ассоциация организация"
)
_RUSSIAN_ENDS: Final = (
    "ский", "ская", "ское", "ские", "ского", "ской", "ских", "ный", "ная", "ное", "ные", "ного", "ной", "ных", "ние", "ния", "нию", "ости",
    "ость", "тель", "ать", "ить", "еть", "ого", "ему", "ыми", "ами", "ции", "цию", "щие", "щий", "щая",
)  # fmt: skip
"""Endings of Russian words that no Kazakh word has; loans such as «ассоциация» end alike in both."""


def told_language(text: str) -> Lang | None:
    """The language of a text where its letters and words tell it; None for Cyrillic that could be Kazakh or Russian."""
    guess = guess_language(text)
    if guess != "ru":
        return None if guess == "kk" and _is_russian(_QUOTED.sub(" ", text)) else guess
    if _DAMAGED.search(text):
        return None
    return "ru" if len(_WORDS.findall(text)) >= _TELLING_WORDS or _is_russian(_QUOTED.sub(" ", text)) else None


def _is_russian(text: str) -> bool:
    return any(word in _RUSSIAN or word.endswith(_RUSSIAN_ENDS) for word in _WORDS.findall(text.casefold()))


def settled(text: str, guess: Lang | None, leaning: Lang | None) -> Lang | None:
    """The language by the letters, corrected where they only seem to say Russian and the row, or all around it, is Kazakh."""
    return "kk" if guess == "ru" and leaning == "kk" and told_language(text) is None else guess


def leanings(rows: Sequence[SourceRow]) -> list[Lang | None]:
    """For each row of a workbook the language it leans to: that of most of its own texts, else of its sheet's rows, else of the headers."""
    own = [_of_row(row) for row in rows]
    if "kk" not in own and not any(map(_is_kazakh, {value.header for row in rows for values in row.values.values() for value in values})):
        return own  # nothing here could make Kazakh of anything
    sheets: dict[tuple[str, str], Counter[Lang]] = {}
    for row, lang in zip(rows, own, strict=True):
        counts = sheets.setdefault((row.ref.file, row.ref.sheet), Counter())
        if lang:
            counts[lang] += 1
    of_sheets = {sheet: _most(counts) for sheet, counts in sheets.items()}
    return [
        lang or of_sheets[row.ref.file, row.ref.sheet] or _of_headers(row)
        for row, lang in zip(rows, own, strict=True)
    ]


def _of_row(row: SourceRow) -> Lang | None:
    told: Counter[Lang] = Counter()
    for name in _VOTING:
        for value in row.values.get(name, ()):
            if lang := told_language(value.text):
                told[lang] += 1
    return _most(told)


def _of_headers(row: SourceRow) -> Lang | None:
    return _most(Counter(filter(None, map(header_of, _headers(row)))))


def _headers(row: SourceRow) -> Iterable[str]:
    return dict.fromkeys(value.header for values in row.values.values() for value in values)


def _most(told: Counter[Lang]) -> Lang | None:
    """What more of them say than anything else; None where they are as many."""
    ranked = told.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _is_kazakh(header: str) -> bool:
    return header_of(header) == "kk"


@lru_cache(maxsize=4096)
def header_of(header: str) -> Lang | None:
    """The language a header is written in; None for one in two languages, or of words that both have."""
    told = {lang for piece in _PIECES.split(header) if (lang := told_language(piece))}
    pieces = [piece for piece in _PIECES.split(header) if _WORDS.search(piece)]
    is_double = len(pieces) > 1 and any(not KAZAKH_LETTERS.intersection(piece) for piece in pieces)
    return None if len(told) != 1 or is_double else told.pop()


@lru_cache(maxsize=4096)
def header_language(header: str) -> Lang | None:
    """The language in which a header says its column is written ("Адрес (на казахском)"); None where it says none, or several."""
    named = named_languages(header)
    return named[0] if len(named) == 1 else None
