"""What the fast setter needs of the engine's computed values, read off into a :class:`Style`.

Every property that the setter does not know must have its initial value; else NotPlain says which has not, and the engine sets the
block. So a rule nobody thought of here is obeyed all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.doors.engine.markup import NotPlain
from pipeline.doors.engine.setting import load_engine
from pipeline.doors.engine.shaping import Fount, fount_of
from pipeline.model.galley import FontFace
from pipeline.model.inks import cmyk_ink, spot_ink

__all__ = ["Style", "style_of"]

_READ: Final = frozenset({
    "display", "color", "background_color", "font_family", "font_feature_settings", "font_kerning", "font_language_override",
    "font_size", "font_stretch", "font_style", "font_variant", "font_variant_alternates", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight", "hyphens",
    "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone", "lang", "line_height", "orphans", "widows", "break_before", "break_after",
    "break_inside", "padding_top", "padding_right", "padding_bottom", "padding_left",
    "margin_top", "margin_bottom", "text_align_all", "text_align_last",
    "text_indent", "white_space", "width", "border_top_width", "border_top_style", "border_top_color", "border_bottom_width",
    "border_bottom_style", "border_bottom_color",
})  # fmt: skip
_WITHOUT_EFFECT: Final = frozenset({
    # They name, count and mark: nothing of it is drawn.
    "anchor", "bookmark_label", "bookmark_level", "bookmark_state", "counter_increment", "counter_reset", "counter_set",
    "list_style_image", "list_style_position", "list_style_type", "page", "quotes", "size", "color_scheme", "margin_break",
    # They say how something is drawn that a Style never has: an outline, a column rule, a picture.
    "outline_color", "outline_width", "tab_size", "column_gap", "column_rule_width", "column_rule_color", "border_left_color",
    "border_right_color", "border_left_width", "border_right_width", "text_decoration_color", "text_decoration_style",
    "text_decoration_thickness", "text_underline_offset", "background_attachment", "background_origin", "background_position",
    "background_repeat", "background_size", "bleed_left", "bleed_right", "bleed_top", "bleed_bottom",
})  # fmt: skip
_LOGICAL: Final = ("block_", "inline_", "_block", "_inline", "_start_start", "_start_end", "_end_start", "_end_end")
"""Logical names: the engine reads them when it is asked for the physical property."""
_SIDES: Final = ("top", "right", "bottom", "left")
_ALIGNMENTS: Final = {"start": 0.0, "left": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Computed values of one context; lengths in CSS pixels (96 to the inch), ink as PDF operators."""

    is_block: bool
    fount: Fount
    ink: str
    ground: str
    """Ink of the background, or nothing."""
    line_height: float
    baseline: float
    """From the top of the line height down to the baseline."""
    margin: tuple[float, float]
    """Above and below a block."""
    padding: tuple[float, float, float, float]
    border_top: tuple[float, str]
    border_bottom: tuple[float, str]
    width: float | None
    indent: float
    alignment: tuple[float, float]
    """The part of the free space that stands before a line, and before the last."""
    nowrap: bool
    hyphenates: bool
    limits: tuple[int, int, int, float]
    lead: tuple[Style, str] | None
    """What a leader before the phrase repeats, and its style."""
    breaks: Mapping[str, Any]
    """What cutting reads: orphans, widows and the three break properties, by the engine's names."""


def _ink(color: Any, what: str) -> str:
    """The operators of a colour, of any job's inks."""
    if color.space not in ("device-cmyk", "--spot") or color.alpha != 1:
        raise NotPlain(f"a {what} that is not opaque device-cmyk()")
    return spot_ink(color.coordinates[0]) if color.space == "--spot" else cmyk_ink(color.coordinates)


def style_of(element: Any, style_for: Any, faces: tuple[FontFace, ...]) -> Style:
    """The style of an element of the engine's document, by what it computed. Raises NotPlain."""
    computed = style_for(element)
    for pseudo in ("first-line", "first-letter"):
        if style_for(element, pseudo) is not None:
            raise NotPlain(f"::{pseudo}")
    if _generates(style_for(element, "after")):
        raise NotPlain("::after")
    before = style_for(element, "before")
    return _style(computed, faces, _lead(before, faces) if _generates(before) else None)


def _generates(made: Any) -> bool:
    """Whether a pseudo-element is there."""
    return made is not None and made["display"] != ("none",) and made["content"] not in ("normal", "inhibit", "none")


def _lead(made: Any, faces: tuple[FontFace, ...]) -> tuple[Style, str]:
    """The leader that a ``::before`` is, and nothing but that. Raises NotPlain."""
    try:
        (((kind, (what, text)),), style) = made["content"], _style(made, faces, None, "content")
    except (TypeError, ValueError):
        raise NotPlain("::before") from None
    if (kind, what) != ("leader()", "string") or not text or style.is_block or any(style.padding):
        raise NotPlain("::before")
    return style, text


