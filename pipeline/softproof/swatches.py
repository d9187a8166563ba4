"""The swatches of a book: its palette with numbers and sums of inks, tints of black and of each spot; every patch in the inks it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pipeline.doors.pdf.true_inks import SpotTone, marked_colour
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.preflight.inks import CMYK_PLATES
from pipeline.preflight.inventory import page_ranges
from pipeline.softproof.palette import Pages, Palette, UsedColour

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet

__all__ = ["SwatchFacts", "swatches_html"]

_TEMPLATE: Final = "swatches.html.j2"
_TINTS: Final = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
_LETTERS: Final = dict(zip(CMYK_PLATES, "CMYK", strict=True))
_KINDS: Final = {"text": msg("text"), "areas": msg("areas"), "lines": msg("lines")}
Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class SwatchFacts:
    """``title`` of the sheet; for each file its ``conditions`` (what it is printed by) and ``limits`` (the most ink in per cent, None
    without one).
    """

    title: str
    conditions: Mapping[str, str]
    limits: Mapping[str, float | None]

    def limit_of(self, colour: UsedColour) -> float | None:
        """The lowest limit of the files it stands in."""
        return min((limit for name in colour.pages if (limit := self.limits.get(name)) is not None), default=None)


@dataclass(slots=True)
class _Tones:
    """Spot tones, each with the colour that stands for it until the sheet is set."""

    held: list[SpotTone] = field(default_factory=list)

    def css(self, tone: SpotTone) -> str:
        if tone not in self.held:
            self.held.append(tone)
        return _css(marked_colour(self.held.index(tone)))


def swatches_html(palette: Palette, facts: SwatchFacts, lang: str, say: Say) -> tuple[str, list[SpotTone]]:
    """The sheet as complete HTML for the engine, and the spot tones that its marked colours stand for, in order."""
    tones = _Tones()
    page = {
        "lang": lang, "eyebrow": say(msg("Swatches")), "title": facts.title,
        "facts": [_facts(name, facts, say) for name in facts.conditions],
        "caution": say(msg("Every patch is set in the inks it names. An office printer shows it otherwise: the numbers hold.")),
        "w": {"colours": say(msg("Colours in the book")), "tints": say(msg("Tints"))},
        "cards": [_card(colour, facts.limit_of(colour), tones, say) for colour in palette.colours],
        "more": say(nmsg("… and {n} more colour", "… and {n} more colours", palette.more)) if palette.more else "",
        "ramps": _ramps(palette, tones, say), "tables": _tables(palette, say),
    }
    return _template().render(_TEMPLATE, page=page) + "\n", tones.held


@cache
def _template() -> TemplateSet:
    from pipeline.doors.templates import TemplateSet

    text = (files("pipeline.softproof") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("softproof", {_TEMPLATE: text})


def _facts(name: str, facts: SwatchFacts, say: Say) -> str:
    limit = facts.limits.get(name)
    told = [name, say(msg("output condition {name}", name=facts.conditions[name]))]
    return " · ".join([*told, *([say(msg("limit {n} %", n=Figure(limit)))] if limit is not None else [])])


def _css(inks: Sequence[float]) -> str:
    return f"device-cmyk({' '.join(f'{share:.4f}' for share in inks)})"


def _card(colour: UsedColour, limit: float | None, tones: _Tones, say: Say) -> dict[str, Any]:
    if colour.has_spot:
        css = tones.css(SpotTone(colour.space.colorants, tuple(round(value, 4) for value in colour.values)))
        inks = dict(colour.inks)
    else:
        css = _css([colour.inks.get(ink, 0.0) for ink in CMYK_PLATES])
        inks = {ink: colour.inks.get(ink, 0.0) for ink in CMYK_PLATES}
    over = limit is not None and colour.total > limit + 0.5
    return {
        "css": css, "name": " · ".join(f"{_LETTERS.get(ink, ink)} {_percent(share)}" for ink, share in inks.items()) + " %",
        "total": say(msg("Sum of inks: {n} %", n=Figure(round(colour.total, 1)))),
        "over": say(msg("over the limit of {n} %", n=Figure(limit or 0))) if over else "",
        "kinds": ", ".join(say(words) for kind, words in _KINDS.items() if kind in colour.kinds), "pages": _pages(colour.pages),
    }


def _percent(share: float) -> str:
    return f"{round(share * 100, 1):g}"


def _pages(pages: Pages) -> list[str]:
    return [f"{name}: {page_ranges(numbers)}" for name, numbers in pages.items()]


def _ramps(palette: Palette, tones: _Tones, say: Say) -> list[dict[str, Any]]:
    made = [{
        "name": say(msg("Black (K)")),
        "tints": [(_css((0, 0, 0, tint / 100)), f"{tint} %") for tint in _TINTS],
    }]
    spots = [(spot, [(tones.css(SpotTone((spot,), (tint / 100,))), f"{tint} %") for tint in _TINTS]) for spot in palette.spots]
    return [*made, *({"name": spot, "tints": tints} for spot, tints in spots)]


def _tables(palette: Palette, say: Say) -> list[dict[str, Any]]:
    listed = ((msg("Pictures and gradients"), palette.pictures), (msg("Colours that name no inks"), palette.foreign))
    return [
        {"title": say(title), "rows": [(name, "; ".join(_pages(pages))) for name, pages in sorted(held.items())]}
        for title, held in listed if held
    ]
