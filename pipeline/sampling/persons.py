"""Invented people: names in three languages, and what they are in an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from .draw import Draw
from .facts import Texts
from .letters import romanised
from .lexicon import rows

__all__ = ["Person", "draw_person", "draw_role"]

_KAZAKHS = 68
"""Of a hundred people, so many have Kazakh names."""
_WITH_FATHER = 75


@dataclass(frozen=True, slots=True)
class Person:
    """``name``: surname first in Russian and Kazakh, last in English; ``slug``: surname and given name."""

    name: Texts
    woman: bool
    slug: str
    email_at: str


def draw_person(draw: Draw, *, full: bool = False) -> Person:
    """Somebody; ``full``: mostly with a father's name, as experts sign."""
    nation = "kazakh" if draw.chance(_KAZAKHS) else "slavic"
    woman = draw.chance(52)
    surname = draw.choose(rows("people", f"{nation}_surnames"))
    given = draw.choose(rows("people", f"{nation}_{'women' if woman else 'men'}"))
    ending = "а" if woman and len(surname) == 2 else ""
    ru, kk = surname[0] + ending, surname[1] + ending
    father = draw.choose(rows("people", f"{nation}_fathers"))
    of_ru, of_kk = (f" {father[woman]}", f" {father[2 + woman] if nation == 'kazakh' else father[woman]}")
    if not (full and draw.chance(_WITH_FATHER)):
        of_ru = of_kk = ""
    last, first = romanised(ru), romanised(given[0])
    name: Texts = {"ru": f"{ru} {given[0]}{of_ru}", "kk": f"{kk} {given[1]}{of_kk}", "en": f"{first} {last}"}
    return Person(name, woman, f"{last}-{first}".lower(), f"{first[0]}.{last}".lower())


def draw_role(draw: Draw, kind: str, *, woman: bool) -> Texts:
    """A post, of the list "head_roles" or "press_roles", that a woman or a man may hold."""
    fitting = [row for row in rows("people", kind) if len(row) == 3 or row[3] == ("f" if woman else "m")]
    ru, kk, en = draw.choose(fitting)[:3]
    return {"ru": ru, "kk": kk, "en": en}
