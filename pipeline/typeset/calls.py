"""What other processes are asked to set: picklable calls, each with everything it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from pipeline.doors import engine
from pipeline.model.galley import FontFace, Galley, GalleyShape, StyleSheet
from pipeline.typeset.encoding import encode_galley
from pipeline.typeset.ladders import without_ladders
from pipeline.typeset.measure import TooWide, excess, kept_in
from pipeline.typeset.shapes import encode_shape

__all__ = ["Packed", "Unset", "lay_out", "set_batches", "warm_up"]

CURES = 2
"""How often a block is set again at most: a cure may bring another ladder."""

Batch = tuple[Sequence[str], StyleSheet]
"""HTML fragments and their stylesheet."""
Packed = tuple[bytes, bytes]
"""A galley's shape and the galley, as the cache keeps them."""


class Unset(Exception):
    """A batch that could not be set: its number among those of the call, and the engine.EngineFailure or TooWide that says why."""

    def __init__(self, batch: int, reason: Exception) -> None:
        super().__init__(batch, reason)
        self.batch, self.reason = batch, reason


def set_batches(
    batches: Sequence[Batch], faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[list[Packed]]:
    """One picklable call: what a worker of any ``concurrent.futures.Executor`` runs. Raises Unset.

    Shape and galley of each fragment come back as the cache keeps them, so that the caller need not pack them again.
    """
    made = []
    for number, (fragments, sheet) in enumerate(batches):
        try:
            galleys = lay_out(fragments, sheet, faces, hyphenation)
        except (engine.EngineFailure, TooWide) as reason:
            raise Unset(number, reason) from reason
        made.append([(encode_shape(GalleyShape.of(galley, "", excess(galley))), encode_galley(galley)) for galley in galleys])
    return made


def warm_up(
    faces: tuple[FontFace, ...], sheets: Sequence[StyleSheet], specimens: Sequence[Batch] = (), hyphenation: Mapping[str, str] | None = None
) -> None:
    """One picklable call: load the engine, and make it ready for these stylesheets, while the caller still reads workbooks.

    Setting ``specimens`` learns the styles, shapes the words and loads the dictionaries that blocks like them need.
    """
    with suppress(engine.EngineFailure, OSError, Unset):  # whoever sets a real block will be told
        engine.make_ready(sheets, faces)
        set_batches(specimens, faces, hyphenation or {})


def lay_out(
    fragments: Sequence[str], sheet: StyleSheet, faces: tuple[FontFace, ...], hyphenation: Mapping[str, str]
) -> list[Galley]:
    """What a fragment's galley is: set, kept within its measure, and where it has a hyphen ladder set again with one of its words whole.

    Raises engine.EngineFailure and TooWide.
    """

    def set_all(markups: Sequence[str], css: StyleSheet) -> list[Galley]:
        if css.height:
            return [engine.lay_out_pages(markup, css, faces, hyphenation) for markup in markups]
        return engine.lay_out(markups, css, faces, hyphenation)

    def set_within(markups: Mapping[int, str]) -> Iterable[tuple[int, Galley]]:
        for (at, markup), galley in zip(markups.items(), set_all(list(markups.values()), sheet), strict=True):
            yield at, kept_in(markup, galley, sheet, lambda one, css: set_all([one], css)[0], at)

    cured = dict(enumerate(fragments))
    galleys = dict(set_within(cured))
    for _ in range(0 if sheet.height else CURES):
        cured = {at: better for at, markup in cured.items() if (better := without_ladders(markup, galleys[at]))}
        if not cured:
            break
        galleys.update(set_within(cured))
    return [galleys[at] for at in range(len(fragments))]
