"""Pictures of an edition: found and looked at before anything is set, measured where they stand, converted for each printer.

In HTML a design names its own pictures by their file (``<img src="sign.png">``), those of the edition as ``edition:logo.png``; front
matter in Markdown names them from the folder it lies in. Nothing else is opened, and the files stay as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from html import escape, unescape
from math import ceil
from typing import Final
from urllib.parse import unquote

from pipeline.desk import Desk
from pipeline.doors.images import Condition, UnusablePicture, convert_picture, look_at_picture
from pipeline.drawings import RefusedDrawing, inline_drawing, is_drawing
from pipeline.errors import Unreadable
from pipeline.keys import code_fact
from pipeline.memory import Memory
from pipeline.model.book import Block
from pipeline.model.edition import Edition
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.inks import Inks
from pipeline.model.message import Message, msg
from pipeline.model.pages import MM, DrawnPage
from pipeline.model.pictures import DrawnPicture, PictureFacts, PressPicture, picture_address, picture_name
from pipeline.printers import PrinterProfile
from pipeline.stock import read_design_file
from pipeline.stylelint import lint_drawing, require_printable

__all__ = ["RESOLUTION", "Pictures"]

MOST_PPI: Final = 450
"""Pixels to the inch beyond which none is seen in print: what has more is brought down to it (GWG 2022)."""
_LIMITS: Final = {"image_ppi": {"error": 150.0, "warn": 225.0}, "bitmap_ppi": {"error": 550.0, "warn": 800.0}}
"""Where the printer says nothing (GWG 2022, R0031, R0032)."""
_IMG: Final = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SCHEME: Final = re.compile(r"[a-zA-Z][\w+.-]*:|//|/|\\")
_EDITION: Final = "edition:"

RESOLUTION = rule(
    "IMG-201",
    title=msg("A picture has too few pixels for the size it stands in"),
    rationale=msg(
        "Below about 150 pixels an inch steps are seen on paper, whatever the screen shows; a drawing without greys needs 550. "
        "Enlarging it by software adds nothing."
    ),
    codes={"low-resolution": Severity.ERROR, "modest-resolution": Severity.WARNING},
    source="GWG 2022, R0031, R0032",
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A picture that some block names. ``file``: as a person calls it."""

    file: str
    content: bytes
    digest: str
    facts: PictureFacts


