"""The sample as the editors and the script invented it."""

from __future__ import annotations

from typing import Final

from pipeline.sampling.facts import (
    Allotted,
    Organisation,
    OrganisationContent,
    Sample,
    as_known_elsewhere,
    invented_expert,
    invented_organisation,
)

from .places import TOWNS
from .records import read_experts, read_extra, read_organisations

__all__ = ["DUPLICATE", "load_sample"]

DUPLICATE: Final = "assotsiatsiya-monogorod"
"""The union of Karaganda that Astana has in its list as well."""
_BY_ACRONYM: Final = frozenset({"fedotov-gennady", "bolatova-ainur"})
"""Experts who name their organisation by its acronym."""
_ODDITIES: Final = {
    "damaged letters": ("qandas-korshi",), "two e-mails": ("terrikon-klub",), "mailto": ("sarkand-alma",), "angle brackets": ("sloboda-press",),
    "names with forms": ("zharkent-tandyr",), "old town": ("zharkent-tandyr", "tulekter", "kualik-semei"),
    "e-mail among phones": ("okno-vo-dvor", "vtoraya-smena", "soz-saptau"), "error cell": ("snyataya-petlya", "soz-saptau"),
    "doubled spaces": ("osoby-zavtrak",), "comment": ("slova-v-kartinkakh",), "old city": ("bordyur", "aq-murzha"),
}  # fmt: skip
"""What a keeper's hand did -> to whose rows."""
_OLD_TOWNS_BUT: Final = {"10": {"Семей"}, "63": {"Усть-Каменогорск"}}
"""Regions whose keepers write old names of towns -> names they keep all the same. Turkistan and Mangystau write all of them."""
_ALL_OLD: Final = frozenset({"61", "47"})


def load_sample() -> Sample:
    """Read the editors' content and invent the rest."""
    allotted = Allotted()
    organisations = tuple(_organisation(content, allotted) for content in read_organisations())
    by_slug = {made.slug: made for made in organisations}
    experts = tuple(
        invented_expert(
            content, TOWNS[content.town], allotted, by_slug.get(content.employer), by_acronym=content.slug in _BY_ACRONYM
        )
        for content in read_experts()
    )
    withheld, rejected = (_organisation(content, allotted) for content in read_extra())
    return Sample(organisations, experts, withheld, rejected, as_known_elsewhere(by_slug[DUPLICATE]))


def _organisation(content: OrganisationContent, allotted: Allotted) -> Organisation:
    town = TOWNS[content.town]
    odd = {oddity for oddity, slugs in _ODDITIES.items() if content.slug in slugs}
    kept = _OLD_TOWNS_BUT.get(content.region)
    if town.old and (content.region in _ALL_OLD or (kept is not None and content.town not in kept)):
        odd.add("old town")
    return invented_organisation(content, town, allotted, frozenset(odd))
