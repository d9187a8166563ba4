"""What goes out to translators: the units of an edition with their translations, chosen by what is to be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.model.fields import Lang
from pipeline.model.meant import MEANT
from pipeline.model.message import msg
from pipeline.strings.catalogue_files import EDITION_HEADER, KIND_HEADER, write_po
from pipeline.strings.contexts import Lines, Word, context_lines, location, placed
from pipeline.strings.held import Judge, no_judge
from pipeline.strings.marks import Mark, tidy
from pipeline.strings.units import Catalogue, CatalogueKind, Context, Unit, unit_name
from pipeline.strings.wanted import Wanted, with_targets

__all__ = ["WHY_HELD", "Export", "Only", "make_export", "po_text"]

Only = Literal["missing", "changed", "all", "due"]
"""missing: without a translation; changed: translated from another text; due: both."""

WHY_HELD: Final = msg(
    "Does not count as translated: it is the text itself, or in another language by its words. Translate it, or write “{words}” as your "
    "remark if it is right as it is.", words=MEANT)
"""What stands beside a translation that is none."""


@dataclass(frozen=True, slots=True)
class Export:
    """One catalogue on its way to a translator. ``edition``: its id; ``contexts``: by :func:`unit_name`."""

    edition: str
    catalogue: Catalogue
    contexts: Mapping[str, Context]

    @property
    def lang(self) -> Lang:
        return self.catalogue.lang

    @property
    def kind(self) -> CatalogueKind:
        return self.catalogue.kind


def make_export(
    edition: str, wanted: Wanted, old: Catalogue, only: Only, places: Mapping[str, Context], judge: Judge = no_judge
) -> Export:
    """The chosen units of an edition with the translations of its own catalogue, in the order of the book."""
    catalogue = with_targets(wanted, old, judge)
    chosen = tuple(unit for unit in catalogue.units if _is_chosen(unit, only))
    names = [unit_name(unit, wanted.kind) for unit in chosen]
    contexts = placed({name: wanted.contexts[name] for name in names}, places)
    return Export(edition, replace(catalogue, units=chosen), contexts)


def _is_chosen(unit: Unit, only: Only) -> bool:
    wanted = {"missing": ("missing",), "changed": ("fuzzy",), "due": ("missing", "fuzzy"), "all": ("missing", "fuzzy", "done")}[only]
    return unit.state in wanted


def po_text(export: Export, word: Word) -> str:
    """The PO file of an export: what surrounds each text as comments, the edition and the kind of catalogue in its header."""
    # Labels stay letter by letter: their texts are part of their keys.
    units = export.catalogue.units if export.kind == "labels" else tuple(map(_tidied, export.catalogue.units))
    comments: dict[str, Lines] = {}
    marks: dict[str, str] = {}
    for unit in units:
        name = unit_name(unit, export.kind)
        context = export.contexts[name]
        comments[name] = tuple(filter(None, (location(context), *context_lines(context, word), word(WHY_HELD) if unit.held else "")))
        marks[name] = Mark.of(unit).digests
    header = {"": "\n".join(map(word, _HEADING)), EDITION_HEADER: export.edition, KIND_HEADER: export.kind}
    return write_po(replace(export.catalogue, units=units), comments, header, marks)


_HEADING: Final = (
    msg("What stands beside each text tells whose it is and where it stands. Words in braces stay as they are, letter by letter."),
    msg("Doubtful (fuzzy) translations are not printed: mend them, then take the mark off."),
    msg("Never update this file from a POT file (Poedit: “Update from POT File”): it gives organisations the texts of others."),
)


def _tidied(unit: Unit) -> Unit:
    """gettext wants a text and its translation to begin and end alike, and no carriage returns."""
    return replace(unit, source=tidy(unit.source), target=tidy(unit.target), previous=tidy(unit.previous))
