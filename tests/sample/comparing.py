"""What stands in a listing as the pipeline read it, and as it was written, fact by fact."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.fields import Lang
from pipeline.model.listings import Expert as ExpertListing
from pipeline.model.listings import Organisation as OrganisationListing
from pipeline.model.listings import Person, Phone, Text
from pipeline.sampling.facts import Expert, Number, Organisation
from pipeline.sampling.manners.people import affiliation

__all__ = ["Facts", "expert_as_read", "expert_as_written", "organisation_as_read", "organisation_as_written"]

Facts = dict[str, object]

def _value(text: Text | None) -> str:
    return text.value if text else ""


def _person(person: Person | None) -> tuple[str, str]:
    return (_value(person.name), _value(person.role)) if person else ("", "")


def _printed(phones: tuple[Phone, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    return sorted((phone.kind, phone.groups, phone.extension) for phone in phones)


def _invented(numbers: tuple[Number, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    return sorted((number.kind, number.groups, number.extension) for number in numbers)


def _printable(made: Organisation | Expert) -> tuple[Number, ...]:
    """What may be on a page: without consent no mobile, and of an organisation not the press contact's own number."""
    withheld = ("mobile", "press") if isinstance(made, Organisation) else ("mobile",)
    return tuple(number for number in made.numbers if made.consent or number.kind not in withheld)


def organisation_as_read(made: OrganisationListing) -> Facts:
    return {
        "region": made.region.names["ru"], "town": made.town.names["kk"] if made.town else "", "form": made.form,
        "names": {lang: name.value for lang, name in made.names.items()}, "acronym": _value(made.acronym),
        "former": _value(made.former_name), "founded": made.founded, "bin": made.bin, "postcode": made.postcode,
        "street": _value(made.address), "phones": _printed(made.phones), "emails": made.emails, "press_email": made.press_email,
        "site": made.site, "social": sorted((account.network, account.handle) for account in made.social),
        "head": _person(made.head), "press": _person(made.press), "mission": _value(made.mission), "targets": _value(made.targets),
        "plans": _value(made.plans), "areas": [area.code for area in made.areas], "languages": made.languages,
        "verified": made.verified, "consent": made.consent_mobile, "sent_in": made.sent_in,
        "text_language": made.mission.lang if made.mission else "",
    }


def organisation_as_written(made: Organisation, names: frozenset[Lang], regions: Mapping[str, str]) -> Facts:
    content = made.content
    return {
        "region": regions[content.region], "town": made.town.kk, "form": content.form,
        "names": {lang: name for lang, name in content.name.items() if lang in names}, "acronym": made.said(content.acronym),
        "former": made.said(content.former), "founded": content.year, "bin": made.bin, "postcode": content.postcode,
        "street": made.said(content.street), "phones": _invented(_printable(made)), "emails": (made.email,),
        "press_email": made.press_email, "site": made.site, "social": sorted(made.social),
        "head": (made.said(content.head), made.said(content.head_role)),
        "press": (made.said(content.press), made.said(content.press_role)),
        "mission": made.said(content.mission), "targets": made.said(content.targets), "plans": made.said(content.plans),
        "areas": list(content.areas), "languages": content.languages, "verified": made.verified, "consent": made.consent,
        "sent_in": made.lang, "text_language": made.lang,
    }


def expert_as_read(made: ExpertListing) -> Facts:
    return {
        "names": {lang: name.value for lang, name in made.names.items()}, "town": made.town.names["kk"] if made.town else "",
        "position": _value(made.position), "degree": _value(made.degree), "affiliation": _value(made.affiliation),
        "topics": [topic.code for topic in made.topics], "languages": made.languages, "phones": _printed(made.phones),
        "emails": made.emails, "on_camera": made.on_camera, "cv": _value(made.cv), "verified": made.verified, "sent_in": made.sent_in,
    }


def expert_as_written(made: Expert) -> Facts:
    content = made.content
    return {
        "names": {lang: content.name[lang] for lang in ("ru", "kk")}, "town": made.town.kk, "position": made.said(content.position),
        "degree": made.said(content.degree), "affiliation": affiliation(made), "topics": list(content.topics),
        "languages": content.languages, "phones": _invented(_printable(made)), "emails": (made.email,),
        "on_camera": content.on_camera, "cv": made.said(content.cv), "verified": made.verified, "sent_in": made.lang,
    }
