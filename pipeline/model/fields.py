"""The fields of a listing, by the names that mapping.toml, catalogues and findings use."""

from __future__ import annotations

from typing import Final, Literal

__all__ = [
    "EDITION_LANGUAGES", "EXPERT_FIELDS", "KAZAKH_LATIN", "LANGUAGES", "NAME_FIELDS", "ORGANISATION_FIELDS", "TRANSLATED_FIELDS",
    "EditionLang", "Lang", "source_language",
]

Lang = Literal["kk", "ru", "en"]
"""What texts are sent, translated and told in."""
LANGUAGES: Final[tuple[Lang, ...]] = ("kk", "ru", "en")
EditionLang = Literal["kk", "ru", "en", "kk-Latn"]
"""What a book is set in. Kazakh in Latin letters has no texts of its own: they are those of the Kazakh book, transliterated."""
KAZAKH_LATIN: Final = "kk-Latn"
EDITION_LANGUAGES: Final[tuple[EditionLang, ...]] = (*LANGUAGES, KAZAKH_LATIN)


def source_language(lang: EditionLang) -> Lang:
    """The language that the texts of an edition are written in."""
    return "kk" if lang == "kk-Latn" else lang


ORGANISATION_FIELDS: Final = (
    "name_ru", "name_kk", "name_en", "name",  # "name": one column, language not said
    "acronym", "former_name", "form", "bin", "founded",
    "registration",  # registered yes / no, or the registration's number and date
    "status",  # operational status
    "region", "town", "address", "postcode",
    "phones", "mobile", "fax", "freephone", "helpline", "contacts",  # "contacts": everything in one cell
    "emails", "site", "social",
    "head", "head_role", "press", "press_role", "press_phone", "press_email",
    "mission", "areas", "targets", "plans",
    "languages", "verified",
    "consent",  # to what is not said: asked once a column, never printed on
    "consent_mobile", "consent_listing", "leave_out", "sent_in", "sort_name", "note",
)
EXPERT_FIELDS: Final = (
    "name_ru", "name_kk", "name_en", "name", "position", "degree", "affiliation", "topics", "languages", "town", "region",
    "phones", "mobile", "emails", "social", "site", "on_camera", "cv", "verified", "consent", "consent_mobile", "consent_listing",
    "leave_out", "sent_in", "sort_name", "note",
)
TRANSLATED_FIELDS: Final = (
    "name", "acronym", "former_name", "address", "head", "head_role", "press", "press_role", "mission", "targets", "plans",
    "position", "degree", "affiliation", "cv",
)
"""Fields whose text has a place in the content catalogues, keyed ``listing-id/field``."""
NAME_FIELDS: Final = frozenset({"name", "acronym", "former_name", "head", "press"})
"""Fields that hold somebody's own name: indexes file by them, and whoever bears a name says how it is written."""
