"""Galleys by block name: shapes at hand, ink fetched from the cache when a page is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pipeline.model.book import Block
from pipeline.model.galley import Galley, GalleyShape
from pipeline.typeset.encoding import decode_galley

__all__ = ["GalleyStore", "Galleys", "unpack_galleys"]


def unpack_galleys(packed: Mapping[str, bytes]) -> dict[str, Galley]:
    """Galleys by block name. Raises ValueError where one is damaged."""
    return {name: decode_galley(encoded) for name, encoded in packed.items()}


class GalleyStore(Protocol):
    """The cache, as the desk keeps it, by digest. Losing it costs time, never the build."""

    def shapes(self, digests: Sequence[str]) -> Mapping[str, bytes]: ...

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]: ...

    def put(self, entries: Mapping[str, tuple[str, bytes, bytes]]) -> bool:
        """Keep digest -> (readable key, shape, galley); False where they could not be kept."""
        ...


class Galleys(Mapping[str, Galley]):
    """All galleys of a book. ``shapes`` is by block name, as the mapping itself.

    The ink of a galley lies in the cache, or here where the cache would not take it. What is damaged there, or gone, is set again.
    """

    def __init__(self, store: GalleyStore, reset: Callable[[Block], Galley]) -> None:
        self.shapes: dict[str, GalleyShape] = {}
        self.blocks: dict[str, Block] = {}
        self.unkept: dict[str, bytes] = {}
        """Digest -> a galley that the cache would not take."""
        self._store, self._reset = store, reset

    def __getitem__(self, name: str) -> Galley:
        return self.fetch([name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.shapes)

    def __len__(self) -> int:
        return len(self.shapes)

    def add(self, other: Galleys) -> None:
        """Take over what another set of galleys holds."""
        self.shapes.update(other.shapes)
        self.blocks.update(other.blocks)
        self.unkept.update(other.unkept)

    def keep(self, entries: Mapping[str, tuple[str, bytes, bytes]]) -> None:
        """Give fresh galleys to the cache: digest -> (readable key, shape, galley)."""
        if not self._store.put(entries):
            self.unkept.update((digest, galley) for digest, (_, _, galley) in entries.items())

    def packed(self, names: Iterable[str]) -> dict[str, bytes]:
        """Some galleys as the cache keeps them, for :func:`unpack_galleys`. Raises KeyError for one that it has lost."""
        wanted = {name: self.shapes[name].digest for name in names}
        kept = self._store.get(sorted({digest for digest in wanted.values() if digest not in self.unkept}))
        return {name: self.unkept.get(digest) or kept[digest] for name, digest in wanted.items()}

    def fetch(self, names: Iterable[str]) -> dict[str, Galley]:
        """Some galleys with their ink, in one visit to the cache. Raises KeyError for a name that was never set."""
        wanted = {name: self.shapes[name].digest for name in names}
        kept = self._store.get(sorted({digest for digest in wanted.values() if digest not in self.unkept}))
        found: dict[str, Galley] = {}
        for name, digest in wanted.items():
            encoded = self.unkept.get(digest) or kept.get(digest)
            try:
                found[name] = decode_galley(encoded) if encoded else self._reset(self.blocks[name])
            except ValueError:
                found[name] = self._reset(self.blocks[name])
        return found
