"""Whose number is it? Words beside a phone number that name a person, and words that name an office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from pipeline.normalise.abroad import written_country
from pipeline.normalise.folding import fold, word_set
from pipeline.normalise.gazetteer import is_city, places_by_kato
from pipeline.normalise.people import is_post

__all__ = ["belongs_to_person", "names_person"]

_OFFICE: Final = tuple(fold(
    "приемн офис ресепш рецепц регистратур бухгалтери канцеляри секретариат отдел центр call колл служб пресс-служб пресс-центр склад "
    "магазин приют дежурн вахт общ основн дополнительн городск рабоч стационарн whatsapp ватсап вотсап viber вайбер телеграм telegram "
    "довери гор линия филиал представительств организац учрежден қабылдау бөлме кеңсе бөлім орталық ұйым сенім желі жұмыс қала reception "
    "office desk hotline helpline front"
).split())  # fmt: skip
"""Beginnings of words that say whose a number is, where it is nobody's own."""
_ABOUT_CALLS: Final = word_set(
    "звонить звоните звонок спросить спрашивать только смс sms после круглосуточно ежедневно билайн beeline kcell activ актив теле2 "
    "tele2 altel алтел izi пн вт ср "
    "чт пт сб вс дс сс бс жм сн жс тел телефон телефоны моб мобильный сот сотовый факс номер контакт контакты контактный ұялы tel "
    "phone mob mobile cell fax email почта адрес г ул город область и или же доб вн ішкі"
)
_PERSONS: Final = tuple(fold("личн жеке лица лицо тұлға руководител ответственн").split())
_GIVEN_BY_FATHER: Final = re.compile(r"\w+(?:вна|вич|ична|[қк]ызы|[ұу]лы|о[гғ]лы|гызы)$", re.IGNORECASE)
_INITIALS: Final = re.compile(r"(?<!\w)[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.\s?(?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.)?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_SHORTEST: Final = 3
_SHORTEST_SHOUTED: Final = 5
"""Letters from which a word in capitals is no abbreviation."""


@lru_cache(maxsize=8192)
def names_person(text: str) -> bool:
    """Does a text beside numbers name a person: by initials, a patronymic, a post, or a word with a capital that is no office or town?"""
    if _INITIALS.search(text):
        return True
    return any(map(_is_of_person, _WORD.findall(text)))


def _is_of_person(word: str) -> bool:
    folded = fold(word)
    if folded in _ABOUT_CALLS or folded.startswith(_OFFICE):
        return False
    if _GIVEN_BY_FATHER.match(word) or is_post(word) or folded.startswith(_PERSONS):
        return True
    if len(word) < _SHORTEST or folded in _towns() or written_country([word]):
        return False
    return word.istitle() or (word.isupper() and len(word) >= _SHORTEST_SHOUTED)


@cache
def _towns() -> frozenset[str]:
    return frozenset(fold(name) for place in places_by_kato().values() if is_city(place) for name in place.names.values())


def belongs_to_person(words: Iterable[str], cell: str, header: str) -> bool:
    """Is a number a person's, by the words beside it, or, where they name no office, by the rest of its cell or the header?

    A careful yes: whoever's it is may say so in the column of consent, or give the office's number in a cell of its own.
    """
    beside = " ".join(words)
    if names_person(beside):
        return True
    if any(fold(word).startswith(_OFFICE) for word in _WORD.findall(beside)):
        return False
    return names_person(cell) or any(is_post(word) or fold(word).startswith(_PERSONS) for word in _WORD.findall(header))
