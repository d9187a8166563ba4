"""Rules of the re-reading: what a finished PDF must hold."""

from __future__ import annotations

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = ["BOXES", "CLEAN", "COMPLETE", "FONTS", "HEADS", "LOCATORS", "PICTURES", "PRESS"]

COMPLETE = rule(
    "JOB-001",
    title=msg("A listing is not on the page where it should be"),
    rationale=msg(
        "An organisation that sent its sheet and is missing from the book, or stands in it twice, learns so from the printed copy."
    ),
    codes={"missing-entry": Severity.ERROR, "wrong-page": Severity.ERROR, "repeated-entry": Severity.ERROR, "unlisted": Severity.ERROR},
)
LOCATORS = rule(
    "LAY-003",
    title=msg("A printed page number does not match its target"),
    rationale=msg(
        "Readers find an entry by the number printed in the contents or an index. Nobody rereads every number on a proof; this does."
    ),
    codes={"stale-number": Severity.ERROR, "no-target": Severity.ERROR, "wrong-folio": Severity.ERROR, "wrong-label": Severity.ERROR},
)
HEADS = rule(
    "LAY-006",
    title=msg("A page's head or thumb tab is not that of the page"),
    rationale=msg("Readers leaf through a directory by guide words and tabs; a wrong one sends them past what they look for."),
    codes={"wrong-head": Severity.ERROR, "wrong-tab": Severity.ERROR},
)
FONTS = rule(
    "FNT-002",
    title=msg("A font in the PDF is not one of the layout's"),
    rationale=msg(
        "A font the machine supplied looks right on that machine and nowhere else; one that is not embedded is replaced at the printer's."
    ),
    codes={"foreign-font": Severity.ERROR, "not-embedded": Severity.ERROR},
)
PICTURES = rule(
    "IMG-202",
    title=msg("A picture is not on the page where it should be"),
    rationale=msg("A picture that is missing, or stands elsewhere, leaves a white hole that nobody looks for in five hundred pages."),
    codes={"lost-picture": Severity.ERROR},
)
BOXES = rule(
    "PDF-001",
    title=msg("A page box is not what the edition asks for"),
    rationale=msg("The printer cuts by the TrimBox and places by the BleedBox; a wrong one cuts into text or leaves a white edge."),
    codes={"wrong-box": Severity.ERROR, "wrong-count": Severity.ERROR},
    source="ISO 15930-7, 6.5",
)
PRESS = rule(
    "PDF-002",
    title=msg("The press file is not what its printer's standard asks"),
    rationale=msg("Printers refuse a file that does not name its printing condition, or that holds links which belong on a screen."),
    codes={"no-condition": Severity.ERROR, "annotation": Severity.ERROR, "wrong-standard": Severity.ERROR},
    source="ISO 15930-7, 6.2.2, 6.15; ISO 15930-4 (not opened)",
)
CLEAN = rule(
    "PDF-003",
    title=msg("The press file holds what its printer's standard forbids"),
    rationale=msg(
        "Colours of light, profiles of pictures, transparency and broken gradients are turned into ink by the printer's program, each in "
        "its own way, or stop it; so every stream of a press file is read before it is handed over."
    ),
    codes={"forbidden": Severity.ERROR},
    source="ISO 15930-4 and -7 (not opened); ISO 32000-1, 8.6, 8.7.4.5, 11",
)
