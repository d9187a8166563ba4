"""What the editors wrote (content/*.toml), read into records."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from pipeline.sampling.facts import ExpertContent, OrganisationContent

__all__ = ["CONTENT", "read_experts", "read_extra", "read_organisations"]

CONTENT: Final = Path(__file__).with_name("content")
_VILLAGE: Final = "село "

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
