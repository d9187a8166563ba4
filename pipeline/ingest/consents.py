"""What a column of consent consents to, as far as its header says: a mobile, the whole entry, or nothing that is clear."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["consent_field", "names_consent"]

_FIELDS: Final = frozenset({"consent", "consent_mobile", "consent_listing"})
_CONSENT: Final = re.compile(r"\b(?:согласи[ея]\b|келисим|consent\b)")
_MOBILE: Final = re.compile(r"\b(?:моб|сот|уялы|номер|номир|телефон|тел\b|mobile|phone|cell|number)")
_ENTRY: Final = re.compile(
    r"\b(?:организац|справочник|анкет|запис[ьи]|эксперт|нпо\b|нко\b|уйым|аныктамалык|сарапшы|уеу\b"
    r"|organi[sz]ation|directory|guide\b|listing|listed|entry|expert|ngo\b)"
)


def consent_field(field: str, folded: str) -> str:
    """The field of a consent whose header names a telephone alone, or an entry alone; "consent" where it names both, or neither.

    ``folded``: the whole header, as :func:`pipeline.ingest.folding.fold` makes it. Any other field stays what it is.
    """
    if field not in _FIELDS:
        return field
    mobile, entry = _MOBILE.search(folded) is not None, _ENTRY.search(folded) is not None
    if mobile == entry:
        return field if field != "consent_mobile" or not mobile else "consent"
    return "consent_mobile" if mobile else "consent_listing"


def names_consent(folded: str) -> bool:
    """Whether a header that is understood in no other way speaks of a consent at all."""
    return _CONSENT.search(folded) is not None
