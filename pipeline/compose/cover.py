"""The cover: facts of the book become the values of its template. Everything here is millimetres from the sheet's upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.compose.barcode import BAR_HEIGHT, GUARD, LIGHT_LEFT, LIGHT_RIGHT, MODULES, bar_path
from pipeline.compose.setting import Composing
from pipeline.model.book import Block
from pipeline.model.cover import Barcode, CoverRow, CoverSize, SpineLine
from pipeline.model.pages import MM

__all__ = ["CoverCopy", "Tabs", "WidthOf", "compose_cover"]

ISBN_LINE: Final = 4.3
"""Room for the line above the bars."""
BESIDE_MM: Final = 4.0
"""Between the barcode and what stands beside it."""
DIGIT_ROOM: Final = 3.4
"""Under the bars, for the digits, at 100 %."""


WidthOf = Callable[[str, str], float]
"""Width of a text in a face, by the face's name; in ems."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """Where the book's thumb tabs stand: the first one's top, the last one's foot (from the page's foot), and the size of each."""

    top_mm: float
    bottom_mm: float
    height_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True)
class CoverCopy:
    """All that is said on a cover. ``figures``: how many organisations, regions, experts; ``text`` of the back as Markdown."""

    size: CoverSize
    tabs: Tabs
    pages: int
    rows: tuple[CoverRow, ...]
    figures: tuple[str, ...]
    year: str
    text: str
    contact: str
    price: str
    spine: SpineLine | None
    barcode: Barcode | None


def compose_cover(copy: CoverCopy, composing: Composing, measures: Mapping[str, Any], room: WidthOf) -> Block:
    """The cover's block. ``measures``: the design's cover.toml. Raises KeyError where a measure is missing, BrokenTemplate."""
    edition, lang = composing.edition, composing.lang
    front, back = _panels(copy, measures["front"])
    places = _places(copy, measures["tabs"]["gap_mm"])
    outer = copy.tabs.width_mm + measures["front"]["outer_mm"]
    html = composing.render(
        "cover.html.j2",
        sheet=_box(0, 0, copy.size.width_mm + 2 * copy.size.bleed_mm, copy.size.height_mm + 2 * copy.size.bleed_mm),
        stairs=_stairs(copy, places), tabs=_tabs(copy, places), front=front, back=back, grid=_grid(copy, places),
        publisher=composing.set_text(edition.publisher.name[lang], lang), subtitle=composing.set_text(edition.subtitle[lang], lang),
        logo=edition.cover.logo, contact=copy.contact, year_words=copy.year,
        title=_title(copy, places, composing.set_text(edition.title[lang], lang), measures, room),
        rows=[
            {"name": row.name, "folio": row.folio, "y": _n(top), "height": _n(height)}
            for row, (top, height) in zip(copy.rows, places, strict=True)
        ],
        index={"right": _n(outer + measures["index"]["folio_mm"]), "folio_right": _n(outer)},
        figures=copy.figures, text=composing.mark_up(copy.text), price=copy.price,
        back_text=_back_text(copy, float(back["width"]), measures["back"], room),
        barcode=(barcode := _barcode(copy.barcode) if copy.barcode else None), price_foot=barcode["above"] if barcode else "0",
        contact_width=_n(float(back["width"]) - (float(barcode["width"]) + BESIDE_MM if barcode else 0)),
        spine=_spine(copy, copy.spine, measures["spine"]) if copy.spine else None,
    )
    return Block("cover", "cover", html)


