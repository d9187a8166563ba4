"""``guide strings export``: what is to be translated, in a file that a translator's program opens.

--json gives:

    exit_code  0
    edition, lang, format, only
    files      [] name, kind (content, labels; "" for a workbook, which holds both), texts
    texts      {content, labels}: how many of each went out
    placed     whether the texts have their pages and lengths, from the book that was built last
    left_out   how many of them are not in the workbook, because no cell holds as much
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import cast

from pipeline import revising
from pipeline.commands.strings.memory_file import memory_for
from pipeline.commands.strings.opening import Translations, chosen_reader, judge_for, open_translations, outputs_folder
from pipeline.commands.strings.placing import Placed, last_places
from pipeline.copies_folder import put_copies, require_apart
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.model.fields import Lang
from pipeline.model.message import Message, msg, nmsg
from pipeline.revision import Glossary
from pipeline.source_files import GLOSSARY
from pipeline.strings.exporting import Export, Only, make_export, po_text
from pipeline.strings.held import Judge, no_judge, with_held
from pipeline.strings.similar import with_similar
from pipeline.strings.terms import with_terms
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind
from pipeline.strings.workbook import strings_book
from pipeline.strings.xliff import xliff_text
from pipeline.terminal import Printer
from pipeline.wording import say

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Write the files and say where they are. Raises GuideError; no file is then written, at most ids of new listings are kept."""
    lang = cast("Lang", arguments.language)
    reader = chosen_reader(arguments.ui_lang, lang)
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    require_apart(Path(arguments.out) if arguments.out else desk.build, desk.sources)
    ours = open_translations(desk, lang, reader, printer)
    only = cast("Only", arguments.only or "due")
    placed = last_places(desk, ours)
    judge = judge_for(desk, ours.gathered, lang)
    exports = {kind: _export(ours, kind, only, placed, judge if kind == "content" else no_judge) for kind in CATALOGUE_KINDS}
    folder = Path(arguments.out) if arguments.out else outputs_folder(desk, ours.gathered.edition.id)
    if not arguments.out:
        desk.settle()
        desk.require_own_place(ours.gathered.edition.id)
    glossary = revising.glossary_of(desk.text_or(GLOSSARY))
    memory = memory_for(desk, ours.gathered, lang, with_held(ours.catalogues["content"].units, judge))
    word = partial(say, lang=reader)
    exports = {kind: with_terms(with_similar(export, memory, word), glossary, word) for kind, export in exports.items()}
    files, left = _files(exports, arguments.format, reader, "" if arguments.out else f"../{lang}/", glossary)
    hint = msg("Take it back with guide strings import first, or name another folder with --out.")
    ours.keep_ids(desk)
    put_copies(folder, files, whole=False, hint=hint)
    if not arguments.out:
        desk.keep_place(ours.gathered.edition.id)
    printer.clear()
    _tell(exports, files, left, folder, arguments, printer, placed=placed is not None)
    return ExitCode.GOOD


def _export(ours: Translations, kind: CatalogueKind, only: Only, placed: Placed | None, judge: Judge) -> Export:
    places = placed[kind] if placed else {}
    return make_export(ours.gathered.edition.id, ours.wanted[kind], ours.catalogues[kind], only, places, judge)


def _files(
    exports: dict[CatalogueKind, Export], form: str, reader: Lang, proofs: str, glossary: Glossary
) -> tuple[dict[str, bytes], int]:
    """Name -> content, and how many texts no file of that form holds; a catalogue without a text that was chosen has no file."""

    def word(message: Message) -> str:
        return say(message, reader)

    filled = [export for export in exports.values() if export.catalogue.units]
    if not filled:
        return {}, 0
    stem = f"guide-{filled[0].edition}-{filled[0].lang}"
    if form == "xlsx":
        from pipeline.doors.workbooks.strings import write_strings_book

        book, left = strings_book(filled, reader, proofs, glossary)
        return {f"{stem}.strings.xlsx": write_strings_book(book)}, left
    if form == "xliff":
        return {f"{stem}.{export.kind}.xlf": xliff_text(export, word).encode() for export in filled}, 0
    return {f"{stem}.{export.kind}.po": po_text(export, word).encode() for export in filled}, 0


def _tell(
    exports: dict[CatalogueKind, Export], files: dict[str, bytes], left: int, folder: Path, arguments: argparse.Namespace, printer: Printer,
    *, placed: bool,
) -> None:
    counts = {kind: len(export.catalogue.units) for kind, export in exports.items()}
    if printer.as_json:
        named = [{"name": str(folder / name), "kind": next((kind for kind in counts if f".{kind}." in name), "")} for name in files]
        told = [{**one, "texts": counts.get(one["kind"], sum(counts.values()))} for one in named]  # type: ignore[call-overload]
        printer.json({
            "exit_code": int(ExitCode.GOOD), "edition": exports["content"].edition, "lang": arguments.language, "format": arguments.format,
            "only": arguments.only or "due", "files": told, "texts": counts, "left_out": left,
            "placed": placed,
        })  # fmt: skip
        return
    for name in files:
        printer.text(f"  {folder / name}")
    printer.line(nmsg("{n} text of listings", "{n} texts of listings", counts["content"]))
    printer.line(nmsg("{n} label of the guide", "{n} labels of the guide", counts["labels"]))
    if left:
        printer.line(nmsg("{n} of them is too long for a cell and left out", "{n} of them are too long for a cell and left out", left))
    if files and not placed:
        printer.line(msg("Pages and lengths that fit are not in it: the language has not been built yet (guide build)."))
    if files:
        printer.line(msg("When it is translated: guide strings import FILE"))
    else:
        printer.line(msg("Nothing is to be translated; no file was written."))
