"""Galleys to bytes and back, for the cache: JSON with its own digest before it, so that a damaged entry is known for one."""

from __future__ import annotations

from hashlib import sha256

from pipeline.doors.json_text import from_json, to_json
from pipeline.model.galley import Galley, Joint, Line, Link, Piece
from pipeline.model.pictures import PlacedPicture

__all__ = ["decode_galley", "encode_galley"]


def encode_galley(galley: Galley) -> bytes:
    """The galley as a digest of 64 letters and UTF-8 JSON."""
    pieces = [
        [
            piece.height,
            piece.before,
            piece.joint.value,
            piece.content.decode("latin-1"),
            [[line.text, line.x0, line.top, line.x1, line.bottom, line.ends] for line in piece.lines],
            [[link.target, link.x0, link.top, link.x1, link.bottom] for link in piece.links],
            # Most pieces have none, and are kept as they were before there were any.
            *([[[one.name, one.x0, one.top, one.x1, one.bottom] for one in piece.pictures]] if piece.pictures else []),
        ]
        for piece in galley.pieces
    ]
    glyphs = {face: [list(used), list(used.values())] for face, used in galley.glyphs.items()}
    content = to_json([galley.width, pieces, glyphs, galley.missing, galley.warnings])
    return sha256(content).hexdigest().encode() + content


def decode_galley(encoded: bytes) -> Galley:
    """The galley again. Raises ValueError where the bytes are damaged."""
    content = encoded[64:]
    if sha256(content).hexdigest().encode() != encoded[:64]:
        raise ValueError("a damaged galley")
    width, pieces, glyphs, missing, warnings = from_json(content)
    return Galley(
        width,
        tuple(
            Piece(
                height,
                content.encode("latin-1"),
                before,
                Joint(joint),
                tuple(Line(*line) for line in lines),
                tuple(Link(*link) for link in links),
                tuple(PlacedPicture(*one) for one in (pictures[0] if pictures else ())),
            )
            for height, before, joint, content, lines, links, *pictures in pieces
        ),
        {face: dict(zip(numbers, texts, strict=True)) for face, (numbers, texts) in glyphs.items()},
        tuple(missing),
        tuple(warnings),
    )