class Pictures:
    """The pictures of one edition in one design. ``inks``: what they are printed in, where that is not what the interior is printed in."""

    def __init__(self, desk: Desk, edition: Edition, memory: Memory, inks: Inks | None = None) -> None:
        self._desk, self._edition, self._inks = desk, edition, inks or edition.inks
        self._looked = memory.shelf("pictures")
        self._converted = memory.shelf("press-pictures")
        self._named: dict[str, _Known | bytes] = {}
        """By reference; the bytes of a drawing."""
        self._known: dict[str, _Known] = {}

    def place(self, block: Block) -> Block:
        """The block with what stands for its pictures (model/pictures.py). Raises Unreadable, or BrokenTemplate for a drawing's colours."""
        if "<img" not in block.html:
            return block
        return replace(block, html=_IMG.sub(lambda found: self._placed(found[1]), block.html))

    def _placed(self, written: str) -> str:
        attributes = {name.lower(): unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(written)}
        reference = attributes.pop("src", "")
        if reference not in self._named:
            self._named[reference] = self._read(reference)
        named = self._named[reference]
        attributes.pop("alt", None)
        if isinstance(named, bytes):
            return inline_drawing(named, attributes)
        width, height = (pixels / named.facts.ppi * 72 for pixels in (named.facts.width, named.facts.height))
        told = {"src": picture_address(named.digest, width, height), "alt": "", **attributes}
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in told.items()) + ">"

    def _read(self, reference: str) -> _Known | bytes:
        file, content = self._content(reference)
        if is_drawing(content):
            self._require_printable(file, content)
            return content
        digest = sha256(content).hexdigest()
        try:
            facts = self._looked.remember(digest, f"{code_fact()}\npicture {digest}", lambda: look_at_picture(content))
        except UnusablePicture as wrong:
            raise _unusable(file, wrong.what, wrong.hint) from wrong
        known = _Known(file, content, digest, facts)
        self._known[picture_name(digest)] = known
        return known

    def _require_printable(self, file: str, content: bytes) -> None:
        hint = msg("Open it in a drawing program, turn letters into outlines, and save it as plain SVG; or save it as PNG.")
        try:
            drawn = inline_drawing(content, {})
        except RefusedDrawing as refused:
            raise _unusable(file, refused.what, hint) from refused
        require_printable(lint_drawing(file, drawn, self._inks))

    def _content(self, reference: str) -> tuple[str, bytes]:
        """The file's name as a person calls it, and its bytes. Raises Unreadable."""
        of_edition = reference.startswith(_EDITION)
        path = reference.removeprefix(_EDITION)
        hint = msg("Put the file into the edition's folder, and name it from there: {example}.", example="edition:logo.png")
        if not path or _SCHEME.match(path):
            raise Unreadable(msg("“{name}” is no file of the edition or its design, and nothing is fetched.", name=reference[:120]), hint)
        for name in dict.fromkeys((posixpath.normpath(path), posixpath.normpath(unquote(path)))):
            if name.startswith(".."):
                raise Unreadable(msg("“{name}” lies outside the folder that it is named from.", name=path[:120]), hint)
            label = name if of_edition else f"layouts/{self._edition.design}/{name}"
            content = self._desk.content_or_none(name) if of_edition else read_design_file(self._edition.design, name)
            if content is not None:
                return label, content
        label = unquote(path) if of_edition else f"layouts/{self._edition.design}/{path}"
        raise Unreadable(
            msg("The picture {file} does not exist.", file=label),
            msg("Put the file there, or mend its name: small and capital letters count."),
        )

    def converted(self, pages: Sequence[DrawnPage], printer: PrinterProfile) -> dict[str, PressPicture]:
        """Each picture of these pages as the printer gets it, by its name: once, as large as its largest place. Raises Unreadable."""
        return self.converted_for(pages, Condition(self._inks.ordered, printer.icc, printer.order.get("tac")), printer.name)

    def converted_for(self, pages: Sequence[DrawnPage], condition: Condition, printer: str) -> dict[str, PressPicture]:
        """:meth:`converted` for a printing condition; ``printer`` names the profile that it comes from."""
        made: dict[str, PressPicture] = {}
        for name, (width, height) in sorted(_largest(pages).items()):
            known = self._known[name]
            most = ceil(width * MOST_PPI / 72), ceil(height * MOST_PPI / 72)
            profile = sha256(condition.icc).hexdigest()
            key = f"{code_fact()}\npicture {known.digest}\ninks {condition.inks} {condition.tac}\nprofile {profile}\nmost {most}"
            try:
                convert = partial(convert_picture, known.content, condition, most)
                made[name] = self._converted.remember(sha256(key.encode()).hexdigest(), key, convert)
            except UnusablePicture as wrong:
                raise _unusable(known.file, wrong.what, wrong.hint) from wrong
            except ValueError as error:
                raise Unreadable(
                    msg("The printer profile “{name}” has no ICC profile to convert {file} by.", name=printer, file=known.file),
                    msg("Choose a profile with one, or give the picture in black, or in CMYK as it is to be printed."),
                ) from error
        return made

    def findings(self, pages: Sequence[DrawnPage], printer: PrinterProfile) -> list[Finding]:
        """Pictures that stand larger than their pixels allow: one finding each, of its largest place."""
        worst: dict[str, tuple[float, str, DrawnPicture]] = {}
        for page in pages:
            for one in page.pictures:
                found = (self._ppi(one), page.folio or "1", one)
                worst[one.name] = min(worst.get(one.name, found), found, key=lambda place: place[0])
        return [finding for name in sorted(worst) if (finding := self._finding(name, *worst[name], printer.order))]

    def _ppi(self, one: DrawnPicture) -> float:
        facts, (width, height) = self._known[one.name].facts, _size(one)
        return min(facts.width / width, facts.height / height) * 72

    def _finding(self, name: str, ppi: float, folio: str, one: DrawnPicture, order: Mapping[str, Mapping[str, float]]) -> Finding | None:
        known = self._known[name]
        key = "bitmap_ppi" if known.facts.is_bitmap else "image_ppi"
        limits = {**_LIMITS[key], **(order.get(key) or {})}
        for level, code in (("error", "low-resolution"), ("warn", "modest-resolution")):
            if ppi < limits[level]:
                width, height = (round(side / MM) for side in _size(one))
                message = msg(
                    "{file} has {ppi} pixels an inch at {width} × {height} mm (page {page}); wanted are {least}",
                    file=known.file, ppi=round(ppi), width=width, height=height, page=folio, least=round(limits[level]),
                )
                hint = msg("Ask for the original from the camera or the drawing program, or let it stand smaller.")
                return RESOLUTION.finding(code, message, hint=hint, place=CellRef(known.file))
        return None


def _unusable(file: str, what: Message, hint: Message) -> Unreadable:
    return Unreadable(msg("{file} cannot be printed: {reason}.", file=file, reason=what), hint)


def _size(one: DrawnPicture) -> tuple[float, float]:
    x0, y0, x1, y1 = one.box
    return max(x1 - x0, 0.01), max(y1 - y0, 0.01)


def _largest(pages: Sequence[DrawnPage]) -> dict[str, tuple[float, float]]:
    """Width and height in points of the largest place of each picture."""
    found: dict[str, tuple[float, float]] = {}
    for one in _all(pages):
        width, height = _size(one)
        before = found.get(one.name, (0.0, 0.0))
        found[one.name] = max(before[0], width), max(before[1], height)
    return found


def _all(pages: Sequence[DrawnPage]) -> Iterator[DrawnPicture]:
    for page in pages:
        yield from page.pictures
