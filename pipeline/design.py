"""A design, read from layouts/<name>/: grid, sheets, breaks and templates, as the stages want them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.doors.templates import TemplateSet
from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.makeup import FurnitureSettings, Gap, MakeupSettings, Weights
from pipeline.model.galley import StyleSheet
from pipeline.model.message import msg
from pipeline.model.pages import MM, PageGeometry

__all__ = ["Design", "read_design"]

NARROWEST_MM = 25
"""A column of the index below this cannot hold the longer words of a name."""
LOWEST_MM = 100


@dataclass(frozen=True, slots=True)
class Design:
    """Everything a design decides, at one trim size."""

    name: str
    geometry: PageGeometry
    sheets: Mapping[str, StyleSheet]
    makeup: MakeupSettings
    furniture: FurnitureSettings
    templates: TemplateSet
    opens_on_recto: bool
    foot_mm: float


def read_design(name: str, texts: Mapping[str, str], trim_mm: tuple[float, float], bleed_mm: float) -> Design:
    """A design from the texts of its folder (file name -> text).

    Raises Unreadable where layout.toml is missing, does not parse, or lacks a setting.
    """
    place = f"layouts/{name}/layout.toml"
    try:
        settings = parse_toml(texts["layout.toml"], place)
        geometry = _geometry(settings, trim_mm)
        return Design(
            name=name,
            geometry=geometry,
            sheets=_sheets(settings["sheets"], texts, geometry),
            makeup=_makeup(settings, geometry.baseline),
            furniture=FurnitureSettings(bleed_mm=bleed_mm, **settings["furniture"]),
            templates=TemplateSet(name, {file: text for file, text in texts.items() if file.endswith(".j2")}),
            opens_on_recto=settings["chapter"]["opens"] == "recto",
            foot_mm=settings["page"]["foot_mm"],
        )
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            msg("{file} lacks a setting or has one too many: {reason}.", file=place, reason=str(error)),
            msg("Compare it with the file of the design “pocket”."),
        ) from error


def _geometry(settings: Mapping[str, Any], trim_mm: tuple[float, float]) -> PageGeometry:
    page = settings["page"]
    _require_room(settings, trim_mm)
    baseline = float(page["baseline_pt"])
    height = trim_mm[1] - page["top_mm"] - page["foot_mm"]
    return PageGeometry(
        trim_width=trim_mm[0] * MM,
        trim_height=trim_mm[1] * MM,
        inner=page["inner_mm"] * MM,
        outer=page["outer_mm"] * MM,
        top=page["top_mm"] * MM,
        baseline=baseline,
        lines=int(height * MM / baseline + 1e-6),
        gutters={int(columns): width * MM for columns, width in settings["gutters_mm"].items()},
    )


def _require_room(settings: Mapping[str, Any], trim_mm: tuple[float, float]) -> None:
    """Raises Unreadable where the trim leaves less than a column can be set in: its words would stand out of it, over each other."""
    page = settings["page"]
    width, height = trim_mm[0] - page["inner_mm"] - page["outer_mm"], trim_mm[1] - page["top_mm"] - page["foot_mm"]
    narrowest = min((width - gutter * (int(columns) - 1)) / int(columns) for columns, gutter in settings["gutters_mm"].items())
    if narrowest >= NARROWEST_MM and height >= LOWEST_MM:
        return
    raise Unreadable(
        msg("A trim size of {width} × {height} mm is too small for this design.", width=f"{trim_mm[0]:g}", height=f"{trim_mm[1]:g}"),
        msg(
            "Its columns would be {column} mm wide and {depth} mm high; they need {least} and {lowest}. Choose a greater trim_mm.",
            column=f"{max(narrowest, 0):.0f}", depth=f"{max(height, 0):.0f}", least=NARROWEST_MM, lowest=LOWEST_MM,
        ),
    )


def _sheets(settings: Mapping[str, Any], texts: Mapping[str, str], geometry: PageGeometry) -> dict[str, StyleSheet]:
    made = {}
    for kind, sheet in settings.items():
        css = "\n".join(texts[file] for file in sheet["css"])
        height = geometry.column_height if sheet.get("height") == "type-area" else 0.0
        made[kind] = StyleSheet(kind, css, round(_width(sheet["width"], geometry), 3), round(height, 3))
    return made


def _width(setting: str | float, geometry: PageGeometry) -> float:
    if isinstance(setting, (int, float)):
        return setting * MM
    if setting == "measure":
        return geometry.measure
    if setting == "half":
        return geometry.measure / 2
    word, columns = setting.split()
    if word != "column":
        raise KeyError(f"width = {setting!r}")
    return geometry.column_width(int(columns))


def _makeup(settings: Mapping[str, Any], baseline: float) -> MakeupSettings:
    weights: dict[str, float] = dict(settings["weights"])
    head_gap = weights.pop("head_gap_pt")
    gaps = {
        name: Gap(gap["natural_pt"], gap.get("stretch_pt", 0.0), gap.get("shrink_pt", 0.0)) for name, gap in settings["gaps"].items()
    }
    return MakeupSettings(gaps, Weights(baseline=baseline, **weights), head_gap=head_gap, **settings.get("keep", {}))
