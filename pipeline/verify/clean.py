"""What a press file must hold nothing of: every page is scanned once, and its verdict kept with those of its texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from hashlib import sha256
from typing import Final

from pipeline.doors.pdf import SCAN_FORM, InspectedPage, Stain, scan_pdf
from pipeline.model.findings import Finding, PageRef
from pipeline.model.message import msg
from pipeline.verify.apart import apart
from pipeline.verify.rules import CLEAN
from pipeline.verify.standards import PressTerms

__all__ = ["begin_to_scan", "clean_of", "forbidden", "found_clean"]

_CLEAN: Final = "clean"


def begin_to_scan(content: bytes, pages: Collection[int], terms: PressTerms, executor: Executor | None) -> Callable[[], list[Stain]]:
    """Scan these pages (indexes) in another process, where there is any; what is forbidden comes when the answer is called."""
    return apart(executor, scan_pdf, content, pages, terms.is_opaque) if pages else list


def clean_of(
    pages: Sequence[InspectedPage], terms: PressTerms | None, known: Mapping[str, str]
) -> tuple[dict[str, str], dict[int, str]]:
    """The verdicts that still stand, and the pages to scan: page index -> what its verdict will be called, "" for one to keep to itself.

    A verdict holds for a page's operators and all its resources but fonts: one of Type 3 has operators of its own.
    """
    if terms is None:
        return {}, {}
    kept: dict[str, str] = {}
    due: dict[int, str] = {}
    for index, page in enumerate(pages):
        nameable = page.drawing and all(font.kind != "Type3" for font in page.fonts.values())
        name = sha256(f"scan {SCAN_FORM} {terms.is_opaque} {page.drawing}".encode()).hexdigest() if nameable else ""
        if name and known.get(name) == _CLEAN:
            kept[name] = _CLEAN
        else:
            due[index] = name
    return kept, due


def found_clean(due: Mapping[int, str], stains: Sequence[Stain]) -> dict[str, str]:
    """Verdicts of the pages that were scanned and found clean."""
    stained = {stain.page_index for stain in stains}
    return {name: _CLEAN for index, name in due.items() if name and index not in stained}


def forbidden(stains: Sequence[Stain], file: str) -> Iterator[Finding]:
    """One sentence for each kind of thing on each page."""
    for stain in stains:
        if stain.where:
            message = msg("The press file must not hold “{what}”, which stands in {where}", what=stain.what, where=stain.where)
        else:
            message = msg("The press file must not hold “{what}”, which stands in the page's operators", what=stain.what)
        hint = msg("Take back the last change to the design or its pictures; printers refuse this, or print it in another colour.")
        yield CLEAN.finding("forbidden", message, hint=hint, place=PageRef(file, stain.page_index + 1))
