"""Rules of typesetting."""

from __future__ import annotations

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["ENGINE", "MEASURE", "MISSING_GLYPH"]

MISSING_GLYPH = rule(
    "FNT-001",
    title=msg("A character has no glyph in the fonts"),
    rationale=msg(
        "The page would show an empty box or a letter from another font. On screen many viewers hide it; on paper it stays."
    ),
    codes={"missing-glyph": Severity.ERROR},
)

ENGINE = rule(
    "LAY-002",
    title=msg("The layout engine complained"),
    rationale=msg("The engine only logs what it cannot do and goes on; on paper that is a rule, a font or a picture lost in silence."),
    codes={"engine-warning": Severity.WARNING},
)

MEASURE = rule(
    "LAY-007",
    title=msg("A line stands out of its column"),
    rationale=msg("A few points into the gutter are seen by a reader who looks for them; at the edge of the page they are cut off."),
    codes={"stands-out": Severity.WARNING},
)
