"""The texts of today into a translator's catalogue, by key: nothing is guessed, nothing is lost.

gettext's own merge goes by likeness, which gives a new record another organisation's text (language.md 4.1); here a text receives what
was translated for it, for the listing it was merged with, or for exactly these words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import Message, msg
from pipeline.strings import rules
from pipeline.strings.marks import tidy
from pipeline.strings.translation_memory import Suggestion, TranslationMemory, folded
from pipeline.strings.units import Catalogue, Unit, field_of, unit_name
from pipeline.strings.withdrawn import NOBODY, Withdrawn

__all__ = ["FATES", "Change", "Fate", "Merged", "merge", "merge_labels"]

Fate = Literal["edited", "new", "served", "moved", "returned", "restored", "removed", "dropped", "respelt", "erased"]
"""edited: its source changed; new: was not asked for before; served: translated from memory; moved: translated under the id of a listing
that is now printed with this one; returned: was removed and is wanted again; restored: has again the source that its translation was made
from; removed: no longer wanted, but kept; dropped: no longer wanted, never translated; respelt: other spaces or quotation marks; erased:
of whoever asks to be left out, or naming him: nothing of it is kept, and its change tells the key alone."""
FATES: Final[tuple[Fate, ...]] = ("edited", "new", "served", "moved", "returned", "restored", "removed", "dropped", "respelt", "erased")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one text that did not simply stay. ``before``: its source as the catalogue had it; ``unit``: as it is now."""

    fate: Fate
    unit: Unit
    before: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether its translation is to be looked at again, and not printed until then."""
        return self.unit.state == "fuzzy"


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalogue with the texts of today: those that are wanted by key, then what is kept. ``similar``: by key, for translators."""

    catalogue: Catalogue
    changes: tuple[Change, ...] = ()
    similar: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def of(self, fate: Fate) -> list[Change]:
        return [change for change in self.changes if change.fate == fate]


def merge(
    old: Catalogue, wanted: Sequence[Unit], memory: TranslationMemory | None = None, moved: Mapping[str, Sequence[str]] | None = None,
    word: Callable[[Message], str] = str, name: str = "", withdrawn: Withdrawn = NOBODY,
) -> Merged:
    """The content of a catalogue with the texts that are ``wanted`` today.

    ``moved``: id of a listing -> ids of those that are printed with it now; ``word``: in the translator's language, for remarks in the
    catalogue; ``name``: of its file; ``withdrawn``: who asks to be left out, of whom nothing is kept.
    """
    run = _Merging(old, memory or TranslationMemory(old.lang, ()), moved or {}, word, name, withdrawn)
    units = {unit.key: run.settled(unit) for unit in sorted(wanted, key=lambda unit: unit.key)}
    kept = run.kept(units.keys())
    similar = {key: found for key, unit in units.items() if unit.state != "done" and (found := run.memory.similar(unit))}
    return Merged(replace(old, units=(*units.values(), *kept)), tuple(run.changes), similar, tuple(run.findings))


