"""Editions with a page map of a book that was never set: a cover needs no more of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.covering import MadeCover, make_cover
from pipeline.desk import Desk
from pipeline.model.edition import Edition
from pipeline.model.fields import Lang
from pipeline.model.pages import MM
from pipeline.settings import read_edition
from pipeline.stock import book_digest, read_design_texts

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = ("Астана", "Абай", "Шығыс Қазақстан", "Сарапшылар", "Көрсеткіштер")
NAMES = ("region-kz-71", "region-kz-10", "region-kz-63", "experts", "index-places")


def edition_of(**changes: Any) -> Edition:
    """The sample's settings, some of them changed."""
    return replace(read_edition((CHECKOUT / "sources" / "edition.toml").read_text("utf-8")), **changes)


def page_map(desk: Desk, edition: Edition, lang: Lang, pages: int, parts: Sequence[str] = PARTS) -> dict[str, Any]:
    """A book of so many pages: eight before the first part, the parts of equal length, three listings in each but the indexes."""
    length = (pages - 8) // max(len(parts), 1)
    starts = [9 + length * at for at in range(len(parts))]
    names = [NAMES[at] if at < len(NAMES) else f"region-kz-{at}" for at in range(len(parts))]
    owner = {page: name for name, start in zip(names, starts, strict=True) for page in range(start, start + length)}
    return {
        "form": 2, "edition": edition.id, "lang": lang, "trim_pt": [side * MM for side in edition.trim_mm],
        "made_from": {"sources": desk.inputs_digest(), "design": book_digest(read_design_texts(edition.design))},
        "pages": [{"page": page, "folio": str(page), "section": owner.get(page, "front")} for page in range(1, pages + 1)],
        "sections": [
            {"name": name, "title": tab, "page": start, "tab": tab} for name, start, tab in zip(names, starts, parts, strict=True)
        ],
        "entries": [
            {"listing": f"{name}-{at}", "section": name, "page": start}
            for name, start in zip(names, starts, strict=True) if not name.startswith("index") for at in range(3)
        ],
        "lines": [],
    }


def desk_with(folder: Path, edition: Edition, pages: int, langs: Sequence[Lang] = ("ru",), parts: Sequence[str] = PARTS, text: str = "Текст.") -> Desk:
    """A desk whose build folder holds finished books; ``text``: of the back of the cover in every language, "" for none."""
    sources = folder / "sources"
    (sources / "front").mkdir(parents=True, exist_ok=True)
    (sources / "edition.toml").write_text((CHECKOUT / "sources" / "edition.toml").read_text("utf-8"), "utf-8")
    for lang in langs:
        if text:
            (sources / "front" / f"cover.{lang}.md").write_text(text, "utf-8")
    desk = Desk(sources, folder / "build")
    for lang in langs:
        path = desk.build / edition.id / lang / f"guide-{edition.id}-{lang}.pagemap.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(page_map(desk, edition, lang, pages, parts)), "utf-8")
    return desk


def with_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into the edition that :func:`desk_with` is going to look at."""
    for name, content in files.items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def cover_of(folder: Path, pages: int = 200, lang: Lang = "ru", parts: Sequence[str] = PARTS, text: str = "Текст.", printer: str = "", **changes: Any) -> MadeCover:
    """The cover of a book of so many pages."""
    edition = edition_of(**changes)
    return make_cover(desk_with(folder, edition, pages, (lang,), parts, text), edition, lang, printer)
