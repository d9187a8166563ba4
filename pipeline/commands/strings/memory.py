"""``guide strings memory``: what was ever approved, out as TMX for other programs, and other memories in.

--json gives:

    exit_code  0
    action     export or import
    files      import: [] file, own (the guide wrote it), units, read, new, approved, findings []; export: []
    memory     how many translations it holds; export: how many went out
    written    [] files
    backups    [] what they were before
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.commands.strings.memory_file import MEMORY_FILE, Stored, open_memory, private_texts, remembered, require_whole
from pipeline.commands.strings.opening import catalogue_name, chosen_languages, judge_for, outputs_folder
from pipeline.commands.strings.writing import tell_written, write_over
from pipeline.copies_folder import put_copies, require_apart
from pipeline.desk import Desk, read_file, shown_name
from pipeline.errors import ExitCode, UsageError
from pipeline.gathering import Gathered, gather
from pipeline.memory import Memory
from pipeline.model.fields import EDITION_LANGUAGES
from pipeline.model.findings import Finding
from pipeline.model.message import msg, nmsg
from pipeline.strings.catalogue_files import read_po
from pipeline.strings.held import with_held
from pipeline.strings.tmx import LONGEST_TMX, read_tmx, tmx_text
from pipeline.strings.today import Today
from pipeline.strings.translation_memory import Remembered, folded, forget
from pipeline.terminal import Printer

__all__ = ["run"]

@dataclass(frozen=True, slots=True)
class _Taken:
    """A memory that came from elsewhere. ``new``: translations that ours did not know."""

    file: str
    own: bool
    units: int
    entries: tuple[Remembered, ...]
    findings: tuple[Finding, ...]
    new: int = 0


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Raises GuideError; nothing is then written."""
    _require_sense(arguments)
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    gathered = gather(desk, printer, Memory(desk.build / ".cache"))
    require_whole(gathered)
    today = Today.of(gathered.clean.listings, gathered.clean.registry)
    stored = open_memory(desk)
    if arguments.action == "export":
        return _export(desk, gathered, today, stored, arguments, printer)
    return _import(desk, gathered, today, stored, arguments, printer)


def _require_sense(arguments: argparse.Namespace) -> None:
    hint = msg("See: guide --help")
    if arguments.action == "export" and (arguments.approved or arguments.dry_run or set(arguments.files) - {*EDITION_LANGUAGES}):
        raise UsageError(msg("After “export” only languages and --out are understood."), hint)
    if arguments.action == "import" and (not arguments.files or arguments.out):
        raise UsageError(msg("After “import” name the files (.tmx) to be taken."), hint)


def _export(
    desk: Desk, gathered: Gathered, today: Today, stored: Stored, arguments: argparse.Namespace, printer: Printer
) -> ExitCode:
    asked = chosen_languages(arguments.files, gathered)
    catalogues = {lang: desk.text_or(catalogue_name("content", lang)) for lang in chosen_languages((), gathered)}
    units = {
        lang: with_held(read_po(text, "content", lang, catalogue_name("content", lang)).units, judge_for(desk, gathered, lang))
        for lang, text in catalogues.items()
    }
    memory = remembered(stored.entries, units, today, private_texts(desk, gathered, stored.entries))
    chosen = [one for one in memory if one.approved and one.lang in asked]
    edition = gathered.edition.id
    out = Path(arguments.out) if arguments.out else outputs_folder(desk, edition) / f"guide-{edition}.tmx"
    require_apart(out.parent, desk.sources)
    if not arguments.out:
        desk.settle()
        desk.require_own_place(edition)
    written: list[str] = []
    if chosen:
        hint = msg("Move it away, or name another file with --out.")
        written = [str(path) for path in put_copies(out.parent, {out.name: tmx_text(chosen).encode()}, whole=False, hint=hint)]
        if not arguments.out:
            desk.keep_place(edition)
    printer.clear()
    if printer.as_json:
        printer.json(_json("export", (), len(chosen), written, (), printer))
        return ExitCode.GOOD
    printer.line(nmsg("{n} approved translation", "{n} approved translations", len(chosen)))
    for name in written:
        printer.line(msg("Written: {file}", file=name))
    return ExitCode.GOOD


def _import(
    desk: Desk, gathered: Gathered, today: Today, stored: Stored, arguments: argparse.Namespace, printer: Printer
) -> ExitCode:
    files = [_read(Path(name), today, approved=arguments.approved) for name in arguments.files]
    known = {one.name: one for one in stored.entries}
    taken = []
    for file in files:
        new = [one for one in file.entries if one.name not in known or (one.approved and not known[one.name].approved)]
        known |= {one.name: one for one in new}
        taken.append(replace(file, new=len({one.name for one in new})))
    memory = forget(sorted(known.values()), today.sources, private_texts(desk, gathered, known.values()))
    text = tmx_text(memory) if memory or stored.text else ""
    made = {MEMORY_FILE: (stored.text, text)} if text != stored.text else {}
    backups = [] if arguments.dry_run else write_over(desk, made, own=[MEMORY_FILE])
    printer.clear()
    written, before = ([str(Path(arguments.sources) / name) for name in names] for names in (made, backups))
    if printer.as_json:
        printer.json(_json("import", taken, len(memory), written, before, printer))
        return ExitCode.GOOD
    for file in taken:
        _tell_file(file, printer)
    printer.line(nmsg("The memory holds {n} translation.", "The memory holds {n} translations.", len(memory)))
    tell_written(written, before, printer, dry_run=arguments.dry_run)
    if written:
        printer.line(msg("What serves the edition's texts is taken by: guide strings merge"))
    return ExitCode.GOOD


def _read(path: Path, today: Today, *, approved: bool) -> _Taken:
    """A foreign memory's translations are suggestions, unless a person stands for them. Raises Unreadable."""
    name = shown_name(path.name)
    found = read_tmx(read_file(path, shown_name(str(path)), LONGEST_TMX), name)
    entries = [replace(one, key=_own_key(one, today), approved=one.approved or approved) for one in found.entries]
    return _Taken(name, found.own, found.units, tuple(sorted(set(entries))), tuple(found.findings(name)))


def _own_key(one: Remembered, today: Today) -> str:
    """The key where it is that of this text here, too; another edition's ids are those of other listings."""
    text, lang = today.texts.get(one.key, ("", one.source_lang))
    return one.key if folded(text) == folded(one.source) and lang == one.source_lang else ""


def _tell_file(file: _Taken, printer: Printer) -> None:
    printer.text(file.file)
    printer.findings(file.findings, every=True)
    read = nmsg("{n} translation was read.", "{n} translations were read.", len(file.entries))
    new = nmsg("{n} of them is new.", "{n} of them are new.", file.new)
    printer.text(f"  {printer.word(read)} {printer.word(new)}")
    if any(not one.approved for one in file.entries):
        told = msg("They are shown to translators as comments, not printed; with --approved somebody stands for them.")
        printer.text(f"  {printer.word(told)}")


def _json(
    action: str, taken: Sequence[_Taken], memory: int, written: Sequence[str], backups: Sequence[str], printer: Printer
) -> Mapping[str, Any]:
    files = [
        {"file": one.file, "own": one.own, "units": one.units, "read": len(one.entries), "new": one.new,
         "approved": sum(entry.approved for entry in one.entries), "findings": printer.findings_json(one.findings)} for one in taken
    ]  # fmt: skip
    return {
        "exit_code": int(ExitCode.GOOD), "action": action, "files": files, "memory": memory, "written": list(written),
        "backups": list(backups),
    }  # fmt: skip


