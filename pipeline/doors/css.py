"""The door to tinycss2: what in a stylesheet, a style attribute or a drawing's attributes cannot be printed, with its line.

The layout engine would paint some of it wrongly, leave some of it out, and for some of it stop without saying where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pipeline.model.inks import Colours

__all__ = ["CssFault", "FaultKind", "css_faults", "markup_faults", "variables_set"]

FaultKind = Literal[
    "gradient", "blurred-shadow", "border-style", "transparency", "engine-marks", "screen-colour", "wrong-ink", "file", "unset",
]
Token = Any
"""A node of tinycss2, which has no types."""


@dataclass(frozen=True, slots=True)
class CssFault:
    """``line`` from 1; ``text``: what stands there, as it is written."""

    line: int
    kind: FaultKind
    text: str


_SCREEN: Final = frozenset({
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark", "contrast-color",
})  # fmt: skip
_COLOURED: Final = re.compile(
    r"(?:--.*|(?:.*-)?color|background|border(?:-(?:top|right|bottom|left|block|inline)(?:-(?:start|end))?)?|outline|column-rule"
    r"|text-decoration|text-emphasis|fill|stroke|(?:box|text)-shadow)"
)
"""Properties in whose values a word such as “red” is a colour; elsewhere it may be the name of anything."""
_BORDERS: Final = re.compile(r"(?:border|outline|column-rule)(?:-.*)?")
_CARVED: Final = frozenset({"groove", "ridge", "inset", "outset"})
_VEILS: Final = frozenset({"opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity"})
_FILTERS: Final = frozenset({"filter", "backdrop-filter", "mix-blend-mode", "background-blend-mode", "mask", "mask-image"})
_HARMLESS: Final = frozenset({"none", "normal", "initial", "unset", "inherit", "revert"})
_FETCHING: Final = frozenset({"url", "image", "image-set", "cross-fade", "element", "src"})
_SHOWN: Final = 60


def css_faults(css: str, colours: Colours, known: Iterable[str]) -> list[CssFault]:
    """What of a stylesheet cannot be printed in a job of these ``colours``; ``known``: names of the variables that somebody sets."""
    import tinycss2

    names = frozenset(known)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return sorted(dict.fromkeys(_in_rules(rules, colours, names)), key=lambda fault: fault.line)


def variables_set(css: str) -> set[str]:
    """Names of the variables that a stylesheet sets itself, without their hyphens."""
    return set(re.findall(r"(?<![\w-])--([\w-]+)\s*:", css))


def _in_rules(rules: Sequence[Token], colours: Colours, known: frozenset[str]) -> Iterator[CssFault]:
    import tinycss2

    for one in rules:
        if one.type == "declaration":
            yield from _in_declaration(one, colours, known)
        elif one.type == "at-rule" and one.lower_at_keyword == "import":
            yield CssFault(one.source_line, "file", f"@import {_written(one.prelude)}")
        elif one.type in ("qualified-rule", "at-rule") and one.content is not None:
            inside = tinycss2.parse_blocks_contents(one.content, skip_comments=True, skip_whitespace=True)
            yield from _in_rules(inside, colours, known)


def _in_declaration(declaration: Token, colours: Colours, known: frozenset[str]) -> Iterator[CssFault]:
    name = declaration.lower_name
    value = [token for token in declaration.value if token.type not in ("whitespace", "comment")]
    words = {token.lower_value for token in value if token.type == "ident"}
    line, whole = declaration.source_line, f"{name}: {_written(declaration.value)}"[:_SHOWN]
    if name == "marks" and not words <= _HARMLESS:
        yield CssFault(line, "engine-marks", whole)
    if name in _FILTERS and value and not words & _HARMLESS:
        yield CssFault(line, "transparency", whole)
    if name in _VEILS and not _is_full(value):
        yield CssFault(line, "transparency", whole)
    if _BORDERS.fullmatch(name) and words & _CARVED:
        yield CssFault(line, "border-style", whole)
    if name in ("box-shadow", "text-shadow") and _is_blurred(value):
        yield CssFault(line, "blurred-shadow", whole)
    yield from _in_values(value, colours, known, is_coloured=_COLOURED.fullmatch(name) is not None)


def _is_full(value: Sequence[Token]) -> bool:
    """Whether an opacity is 1, or left to somebody else."""
    if len(value) != 1:
        return False
    (only,) = value
    if only.type in ("number", "percentage"):
        return bool(only.value >= (1 if only.type == "number" else 100))
    return only.type == "function" or (only.type == "ident" and only.lower_value in _HARMLESS)


def _is_blurred(value: Sequence[Token]) -> bool:
    """Whether a layer of a shadow has a third length, its blur, that is not 0."""
    layers: list[list[float]] = [[]]
    for part in value:
        if part == ",":
            layers.append([])
        elif part.type in ("dimension", "number"):
            layers[-1].append(part.value)
    return any(len(lengths) > 2 and lengths[2] for lengths in layers)


def _in_values(value: Iterable[Token], colours: Colours, known: frozenset[str], *, is_coloured: bool) -> Iterator[CssFault]:
    for token in value:
        if token.type == "function":
            yield from _in_function(token, colours, known, is_coloured=is_coloured)
        elif token.type == "url":
            if not token.value.startswith("#"):
                yield CssFault(token.source_line, "file", f"url({token.value})"[:_SHOWN])
        elif is_coloured and _is_screen_colour(token):
            yield CssFault(token.source_line, "screen-colour", _written([token]))
        elif token.type in ("() block", "[] block", "{} block"):
            yield from _in_values(token.content, colours, known, is_coloured=is_coloured)


def _in_function(token: Token, colours: Colours, known: frozenset[str], *, is_coloured: bool) -> Iterator[CssFault]:
    name = token.lower_name
    arguments = [part for part in token.arguments if part.type not in ("whitespace", "comment")]
    told = _written([token])[:_SHOWN]
    if name.endswith("gradient"):
        yield CssFault(token.source_line, "gradient", told)
        return
    if name in _FETCHING and not (arguments and str(getattr(arguments[0], "value", "")).startswith("#")):
        yield CssFault(token.source_line, "file", told)
    elif name == "device-cmyk":
        yield from _in_cmyk(token, arguments, colours, told)
    elif name == "color" and arguments and arguments[0].type == "ident" and arguments[0].value == "--spot":
        if colours != "K+spot":
            yield CssFault(token.source_line, "wrong-ink", told)
    elif name in _SCREEN:
        yield CssFault(token.source_line, "screen-colour", told)
    elif name == "var":
        variable = arguments[0].value.removeprefix("--") if arguments and arguments[0].type == "ident" else ""
        if variable and variable not in known and "," not in arguments:
            yield CssFault(token.source_line, "unset", told)
        yield from _in_values(arguments[1:], colours, known, is_coloured=is_coloured)
    else:
        yield from _in_values(arguments, colours, known, is_coloured=is_coloured)


def _in_cmyk(token: Token, arguments: Sequence[Token], colours: Colours, told: str) -> Iterator[CssFault]:
    shares = [part.value for part in arguments if part.type in ("number", "percentage")]
    slash = next((at for at, part in enumerate(arguments) if part == "/"), None)
    if slash is not None and not _is_full(arguments[slash + 1 :]):
        yield CssFault(token.source_line, "transparency", told)
    if colours != "CMYK" and any(shares[:3]):
        yield CssFault(token.source_line, "wrong-ink", told)


def _is_screen_colour(token: Token) -> bool:
    from tinycss2.color4 import parse_color

    if token.type == "hash":
        return re.fullmatch(r"(?:[0-9a-fA-F]{3,4}){1,2}", token.value) is not None
    return token.type == "ident" and token.lower_value != "transparent" and parse_color(token) not in (None, "currentcolor")


def _written(tokens: Sequence[Token]) -> str:
    import tinycss2

    return " ".join(tinycss2.serialize(tokens).split())[:_SHOWN]


_ATTRIBUTE: Final = re.compile(
    r"(?<![\w-])(style|fill|stroke|stop-color|flood-color|lighting-color|color|bgcolor|opacity|fill-opacity|stroke-opacity|stop-opacity|filter|mask)"
    r"\s*=\s*(\"[^\"]*\"|'[^']*')"
)
_ELEMENT: Final = re.compile(r"<(?:\w+:)?((?:linear|radial)Gradient|filter|mask|style)\b[^>]*>", re.IGNORECASE)
_PLACED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_END_OF_STYLE: Final = re.compile(r"</(?:\w+:)?style", re.IGNORECASE)


def markup_faults(markup: str, colours: Colours, known: Iterable[str]) -> list[CssFault]:
    """The same of a template's or drawing's own attributes, ``style`` elements and gradients; what Jinja places is not looked at."""
    names = frozenset(known)
    bare = _PLACED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markup)
    found = [
        CssFault(_line(bare, attribute.start()) + fault.line - 1, fault.kind, fault.text)
        for attribute in _ATTRIBUTE.finditer(bare)
        for fault in css_faults(_as_rule(attribute[1], attribute[2][1:-1]), colours, names)
    ]
    for element in _ELEMENT.finditer(bare):
        line, kind = _line(bare, element.start()), element[1].lower()
        if kind == "style":
            end = _END_OF_STYLE.search(bare, element.end())
            inside = bare[element.end() : end.start() if end else len(bare)].replace("<![CDATA[", "").replace("]]>", "")
            first = _line(bare, element.end())
            found += [CssFault(first + fault.line - 1, fault.kind, fault.text) for fault in css_faults(inside, colours, names)]
        else:
            found.append(CssFault(line, "gradient" if kind.endswith("gradient") else "transparency", element[0][:_SHOWN]))
    return sorted(dict.fromkeys(found), key=lambda fault: fault.line)


def _as_rule(attribute: str, value: str) -> str:
    """An attribute as a stylesheet would say it."""
    if attribute == "style":
        return f"x {{ {value} }}"
    return f"x {{ {'background-color' if attribute == 'bgcolor' else attribute}: {value} }}"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
