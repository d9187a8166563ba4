"""Patching: a workbook of somebody else is changed in a few places of a few parts, and stays as it is in all others."""

from __future__ import annotations

from pipeline.doors.workbooks.patching.anew import PlainBook, write_plain
from pipeline.doors.workbooks.patching.checking import first_difference, read_again
from pipeline.doors.workbooks.patching.copying import marked_copy
from pipeline.doors.workbooks.patching.spots import NotPatchable

__all__ = ["NotPatchable", "PlainBook", "first_difference", "marked_copy", "read_again", "write_plain"]