class _Merging:
    """One run of :func:`merge`."""

    def __init__(
        self, old: Catalogue, memory: TranslationMemory, moved: Mapping[str, Sequence[str]], word: Callable[[Message], str], name: str,
        withdrawn: Withdrawn,
    ) -> None:
        self.memory, self.moved, self.word, self.name = memory, moved, word, name
        self.by_key: dict[str, list[Unit]] = {}
        self.changes: list[Change] = []
        for unit in old.units:
            if withdrawn.holds(unit):
                self.changes.append(Change("erased", Unit(unit.key, "", unit.source_lang)))
            else:
                self.by_key.setdefault(unit.key, []).append(unit)
        self.findings: list[Finding] = []
        self.left: list[Unit] = []
        self.carried: set[str] = set()
        """Keys whose translation is printed with another listing now."""

    def settled(self, unit: Unit) -> Unit:
        """A text of today, with what was translated for it."""
        mine = self.by_key.get(unit.key, [])
        listing, _, kind = unit.key.partition("/")
        theirs = [one for other in self.moved.get(listing, ()) for one in self.by_key.get(f"{other}/{kind}", ())]
        found = _same(unit, mine) or _same(unit, [one for one in theirs if not one.fuzzy]) or _best(mine) or _best(theirs)
        if found is None:
            found = min(mine, key=lambda one: one.removed, default=None)
            made, fate = _untranslated(unit, found)
        elif folded(found.source) == folded(unit.source):
            made, fate = _carried(unit, found)
        else:
            made, fate = self._changed(unit, found)
        if made.state == "missing" and (served := self.memory.exact(made)) is not None:
            meant = served.meant and field_of(served.key) == field_of(made.key)  # as held.meant_words: for that field
            made, fate = replace(made, target=served.target, translator=served.translator, meant=meant), "served"
        moved = found is not None and found.key != unit.key
        for other in mine:
            if other is not found:
                made = self._other(made, other, expected=moved or other.removed)
        if fate is not None:
            self.changes.append(Change(fate, made, found.source if found is not None else ""))
        if moved and found is not None:
            self.carried.add(found.key)
        return made

    def _changed(self, unit: Unit, found: Unit) -> tuple[Unit, Fate]:
        """A text whose translation was made from another one, which may have been the same before."""
        was = found.previous if found.fuzzy and found.previous else found.source
        own = self.memory.own(unit)
        known = own or (None if found.fuzzy else self.memory.exact(unit))
        if known is not None and (known.target == found.target or not found.fuzzy):  # what is doubtful is in no memory, and would be lost
            if known.target != found.target and found.key == unit.key:
                self.left.append(replace(found, removed=True))
            meant = known.meant and field_of(known.key) == field_of(unit.key)
            made = replace(unit, target=known.target, translator=known.translator, note=found.note, meant=meant)
            return made, "restored" if own else "served"
        back = folded(was) == folded(unit.source)
        made = replace(
            unit, target=found.target, fuzzy=True, previous="" if back else was, translator=found.translator, day=found.day,
            note=found.note,
        )  # fmt: skip
        return made, _whence(unit, found, "edited") or "edited"

    def _other(self, made: Unit, other: Unit, *, expected: bool) -> Unit:
        """A text of which the catalogue held more than one translation: the second is kept as removed, or in a remark.

        ``expected``: that is no slip of whoever made the file.
        """
        if not other.target or (other.target == made.target and folded(other.source) == folded(made.source)):
            return made
        if not expected:
            self._tell_twice(made, other)
        if folded(other.source) != folded(made.source):
            self.left.append(replace(other, removed=True))
            return made
        return self._with_remark(made, other)

    def _tell_twice(self, made: Unit, other: Unit) -> None:
        self.findings.append(rules.TWICE.finding(
            "twice", msg("“{key}” is in the catalogue more than once: “{one}” and “{other}”.", key=made.key, one=made.target,
                         other=other.target),
            hint=msg("The first one that fits the text of today holds; the other one is kept, as a remark or as removed."),
            place=CellRef(self.name) if self.name else None,
        ))

    def _with_remark(self, made: Unit, other: Unit) -> Unit:
        remark = self.word(msg("Also translated as: {text}", text=other.target))
        return made if remark in made.note.split("\n") else replace(made, note="\n".join(filter(None, (made.note, other.note, remark))))

    def kept(self, wanted: Collection[str]) -> list[Unit]:
        """What is no longer wanted, and stays for the day when it is again. Of one text one entry: gettext allows no second."""
        left = list(self.left)
        for key, units in self.by_key.items():
            for unit in units if key not in wanted else ():
                if not unit.removed and key not in self.carried:
                    self.changes.append(Change("removed" if unit.target else "dropped", unit, unit.source))
                if unit.target or unit.note:
                    left.append(replace(unit, removed=True))
        made: dict[tuple[str, str], Unit] = {}
        for unit in left:
            of = unit.key, unit.source
            if of not in made or not made[of].target:
                made[of] = unit
            elif unit.target and unit.target != made[of].target:
                made[of] = self._with_remark(made[of], unit)
        return [made[of] for of in sorted(made)]


def _same(unit: Unit, units: Sequence[Unit]) -> Unit | None:
    """The translation made from this very text, spaces and quotation marks apart; an approved one rather than a doubtful one."""
    source = folded(unit.source)
    return _best([one for one in units if folded(one.source) == source])


def _best(units: Sequence[Unit]) -> Unit | None:
    return min((one for one in units if one.target), key=lambda one: (one.removed, one.fuzzy), default=None)


def _carried(unit: Unit, found: Unit) -> tuple[Unit, Fate | None]:
    made = replace(
        unit, target=found.target, fuzzy=found.fuzzy, previous=found.previous if found.fuzzy else "", translator=found.translator,
        day=found.day, note=found.note, meant=found.meant,
    )  # fmt: skip
    return made, _whence(unit, found, "respelt" if tidy(found.source) != tidy(unit.source) else None)


def _untranslated(unit: Unit, asked: Unit | None) -> tuple[Unit, Fate | None]:
    """A text nobody translated yet; ``asked``: as the catalogue has it."""
    if asked is None:
        return unit, "new"
    made = replace(unit, note=asked.note)
    if asked.removed:
        return made, "new"
    if folded(asked.source) != folded(unit.source):
        return made, "edited"
    return made, "respelt" if tidy(asked.source) != tidy(unit.source) else None


def _whence(unit: Unit, found: Unit, otherwise: Fate | None) -> Fate | None:
    if found.key != unit.key:
        return "moved"
    return "returned" if found.removed else otherwise


def merge_labels(old: Catalogue, known: Sequence[Unit]) -> Merged:
    """The edition's own wordings of labels: those of labels that the guide no longer has are kept as removed, others come back.

    ``known``: the guide's labels; one that is not worded otherwise stands in no catalogue of an edition.
    """
    forms = {unit_name(unit, "labels"): len(unit.plurals) for unit in known}
    changes: list[Change] = []
    units: dict[tuple[str, bool], Unit] = {}
    for unit in old.units:
        name = unit_name(unit, "labels")
        made = replace(unit, removed=name not in forms)
        if name in forms and len(unit.plurals) != forms[name]:
            made = replace(made, fuzzy=True)
        if made.removed != unit.removed:
            changes.append(Change("removed" if made.removed else "returned", made, unit.source))
        elif made.fuzzy != unit.fuzzy:
            changes.append(Change("edited", made, unit.source))
        if made.target or any(made.plurals) or not made.removed:
            units.setdefault((name, made.removed), made)
    ordered = sorted(units.values(), key=lambda unit: unit.removed)
    return Merged(replace(old, units=tuple(ordered)), tuple(changes))
