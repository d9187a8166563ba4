"""A translators' workbook comes back: as .xlsx, .ods or a text table, sorted, parted, with columns moved, renamed or gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.doors.workbooks.strings import BY, COLUMNS
from pipeline.ingest.grid import column_letter
from pipeline.localise.translations import fold_source
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.meant import MEANT_LINE, says_meant
from pipeline.model.message import msg, nmsg
from pipeline.model.source import Cell, CellKind, Sheet, Workbook
from pipeline.strings import rules
from pipeline.strings.arrival import Arrival, Incoming, Known
from pipeline.strings.marks import Mark, read_mark, source_digest, tidy
from pipeline.strings.plural_forms import base_name

__all__ = ["read_workbook", "stated_language"]

_HEAD_ROWS: Final = 30
_ALSO: Final = {
    "source": ("исходный текст", "исходник", "оригинал", "текст", "бастапқы мәтін", "түпнұсқа", "original"),
    "target": ("перевод", "translation", "translated", "аударма", "аударылған мәтін", "аудармасы"),
    "context": ("ключ", "контекст", "key", "кілт"),
    "fuzzy": ("сомнительно", "state", "күмәнді"),
    "translator_comments": ("примечание", "комментарий", "comment", "comments", "translator comments", "ескерту", "түсініктеме"),
    "id": ("digest",),  # as workbooks of earlier versions have it
    "id_hash": (), "target_plural_form": (),
}
_OTHERS: Final = frozenset({"id", "source_plural_form", "target_plural_form", "id_hash"})
"""Columns that Weblate adds, and that hold no words."""
_FORMULA: Final = re.compile(r"'[=+\-@|%\\].*'", re.DOTALL)
_NOT_FUZZY: Final = frozenset({"", "0", "false", "no", "нет", "жоқ", "-", "ложь", "жалған"})


@dataclass(slots=True)
class _Sheet:
    """A sheet with its columns found; ``header``: its row, 0 where there is none."""

    file: str
    sheet: Sheet
    known: Known
    header: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def cell(self, row: int, name: str) -> Cell | None:
        return self.sheet.cells.get((row, self.columns[name])) if name in self.columns else None

    def text(self, row: int, name: str) -> str:
        cell = self.cell(row, name)
        return self.unquoted(cell.text) if cell else ""

    def unquoted(self, text: str) -> str:
        """Weblate puts between apostrophes what a spreadsheet would take for a formula, and a stroke before each |, in its .csv files."""
        if self.file.lower().endswith(".csv") and _FORMULA.fullmatch(text):
            return text[1:-1].replace("\\|", "|")
        return text

    def place(self, row: int) -> CellRef:
        """The cell of the row's translation, whatever is told of the row: there it is mended."""
        return CellRef(self.file, self.sheet.name, f"{column_letter(self.columns['target'])}{row}")


def read_workbook(workbook: Workbook, known: Known) -> Arrival:
    """Every text of every sheet that is ours. A workbook in which no sheet is gives none."""
    texts: list[Incoming] = []
    findings: list[Finding] = []
    marks: list[Mark] = []
    refused: list[str] = []
    by = ""
    for sheet in workbook.sheets:
        by = by or _signed(sheet)
        found = _Sheet(workbook.file, sheet, known)
        if not _is_guide(sheet) and _find_columns(found):
            rows = list(_rows(found))
            marks += [row.mark for row in rows if row.mark]
            texts += rows
            refused += found.refused
            _tell_unread(found)
        elif not _is_guide(sheet) and not found.findings:
            _tell_other(found)
        findings += found.findings
    editions = Counter(mark.edition for mark in marks if mark.edition)
    edition = editions.most_common(1)[0][0] if editions else ""
    return Arrival(workbook.file, tuple(texts), stated_language(workbook), edition, by, tuple(findings), tuple(dict.fromkeys(refused)))


