"""People's names compared: surname and initials against full names, patronymics in two languages, spellings, a surname that changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.likeness import edits
from pipeline.normalise.spellings import skeleton

__all__ = ["Kinship", "PersonName", "compare_people", "person_name"]


class Kinship(IntEnum):
    """How two names of people agree."""

    DIFFERENT = 0
    RENAMED = 1
    """Given name and patronymic agree, the surname does not: she may have married, or they are two."""
    INITIALS = 2
    """Surname and initials against a full name."""
    SHORTER = 3
    """One has a patronymic, the other has none."""
    NEAR = 4
    """A typing error."""
    SPELT = 5
    """The same in another alphabet or by another rule (Кенесович, Кенесұлы)."""
    SAME = 6


_TOKEN: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")
_FATHER: Final = re.compile(r"(?:ович|евич|ич|овна|евна|ична|инична|улы|кызы|ovich|evich|ovna|evna|uly|kyzy|qyzy)$")
_CHILD: Final = re.compile(r"(?:улы|кызы|uly|kyzy|qyzy)$")
_DAUGHTER: Final = re.compile(r"(?:на|кызы|ovna|evna|kyzy|qyzy)$")
_LONG: Final = 5


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """``names``: surname and given name in bare letters, sorted, because people write them in either order; ``father``: the stem of the
    patronymic or ""; ``initials``: of what is not written out.
    """

    folded: str
    names: tuple[str, ...]
    father: str
    initials: str
    given: str
    daughter: bool

    @property
    def is_full(self) -> bool:
        """Surname, given name and patronymic?"""
        return len(self.names) > 1 and bool(self.father)


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName:
    """Take a person's name apart."""
    words: list[str] = []
    initials = father = given = ""
    daughter = False
    for token in _TOKEN.findall(text):
        word = fold_kazakh(token.rstrip(".")).replace(" ", "")
        if len(word) == 1 or (token.endswith(".") and len(word) < 3):
            initials += skeleton(word)[:1]
        elif words and _FATHER.search(word):
            owned = bool(_CHILD.fullmatch(word))  # «Кенес ұлы» in two words
            stem = words.pop() if owned and len(words) > 2 else _FATHER.sub("", word)
            father, daughter = skeleton(stem), bool(_DAUGHTER.search(word))
            given = given or words[-1]
        else:
            words.append(word)
    if not given and len(words) > 1:
        given = words[0] if words[0].isascii() else words[1]
    bones = tuple(sorted(map(skeleton, words)))
    return PersonName(fold_kazakh(text), bones, father, initials, skeleton(given), daughter)


def compare_people(one: PersonName, other: PersonName) -> Kinship:
    """How two people's names agree, whichever alphabets they are in."""
    if one.folded == other.folded:
        return Kinship.SAME if len(one.names) > 1 else Kinship.INITIALS
    if one.father and other.father and not _alike(one.father, other.father):
        return Kinship.DIFFERENT
    if one.initials or other.initials:
        return _by_initials(one, other)
    if one.names == other.names and len(one.names) > 1:
        return Kinship.SPELT if bool(one.father) == bool(other.father) else Kinship.SHORTER
    if len(one.names) != len(other.names) or len(one.names) < 2:
        return Kinship.DIFFERENT
    return _by_letters(one, other)


def _by_letters(one: PersonName, other: PersonName) -> Kinship:
    """Names of as many words, of which one or more differ."""
    mine = [name for name in one.names if name not in other.names]
    theirs = [name for name in other.names if name not in one.names]
    if len(mine) == len(theirs) == 1 and _alike(mine[0], theirs[0]):
        return Kinship.NEAR if bool(one.father) == bool(other.father) else Kinship.SHORTER
    same_given = len(mine) == len(theirs) == 1 and one.given not in mine and other.given not in theirs
    if same_given and one.father and one.father == other.father and one.daughter and other.daughter:
        return Kinship.RENAMED
    return Kinship.DIFFERENT


def _by_initials(one: PersonName, other: PersonName) -> Kinship:
    short, full = (one, other) if one.initials else (other, one)
    surnames = [name for name in short.names if name in full.names]
    if len(surnames) != len(short.names) or not surnames:
        return Kinship.DIFFERENT
    if full.initials:
        agree = full.names == short.names and (full.initials.startswith(short.initials) or short.initials.startswith(full.initials))
        return Kinship.INITIALS if agree else Kinship.DIFFERENT
    rest = [name for name in full.names if name not in surnames]
    expected = "".join(name[:1] for name in rest) + full.father[:1]
    given = full.given[:1] + full.father[:1] if full.given in rest else expected
    agree = given.startswith(short.initials) or (short.initials.startswith(given) and bool(given))
    return Kinship.INITIALS if agree else Kinship.DIFFERENT


def _alike(one: str, other: str) -> bool:
    """One typing error in a long word; the ending of a woman's surname is none."""
    if one == other:
        return True
    if one + "a" == other or other + "a" == one or min(len(one), len(other)) < _LONG:
        return False
    return edits(one, other, 1) == 1
