"""The workbooks door: a file's bytes become sheets of cells, or one sentence that says why not.

openpyxl reads .xlsx and .xlsm, python-calamine reads them a second time and is the reader of .xls and .ods; text
tables are read by ourselves. Row numbers and column letters are always those that Excel shows. The readers are imported
with the first file: openpyxl alone takes longer to import than twenty workbooks take to be read.
"""

from __future__ import annotations

from pipeline.doors.workbooks.limits import Limits, require_size
from pipeline.doors.workbooks.memory import without_collection
from pipeline.doors.workbooks.signature import Form, checked_form
from pipeline.model.findings import Finding
from pipeline.model.source import SourceFile, Workbook

__all__ = ["Limits", "load_workbook_readers", "open_workbook", "require_size", "without_collection"]


def load_workbook_readers() -> None:
    """Import the readers of .xlsx and .ods, for files that come later."""
    import pipeline.doors.workbooks.zipped  # noqa: F401


def open_workbook(source: SourceFile, *, limits: Limits | None = None) -> tuple[Workbook, list[Finding]]:
    """Read all cells of a .xlsx, .xlsm, .xls, .ods, .csv or .tsv file.

    Raises Unreadable, with what is wrong and what to do, for lock files, empty, encrypted, damaged, misnamed,
    unsupported and oversized files. Everything that can be read all the same is a finding.
    """
    limits = limits or Limits.raised(source.unpacked_mb)
    form = checked_form(source)
    if form in (Form.TEXT, Form.XLS):
        require_size(source.name, len(source.content), limits)
    with without_collection():
        if form is Form.TEXT:
            from pipeline.doors.workbooks.delimited import read_delimited

            return read_delimited(source, limits)
        if form is Form.XLS:
            from pipeline.doors.workbooks.old_excel import read_xls

            return read_xls(source, limits)
        from pipeline.doors.workbooks.zipped import read_ods, read_xlsx

        if form is Form.OPEN_DOCUMENT:
            return read_ods(source, limits)
        return read_xlsx(source, limits, macros=form is Form.OOXML_MACROS)
