"""A source workbook -> the copy for its author: patched where it can be, made anew where not, and read again before it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.doors.workbooks import open_workbook
from pipeline.doors.workbooks.patching import NotPatchable, first_difference, marked_copy, read_again, write_plain
from pipeline.errors import OutputFailedVerification
from pipeline.ingest.mended import is_mend_sheet
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.returned import MarkedBook, MendLine
from pipeline.model.source import FileReading, Sheet, SourceFile

__all__ = ["Copy", "make_copy", "names_of_copies", "read_original"]

_PATCHED: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_TEXTS: Final = frozenset({".csv", ".tsv"})
_ANEW: Final = ".xlsx"


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy's bytes, and what the original has and the copy has not."""

    content: bytes
    lost: tuple[Message, ...] = ()
    is_new: bool = False
    """Made anew: an .xlsx without macros, whatever the original is."""


def names_of_copies(files: Iterable[str]) -> dict[str, str]:
    """File -> the name of its copy: its own, with .xlsx for another kind; where two would meet, the old ending stays in the name."""
    wanted = {file: _renamed(file) for file in files}
    taken: dict[str, int] = {}
    for name in wanted.values():
        taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
    return {file: name if taken[name.casefold()] == 1 or name == file else f"{file}{_ANEW}" for file, name in wanted.items()}


def _renamed(file: str) -> str:
    path = PurePosixPath(file)
    return file if path.suffix.lower() in _PATCHED else path.with_suffix(_ANEW).as_posix()


def read_original(source: SourceFile, reading: FileReading, *, wide: bool = False) -> tuple[Sheet, ...]:
    """The workbook's sheets, our own left out. ``wide``: its cells lie too far apart for the second reader."""
    if _is_patched(source, reading):
        sheets = read_again(source.content, wide=wide)
        if sheets is not None:
            return sheets
    return tuple(sheet for sheet in open_workbook(source)[0].sheets if not is_mend_sheet(sheet))


def _is_patched(source: SourceFile, reading: FileReading) -> bool:
    return PurePosixPath(source.name).suffix.lower() in _PATCHED and reading.reader == "openpyxl"


def make_copy(source: SourceFile, reading: FileReading, before: Sequence[Sheet], marked: MarkedBook, *, wide: bool = False) -> Copy:
    """Mark a copy of a workbook and read it again. ``before``: what :func:`read_original` gave.

    Raises OutputFailedVerification where the copy would not say what the original says; then there is none.
    """
    if not _is_patched(source, reading):
        return _anew(source, marked, "")
    try:
        content = marked_copy(source.content, marked)
    except NotPatchable as cause:
        return _anew(source, marked, str(cause))
    _require_same(source, before, content, {}, wide=wide)
    return Copy(content)


def _anew(source: SourceFile, marked: MarkedBook, cause: str) -> Copy:
    workbook = open_workbook(source)[0]
    workbook = replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if not is_mend_sheet(sheet)))
    try:
        plain = write_plain(workbook)
        content = marked_copy(plain.content, _renamed_sheets(marked, plain.names))
    except (NotPatchable, ValueError) as error:  # more rows than a sheet of Excel has, for one
        raise OutputFailedVerification(
            msg("{file} cannot be made anew as an .xlsx ({cause}); it has no copy.", file=source.name, cause=_cause_words(str(error))),
            msg("Ask its author for an .xlsx."),
        ) from error
    _require_same(source, workbook.sheets, content, plain.names, wide=True)
    lost = [] if PurePosixPath(source.name).suffix.lower() in _TEXTS else [_not_kept(source.name, cause)]
    if plain.uncalculated:
        lost.append(nmsg("one formula without a stored value", "{n} formulas without a stored value", plain.uncalculated))
    if plain.cut:
        lost.append(nmsg("the end of one text longer than a cell holds", "the ends of {n} texts longer than a cell holds", plain.cut))
    return Copy(content, tuple(lost), is_new=True)


_CAUSES: Final = {
    "the workbook is in the Strict form": msg("it was saved as Strict Open XML"),
    "no sheets": msg("it has no sheets"),
    "no workbook part": msg("it has no sheets"),
    "styles.xml has no room for more formats": msg("it has more formats than Excel allows"),
}
_OF_ANOTHER_SHAPE: Final = msg("a part of it is not as Excel writes it")


def _not_kept(name: str, cause: str) -> Message:
    if PurePosixPath(name).suffix.lower() in _PATCHED:
        return msg("fonts, colours, widths, formulas, drop-downs, pictures and macros: the workbook cannot be changed as it is ({cause})",
                   cause=_cause_words(cause) if cause else msg("only the second reader opens it"))
    return msg("fonts, colours, formulas, drop-downs, pictures and macros: the copy is a new .xlsx with cells, merges and comments")


def _cause_words(cause: str) -> Message:
    """Why a workbook's parts could not be changed, for people: what the patches call it is for those who read the program."""
    return _CAUSES.get(cause, _OF_ANOTHER_SHAPE)


def _renamed_sheets(marked: MarkedBook, names: Mapping[str, str]) -> MarkedBook:
    if all(old == new for old, new in names.items()) or marked.sheet is None:
        return marked
    lines = tuple(_renamed_line(line, names) for line in marked.sheet.lines)
    marks = {names.get(sheet, sheet): found for sheet, found in marked.marks.items()}
    return replace(marked, marks=marks, sheet=replace(marked.sheet, lines=lines))


def _renamed_line(line: MendLine, names: Mapping[str, str]) -> MendLine:
    if not line.cell:
        return line
    name = names.get(line.sheet, line.sheet)
    return replace(line, sheet=name, place=f"{line.cell}\n{name}" if "\n" in line.place else line.cell)


def _require_same(source: SourceFile, before: Sequence[Sheet], content: bytes, names: Mapping[str, str], *, wide: bool) -> None:
    after = read_again(content, wide=wide)
    other = "?" if after is None else first_difference(before, after, names)
    if other:
        raise OutputFailedVerification(
            msg("The copy of {file} would not hold what the original holds ({place}); it was not written.", file=source.name, place=other),
            msg("This is a fault of the program; please report it."),
        )
