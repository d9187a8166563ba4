"""A translator's file into the edition's catalogues: by key, text by text; what cannot be taken is told, what was there before is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model.findings import CellRef, Finding
from pipeline.model.meant import meant_in
from pipeline.model.message import Message, msg, nmsg
from pipeline.revision import is_filler, left_sentences
from pipeline.strings import rules
from pipeline.strings.arrival import Incoming
from pipeline.strings.conflicts import NO_CHOICE, Choices, told_conflict, with_remark, without_remark
from pipeline.strings.contexts import shortened
from pipeline.strings.held import Judge, no_judge
from pipeline.strings.marks import source_digest, target_digest, tidy
from pipeline.strings.units import Catalogue, CatalogueKind, Unit, unit_name
from pipeline.strings.wanted import Wanted, with_targets

__all__ = ["COUNTS", "Taken", "take"]

COUNTS: Final = ("added", "changed", "approved", "doubtful", "same", "kept", "refused")
"""added: had no translation; changed: had another one; approved: were doubtful and are not; doubtful: taken, to be looked at again; same:
nothing new; kept: came empty, the old translation stays; refused: not taken."""


@dataclass(slots=True)
class Taken:
    """One catalogue after a file was taken. ``counts`` by :data:`COUNTS`; ``changed``: names of the units that are not as they were."""

    catalogue: Catalogue
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    findings: list[Finding] = field(default_factory=list)
    beside: dict[str, Unit] = field(default_factory=dict)
    """Name -> the unit with a translation that was not taken in its remarks."""
    changed: dict[str, Unit | None] = field(default_factory=dict)
    """Name -> the unit as it is now, None for a label that is the guide's own again."""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    """(name, remark) of texts beside which a translator wrote what was not known before, also where the translation was not taken."""
    absent: int = 0
    """Texts of the edition that are not in the file; 0 where it holds none of the kind."""


def take(
    texts: Sequence[Incoming], wanted: Wanted, old: Catalogue, by: str, choices: Choices = NO_CHOICE, unread: Sequence[str] = (),
    judge: Judge = no_judge, day: str = "", word: Callable[[Message], str] = str,
) -> Taken:
    """``texts`` of one kind into the catalogue ``old``; ``by``: who translated, "" where nobody says, in a file saved on ``day``.

    ``unread``: names of texts whose translation could not be read; ``judge``: which translations are none; ``word``: for remarks.
    """
    taking = _Taking(wanted, old, (" ".join(tidy(by).split()), day), choices, judge, word)
    for text in texts:
        if text.mark and not text.plurals:
            taking.sent.setdefault(text.mark.target, set()).add(text.mark.source)
    for text in _each_once(texts, taking):
        taking.take(text)
    taken = taking.taken
    taken.remarks = taking.remarks_of(texts)
    taken.counts["refused"] += len(unread)
    _tell_all_approved(texts, taken)
    if texts or unread:
        taken.absent = len(taking.units.keys() - {text.name for text in texts} - set(unread))
    taken.catalogue = _with_changes(old, {**taken.beside, **taken.changed}, wanted)
    return taken


def _each_once(texts: Sequence[Incoming], taking: _Taking) -> list[Incoming]:
    """The texts, each key once. Of rows with one key the one that was changed holds; where two were, neither does."""
    by_name: dict[str, list[Incoming]] = {}
    for text in texts:
        by_name.setdefault(text.name, []).append(text)
    kept = []
    for text in by_name.pop("", ()):
        if _has_text(text) and not _is_untouched(text):
            taking.refuse(
                "no-key", msg("A translation without a key was not taken: “{text}”.", text=shortened(tidy(text.target))),
                msg("Bring its key (msgctxt) back from the file that was sent out."), text.place)
    for name, several in by_name.items():
        touched = [text for text in several if _has_text(text) and not _is_untouched(text)]
        said = {(tidy(text.target), tuple(map(tidy, text.plurals)), text.fuzzy) for text in touched}
        if len(said) > 1:
            sheets = {text.place.sheet for text in several}
            cells = [text.place.cell if len(sheets) == 1 else f"{text.place.sheet} › {text.place.cell}" for text in several]
            places = ", ".join([*cells[:_FEW], *(["…"] if len(cells) > _FEW else [])])
            taking.refuse(
                "twice", msg("“{key}” is in the file several times with different translations: {places}.", key=name, places=places),
                msg("None was taken: leave one of the rows."), several[0].place,
            )
            continue
        if len(several) > 1:
            taking.tell(rules.KEYS.finding(
                "twice-the-same", msg("“{key}” is in the file several times; it was taken once.", key=name), place=several[1].place))
        kept.append((touched or several)[0])
    return kept


