"""The book as one HTML file and one stylesheet: CSS columns, contents and indexes by target-counter."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

from pipeline.model.book import Block, Section
from tests.bench.contents import Content
from tests.bench.markup import Element, Line, take_apart, written

__all__ = ["grey", "numbered", "write"]

FONTS = Path(__file__).resolve().parents[3] / "fonts"
INK = re.compile(r"device-cmyk\(\s*0\s+0\s+0\s+([\d.]+)\s*\)")


def write(content: Content, folder: Path) -> None:
    """Write book.html, book.css and the fonts they name."""
    faces = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["face"]
    rules = []
    (folder / "fonts").mkdir(exist_ok=True)
    for face in faces:
        name = Path(face["file"]).name
        shutil.copyfile(FONTS / face["file"], folder / "fonts" / name)
        rules.append(
            f'@font-face {{ font-family: "{face["family"]}"; font-weight: {face["weight"]}; font-style: {face["style"]}; '
            f'src: url("fonts/{name}") }}'
        )
    paged = (Path(__file__).parent / "paged.css").read_text(encoding="utf-8")
    sheets = [*rules, *(grey(text) for text in content.styles.values()), paged]
    (folder / "book.css").write_text("\n".join(sheets), encoding="utf-8")
    (folder / "book.html").write_text(_document(content), encoding="utf-8")


def grey(css: str) -> str:
    """The press's black as a grey of the screen: browsers do not know device-cmyk and would drop the rule."""
    return INK.sub(lambda found: f"rgb({', '.join([str(round(255 * (1 - float(found[1]))))] * 3)})", css)


def _document(content: Content) -> str:
    seen = False
    parts = []
    for section in content.sections:
        follows = section.kind == "index" and seen
        seen = seen or section.kind == "index"
        parts.append(_section(section, follows=follows))
    head = f'<meta charset="utf-8"><title>{content.title}</title><link rel="stylesheet" href="book.css">'
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="{content.lang}"><head>{head}</head>\n<body class="book">\n{body}\n</body></html>\n'


def _section(section: Section, *, follows: bool) -> str:
    head = section.head.html if section.head else ""
    blocks = "\n".join(_block(block) for block in section.blocks)
    columns = f'<div class="columns-{section.columns}">{blocks}</div>' if section.columns > 1 else blocks
    return f'<section id="{section.name}"{" class=follows" if follows else ""}>\n{head}\n{columns}\n</section>'


def _block(block: Block) -> str:
    html = numbered(take_apart(block.html, block.locators), block.targets) if block.targets else block.html
    return f'<div id="{block.listing}">{html}</div>' if block.listing else html


def numbered(line: Line, targets: tuple[str, ...]) -> str:
    """A line of contents or index with an empty link for every number: the engine writes the page into it.

    The first stands where our first number stood, so that a word which goes with it still does; the others follow after it.
    """
    first, *others = [_link(line.hole, target, follows=at > 0) for at, target in enumerate(targets)]
    following: list[Element | str] = []
    for other in others:
        following += [" ", other, ","]
    place = line.element.children.index(line.last)
    line.element.children[place + 1 :] = following[:-1]
    place = line.around.children.index(line.hole)
    line.around.children[place : place + 1] = [first, ","] if others else [first]
    return written(line.element)


def _link(hole: Element, target: str, *, follows: bool) -> Element:
    names = [*hole.classes, "folio", *(["next"] if follows else [])]
    return Element("a", {**hole.attributes, "class": " ".join(names), "href": f"#{target}"})
