"""Digests of what pages are drawn from: two pages of one digest look the same, whatever file they lie in."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

import pikepdf

from pipeline.doors.pdf.painted.values import Key, array, dictionary, inherited, key_of

__all__ = ["page_digests"]

_KEYS: Final = (
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Resources", "/Group", "/Contents",
)
_OF_NOTE: Final = ("/Subtype", "/Rect", "/F", "/AP", "/AS", "/OC")
"""What an annotation is drawn from; its other keys lead to actions, fields and back to the page."""
_UNSEEN: Final = frozenset({"/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified", "/Length"})
"""Keys of a stream that say nothing of what is drawn (its bytes tell its length). In other dictionaries they may be anybody's names."""
_DEEPEST: Final = 60


class _NoDigest(Exception):
    """Objects in one another without end, or in a circle."""


def page_digests(pdf: pikepdf.Pdf) -> list[bytes]:
    """A digest for each page; b"" for one whose objects cannot be followed, which is like no other."""
    walk = _Walk()
    made = []
    for page in pdf.pages:
        try:
            whole = [pdf.Root.get(key) for key in ("/OCProperties", "/OutputIntents")]
            notes = [note.get(key) for note in map(dictionary, array(page.obj.get("/Annots"))) if note is not None for key in _OF_NOTE]
            made.append(walk.joined([*whole, *(inherited(page.obj, key) for key in _KEYS), *notes], 0))
        except (_NoDigest, pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            made.append(b"")
    return made


class _Walk:
    """Each indirect object is read once."""

    def __init__(self) -> None:
        self._known: dict[Key, bytes | None] = {}

    def joined(self, parts: list[object], depth: int) -> bytes:
        return sha256(b"".join(self._digest(part, depth) for part in parts)).digest()

    def _digest(self, held: object, depth: int) -> bytes:
        if depth > _DEEPEST:
            raise _NoDigest
        key = key_of(held)
        if key == (0, 0):
            return self._read(held, depth)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._read(held, depth)
        found = self._known[key]
        if found is None:  # it lies in itself
            raise _NoDigest
        return found

    def _read(self, held: object, depth: int) -> bytes:
        if isinstance(held, pikepdf.Stream):
            return sha256(b"S" + self._entries(held, _UNSEEN, depth) + held.read_raw_bytes()).digest()
        if isinstance(held, pikepdf.Dictionary):
            return sha256(b"D" + self._entries(held, frozenset(), depth)).digest()
        if isinstance(held, pikepdf.Array):
            return sha256(b"A" + self.joined(list(held), depth + 1)).digest()
        return sha256(type(held).__name__.encode() + b" " + repr(held).encode()).digest()

    def _entries(self, held: pikepdf.Object, unseen: frozenset[str], depth: int) -> bytes:
        kept = {key: value for key, value in held.items() if key not in unseen}
        return b"".join(sha256(key.encode()).digest() + self._digest(kept[key], depth + 1) for key in sorted(kept))
