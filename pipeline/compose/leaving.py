"""Listings without some of their fields: what an edition could leave out to become shorter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from pipeline.model.localised import LocalListing, LocalOrganisation

__all__ = ["LEAVABLE", "without_fields"]

LEAVABLE: Final = ("plans", "targets", "social", "head")
"""Fields a guide may do without; a journalist still finds whom to call, and for what."""


def without_fields(listing: LocalListing, fields: Collection[str]) -> LocalListing:
    """The listing without ``fields`` (some of ``LEAVABLE``); the very same where it has none of them.

    The head of an organisation that names no press contact stays: there is nobody else to ask for.
    """
    emptied: dict[str, Any] = {}
    if "social" in fields and listing.social:
        emptied["social"] = ()
    if isinstance(listing, LocalOrganisation):
        emptied |= {name: None for name in ("plans", "targets") if name in fields and getattr(listing, name)}
        if "head" in fields and listing.head and listing.press:
            emptied["head"] = None
    return replace(listing, **emptied) if emptied else listing
