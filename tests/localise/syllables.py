"""The published rules of breaking Kazakh words as a function of syllables: what the pattern files are compared with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["ALPHABETS", "Alphabet", "parted"]


@dataclass(frozen=True)
class Alphabet:
    vowels: str
    consonants: str
    glides: str
    signs: str
    after: str
    """What makes у a glide before a vowel besides a vowel: й after a vowel, or i that is one."""

    def made_up(self, chance: random.Random) -> str:
        """A word of one to five syllables; at its head at most two consonants or one glide, between syllables up to four, never three vowels."""
        word = "".join(chance.choices(self.consonants, k=chance.choice((0, 0, 1, 1, 1, 2))))
        for _ in range(chance.randint(1, 5)):
            apart = (len(word) > 1 and set(word[-2:]) <= set(self.vowels)) or word in self.glides
            word += chance.choice(self.consonants) if apart and word else ""
            word += chance.choice(self.vowels)
            word += "".join(chance.choices(self.consonants, k=chance.choice((0, 1, 1, 1, 2, 2, 3, 4))))
            if self.signs and word[-1] in self.consonants and chance.random() < 0.03:
                word += chance.choice(self.signs)
        return word


ALPHABETS = {
    "kk": Alphabet("аәеёиоөуұүыіэюя", "бвгғджзйкқлмнңпрстфхһцчшщ", "у", "ъь", "й"),
    "kk-Latn": Alphabet("aäeiıoöuūüy", "bcdfgğhjklmnñpqrsştvwxz", "ui", "", "i"),
}


def parted(word: str, alphabet: Alphabet) -> str:
    nuclei = _nuclei(word, alphabet)
    breaks = []
    for one, following in pairwise(nuclei):
        between = word[one + 1 : following]
        start = following
        if between and between[-1] != "ъ":
            start -= 2 if between[-1] == "ь" and len(between) > 1 else 1
        if between != "ь" and 2 <= start <= len(word) - 2:
            breaks.append(start)
    return "-".join(word[start:end] for start, end in zip([0, *breaks], [*breaks, len(word)], strict=True))


def _nuclei(word: str, alphabet: Alphabet) -> list[int]:
    """The vowels: of у (and i) those that are no glide, neither after a vowel nor at the word's head before one."""
    found: list[int] = []
    for index, letter in enumerate(word):
        if letter not in alphabet.vowels:
            continue
        if letter in alphabet.glides:
            before_vowel = index + 1 < len(word) and word[index + 1] in alphabet.vowels
            after_vowel = index - 1 in found
            after_glide = index > 1 and word[index - 1] in alphabet.after and index - 1 not in found and word[index - 2] in alphabet.vowels
            if after_vowel or (before_vowel and (not index or after_glide)):
                continue
        found.append(index)
    return found
