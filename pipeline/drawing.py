"""Made-up pages become drawn ones; those that stand as they stood in the last run are remembered."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import makeup
from pipeline.memory import Shelf, code_digest, digest_of
from pipeline.model.pages import DrawnPage, MadePage, PageGeometry
from pipeline.typeset import Galleys

__all__ = ["draw_pages"]


def draw_pages(pages: Sequence[MadePage], galleys: Galleys, geometry: PageGeometry, shelf: Shelf) -> list[DrawnPage]:
    """Every page as PDF operators. Only what has changed since the last run is fetched from the galleys and drawn."""
    drawn: list[DrawnPage] = []
    for page in pages:
        key = _key(page, galleys, geometry)
        name = digest_of(key)
        kept = shelf.recall(name, "")
        if not isinstance(kept, DrawnPage):
            kept = makeup.draw_page(page, galleys.fetch({placement.block for placement in page.placements}), geometry)
            shelf.keep(name, "", kept)
        drawn.append(kept)
    return drawn


def _key(page: MadePage, galleys: Galleys, geometry: PageGeometry) -> str:
    """Everything a page's ink depends on, one placement a line."""
    lines = [f"code {code_digest()}", f"height {geometry.trim_height:.3f}", f"folio {page.folio}", *map(repr, page.bars)]
    for placement in page.placements:
        digest = galleys.shapes[placement.block].digest
        lines.append(f"{digest} {placement.first} {placement.x!r} {placement.ys!r} {placement.turn}")
    return "\n".join(lines)
