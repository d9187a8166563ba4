"""Stylesheets of a design, put together for each kind of block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.errors import BrokenTemplate
from pipeline.model.message import msg

__all__ = ["joined", "require_closed"]

_TOKEN: Final = re.compile(r"/\*.*?\*/|/\*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[\"'{}]", re.DOTALL)
"""A comment, a string, a brace; the beginning of a comment or string that does not end."""


def require_closed(file: str, css: str) -> None:
    """Raises BrokenTemplate where a brace, a comment or a string is open to the end of a stylesheet, or a brace closes nothing.

    By the rules of CSS that is no error: whatever follows is quietly taken for a part of it, and lost.
    """
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(css):
        text = token.group()
        line = css.count("\n", 0, token.start()) + 1
        if text == "{":
            opened.append((text, line))
        elif text == "}" and opened:
            opened.pop()
        elif text in ("}", "/*", '"', "'"):
            opened.append((text, line))
            break
    if not opened:
        return
    text, line = opened[-1]
    what = msg("there is nothing for “{text}” to close", text=text) if text == "}" else msg("“{text}” is not closed", text=text)
    raise BrokenTemplate(
        msg("{file}, line {line}: {what}.", file=file, line=line, what=what),
        msg("Mend the stylesheet or template in layouts/, or take back its last change."),
    )


def joined(names: Sequence[str], texts: Mapping[str, str], folder: str, before: str = "") -> tuple[str, tuple[tuple[str, int], ...]]:
    """Stylesheets one below the other, after ``before``; and the line in which each begins. Raises KeyError where there is none such."""
    css, files = before, []
    for name in names:
        css += "\n" if css else ""
        files.append((f"{folder}/{name}", css.count("\n") + 1))
        css += texts[name]
    return css, tuple(files)
