"""A design, read from layouts/<name>/: grid, sheets, breaks and templates, as the stages want them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.doors.templates import TemplateSet
from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.fitlimits import read_fit
from pipeline.makeup import FurnitureSettings, Gap, MakeupSettings, Weights
from pipeline.model.fit import FitLimits, FitOption, Setting
from pipeline.model.galley import StyleSheet
from pipeline.model.inks import BLACK, IN_BLACK, Inks
from pipeline.model.message import Figure, msg
from pipeline.model.pages import MM, PageGeometry
from pipeline.palette import RESERVED, Palette, palette_css, read_palette, variables_of
from pipeline.stylesheets import joined, require_closed

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
    fit: FitLimits
    setting: Setting
    """What it is set in: as designed, or as copy-fitting chose."""
    inks: Inks = IN_BLACK

    def for_printer(self, bleed_mm: float, safe_mm: float) -> Design:
        """The same for a printer with another bleed, or another edge to keep text off; only what stands outside the text moves."""
        furniture = replace(self.furniture, bleed_mm=bleed_mm, safe_mm=max(safe_mm, self.furniture.tab_safe_mm))
        return self if furniture == self.furniture else replace(self, furniture=furniture)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What stylesheets take as variables: copy-fitting's setting, and the colours as they are in the job."""

    setting: Setting
    palette: Palette
    inks: Inks

    def css(self, wanted: set[str]) -> str:
        """The rules that give the ``wanted`` variables their values: what does not depend on one is not set anew for it."""
        setting = self.setting
        fitted = f":root {{ --size: {setting.size:g}pt; --leading: {setting.leading:g}pt }}" if wanted & RESERVED else ""
        return "\n".join(filter(None, (fitted, palette_css(self.palette, self.inks, wanted))))


def read_design(
    name: str, texts: Mapping[str, str], trim_mm: tuple[float, float], bleed_mm: float, setting: Setting | None = None,
    inks: Inks = IN_BLACK, safe_mm: float = 0.0,
) -> Design:
    """A design from the texts of its folder (file name -> text), in a job's ``inks``; ``setting`` None: as designed.

    ``bleed_mm`` and ``safe_mm`` are the printer's: how far what bleeds goes past the trim, and how far text keeps off it.

    Raises Unreadable where layout.toml is missing, does not parse, or lacks a setting, BrokenTemplate where a stylesheet is cut off.
    """
    place = f"layouts/{name}/layout.toml"
    try:
        settings = parse_toml(texts["layout.toml"], place)
        limits = read_fit(settings, place)
        geometry = _geometry(settings, trim_mm, limits.index_columns)
        limits = replace(limits, index_columns=_roomy(limits.index_columns, geometry))
        setting = setting or limits.setting()
        palette = read_palette(settings, place)
        chosen = _Chosen(setting, palette, inks)
        return Design(
            name=name,
            geometry=geometry,
            sheets=_sheets(settings["sheets"], texts, geometry, chosen, f"layouts/{name}"),
            makeup=_makeup(settings, setting, limits),
            furniture=_furniture({**settings["furniture"], "safe_mm": safe_mm}, bleed_mm, palette, inks),
            templates=TemplateSet(name, {file: text for file, text in texts.items() if file.endswith(".j2")}),
            opens_on_recto=settings["chapter"]["opens"] == "recto",
            foot_mm=settings["page"]["foot_mm"],
            fit=limits,
            setting=setting,
            inks=inks,
        )
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            msg("{file} lacks a setting or has one too many: {reason}.", file=place, reason=str(error)),
            msg("Compare it with the file of the design “pocket”."),
        ) from error


def _geometry(settings: Mapping[str, Any], trim_mm: tuple[float, float], index_columns: FitOption) -> PageGeometry:
    page = settings["page"]
    _require_room(settings, trim_mm, index_columns.designed)
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


