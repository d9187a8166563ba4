"""``guide strings status``: how far the translation has come, by region, by field and by translator.

--json gives:

    exit_code  0
    edition
    languages  [] lang, whole {done, fuzzy, missing, words_left, percent}, labels {the same},
               regions [] code (ISO 3166-2, "" for experts), name, done, fuzzy, missing, words_left, percent
               fields [] field, name, the same; translators [] name ("" where nobody signed), the same
    written    the workbook, null without --out
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from pipeline import normalise
from pipeline.commands.strings.opening import catalogue_name, chosen_languages, judge_for
from pipeline.copies_folder import put_copies, require_apart
from pipeline.desk import Desk
from pipeline.doors.catalogues import language_text
from pipeline.doors.workbooks.tables import ListColumn, ListSheet, write_lists
from pipeline.errors import ExitCode, UsageError
from pipeline.gathering import Gathered, gather
from pipeline.memory import Memory
from pipeline.model.field_words import field_words
from pipeline.model.fields import Lang
from pipeline.model.listings import Organisation
from pipeline.model.message import Message, msg
from pipeline.strings.catalogue_files import read_po
from pipeline.strings.counting import LanguageProgress, Tally, count_progress
from pipeline.strings.held import Judge, no_judge
from pipeline.strings.today import Today
from pipeline.strings.units import Catalogue, CatalogueKind, Unit
from pipeline.strings.wanted import Wanted, label_units, with_targets
from pipeline.terminal import Printer

__all__ = ["run"]

_COLUMNS: Final = (
    msg("translated"), msg("to be looked at again"), msg("not translated"), msg("words left"), msg("done, %"),
)  # fmt: skip
_BY: Final[Mapping[str, Message]] = {"regions": msg("by region"), "fields": msg("by field"), "translators": msg("by translator")}
_WIDE: Final = 44
"""Letters of the names on a terminal."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Count and print; write nothing but the workbook. Raises GuideError."""
    out = Path(arguments.out) if arguments.out else None
    if out is not None and out.suffix.lower() != ".xlsx":
        raise UsageError(msg("The lists cannot be written as {file}.", file=str(out)), msg("Name a file that ends in .xlsx."))
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    if out is not None:
        require_apart(out.parent, desk.sources)
    gathered = gather(desk, printer, Memory(desk.build / ".cache"))
    progress = [_progress(desk, gathered, lang) for lang in chosen_languages(arguments.languages, gathered)]
    printer.clear()
    if out is not None:
        sheets = [ListSheet(_name(one.lang, printer), _columns(printer), _sheet_rows(one, printer)) for one in progress]
        hint = msg("Move it away, or name another file with --out.")
        put_copies(out.parent, {out.name: write_lists(sheets, "guide")}, whole=False, hint=hint)
    _tell(progress, gathered, out, printer)
    return ExitCode.GOOD


def _progress(desk: Desk, gathered: Gathered, lang: Lang) -> LanguageProgress:
    listings = gathered.clean.listings
    today = Today.of(listings, gathered.clean.registry)
    region_of = {one.id: one.region.code for one in listings if isinstance(one, Organisation)}
    units = _translated(desk, "content", lang, today.wanted(lang), judge_for(desk, gathered, lang))
    labels = _translated(desk, "labels", lang, label_units(lang), no_judge)
    return count_progress(lang, units, labels, region_of, list(normalise.regions()))


def _translated(desk: Desk, kind: CatalogueKind, lang: Lang, wanted: list[Unit], judge: Judge) -> tuple[Unit, ...]:
    name = catalogue_name(kind, lang)
    old: Catalogue = read_po(desk.text_or(name), kind, lang, name)
    return with_targets(Wanted(kind, lang, tuple(wanted), {}), old, judge).units


def _name(lang: Lang, printer: Printer) -> str:
    return language_text(lang, printer.lang)


def _rows(progress: LanguageProgress, printer: Printer) -> Iterator[tuple[str, str, str, Tally]]:
    """By region, field and translator."""
    regions = normalise.regions()
    lang = cast("Lang", printer.lang)
    for code, tally in progress.regions.items():
        yield "regions", code, regions[code].names[lang] if code in regions else printer.word(msg("experts")), tally
    for one, tally in progress.fields.items():
        yield "fields", one, printer.word(field_words(one)), tally
    for who, tally in progress.translators.items():
        yield "translators", who, who or printer.word(msg("nobody signed")), tally


def _figures(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.done, tally.fuzzy, tally.missing, tally.words_left, tally.percent


def _columns(printer: Printer) -> list[ListColumn]:
    heads = [ListColumn(printer.word(msg("by what")), 24), ListColumn(printer.word(msg("name")), _WIDE)]
    return [*heads, *(ListColumn(printer.word(column), 16) for column in _COLUMNS)]


def _sheet_rows(progress: LanguageProgress, printer: Printer) -> list[list[str | int]]:
    rows = [("", printer.word(msg("texts of listings")), progress.whole), ("", printer.word(msg("labels of the guide")), progress.labels)]
    rows += [(printer.word(_BY[by]), name, tally) for by, _, name, tally in _rows(progress, printer)]
    return [[by, name, *_figures(tally)] for by, name, tally in rows]


def _tell(languages: list[LanguageProgress], gathered: Gathered, out: Path | None, printer: Printer) -> None:
    if printer.as_json:
        printer.json({
            "exit_code": int(ExitCode.GOOD), "edition": gathered.edition.id, "languages": [_json(one, printer) for one in languages],
            "written": str(out) if out else None,
        })  # fmt: skip
        return
    for progress in languages:
        heads = [printer.word(column) for column in _COLUMNS]
        printer.text(f"{_name(progress.lang, printer):<{_WIDE}}  {'  '.join(heads)}")
        rows: list[tuple[str, str, Tally]] = [("", printer.word(msg("texts of listings")), progress.whole)]
        if progress.labels.texts != progress.labels.done:
            rows.append(("", printer.word(msg("labels of the guide")), progress.labels))
        rows += [(by, name, tally) for by, _, name, tally in _rows(progress, printer)]
        before = ""
        for by, name, tally in rows:
            if by != before:
                printer.text(printer.word(_BY[by]))
            before = by
            figures = "  ".join(f"{figure:>{len(head)}}" for figure, head in zip(_figures(tally), heads, strict=True))
            printer.text(f"{'  ' * bool(by) + _cut(name):<{_WIDE}}  {figures}")
        printer.text()
    printer.line(msg("Counted are texts that are translated. The share a build asks for also counts those sent in its own language."))
    if out is not None:
        printer.line(msg("Written: {file}", file=str(out)))


def _cut(name: str) -> str:
    return name if len(name) <= _WIDE - 2 else name[: _WIDE - 3] + "…"


def _json(progress: LanguageProgress, printer: Printer) -> dict[str, Any]:
    def figures(tally: Tally) -> dict[str, int]:
        names = ("done", "fuzzy", "missing", "words_left", "percent")
        return dict(zip(names, _figures(tally), strict=True))

    ids = {"regions": "code", "fields": "field", "translators": "name"}
    rows = list(_rows(progress, printer))
    tables = {
        by: [{of: one, **({"name": name} if of != "name" else {}), **figures(tally)} for kind, one, name, tally in rows if kind == by]
        for by, of in ids.items()
    }
    return {"lang": progress.lang, "whole": figures(progress.whole), "labels": figures(progress.labels), **tables}
