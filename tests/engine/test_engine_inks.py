"""What a job's inks become in a galley, set by the fast setter and by the engine: process colours, a spot colour, what overprints."""

from __future__ import annotations

import re

import pytest

from pipeline.doors.engine import EngineFailure, lay_out
from pipeline.doors.engine.layout import lay_out_by_engine
from pipeline.model.galley import Galley, StyleSheet
from pipeline.model.inks import JobColours
from tests.core.plain_sheet import BASE
from tests.core.small_edition import faces

ACCENT = {"K": "device-cmyk(0 0 0 1)", "K+spot": "color(--spot .8)", "CMYK": "device-cmyk(1 .62 0 .08)"}
CSS = """
h1 { font-size: 20pt; color: var(--accent); border-bottom: .4pt solid device-cmyk(0 0 0 1) }
p { background: var(--accent); border-top: 3pt solid device-cmyk(0 0 0 1) }
.white { color: device-cmyk(0 0 0 0) }
"""
HTML = '<section><h1>Head</h1><p>black <span class="white">white</span> black</p></section>'
SETTERS = (lay_out, lay_out_by_engine)


def sheet(colours: JobColours, css: str = CSS) -> StyleSheet:
    return StyleSheet("test", f":root {{ --accent: {ACCENT[colours or 'CMYK']} }} {BASE}{css}", 160.0, colours=colours)


def painted(galley: Galley) -> list[str]:
    """Each thing painted as "state colour operator", in order, whatever was said twice."""
    found, state, colour = [], "", ""
    for piece in galley.pieces:
        state, kept = "", []
        for token in re.findall(r"/\w+ gs|/\w+ cs [\d.]+ scn|[\d.]+ [\d.]+ [\d.]+ [\d.]+ k|\bf\*?(?=\s|$)|T[jJ]|\bq\b|\bQ\b", piece.content.decode("latin-1")):
            if token == "q":
                kept.append((state, colour))
            elif token == "Q":
                state, colour = kept.pop() if kept else ("", "")
            elif token.endswith("gs"):
                state = token[1:-3]
            elif token.endswith(("k", "scn")):
                colour = token
            else:
                found.append(f"{state} {colour} {'text' if token[0] == 'T' else 'area'}".strip())
    return [thing for at, thing in enumerate(found) if not at or found[at - 1] != thing]


@pytest.mark.parametrize("setter", SETTERS)
def test_in_one_black_nothing_is_said_of_overprint(setter: object) -> None:
    for colours in ("", "K"):
        [galley] = setter([HTML], sheet("K" if colours else "", CSS.replace("var(--accent)", ACCENT["K"])), faces())  # type: ignore[operator]
        assert all(b" gs" not in piece.content and b" cs" not in piece.content for piece in galley.pieces)


@pytest.mark.parametrize(("colours", "accent"), [("K+spot", "/Spot cs 0.8 scn"), ("CMYK", "1 0.62 0 0.08 k")])
@pytest.mark.parametrize("setter", SETTERS)
def test_black_words_and_thin_rules_overprint_and_all_else_knocks_out(setter: object, colours: JobColours, accent: str) -> None:
    [galley] = setter([HTML], sheet(colours), faces())  # type: ignore[operator]
    black, white = "0 0 0 1 k", "0 0 0 0 k"
    assert set(painted(galley)) == {
        f"Over {black} area", f"Knock {accent} text", f"Knock {accent} area", f"Knock {black} area", f"Over {black} text", f"Knock {white} text",
    }


def test_thin_frames_lines_and_underlines_that_the_engine_draws_overprint_too() -> None:
    css = """div { border: 1pt solid; padding: 3pt } .thick { border: 4pt solid } u { text-decoration: underline }
             .dashed { border: 1pt dashed } .mixed { border-style: solid; border-width: 1pt 0 0 3pt }"""
    for markup, wanted in (
        ("<div>x</div>", {"Over area", "Over text"}), ('<div class="thick">x</div>', {"Knock area", "Over text"}),
        ("<div style='border: none'><u>x</u></div>", {"Over text", "Over stroke"}), ('<div class="dashed">x</div>', {"Over stroke", "Over text"}),
        ('<div class="mixed">x</div>', {"Over area", "Knock area", "Over text"}),
    ):
        [galley] = lay_out_by_engine([markup], sheet("CMYK", css), faces())
        found, state, kept = set(), "", []
        for token in re.findall(r"/\w+ gs|\bf\*?(?=\s|$)|\bS(?=\s|$)|T[jJ]|\bq\b|\bQ\b", galley.pieces[0].content.decode("latin-1")):
            if token == "q":
                kept.append(state)
            elif token == "Q":
                state = kept.pop()
            elif token.endswith("gs"):
                state = token[1:-3]
            else:
                found.add(f"{state} {'text' if token[0] == 'T' else 'stroke' if token == 'S' else 'area'}")
        assert found == wanted, markup


@pytest.mark.parametrize("setter", SETTERS)
@pytest.mark.parametrize(("colours", "css"), [
    ("K", "p { color: device-cmyk(1 0 0 0) }"), ("K+spot", "p { background: device-cmyk(0 .2 0 0) }"), ("CMYK", "p { color: color(--spot .5) }"),
    ("K", "p { border-top: 1pt solid color(--spot 1) }"),
])  # fmt: skip
def test_an_ink_that_is_not_of_the_job_is_refused(setter: object, colours: JobColours, css: str) -> None:
    with pytest.raises(EngineFailure, match="an ink that is not of this job"):
        setter(["<p>text</p>"], StyleSheet("test", BASE + css, 160.0, colours=colours), faces())  # type: ignore[operator]


@pytest.mark.parametrize("setter", SETTERS)
def test_where_nothing_is_said_of_the_job_any_process_colour_will_do(setter: object) -> None:
    [galley] = setter(["<p>text</p>"], StyleSheet("test", BASE + "p { color: device-cmyk(1 .5 0 .25) }", 160.0), faces())  # type: ignore[operator]
    assert painted(galley) == ["1 0.5 0 0.25 k text"]
