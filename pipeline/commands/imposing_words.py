"""What ``guide impose`` made, in words for those who print, fold and staple, and as plain values for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline import imposition
from pipeline.imposition import Creep, Imposition
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.model.pages import MM
from pipeline.model.sheets import SheetSide

__all__ = ["ImposeJob", "report_json", "report_lines"]

_METHODS: Final = {
    "sheetwise": msg("sheetwise"), "work-and-turn": msg("work-and-turn"), "work-and-tumble": msg("work-and-tumble"),
}


@dataclass(frozen=True, slots=True)
class ImposeJob:
    """What was asked for, and what came of it. ``trim`` and ``bleed`` in points; ``caliper_mm`` 0 where none was given."""

    file: Path
    out: Path
    plan: Imposition
    trim: tuple[float, float]
    bleed: float
    sides: Sequence[SheetSide]
    two_up: bool
    dummy: bool
    shifted: bool
    caliper_mm: float
    annotated: Sequence[int]
    damaged: bool

    @property
    def scale(self) -> float:
        return imposition.two_up_scale(self.trim) if self.two_up else 1.0

    @property
    def creep(self) -> Creep:
        return imposition.creep_of(self.plan.nested_pages, self.caliper_mm)


def report_lines(job: ImposeJob) -> Iterator[Message]:
    """The result, what was added or left out, then what to do with the sheets."""
    yield _headline(job)
    if not job.two_up:
        yield from _sizes(job)
    yield from _blanks(job)
    yield from _creep(job)
    yield from _warnings(job)
    yield from _instructions(job) if job.two_up else _key(job)


def _headline(job: ImposeJob) -> Message:
    plan, sheets = job.plan, len(job.plan.sheets)
    pages = nmsg("{n} page", "{n} pages", plan.pages)
    if job.two_up:
        return nmsg(
            "{out}: {pages} on {n} sheet of A4", "{out}: {pages} on {n} sheets of A4", sheets, out=str(job.out), pages=pages
        )
    what = msg("saddle stitch") if plan.scheme == "saddle" else msg("bound from signatures")
    return nmsg(
        "{out}: {pages} on {n} press sheet ({what}, {method}), {formes}",
        "{out}: {pages} on {n} press sheets ({what}, {method}), {formes}",
        sheets, out=str(job.out), pages=pages, what=what, method=_METHODS[plan.method],
        formes=nmsg("{n} forme", "{n} formes", len(job.sides)),
    )


def _sizes(job: ImposeJob) -> Iterator[Message]:
    sizes = [sheet.size for sheet in job.plan.sheets]
    if sizes[-1] != sizes[0]:
        smaller = ", ".join(str(size) for size in sizes if size != sizes[0])
        yield msg("Sheets of {size} pages; at the end smaller ones: {smaller}.", size=sizes[0], smaller=smaller)
    else:
        yield msg("Sheets of {size} pages.", size=sizes[0])


def _blanks(job: ImposeJob) -> Iterator[Message]:
    blanks = job.plan.blanks
    if blanks:
        yield nmsg(
            "{n} blank page was added at the end, for the count must be a multiple of four: {pages}.",
            "{n} blank pages were added at the end, for the count must be a multiple of four: {pages}.",
            len(blanks), pages=", ".join(map(str, blanks)),
        )


def _creep(job: ImposeJob) -> Iterator[Message]:
    creep = job.creep
    if creep.layers < 2 or job.two_up:
        return
    if not job.caliper_mm:
        yield msg("{layers} leaves lie in one another; --caliper-mm tells by how much the innermost stand out.", layers=creep.layers)
        return
    done = msg("pages were moved to the spine by as much") if job.shifted else msg("pages were not shifted: --creep shift does that")
    yield msg(
        "Creep: the innermost of {layers} leaves stand out by {creep} mm; {done}.",
        layers=creep.layers, creep=Figure(creep.greatest_mm, 2), done=done,
    )


def _warnings(job: ImposeJob) -> Iterator[Message]:
    if job.damaged:
        yield msg("{file} is damaged; what could be mended was. Compare the sheets with it before you print.", file=str(job.file))
    if job.annotated and not job.dummy:
        yield nmsg(
            "Comments or form fields of {n} page were left out: sheets carry what is printed.",
            "Comments or form fields of {n} pages were left out: sheets carry what is printed.", len(job.annotated),
        )
    if not job.two_up and not job.bleed:
        yield msg("The pages have no bleed: what should run off the paper will show a white edge if the knife is off.")


def _key(job: ImposeJob) -> Iterator[Message]:
    if job.dummy:
        yield msg("This is a folding dummy: print it at actual size, fold it, and compare the folios.")
    yield msg("At the foot of each sheet: its number, side (A outer, B inner, AB both from one set of plates) and pages.")
    yield msg("Dashed marks are folds, solid ones cuts.")


def _instructions(job: ImposeJob) -> Iterator[Message]:
    yield msg("1. Print {out} on A4, on both sides, turned over the short edge, at actual size (100 %).", out=str(job.out))
    booklets = max(sheet.booklet for sheet in job.plan.sheets)
    if booklets == 1:
        yield msg("2. Fold all sheets together in the middle, page 1 outside, and staple them in the fold.")
    else:
        sheets = sum(sheet.booklet == 1 for sheet in job.plan.sheets)
        yield msg(
            "2. Fold every {sheets} sheets together in the middle and staple them in the fold; lay the {booklets} booklets on one another.",
            sheets=sheets, booklets=booklets,
        )
    if job.scale < 1:
        yield msg("3. Pages are {percent} % of their true size: do not measure them.", percent=Figure(100 * job.scale, 1))
    else:
        yield msg("3. Pages have their true size; a printer may leave some millimetres at the edges white.")


def report_json(job: ImposeJob, word: Callable[[Message], str]) -> dict[str, Any]:
    """Lengths in millimetres; pages from 1. ``creep_mm`` is null where no caliper was given."""
    plan = job.plan
    return {
        "file": str(job.file), "out": str(job.out), "pages": plan.pages, "blanks": list(plan.blanks), "scheme": plan.scheme,
        "method": plan.method, "two_up": job.two_up, "dummy": job.dummy, "scale": round(job.scale, 4),
        "trim_mm": [_mm(length) for length in job.trim], "bleed_mm": _mm(job.bleed), "layers": job.creep.layers,
        "creep_mm": round(job.creep.greatest_mm, 3) if job.caliper_mm else None, "creep_shifted": job.shifted,
        "pages_with_annotations": list(job.annotated), "damaged": job.damaged, "sheets": _sheets_json(job),
        "sheets_mm": [[_mm(side.width), _mm(side.height)] for side in job.sides],
        "instructions": [word(line) for line in (_instructions(job) if job.two_up else _key(job))],
    }


def _sheets_json(job: ImposeJob) -> Sequence[dict[str, Any]]:
    """``formes``: rows of a side from the top, each page with whether it stands on its head."""
    return [
        {
            "signature": sheet.signature, "booklet": sheet.booklet, "pages": sheet.size, "copies": sheet.copies,
            "formes": [
                [
                    [{"page": cell.page, "turned": cell.turned} for cell in forme.cells if cell.row == row]
                    for row in range(forme.rows)
                ]
                for forme in sheet.formes
            ],
        }
        for sheet in job.plan.sheets
    ]


def _mm(points: float) -> float:
    return round(points / MM, 2)
