"""Under which ids the registry knows listings that ask to be left out: what is kept under them elsewhere can then go."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.model.listings import Listing
from pipeline.normalise.identity import allot
from pipeline.normalise.registry import IdRegistry
from pipeline.normalise.trail import Trail

__all__ = ["withdrawn_ids"]


def withdrawn_ids(withdrawn: Sequence[Listing], printed: Collection[str], registry: IdRegistry) -> frozenset[str]:
    """The ids that these listings would have again if they were printed, and those that became one with them.

    ``printed``: ids of listings that are printed; neither they nor what is printed with them is anybody's who asks to be left out.
    """
    others = tuple(known for known in registry.entries if known.id not in printed and known.into not in printed)
    if not withdrawn or not others:
        return frozenset()
    known = {one.id for one in others}
    found = {listing.id for listing in allot(withdrawn, IdRegistry(others, registry.decisions), Trail())[0]} & known
    while joined := {one.id for one in others if one.into in found} - found:
        found |= joined
    return frozenset(found)
