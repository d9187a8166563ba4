"""What the editors wrote (content/*.toml), read into records."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .words import Lang

__all__ = ["CONTENT", "ExpertContent", "OrganisationContent", "Texts", "read_experts", "read_extra", "read_organisations"]

CONTENT: Final = Path(__file__).with_name("content")
_VILLAGE: Final = "село "

Texts = dict[Lang, str]
"""A text in the languages the editors have it in; {} where the listing has no such text."""


@dataclass(frozen=True, slots=True)
class OrganisationContent:
    """An organisation as the editors wrote it. ``region``: the first two digits of its КАТО code."""

    region: str
    slug: str
    form: str
    name: Texts
    acronym: Texts
    former: Texts
    year: int
    town: str
    postcode: str
    street: Texts
    head: Texts
    head_role: Texts
    press: Texts
    press_role: Texts
    phones: tuple[str, ...]
    social: tuple[str, ...]
    areas: tuple[str, ...]
    targets: Texts
    mission: Texts
    plans: Texts
    languages: tuple[str, ...]
    sent_in: Lang


@dataclass(frozen=True, slots=True)
class ExpertContent:
    """An expert as the editors wrote him or her; ``employer``: slug of an organisation of the guide, else ``affiliation`` names another."""

    slug: str
    name: Texts
    position: Texts
    degree: Texts
    affiliation: Texts
    employer: str
    town: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    on_camera: bool
    phones: tuple[str, ...]
    email_at: str
    cv: Texts
    sent_in: Lang


def read_organisations() -> list[OrganisationContent]:
    """All organisations, file by file in the order of the region codes, in the order of the files."""
    return [
        _organisation(path.name[:2], entry)
        for path in sorted(CONTENT.glob("[0-9][0-9]-*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["organisation"]
    ]


def read_extra() -> list[OrganisationContent]:
    """Organisations that stand in workbooks and must not be printed: the withheld one, the one to be rejected."""
    entries = tomllib.loads((CONTENT / "extra.toml").read_text("utf-8"))["organisation"]
    return [_organisation(region, entry) for region, entry in zip(("75", "47"), entries, strict=True)]


def read_experts() -> list[ExpertContent]:
    """All experts in the order of their file."""
    employers = tomllib.loads((CONTENT / "affiliations.toml").read_text("utf-8"))
    entries = tomllib.loads((CONTENT / "experts.toml").read_text("utf-8"))["expert"]
    return [_expert(entry, employers.get(entry["slug"], "")) for entry in entries]


def _organisation(region: str, entry: dict[str, Any]) -> OrganisationContent:
    return OrganisationContent(
        region=region, slug=entry["slug"], form=entry["form"], name=entry["name"], acronym=entry.get("acronym", {}),
        former=entry.get("former", {}), year=entry["year"], town=entry["town"].removeprefix(_VILLAGE), postcode=entry["postcode"],
        street=entry["street"], head=entry["head"], head_role=entry["head_role"], press=entry.get("press", {}),
        press_role=entry.get("press_role", {}), phones=tuple(entry["phones"]), social=tuple(entry["social"]),
        areas=tuple(entry["areas"]), targets=entry["targets"], mission=entry["mission"], plans=entry.get("plans", {}),
        languages=tuple(entry["languages"]), sent_in=entry["sent_in"],
    )


def _expert(entry: dict[str, Any], employer: str) -> ExpertContent:
    return ExpertContent(
        slug=entry["slug"], name=entry["name"], position=entry["position"], degree=entry.get("degree", {}),
        affiliation=entry.get("affiliation", {}), employer=employer,
        town=entry["town"].removeprefix(_VILLAGE), topics=tuple(entry["topics"]), languages=tuple(entry["languages"]),
        on_camera=entry["on_camera"], phones=tuple(entry["phones"]), email_at=entry["email_at"], cv=entry["cv"], sent_in=entry["sent_in"],
    )
