"""Which plates corrections cost; which pages lie together on one is the arithmetic of :mod:`pipeline.model.signatures`."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.corrections import Plate
from pipeline.model.signatures import OUTER, Signatures

__all__ = ["plates_made_anew"]


def plates_made_anew(signatures: Signatures, before: Sequence[str], after: Sequence[str]) -> list[Plate]:
    """The plates that cannot be used again; ``before`` and ``after`` are the digests of all pages.

    A plate can be used again where the same signature and forme holds the same pages in the same places.
    """
    old = {at: [before[page - 1] for page in pages] for at, pages in signatures.plates(len(before)).items()}
    made = []
    for (signature, forme), pages in sorted(signatures.plates(len(after)).items(), key=lambda row: (row[0][0], row[0][1] != OUTER)):
        kept = old.get((signature, forme), [])
        if kept != [after[page - 1] for page in pages]:
            touched = [page for place, page in enumerate(pages) if place >= len(kept) or kept[place] != after[page - 1]]
            made.append(Plate(signature, forme, tuple(sorted(touched or pages))))
    return made
