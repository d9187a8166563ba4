"""The book as Typst markup: what an element is called in our HTML, it is called in book.typ; the template sets it."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

from pipeline.model.book import Block, Section
from tests.bench.contents import Content
from tests.bench.markup import FLOWING, Element, parse, take_apart

__all__ = ["PLAIN", "escaped", "function", "markup", "unknown", "write"]

SPECIAL = re.compile(r"[\\#*_`$<>@\[\](;/~\-'\"=+]|(?<=[\d.])\.|^\.")
"""Signs of Typst's own, wherever they stand, or after a function."""
CONTAINERS = frozenset({"section", "header", "div", "ul", "ol", "dl", ""})
"""White space between their children is none of the text's."""
TEMPLATE = Path(__file__).parent / "guide.typ"
FUNCTIONS = {
    "nowrap": "box", "b": "strong", "strong": "strong", "em": "emph", "i": "emph", "sup": "super", "p": "para", "p.part": "contents-part",
    "section.title": "title-page", "expert": "entry", "tail": "tail-line",
}
"""Where a class or a tag (or a class of a tag's own) has another name in Typst or in the template."""
PLAIN = frozenset({"span.title", "sup.part"})
"""Classes that say nothing to Typst."""


def write(content: Content, folder: Path) -> None:
    """Write book.typ beside its template; the fonts are those of web.write."""
    shutil.copyfile(TEMPLATE, folder / "guide.typ")
    opening = f'#import "guide.typ": *\n#show: guide.with(title: "{content.title}", lang: "{content.lang}")\n'
    sections = []
    for number, section in enumerate(content.sections):
        previous = content.sections[number - 1].kind if number else ""
        sections.append(_section(section, content.lang, follows=section.kind == previous == "index"))
    (folder / "book.typ").write_text(opening + "\n" + "\n\n".join(sections) + "\n", encoding="utf-8")


def escaped(text: str) -> str:
    """Text that Typst prints as it stands; runs of white space become one space, a no-break space stays."""
    return SPECIAL.sub(lambda found: "\\" + found[0], re.sub(r"[ \t\r\n]+", " ", text))


def _section(section: Section, lang: str, *, follows: bool) -> str:
    head = markup(section.head.html, lang) if section.head else ""
    blocks = "\n".join(_block(block, section, lang) for block in section.blocks)
    name = "index" if section.columns == 3 else "chapter" if section.columns == 2 else "pages"
    options = "follows: true, " if follows else ""
    return f"#{name}({options}head: [{head}], [\n{blocks}\n]) <{section.name}>"


def _block(block: Block, section: Section, lang: str) -> str:
    if not block.targets:
        return markup(block.html, lang) + (f" <{block.listing}>" if block.listing else "")
    # A line of an index or the contents: the labels that its numbers come from, the word that goes with the first, the text before it.
    line = take_apart(block.html, block.locators)
    labels = ", ".join(f"<{target}>" for target in block.targets)
    inside = line.element.attributes.get("lang", lang)
    last = _inner(line.last, inside).strip()
    before = line.element.children[: line.element.children.index(line.last)]
    text = "".join(_child(child, inside) for child in before).strip()
    goes_with = f", last: [{_in_language(line.element, last, lang)}]" if last else ""
    name = "index-line" if section.kind == "index" else "contents-minor" if "minor" in line.element.classes else "contents-line"
    return f"#{name}({labels}{goes_with})[{_in_language(line.element, text, lang)}]"


def markup(html: str, lang: str) -> str:
    """A block's HTML as Typst markup in a text of the given language."""
    return _inner(parse(html), lang)


def _child(child: Element | str, lang: str) -> str:
    return escaped(child) if isinstance(child, str) else _element(child, lang)


def _inner(element: Element, lang: str) -> str:
    inside = element.attributes.get("lang", lang)
    if element.tag in CONTAINERS and any(isinstance(child, Element) and child.tag in FLOWING for child in element.children):
        return "\n".join(_child(child, inside) for child in element.children if isinstance(child, Element) or child.strip())
    text = "".join(_child(child, inside) for child in element.children)
    return text.strip() if element.tag in FLOWING else text


def _in_language(element: Element, text: str, lang: str) -> str:
    own = element.attributes.get("lang", lang)
    return f'#text(lang: "{own}")[{text}]' if own != lang else text


def _element(element: Element, lang: str) -> str:
    text = _in_language(element, _areas(element, lang) if "areas" in element.classes else _inner(element, lang), lang)
    if element.tag == "br":
        return "\\ "
    if not (text or element.tag in FLOWING):
        return ""
    if element.tag == "a":
        target = element.attributes.get("href", "")
        text = f"#link(<{target[1:]}>)[{text}]" if target.startswith("#") else f'#link("{target}")[{text}]'
    name = function(element)
    return f"#{name}[{text}]" if name else text


def _areas(element: Element, lang: str) -> str:
    inside = element.attributes.get("lang", lang)
    parts = ((child, _child(child, inside)) for child in element.children)
    return "".join(f"#area[{text}]" if isinstance(child, Element) and child.tag == "span" else text for child, text in parts).strip()


def function(element: Element) -> str:
    """What sets an element: its last class that Typst or the template knows ("contents-line part", "entry expert"), else its tag.

    "" where neither is known: its text is printed without more, so that no new class of the layout can keep the book from being set.
    """
    tag = FUNCTIONS.get(element.tag, element.tag)
    return _of_class(element) or (tag if tag in _defined() else "para" if element.tag in FLOWING else "")


def _of_class(element: Element) -> str:
    names = (known for one in reversed(element.classes) for known in (f"{element.tag}.{one}", one))
    return next((FUNCTIONS.get(name, name) for name in names if FUNCTIONS.get(name, name) in _defined()), "")


@cache
def _defined() -> frozenset[str]:
    """Typst's own functions that are used here, and the template's that take a text and nothing more."""
    template = TEMPLATE.read_text(encoding="utf-8")
    own = re.findall(r"^#let ([a-z][\w-]*)(?:\((?:body|_)\) =| = [a-z][\w-]*$)", template, re.MULTILINE)
    return frozenset({*own, "box", "strong", "emph", "super"})


def unknown(html: str) -> set[str]:
    """Elements of a block that have classes of which Typst and the template know none: "p.affiliation"."""
    found: set[str] = set()
    waiting = [parse(html)]
    while waiting:
        element = waiting.pop()
        if element.classes and not _of_class(element):
            found.add(f"{element.tag}.{element.classes[-1]}")
        waiting += [child for child in element.children if isinstance(child, Element)]
    return found - PLAIN
