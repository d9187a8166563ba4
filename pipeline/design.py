"""A design, read from layouts/<name>/: grid, sheets, breaks and templates, as the stages want them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.doors.templates import TemplateSet
from pipeline.errors import Unreadable
from pipeline.makeup import FurnitureSettings, Gap, MakeupSettings, Weights
from pipeline.model.galley import StyleSheet
from pipeline.model.message import msg
from pipeline.model.pages import MM, PageGeometry

__all__ = ["Design", "read_design"]


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
        settings = tomllib.loads(texts["layout.toml"])
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
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(msg("{file} is not valid TOML: {reason}.", file=place, reason=str(error)), msg("Mend that line.")) from error
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            msg("{file} lacks a setting or has one too many: {reason}.", file=place, reason=str(error)),
            msg("Compare it with the file of the design “pocket”."),
        ) from error


def _geometry(settings: Mapping[str, Any], trim_mm: tuple[float, float]) -> PageGeometry:
    page = settings["page"]
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
