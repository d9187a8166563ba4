"""The book as Typst markup: what an element is called in our HTML, it is called in book.typ; the template sets it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from pipeline.model.book import Block, Section
from tests.bench.contents import Content
from tests.bench.markup import FLOWING, Element, parse

__all__ = ["escaped", "markup", "write"]

SPECIAL = re.compile(r"[\\#*_`$<>@\[\]/~\-'\"=+]|(?<=[\d.])\.")
CONTAINERS = frozenset({"section", "header", "div", "ul", ""})
"""White space between their children is none of the text's."""


def write(content: Content, folder: Path) -> None:
    """Write book.typ beside its template; the fonts are those of web.write."""
    shutil.copyfile(Path(__file__).parent / "guide.typ", folder / "guide.typ")
    opening = f'#import "guide.typ": *\n#show: guide.with(title: "{content.title}", lang: "{content.lang}")\n'
    sections = []
    for number, section in enumerate(content.sections):
        previous = content.sections[number - 1].kind if number else ""
        sections.append(_section(section, content.lang, follows=section.kind == previous == "index"))
    (folder / "book.typ").write_text(opening + "\n" + "\n\n".join(sections) + "\n", encoding="utf-8")


def escaped(text: str) -> str:
    """Text that Typst prints as it stands; runs of white space become one space."""
    return SPECIAL.sub(lambda found: "\\" + found[0], re.sub(r"[ \t\r\n]+", " ", text))


def _section(section: Section, lang: str, *, follows: bool) -> str:
    head = markup(section.head.html, lang) if section.head else ""
    blocks = "\n".join(_block(block, lang) for block in section.blocks)
    name = "index" if section.columns == 3 else "chapter" if section.columns == 2 else "pages"
    options = "follows: true, " if follows else ""
    return f"#{name}({options}head: [{head}], [\n{blocks}\n]) <{section.name}>"


def _block(block: Block, lang: str) -> str:
    if not block.targets:
        return markup(block.html, lang) + (f" <{block.listing}>" if block.listing else "")
    # An index or contents line: the text before its numbers, then the labels that its numbers come from.
    line = parse(block.html).children[0]
    if not isinstance(line, Element):
        raise TypeError(f"{block.name} is no element: {block.html}")
    text = "".join(_child(child, lang) for child in line.children if not _holds_numbers(child)).strip()
    labels = ", ".join(f"<{target}>" for target in block.targets)
    name = "index-line" if "line" in line.classes else "contents-minor" if "minor" in line.classes else "contents-line"
    return f"#{name}({labels})[{_in_language(line, text, lang)}]"


def _holds_numbers(child: Element | str) -> bool:
    return isinstance(child, Element) and bool({"n", "lead"} & set(child.classes))


def markup(html: str, lang: str) -> str:
    """A block's HTML as Typst markup in a text of the given language."""
    root = parse(html)
    return "\n".join(_child(child, lang) for child in root.children if isinstance(child, Element))


def _child(child: Element | str, lang: str) -> str:
    return escaped(child) if isinstance(child, str) else _element(child, lang)


def _inner(element: Element, lang: str) -> str:
    inside = element.attributes.get("lang", lang)
    if element.tag in CONTAINERS and any(isinstance(child, Element) and child.tag in FLOWING for child in element.children):
        return "\n".join(_child(child, inside) for child in element.children if isinstance(child, Element))
    text = "".join(_child(child, inside) for child in element.children)
    return text.strip() if element.tag in FLOWING else text


def _in_language(element: Element, text: str, lang: str) -> str:
    own = element.attributes.get("lang", lang)
    return f'#text(lang: "{own}")[{text}]' if own != lang else text


def _element(element: Element, lang: str) -> str:
    text = _in_language(element, _inner(element, lang), lang)
    if element.tag == "br":
        return "\\ "
    if element.tag == "a":
        target = element.attributes.get("href", "")
        link = f"#link(<{target[1:]}>)[{text}]" if target.startswith("#") else f'#link("{target}")[{text}]'
        return f"#box[{link}]" if "nowrap" in element.classes else link
    if element.tag == "span" and element.classes in ([], ["title"]):
        return text
    if element.tag == "sup":
        return f"#super[{text}]"
    if "areas" in element.classes:
        areas = (_child(child, lang) for child in element.children if isinstance(child, Element) and child.tag == "span")
        return f"#areas[{' '.join(f'#area[{area}]' for area in areas)}]"
    # The last class says it best: "contents-line part", "entry expert", "front howto".
    name = (element.classes or [element.tag])[-1]
    return f"#{FUNCTIONS.get(name, name)}[{text}]"


FUNCTIONS = {
    "nowrap": "box", "b": "strong", "strong": "strong", "em": "emph", "i": "emph", "expert": "entry", "p": "para", "part": "contents-part",
    "title": "title-page", "tail": "tail-line",
}
"""Where a class or a tag has another name in Typst or in the template."""
