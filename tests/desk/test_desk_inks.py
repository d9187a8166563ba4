"""Which inks a book is printed in is said in edition.toml; what a design's colours are in each is said in its layout.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import stock
from pipeline.design import Design, read_design
from pipeline.errors import Unreadable
from pipeline.model.inks import IN_BLACK, Inks, Spot
from pipeline.settings import read_edition

ROOT = Path(__file__).resolve().parents[2]
EDITION = (ROOT / "sources" / "edition.toml").read_text("utf-8")
TEXTS = stock.read_design_texts("pocket")
BLUE = '\n[spot]\nname = "PANTONE 286 C"\ncmyk = [100, 66, 0, 2]\n'
SPOT = Inks("K+spot", Spot("PANTONE 286 C", (1.0, 0.66, 0.0, 0.02)))


def inks(colours: str, more: str = "") -> Inks:
    assert 'colours = "K"' in EDITION
    return read_edition(EDITION.replace('colours = "K"', f'colours = "{colours}"') + more).inks


def test_an_edition_that_says_nothing_is_printed_in_one_black() -> None:
    assert read_edition(EDITION.replace('colours = "K"\n', "")).inks == IN_BLACK


def test_the_three_kinds_of_interiors() -> None:
    assert inks("K") == inks("K", BLUE) == IN_BLACK
    assert inks("K+spot", BLUE) == SPOT
    assert inks("CMYK") == Inks("CMYK")


@pytest.mark.parametrize(
    ("colours", "more", "told"),
    [
        ("RGB", "", "edition.colours"),
        ("K+spot", "", "no spot colour is given"),
        ("K+spot", BLUE.replace("100,", "120,"), "spot.cmyk"),
        ("K+spot", BLUE.replace(", 2]", "]"), "spot.cmyk"),
        ("K+spot", BLUE.replace("PANTONE 286 C", ""), "spot.name"),
        ("K+spot", BLUE.replace("PANTONE 286 C", "Black"), "“Black” is not the name of a spot colour"),
        ("K+spot", BLUE.replace("PANTONE 286 C", "қ" * 64), "is not the name"),
        ("K+spot", BLUE.replace("PANTONE 286 C", "all"), "“all” is not the name"),
        ("K+spot", BLUE.replace("PANTONE 286 C", "PANTONE 286\\n"), "is not the name"),
        ("K", BLUE + "pantone = 286\n", "spot.pantone"),
    ],
)
def test_wrong_inks_are_told_in_one_sentence(colours: str, more: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        inks(colours, more)


def pocket(inks: Inks, layout: str = TEXTS["layout.toml"]) -> Design:
    return read_design("pocket", {**TEXTS, "layout.toml": layout}, (148.0, 210.0), 3.0, inks=inks)


def test_a_colour_of_the_palette_is_what_the_job_can_print() -> None:
    for job, accent, tint, small, tab in (
        (IN_BLACK, "device-cmyk(0 0 0 1)", "device-cmyk(0 0 0 0.12)", "device-cmyk(0 0 0 1)", "0 0 0 1 k"),
        (SPOT, "color(--spot 1)", "color(--spot 0.16)", "color(--spot 1)", "/Spot cs 1 scn"),
        (Inks("CMYK"), "device-cmyk(1 0.62 0 0.08)", "device-cmyk(0.16 0.09 0 0)", "device-cmyk(0 0 0 1)", "1 0.62 0 0.08 k"),
    ):
        made = pocket(job)
        assert f"--accent: {accent}" in made.sheets["opening"].css
        assert f"--accent-small: {small}; --tint: {tint}" in made.sheets["entry"].css
        assert made.furniture.tab_ink == tab
        assert {sheet.colours for sheet in made.sheets.values()} == {job.colours}


def test_a_sheet_is_set_anew_only_for_the_variables_it_looks_at() -> None:
    black, colour = pocket(IN_BLACK).sheets, pocket(Inks("CMYK")).sheets
    assert "--size" not in black["opening"].css
    assert "--size" in black["entry"].css
    assert black["folio-left"].css.replace("--accent-small", "") == colour["folio-left"].css.replace("--accent-small", "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[palette.accent]       # heads, letters, rules, thumb tabs\nk = 100", "[palette.accent]", r"\[palette.accent\]: “k” must be a number"),
        ("spot = 16", "spot = 160", r"\[palette.tint\]: “spot” must be a number from 0 to 100"),
        ("cmyk = [16, 9, 0, 0]", "cmyk = [16, 9, 0]", "“cmyk” must be four numbers"),
        ("cmyk = [16, 9, 0, 0]", 'cmyk = [16, 9, 0, "0"]', "“cmyk” must be a number"),
        ("cmyk = [16, 9, 0, 0]", 'rgb = "#eee"', "“rgb” is not known there"),
        ("[palette.tint]", "[palette.leading]", "“leading” may not stand there"),
        ('tab_colour = "accent"', 'tab_colour = "red"', "red"),
    ],
)
def test_a_wrong_palette_is_told_by_file_and_colour(old: str, new: str, told: str) -> None:
    assert old in TEXTS["layout.toml"]
    with pytest.raises(Unreadable, match=told) as raised:
        pocket(IN_BLACK, TEXTS["layout.toml"].replace(old, new))
    assert "layouts/pocket/layout.toml" in str(raised.value)