def _roomy(columns: FitOption, geometry: PageGeometry) -> FitOption:
    """As many index columns as the trim has room for; copy-fitting tries no more."""
    values = [columns.value(steps) for steps in columns.steps]
    most = max(value for value in values if value <= columns.designed or geometry.column_width(round(value)) >= NARROWEST_MM * MM)
    return replace(columns, most=most)


def _require_room(settings: Mapping[str, Any], trim_mm: tuple[float, float], most_columns: float) -> None:
    """Raises Unreadable where the trim leaves less than a column can be set in: its words would stand out of it, over each other."""
    page = settings["page"]
    width, height = trim_mm[0] - page["inner_mm"] - page["outer_mm"], trim_mm[1] - page["top_mm"] - page["foot_mm"]
    gutters = {int(columns): gutter for columns, gutter in settings["gutters_mm"].items()}
    narrowest = min((width - gutter * (columns - 1)) / columns for columns, gutter in gutters.items() if columns <= most_columns)
    if narrowest >= NARROWEST_MM and height >= LOWEST_MM:
        return
    raise Unreadable(
        msg("A trim size of {width} × {height} mm is too small for this design.", width=Figure(trim_mm[0]), height=Figure(trim_mm[1])),
        msg(
            "Its columns would be {column} mm wide and {depth} mm high; they need {least} and {lowest}. Choose a greater trim_mm.",
            column=f"{max(narrowest, 0):.0f}", depth=f"{max(height, 0):.0f}", least=NARROWEST_MM, lowest=LOWEST_MM,
        ),
    )


def _sheets(
    settings: Mapping[str, Any], texts: Mapping[str, str], geometry: PageGeometry, chosen: _Chosen, folder: str
) -> dict[str, StyleSheet]:
    made = {}
    for file in sorted({file for sheet in settings.values() for file in sheet["css"]}):
        require_closed(f"{folder}/{file}", texts[file])
    for kind, sheet in settings.items():
        wanted = {name for file in sheet["css"] for name in variables_of(texts[file])}
        css, files = joined(sheet["css"], texts, folder, chosen.css(wanted))
        height = geometry.column_height if sheet.get("height") == "type-area" else 0.0
        width = round(_width(sheet["width"], geometry, chosen.setting.index_columns), 3)
        made[kind] = StyleSheet(kind, css, width, round(height, 3), files, chosen.inks.colours)
    return made


def _furniture(table: Mapping[str, Any], bleed_mm: float, palette: Palette, inks: Inks) -> FurnitureSettings:
    measures = dict(table)
    colour = measures.pop("tab_colour", None)
    ink = BLACK if colour is None else palette[colour].ink(inks)
    return FurnitureSettings(bleed_mm=bleed_mm, **measures, tab_ink=ink)


def _width(wanted: str | float, geometry: PageGeometry, index_columns: int) -> float:
    if isinstance(wanted, (int, float)):
        return wanted * MM
    if wanted == "measure":
        return geometry.measure
    if wanted == "half":
        return geometry.measure / 2
    word, columns = wanted.split()
    if word != "column":
        raise KeyError(f"width = {wanted!r}")
    return geometry.column_width(index_columns if columns == "index" else int(columns))


def _makeup(settings: Mapping[str, Any], setting: Setting, limits: FitLimits) -> MakeupSettings:
    weights: dict[str, float] = dict(settings["weights"])
    gaps = {
        name: Gap(gap["natural_pt"], gap.get("stretch_pt", 0.0), gap.get("shrink_pt", 0.0)) for name, gap in settings["gaps"].items()
    }
    # A narrower space gives less; how far one may be stretched to end a column level is another matter, and stays.
    wider = setting.spacing - limits.spacing.designed
    share = setting.spacing / limits.spacing.designed
    gaps["entry"] = replace(gaps["entry"], natural=setting.spacing, shrink=gaps["entry"].shrink * share)
    gaps["seam"] = replace(gaps["seam"], natural=gaps["seam"].natural + limits.seam_share * wider)
    return MakeupSettings(gaps, Weights(baseline=setting.leading, **weights), **settings.get("keep", {}))
