"""Where words may be broken at a line's end.

Kazakh: our own patterns, generated from the published school rules («Сөздердің тасымалдануы», tarbie.kz/20404; same in dereksiz.org,
p. 49), because no public pattern file follows them (language.md 2.2): a) at the syllable boundary; b) й and у between two vowels start
the next syllable; c) и and the vowel у before a vowel part from it; d) of three consonants two stay; e) a syllable of one letter is
neither left nor carried; f) monosyllables and abbreviations are whole. Our reading: у is a glide after a vowel or й and at a word's head
before a vowel, otherwise a vowel; ъ and ь stay with the consonant before them; of four consonants three stay (министр-лік), and what is
broken otherwise stands among the exceptions (конс-трук-тор). Kazakh in the Latin letters of 2021 by the same rules; there u stands for
both у, and i for и and й, so i is a glide where u is one. Russian and English: Pyphen's files.

A word with a capital after its first letter (ЮНЕСКО, ҚазҰУ, YouTube), or with Latin and Cyrillic letters in it, is whole in every
language (:func:`pipeline.model.alphabets.is_kept_whole`); the engine asks the same function.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.model.alphabets import is_kept_whole

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["dictionary_path", "generate_patterns", "hyphenate", "own_dictionaries"]


@dataclass(frozen=True, slots=True)
class _Letters:
    """What the rules need to know of an alphabet; ``glides`` are also vowels, ``after_i`` is й or what stands for it."""

    vowels: str
    consonants: str
    glides: str
    after_i: str
    signs: str
    heads: tuple[str, ...]
    """Consonants at a word's head after which two more may follow: взгляд, встреча."""
    name: str


_LETTERS: Final = {
    "kk": _Letters(
        "аәеёиоөуұүыіэюя", "бвгғджзйкқлмнңпрстфхһцчшщ", "у", "й", "ъь", ("вз", "вс"), "Kazakh in Cyrillic letters",
    ),
    "kk-Latn": _Letters(
        "aäeiıoöuūüy", "bcdfgğhjklmnñpqrsştvwxz", "ui", "i", "", ("vz", "vs"), "Kazakh in the Latin letters of 2021",
    ),
}
_OWN_FILES: Final = {"kk": "hyph_kk.dic", "kk-Latn": "hyph_kk_Latn.dic"}
_PYPHEN_FILES: Final = {"ru": "ru_RU", "en": "en_GB"}
_FEWEST_LETTERS: Final = {"kk": (2, 2), "kk-Latn": (2, 2), "ru": (2, 2), "en": (2, 3)}
"""Letters that stay on the line and letters that are carried, at least (rule e)."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEADER: Final = ("UTF-8", "LEFTHYPHENMIN 2", "RIGHTHYPHENMIN 2")


def hyphenate(word: str, lang: str) -> str:
    """``word`` with "-" at every legal break of ``lang`` (kk, kk-Latn, ru, en); hyphens that it has stay.

    Abbreviations, words of two alphabets and pieces with figures are left whole; a language without rules leaves every word whole.
    """
    if lang not in _FEWEST_LETTERS:
        return word
    if any(char.isdigit() for char in word):
        return word
    return _WORD.sub(lambda found: _broken(found[0], lang), unicodedata.normalize("NFC", word))


def _broken(word: str, lang: str) -> str:
    if is_kept_whole(word):
        return word
    breaks = _pyphen(lang).positions(word.replace("İ", "i"))
    return "-".join(word[start:end] for start, end in zip([0, *breaks], [*breaks, len(word)], strict=True))


@cache
def _pyphen(lang: str) -> Pyphen:
    # Pyphen alone takes 30 ms to import, most callers never break a word.
    from pyphen import Pyphen

    left, right = _FEWEST_LETTERS[lang]
    return Pyphen(filename=dictionary_path(lang), left=left, right=right)


def dictionary_path(lang: str) -> Path:
    """The pattern file of kk, kk-Latn, ru or en. Raises KeyError for another language."""
    if lang in _OWN_FILES:
        return Path(str(resources.files("pipeline.localise").joinpath(_OWN_FILES[lang])))
    from pyphen import LANGUAGES

    path: Path = LANGUAGES[_PYPHEN_FILES[lang]]
    return path


def own_dictionaries() -> Mapping[str, Path]:
    """Language tag -> our own pattern file, for the engine to register with Pyphen."""
    return {lang: dictionary_path(lang) for lang in _OWN_FILES}


def generate_patterns(lang: str) -> str:
    """The text of the pattern file of kk or kk-Latn: Liang patterns (odd: break, even: do not; the higher wins) for the rules above."""
    letters = _LETTERS[lang]
    vowels, consonants = letters.vowels, letters.consonants
    syllables = [("", vowel) for vowel in vowels] + [("ь", vowel) for vowel in vowels if "ь" in letters.signs]
    patterns = {f"1{consonant}{soft}{vowel}" for consonant, (soft, vowel) in product(consonants, syllables)}
    patterns |= {f"ъ1{vowel}" for vowel in vowels if "ъ" in letters.signs}
    # Two vowels part, but у after a vowel is a glide: it goes to the next vowel, or stays where none follows.
    patterns |= {f"{one}1{other}" for one, other in product(vowels, vowels) if other not in letters.glides}
    patterns |= {f"{one}1{glide}2{other}" for one, glide, other in product(vowels, letters.glides, vowels)}
    patterns |= {f".{glide}2{vowel}" for glide, vowel in product(letters.glides, vowels)}
    # Two glides between vowels: ай-уан, ха-йу-ан would be three.
    patterns |= {f"{one}2{letters.after_i}3{letters.glides[0]}4{other}" for one, other in product(vowels, vowels)}
    # No fragment without a vowel at a word's head: стра-на, not ст-рана; взгляд is whole.
    patterns |= {f".{one}{other}2" for one, other in product(consonants, consonants + letters.signs)}
    patterns |= {f".{head}{last}2" for head, last in product(letters.heads, consonants)}
    made = f"% {letters.name}; made by pipeline.localise.hyphenation.generate_patterns, not edited by hand."
    return "\n".join((*_HEADER, made, *sorted(patterns), *_exception_patterns(lang))) + "\n"


def _exception_patterns(lang: str) -> list[str]:
    """A word, or the beginning of words ("конс-трук*"), as a pattern: 9 at its breaks, 8 at every other place."""
    words = tomllib.loads(resources.files("pipeline.localise").joinpath("hyph_exceptions.toml").read_text("utf-8"))[lang]
    patterns = []
    for word in words:
        parts = ["8".join(part) for part in word.removesuffix("*").split("-")]
        patterns.append(f".{'9'.join(parts)}{'' if word.endswith('*') else '.'}")
    return patterns


if __name__ == "__main__":
    print(generate_patterns(sys.argv[1]), end="")  # the edit is looked at, then committed