def _tell_all_approved(texts: Sequence[Incoming], taken: Taken) -> None:
    """Tell where every doubtful translation came back approved as it was: OmegaT's filter for PO files drops the marks of all."""
    approved = [text for text in texts if text.mark and not text.fuzzy and _has_text(text)
                and target_digest(text.target, text.plurals, fuzzy=True) == text.mark.target]
    if len(approved) >= _MANY and not any(text.fuzzy for text in texts):
        taken.findings.append(rules.SOURCES.finding(
            "all-approved",
            nmsg("{n} doubtful translation came back approved, not a letter changed.",
                 "All {n} doubtful translations came back approved, not a letter changed.", len(approved)),
            hint=msg("Ask the translator: some programs (OmegaT) drop the mark of doubtful translations without being asked."),
            place=replace(approved[0].place, cell=""),
        ))


def _has_text(text: Incoming) -> bool:
    return bool(tidy(text.target)) or any(map(tidy, text.plurals))


def _is_untouched(text: Incoming) -> bool:
    """Whether the text came back as it was sent out."""
    return text.mark is not None and target_digest(text.target, text.plurals, text.fuzzy) == text.mark.target


_LONG: Final = 20
"""Letters from which on two texts do not have the same translation by chance."""
_FEW: Final = 8
"""Places that a finding names."""
_MANY: Final = 5
"""Doubtful translations from which on it is odd that none was changed."""


