"""What an edition says today, as far as catalogues are concerned: its texts, and which listings are printed with another one now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.localise import content_template
from pipeline.model.fields import Lang
from pipeline.model.listings import Listing
from pipeline.normalise import IdRegistry
from pipeline.strings.units import Unit

__all__ = ["Today"]


@dataclass(frozen=True, slots=True)
class Today:
    """``texts``: key -> (text, its language), of every listing that is printed; ``moved``: id -> ids that are printed with it."""

    listings: tuple[Listing, ...]
    texts: Mapping[str, tuple[str, Lang]]
    moved: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, listings: Sequence[Listing], registry: IdRegistry) -> Today:
        texts = {key: (text, lang) for key, text, lang in content_template(listings)}
        return cls(tuple(listings), texts, _moved(frozenset(one.id for one in listings), registry))

    def wanted(self, lang: Lang) -> list[Unit]:
        """What the edition in ``lang`` needs a translation of."""
        return [Unit(key, text, sent) for key, text, sent in content_template(self.listings, lang)]

    @property
    def sources(self) -> dict[str, str]:
        return {key: text for key, (text, _) in self.texts.items()}


def _moved(printed: frozenset[str], registry: IdRegistry) -> dict[str, tuple[str, ...]]:
    """Of each printed listing the ids that were merged into it, also by way of others, and that no listing has."""
    into = {known.id: known.into for known in registry.entries if known.into}
    found: dict[str, list[str]] = {}
    for one in sorted(into):
        last, seen = one, {one}
        while last in into and last not in printed and into[last] not in seen:
            last = into[last]
            seen.add(last)
        if one not in printed and last in printed:
            found.setdefault(last, []).append(one)
    return {one: tuple(others) for one, others in found.items()}
