"""Ink on the sheet: points 12 and 16 of the checklist. They need the plates themselves, which operators alone do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.findings import Finding, Severity, rule
from pipeline.model.message import msg
from pipeline.preflight.registry import File

__all__ = ["COVERAGE", "PLATES", "not_measured"]

PLATES = rule(
    "INK-112",
    title=msg("The pages have other plates than were ordered"),
    rationale=msg("Every plate is made, washed and paid for. A trace of yellow in a black job is a second plate, or is missing."),
    codes={"not-measured": Severity.INFO},
    source="prepress checklist, point 12",
)
COVERAGE = rule(
    "INK-116",
    title=msg("More ink than the paper takes"),
    rationale=msg("Too much ink does not dry: it sets off on the next sheet, and sheets stick together in the pile."),
    codes={"not-measured": Severity.INFO},
    source="GWG 2022, R0026; printers' profiles",
)


def not_measured(file: File) -> Iterator[Finding]:
    """What is said where the plates could not be had: these checks are open, and the verdict too."""
    if file.order.colours in ("K", "CMYK"):
        yield PLATES.finding("not-measured", msg("The plates were not measured"), place=file.place())
    if file.order.tac is not None:
        yield COVERAGE.finding("not-measured", msg("The ink coverage was not measured"), place=file.place())