class _Taking:
    """One run of :func:`take`."""

    def __init__(
        self, wanted: Wanted, old: Catalogue, signed: tuple[str, str], choices: Choices, judge: Judge, word: Callable[[Message], str]
    ) -> None:
        self.kind: CatalogueKind = wanted.kind
        (self.by, self.day), self.choices, self.judge, self.word = signed, choices, judge, word
        self.defaults = {unit_name(unit, wanted.kind): unit for unit in wanted.units}
        self.units = {unit_name(unit, wanted.kind): unit for unit in with_targets(wanted, old, judge).units}
        self.gone = {unit_name(unit, old.kind) for unit in old.units} - self.units.keys()
        self.taken = Taken(old)
        self.sent: dict[str, set[str]] = {}
        """Digest of a translation as it was sent out -> those of the texts that it was sent with."""

    def tell(self, finding: Finding) -> None:
        self.taken.findings.append(finding)

    def refuse(self, code: str, message: Message, hint: Message, place: CellRef) -> None:
        self.taken.counts["refused"] += 1
        self.tell(rules.KEYS.finding(code, message, hint=hint, place=place))

    def take(self, text: Incoming) -> None:
        unit = self.units.get(text.name)
        if unit is None:
            self._take_unknown(text)
            return
        target, plurals = tidy(text.target), tuple(map(tidy, text.plurals))
        self._tell_source(text, unit)
        if _is_untouched(text) and (unit.state != "missing" or not _has_text(text)) and not (unit.held and _says_meant(text)):
            self.taken.counts["same"] += 1
            self._note(text, unit)
        elif not (all(plurals) if plurals else target):
            self._take_empty(text, unit)
        elif unit.plural and len(plurals) != len(unit.plurals):
            self.taken.counts["refused"] += 1
            self.tell(rules.NOT_TEXT.finding(
                "forms-missing", msg("Not all forms of “{label}” are in the file, so none was taken.", label=unit.source),
                hint=msg("Bring the missing rows back, or export the labels anew."), place=text.place,
            ))
        elif not _is_untouched(text) and any(is_filler(form, unit.source) for form in plurals or (target,)):
            self._refuse_filler(text, unit, target or plurals[0])
        elif self._is_elsewhere(text, target) or self._is_undone(text, unit, target):
            self._refuse_copy(text, unit, target)
        else:
            self._tell_tidied(text, target, plurals)
            self._take_text(text, unit, target, plurals)

    def _refuse_filler(self, text: Incoming, unit: Unit, target: str) -> None:
        self.taken.counts["refused"] += 1
        hint = msg("The translation that there was is kept: leave the cell empty, or write a translation into it.")
        if unit.state == "missing":
            hint = msg("The text has no translation yet: leave the cell empty, or write a translation into it.")
        self.tell(rules.NOT_TEXT.finding(
            "filler", msg("“{text}” is no translation of “{key}”, and was not taken for one.", text=target, key=text.name), hint=hint,
            place=text.place, before=unit.target, after=target,
        ))
        self._note(text, unit)

    def _is_elsewhere(self, text: Incoming, target: str) -> bool:
        """Whether a translation is, word for word, one that was sent out with another text: it slipped into this row."""
        sources = self.sent.get(target_digest(target, (), fuzzy=False), ()) if text.mark and len(target) >= _LONG else ()
        return bool(sources) and text.mark is not None and text.mark.source not in sources

    def _is_undone(self, text: Incoming, unit: Unit, target: str) -> bool:
        """Whether an approved translation would go for the text itself, or for what looks like none; unless that is said to be meant."""
        is_other = target != unit.target and not _is_untouched(text)
        if self.kind != "content" or unit.state != "done" or unit.meant or not is_other or _says_meant(text):
            return False
        return target == tidy(unit.source) or self.judge(replace(unit, target=target, meant=False))

    def _refuse_copy(self, text: Incoming, unit: Unit, target: str) -> None:
        self.taken.counts["refused"] += 1
        message = msg("What stands in place of the translation of “{key}” looks like none; the one that there was is kept.", key=text.name)
        hint = msg("Translate the text. If it is right as it is, write “meant so” beside it as a remark.")
        code = "copied"
        if self._is_elsewhere(text, target):
            code, message = "elsewhere", msg("The translation of another text stands beside “{key}”; it was not taken.", key=text.name)
            hint = msg("Cells were moved: bring each translation back to its text.")
        self.tell(rules.NOT_TEXT.finding(code, message, hint=hint, place=text.place, before=unit.target, after=target))
        self._note(text, unit)

    def _take_unknown(self, text: Incoming) -> None:
        if _is_untouched(text) or not _has_text(text):
            self.taken.counts["same"] += 1
            return
        gone = text.name in self.gone
        code, about = ("gone", msg("“{key}” is no longer wanted in this language.", key=text.name)) if gone else (
            "unknown-key", msg("The edition has no text “{key}” to be translated into this language.", key=text.name))
        self.refuse(code, about, msg("Its translation was not taken; it is still in the file."), text.place)

    def _tell_source(self, text: Incoming, unit: Unit) -> None:
        if text.source is None or text.mark is None or unit.plural:
            return
        of_file = source_digest(text.source)
        if of_file != text.mark.source and of_file != source_digest(unit.source):
            self.tell(rules.SOURCES.finding(
                "edited", msg("The text “{key}” itself was changed in the file; that is not taken.", key=text.name),
                hint=msg("Tell the province what is wrong in its workbook, or decide it in decisions.toml."), place=text.place,
                before=unit.source, after=tidy(text.source),
            ))

    def _tell_tidied(self, text: Incoming, target: str, plurals: tuple[str, ...]) -> None:
        if (text.plurals or (text.target,)) != (plurals or (target,)):
            self.tell(rules.TIDIED.finding(
                "tidied", msg("White space at the ends, no-break spaces or control characters were taken out of “{key}”.", key=text.name),
                place=text.place,
            ))

    def _take_empty(self, text: Incoming, unit: Unit) -> None:
        """Empty cells never take a translation away."""
        self.taken.counts["same" if unit.state == "missing" else "kept"] += 1
        self._note(text, unit)

    def _sent(self, text: Incoming) -> str:
        """Digest of the source that was translated; "" where the file does not say."""
        if text.mark is not None:
            return text.mark.source
        return source_digest(text.source) if text.source is not None and not text.plurals else ""

    def _take_text(self, text: Incoming, unit: Unit, target: str, plurals: tuple[str, ...]) -> None:
        now = source_digest(unit.source)
        sent = self._sent(text) or (now if unit.plural else "")
        stale = sent != now
        fuzzy = (text.fuzzy and not _says_meant(text)) or stale
        if (target, plurals or unit.plurals, fuzzy) == (unit.target, unit.plurals, unit.fuzzy):
            self.taken.counts["same"] += 1
            self._note(text, unit)
            return
        if unit.state == "done" and not _says_meant(text) and left_sentences(unit.source, target):
            self._refuse_half(text)
            return
        if self._is_conflict(text, unit, (target, plurals), stale) and not self._settled(text, unit, target or plurals[0]):
            return
        if stale:
            self._tell_stale(text, sent)
        previous = (tidy(text.source) if text.source is not None else unit.previous) if stale else unit.previous if fuzzy else ""
        self._put(text, replace(unit, target=target or plurals[0], plurals=plurals or unit.plurals, fuzzy=fuzzy, previous=previous), unit)

    def _refuse_half(self, text: Incoming) -> None:
        self.taken.counts["refused"] += 1
        self.tell(rules.HALF.finding(
            "half", msg("A part of the translation of “{key}” is still the text itself.", key=text.name),
            hint=msg("The translation that there was is kept."), place=text.place,
        ))

    def _tell_stale(self, text: Incoming, sent: str) -> None:
        code = "changed-meanwhile" if sent else "unknown-source"
        message = msg("The file does not say which text “{key}” was translated from, so it needs another look.", key=text.name)
        if sent:
            message = msg("The text of “{key}” was changed after it was sent out, so its translation needs another look.", key=text.name)
        hint = msg("It is kept and not printed until then.")
        self.tell(rules.SOURCES.finding(code, message, hint=hint, place=text.place))

    def _is_conflict(self, text: Incoming, unit: Unit, said: tuple[str, tuple[str, ...]], stale: bool) -> bool:
        """Whether an approved translation would go that whoever wrote this one did not know, or that was made from the text as it is."""
        if unit.state != "done" or said == (unit.target, unit.plurals) or self._is_default(unit):
            return False
        known = text.mark is not None and text.mark.target == target_digest(unit.target, unit.plurals, unit.fuzzy)
        return stale or not known

    def _is_default(self, unit: Unit) -> bool:
        """Whether a label still has the guide's own wording, which is nobody's work in this edition."""
        default = self.defaults[unit_name(unit, self.kind)]
        return self.kind == "labels" and (default.target, default.plurals) == (unit.target, unit.plurals)

    def _settled(self, text: Incoming, unit: Unit, target: str) -> bool:
        """Whether the file's translation is to be taken in place of the approved one; says so, or asks, and keeps both to be seen."""
        choice, (by, day) = self.choices.at(text.name), self._signed(text)
        self.tell(told_conflict(choice, text, unit, target, by, day))
        if choice == "theirs":
            return True
        self.taken.counts["kept" if choice else "refused"] += 1
        note = with_remark(unit.note, target, by, day, self.word) if not choice else without_remark(unit.note, target, self.word)
        if note != unit.note:
            self.taken.beside[text.name] = replace(unit, note=note)
        return False

    def _signed(self, text: Incoming) -> tuple[str, str]:
        """Who translated a text, and when, as far as the file says."""
        return (self.by, self.day) if self.by or not text.translator else (text.translator, text.day)

    def _put(self, text: Incoming, made: Unit, before: Unit) -> None:
        meant = _says_meant(text) or (before.meant and (made.target, made.source) == (before.target, before.source))
        by, day = self._signed(text)
        by, day = (by, day) if by else (before.translator, before.day)
        note = without_remark(_with_note(before.note, _note_of(text, before.note)), made.target, self.word)
        made = replace(made, translator=by, day=day, note=note, meant=meant, held=False)
        same = before.fuzzy and before.target == made.target and before.plurals == made.plurals
        kind = "added" if before.state == "missing" else "approved" if same else "changed"
        doubtful = made.fuzzy or (self.kind == "content" and not meant and self.judge(made))
        self.taken.counts["doubtful" if doubtful else kind] += 1
        self.taken.changed[text.name] = None if self._is_default(made) and not made.fuzzy else made

    def remarks_of(self, texts: Sequence[Incoming]) -> list[tuple[str, str]]:
        """What translators remark that does not stand in the catalogue yet: a question is for the staff."""
        said = [(text.name, _note_of(text, self.units[text.name].note)) for text in texts if text.name in self.units]
        return list(dict.fromkeys((name, note) for name, note in said if note and note not in self.units[name].note))

    def _note(self, text: Incoming, unit: Unit) -> None:
        """A remark of the translator is kept beside a translation that is as it was, and beside a text that has none yet."""
        note = _with_note(unit.note, _note_of(text, unit.note))
        if note != unit.note and not self._is_default(unit):
            self.taken.changed[text.name] = replace(unit, note=note, fuzzy=unit.fuzzy and not unit.held, held=False)


