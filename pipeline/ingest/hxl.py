"""HXL tag rows (hxlstandard.org, dictionary 1.1): ``#org+name`` under or instead of the header."""

from __future__ import annotations

import re
from typing import Final

from pipeline.ingest.vocabulary import field_names
from pipeline.model.source import ListingKind

__all__ = ["hxl_field", "is_tag"]

_TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*")
_OTHERS: Final = frozenset({"impl", "partner", "funding", "donor", "prog", "programming"})
"""Attributes of organisations that only take part; they name the listing only where no better column does."""
_CONTACT: Final = {"phone": "phones", "tel": "phones", "email": "emails", "url": "site", "name": "head", "position": "head_role"}


def is_tag(text: str) -> bool:
    """Whether a cell holds an HXL hashtag, with or without attributes."""
    return "#" in text and bool(_TAG.fullmatch(text.strip().casefold()))


def _parts(text: str) -> tuple[str, frozenset[str]]:
    tag, *attributes = (part.strip() for part in text.strip().casefold().split("+"))
    return tag, frozenset(attributes)


def hxl_field(text: str, kind: ListingKind) -> tuple[str | None, float]:
    """The field that a tag stands for, and how sure that is; (None, 0) for tags a directory has no field for."""
    tag, attributes = _parts(text)
    if kind == "expert":
        found, sure = {"name": ("name", 1.0), "org": ("affiliation", 1.0)}.get(
            "name" if tag == "#contact" and "name" in attributes else tag.removeprefix("#"), ("", 0.0))
        if found:
            return found, sure
    if tag == "#org":
        return _organisation(attributes)
    field, sure = _common(tag, attributes)
    return (field, sure) if field in field_names(kind) else (None, 0.0)


def _common(tag: str, attributes: frozenset[str]) -> tuple[str | None, float]:
    if tag == "#contact":
        found = next((_CONTACT[name] for name in _CONTACT if name in attributes), "contacts")
        return found, 1.0
    code = "code" in attributes
    if tag in ("#adm1", "#region"):
        return (None, 0.0) if code else ("region", 1.0)
    if tag in ("#adm2", "#loc", "#adm3"):
        return (None, 0.0) if code else ("town", 0.9 if tag != "#adm3" else 0.7)
    if tag == "#sector":
        return "areas", 0.8 if code else 1.0
    if tag in ("#beneficiary", "#targeted") and attributes & {"type", "name"}:
        return "targets", 0.9
    if tag == "#description":
        return "mission", 0.8
    return None, 0.0


def _organisation(attributes: frozenset[str]) -> tuple[str | None, float]:
    if attributes & {"type", "code", "id"}:
        return None, 0.0
    if attributes & {"acronym", "abbrev", "short"}:
        return "acronym", 1.0
    if attributes & _OTHERS:
        return None, 0.0
    if "name" in attributes:
        return "name", 1.0
    return "name", 0.8
