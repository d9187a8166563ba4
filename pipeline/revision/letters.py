"""Letters of two alphabets in one word, lone look-alikes between words, and letters that an old Kazakh font showed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.model.alphabets import KAZAKH_LETTERS
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import LETTERS

__all__ = ["CYRILLIC", "KAZAKH", "LATIN", "check_letters"]

KAZAKH: Final = re.compile(f"[{''.join(sorted(KAZAKH_LETTERS))}]")
CYRILLIC: Final = re.compile("[\u0400-\u052f]")
LATIN: Final = re.compile("[A-Za-z]")
_ODD: Final = re.compile("[A-Za-z\u0402\u0403\u0405\u0407\u0409-\u040c\u040e\u040f\u0452\u0453\u0455\u0457\u0459-\u045c\u045e\u045fҐґ]")
"""What a Cyrillic text must hold for anything to be wrong with its letters."""
_MIXED: Final = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z])[^\W\d_]*")
_TWINS: Final = frozenset("ABCEHIKMOPTXYaceiopxykhАВСЕНІКМОРТХУЅаесіорхукѕһҮүҺ")
"""Letters that have a look-alike in the other alphabet; k, h and Y are typed for one."""
_LONE: Final = re.compile(
    r"(?<![\w.@/-])([acoyikABCEHKMOPTX])(?= [\u0400-\u052f]{2})(?<=[\u0400-\u052f,;:] .)|(?<![\w/#])([ABCEHKMOPT])\.(?= ?[\u0400-\u052f])"
)
_LONE_IN_LATIN: Final = re.compile(r"(?<=[a-z,] )([аосеіАІ])(?= [a-z])")
_OLD_FONT: Final = re.compile("[\u0402\u0403\u0405\u0407\u0409-\u040c\u040f\u0452\u0453\u0455\u0457\u0459-\u045c\u045fҐґ]")
"""Serbian, Macedonian and Ukrainian letters, as which KZ-1048 and fonts made after it show Kazakh ones (nltk#99)."""
_UKRAINIAN: Final = re.compile(r"ськ|цьк|[аеиоу]ї|їн|ція|ньк")


def check_letters(pair: Pair) -> Iterator[Finding]:
    """STR-045. English has no Cyrillic words, so there only lone letters are looked for."""
    text = pair.target
    if text.isascii() or not (CYRILLIC if pair.lang == "en" else _ODD).search(text):
        return
    for found in _MIXED.finditer(text):
        if _is_look_alike(found[0]):
            yield pair.told(
                LETTERS, "two-alphabets", msg("“{word}” mixes Latin and Cyrillic letters.", word=_spelled(found[0])),
                msg("Type the word anew in one alphabet."),
            )
    lone = _LONE_IN_LATIN if pair.lang == "en" else _LONE
    for found in lone.finditer(text):
        letter = found[1] or found[2]
        yield pair.told(
            LETTERS, "lone-letter", msg("“{letter}” is a letter of another alphabet here.", letter=letter), msg("Type it anew."))
    if pair.lang != "en" and (old := _OLD_FONT.search(text)) and not _UKRAINIAN.search(text) and not _OLD_FONT.search(pair.source):
        yield pair.told(
            LETTERS, "old-font", msg("“{letter}” is no letter of this language.", letter=old[0]),
            msg("The text was probably typed in an old Kazakh font: type the letter anew."),
        )


def _is_look_alike(word: str) -> bool:
    """Whether the letters of the rarer alphabet could all be slips: in «PDFтер» they are not, in «НПO» they are."""
    latin = [char for char in word if char.isascii()]
    cyrillic = [char for char in word if not char.isascii()]
    fewer = latin if len(latin) <= len(cyrillic) else cyrillic
    return all(char in _TWINS for char in fewer)


def _spelled(word: str) -> str:
    """The word with its rarer letters told apart, since no eye tells them."""
    latin = sum(char.isascii() for char in word)
    rarer_is_latin = latin * 2 <= len(word)
    letters = "".join(char for char in word if char.isascii() == rarer_is_latin)
    return f"{word} ({', '.join(f'U+{ord(char):04X}' for char in dict.fromkeys(letters))})"
