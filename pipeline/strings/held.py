"""Translations that are none by their words (STR-046, STR-047): to be looked at again, until somebody says that they are meant so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.localise.translations import words_of
from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef
from pipeline.model.waiver import Waiver
from pipeline.revising import held_keys
from pipeline.revision import Glossary, Pair, holds
from pipeline.strings.units import Unit, field_of

__all__ = ["Judge", "judge_of", "meant_words", "no_judge", "with_held"]

Judge: TypeAlias = "Callable[[Unit], bool]"
"""Whether a unit's translation is none."""


def no_judge(_: Unit) -> bool:
    """For labels, which have no other language to be in."""
    return False


def judge_of(lang: Lang, glossary: Glossary, waivers: Sequence[Waiver]) -> Judge:
    """By the rules of revision, and by what is answered for in waivers.toml."""

    def is_none(unit: Unit) -> bool:
        place = CellRef(f"translations/content.{lang}.po", cell=unit.key)
        pair = Pair(unit.source, unit.source_lang, unit.target, lang, field_of(unit.key), place)
        return bool(held_keys(holds(pair, glossary), waivers))

    return is_none


def meant_words(units: Iterable[Unit]) -> frozenset[tuple[str, str, str]]:
    """What somebody said of it that it is meant so: field, text and translation."""
    return frozenset(words_of(unit.key, unit.source, unit.target) for unit in units if unit.meant and unit.state == "done")


def with_held(units: Sequence[Unit], judge: Judge, meant: Collection[tuple[str, str, str]] | None = None) -> tuple[Unit, ...]:
    """The units, those whose translation is none as doubtful. ``meant``: :func:`meant_words` of the catalogue, else of the units."""
    said = meant_words(units) if meant is None else meant
    return tuple(
        replace(unit, fuzzy=True, held=True)
        if unit.state == "done" and not unit.plural and words_of(unit.key, unit.source, unit.target) not in said and judge(unit) else unit
        for unit in units
    )
