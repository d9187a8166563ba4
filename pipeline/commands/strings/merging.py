"""``guide strings merge``: the texts of today into the translators' catalogues, by key.

--json gives:

    exit_code  0
    dry_run
    catalogues [] lang, kind (content, labels), texts {done, fuzzy, missing, removed},
               counts {edited, new, served, moved, returned, restored, removed, dropped, respelt, erased},
               changes [] key, fate, doubtful (to be looked at again, and not printed until then), before, source, target
               findings []
    memory     how many translations it holds
    written    [] files that were changed, or would be
    backups    [] what they were before
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from pipeline.commands.strings.memory_file import MEMORY_FILE, open_memory, private_texts, remembered, require_whole
from pipeline.commands.strings.opening import catalogue_name, chosen_languages, judge_for
from pipeline.commands.strings.writing import tell_written, write_over
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import Gathered, gather, keep_ids
from pipeline.memory import Memory
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef
from pipeline.model.message import msg, nmsg
from pipeline.strings import rules
from pipeline.strings.catalogue_files import PoFile, read_po_file
from pipeline.strings.contexts import Lines
from pipeline.strings.held import Judge, with_held
from pipeline.strings.merging import FATES, Merged, merge, merge_labels
from pipeline.strings.similar import similar_beginning, similar_lines
from pipeline.strings.telling import told_change, told_fates
from pipeline.strings.tmx import tmx_text
from pipeline.strings.today import Today
from pipeline.strings.translation_memory import Remembered, TranslationMemory, remember
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind
from pipeline.strings.wanted import label_units
from pipeline.strings.withdrawn import Withdrawn, without_them
from pipeline.terminal import Printer
from pipeline.wording import say

__all__ = ["run"]

_SHOWN: Final = 8
"""Texts of a kind that are named on a terminal; --json has all."""


@dataclass(frozen=True, slots=True)
class _File:
    """A catalogue's file as it was read, and as it shall be."""

    name: str
    before: str
    merged: Merged
    after: str
    states: Mapping[str, int]
    """How many texts are done, fuzzy, missing, removed."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Merge every language, then write all that changed. Raises GuideError; nothing is then written."""
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    store = Memory(desk.build / ".cache")
    gathered = gather(desk, printer, store)
    require_whole(gathered)
    languages = chosen_languages(arguments.languages, gathered)
    texts = {(lang, kind): desk.text_or(catalogue_name(kind, lang)) for lang in languages for kind in CATALOGUE_KINDS}
    read = {of: read_po_file(text, of[1], of[0], catalogue_name(of[1], of[0])) for of, text in texts.items()}
    stored = open_memory(desk)
    withdrawn = Withdrawn.of(gathered.clean)
    judges = {lang: judge_for(desk, gathered, lang) for lang in languages}
    merged, memory = _merged(gathered, read, stored.entries, private_texts(desk, gathered, stored.entries), withdrawn, judges)
    files = [_file(texts[of], read[of], merged[of], judges[of[0]]) for of in texts]
    text = tmx_text(memory) if memory or stored.text else ""
    # The memory first: a run that is killed in between has then lost nothing that the catalogues no longer hold.
    made = {MEMORY_FILE: (stored.text, text)} if text != stored.text else {}
    made |= {file.name: (file.before, file.after) for file in files if file.after != file.before}
    backups: list[str] = []
    if not arguments.dry_run:
        keep_ids(desk, gathered, store)
        backups = write_over(desk, made, [MEMORY_FILE], _cleaned(withdrawn, languages))
        store.finish()
    printer.clear()
    _tell(files, len(memory), (list(made), backups), arguments, printer)
    return ExitCode.GOOD


def _merged(
    gathered: Gathered, read: Mapping[tuple[Lang, CatalogueKind], PoFile], memory: Sequence[Remembered], private: frozenset[str],
    withdrawn: Withdrawn, judges: Mapping[Lang, Judge],
) -> tuple[dict[tuple[Lang, CatalogueKind], Merged], tuple[Remembered, ...]]:
    """Every catalogue with the texts of today, and the memory with what is approved in them."""
    today = Today.of(gathered.clean.listings, gathered.clean.registry)
    units = {lang: with_held(file.catalogue.units, judges[lang]) for (lang, kind), file in read.items() if kind == "content"}
    memory = remembered(memory, units, today, private)
    merged: dict[tuple[Lang, CatalogueKind], Merged] = {}
    for (lang, kind), file in read.items():
        if kind == "labels":
            merged[lang, kind] = merge_labels(file.catalogue, label_units(lang))
            continue
        wanted = today.wanted(lang)
        asked = TranslationMemory.of(memory, lang, wanted)
        word = partial(say, lang=lang)
        merged[lang, kind] = merge(file.catalogue, wanted, asked, today.moved, word, catalogue_name(kind, lang), withdrawn)
    for (lang, kind), one in merged.items():
        if kind == "content":
            memory = remember(memory, [unit for unit in with_held(one.catalogue.units, judges[lang]) if not unit.removed], lang)
    return merged, tuple(memory)


