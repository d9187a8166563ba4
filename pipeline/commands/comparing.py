"""``guide compare``: what an author changed in a workbook that came back, listing by listing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline import ingest, normalise
from pipeline.desk import Desk, read_file, shown_name
from pipeline.errors import ExitCode, Unreadable, UsageError
from pipeline.gathering import UNREADABLE
from pipeline.ingest import Mapping
from pipeline.model.decisions import Decisions
from pipeline.model.field_words import field_words
from pipeline.model.findings import CellRef, Finding, Severity
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.source import SourceFile
from pipeline.returning import Comparison, FieldChange, State, Told, compare
from pipeline.terminal import Printer
from pipeline.workers import spare_collection

__all__ = ["run"]

_SHOWN: Final = 200
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class _Edition:
    """What people decided on the edition, which decides what is wrong in a workbook."""

    mapping: Mapping
    vocabulary: normalise.Vocabulary
    decisions: Decisions


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Compare two workbooks, or two folders file by file. Raises GuideError.

    Gives code 4 where a file could not be read or has no counterpart, 5 where something must still be mended, else 0.
    """
    spare_collection()
    edition = _edition(arguments.sources)
    old, new = Path(arguments.old), Path(arguments.new)
    pairs, alone = _pairs(old, new)
    compared: list[tuple[str, Comparison]] = []
    refused: list[Finding] = []
    printer.begin(msg("Reading workbooks"))
    for done, (before, after) in enumerate(pairs, start=1):
        try:
            compared.append((shown_name(after.as_posix()), compare(_state(before, edition), _state(after, edition))))
        except Unreadable as error:
            refused.append(UNREADABLE.finding("unreadable", error.message, hint=error.hint, place=CellRef(shown_name(after.as_posix()))))
        printer.advance(done, len(pairs))
    printer.clear()
    code = _code(compared, failed=bool(refused or alone))
    if printer.as_json:
        printer.json({"exit_code": int(code), "files": [_json(name, one, printer) for name, one in compared],
                      "refused": printer.findings_json(refused), "alone": [shown_name(path.as_posix()) for path in alone]})
        return code
    for name, one in compared:
        _tell(name, one, printer)
    printer.findings(refused, every=True)
    for path in alone:
        printer.line(msg("{file} has no counterpart in the other folder.", file=shown_name(path.as_posix())))
    return code


def _code(compared: Iterable[tuple[str, Comparison]], *, failed: bool) -> ExitCode:
    if failed:
        return ExitCode.UNREADABLE
    left = (told.finding for _, one in compared for told in (*one.fate.open, *one.fate.new))
    return ExitCode.BLOCKED if any(finding.severity is Severity.ERROR for finding in left) else ExitCode.GOOD


def _edition(named: str | None) -> _Edition:
    folder = Path(named or "sources")
    if named is None and not (folder / "edition.toml").exists():
        return _Edition(ingest.EMPTY, normalise.load_vocabulary("", ""), Decisions())
    desk = Desk(folder, Path("build"))
    desk.require_sources()
    return _Edition(
        ingest.load_mapping(desk.text_or("mapping.toml"), "mapping.toml"),
        normalise.load_vocabulary(desk.text_or("areas.toml"), desk.text_or("topics.toml")),
        normalise.load_decisions(desk.text_or("decisions.toml")),
    )


def _pairs(old: Path, new: Path) -> tuple[list[tuple[Path, Path]], list[Path]]:
    """Files to compare, and those of two folders that the other has not: the ending may differ, as .csv comes back as .xlsx."""
    if old.is_dir() != new.is_dir():
        raise UsageError(msg("One of them is a folder, and the other is not."), msg("Name two workbooks, or two folders."))
    if not old.is_dir():
        return [(old, new)], []
    ours, theirs = _workbooks(old), _workbooks(new)
    both = [(old / ours[name], new / theirs[name]) for name in ours if name in theirs]
    missing = [old / file for name, file in ours.items() if name not in theirs]
    return both, missing + [new / file for name, file in theirs.items() if name not in ours]


def _workbooks(folder: Path) -> dict[str, str]:
    """Name without its ending -> the file's name, of all workbooks in a folder."""
    return {str(PurePosixPath(name).with_suffix("")): name for name in Desk(folder, Path("build")).workbook_names()}


def _state(path: Path, edition: _Edition) -> State:
    """A workbook with everything found in it. Raises Unreadable."""
    name = shown_name(path.as_posix())
    reading, rows, findings = ingest.read_source(SourceFile(name, read_file(path, name)), mapping=edition.mapping)
    decisions = edition.decisions.with_answers(reading.answers, name)
    cleaned = normalise.normalise(rows, registry=normalise.IdRegistry(()), vocabulary=edition.vocabulary, decisions=decisions)
    return State(reading, tuple(rows), (*findings, *cleaned.findings))


