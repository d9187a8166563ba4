"""Ink on the sheet, from the plates themselves: points 12 and 16 of the checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final
from urllib.parse import quote

from pipeline.doors.pdf.painted import PageFacts
from pipeline.doors.plates import DOT_MM, PagePlates
from pipeline.model.findings import Box, Finding, PageRef, Severity, rule
from pipeline.model.message import Message, msg
from pipeline.preflight.inks import BLACK, CMYK_PLATES
from pipeline.preflight.inventory import page_ranges
from pipeline.preflight.order import POINT, Order
from pipeline.preflight.registry import File

__all__ = ["COVERAGE", "PLATES", "WINDOW_MM", "measured", "too_large", "worst_window"]

PLATES = rule(
    "INK-112",
    title=msg("The pages have other plates than were ordered"),
    rationale=msg("Every plate is made, washed and paid for. A trace of yellow in a black job is a second plate, or is missing."),
    codes={"extra-plate": Severity.ERROR, "not-measured": Severity.INFO},
    source="prepress checklist, point 12; plates as Ghostscript separates them",
)
COVERAGE = rule(
    "INK-116",
    title=msg("More ink than the paper takes"),
    rationale=msg("Too much ink does not dry: it sets off on the next sheet, and sheets stick together in the pile."),
    codes={"window": Severity.ERROR, "peak": Severity.WARNING, "not-measured": Severity.INFO},
    source="GWG 2022, R0026; printers' profiles",
)
_TRACE: Final = 2
"""Levels of 255 that rounding leaves on a plate."""
WINDOW_MM: Final = 15
"""GWG 2022, R0026: a square of 15 mm on each side."""
_WINDOW: Final = round(WINDOW_MM / DOT_MM)
_STEP: Final = 3
_PEAK_DOTS: Final = round(1 / DOT_MM**2)
"""Dots of a square millimetre."""
_LANE: Final = 4
"""Bytes a dot in sums: numbers of any length add whole rows at once."""


def measured(file: File, plates: Iterable[PagePlates] | None) -> Iterator[Finding]:
    """Look at every page's plates; where there are none the checks are open, and so is the verdict."""
    order, missing = file.order, set(range(1, len(file.pages) + 1))
    if not _asked(order):
        return
    for page in plates or ():
        missing.discard(page.page)
        if page.page <= len(file.pages):
            yield from _page(page, file.pages[page.page - 1], file)
    if missing:
        reason = (
            msg("the name of a spot colour is too long for Ghostscript") if plates is not None and _has_long_name(file)
            else msg("pages {pages}", pages=page_ranges(missing)) if plates is not None
            else msg("a page is larger than two square metres") if too_large(file.pages)
            else msg("Ghostscript is not installed")
        )
        yield from _not_measured(file, min(missing), reason)


_LONGEST_NAME: Final = 200
"""Bytes of a plate's name, which Ghostscript writes into the name of a file; ISO 32000-1, annex C, allows 127."""


def _has_long_name(file: File) -> bool:
    return any(len(quote(name)) > _LONGEST_NAME for name in file.spots)


_LARGEST_MM2: Final = 2_000_000
"""Twice A0: a sheet for any book; what claims to be larger would take memory without end."""


def too_large(pages: Iterable[PageFacts]) -> bool:
    """Whether a page has more area than is separated."""
    for page in pages:
        x0, y0, x1, y1 = page.media or page.final
        if (x1 - x0) * (y1 - y0) * (page.unit / POINT) ** 2 > _LARGEST_MM2:
            return True
    return False


def _asked(order: Order) -> bool:
    return order.colours in ("K", "CMYK") or order.tac is not None


def _not_measured(file: File, page: int, reason: Message) -> Iterator[Finding]:
    place = file.place(page)
    if file.order.colours in ("K", "CMYK"):
        yield PLATES.finding("not-measured", msg("The plates were not measured: {reason}", reason=reason), place=place)
    if file.order.tac is not None:
        hint = msg("Install Ghostscript and run it again.")
        yield COVERAGE.finding("not-measured", msg("The ink coverage was not measured: {reason}", reason=reason), hint=hint, place=place)


def _page(page: PagePlates, facts: PageFacts, file: File) -> Iterator[Finding]:
    order = file.order
    area = _printed(page, facts)
    cut = {name: _cut(plate, page.width, area) for name, plate in page.plates.items()}
    inked = {name: rows for name, rows in cut.items() if max(map(max, rows), default=0) > _TRACE}
    allowed = {BLACK, *order.spots} if order.colours == "K" else {*CMYK_PLATES, *order.spots}
    extra = sorted(set(inked) - allowed - {"All"}) if order.colours != "any" else []
    if extra:
        message = msg("The page has ink on the plates {names}, which were not ordered", names=", ".join(extra))
        yield PLATES.finding("extra-plate", message, place=file.place(facts.number))
    if order.tac is None or sum(max(map(max, rows)) for rows in inked.values()) <= order.tac * 2.55:
        return
    yield from _too_much(list(inked.values()), order.tac, area, facts, file)


