"""The [fit] table of layout.toml: what it gives the design, and one sentence for each mistake in it."""

from __future__ import annotations

import re

import pytest

from pipeline.design import Design, read_design
from pipeline.errors import Unreadable
from pipeline.model.fit import Setting
from pipeline.stock import read_design_texts

TEXTS = read_design_texts("pocket")


def design(layout: str = TEXTS["layout.toml"], setting: Setting | None = None) -> Design:
    return read_design("pocket", {**TEXTS, "layout.toml": layout}, (148.0, 210.0), 3.0, setting)


def changed(table: str, key: str, value: str) -> str:
    """layout.toml with one value of [fit.TABLE] replaced; "" takes the line away."""
    head, mark, rest = TEXTS["layout.toml"].partition(f"[{table}]")
    line = f"{key} = {value}" if value else ""
    return head + mark + re.sub(rf"^{key} = [^\n#]*", line, rest, count=1, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("table", "key", "value", "said"),
    [
        ("fit.spacing", "step", "0", "layouts/pocket/layout.toml, [fit.spacing]: “step” must be above 0."),
        ("fit.spacing", "designed", "11", "layouts/pocket/layout.toml, [fit.spacing]: “designed” must be the same as gaps.entry natural_pt, 10.5."),
        ("fit.leading", "designed", "10.25", "layouts/pocket/layout.toml, [fit.leading]: “designed” must be the same as page baseline_pt, 10.5."),
        ("fit.size", "least", "8.6", "layouts/pocket/layout.toml, [fit.size]: “designed” must lie between “least” and “most”."),
        ("fit.size", "least", "6", "layouts/pocket/layout.toml, [fit.size]: type under 7 pt cannot be read."),
        ("fit.size", "weight", '"much"', "layouts/pocket/layout.toml, [fit.size]: “weight” must be a number, 0 or more."),
        ("fit.size", "most", "", "layouts/pocket/layout.toml, [fit.size]: “most” must be a number, 0 or more."),
        ("fit.leading", "least", "8", "layouts/pocket/layout.toml, [fit.leading]: lines would touch: the least leading must be no less than the largest type."),
        ("fit.index_columns", "most", "5", "layouts/pocket/layout.toml, [fit.index_columns]: 5 columns have no gutter in [gutters_mm]."),
        ("fit.index_columns", "step", "0.5", "layouts/pocket/layout.toml, [fit.index_columns]: 3.5 columns have no gutter in [gutters_mm]."),
        ("fit", "typesettings", "0", "layouts/pocket/layout.toml, [fit]: “typesettings” must be at least 1."),
        ("fit", "notes_page", "true", "layouts/pocket/layout.toml, [fit]: “notes_page” must be a number, 0 or more."),
    ],
)
def test_a_mistake_is_one_sentence_that_names_file_and_table(table: str, key: str, value: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        design(changed(table, key, value))
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (TEXTS["layout.toml"].replace("[fit.size]", "[fit.points]"), "[fit]: “points” is not known there."),
        (TEXTS["layout.toml"].replace("notes_page = ", "notes_pages = "), "[fit]: “notes_pages” is not known there."),
        (re.sub(r"\[fit\.size\][^[]*", "", TEXTS["layout.toml"]), "[fit.size]: the table is missing."),
        (re.sub(r"\[fit[^[]*", "", TEXTS["layout.toml"]), "[fit]: the table is missing."),
    ],
)
def test_a_table_too_few_or_too_many_is_named(layout: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        design(layout)
    assert str(caught.value) == f"layouts/pocket/layout.toml, {said}"


def test_a_setting_changes_its_own_sheets_and_spaces_and_no_others() -> None:
    designed, fitted = design(), design(setting=Setting(8.25, 10.25, 8.35, 4))
    assert designed.setting == Setting(10.5, 10.5, 8.5, 3)
    different = {kind for kind in designed.sheets if designed.sheets[kind] != fitted.sheets[kind]}
    assert different == {"entry", "expert", "front", "index-line"}
    assert fitted.geometry == designed.geometry
    assert fitted.sheets["index-line"].width == pytest.approx(fitted.geometry.column_width(4), abs=0.001)
    before, after = designed.makeup.gaps["entry"], fitted.makeup.gaps["entry"]
    assert (after.natural, after.stretch) == (8.25, before.stretch)
    assert after.shrink / after.natural == pytest.approx(before.shrink / before.natural)
    assert fitted.makeup.gaps["seam"].natural == pytest.approx(-2.25 * designed.fit.seam_share)
    assert {name for name in designed.makeup.gaps if designed.makeup.gaps[name] != fitted.makeup.gaps[name]} == {"entry", "seam"}
    assert fitted.makeup.weights.baseline == 10.25


@pytest.mark.parametrize(("trim", "most"), [((148.0, 210.0), 4), ((130.0, 200.0), 3)])
def test_a_trim_without_room_for_another_index_column_is_not_refused_and_none_is_tried(trim: tuple[float, float], most: int) -> None:
    fit = read_design("pocket", TEXTS, trim, 3.0).fit
    assert fit.index_columns.value(fit.index_columns.steps[-1]) == most