def _tell(name: str, one: Comparison, printer: Printer) -> None:
    fate = one.fate
    printer.text(name)
    listings = len({(change.cell_after.sheet, change.name) for change in one.changes})
    printer.line(msg("  listings unchanged: {same}, changed: {changed}, new: {new}, taken out: {gone}, in another row: {moved}",
                     same=one.unchanged, changed=listings, new=len(one.added), gone=len(one.removed), moved=one.renumbered))
    mended = len(fate.mended) + len(fate.dropped)
    printer.line(msg("  findings mended: {mended}, answered: {answered}, left: {left}, new: {new}", mended=mended,
                     answered=len(fate.answered), left=len(fate.open), new=len(fate.new)))
    _section(msg("Changed"), [_change_words(change, printer) for change in one.changes], printer)
    _section(msg("New listings"), [_row_words(*row) for row in one.added], printer)
    _section(msg("Taken out"), [_row_words(*row) for row in one.removed], printer)
    _section(msg("Answers"), [_answer_words(answer.wrote, answer.prints, printer) for answer in one.answers], printer)
    _section(msg("Not mended"), [_told_words(told, printer) for told in fate.open], printer)
    _section(msg("New and wrong"), [_told_words(told, printer) for told in fate.new], printer)


def _section(title: Message, lines: Sequence[str], printer: Printer) -> None:
    if not lines:
        return
    printer.text()
    printer.text(f"  {printer.word(title)}")
    for line in lines[:_SHOWN]:
        printer.text(f"    {line}")
    if len(lines) > _SHOWN:
        printer.text("    " + printer.word(nmsg("… and {n} more; --json has all", "… and {n} more; --json has all", len(lines) - _SHOWN)))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def _place(ref: CellRef) -> str:
    return " › ".join(part for part in (ref.sheet, ref.cell) if part)


def _row_words(name: str, ref: CellRef) -> str:
    return f"{_place(ref)}: {_short(name) or '?'}"


def _change_words(change: FieldChange, printer: Printer) -> str:
    before, after = (_quoted(text, printer) for text in (change.before, change.after))
    place = _place(change.cell_after)
    if change.cell_before.cell != change.cell_after.cell:
        place = printer.word(msg("{place} (before: {before})", place=place, before=change.cell_before.cell))
    mends = printer.word(msg("  mends {rules}", rules=", ".join(change.answers))) if change.answers else ""
    return f"{place}  {_short(change.name)}, {printer.word(field_words(change.field))}: {before} → {after}{mends}"


def _answer_words(wrote: str, prints: str, printer: Printer) -> str:
    return f"{_quoted(wrote, printer)} → {_quoted(prints, printer)}"


def _quoted(text: str, printer: Printer) -> str:
    return printer.word(msg("“{text}”", text=_short(text)) if text else msg("nothing"))


def _told_words(told: Told, printer: Printer) -> str:
    finding = told.finding
    place = _place(finding.place) if isinstance(finding.place, CellRef) else ""
    changed = printer.word(msg("  (changed, and still wrong)")) if told.is_changed else ""
    name = f"{_short(told.name)}: " if told.name else ""
    return f"{place}  {finding.id}  {name}{printer.word(finding.message)}{changed}"


def _json(name: str, one: Comparison, printer: Printer) -> dict[str, Any]:
    fate = one.fate
    return {
        "file": name, "unchanged": one.unchanged, "renumbered": one.renumbered,
        "changes": [
            {"name": change.name, "field": change.field, "before": change.before, "after": change.after, "mends": list(change.answers),
             "sheet_before": change.cell_before.sheet, "cell_before": change.cell_before.cell,
             "sheet": change.cell_after.sheet, "cell": change.cell_after.cell}
            for change in one.changes
        ],
        "added": [{"name": name, "sheet": ref.sheet, "row": ref.cell} for name, ref in one.added],
        "removed": [{"name": name, "sheet": ref.sheet, "row": ref.cell} for name, ref in one.removed],
        "answers": [{"rule": answer.rule, "field": answer.field, "wrote": answer.wrote, "prints": answer.prints} for answer in one.answers],
        **{fate_name: [_told_json(told, printer) for told in getattr(fate, fate_name)]
           for fate_name in ("mended", "answered", "dropped", "open", "new")},
    }


def _told_json(told: Told, printer: Printer) -> dict[str, Any]:
    change = told.change
    values = {"was": change.before, "now": change.after} if change is not None else {}
    return {"name": told.name, **finding_json(told.finding, printer.word), **({"changed": True} if told.is_changed else {}), **values}
