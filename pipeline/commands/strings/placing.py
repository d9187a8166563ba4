"""Pages, links and lengths for translators, out of the book that was built last."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from pipeline import localise, normalise, revising
from pipeline.commands.strings.opening import Translations
from pipeline.desk import Desk, read_file
from pipeline.errors import Unreadable
from pipeline.model.slots import Slot
from pipeline.slots import Slots, heads_cut
from pipeline.source_files import GLOSSARY
from pipeline.strings.catalogue_files import rewritten_po
from pipeline.strings.places import label_places, places, read_printed_book
from pipeline.strings.units import CatalogueKind, Context, Unit, unit_name
from pipeline.verify import box_lines, page_texts

__all__ = ["Placed", "last_places", "taken_heads", "taken_places"]

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
            of_book, filed = ours.gathered.edition, _printed(desk, ours, ours.texts["content"])
            made, _, _ = localise.localise(ours.gathered.clean.listings, lang, filed, normalise.legal_forms(), of_book.romanise)
            shown = [one for one in made if one.id in wanted]
            content = places(book, shown, lang, lambda boxes: box_lines(proof, boxes), Slots.of(desk, of_book, lang))
            own = {unit_name(unit, "labels"): unit.target for unit in ours.catalogues["labels"].units if unit.state == "done"}
            wordings = {unit_name(unit, "labels"): unit.target for unit in ours.wanted["labels"].units} | own
            return {"content": content, "labels": label_places(book.proof, wordings, page_texts(proof))}
    return None


def taken_places(desk: Desk, ours: Translations, changed: Mapping[str, Unit | None]) -> Mapping[str, Slot]:
    """By name of a unit the places of the texts of listings that have another translation now, in the book that was built last.

    Empty where the language was not built yet, or nothing can be set on this machine. Only approved translations are printed.
    """
    printed = {name.partition("/")[0] for name, unit in changed.items() if unit is not None and unit.state == "done"}
    slots = Slots.of(desk, ours.gathered.edition, ours.lang) if printed else None
    if slots is None:
        return {}
    filed = _printed(desk, ours, rewritten_po(ours.texts["content"], ours.catalogues["content"]), printed)
    return slots.places(ours.gathered.clean.listings, printed, filed)


def taken_heads(desk: Desk, ours: Translations, changed: Mapping[str, Unit | None]) -> Mapping[str, str]:
    """By name of a unit what is left of labels that have another wording now, where they are cut off in heads."""
    worded = {name: unit.target for name, unit in changed.items() if unit is not None and unit.state == "done" and not unit.plural}
    return heads_cut(desk, ours.gathered.edition, ours.lang, worded)


def _printed(desk: Desk, ours: Translations, text: str, listings: Collection[str] | None = None) -> localise.ContentCatalogue:
    """What a book prints of a content catalogue's text; looked at are the translations of some ``listings`` (ids), None: of all."""
    chosen = [one for one in ours.gathered.clean.listings if listings is None or one.id in listings]
    filed, glossary = localise.load_content(text, ours.lang), revising.glossary_of(desk.text_or(GLOSSARY))
    return revising.printed_catalogue(chosen, ours.lang, filed, glossary, ours.gathered.waivers)