def _cleaned(withdrawn: Withdrawn, languages: Sequence[Lang]) -> dict[str, Callable[[str], str]]:
    """By name of a catalogue, what its text is without those who ask to be left out; none where nobody does."""
    if not (withdrawn.ids or withdrawn.names):
        return {}
    return {catalogue_name("content", lang): partial(without_them, lang=lang, withdrawn=withdrawn) for lang in languages}


def _file(before: str, read: PoFile, merged: Merged, judge: Judge) -> _File:
    """A file that is not there and has nothing to hold is not made."""
    catalogue = merged.catalogue
    comments = dict(read.comments)
    if catalogue.kind == "content":
        comments = {key: _without_similar(lines) for key, lines in comments.items()}
        for key, found in merged.similar.items():
            comments[key] = (*comments.get(key, ()), *similar_lines(found, partial(say, lang=catalogue.lang)))
    after = read.text(catalogue, comments) if before or catalogue.units else ""
    name = catalogue_name(catalogue.kind, catalogue.lang)
    if read.others:
        n = len(read.others)
        told = nmsg("{n} entry has no key (msgctxt) and belongs to no text.", "{n} entries have no key (msgctxt) and belong to no text.", n)
        finding = rules.KEYS.finding("no-key", told, hint=msg("They are kept as they are, and never printed."), place=CellRef(name))
        merged = replace(merged, findings=(*merged.findings, finding))
    counted = with_held(catalogue.units, judge) if catalogue.kind == "content" else catalogue.units
    return _File(name, before, merged, after, Counter(unit.state for unit in counted))


def _without_similar(lines: Lines) -> Lines:
    """What stands beside a text, without the like texts of an earlier merge."""
    return tuple(line for line in lines if not line.startswith(_similar_beginnings())) if lines else ()


@cache
def _similar_beginnings() -> tuple[str, ...]:
    """How lines with like texts begin, in whichever language a catalogue was merged."""
    return tuple(similar_beginning(partial(say, lang=lang)) for lang in LANGUAGES)


def _tell(
    files: Sequence[_File], memory: int, written: tuple[Sequence[str], Sequence[str]], arguments: argparse.Namespace, printer: Printer
) -> None:
    places = [[str(Path(arguments.sources) / name) for name in names] for names in written]
    if printer.as_json:
        printer.json({
            "exit_code": int(ExitCode.GOOD), "dry_run": arguments.dry_run, "catalogues": [_json(file, printer) for file in files],
            "memory": memory, "written": places[0], "backups": places[1],
        })  # fmt: skip
        return
    for file in files:
        if file.before or file.after:
            _tell_file(file, printer)
    tell_written(places[0], places[1], printer, dry_run=arguments.dry_run)


def _tell_file(file: _File, printer: Printer) -> None:
    printer.text(file.name)
    printer.findings(file.merged.findings)
    for message, changes in told_fates(file.merged):
        printer.text(f"  {printer.word(message)}")
        for change in changes[:_SHOWN]:
            printer.text(f"    {printer.word(told_change(change))}")
        if len(changes) > _SHOWN:
            more = nmsg("… and {n} more", "… and {n} more", len(changes) - _SHOWN)
            printer.text(f"    {printer.word(more)}")
    if file.merged.similar:
        told = nmsg("{n} text has like ones beside it, for the translator.", "{n} texts have like ones beside them, for the translator.",
                    len(file.merged.similar))
        printer.text(f"  {printer.word(told)}")
    if file.merged.catalogue.kind == "content":
        states = file.states
        message = msg("Translated: {done}; to be looked at again: {fuzzy}; not translated: {missing}.", done=states["done"],
                      fuzzy=states["fuzzy"], missing=states["missing"])
        printer.text(f"  {printer.word(message)}")


def _json(file: _File, printer: Printer) -> dict[str, Any]:
    merged, states = file.merged, file.states
    changes = [
        {"key": one.unit.key, "fate": one.fate, "doubtful": one.is_doubtful, "before": one.before, "source": one.unit.source,
         "target": one.unit.target} for one in merged.changes
    ]  # fmt: skip
    return {
        "lang": merged.catalogue.lang, "kind": merged.catalogue.kind,
        "texts": {state: states[state] for state in ("done", "fuzzy", "missing", "removed")},
        "counts": {fate: len(merged.of(fate)) for fate in FATES}, "changes": changes, "findings": printer.findings_json(merged.findings),
    }  # fmt: skip