def stated_language(workbook: Workbook) -> Lang | None:
    """The language that the marks of the workbook name; None where there are none."""
    marks = (read_mark(cell.text) for sheet in workbook.sheets for cell in sheet.cells.values() if " " in cell.text)
    counts = Counter(mark.lang for mark in marks if mark and mark.lang)
    return counts.most_common(1)[0][0] if counts else None


def _signed(sheet: Sheet) -> str:
    """The name that stands left of our mark on the first sheet."""
    for (row, column), cell in sheet.cells.items():
        if cell.text == BY and column > 1:
            signed = sheet.cells.get((row, column - 1))
            return tidy(signed.text) if signed else ""
    return ""


def _is_guide(sheet: Sheet) -> bool:
    """Whether it is a sheet that only tells: what to do (there the column names stand one below another), or which terms to use."""
    heads = {cell.text for (row, _), cell in sheet.cells.items() if row == 1}
    if heads >= set(LANGUAGES) and "target" not in heads:
        return True  # the sheet of terms: it shows what the edition's own table says
    return any(cell.text == BY for (_, column), cell in sheet.cells.items() if column > 1) or (
        {cell.text for (_, column), cell in sheet.cells.items() if column == 1} >= set(COLUMNS[:-1]))


def _tell_unread(found: _Sheet) -> None:
    """Words in columns that are none of ours."""
    ours = set(found.columns.values())
    others = Counter(column for (row, column), cell in found.sheet.cells.items()
                     if row > found.header and column not in ours and cell.text.strip())
    for column, count in sorted(others.items()):
        head = found.sheet.cells.get((found.header, column))
        if head and _folded(head.text) in _OTHERS:
            continue
        letter = column_letter(column)
        message = nmsg("{n} cell with words in the column {letter} was not read.",
                       "{n} cells with words in the column {letter} were not read.", count, letter=letter)
        found.findings.append(rules.UNREAD.finding(
            "column", message, hint=msg("Translations go into the column target, remarks into translator_comments."),
            place=CellRef(found.file, found.sheet.name, letter),
        ))


def _tell_other(found: _Sheet) -> None:
    """A sheet on which somebody wrote something, and which is none of ours."""
    if found.sheet.state == "visible" and any(cell.text.strip() for cell in found.sheet.cells.values()):
        found.findings.append(rules.UNREAD.finding(
            "sheet", msg("The sheet “{sheet}” holds no texts of ours and was not read.", sheet=found.sheet.name),
            place=CellRef(found.file, found.sheet.name, ""),
        ))


def _find_columns(found: _Sheet) -> bool:
    """Find the header and what its columns are; False where the sheet is none of ours."""
    heads: dict[int, dict[str, int]] = {}
    exact: dict[int, dict[str, int]] = {}
    for (row, column), cell in sorted(found.sheet.cells.items()):
        if row > _HEAD_ROWS:
            break
        if name := _header_name(cell.text):
            heads.setdefault(row, {}).setdefault(name, column)
            if name == _folded(cell.text):
                exact.setdefault(row, {}).setdefault(name, column)
    heads = {row: {**named, **exact.get(row, {})} for row, named in heads.items()}  # our own word wins over one that means the same
    header = min(heads, key=lambda row: (-len(heads[row]), row), default=0)
    if header and len(heads[header]) > 1:
        found.header, found.columns = header, heads[header]
    _find_marks(found)
    _find_by_values(found)
    if not found.columns.keys() & {"context", "id"}:
        if found.columns.keys() >= {"source", "target"}:
            found.findings.append(_deleted(found, "context"))
        return False
    return _find_target(found)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _header_name(text: str) -> str:
    folded = _folded(text)
    return folded if folded in COLUMNS or folded in _ALSO else next((name for name, words in _ALSO.items() if folded in words), "")


def _find_marks(found: _Sheet) -> None:
    """Which column the marks stand in: not in Weblate's own id; where it made a table of a PO file they are the locations."""
    for name in ("id", "location"):
        column = found.columns.get(name)
        if column and any(at == column and read_mark(cell.text) for (_, at), cell in found.sheet.cells.items()):
            found.columns["id"] = column
            return
    found.columns.pop("id", None)