Area = tuple[int, int, int, int]
"""Columns and rows of dots from the top left corner: first and last of each, the last one excluded."""


def _printed(page: PagePlates, facts: PageFacts) -> Area:
    """The dots within the bleed; all of them where the page is turned."""
    media, bleed = facts.media, facts.bleed or facts.final
    if media is None or facts.rotate:
        return (0, 0, page.width, page.height)
    scale = facts.unit / POINT / DOT_MM
    left, right = (bleed[0] - media[0]) * scale, (bleed[2] - media[0]) * scale
    top, foot = (media[3] - bleed[3]) * scale, (media[3] - bleed[1]) * scale
    return (max(0, round(left)), max(0, round(top)), min(page.width, round(right)), min(page.height, round(foot)))


def _cut(plate: bytes, width: int, area: Area) -> list[bytes]:
    x0, y0, x1, y1 = area
    return [plate[row * width + x0 : row * width + x1] for row in range(y0, y1)]


def _too_much(plates: list[list[bytes]], tac: float, area: Area, facts: PageFacts, file: File) -> Iterator[Finding]:
    rows = [sum(_widened(plate[row]) for plate in plates) for row in range(area[3] - area[1])]
    columns = area[2] - area[0]
    worst, x, y = worst_window(rows, columns)
    percent = worst / 2.55
    if percent > tac:
        box = _on_page((area[0] + x, area[1] + y, area[0] + x + _WINDOW, area[1] + y + _WINDOW), facts)
        message = msg("A square of 15 mm carries {sum} % of ink; {most} % are the most", sum=round(percent), most=round(tac))
        yield COVERAGE.finding("window", message, place=PageRef(file.name, facts.number, box))
        return
    limit = tac * 2.55 + 1
    peaks = [(row, column) for row, total in enumerate(rows) for column, dot in enumerate(_dots(total, columns)) if dot > limit]
    if len(peaks) > _PEAK_DOTS:
        xs, ys = [column for _, column in peaks], [row for row, _ in peaks]
        box = _on_page((area[0] + min(xs), area[1] + min(ys), area[0] + max(xs) + 1, area[1] + max(ys) + 1), facts)
        most = max(max(_dots(total, columns)) for total in rows)
        message = msg("Up to {sum} % of ink in places; {most} % are the most", sum=round(most / 2.55), most=round(tac))
        yield COVERAGE.finding("peak", message, place=PageRef(file.name, facts.number, box))


def _widened(row: bytes) -> int:
    """A row of dots as one number in which each has room for sums."""
    wide = bytearray(len(row) * _LANE)
    wide[::_LANE] = row
    return int.from_bytes(wide, "little")


def _dots(total: int, columns: int) -> memoryview:
    return memoryview(total.to_bytes(columns * _LANE, "little")).cast("I")


def worst_window(rows: list[int], columns: int) -> tuple[float, int, int]:
    """The highest mean of a window, and its left and upper edge; a page smaller than a window is one.

    ``rows``: sums of the plates, a dot of ``DOT_MM`` in four bytes, the first dot lowest.
    """
    high, wide = min(_WINDOW, len(rows)), min(_WINDOW, columns)
    worst, at = 0.0, (0, 0)
    total = sum(rows[:high])
    for top in range(len(rows) - high + 1):
        if top:
            total += rows[top + high - 1] - rows[top - 1]
        if top % _STEP and top != len(rows) - high:
            continue
        sums = [0, *accumulate(_dots(total, columns))]
        found, left = max((sums[left + wide] - sums[left], left) for left in range(columns - wide + 1))
        if found > worst:
            worst, at = found, (left, top)
    return worst / (high * wide) if high and wide else 0.0, at[0], at[1]


def _on_page(dots: Area, facts: PageFacts) -> Box | None:
    """Dots as a box in points from the lower left corner of the trim."""
    if facts.media is None or facts.rotate:
        return None
    point = DOT_MM * POINT
    x, y = ((facts.media[0] - facts.final[0]) * facts.unit, (facts.media[3] - facts.final[1]) * facts.unit)
    x0, y0, x1, y1 = dots
    return (round(x + x0 * point, 2), round(y - y1 * point, 2), round(x + x1 * point, 2), round(y - y0 * point, 2))
