"""A design's stylesheets and templates are looked through for what cannot be printed: each fault with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.doors.css import CssFault, FaultKind, css_faults, markup_faults, variables_set
from pipeline.doors.toml import parse_toml
from pipeline.errors import BrokenTemplate
from pipeline.model.findings import CellRef, Finding, Rule, Severity, rule
from pipeline.model.inks import Inks
from pipeline.model.message import Message, msg
from pipeline.palette import RESERVED, read_palette

__all__ = ["lint_design", "lint_drawing", "require_printable"]


def _rule(id_: str, code: FaultKind, title: Message, rationale: Message, source: str = "") -> Rule:
    return rule(id_, title=title, rationale=rationale, codes={code: Severity.ERROR}, source=source)


_INKS = msg("Write device-cmyk() for black and grey, and var(--name) of the design's palette for every other colour.")
_RULES: Final[Mapping[FaultKind, tuple[Rule, Message, Message]]] = {
    "gradient": (
        _rule(
            "INK-201", "gradient", msg("A stylesheet asks for a gradient"),
            msg("The layout engine cannot make gradients of inks: it stops, or writes one that every program paints otherwise."),
            "WeasyPrint 70, tried",
        ),
        msg("“{text}” is a gradient"), msg("Use an even tint, or a picture that was made with the gradient in it."),
    ),
    "blurred-shadow": (
        _rule(
            "INK-202", "blurred-shadow", msg("A stylesheet asks for a blurred shadow"),
            msg("A blur is transparent, and the layout engine stops over one in inks."), "WeasyPrint 70, tried",
        ),
        msg("“{text}” is a shadow with a blur"), msg("Leave the third length out, or 0: the shadow's edge is sharp then."),
    ),
    "border-style": (
        _rule(
            "INK-203", "border-style", msg("A border is to look carved"),
            msg("Groove, ridge, inset and outset are lighter and darker shades that the layout engine cannot mix of inks."),
            "WeasyPrint 70, tried",
        ),
        msg("“{text}” is a border that is to look carved"), msg("Use solid, double, dashed or dotted."),
    ),
    "transparency": (
        _rule(
            "INK-204", "transparency", msg("A stylesheet asks for transparency"),
            msg("What is transparent is mixed at the printer's, or not at all: PDF/X-1a forbids it, black text under it can turn grey."),
            "ISO 15930-4 (not opened); prepress 1.2",
        ),
        msg("“{text}” makes something transparent"), msg("Give the colour that it shall have on the paper."),
    ),
    "engine-marks": (
        _rule(
            "INK-205", "engine-marks", msg("A stylesheet asks for crop marks"),
            msg("The layout engine draws marks inside the bleed, in colours of the screen; printers' profiles know where marks belong."),
            "WeasyPrint 70, tried",
        ),
        msg("“{text}” asks the engine for marks"), msg("Take it out; marks are drawn where the printer's profile wants them."),
    ),
    "screen-colour": (
        _rule(
            "INK-206", "screen-colour", msg("A stylesheet names a colour of the screen"),
            msg("A colour given for screens is converted somewhere on its way: black text comes out on four plates."), "GWG 2022, R0027",
        ),
        msg("“{text}” is a colour for screens"), _INKS,
    ),
    "wrong-ink": (
        _rule(
            "INK-207", "wrong-ink", msg("A stylesheet names an ink that the job has not"),
            msg("The job has a plate for each ink that edition.toml names under colours; another ink would need another plate."),
        ),
        msg("“{text}” is an ink that this edition is not printed in"), _INKS,
    ),
    "file": (
        _rule(
            "INK-208", "file", msg("A stylesheet asks for a file"),
            msg("Nothing is fetched for a stylesheet: what it asks for would be missing in print, and only a log would say so."),
        ),
        msg("“{text}” asks for a file"), msg("Place a picture by an <img> in a template; name fonts in fonts/fonts.toml."),
    ),
    "unset": (
        _rule(
            "INK-209", "unset", msg("A stylesheet names a variable that nothing sets"),
            msg("The layout engine then leaves the whole rule out without a word: a heading comes out black, a space is gone."),
        ),
        msg("nothing sets “{text}”"), msg("Set it under [palette] in layout.toml, or in the stylesheet itself; mind its spelling."),
    ),
}


def lint_design(name: str, texts: Mapping[str, str], inks: Inks) -> list[Finding]:
    """What of a design (file name -> text) cannot be printed in these inks: a finding each, file by file.

    Raises Unreadable where its layout.toml does not parse or its palette is wrong.
    """
    folder = f"layouts/{name}"
    palette = read_palette(parse_toml(texts.get("layout.toml", ""), f"{folder}/layout.toml"), f"{folder}/layout.toml")
    known = {*RESERVED, *palette, *(variable for text in texts.values() for variable in variables_set(text))}
    found: list[Finding] = []
    for file, text in sorted(texts.items()):
        if file.endswith(".css"):
            found += _findings(f"{folder}/{file}", css_faults(text, inks.colours, known))
        elif file.endswith(".j2"):
            found += _findings(f"{folder}/{file}", markup_faults(text, inks.colours, known))
    return found


def lint_drawing(file: str, text: str, inks: Inks) -> list[Finding]:
    """What of an SVG drawing cannot be printed."""
    return list(_findings(file, markup_faults(text, inks.colours, ())))


def _findings(file: str, faults: Iterable[CssFault]) -> list[Finding]:
    return [_finding(file, fault) for fault in faults]


def _finding(file: str, fault: CssFault) -> Finding:
    known, words, hint = _RULES[fault.kind]
    what = replace(words, args=(("text", fault.text),))
    message = msg("{file}, line {line}: {what}", file=file, line=fault.line, what=what)
    return known.finding(fault.kind, message, hint=hint, place=CellRef(file))


def require_printable(findings: Iterable[Finding]) -> None:
    """Raises BrokenTemplate with the first of the faults: what is set with them could not be printed."""
    for finding in findings:
        raise BrokenTemplate(msg("{file}, line {line}: {what}.", **dict(finding.message.args)), finding.hint)