def _find_by_values(found: _Sheet) -> None:
    """Columns whose headers are gone, by what stands in them: our marks, keys and texts of the edition."""
    names = {form for texts in found.known.values() for form in texts}
    sources = {fold_source(text) for texts in found.known.values() for text in texts.values()}
    tests: dict[str, Callable[[str], bool]] = {
        "id": lambda text: read_mark(text) is not None,
        "context": lambda text: base_name(text)[0] in names,
        "source": lambda text: fold_source(tidy(text)) in sources,
    }
    taken = set(found.columns.values())
    for name, test in tests.items():
        if name in found.columns:
            continue
        counts: Counter[int] = Counter()
        for (row, column), cell in found.sheet.cells.items():
            if row > found.header and column not in taken and test(cell.text):
                counts[column] += 1
        if counts and (name != "source" or found.columns.keys() & {"context", "id"}):
            column = min(counts, key=lambda at: (-counts[at], at))
            found.columns[name] = column
            taken.add(column)
            if name != "id":
                found.findings.append(_renamed(found, name, column))
        elif name != "context" and found.columns.keys() & {"context", "id"}:
            found.findings.append(_deleted(found, name))


def _find_target(found: _Sheet) -> bool:
    """The column of translations: by its header, else the only one between source and fuzzy that is none of ours."""
    if "target" in found.columns:
        return True
    columns = found.columns
    start = columns.get("source", 0)
    end = columns.get("fuzzy", start + 2)
    between = [column for column in range(start + 1, end) if column not in columns.values()]
    if start and len(between) == 1:
        columns["target"] = between[0]
        found.findings.append(_renamed(found, "target", between[0]))
        return True
    found.findings.append(_deleted(found, "target"))
    return False


def _renamed(found: _Sheet, name: str, column: int) -> Finding:
    head = found.sheet.cells.get((found.header, column))
    text = head.text if head else ""
    return rules.COLUMNS.finding(
        "renamed", msg("The column {name} was found by what stands in it; its header is “{text}”.", name=name, text=text),
        place=CellRef(found.file, found.sheet.name, ""),
    )


def _deleted(found: _Sheet, name: str) -> Finding:
    hints = {
        "context": msg("Nothing of this sheet was taken. Bring the column back with its keys, or export the texts anew."),
        "target": msg("Nothing of this sheet was taken. Call the column of the translations target."),
        "source": msg("Without it nobody sees whether somebody changed the texts in the file."),
        "id": msg("Translations of texts that were changed meanwhile, or translated by two people, are looked at more strictly."),
    }
    return rules.COLUMNS.finding(
        "deleted", msg("The sheet has no column {name} any more.", name=name), hint=hints[name],
        place=CellRef(found.file, found.sheet.name, ""),
    )


def _rows(found: _Sheet) -> Iterator[Incoming]:
    """Every row with a key; one whose translation cannot be read as a text is told, and has none."""
    spanned = _merged_rows(found)
    for row in sorted({row for row, _ in found.sheet.cells if row > found.header}):
        target, source = found.cell(row, "target"), found.text(row, "source")
        if _header_name(target.text if target else "") == "target" and _header_name(source) == "source":
            continue  # a header once more: two workbooks copied into one
        key, mark, edited = _key(found, row)
        if not key:
            if target and target.text.strip():
                found.findings.append(rules.KEYS.finding(
                    "no-key", msg("A translation without a key was not taken: “{text}”.", text=_shown(target.text)),
                    hint=msg("Write it into the row of the text it belongs to."), place=found.place(row),
                ))
            continue
        refused = _merged(found, row) if row in spanned else _no_text(found, row, target, source)
        if refused:
            found.findings.append(refused)
            found.refused.append(base_name(key)[0])
            continue
        unsaid = edited or "source" not in found.columns
        yield Incoming(
            key, found.text(row, "target"), found.place(row), mark.kind if mark else None,
            fuzzy=_folded(found.text(row, "fuzzy")) not in _NOT_FUZZY and not says_meant(found.text(row, "fuzzy")),
            source=None if unsaid else source, mark=mark, note=_note(found, row),
            stranger=None if mark or unsaid else read_mark(found.text(row, "id")),
        )


