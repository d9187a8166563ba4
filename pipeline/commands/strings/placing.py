"""Pages, links and lengths for translators, out of the book that was built last."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from pipeline import localise, normalise
from pipeline.commands.strings.opening import Translations
from pipeline.desk import Desk, read_file
from pipeline.errors import Unreadable
from pipeline.strings.places import label_places, places, read_printed_book
from pipeline.strings.units import CatalogueKind, Context, unit_name
from pipeline.verify import box_lines, page_texts

__all__ = ["Placed", "last_places"]

Placed = Mapping[CatalogueKind, Mapping[str, Context]]


def last_places(desk: Desk, ours: Translations) -> Placed | None:
    """By kind and name of a unit where it stands; None where the language has not been built yet, or not by this program."""
    edition, lang = ours.gathered.edition.id, ours.lang
    stem = desk.build / edition / lang / f"guide-{edition}-{lang}"
    with suppress(Unreadable):
        page_map, proof = read_file(stem.with_name(f"{stem.name}.pagemap.json")), read_file(stem.with_name(f"{stem.name}.proof.pdf"))
        book = read_printed_book(page_map.decode("utf-8", "replace"), f"{stem.name}.proof.pdf")
        if book is not None:
            wanted = {unit.key.partition("/")[0] for unit in ours.wanted["content"].units}
            filed = localise.load_content(ours.texts["content"], lang)
            made, _, _ = localise.localise(ours.gathered.clean.listings, lang, filed, normalise.legal_forms())
            content = places(book, [one for one in made if one.id in wanted], lang, lambda boxes: box_lines(proof, boxes))
            own = {unit_name(unit, "labels"): unit.target for unit in ours.catalogues["labels"].units if unit.state == "done"}
            wordings = {unit_name(unit, "labels"): unit.target for unit in ours.wanted["labels"].units} | own
            return {"content": content, "labels": label_places(book.proof, wordings, page_texts(proof))}
    return None
