"""Shapes of galleys to bytes and back, for the cache: small JSON, with its own digest before it as galleys have."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Final

from pipeline.doors.json_text import from_json, to_json
from pipeline.model.galley import GalleyShape, Joint, PieceShape

__all__ = ["decode_shape", "encode_shape"]

_GUARD: Final = 16
"""Letters of the digest that are kept."""


def encode_shape(shape: GalleyShape) -> bytes:
    """The shape as UTF-8 JSON after 16 letters of its digest."""
    pieces = [[piece.height, piece.before, piece.joint.value] for piece in shape.pieces]
    content = to_json([shape.width, pieces, shape.outline, shape.height, shape.missing, shape.warnings, shape.stands_out])
    return sha256(content).hexdigest()[:_GUARD].encode() + content


@lru_cache(maxsize=100_000)
def decode_shape(digest: str, encoded: bytes) -> GalleyShape:
    """The shape of the galley with that digest. Raises ValueError where the bytes are damaged."""
    content = encoded[_GUARD:]
    if sha256(content).hexdigest()[:_GUARD].encode() != encoded[:_GUARD]:
        raise ValueError("a damaged shape")
    width, pieces, outline, height, missing, warnings, (points, words) = from_json(content)
    shapes = tuple(PieceShape(height, before, _JOINTS[joint]) for height, before, joint in pieces)
    return GalleyShape(digest, width, shapes, outline, height, tuple(missing), tuple(warnings), (points, words))


_JOINTS: Final = {joint.value: joint for joint in Joint}
