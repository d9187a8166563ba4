"""What in a design cannot be printed is told with file and line, before anything is set; good designs are silent."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import stages, stock
from pipeline.desk import Desk
from pipeline.errors import BrokenTemplate
from pipeline.memory import Memory
from pipeline.model.findings import registered_rules
from pipeline.model.inks import IN_BLACK, Inks, Spot
from pipeline.progress import SilentProgress
from pipeline.stylelint import lint_design, lint_drawing, require_printable

POCKET = stock.read_design_texts("pocket")
LAYOUT = POCKET["layout.toml"]
SPOT = Inks("K+spot", Spot("PANTONE 286 C", (1.0, 0.66, 0.0, 0.02)))
CMYK = Inks("CMYK")


def faults(css: str, inks: Inks = CMYK, file: str = "own.css") -> list[tuple[int, str]]:
    found = lint_design("own", {"layout.toml": LAYOUT, file: css}, inks)
    assert all(str(finding.message).startswith(f"layouts/own/{file}, line ") for finding in found)
    return [(int(str(finding.message).split("line ")[1].split(":")[0]), finding.code) for finding in found]


@pytest.mark.parametrize("inks", [IN_BLACK, SPOT, CMYK])
def test_the_design_that_comes_with_the_program_is_silent(inks: Inks) -> None:
    assert lint_design("pocket", POCKET, inks) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("background: linear-gradient(device-cmyk(0 0 0 1), device-cmyk(0 0 0 0))", "gradient"),
        ("background-image: repeating-radial-gradient(device-cmyk(0 0 0 1), device-cmyk(0 0 0 0))", "gradient"),
        ("--sky: conic-gradient(device-cmyk(1 0 0 0), device-cmyk(0 0 0 0))", "gradient"),
        ("box-shadow: 1pt 1pt 2pt device-cmyk(0 0 0 1)", "blurred-shadow"),
        ("box-shadow: 1pt 1pt device-cmyk(0 0 0 1), 0 0 3px device-cmyk(0 0 0 .5)", "blurred-shadow"),
        ("border-style: groove", "border-style"),
        ("border-top: 1pt ridge device-cmyk(0 0 0 1)", "border-style"),
        ("border: inset 2pt", "border-style"),
        ("outline-style: outset", "border-style"),
        ("column-rule: 1pt groove", "border-style"),
        ("opacity: .5", "transparency"),
        ("opacity: 50%", "transparency"),
        ("filter: blur(2px)", "transparency"),
        ("mix-blend-mode: multiply", "transparency"),
        ("color: device-cmyk(0 0 0 1 / .5)", "transparency"),
        ("color: red", "screen-colour"),
        ("background: White", "screen-colour"),
        ("border-bottom: 1pt solid #000", "screen-colour"),
        ("color: #0f08", "screen-colour"),
        ("color: rgb(0 0 0)", "screen-colour"),
        ("color: RGBA(0, 0, 0, 1)", "screen-colour"),
        ("color: hsl(0 0% 0%)", "screen-colour"),
        ("color: lab(50% 0 0)", "screen-colour"),
        ("color: oklch(50% 0 0)", "screen-colour"),
        ("color: color(srgb 0 0 0)", "screen-colour"),
        ("color: color-mix(in srgb, device-cmyk(0 0 0 1), device-cmyk(0 0 0 0))", "screen-colour"),
        ("--accent-dark: navy", "screen-colour"),
        ("--accent-dark: hsl(200 50% 20%)", "screen-colour"),
        ("border-color: var(--missing, #333)", "screen-colour"),
        ("fill: teal", "screen-colour"),
        ("color: color(--spot 1)", "wrong-ink"),
        ("background: url(photo.jpg)", "file"),
        ('content: url("photo.jpg")', "file"),
        ("color: var(--acent)", "unset"),
    ],
)
def test_each_fault_is_told_once_with_its_line(rule: str, code: str) -> None:
    assert faults(f"p {{ margin: 0 }}\n@media print {{\n  .x, p::before {{\n    {rule}\n  }}\n}}\n") == [(4, code)]


def test_marks_in_a_page_rule_and_imports_are_told() -> None:
    assert faults("@import 'more.css';\n@page :left {\n  bleed: 3mm; marks: crop cross;\n  @top-left { color: #111 } }") == [
        (1, "file"), (3, "engine-marks"), (4, "screen-colour"),
    ]  # fmt: skip


@pytest.mark.parametrize(("inks", "codes"), [(IN_BLACK, ["wrong-ink"]), (SPOT, ["wrong-ink"]), (CMYK, [])])
def test_an_ink_that_the_job_has_not_is_told(inks: Inks, codes: list[str]) -> None:
    assert [code for _, code in faults("p { color: device-cmyk(0 1 0 0); background: device-cmyk(0% 0% 0% 20%) }", inks)] == codes


@pytest.mark.parametrize(
    "css",
    [
        'p { font-family: "Red", Gold; page: red; grid-area: navy; counter-reset: lime; animation-name: tan }',
        "p { color: transparent; border-color: currentcolor; background: none; color: inherit }",
        "p { opacity: 1; opacity: 100%; filter: none; mix-blend-mode: normal; marks: none; box-shadow: none }",
        "p { box-shadow: inset 1pt 1pt device-cmyk(0 0 0 1); box-shadow: 1pt 1pt 0 2pt device-cmyk(0 0 0 1) }",
        "p { border: 1pt solid device-cmyk(0 0 0 1 / 1); color: device-cmyk(0, 0, 0, 1); border-style: dashed dotted double }",
        ":root { --own: device-cmyk(0 0 0 .3); --word: 'red' } #fff, .red { color: var(--own); font-size: var(--size) }",
        "/* color: red; linear-gradient(red, blue) */ p::before { content: 'rgb(0 0 0) url(x)' }",
        "p { width: calc(var(--leading) * 2); color: var(--accent) }",
        "svg { fill: url(#pattern) }",
        "p { color: var(--elsewhere, device-cmyk(0 0 0 1)) }",
        "",
    ],
)
def test_sound_rules_are_silent(css: str) -> None:
    assert faults(css) == []


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        ("p { background: image(rgb(1 2 3)) }", ["file"]), ("p { background: image-set((a)) }", ["file"]), ("p { color: var(rgb(1)) }", []),
        ("p { color: device-cmyk((1) 2) }", []), ("p { box-shadow: ,; filter: ; marks: ; opacity: }", ["transparency"]), ("@import", ["file"]),
        ("p { color: url(x", ["file"]), ("} ) ] @media { p { color: red", ["screen-colour"]), ("\\", []),
    ],
)  # fmt: skip
def test_broken_rules_are_no_traceback(css: str, codes: list[str]) -> None:
    assert [code for _, code in faults(css)] == codes


def test_attributes_of_templates_and_drawings_are_looked_at_and_what_jinja_places_is_not() -> None:
    template = (
        '{# fill="red" #}\n<svg viewBox="0 0 9 9">\n<rect fill="#c00" stroke="device-cmyk(0 0 0 1)"/>\n'
        '<stop stop-color="{{ colour }}"/><i style="color: {{ ink }}; opacity: .5">fill="x"</i>\n'
        "<linearGradient id='a'>\n<style>\n.a { fill: rgb(1 2 3) }\n</style>\n<p title=\"color: red\">color = red</p></svg>"
    )
    assert faults(template, file="own.html.j2") == [(3, "screen-colour"), (4, "transparency"), (5, "gradient"), (7, "screen-colour")]
    assert [finding.code for finding in lint_drawing("logo.svg", "<svg><path fill='none'/><path fill='black'/></svg>", CMYK)] == ["screen-colour"]


def test_every_kind_of_fault_has_a_rule_with_a_reason_and_every_sentence_says_what_to_do() -> None:
    rules = {id_: rule for id_, rule in registered_rules().items() if "INK-201" <= id_ <= "INK-209"}
    assert len(rules) == 9
    assert all(str(rule.rationale) and str(rule.title) for rule in rules.values())
    found = lint_design("own", {"layout.toml": LAYOUT, "a.css": "p { color: red; opacity: 0; border: 1pt inset; marks: crop }"}, CMYK)
    assert all(finding.hint and finding.place for finding in found)
    with pytest.raises(BrokenTemplate, match=r"layouts/own/a\.css, line 1: “red” is a colour for screens\."):
        require_printable(found)
    require_printable([])


def test_check_tells_all_faults_and_build_stops_before_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(stock.resource_folder("layouts"), tmp_path / "layouts")
    shutil.copytree(Path(__file__).resolve().parents[2] / "sources", tmp_path / "sources", ignore=shutil.ignore_patterns("*.xlsx"))
    style = tmp_path / "layouts" / "pocket" / "title.css"
    style.write_text(style.read_text("utf-8") + ".title { color: rgb(0 0 0) }\n.series { opacity: .4 }\n", "utf-8")
    own = stock.resource_folder
    monkeypatch.setattr(stock, "resource_folder", lambda name: tmp_path / name if name == "layouts" else own(name))
    desk = Desk(tmp_path / "sources", tmp_path / "build")
    found = [finding for finding in stages.check_edition(desk, SilentProgress()).weighed.findings if finding.id.startswith("INK")]
    assert [(finding.id, finding.code) for finding in found] == [("INK-206", "screen-colour"), ("INK-204", "transparency")]
    assert json.dumps([str(finding.message) for finding in found]).count("title.css, line ") == 2
    with pytest.raises(BrokenTemplate, match=r"title\.css, line \d+: “rgb\(0 0 0\)” is a colour for screens"):
        stages.build_edition(desk, (), None, SilentProgress(), Memory(None))
    assert not (tmp_path / "build" / "2027").exists()
