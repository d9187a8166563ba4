"""XLIFF: written as 1.2, which Weblate and memoQ read best; read as 1.2 and 2.x.

XLIFF 1.2 (OASIS, 2008): a ``file`` has one source language, so a catalogue has one for each; ``id`` and ``resname`` of a unit are its key,
``extradata`` (data for a program) its mark. ``needs-translation`` is the state by which Weblate knows what is to be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from pipeline.doors.xml_text import local_name, parse_xml
from pipeline.errors import Unreadable
from pipeline.model.findings import CellRef
from pipeline.model.message import msg
from pipeline.strings.arrival import Arrival, Incoming, day_of, stated_tag
from pipeline.strings.contexts import Word, context_lines, location
from pipeline.strings.exporting import WHY_HELD, Export
from pipeline.strings.marks import Mark, read_mark, tidy
from pipeline.strings.plural_forms import form_examples, form_name, forms_of
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind, Unit, unit_name

__all__ = ["read_xliff", "xliff_text"]

_DOUBTFUL: Final = "needs-translation"
_DONE: Final = frozenset({"translated", "final", "signed-off", "reviewed"})


def xliff_text(export: Export, word: Word) -> str:
    """The XLIFF file of an export: what surrounds each text as notes."""
    languages = list(dict.fromkeys(unit.source_lang for unit in export.catalogue.units))
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n']
    for lang in languages:
        parts.append(
            f'<file original="{export.kind}.{lang}" source-language="{lang}" target-language="{export.lang}" datatype="plaintext"'
            f' product-name="guide" product-version={quoteattr(export.edition)}>\n<body>\n'
        )
        for unit in export.catalogue.units:
            if unit.source_lang == lang:
                parts += _units(export, unit, word)
        parts.append("</body>\n</file>\n")
    return "".join((*parts, "</xliff>\n"))


def _units(export: Export, unit: Unit, word: Word) -> Iterator[str]:
    name = unit_name(unit, export.kind)
    context = export.contexts[name]
    notes = list(filter(None, (location(context), *context_lines(context, word))))
    if unit.fuzzy and unit.previous:
        notes.append(word(msg("translated from: {text}", text=unit.previous)))
    if unit.held:
        notes.append(word(WHY_HELD))
    for form, source, target in forms_of(unit):
        of_form = [] if form is None else [word(msg("for numbers such as {numbers}", numbers=form_examples(form, export.lang)))]
        key = quoteattr(form_name(name, form))
        approved = ' approved="yes"' if unit.state == "done" else ""
        state = _DOUBTFUL if unit.fuzzy else "translated"
        mark = quoteattr(Mark.of(unit).digests)
        size = f' maxwidth="{context.fits}" size-unit="char"' if context.fits else ""
        yield f'<trans-unit id={key} resname={key} xml:space="preserve" extradata={mark}{approved}{size}>\n'
        yield f"<source>{_text(source)}</source>\n"
        if tidy(target):
            yield f'<target state="{state}">{_text(target)}</target>\n'
        if unit.remark:
            yield f'<note from="translator">{_text(unit.remark)}</note>\n'
        if of_form or notes:  # one note, and the last: OmegaT shows no other
            yield f'<note from="developer">{_text(chr(10).join(of_form + notes))}</note>\n'
        yield "</trans-unit>\n"


def _text(text: str) -> str:
    return escape(tidy(text))


def read_xliff(content: bytes, file: str) -> Arrival:
    """All texts of an XLIFF file, whichever version. Raises Unreadable where it is none."""
    root = parse_xml(content, file)
    if local_name(root.tag) != "xliff":
        raise Unreadable(msg("{file} is no XLIFF file.", file=file), msg("Send the file that guide strings export wrote."))
    lang, edition, day, texts = root.get("trgLang", ""), "", "", list[Incoming]()
    for part in _children(root, "file"):
        lang = part.get("target-language", lang)
        edition = part.get("product-version", edition)
        day = day_of(part.get("date", "")) or day
        kind = part.get("original", part.get("id", "")).partition(".")[0]
        of_kind: CatalogueKind | None = kind if kind in CATALOGUE_KINDS else None
        for unit in part.iter():
            if local_name(unit.tag) == "trans-unit":
                texts.append(_from_1(unit, of_kind, file))
            elif local_name(unit.tag) == "unit":
                texts.append(_from_2(unit, of_kind, file))
    return Arrival(file, tuple(texts), stated_tag(lang), edition, day=day)


def _from_1(unit: Element, kind: CatalogueKind | None, file: str) -> Incoming:
    source, target = _child(unit, "source"), _child(unit, "target")
    name = unit.get("resname") or unit.get("id") or ""
    state = target.get("state", "") if target is not None else ""
    text, sent = _content(target), _content(source)
    doubtful = state == "new" or state.startswith("needs-")
    notes = [_content(note) for note in _children(unit, "note") if note.get("from") == "translator"]
    return Incoming(
        name, text, CellRef(file, cell=unit.get("id", "")), kind, (), doubtful or _is_copy(text, sent, state), sent,
        _mark_of(unit), tidy("\n".join(notes)),
    )  # fmt: skip


def _mark_of(unit: Element) -> Mark | None:
    """The mark of a unit; where Weblate made the file from a PO file, it stands as the place of the text."""
    places = (read_mark(_content(one)) for one in unit.iter() if local_name(one.tag) == "context")
    return read_mark(unit.get("extradata", "")) or next(filter(None, places), None)


def _from_2(unit: Element, kind: CatalogueKind | None, file: str) -> Incoming:
    """A unit of 2.x; a program may have parted it into segments."""
    parts = [part for part in unit if local_name(part.tag) in ("segment", "ignorable")]
    text = "".join(_content(_child(part, "target")) or (_content(_child(part, "source")) if local_name(part.tag) == "ignorable" else "")
                   for part in parts)
    sent = "".join(_content(_child(part, "source")) for part in parts)
    states = {part.get("state", "") for part in parts if local_name(part.tag) == "segment"}
    missing = any(not _content(_child(part, "target")).strip() for part in parts if local_name(part.tag) == "segment")
    doubtful = "initial" in states or (missing and bool(text.strip()))
    name = unit.get("name") or unit.get("id") or ""
    copied = _is_copy(text, sent, next(iter(states)) if len(states) == 1 else "")
    return Incoming(name, text, CellRef(file, cell=unit.get("id", "")), kind, (), doubtful or copied, sent)


def _is_copy(text: str, source: str, state: str) -> bool:
    """Whether a target is but the source: what some programs write for texts that nobody translated."""
    return bool(text.strip()) and tidy(text) == tidy(source) and state not in _DONE


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local_name(child.tag) == name]


def _child(element: Element, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _content(element: Element | None) -> str:
    return "".join(element.itertext()) if element is not None else ""
