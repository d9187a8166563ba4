"""How far the translation of an edition has come: by region, by field and by translator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.model.fields import TRANSLATED_FIELDS, Lang
from pipeline.strings.units import Unit, field_of

__all__ = ["LanguageProgress", "Tally", "count_progress"]

_WORD: Final = re.compile(r"\w[\w'’-]*")


@dataclass(slots=True)
class Tally:
    """Texts by state, and the words of the sources that are still to be translated or looked at again."""

    done: int = 0
    fuzzy: int = 0
    missing: int = 0
    words_left: int = 0

    def add(self, unit: Unit) -> None:
        state = unit.state
        if state == "removed":
            return
        setattr(self, state, getattr(self, state) + 1)
        if state != "done":
            self.words_left += len(_WORD.findall(unit.source))

    @property
    def texts(self) -> int:
        return self.done + self.fuzzy + self.missing

    @property
    def percent(self) -> int:
        """Done, of a hundred; a hundred only where nothing is left."""
        return self.done * 100 // self.texts if self.texts else 100


@dataclass(frozen=True, slots=True)
class LanguageProgress:
    """One language. ``regions``: by code, "" for experts; ``translators``: by name, "" where nobody signed; texts that nobody has
    translated stand under no translator. ``labels``: of the guide's labels, whose own wording counts as done.
    """

    lang: Lang
    whole: Tally = field(default_factory=Tally)
    regions: Mapping[str, Tally] = field(default_factory=dict)
    fields: Mapping[str, Tally] = field(default_factory=dict)
    translators: Mapping[str, Tally] = field(default_factory=dict)
    labels: Tally = field(default_factory=Tally)


def count_progress(
    lang: Lang, units: Sequence[Unit], labels: Sequence[Unit], region_of: Mapping[str, str], order: Sequence[str]
) -> LanguageProgress:
    """``units``: what the edition wants, with its translations; ``region_of``: id of a listing -> code of its region.

    ``order``: of the codes.
    """
    regions = _tallies(units, lambda unit: region_of.get(unit.key.partition("/")[0], ""))
    translated = [unit for unit in units if unit.state != "missing"]
    return LanguageProgress(
        lang, _sum(units), _ordered(regions, [*order, ""]), _ordered(_tallies(units, lambda unit: field_of(unit.key)), TRANSLATED_FIELDS),
        dict(sorted(_tallies(translated, lambda unit: unit.translator).items(), key=lambda one: (not one[0], one[0]))), _sum(labels),
    )  # fmt: skip


def _sum(units: Iterable[Unit]) -> Tally:
    tally = Tally()
    for unit in units:
        tally.add(unit)
    return tally


def _tallies(units: Iterable[Unit], key: Callable[[Unit], str]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for unit in units:
        found.setdefault(key(unit), Tally()).add(unit)
    return found


def _ordered(tallies: Mapping[str, Tally], order: Sequence[str]) -> dict[str, Tally]:
    place = {name: number for number, name in enumerate(order)}
    return {name: tallies[name] for name in sorted(tallies, key=lambda name: (place.get(name, len(place)), name))}
