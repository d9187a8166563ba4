"""The face of slug lines."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.galley import FontFace

__all__ = ["plainest"]


def plainest(faces: Sequence[FontFace]) -> FontFace:
    """The face that is nearest to an upright sans serif of regular weight."""
    return min(faces, key=lambda face: (face.style != "normal", abs(face.weight - 400), "Sans" not in face.family, face.name))
