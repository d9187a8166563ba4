"""Every text of a listing given anew: what puts a book into other letters, or into the pseudo-language, names no field of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.model.localised import (
    LocalArea,
    LocalExpert,
    LocalListing,
    LocalOrganisation,
    LocalPerson,
    LocalPhone,
    LocalText,
    LocalTopic,
)

__all__ = ["Rewording", "reworded"]


@dataclass(frozen=True, slots=True)
class Rewording:
    """``text``: field and text that stands in some language -> the text anew; ``words``: of words that the guide has in the book's own
    language (regions, languages, legal forms, the date); ``name``: of the name as it is quoted and shown; ``phone``: of a number.
    """

    text: Callable[[str, LocalText], LocalText]
    words: Callable[[str], str]
    name: Callable[[str], str]
    phone: Callable[[LocalPhone], LocalPhone]

    def maybe(self, field: str, text: LocalText | None) -> LocalText | None:
        return None if text is None else self.text(field, text)

    def person(self, field: str, person: LocalPerson | None) -> LocalPerson | None:
        return LocalPerson(self.text(field, person.name), self.maybe(f"{field}_role", person.role)) if person else None


def reworded(listing: LocalListing, by: Rewording) -> LocalListing:
    """The listing with all that is read in it anew; what files it, contacts and where it came from stay as they are."""
    return _organisation(listing, by) if isinstance(listing, LocalOrganisation) else _expert(listing, by)


def _organisation(one: LocalOrganisation, by: Rewording) -> LocalOrganisation:
    return replace(
        one, region_name=by.words(one.region_name), region_short=by.words(one.region_short), name=by.text("name", one.name),
        quoted=by.name(one.quoted), display=by.name(one.display), form_short=by.words(one.form_short), form_full=by.words(one.form_full),
        acronym=by.maybe("acronym", one.acronym), former_name=by.maybe("former_name", one.former_name), town=by.maybe("town", one.town),
        address=by.maybe("address", one.address), phones=tuple(map(by.phone, one.phones)), head=by.person("head", one.head),
        press=by.person("press", one.press), mission=by.maybe("mission", one.mission),
        areas=tuple(LocalArea(area.code, by.text("areas", area.name)) for area in one.areas), targets=by.maybe("targets", one.targets),
        plans=by.maybe("plans", one.plans), languages=tuple(map(by.words, one.languages)), verified=by.words(one.verified),
    )


def _expert(one: LocalExpert, by: Rewording) -> LocalExpert:
    return replace(
        one, name=by.text("name", one.name), position=by.maybe("position", one.position), degree=by.maybe("degree", one.degree),
        affiliation=by.maybe("affiliation", one.affiliation), cv=by.maybe("cv", one.cv), town=by.maybe("town", one.town),
        topics=tuple(LocalTopic(topic.code, by.text("topics", topic.name)) for topic in one.topics),
        languages=tuple(map(by.words, one.languages)), phones=tuple(map(by.phone, one.phones)), verified=by.words(one.verified),
    )
