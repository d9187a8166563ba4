"""Drawings (SVG) of an edition or a design, made fit to stand in a block's HTML: their lines are drawn by the page's own operators.

Black, white and grey are written as tones of black; every other colour must be given in inks. What a drawing would fetch, run or set in
a font of its own is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Final

from pipeline.model.message import Message, msg

__all__ = ["RefusedDrawing", "inline_drawing", "is_drawing"]

_PROLOGUE: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>", re.DOTALL | re.IGNORECASE)
_BEGINNING: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\s+svg.*?>\s*)*<svg\b", re.DOTALL)
_ROOT: Final = re.compile(r"<svg\b([^>]*)>(.*)</svg\s*>\s*\Z", re.DOTALL)
_REFUSED: Final = (
    (re.compile(r"<(?:\w+:)?script\b|\son\w+\s*=", re.IGNORECASE), msg("it holds a program")),
    (re.compile(r"<(?:\w+:)?(?:image|foreignObject)\b", re.IGNORECASE), msg("it holds a picture of pixels")),
    (re.compile(r"<(?:\w+:)?text\b", re.IGNORECASE), msg("it holds letters of a font")),
    (re.compile(r"\bhref\s*=\s*[\"'](?!#)", re.IGNORECASE), msg("it refers to another file")),
    (re.compile(r"<!ENTITY", re.IGNORECASE), msg("it defines entities")),
)
_GREY: Final = re.compile(
    r"(?P<before>(?:fill|stroke)\s*(?:=\s*[\"']|:)\s*)(?P<colour>black|white|gr[ae]y|#[0-9a-f]{3}(?:[0-9a-f]{3})?|rgb\(\s*\d+%?\s*,\s*\d+%?\s*,\s*\d+%?\s*\))"
    r"(?=\s*[\"';}])",
    re.IGNORECASE,
)
_WORDS: Final = {"black": 1.0, "white": 0.0, "grey": 0.5, "gray": 0.5}


class RefusedDrawing(Exception):
    """A drawing that cannot be placed: ``what`` is wrong with it, without its name."""

    def __init__(self, what: Message) -> None:
        super().__init__(str(what))
        self.what = what


def is_drawing(content: bytes) -> bool:
    """Whether a file is SVG, by how it begins."""
    return _BEGINNING.match(content[:4096]) is not None


def inline_drawing(content: bytes, attributes: Mapping[str, str]) -> str:
    """The drawing as an element of HTML, with the ``attributes`` of the element that named it. Raises RefusedDrawing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedDrawing(msg("it is not UTF-8 text")) from None
    for pattern, what in _REFUSED:
        if pattern.search(text):
            raise RefusedDrawing(what)
    found = _ROOT.match(_PROLOGUE.sub("", text).strip())
    if found is None:
        raise RefusedDrawing(msg("it is damaged, or cut off before its end"))
    root, inside = (_GREY.sub(_toned, part) for part in found.groups())
    own = {**({} if re.search(r"\bfill\s*=", root) else {"fill": "device-cmyk(0 0 0 1)"}), **attributes}
    for name in own:
        if name not in ("fill", "style", "class") or name in attributes:
            root = re.sub(rf"\s{name}\s*=\s*(\"[^\"]*\"|'[^']*')", "", root)
    told = "".join(f' {name}="{escape(value)}"' for name, value in own.items())
    return f"<svg{root.rstrip(' /')}{told}>{inside}</svg>"


def _toned(found: re.Match[str]) -> str:
    """Grey of the screen as a tone of black; what is no grey stays, and is told by the lint."""
    tone = _tone(found["colour"].lower())
    return found[0] if tone is None else f"{found['before']}device-cmyk(0 0 0 {tone:.3g})"


def _tone(colour: str) -> float | None:
    if colour in _WORDS:
        return _WORDS[colour]
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    else:
        parts = [int(value) / (100 if percent else 255) for value, percent in re.findall(r"(\d+)(%?)", colour)]
    return 1 - parts[0] if max(parts) == min(parts) and max(parts) <= 1 else None
