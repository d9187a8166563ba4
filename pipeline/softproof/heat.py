"""How much ink lies where: the sum of all plates in steps of colour, what is beyond the limit, the darkest square of 15 mm."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageMath

from pipeline.doors.plates import DOT_MM, PagePlates
from pipeline.preflight.coverage import WINDOW_MM, worst_window
from pipeline.softproof.areas import Area
from pipeline.softproof.drawn import INK, NARROWEST_MM, QUIET, font_of, png

__all__ = ["Coverage", "HeatWords", "coverage_of", "heat_map"]

STEP: Final = 51
"""Levels of a step of colour: 20 %."""
_MOST_STEPS: Final = 20
"""400 %; more is drawn as that."""
_LEVEL: Final = 2.55
"""Levels of one per cent."""
_STOPS: Final = (
    (0, (255, 255, 255)), (1, (231, 241, 249)), (5, (107, 174, 214)), (8, (65, 171, 93)), (11, (254, 217, 118)), (14, (241, 105, 19)),
    (20, (127, 39, 4)),
)
"""Colours of some steps; the others lie between. Step 0 is bare paper, step 1 up to 20 %."""
_OVER: Final = (226, 0, 122)
"""Beyond the limit: no step has it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """``peak``: per cent at the darkest dot; ``window``: the highest mean of a square of 15 mm, and where that lies; ``over``: share of
    the printed area beyond the limit.
    """

    peak: float
    window: float
    place: Area
    over: float = 0.0


@dataclass(frozen=True, slots=True)
class HeatWords:
    """What the legend says, worded: its title, the limit ("" without one), peak and window, and the line that this is no contract proof."""

    title: str
    limit: str
    figures: str
    caution: str


def coverage_of(page: PagePlates, area: Area, dpi: float, limit: float | None) -> Coverage:
    """Measure the ink in part of a page; ``limit`` in per cent."""
    total = _total(page, area)
    least, most = total.getextrema()
    assert isinstance(least, (int, float))
    assert isinstance(most, (int, float))
    window, place = _window(total, area, dpi)
    over = 0.0
    if limit is not None and most > limit * _LEVEL + 1:
        over = sum(_beyond(total, limit).histogram()[1:]) / (total.width * total.height)
    return Coverage(most / _LEVEL, window, place, over)


def heat_map(
    page: PagePlates, area: Area, trim: Area, dpi: float, limit: float | None, measured: Coverage, words: HeatWords, face: bytes
) -> bytes:
    """PNG: the page up to its bleed with its trim, the darkest square, and a legend below."""
    total = _total(page, area)
    steps = ImageMath.lambda_eval(lambda held: held["min"]((held["total"] + (STEP - 1)) / STEP, _MOST_STEPS), total=total).convert("L")
    steps.putpalette([channel for colour in _COLOURS for channel in colour])
    picture = steps.convert("RGB")
    if limit is not None:
        picture.paste(_OVER, mask=_beyond(total, limit))
    pen = ImageDraw.Draw(picture)
    line = max(1, round(0.25 * dpi / 25.4))
    left, top = area[:2]
    pen.rectangle((trim[0] - left, trim[1] - top, trim[2] - left - 1, trim[3] - top - 1), outline=(58, 143, 196), width=line)
    if measured.window > 0:
        x0, y0, x1, y1 = measured.place
        pen.rectangle((x0 - left, y0 - top, x1 - left - 1, y1 - top - 1), outline=INK, width=2 * line)
    return png(_with_legend(picture, dpi, limit, words, face), dpi)


def _total(page: PagePlates, area: Area) -> Image.Image:
    """The sum of all plates, in levels."""
    size = (page.width, page.height)
    total = Image.new("I", (area[2] - area[0], area[3] - area[1]))
    for dots in page.plates.values():
        plate = Image.frombytes("L", size, dots).crop(area)
        if plate.getbbox() is not None:
            total = ImageMath.lambda_eval(lambda held: held["total"] + held["plate"], total=total, plate=plate)
    return total


def _beyond(total: Image.Image, limit: float) -> Image.Image:
    """White where there is more ink than the limit; a level of rounding is none."""
    most = int(limit * _LEVEL + 1)
    beyond: Image.Image = ImageMath.lambda_eval(lambda held: (held["total"] > most) * 255, total=total)
    return beyond.convert("L")


