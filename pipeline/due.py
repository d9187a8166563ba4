"""What a build would do now, and why: the keys of what is remembered, compared with those of today. Nothing is made, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline import keys
from pipeline.desk import Desk, shown_name
from pipeline.edition_texts import label_overrides, require_made
from pipeline.errors import Unreadable
from pipeline.lastrun import LastRun, run_key
from pipeline.memory import Memory
from pipeline.model.decisions import EMPTY, Decisions
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, source_language
from pipeline.model.message import Message, msg
from pipeline.source_files import GLOSSARY
from pipeline.stock import read_design_texts

__all__ = ["Due", "Extent", "KeyLine", "Reason", "what_is_due"]

_LIBRARIES: Final = {"weasyprint": "WeasyPrint", "pyphen": "Pyphen", "pango-1.0": "Pango", "harfbuzz": "HarfBuzz"}
_NAMED: Final = {
    "code": msg("The program was changed."), "design": msg("The design was changed."), "templates": msg("The design was changed."),
    "glossary": msg("{file} was changed.", file=GLOSSARY),
    "fonts": msg("The fonts were changed."), "fit": msg("The last build was fitted to a page count (--fit)."),
    "printers": msg("The last build was for printers that --printer named."),
    "kept": msg("The last build kept the pages of an earlier one (--keep-pages)."),
}


class Extent(Enum):
    """How many of one language's entries are made anew. CHANGED: which ones is known once the workbooks are read."""

    NONE = "none"
    CHANGED = "changed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line that is not in a key as it was. ``key``: whose; ``old`` or ``new`` is "" where there was or is no such line."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What has changed, as a person says it, and the lines of keys that say so."""

    message: Message
    lines: tuple[KeyLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """What a build would do. ``built``: there was a run with these languages; ``torn``: the last one was killed while writing files.

    ``spoilt``: outputs that are missing or are not as the last run left them.
    """

    built: bool
    torn: bool
    spoilt: tuple[str, ...]
    reasons: tuple[Reason, ...]
    workbooks: tuple[str, ...]
    entries: Mapping[EditionLang, Extent]
    languages: tuple[EditionLang, ...]

    @property
    def nothing(self) -> bool:
        return not self.languages


@dataclass(frozen=True, slots=True)
class _Compared:
    """One key as it was and as it is. Without an old one there is nothing to compare, though something to make."""

    name: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new


def what_is_due(desk: Desk, languages: Sequence[EditionLang], memory: Memory) -> Due:
    """Compare this edition with what the build folder remembers of it.

    Raises Unreadable or UsageError where a build could not begin either, MissingTool without the engine.
    """
    last, key = LastRun(desk, languages, memory), run_key(desk, languages)
    spoilt = last.spoilt_outputs()
    if last.before() == key and not spoilt and not desk.is_torn:
        return Due(True, False, (), (), (), {}, ())
    run = _Compared("run", last.before(), key)
    edition = _edition(desk, memory)
    chosen = tuple(languages or edition.languages)
    for lang in chosen:
        require_made(edition, lang)
    workbooks = list(_workbooks(desk, memory))
    settings = _Compared("settings", memory.shelf("settings").key("settings"), keys.settings_key(desk))
    ids = _Compared("ids", memory.shelf("settings").key("ids.toml"), keys.ids_key(desk))
    catalogues = {
        lang: _Compared(f"translations {lang}", memory.shelf(f"catalogue-{source_language(lang)}").key("content"),
                        keys.catalogue_key(desk, source_language(lang)))
        for lang in chosen
    }
    wordings = {lang: _wording(desk, edition, lang, memory) for lang in chosen}
    changed = any(one.differs for one in (*workbooks, ids))
    entries = {
        lang: _extent(wordings[lang], changed=changed or catalogues[lang].differs) for lang in chosen
    }
    compared = [run, settings, ids, *workbooks, *catalogues.values(), *wordings.values()]
    due = tuple(shown_name(one.name.removeprefix("workbook ")) for one in workbooks if one.differs)
    return Due(bool(last.before()), desk.is_torn, spoilt, tuple(_reasons(compared)), due, entries, chosen)


def _edition(desk: Desk, memory: Memory) -> Edition:
    """The checked settings, remembered or read. Raises Unreadable."""
    kept = memory.shelf("settings").recall("settings", keys.settings_key(desk))
    if isinstance(kept, tuple) and kept and isinstance(kept[0], Edition):
        return kept[0]
    from pipeline.settings import read_edition  # slow to load, and needed only where edition.toml was changed

    return read_edition(desk.text("edition.toml"))


def _workbooks(desk: Desk, memory: Memory) -> Iterator[_Compared]:
    shelf, consulted, facts, decisions = memory.shelf("workbooks"), memory.shelf("consulted"), keys.decision_facts(desk), _decisions(desk)
    for name in desk.workbook_names():
        with suppress(Unreadable):  # the build tells it by name, and goes on
            key, before = keys.workbook_key(name, desk.read_source(name).content, facts), consulted.key(name)
            met = consulted.recall(name, before) if before else None
            yield _Compared(f"workbook {name}", shelf.key(name), keys.with_answers(key, name, met, decisions))


def _decisions(desk: Desk) -> Decisions:
    """What people decided. Raises Unreadable."""
    text = desk.text_or("decisions.toml")
    if not text:
        return EMPTY
    from pipeline.normalise import load_decisions  # brings all that rows are cleaned with

    return load_decisions(text)


def _wording(desk: Desk, edition: Edition, lang: EditionLang, memory: Memory) -> _Compared:
    """What all entries of a language are worded with, and with what those that are remembered were."""
    templates = keys.template_texts(read_design_texts(edition.design))
    facts = keys.wording_facts(lang, edition, label_overrides(desk, lang), templates, desk.text_or(GLOSSARY))
    shelf, now = memory.shelf(f"entries-{lang}"), "\n".join(facts)
    before = {"\n".join(shelf.key(name).split("\n")[-len(facts) :]) for name in shelf.names()}
    return _Compared(f"entries {lang}", next((old for old in sorted(before) if old != now), now if before else ""), now)


def _extent(wording: _Compared, *, changed: bool) -> Extent:
    if wording.differs:
        return Extent.ALL
    return Extent.CHANGED if changed else Extent.NONE


def _reasons(compared: Sequence[_Compared]) -> list[Reason]:
    """Every line that differs, under the sentence that says what has changed; in the order of the keys."""
    found: dict[Message, list[KeyLine]] = {}
    for one in compared:
        if one.old:
            for subject, old, new in _differences(one.old, one.new):
                found.setdefault(_sentence(shown_name(subject), old, new), []).append(KeyLine(*map(shown_name, (one.name, old, new))))
    return [Reason(message, tuple(lines)) for message, lines in found.items()]


def _differences(before: str, now: str) -> Iterator[tuple[str, str, str]]:
    """(what a line is about, the line as it was, the line as it is): a line's last word is its value."""
    old, new = ({line.rpartition(" ")[0]: line for line in key.split("\n")} for key in (before, now))
    for subject in dict.fromkeys((*old, *new)):
        if old.get(subject) != new.get(subject):
            yield subject, old.get(subject, ""), new.get(subject, "")


def _sentence(subject: str, old: str, new: str) -> Message:
    kind, _, name = subject.partition(" ")
    if subject in _NAMED:
        return _NAMED[subject]
    if kind in ("source", "workbook") or subject.endswith((".toml", ".po")):
        file = name if kind in ("source", "workbook") else f"translations/{subject}" if subject.endswith(".po") else subject
        if not old:
            return msg("{file} is new.", file=file)
        return msg("{file} was changed.", file=file) if new else msg("{file} is gone.", file=file)
    library, is_now, was = _LIBRARIES.get(subject, subject), new.rpartition(" ")[2], old.rpartition(" ")[2]
    return msg("{library} {new} instead of {old}.", library=library, new=is_now or "—", old=was or "—")