def _style(computed: Any, faces: tuple[FontFace, ...], lead: tuple[Style, str] | None, but: str = "") -> Style:
    _refuse_the_unknown(computed, but)
    is_block = computed["display"] in (("block", "flow"), ("block", "flow-root"))
    if not is_block and computed["display"] != ("inline", "flow"):
        raise NotPlain(f"display: {' '.join(computed['display'])}")
    if is_block and lead:
        raise NotPlain("::before of a block")
    from weasyprint.text.line_break import strut

    fount = fount_of(computed, faces)
    line_height, baseline = strut(computed)
    ground = computed["background_color"]
    return Style(
        is_block=is_block,
        fount=fount,
        ink=_ink(computed["color"], "colour"),
        ground=_ink(ground, "background") if ground.alpha else "",
        line_height=line_height,
        baseline=baseline,
        margin=(_margin(computed, "top"), _margin(computed, "bottom")) if is_block else (0.0, 0.0),
        padding=tuple(_pixels(computed, f"padding_{side}") for side in _SIDES),  # type: ignore[arg-type]
        border_top=_border(computed, "top", is_block),
        border_bottom=_border(computed, "bottom", is_block),
        width=None if computed["width"] == "auto" or not is_block else _pixels(computed, "width"),
        indent=_pixels(computed, "text_indent") if is_block else 0.0,
        alignment=_alignment(computed),
        nowrap=_choice(computed, "white_space", {"normal": False, "nowrap": True}),
        hyphenates=_choice(computed, "hyphens", {"none": False, "manual": False, "auto": True}),
        limits=(*computed["hyphenate_limit_chars"], _pixels(computed, "hyphenate_limit_zone")),
        lead=lead,
        breaks=_breaks(computed),
    )


def _refuse_the_unknown(computed: Any, but: str) -> None:
    """Every property that is not read has its initial value, but one."""
    for name, value in _initial_values().items():
        if _plain_value(computed[name]) != value and name != but:
            raise NotPlain(f"{name.replace('_', '-')}: {computed[name]}")
    for side in ("left", "right"):
        if computed[f"border_{side}_width"]:
            raise NotPlain(f"border-{side}")


def _pixels(computed: Any, name: str) -> float:
    value = computed[name]
    if getattr(value, "unit", "px") != "px" or not isinstance(getattr(value, "value", value), (int, float)):
        raise NotPlain(f"{name.replace('_', '-')} that is not a length")
    return float(getattr(value, "value", value))


def _margin(computed: Any, side: str) -> float:
    margin = _pixels(computed, f"margin_{side}")
    if margin < 0:
        raise NotPlain(f"margin-{side} below nothing")
    return margin


def _choice(computed: Any, name: str, known: Mapping[str, Any]) -> Any:
    value = computed[name]
    if value not in known:
        raise NotPlain(f"{name.replace('_', '-')}: {value}")
    return known[value]


def _alignment(computed: Any) -> tuple[float, float]:
    lines: float = _choice(computed, "text_align_all", _ALIGNMENTS)
    return lines, _choice(computed, "text_align_last", {"auto": lines, **_ALIGNMENTS})


def _border(computed: Any, side: str, is_block: bool) -> tuple[float, str]:
    width = computed[f"border_{side}_width"]
    if not width:
        return 0.0, ""
    if not is_block or computed[f"border_{side}_style"] != "solid":
        raise NotPlain(f"border-{side}")
    color = computed[f"border_{side}_color"]
    return float(width), _ink(computed["color"] if color == "currentcolor" else color, "border")


def _breaks(computed: Any) -> dict[str, Any]:
    breaks = {name: computed[name] for name in ("orphans", "widows", "break_inside", "break_before", "break_after")}
    for name in ("break_before", "break_after"):
        if breaks[name] != "auto" and not str(breaks[name]).startswith("avoid"):
            raise NotPlain(f"{name.replace('_', '-')}: {breaks[name]}")
    return breaks


def _plain_value(value: Any) -> Any:
    """Shorthands give lists where the initial value is a tuple."""
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=1)
def _initial_values() -> dict[str, Any]:
    """Initial values, as computed for a bare span, of all properties the setter neither reads nor may disregard."""
    load_engine()
    from weasyprint import HTML
    from weasyprint.css import get_all_computed_styles
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.css.targets import TargetCollector
    from weasyprint.text.fonts import FontConfiguration

    html = HTML(string="<!DOCTYPE html><html><body><span></span></body></html>")
    style = get_all_computed_styles(html, font_config=FontConfiguration(), target_collector=TargetCollector())(html.etree_element[-1][0])
    logical = {name for name in INITIAL_VALUES if any(part in name for part in _LOGICAL)}
    return {name: _plain_value(style[name]) for name in INITIAL_VALUES if name not in _READ | _WITHOUT_EFFECT | logical}
