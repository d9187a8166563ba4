"""The one JSON form of a finding: flat keys; what does not apply is absent."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.findings import CellRef, Finding, PageRef
from pipeline.model.message import Message

__all__ = ["FindingJson", "finding_json"]

FindingJson = dict[str, str | int | list[float]]


def finding_json(finding: Finding, say: Callable[[Message], str] = str) -> FindingJson:
    """A finding with the keys id, code, severity, message, hint, source, file, sheet, cell, page, box, before, after, question, field.

    ``say`` words the sentences in the reader's language. ``page`` is 1-based; ``box`` is x0, y0, x1, y1 in points from the lower
    left corner of the trimmed page.
    """
    flat: FindingJson = {"id": finding.id, "code": finding.code, "severity": finding.severity.value, "message": say(finding.message)}
    if finding.hint is not None:
        flat["hint"] = say(finding.hint)
    if finding.source:
        flat["source"] = finding.source
    flat.update(_place_json(finding.place))
    if finding.before is not None:
        flat["before"] = finding.before
    if finding.after is not None:
        flat["after"] = finding.after
    if finding.question:
        flat["question"] = True
        if finding.field:
            flat["field"] = finding.field
    return flat


def _place_json(place: CellRef | PageRef | None) -> FindingJson:
    if place is None:
        return {}
    flat: FindingJson = {"file": place.file}
    if isinstance(place, CellRef):
        if place.sheet:
            flat["sheet"] = place.sheet
        if place.cell:
            flat["cell"] = place.cell
        return flat
    flat["page"] = place.page
    if place.box is not None:
        flat["box"] = list(place.box)
    return flat
