"""The product's own composed content of one language, handed to the peers before any clock runs.

Run as a process of its own, so that its memory is no peer's: python -m tests.bench.contents SOURCES LANG FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import colophon, compose, localise, normalise, printers
from pipeline.design import Design, read_design
from pipeline.desk import Desk
from pipeline.gathering import gather
from pipeline.model.book import Block, Section
from pipeline.model.fields import Lang
from pipeline.model.pages import MM
from pipeline.progress import SilentProgress
from pipeline.stock import read_design_texts
from tests.bench.markup import plain_text, take_apart

__all__ = ["FOLIO", "Content", "compose_content", "facts_of"]

FOLIO = 100
"""The number in every line of contents and index as composed: no peer's, only as wide as most."""


@dataclass(frozen=True, slots=True)
class Content:
    """One language's book before its numbers (each is FOLIO): sections in their order, the layout's stylesheets by file name.

    ``type_area_mm``: left, top, right, bottom of what a page of either side may fill, a millimetre or two wider than the type.

    Targets of index lines stand in the order of the body, so that their numbers come sorted. Notes pages are left out: they
    only fill a signature.
    """

    lang: Lang
    title: str
    type_area_mm: tuple[float, float, float, float]
    notes: str
    sections: tuple[Section, ...]
    styles: dict[str, str]

    @property
    def body(self) -> list[Section]:
        """Chapters of entries."""
        return [section for section in self.sections if section.kind in ("chapter", "experts")]

    @property
    def indexes(self) -> list[Section]:
        return [section for section in self.sections if section.kind == "index"]

    def index_lines(self) -> list[Block]:
        """Every index line that carries numbers; letters and subjects stand between them."""
        return [block for section in self.indexes for block in section.blocks if block.targets]


def compose_content(sources: Path, lang: Lang) -> Content:
    """Read, clean, localise and compose an edition as `guide build` does, and stop before any type is set."""
    desk = Desk(sources, sources / "build")
    gathered = gather(desk, SilentProgress())
    edition = gathered.edition
    catalogue = localise.load_content(desk.text_or(f"translations/content.{lang}.po"), lang)
    listings, _, _ = localise.localise(gathered.clean.listings, lang, catalogue, normalise.legal_forms())
    labels = localise.labels(lang, desk.text_or(f"translations/labels.{lang}.po") or None)
    texts = read_design_texts(edition.design)
    design = read_design(edition.design, texts, edition.trim_mm, printers.load_profile(edition.printer_profile).bleed_mm)
    composing = compose.Composing(
        lang, edition, labels, design.templates, localise.sort_key, localise.bucket, desk.front_matter(lang), subject_key=localise.subject_key
    )
    facts = colophon.imprint_facts(edition, lang, labels, desk.inputs_digest())
    imprint, front = compose.compose_front(listings, composing, facts)
    body = compose.compose_body(listings, composing)
    indexes = [_in_book_order(index, body) for index in compose.compose_indexes(listings, lambda _: FOLIO, composing)]
    contents = compose.compose_contents([*front, *body, *indexes], lambda _: str(FOLIO), composing)
    opening = [compose.compose_title(listings, composing), *([imprint] if imprint else [])]
    correction = compose.compose_correction(composing)
    sections = (*opening, contents, *front, *body, *indexes, *([correction] if correction else []))
    styles = {name: text for name, text in sorted(texts.items()) if name.endswith(".css")}
    notes = compose.compose_notes(1, composing).blocks[0].html
    return Content(lang, edition.title[lang], _type_area(design), notes, sections, styles)


def _type_area(design: Design) -> tuple[float, float, float, float]:
    page = design.geometry
    width, height, outer = page.trim_width / MM, page.trim_height / MM, page.outer / MM
    return (outer - 1, page.top / MM - 2, width - outer + 1, height - design.foot_mm + 2)


def _in_book_order(index: Section, body: Iterable[Section]) -> Section:
    place = {block.listing: number for number, block in enumerate(block for section in body for block in section.blocks)}
    blocks = tuple(replace(block, targets=tuple(sorted(block.targets, key=place.__getitem__))) for block in index.blocks)
    return replace(index, blocks=blocks)


def facts_of(content: Content) -> dict[str, object]:
    """What the agreement and the table need to know of the content."""
    last = content.sections[-1]
    return {
        "listings": sum(len(section.blocks) for section in content.body),
        "first_chapter": plain_text(_head(content.body[0])),
        "first_index": plain_text(_head(content.indexes[0])),
        "index": [
            [take_apart(block.html, block.locators).text if block.targets else plain_text(block.html), len(block.targets)]
            for section in content.indexes for block in (*([section.head] if section.head else []), *section.blocks)
        ],
        "after": "".join(plain_text(block.html) for block in last.blocks) if last.kind == "front" else "",
        "notes": plain_text(content.notes),
        "type_area_mm": content.type_area_mm,
    }


def _head(section: Section) -> str:
    return section.head.html if section.head else section.blocks[0].html


def main(sources: str, lang: Lang, folder: str) -> None:
    """Write the peers' documents and the content's facts into a folder."""
    from tests.bench.peers import typ, web

    content = compose_content(Path(sources), lang)
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    typ.write(content, out)
    web.write(content, out)
    (out / "facts.json").write_text(json.dumps(facts_of(content), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])  # type: ignore[arg-type]
