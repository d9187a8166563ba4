"""Preflight: any PDF against what was ordered. Checks are registered with their rules; limits are data (profiles/, a job file)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pipeline.doors.pdf.painted import MOST_PAGES, LockedPdf, NoPdf, PageFacts, Painted, PdfReading, TooManyPages, reading_pdf
from pipeline.doors.plates import PagePlates
from pipeline.errors import Unreadable
from pipeline.model.findings import Finding, PageRef, Severity
from pipeline.model.message import Message, msg
from pipeline.preflight import boxes, colour, cover, edges, lettering, overprint, pictures, structure  # noqa: F401  (they register their checks)
from pipeline.preflight.coverage import measured, too_large
from pipeline.preflight.inks import is_white, plate_names
from pipeline.preflight.inventory import Inventory
from pipeline.preflight.joining import joined, places_of, rest_message
from pipeline.preflight.order import Order, load_order
from pipeline.preflight.registry import FILE_CHECKS, PAGE_CHECKS, PAGE_ENDS, THING_CHECKS, File, Page
from pipeline.preflight.structure import claims_of

__all__ = ["Order", "Preflighted", "Verdict", "load_order", "preflight"]

Verdict = Literal["pass", "fail", "incomplete"]
_SHOWN: Final = 10
"""Findings of one kind that are told of one page each by itself; the rest is counted."""
_KEPT: Final = 2000
"""Findings of one kind that are kept of one page: a page of a map may have a hundred thousand hairlines."""
_OPEN: Final = frozenset({"not-measured", "unread"})
_COMMON_PLATES: Final = frozenset({"Cyan", "Magenta", "Yellow", "Black", "All", "None"})


@dataclass(frozen=True, slots=True)
class Preflighted:
    """What a preflight came to. ``verdict``: "fail" with any error, "incomplete" where a check could not be made, else "pass"."""

    file: str
    order: Order
    pages: int
    findings: tuple[Finding, ...]
    verdict: Verdict
    inventories: dict[str, list[dict[str, Any]]]
    sheets: tuple[PageFacts, ...] = ()
    waived: tuple[tuple[Finding, str], ...] = ()
    """Findings that somebody answers for, each with the reason."""

    def counted(self, severity: Severity) -> int:
        """Places of a severity, those that are only counted among them."""
        return sum(places_of(finding) for finding in self.findings if finding.severity is severity)

    def answered(self, findings: Sequence[Finding], waived: Sequence[tuple[Finding, str]]) -> Preflighted:
        """The same with some findings set apart. What was not measured stays not measured, whoever answers for it."""
        verdict = _verdict(findings)
        if verdict == "pass" and any(finding.code in _OPEN for finding, _ in waived):
            verdict = "incomplete"
        return replace(self, findings=tuple(findings), waived=tuple(waived), verdict=verdict)


def preflight(
    content: bytes,
    file: str,
    order: Order,
    *,
    separate: Callable[[int], Iterable[PagePlates]] | None = None,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> Preflighted:
    """Check a PDF.

    ``separate`` gives the plates of so many pages; without it ink is not measured. ``advance(done, total)`` is called after each
    page. Raises Unreadable where the bytes are no PDF, or one that a password locks.
    """
    try:
        with reading_pdf(content) as pdf:
            facts = pdf.page_facts()
            plates = separate(len(facts)) if separate and not too_large(facts) else None
            return _checked(pdf, File(file, order, pdf.facts(), facts), plates, advance)
    except LockedPdf as error:
        hint = msg("Ask for the file without security settings.")
        raise Unreadable(msg("{file} opens with a password only, so nothing in it can be checked.", file=file), hint) from error
    except TooManyPages as error:
        message = msg("{file} has {pages} pages; {most} are the most that are checked.", file=file, pages=str(error), most=MOST_PAGES)
        raise Unreadable(message, msg("Give it in parts.")) from error
    except NoPdf as error:
        hint = msg("Export it again; a file cut off in sending is the usual reason.")
        raise Unreadable(msg("{file} cannot be read as a PDF: {reason}.", file=file, reason=_reason(str(error))), hint) from error


_REASONS: Final = {
    "unable to find trailer dictionary": msg("its end is missing"), "can't find startxref": msg("its end is missing"),
    "can't find pdf header": msg("it does not begin as one"), "unable to find /root": msg("its list of pages is missing"),
}
"""What qpdf says most often, in lower case, and what that is to people."""


def _reason(said: str) -> Message | str:
    """Why a file is no PDF; what qpdf says seldom is given in its own words."""
    line = (said.strip().splitlines() or ["?"])[0].rstrip(".")[:160]
    return next((words for known, words in _REASONS.items() if known in line.casefold()), f"“{line}”")


def _checked(
    pdf: PdfReading, file: File, plates: Iterable[PagePlates] | None, advance: Callable[[int, int], None]
) -> Preflighted:
    file.claims = claims_of(file.facts)
    order = file.order
    inventory = Inventory()
    findings: list[Finding] = []
    for done, facts_of_page in enumerate(file.pages, 1):
        page = Page(file, facts_of_page)
        findings += _few(joined(_page_findings(pdf, page, inventory)))
        advance(done, len(file.pages))
    file.facts = pdf.facts()  # once more: repairs are told as objects are read
    for check in FILE_CHECKS:
        findings += _few([*check(file)], most=200)
    findings += _few([*measured(file, plates)], most=200)
    graded = sorted(_graded(findings, order), key=_place_of)
    return Preflighted(file.name, order, len(file.pages), tuple(graded), _verdict(graded), inventory.entries(file), tuple(file.pages))


def _page_findings(pdf: PdfReading, page: Page, inventory: Inventory) -> Iterator[Finding]:
    for check in PAGE_CHECKS:
        yield from check(page)
    found: list[Finding] = []
    told: Counter[tuple[str, str]] = Counter()
    number = page.facts.number

    def see(thing: Painted) -> None:
        inventory.add(thing, number)
        page.shows = page.shows or _shows(thing, page)
        for name in plate_names(thing.paint.space) or ():
            if name not in _COMMON_PLATES:
                page.file.spots.setdefault(name, number)
        for seen in THING_CHECKS.get(thing.what, ()):
            for finding in seen(thing, page):
                told[finding.id, finding.code] += 1
                if told[finding.id, finding.code] <= _KEPT:
                    found.append(finding)
        page.below.add(thing)

    page.file.readings.append(pdf.read_page(page.facts, see))
    yield from found
    for check in PAGE_ENDS:
        yield from check(page)
    if not page.shows:
        page.file.blank.append(number)


def _shows(thing: Painted, page: Page) -> bool:
    """Whether a thing leaves anything on the trimmed page."""
    if thing.what == "group" or thing.blank or thing.in_mask or thing.look.alpha <= 0 or not page.is_on_trim(thing.box):
        return False
    return not is_white(thing.paint)


def _few(findings: Sequence[Finding], most: int = _SHOWN) -> Iterator[Finding]:
    """The first findings of each kind, and how many more there are."""
    told: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.id, finding.code)
        told[kind] += 1
        if told[kind] <= most:
            yield finding
    for (rule_id, code), count in told.items():
        if count > most:
            last = next(one for one in findings if (one.id, one.code) == (rule_id, code))
            place = replace(last.place, box=None) if isinstance(last.place, PageRef) else None
            yield replace(last, message=rest_message(count - most), place=place)


def _graded(findings: Iterable[Finding], order: Order) -> Iterator[Finding]:
    """Findings with the severity the profile gives them; what it does not ask for is left out."""
    for finding in findings:
        key = f"{finding.id}/{finding.code}"
        severity = order.severities.get(key, finding.severity)
        if severity is not None:
            yield finding if severity is finding.severity else replace(finding, severity=severity)


def _place_of(finding: Finding) -> tuple[int, str, str]:
    return (finding.place.page if isinstance(finding.place, PageRef) else 0, finding.id, finding.code)


def _verdict(findings: Iterable[Finding]) -> Verdict:
    held = list(findings)
    if any(finding.severity is Severity.ERROR for finding in held):
        return "fail"
    return "incomplete" if any(finding.code in _OPEN for finding in held) else "pass"
