"""The fields of a listing in plain words, for people who never see their names in mapping.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import Message, msg

__all__ = ["FIELD_WORDS", "field_words"]

FIELD_WORDS: Final[Mapping[str, Message]] = {
    "front": msg("front matter"),
    "name": msg("name"), "name_ru": msg("name in Russian"), "name_kk": msg("name in Kazakh"), "name_en": msg("name in English"),
    "acronym": msg("acronym"), "former_name": msg("former name"), "form": msg("legal form"),
    "bin": msg("BIN"), "founded": msg("year founded"), "registration": msg("registration"), "status": msg("operational status"),
    "region": msg("region"), "town": msg("town"), "address": msg("address"), "postcode": msg("postcode"),
    "phones": msg("telephones"), "mobile": msg("mobile telephone"), "fax": msg("fax"), "freephone": msg("freephone"),
    "helpline": msg("helpline"), "contacts": msg("contacts"), "emails": msg("e-mails"), "site": msg("site"),
    "social": msg("social accounts"), "head": msg("head"), "head_role": msg("position of the head"), "press": msg("press contact"),
    "press_role": msg("position of the press contact"), "press_phone": msg("telephone for the press"),
    "press_email": msg("e-mail for the press"), "mission": msg("mission"), "areas": msg("areas of activity"),
    "targets": msg("target groups"), "plans": msg("plans for the year"), "languages": msg("working languages"),
    "verified": msg("date verified"), "consent": msg("consent, to what is not said"),
    "consent_mobile": msg("consent to print a mobile"), "consent_listing": msg("consent to print the whole entry"),
    "leave_out": msg("leave us out"),
    "sent_in": msg("language it was sent in"), "sort_name": msg("name to file by"), "note": msg("note"), "position": msg("position"),
    "degree": msg("degree"), "affiliation": msg("affiliation"), "topics": msg("topics"), "on_camera": msg("speaks on camera"),
    "cv": msg("brief CV"),
}


def field_words(name: str) -> Message:
    """A field in words; a name that is no field stays as it is."""
    return FIELD_WORDS.get(name) or Message(name)
