"""A job as it is handed off to a printer: every number that is said on paper, in job.json or in the job ticket comes from here.

Lengths in millimetres, thickness of paper too; pages count both sides of a leaf.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.model.fields import EditionLang

__all__ = ["FORM", "BookJob", "HandedFile", "Job", "SpineSum", "WaivedFinding"]

FORM = 1
"""Raised when the form of job.json changes."""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A PDF that plates are made of. ``trim_mm``: of every page; ``bleed_mm``: what all edges have at least.

    ``order``: what it was checked against, in the form of a preflight job file (pipeline/preflight/job.schema.json).
    """

    file: str
    sha256: str
    pages: int
    trim_mm: tuple[float, float]
    bleed_mm: float
    order: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SpineSum:
    """How wide the spine is and why: leaves times their thickness, both covers, what the printer adds for glue and creases.

    ``stated``: the printer gave the width himself; the parts are then what paper and board come to.
    """

    leaves: int
    leaf_caliper_mm: float
    block_mm: float
    cover_mm: float
    allowance_mm: float
    width_mm: float
    tolerance_mm: float
    stated: bool = False


@dataclass(frozen=True, slots=True)
class BookJob:
    """One language's book. ``run``: copies. ``spine`` is None where there is none (saddle stitch); then ``creep_mm`` is not.

    ``press_sheets`` and ``kilograms``: paper of the block for the whole run, waste included. ``spine_text``: "" where none stands there.
    """

    lang: EditionLang
    title: str
    isbn: str
    run: int
    paper: str
    pages: int
    conventional_sheets: float
    press_sheets: int
    kilograms: float
    spine: SpineSum | None
    creep_mm: float | None
    spine_text: str
    fonts: tuple[str, ...]
    interior: HandedFile
    cover: HandedFile

    @property
    def files(self) -> tuple[HandedFile, ...]:
        """The PDFs that plates are made of."""
        return (self.interior, self.cover)


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding that somebody answers for; ``sentence`` in each of the bag's languages, ``reason`` as it was given."""

    id: str
    code: str
    place: str
    sentence: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """All books of one hand-off. ``job``: its name, which the bag is called by; ``since``: number of the round before, 0 for none.

    Inks are names of plates: on both sides of a leaf, and on the outside of the cover. ``format_cm``: sheet and fraction that
    conventional sheets are counted from. ``contacts``: "publisher" and "printer" -> language -> name and how to reach them.
    """

    form: int
    job: str
    edition: str
    round: int
    since: int
    printer_profile: str
    order_number: str
    program: str
    data_date: str
    trim_mm: tuple[float, float]
    bleed_mm: float
    binding: Literal["perfect", "saddle"]
    signature: int
    interior_inks: tuple[str, ...]
    cover_inks: tuple[str, ...]
    grammage_gsm: float
    leaf_caliper_mm: float
    cover_grammage_gsm: float
    cover_caliper_mm: float
    finish: str
    pdfx: str
    output_condition: str
    condition: str
    ink_limit_percent: float | None
    cover_pdfx: str
    cover_output_condition: str
    cover_condition: str
    cover_ink_limit_percent: float
    sheet_cm: tuple[float, float]
    format_cm: tuple[float, float, int]
    contacts: Mapping[str, Mapping[EditionLang, str]]
    books: tuple[BookJob, ...]
    waived: tuple[WaivedFinding, ...] = ()

    def title_in(self, lang: str) -> str:
        """The title of the book in that language, else of the first."""
        return next((book.title for book in self.books if book.lang == lang), self.books[0].title)