def _panels(copy: CoverCopy, measures: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Front, from the margin at the fold to the fore-edge and from head to foot; back, between its margins."""
    size, margin = copy.size, max(measures["margin_mm"], copy.size.crease_mm)
    head = max(copy.tabs.top_mm, size.safe_mm)
    foot = max(measures["foot_mm"], size.safe_mm)
    left = size.bleed_mm + size.trim_mm[0] + size.spine_mm + margin
    edge = max(copy.tabs.width_mm + measures["margin_mm"], size.safe_mm)
    return (
        _box(left, size.bleed_mm, size.trim_mm[0] - margin, size.height_mm),
        _box(size.bleed_mm + edge, size.bleed_mm + head, size.trim_mm[0] - edge - margin, size.height_mm - head - foot),
    )


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}


def _places(copy: CoverCopy, gap: float) -> list[tuple[float, float]]:
    """Top and height of each tab on the trimmed page: it begins where the book's own begins, and ends before the next."""
    tabs, count = copy.tabs, len(copy.rows)
    room = copy.size.height_mm - tabs.top_mm - tabs.bottom_mm - tabs.height_mm
    step = room / (count - 1) if count > 1 else tabs.height_mm + gap
    height = min(tabs.height_mm, step - gap)
    return [(tabs.top_mm + step * at, height) for at in range(count)]


def _stairs(copy: CoverCopy, places: Sequence[tuple[float, float]]) -> list[dict[str, str]]:
    """The book unrolled from the front's fore-edge over the spine to the back's: each part on its tab's height, where its pages lie.

    A step that would end at a tab or under it goes on under it into the bleed.
    """
    size, edge = copy.size, copy.tabs.width_mm
    page = size.width_mm / max(copy.pages, 1)
    steps = []
    for row, (top, height) in zip(copy.rows, places, strict=True):
        left = size.width_mm - page * (row.page_index + row.pages)
        right = size.width_mm - page * row.page_index
        left = -size.bleed_mm if left <= edge else left
        right = size.width_mm + size.bleed_mm if right >= size.width_mm - edge else right
        steps.append(_box(size.bleed_mm + left, size.bleed_mm + top, right - left, height))
    return steps


def _tabs(copy: CoverCopy, places: Sequence[tuple[float, float]]) -> list[dict[str, str]]:
    """At both fore-edges, and on into the bleed."""
    size, width = copy.size, copy.tabs.width_mm + copy.size.bleed_mm
    right = size.width_mm + 2 * size.bleed_mm - width
    return [_box(x, size.bleed_mm + top, width, height) for top, height in places for x in (0.0, right)]


def _grid(copy: CoverCopy, places: Sequence[tuple[float, float]]) -> dict[str, str]:
    """Lines of the front stand on the heights of tabs: the first, and the last, wherever the book's last tab is."""
    row = places[0][1] if places else 10.0
    last = _last(copy)
    above = copy.size.height_mm - last + 3
    return {"first": _n(copy.tabs.top_mm), "row": _n(row), "last": _n(last), "above_last": _n(above)}


def _last(copy: CoverCopy) -> float:
    """Top of the last tab that a book with many of them has."""
    return copy.size.height_mm - copy.tabs.bottom_mm - copy.tabs.height_mm


def _title(
    copy: CoverCopy, places: Sequence[tuple[float, float]], text: str, measures: Mapping[str, Any], room: WidthOf
) -> dict[str, Any]:
    """The largest size in which the title fits beside the names of those parts that it stands beside."""
    title, size = measures["title"], float(measures["title"]["most_pt"])
    while True:
        for count in range(1, title["lines"] + 1):
            high = title["beside_mm"] + count * size * title["leading"] / MM
            width = _measure(copy, places, high, measures, room)
            lines = _lines(text.split(" "), lambda words: room(title["face"], words) * size / MM, width)  # noqa: B023
            if 0 < len(lines) <= count or (size <= title["least_pt"] and count == title["lines"]):
                return {"lines": lines or [text], "size": _n(size), "leading": _n(size * title["leading"]), "width": _n(width)}
        size -= 0.5


def _measure(
    copy: CoverCopy, places: Sequence[tuple[float, float]], high: float, measures: Mapping[str, Any], room: WidthOf
) -> float:
    """Width for the title, so high above the last part's row, beside the longest name of the rows it reaches up to."""
    index, front = measures["index"], measures["front"]
    names = [row.name for row, (top, height) in zip(copy.rows, places, strict=True) if _last(copy) - high <= top + height]
    longest = max((room(index["face"], name) for name in names), default=0.0) * index["size_pt"] / MM
    inner = max(front["margin_mm"], copy.size.crease_mm)
    return float(copy.size.trim_mm[0] - inner - copy.tabs.width_mm - front["outer_mm"] - index["folio_mm"] - longest - front["between_mm"])


def _lines(words: Sequence[str], width_of: Callable[[str], float], measure: float) -> list[str]:
    """The words in as few lines as the measure allows, the longest of them as short as can be; none where a word is too long."""
    best: list[tuple[int, float, list[str]]] = [(0, 0.0, [])]
    for end in range(1, len(words) + 1):
        ways = [
            (count + 1, max(longest, width), [*lines, line])
            for start, (count, longest, lines) in enumerate(best)
            if (width := width_of(line := " ".join(words[start:end]))) <= measure
        ]
        if not ways:
            return []
        best.append(min(ways, key=lambda way: way[:2]))
    return best[-1][2]


def _back_text(copy: CoverCopy, panel_mm: float, measures: Mapping[str, Any], room: WidthOf) -> dict[str, str]:
    """The largest size in which the text of the back ends above the barcode, reckoned by its bare words; the least where none does."""
    width = min(measures["width_mm"], panel_mm)
    high = copy.size.height_mm - copy.tabs.top_mm - measures["below_mm"] - len(copy.figures) * measures["figure_mm"]
    paragraphs = [one for one in (" ".join(part.split()) for part in copy.text.split("\n\n")) if one]
    size = float(measures["most_pt"])
    while size > measures["least_pt"]:
        lines = sum(len(_flowed(one, lambda words: room(measures["face"], words) * size / MM, width)) for one in paragraphs)  # noqa: B023
        if (lines * measures["leading"] * size + (len(paragraphs) - 1) * measures["between_pt"]) / MM <= high:
            break
        size -= 0.25
    return {"size": _n(size), "leading": _n(size * measures["leading"]), "width": _n(width)}


def _flowed(text: str, width_of: Callable[[str], float], measure: float) -> list[str]:
    """Words in lines, as they come."""
    lines: list[str] = []
    used, space = 0.0, width_of(" ")
    for word in text.split(" "):
        long = width_of(word)
        if lines and used + space + long <= measure:
            lines[-1] += f" {word}"
            used += space + long
        else:
            lines.append(word)
            used = long
    return lines


def _barcode(barcode: Barcode) -> dict[str, Any]:
    module = barcode.module_mm
    scale = module / 0.33
    bars_height = (BAR_HEIGHT + GUARD) * module
    top = ISBN_LINE
    height = top + (BAR_HEIGHT + 1.5) * module + DIGIT_ROOM * scale + 0.5
    number = barcode.number
    starts = [-9.5, *(3 + 7 * at for at in range(6)), *(50 + 7 * at for at in range(6))]
    digits = [
        {"text": digit, "x": _n((LIGHT_LEFT + start) * module), "y": _n(top + (BAR_HEIGHT + 1.5) * module), "width": _n(7 * module)}
        for digit, start in zip(number, starts, strict=True)
    ]
    digits.append({"text": ">", "x": _n((LIGHT_LEFT + MODULES) * module), "y": digits[0]["y"], "width": _n(7 * module)})
    return {
        "isbn": barcode.isbn, "path": bar_path(barcode), "x": _n(LIGHT_LEFT * module), "y": _n(top), "bars_width": _n(MODULES * module),
        "bars_height": _n(bars_height), "view": f"{MODULES} {BAR_HEIGHT + GUARD:.4f}", "digits": digits, "digit_pt": _n(10.5 * scale),
        "width": _n((LIGHT_LEFT + MODULES + LIGHT_RIGHT) * module),
        "height": _n(height), "above": _n(height + 3),
    }


def _spine(copy: CoverCopy, line: SpineLine, measures: Mapping[str, Any]) -> dict[str, Any]:
    """The line lies level, as long as the spine, and is turned about its upper left corner."""
    size, ends = copy.size, measures["ends_mm"]
    left, top, length = size.bleed_mm + size.trim_mm[0], size.bleed_mm + ends, size.height_mm - 2 * ends
    x, y = (left, top + length) if line.upwards else (left + size.spine_mm, top)
    return {
        "way": "upwards" if line.upwards else "downwards", "place": _box(x, y, length, size.spine_mm), "size": _n(line.size_pt),
        "spaced": _n(line.spaced_pt), "lower": _n(line.lower_pt), "text": line.text, "ending": line.ending,
    }
