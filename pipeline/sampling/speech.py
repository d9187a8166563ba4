"""Sentences in three languages at once: every slot is drawn once and said in each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .draw import Draw
from .facts import Texts
from .letters import with_conjunction
from .lexicon import Phrase

__all__ = ["Speaker", "agreeing"]

_SLOT: Final = re.compile(r"\{([a-z_]+)(\d?)(?::(\d+)-(\d+))?((?:\|[^|{}]*)*)\}")
_SAME: Final = {"other": "village", "third": "village"}
"""Slots that draw from another one's list."""

def agreeing(number: int, one: str, few: str, many: str) -> str:
    """The Russian word form after a number: 1 семья, 2 семьи, 5 семей, 21 семья."""
    if number % 100 in range(11, 15) or number % 10 == 0 or number % 10 > 4:
        return many
    return one if number % 10 == 1 else few


@dataclass(slots=True)
class Speaker:
    """Whoever a listing is about: says sentences with words drawn from lists.

    ``lists``: slot -> phrases to choose from; ``years``: first and last year that may be named; nothing is chosen twice in one
    listing while the list has something else.
    """

    draw: Draw
    lists: Mapping[str, Sequence[Phrase]]
    years: tuple[int, int]
    woman: bool = False
    used: dict[str, set[int]] = field(default_factory=dict)

    def says(self, template: Phrase, *, capital: bool = True) -> Texts:
        """The template in each language, as a sentence or, without ``capital``, as words."""
        ru, kk, en = self._filled(template)
        made: Texts = {"ru": ru, "kk": with_conjunction(kk), "en": en}
        return {lang: _capital(text) for lang, text in made.items()} if capital else made

    def _filled(self, template: Phrase) -> Phrase:
        """Slots are drawn in the order of the Russian text; the other languages repeat what was drawn."""
        known: dict[str, Phrase] = {}
        for match in (match for text in template for match in _SLOT.finditer(text)):
            name = match[1] + match[2]
            if name == "m":
                if match[3]:
                    known.setdefault(name, self._number(match))
            elif name not in known:
                known[name] = self._drawn(match)
        ru, kk, en = (
            _SLOT.sub(lambda match, place=place: self._said(match, known, place), text)  # type: ignore[misc]
            for place, text in enumerate(template)
        )
        return ru, kk, en

    def _drawn(self, match: re.Match[str]) -> Phrase:
        if match[3]:
            return self._number(match)
        if match[1] == "year":
            year = str(self.draw.between(*self.years))
            return year, year, year
        return self._filled(self._chosen(match[1]))

    def _number(self, match: re.Match[str]) -> Phrase:
        number = str(self.draw.between(int(match[3]), int(match[4])))
        return number, number, number

    def _said(self, match: re.Match[str], known: Mapping[str, Phrase], place: int) -> str:
        name, forms = match[1] + match[2], match[5].split("|")[1:]
        if name == "m" and not match[3] and len(forms) == 2:
            return forms[self.woman]
        said = known[name][place]
        return f"{said} {agreeing(int(said), *forms)}" if len(forms) == 3 else said

    def _chosen(self, name: str) -> Phrase:
        name = _SAME.get(name, name)
        choices = self.lists[name]
        used = self.used.setdefault(name, set())
        if len(used) >= len(choices):
            used.clear()
        place = self.draw.below(len(choices))
        while place in used:
            place = (place + 1) % len(choices)
        used.add(place)
        return choices[place]


def _capital(text: str) -> str:
    """The first letter a capital, behind an opening quotation mark too."""
    start = 1 if text[:1] in ("«", "“") else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
