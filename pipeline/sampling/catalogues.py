"""Content catalogues of a sample: what no workbook holds, from the texts that were invented for it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.localise.translations import ContentEntry, content_template, write_content
from pipeline.model.listings import Expert as ExpertListing
from pipeline.model.listings import Listing

from .facts import Expert, Organisation, Sample, Texts
from .reading import slug_of
from .words import Lang, display_name

__all__ = ["expert_emails", "make_catalogue", "translations_of"]

_ORGANISATION_FIELDS = {"former_name": "former", "address": "street"}
"""Fields that are called otherwise here."""


def make_catalogue(listings: Sequence[Listing], sample: Sample, lang: Lang) -> str:
    """The catalogue into a language: all that its edition needs; msgstr is empty where nothing was translated."""
    emails, organisations = expert_emails(sample), {made.slug: made for made in sample.organisations}
    experts = {made.slug: made for made in sample.experts}
    texts: dict[str, dict[str, Texts]] = {}
    for listing in listings:
        slug = slug_of(listing, emails)
        texts[listing.id] = translations_of(experts[slug] if isinstance(listing, ExpertListing) else organisations[slug])
    entries = []
    for context, msgid, _ in content_template(listings, lang):
        listing_id, _, field = context.rpartition("/")
        entries.append(ContentEntry(context, msgid, texts[listing_id][field].get(lang, "")))
    return write_content(entries, lang)


def expert_emails(sample: Sample) -> dict[str, str]:
    """E-mail -> slug of every expert."""
    return {made.email: made.slug for made in sample.experts}


def translations_of(made: Organisation | Expert) -> dict[str, Texts]:
    """Field of the content catalogues -> the texts."""
    if isinstance(made, Expert):
        fields = {field: getattr(made.content, field) for field in ("name", "position", "degree", "cv")}
        return {**fields, "affiliation": _affiliation(made)}
    names = ("name", "acronym", "former_name", "address", "head", "head_role", "press", "press_role", "mission", "targets", "plans")
    return {field: getattr(made.content, _ORGANISATION_FIELDS.get(field, field)) for field in names}


def _affiliation(made: Expert) -> Texts:
    employer = made.organisation
    if employer is None:
        return made.content.affiliation
    languages: tuple[Lang, ...] = ("kk", "ru", "en")
    return {lang: display_name(employer.content.name[lang], employer.content.form, lang) for lang in languages}
