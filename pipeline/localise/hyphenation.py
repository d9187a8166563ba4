"""Where words may be broken at a line's end.

Kazakh: our own patterns, generated from the published school rules («Сөздердің тасымалдануы», tarbie.kz/20404; same in dereksiz.org,
p. 49), because no public pattern file follows them (language.md 2.2): a) at the syllable boundary; b) й and у between two vowels start
the next syllable; c) и and the vowel у before a vowel part from it; d) of three consonants two stay; e) a syllable of one letter is
neither left nor carried; f) monosyllables and abbreviations are whole. Our reading: у is a glide after a vowel and at a word's head
before a vowel, otherwise a vowel; ъ and ь stay with the consonant before them. Russian and English: Pyphen's files.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["dictionary_path", "generate_patterns", "hyphenate"]

_VOWELS: Final = "аәеёиоөуұүыіэюя"
_CONSONANTS: Final = "бвгғджзйкқлмнңпрстфхһцчшщ"
_SIGNS: Final = "ъь"
_FEWEST_LETTERS: Final = {"kk": (2, 2), "ru": (2, 2), "en": (2, 3)}
"""Letters that stay on the line and letters that are carried, at least (rule e)."""
_PYPHEN_FILES: Final = {"ru": "ru_RU", "en": "en_GB"}
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEADER: Final = (
    "UTF-8",
    "LEFTHYPHENMIN 2",
    "RIGHTHYPHENMIN 2",
    "% Kazakh in Cyrillic letters; made by pipeline.localise.hyphenation.generate_patterns, not edited by hand.",
)


def hyphenate(word: str, lang: str) -> str:
    """``word`` with "-" at every legal break of ``lang`` (kk, ru, en); hyphens that it has stay.

    Abbreviations in capitals and pieces with figures are left whole; a language without rules leaves every word whole.
    """
    if lang not in _FEWEST_LETTERS:
        return word
    if any(char.isdigit() for char in word):
        return word
    return _WORD.sub(lambda found: _broken(found[0], lang), unicodedata.normalize("NFC", word))


def _broken(word: str, lang: str) -> str:
    if word.isupper():
        return word
    left, right = _FEWEST_LETTERS[lang]
    breaks = [position for position in _pyphen(lang).positions(word) if left <= position <= len(word) - right]
    return "-".join(word[start:end] for start, end in zip([0, *breaks], [*breaks, len(word)], strict=True))


@cache
def _pyphen(lang: str) -> Pyphen:
    # Pyphen alone takes 30 ms to import, most callers never break a word.
    from pyphen import Pyphen

    return Pyphen(filename=dictionary_path(lang), left=2, right=2)


def dictionary_path(lang: str) -> Path:
    """The pattern file of kk, ru or en, for the engine to register with Pyphen. Raises KeyError for another language."""
    if lang == "kk":
        return Path(str(resources.files("pipeline.localise").joinpath("hyph_kk.dic")))
    from pyphen import LANGUAGES

    path: Path = LANGUAGES[_PYPHEN_FILES[lang]]
    return path


def generate_patterns() -> str:
    """The text of hyph_kk.dic: Liang patterns (odd: break, even: do not; the higher wins) for the rules above."""
    patterns = {f"1{consonant}{vowel}" for consonant, vowel in product(_CONSONANTS, _VOWELS)}
    patterns |= {f"1{consonant}ь{vowel}" for consonant, vowel in product(_CONSONANTS, _VOWELS)}
    patterns |= {f"ъ1{vowel}" for vowel in _VOWELS}
    # Two vowels part, but у after a vowel is a glide: it goes to the next vowel, or stays where none follows.
    patterns |= {f"{one}1{other}" for one, other in product(_VOWELS, _VOWELS.replace("у", ""))}
    patterns |= {f"{one}1у2{other}" for one, other in product(_VOWELS, _VOWELS)}
    patterns |= {f".у2{vowel}" for vowel in _VOWELS}
    # No fragment without a vowel at a word's head: стра-на, not ст-рана; взгляд is whole.
    patterns |= {f".{one}{other}2" for one, other in product(_CONSONANTS, _CONSONANTS + _SIGNS)}
    patterns |= {f".в{middle}{last}2" for middle, last in product("зс", _CONSONANTS)}
    return "\n".join((*_HEADER, *sorted(patterns), *_exception_patterns())) + "\n"


def _exception_patterns() -> list[str]:
    """A whole word as a pattern: 9 at its breaks, 8 at every other place."""
    words = tomllib.loads(resources.files("pipeline.localise").joinpath("hyph_exceptions.toml").read_text("utf-8"))["kk"]
    patterns = []
    for word in words:
        parts = ["8".join(part) for part in word.split("-")]
        patterns.append(f".{'9'.join(parts)}.")
    return patterns


if __name__ == "__main__":
    print(generate_patterns(), end="")  # the edit is looked at, then committed
