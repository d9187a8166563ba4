"""Which texts of a listing a book prints in another language than its own."""

from __future__ import annotations

from pipeline.model.localised import LocalListing, LocalOrganisation, LocalPerson, LocalText

__all__ = ["printed_texts", "untranslated_texts"]


def printed_texts(listing: LocalListing) -> list[tuple[str, LocalText]]:
    """The texts of a listing that stand in some language, as (field, text), in the order of the entry."""
    if isinstance(listing, LocalOrganisation):
        found: list[tuple[str, LocalText | None]] = [
            ("name", listing.name), ("acronym", listing.acronym), ("former_name", listing.former_name), ("town", listing.town),
            *_person("press", listing.press), ("address", listing.address), ("mission", listing.mission), ("targets", listing.targets),
            ("plans", listing.plans), *_person("head", listing.head), *(("areas", area.name) for area in listing.areas),
        ]
    else:
        found = [
            ("name", listing.name), ("position", listing.position), ("degree", listing.degree), ("town", listing.town),
            ("affiliation", listing.affiliation), ("cv", listing.cv), *(("topics", topic.name) for topic in listing.topics),
        ]
    return [(name, text) for name, text in found if text is not None and text.value]


def untranslated_texts(listing: LocalListing) -> list[tuple[str, LocalText]]:
    """Those that stand in another language than the book's: as sent in, or without a name in the lists of towns and topics.

    A name with letters that a program made for the index is among them: nobody has given it in the book's language.
    """
    return [(name, text) for name, text in printed_texts(listing) if text.fallback]


def _person(name: str, person: LocalPerson | None) -> list[tuple[str, LocalText | None]]:
    return [(name, person.name), (f"{name}_role", person.role)] if person else []