def _window(total: Image.Image, area: Area, dpi: float) -> tuple[float, Area]:
    """The square as preflight finds it, on dots of its size."""
    dots = dpi * DOT_MM / 25.4
    size = (max(1, round(total.width / dots)), max(1, round(total.height / dots)))
    small = total.convert("F").resize(size, Image.Resampling.BOX).convert("I")
    levels = small.tobytes()
    stride = 4 * small.width
    rows = [int.from_bytes(levels[at : at + stride], "little") for at in range(0, len(levels), stride)]
    worst, x, y = worst_window(rows, small.width)
    side = WINDOW_MM / DOT_MM
    place = (round(x * dots), round(y * dots), round((x + side) * dots), round((y + side) * dots))
    left, top = area[:2]
    return worst / _LEVEL, (
        left + place[0], top + place[1], min(area[2], left + place[2]), min(area[3], top + place[3]),
    )


def _steps() -> list[tuple[int, int, int]]:
    """A colour for each step."""
    made = []
    for step in range(_MOST_STEPS + 1):
        (low, below), (high, above) = next(
            (one, other) for one, other in itertools.pairwise(_STOPS) if one[0] <= step <= other[0]
        )
        share = (step - low) / (high - low)
        made.append(tuple(round(first + share * (second - first)) for first, second in zip(below, above, strict=True)))
    return [(red, green, blue) for red, green, blue in made]


_COLOURS: Final = _steps()


def _with_legend(picture: Image.Image, dpi: float, limit: float | None, words: HeatWords, face: bytes) -> Image.Image:
    dot = dpi / 25.4
    side, bar = max(2, round(2 * dot)), max(6, round(4 * dot))
    size = max(8, round(2.8 * dot))
    across = max(picture.width, round(NARROWEST_MM * dot))
    room = across - 2 * side
    lines = [words.title, words.figures, words.caution]
    widest = max(font_of(face, size).getlength(line) for line in lines)
    if widest > room:
        size = max(8, int(size * room / widest))
    font, lead = font_of(face, size), round(size * 1.35)
    made = Image.new("RGB", (across, picture.height + bar + 5 * lead + 2 * side), "white")
    made.paste(picture)
    pen = ImageDraw.Draw(made)
    y = picture.height + side // 2
    pen.text((side, y), words.title, INK, font=font)
    y += lead + side // 2
    _bar(pen, (side, y, room, bar), limit, words.limit, (face, size))
    y += bar + 2 * lead
    for text, colour in ((words.figures, INK), (words.caution, QUIET)):
        pen.text((side, y), text, colour, font=font)
        y += lead
    return made


def _bar(pen: ImageDraw.ImageDraw, place: tuple[int, int, int, int], limit: float | None, word: str, type_: tuple[bytes, int]) -> None:
    """The scale from 0 to 400 %, each hundred numbered above its own line of type; the limit with its name below that."""
    x, y, width, height = place
    face, size = type_
    font, lead = font_of(face, size), round(size * 1.3)

    def at(percent: float) -> int:
        return x + round(width * percent / (20 * _MOST_STEPS))

    for step in range(_MOST_STEPS):
        over = limit is not None and 20 * step >= limit
        pen.rectangle((at(20 * step), y, at(20 * step + 20) - 1, y + height), fill=_OVER if over else _COLOURS[step + 1])
    if limit is not None and limit % 20 and limit < 400:
        pen.rectangle((at(limit), y, at(20 * (limit // 20 + 1)) - 1, y + height), fill=_OVER)
    pen.rectangle((x, y, x + width - 1, y + height), outline=QUIET)
    for percent in range(0, 401, 100):
        label = f"{percent} %"
        wide = font.getlength(label)
        if limit is None or abs(at(percent) - at(limit)) > wide:  # the line of the limit would cross it
            pen.text((min(max(x, at(percent) - wide / 2), x + width - wide), y + height + 1), label, QUIET, font=font)
    if limit is not None and limit <= 400:
        pen.line((at(limit), y - 2, at(limit), y + height + lead), fill=INK, width=max(1, height // 8))
        wide = font.getlength(word)
        pen.text((min(max(x, at(limit) - wide / 2), x + width - wide), y + height + lead), word, INK, font=font)
