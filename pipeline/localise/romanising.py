"""Latin letters for names that nobody gave in them, so that an index set in Latin letters can file and find them.

They are a proposal: the name itself is printed as it was sent in, and the report lists what was made (LOC-040). Towns and regions have
their names in the gazetteer, in each language, and are never transliterated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.localise.transliteration import romanise
from pipeline.localise.typography import set_text
from pipeline.model.edition import USUAL_SCHEME
from pipeline.model.fields import NAME_FIELDS, Lang
from pipeline.model.listings import Text

__all__ = ["RUSSIAN_BESIDE", "proposed_letters", "romanised"]

RUSSIAN_BESIDE: Final[Mapping[str, str]] = {"kk-plain": "ru-plain", "kk-bgn": "ru-bgn"}
"""Scheme for Kazakh names -> scheme for Russian ones in the same index."""


def proposed_letters(name: str, text: Text, lang: Lang, scheme: str = USUAL_SCHEME) -> str:
    """:func:`romanised` for the field ``name`` of a listing; "" for one that no index lists."""
    return romanised(text, lang, scheme) if name in NAME_FIELDS else ""


def romanised(text: Text, lang: Lang, scheme: str) -> str:
    """A name in the letters of the edition in ``lang``, by the language it stands in; "" where it needs none or ``scheme`` is "".

    ``scheme``: that for Kazakh names. Raises KeyError for one that is not in RUSSIAN_BESIDE.
    """
    if lang != "en" or text.lang == "en" or not scheme:
        return ""
    own = set_text(text.value, lang)
    made = romanise(own, scheme if text.lang == "kk" else RUSSIAN_BESIDE[scheme])
    return made if made != own else ""
