"""What kind of phone it is, and whose: from the digits, the column, and the words beside a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.model.listings import PhoneKind
from pipeline.normalise.folding import fold, word_set

__all__ = ["cue", "is_label", "is_personal", "labels_left"]

_CUE_WORDS: Final[dict[PhoneKind, str]] = {
    "mobile": "моб мобильный мобильные мобилка сот сотовый сотка ұялы уялы mobile mob cell whatsapp ватсап вотсап уотсап вацап wa",
    "fax": "факс факсы fax ф",
    "office": "тел телефон телефоны телефондары phone tel т раб рабочий гор городской жұмыс қалалық қабылдау приемная",
    "press": "пресс press баспасөз сми бақ",
    "helpline": "горячая линия доверия сенім желі желісі қызу жедел hotline helpline hot line",
    "freephone": "бесплатно бесплатный тегін toll free freephone",
}
_CUES: Final[dict[str, PhoneKind]] = {word: kind for kind, words in _CUE_WORDS.items() for word in words.split()}
_PRINTED: Final = word_set("қабылдау приемная")
"""Labels that tell a reader more than their kind does: they are printed beside the number."""
_WHATSAPP: Final = word_set("whatsapp ватсап вотсап уотсап вацап wa")
_PERSONAL: Final = word_set(
    "директор директора директоры руководитель руководителя председатель председателя президент президента басшы басшысы төраға төрағасы "
    "төрайым head director chair chairman president личный личн жеке"
)


def cue(words: Iterable[str]) -> PhoneKind | None:
    """The kind that words beside a number or in a header give it; "tel/fax" is an office phone."""
    kinds = [_CUES[part] for word in words for part in fold(word).split() if part in _CUES]
    if "office" in kinds and "fax" in kinds:
        return "office"
    ranked: tuple[PhoneKind, ...] = ("helpline", "freephone", "press", "fax", "mobile", "office")
    return next((kind for kind in ranked if kind in kinds), None)


def is_label(word: str) -> bool:
    """Does a word only say what kind of number stands beside it?"""
    return all(part in _CUES for part in fold(word).split())


def is_personal(words: Iterable[str]) -> bool:
    """Do words beside a number say that it is one person's?"""
    return not _PERSONAL.isdisjoint(part for word in words for part in fold(word).split())


def labels_left(words: Iterable[str]) -> list[str]:
    """The words that are printed beside a number: all that are no labels of its kind, and WhatsApp, which tells how to write."""
    return ["WhatsApp" if fold(word) in _WHATSAPP else word for word in words if not is_label(word) or fold(word) in _PRINTED | _WHATSAPP]
