"""What the report of a build is made from: facts only, worded and laid out by pipeline.proof.report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.balance import Balance
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang, Lang
from pipeline.model.findings import Finding
from pipeline.model.fit import Fitted
from pipeline.model.listings import Change
from pipeline.model.localised import CoverageCount
from pipeline.model.merges import Merge
from pipeline.model.privacy import LeftOut, MobilesWithheld
from pipeline.model.source import FileReading
from pipeline.model.standing import Untranslated

__all__ = ["ReportFacts", "ReportedFile"]


@dataclass(frozen=True, slots=True)
class ReportedFile:
    """A file this build wrote; ``name`` counts from build/<edition>/, with "/"; ``pages`` is 0 for what has none.

    ``printer``: the profile that a press file was made for.
    """

    name: str
    lang: EditionLang
    pages: int = 0
    printer: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One build of an edition. Holds no clock, no timings, no cache counts and no folder of this machine: same input, same report."""

    edition: Edition
    lang: Lang
    """The language the report is worded in: the staff's, unless somebody asked for another."""
    data_date: str
    """The date of the data as that language writes it."""
    exit_code: int
    readings: tuple[FileReading, ...]
    unreadable: tuple[str, ...]
    """Workbooks that could not be opened at all."""
    balance: Balance
    coverage: tuple[CoverageCount, ...]
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...]
    """Findings somebody answers for, each with the reason."""
    changes: tuple[Change, ...]
    files: tuple[ReportedFile, ...]
    failed: tuple[EditionLang, ...] = ()
    """Languages whose PDFs were wrong when read again; nothing of them was written."""
    without_print: tuple[EditionLang, ...] = ()
    """Languages with too few translations for a press file."""
    untranslated: tuple[Untranslated, ...] = ()
    """What stands in another language in the books of which too much does, in the order of their pages."""
    merges: tuple[Merge, ...] = ()
    """The ledger of rows that are printed as one listing."""
    fitted: tuple[Fitted, ...] = ()
    """How each language was fitted to a page count, where one was asked for."""
    left_out: tuple[LeftOut, ...] = ()
    """Rows that are not printed at a listing's own wish."""
    mobiles_withheld: tuple[MobilesWithheld, ...] = ()
    only: str = ""
    """The one workbook that the report is about; "" for all of the edition."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """Workbook -> the way from the report's folder to the marked copy that ``guide return`` made of it, with "/"."""
