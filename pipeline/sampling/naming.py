"""Names of invented organisations, in three languages, no two alike; their acronyms and their addresses on the web."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pipeline.normalise.folding import fold_kazakh

from .draw import Draw
from .facts import Texts
from .letters import russified, slug_of_name, with_conjunction
from .lexicon import phrases, rows
from .towns import Seat

__all__ = ["Names"]

_GENDERS: Final = {"m": 0, "f": 1, "n": 2}
_SHAPES: Final = (("kazakh", 28), ("russian", 20), ("people", 32), ("pair", 12), ("word", 8))
_MOST_DRAWS: Final = 1000


@dataclass(slots=True)
class Names:
    """Names given away so far."""

    taken: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)

    def draw(self, draw: Draw, seat: Seat) -> Texts:
        """A name that no other organisation has in any language. Raises ValueError where none can be found."""
        for _ in range(_MOST_DRAWS):
            name = _SHAPERS[draw.weighed(_SHAPES)](draw, seat)
            keys = {fold_kazakh(text) for text in name.values()}
            if len(name) == 3 and not keys & self.taken:
                self.taken |= keys
                return name
        raise ValueError("no name is left")

    def acronym(self, name: Texts) -> Texts:
        """Initials of a name of several words; {} where it has fewer than three in any language, or another has them already."""
        made = {lang: _initials(text.split()) for lang, text in name.items()}
        keys = {fold_kazakh(text) for text in made.values()}
        if keys & self.taken or any(len(initials) < 3 for initials in made.values()):
            return {}
        self.taken |= keys
        return made

    def unused_word(self, draw: Draw) -> tuple[str, str]:
        """Two Kazakh words that are no organisation's name, as a name of something else, and the same in English."""
        while True:
            first, first_en = draw.choose(rows("names", "kazakh_nouns"))
            second, second_en = draw.choose(rows("names", "kazakh_nouns"))
            name = f"{first[:1].upper()}{first[1:]}-{second}"
            if first != second and fold_kazakh(name) not in self.taken:
                return name, f"{first_en} and {second_en}"

    def slug(self, name: Texts, seat: Seat) -> str:
        """A slug of its own: of the Russian name, with the town or a number where that is taken."""
        first = slug_of_name(name["ru"])
        town = slug_of_name(seat.facts.ru, 14)
        for made in (first, f"{first}-{town}", *(f"{first}-{number}" for number in range(2, 1000))):
            if made not in self.slugs:
                self.slugs.add(made)
                return made
        raise ValueError(f"no slug is left for {first}")


def _kazakh(draw: Draw, _: Seat) -> Texts:
    """Жарық терезе."""
    first, first_en = draw.choose(rows("names", "kazakh_adjectives"))
    noun, noun_en = draw.choose(rows("names", "kazakh_nouns"))
    kk = f"{first} {noun}"
    return {"ru": russified(kk), "kk": kk, "en": f"{first_en} {noun_en}"}


def _russian(draw: Draw, _: Seat) -> Texts:
    """Новый берег."""
    adjective = draw.choose(rows("names", "russian_adjectives"))
    word, gender, kk, en = draw.choose(rows("names", "russian_nouns"))
    return {"ru": f"{adjective[_GENDERS[gender]]} {word}", "kk": f"{adjective[3]} {kk}", "en": f"{adjective[4]} {en}"}


def _people(draw: Draw, seat: Seat) -> Texts:
    """Клуб молодых матерей города Текели."""
    ru, kk, en = draw.choose(phrases("names", "people"))
    kind_ru, kind_kk, kind_en = draw.choose(phrases("names", "kinds"))
    of_ru, of_kk, town = seat.of
    return {"ru": f"{kind_ru} {ru} {of_ru}", "kk": f"{of_kk} {kk} {kind_kk}", "en": f"{en} {kind_en} of {town}"}


def _pair(draw: Draw, _: Seat) -> Texts:
    """Үміт пен сенім."""
    (first, first_en), (second, second_en) = draw.several(rows("names", "kazakh_nouns"), 2)
    kk = with_conjunction(f"{first[:1].upper()}{first[1:]} +мен {second}")
    return {"ru": russified(kk), "kk": kk, "en": f"{first_en} and {second_en}"}


def _word(draw: Draw, seat: Seat) -> Texts:
    """Үміт; or, with the town, Үміт-Текелі."""
    noun, en = draw.choose(rows("names", "kazakh_nouns"))
    kk = noun[:1].upper() + noun[1:]
    if draw.chance(40):
        return {"ru": russified(kk), "kk": kk, "en": f"The {en}"}
    return {"ru": f"{russified(kk)}-{seat.facts.ru}", "kk": f"{kk}-{seat.facts.kk}", "en": f"{seat.en} {en}"}


_SHAPERS: Final = {"kazakh": _kazakh, "russian": _russian, "people": _people, "pair": _pair, "word": _word}


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0].upper() for word in words if word not in ("of", "The"))
