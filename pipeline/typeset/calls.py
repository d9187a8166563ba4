"""What other processes are asked to set: picklable calls, each with everything it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pipeline.doors import engine
from pipeline.model.galley import FontFace, Galley, GalleyShape, StyleSheet
from pipeline.typeset.encoding import encode_galley
from pipeline.typeset.ladders import without_ladders
from pipeline.typeset.shapes import encode_shape

__all__ = ["Packed", "lay_out", "set_batches", "warm_up"]

CURES = 2
"""How often a block is set again at most: a cure may bring another ladder."""

Packed = tuple[bytes, bytes]
"""A galley's shape and the galley, as the cache keeps them."""


def set_batches(
    batches: Sequence[tuple[Sequence[str], StyleSheet]], faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[list[Packed]]:
    """One picklable call: what a worker of any ``concurrent.futures.Executor`` runs. Raises engine.EngineFailure.

    A batch is HTML fragments and their stylesheet. Shape and galley of each fragment come back as the cache keeps them, so that the
    caller need not pack them again.
    """
    made = []
    for fragments, sheet in batches:
        galleys = lay_out(fragments, sheet, faces, hyphenation)
        made.append([(encode_shape(GalleyShape.of(galley, "")), encode_galley(galley)) for galley in galleys])
    return made


def warm_up(faces: tuple[FontFace, ...], sheets: Sequence[StyleSheet]) -> None:
    """One picklable call: load the engine, and make it ready for these stylesheets, while the caller still reads workbooks."""
    with suppress(engine.EngineFailure, OSError):  # whoever sets a real block will be told
        engine.make_ready(sheets, faces)


def lay_out(
    fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[Galley]:
    """What a fragment's galley is: set, and where it has a hyphen ladder set again with one of its words kept whole.

    Raises engine.EngineFailure.
    """
    if sheet.height:
        return [engine.lay_out_pages(fragment, sheet, faces, hyphenation) for fragment in fragments]
    galleys = engine.lay_out(fragments, sheet, faces, hyphenation)
    cured = dict(enumerate(fragments))
    for _ in range(CURES):
        cured = {at: better for at, markup in cured.items() if (better := without_ladders(markup, galleys[at]))}
        if not cured:
            break
        for at, galley in zip(cured, engine.lay_out(list(cured.values()), sheet, faces, hyphenation), strict=True):
            galleys[at] = galley
    return galleys