def _note(found: _Sheet, row: int) -> str:
    """What the translator wrote beside the text, also as a note on its cells."""
    cells = [found.cell(row, name) for name in ("source", "target", "fuzzy", "translator_comments")]
    said = [MEANT_LINE] if says_meant(found.text(row, "fuzzy")) else []
    notes = [*said, found.text(row, "translator_comments"), *(cell.comment for cell in cells if cell)]
    return "\n".join(dict.fromkeys(filter(None, map(tidy, notes))))


def _key(found: _Sheet, row: int) -> tuple[str, Mark | None, bool]:
    """The key of a row, its mark, and whether the two were not of one text (rows sorted apart): the source then says which holds."""
    name = " ".join(found.text(row, "context").split())
    mark = read_mark(found.text(row, "id"))
    if mark is None or not mark.name:
        # Weblate gives no key to a text that has no context, and tells the forms of a label by a number of its own.
        group, form = found.text(row, "id_hash"), found.text(row, "target_plural_form")
        label = f"|{found.text(row, 'source')}"
        return (f"{group}[{form}]" if group and form else name or (label if label in found.known["labels"] else "")), mark, False
    if not name or name == " ".join(mark.name.split()):
        return mark.name, mark, False
    of_source = source_digest(found.text(row, "source"))
    if of_source == mark.source:
        return mark.name, mark, False
    sources = [texts[base] for texts in found.known.values() if (base := base_name(name)[0]) in texts]
    if any(source_digest(source) == of_source for source in sources):
        return name, None, False
    found.findings.append(rules.KEYS.finding(
        "unknown-key", msg("The key was changed to “{key}” and is none of the edition's.", key=_shown(name))
        if not sources else msg("Key, text and hidden mark of the row belong to different texts (“{key}”).", key=_shown(name)),
        hint=msg("The row was not taken: put the key back, or export the texts anew."), place=found.place(row),
    ))
    return "", None, True


def _no_text(found: _Sheet, row: int, cell: Cell | None, source: str) -> Finding | None:
    """Why a cell cannot be taken for a translation; None where it can."""
    if cell is None:
        return None
    kept = msg("The translation that there was is kept. Write it as a text (in Excel with ' before it).")
    place = found.place(row)
    if cell.formula or cell.kind is CellKind.UNCALCULATED:
        return rules.NOT_TEXT.finding("formula", msg("The cell of the translation holds a formula."), hint=kept, place=place)
    if cell.kind is CellKind.TEXT or (cell.kind is CellKind.NUMBER and tidy(cell.text) == tidy(source)):
        return None
    code, about = {
        CellKind.ERROR: ("error", msg("The cell of the translation holds an error: {text}.", text=cell.text)),
        CellKind.DATE: ("date", msg("The cell of the translation holds a date: {text}.", text=cell.text)),
    }.get(cell.kind, ("number", msg("The cell of the translation holds a number: {text}.", text=cell.text)))
    return rules.NOT_TEXT.finding(code, about, hint=kept, place=place)


def _merged_rows(found: _Sheet) -> frozenset[int]:
    """Rows whose translation is one cell with that of another row."""
    column = found.columns["target"]
    spans = [(first, last) for first, left, last, right in found.sheet.merges if left <= column <= right and last > first > found.header]
    return frozenset(row for first, last in spans for row in range(first, last + 1))


def _merged(found: _Sheet, row: int) -> Finding:
    return rules.NOT_TEXT.finding(
        "merged", msg("The cell of the translation is merged with that of another row."),
        hint=msg("Neither was taken: part the cells, and write each translation into its own."), place=found.place(row),
    )


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]} …"