def _note_of(text: Incoming, before: str) -> str:
    """The translator's remark as a catalogue keeps it: nothing at the ends of its lines.

    ``before``: the one that went out; a line of it that a program wrapped (polib does at 78 letters) is that line, and no new remark.
    """
    lines = [line.rstrip() for line in meant_in(tidy(text.note))[1].split("\n")]
    known = {"".join(line.split()): line for line in before.split("\n")}
    made: list[str] = []
    while lines:
        joined = next((end for end in range(len(lines), 1, -1) if "".join("".join(lines[:end]).split()) in known), 1)
        made.append(known["".join("".join(lines[:joined]).split())] if joined > 1 else lines[0])
        del lines[:joined]
    return "\n".join(made)


def _with_note(before: str, note: str) -> str:
    """Remarks that there were with a file's: a file that went out earlier knows nothing of later ones, and takes none away."""
    known = before.split("\n")
    new = [line for line in note.split("\n") if line and line not in known]
    return note if not before or before in note else "\n".join((before, *new))


def _says_meant(text: Incoming) -> bool:
    return meant_in(tidy(text.note))[0]


def _with_changes(old: Catalogue, changed: Mapping[str, Unit | None], wanted: Wanted) -> Catalogue:
    """The catalogue with its changed units in their places, new ones behind them in the order of the book, removed ones last."""
    waiting = dict(changed)
    units: list[Unit] = []
    done: set[str] = set()
    for unit in old.units:
        name = unit_name(unit, old.kind)
        if name in waiting and not unit.removed:
            made = waiting.pop(name)
            done.add(name)
            units += [made] if made else []
        elif name not in done or unit.removed:
            units.append(unit)
    order = {unit_name(unit, wanted.kind): place for place, unit in enumerate(wanted.units)}
    new = sorted((unit for unit in waiting.values() if unit), key=lambda unit: order[unit_name(unit, wanted.kind)])
    kept = [unit for unit in units if not unit.removed]
    return replace(old, units=(*kept, *new, *(unit for unit in units if unit.removed)))
