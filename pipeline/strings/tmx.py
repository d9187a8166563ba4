"""Translation memories in TMX 1.4b (LISA, 2005): ours written, other programs' read.

A unit of ours is one text of one listing: ``srclang`` its language, the property ``x-key`` its key, and ``x-approved`` says that a person
stands for it. Other programs' units bear codes of theirs within the text (``bpt``, ``ept``, ``ph``, ``it``, ``ut``: 1.4b, 3.5), which are
left out; what ``hi`` surrounds is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from pipeline.doors.xml_text import each_element, local_name
from pipeline.errors import Unreadable
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg, nmsg
from pipeline.strings import rules
from pipeline.strings.marks import tidy
from pipeline.strings.translation_memory import Remembered

__all__ = ["LONGEST_TMX", "ReadMemory", "read_tmx", "tmx_text"]

LONGEST_TMX: Final = 128 << 20
"""Bytes of the largest memory that is read: some 200,000 units of an agency."""
_TOOL: Final = "guide-pipeline"
_LONGEST: Final = 20_000
"""Letters of a text of a listing."""
_NAMED: Final = {"kaz": "kk", "rus": "ru", "eng": "en"}
"""memoQ's codes (ISO 639-2) that are longer than they need be."""
_CODES: Final = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})
# "paragraph": OmegaT then cuts the texts into sentences as it cuts those to be translated, and finds the sentences again ("block": none).
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="{tool}" creationtoolversion="1" segtype="paragraph"
 o-tmf="{tool}" adminlang="en" srclang="*all*" datatype="plaintext"/>
<body>
"""


@dataclass(slots=True)
class ReadMemory:
    """What a file holds. ``own``: the guide wrote it; ``others``, ``empty``, ``long``: units left out, and why."""

    entries: list[Remembered] = field(default_factory=list)
    own: bool = False
    units: int = 0
    others: int = 0
    empty: int = 0
    long: int = 0
    srclang: str = ""

    def findings(self, file: str) -> list[Finding]:
        """What was left out, in sentences."""
        told = [
            ("other-languages", self.others, nmsg(
                "{file}: {n} unit is not in two of the guide's languages.", "{file}: {n} units are not in two of the guide's languages.",
                self.others, file=file)),
            ("no-text", self.empty, nmsg("{file}: {n} unit has no text.", "{file}: {n} units have no text.", self.empty, file=file)),
            ("too-long", self.long, nmsg(
                "{file}: {n} unit is longer than any text of a listing.", "{file}: {n} units are longer than any text of a listing.",
                self.long, file=file)),
        ]  # fmt: skip
        hint = msg("The others were read.")
        return [rules.FOREIGN_MEMORY.finding(code, message, hint=hint, place=CellRef(file)) for code, count, message in told if count]


def tmx_text(memory: Iterable[Remembered]) -> str:
    """The memory as a TMX file; same memory, same bytes."""
    parts = [_HEAD.format(tool=_TOOL)]
    for _, group in groupby(sorted(memory), key=_unit_of):
        parts += _unit(list(group))
    return "".join((*parts, "</body>\n</tmx>\n"))


def _unit_of(one: Remembered) -> tuple[object, ...]:
    """What stands in one unit: all translations of one text; of one that came from elsewhere each is a unit of its own."""
    return one.source_lang, one.source, one.key, one.approved, "" if one.key else (one.lang, one.target)


def _unit(group: list[Remembered]) -> Iterator[str]:
    first = group[0]
    yield f'<tu srclang="{first.source_lang}">'
    if first.key:
        yield f'<prop type="x-key">{_text(first.key)}</prop>'
    if first.approved:
        yield '<prop type="x-approved">yes</prop>'
    yield f'\n<tuv xml:lang="{first.source_lang}"><seg>{_text(first.source)}</seg></tuv>\n'
    for one in group:
        by = f" changeid={quoteattr(tidy(one.translator))}" if one.translator else ""
        meant = '<prop type="x-meant">yes</prop>' if one.meant else ""
        yield f'<tuv xml:lang="{one.lang}"{by}>{meant}<seg>{_text(one.target)}</seg></tuv>\n'
    yield "</tu>\n"


def _text(text: str) -> str:
    return escape(tidy(text))


def read_tmx(content: bytes, file: str) -> ReadMemory:
    """All units of a TMX file, whatever its version, its encoding and its languages. Raises Unreadable where it is none."""
    found = ReadMemory()
    takers: dict[str, Callable[[Element, ReadMemory], None]] = {"header": _take_header, "tu": _take_unit}
    outermost = each_element(content, file, takers.keys(), lambda element: takers[local_name(element.tag)](element, found))
    if outermost != "tmx":
        raise Unreadable(msg("{file} is no translation memory (TMX).", file=file), msg("Export the memory as TMX from your program."))
    return found


def _take_header(header: Element, found: ReadMemory) -> None:
    found.own = header.get("creationtool") == _TOOL
    found.srclang = header.get("srclang", "")


def _take_unit(unit: Element, found: ReadMemory) -> None:
    """A unit is a translation from its source language, or between any two of its languages where it names none."""
    found.units += 1
    texts: dict[Lang, tuple[str, str]] = {}
    meant: set[Lang] = set()
    for variant in unit:
        lang = _language(next((value for name, value in variant.attrib.items() if local_name(name) == "lang"), ""))
        if local_name(variant.tag) == "tuv" and lang is not None:
            segment = next((child for child in variant if local_name(child.tag) == "seg"), None)
            if lang not in texts and found.own and _said(variant).get("x-meant") == "yes":
                meant.add(lang)
            texts.setdefault(lang, (_segment(segment), variant.get("changeid", "") or variant.get("creationid", "")))
    filled = {lang: text for lang, text in texts.items() if text[0]}
    if len(texts) < 2:
        found.others += 1
    elif len(filled) < 2:
        found.empty += 1
    elif max(len(text) for text, _ in filled.values()) > _LONGEST:
        found.long += 1
    else:
        found.entries += _pairs(unit, filled, meant, found)


def _said(element: Element) -> dict[str, str]:
    return {prop.get("type", ""): (prop.text or "").strip() for prop in element if local_name(prop.tag) == "prop"}


def _pairs(unit: Element, texts: dict[Lang, tuple[str, str]], meant: Collection[Lang], found: ReadMemory) -> Iterator[Remembered]:
    said = _said(unit)
    key = said.get("x-key", "") if found.own else ""
    approved = found.own and said.get("x-approved") == "yes"
    source = _language(unit.get("srclang") or found.srclang)
    for one in [source] if source is not None and source in texts else list(texts):
        for other in texts:
            if other != one:
                by = re.sub(r"\s+", " ", texts[other][1]) if found.own else ""
                yield Remembered(one, texts[one][0], key, other, texts[other][0], approved, by, other in meant)


def _language(tag: str) -> Lang | None:
    """The guide's language that a code means (ru-RU, KK_kz, kaz); None for others, and for Kazakh in Latin letters."""
    primary, *subtags = re.split(r"[-_]", tag.strip().casefold())
    lang = _NAMED.get(primary, primary)
    if lang not in LANGUAGES or {"latn", "arab"}.intersection(subtags):
        return None
    return lang


def _segment(segment: Element | None) -> str:
    return tidy("".join(_letters(segment))) if segment is not None else ""


def _letters(element: Element) -> Iterator[str]:
    """The text without codes; what stands behind a code is text again."""
    yield element.text or ""
    for child in element:
        if local_name(child.tag) not in _CODES:
            yield from _letters(child)
        yield child.tail or ""
