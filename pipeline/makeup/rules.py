"""Rules of make-up."""

from __future__ import annotations

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["OVERFULL"]

OVERFULL = rule(
    "LAY-001",
    title=msg("A column cannot hold what stands in it"),
    rationale=msg(
        "A block that may not be parted and is higher than the column would run over the foot of the page, where the folio "
        "stands and the knife cuts."
    ),
    codes={"overfull-column": Severity.ERROR},
)
