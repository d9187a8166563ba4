"""Two copies of one workbook in the edition's folder: the original beside the one that came back, or what two people mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from pipeline.model.findings import CellRef, Finding
from pipeline.model.listings import Listing, Organisation
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.trail import Draft

__all__ = ["copies_of_one"]

_FEWEST: Final = 3
"""Listings in common from which two files may be copies of one: two organisations are listed by two offices often enough."""
_IN_COMMON: Final = 0.5
"""Share of the smaller file's listings that the other has under the very same names."""
_ALIKE: Final = 0.6
"""Share of what these say that is the same: two offices write addresses and missions in words of their own, mending leaves most."""
Said = frozenset[tuple[str, object]]


def copies_of_one(files: Mapping[str, Sequence[Draft]]) -> list[Finding]:
    """Pairs of files of which one seems to be a copy of the other, each told at the later of the two names.

    ``files``: the drafts of each workbook by its name. What one of them says wrong is printed with what the other says right.
    """
    by_file = {file: _by_names(drafts) for file, drafts in sorted(files.items())}
    shared: dict[tuple[str, str], list[tuple[Listing, Listing]]] = {}
    for names in _files_by_names(by_file).values():
        for one, other in combinations(names, 2):
            shared.setdefault((one[0], other[0]), []).append((one[1], other[1]))
    return [
        _told(one, other, len(pairs), min(len(by_file[one]), len(by_file[other])))
        for (one, other), pairs in sorted(shared.items())
        if len(pairs) >= max(_FEWEST, _IN_COMMON * min(len(by_file[one]), len(by_file[other]))) and _is_alike(pairs)
    ]


def _told(one: str, other: str, n: int, whole: int) -> Finding:
    message = msg(
        "{file} and {other} seem to be two copies of one workbook: {n} of {whole} listings stand in both, nearly word for word.",
        file=other, other=one, n=n, whole=whole)
    hint = msg("Leave the one that is right in the edition's folder and take the other one out; guide compare shows what differs.")
    return rules.COPIES.finding("two-copies", message, hint=hint, place=CellRef(other))


def _by_names(drafts: Sequence[Draft]) -> dict[frozenset[str], Listing]:
    return {frozenset(fold_kazakh(text.value) for text in draft.listing.names.values()): draft.listing for draft in drafts}


def _files_by_names(by_file: Mapping[str, Mapping[frozenset[str], Listing]]) -> dict[frozenset[str], list[tuple[str, Listing]]]:
    found: dict[frozenset[str], list[tuple[str, Listing]]] = {}
    for file, listings in by_file.items():
        for names, listing in listings.items():
            found.setdefault(names, []).append((file, listing))
    return {names: places for names, places in found.items() if len(places) > 1}


def _is_alike(pairs: Sequence[tuple[Listing, Listing]]) -> bool:
    said = [(frozenset(_said(one)), frozenset(_said(other))) for one, other in pairs]
    same, most = sum(len(one & other) for one, other in said), sum(max(len(one), len(other)) for one, other in said)
    return same >= _ALIKE * most


def _said(listing: Listing) -> Iterator[tuple[str, object]]:
    """What a listing says beside its names, comparable."""
    yield from (("phones", phone.digits) for phone in listing.phones)
    yield from (("emails", address) for address in listing.emails)
    yield from ((name, value) for name in ("site", "verified") if (value := getattr(listing, name)))
    if isinstance(listing, Organisation):
        yield from (("areas", area.code) for area in listing.areas)
        yield "region", listing.region.code
        texts = (("address", listing.address), ("mission", listing.mission), ("plans", listing.plans), ("targets", listing.targets))
        yield from ((name, text.value) for name, text in texts if text is not None)
        yield from ((name, value) for name in ("bin", "founded") if (value := getattr(listing, name)))
