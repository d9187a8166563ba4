"""What an edition in one language wants translated: its listings' texts in the order of the book, and the guide's labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import compose, localise, normalise
from pipeline.localise.translations import content_texts, fold_source, is_wanted, source_name
from pipeline.model.edition import USUAL_SCHEME
from pipeline.model.field_words import field_words
from pipeline.model.fields import Lang
from pipeline.model.listings import Listing, Organisation, Text
from pipeline.model.message import msg
from pipeline.strings.held import Judge, meant_words, no_judge, with_held
from pipeline.strings.units import Catalogue, CatalogueKind, Context, Unit, unit_name
from pipeline.wording import say

__all__ = ["Wanted", "in_printed_order", "label_units", "wanted_content", "wanted_labels", "with_targets"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Units in the order of the book, without any target of the edition's own, and by name what is known beside them."""

    kind: CatalogueKind
    lang: Lang
    units: tuple[Unit, ...]
    contexts: Mapping[str, Context]


def in_printed_order(listings: Sequence[Listing], lang: Lang, catalogue: localise.ContentCatalogue) -> list[Listing]:
    """The listings as the book in ``lang`` prints them, one after the other: region by region, then the experts."""
    made, _, _ = localise.localise(listings, lang, catalogue, normalise.legal_forms(), USUAL_SCHEME)
    by_region, experts = compose.printed_order(made, lang, localise.sort_key)
    by_id = {listing.id: listing for listing in listings}
    ordered = [one.id for found in by_region.values() for one in found] + [one.id for one in experts]
    return [by_id[listing_id] for listing_id in ordered]


def wanted_content(listings: Sequence[Listing], lang: Lang, catalogue: localise.ContentCatalogue, reader: Lang) -> Wanted:
    """Every text of the listings that stands in another language than ``lang``; fields and regions in words of ``reader``.

    ``catalogue``: the translations there are, by which listings are filed.
    """
    units: list[Unit] = []
    contexts: dict[str, Context] = {}
    for listing in in_printed_order(listings, lang, catalogue):
        texts = content_texts(listing)
        for place, (name, text) in enumerate(texts):
            if is_wanted(listing, name, text, lang):
                unit = Unit(f"{listing.id}/{name}", text.value, text.lang)
                units.append(unit)
                letters = "" if catalogue.translation(unit.key, text.value) else localise.proposed_letters(name, text, lang)
                contexts[unit.key] = replace(_context(listing, texts, place, reader), letters=letters)
    return Wanted("content", lang, tuple(units), contexts)


def _context(listing: Listing, texts: Sequence[tuple[str, Text]], place: int, reader: Lang) -> Context:
    named = source_name(listing.names, listing.sent_in)
    around = [texts[at] for at in (place - 1, place + 1) if 0 <= at < len(texts) and texts[at][0] != "name"]
    region = listing.region.names[reader] if isinstance(listing, Organisation) else ""
    return Context(
        named.value if named else listing.id, say(field_words(texts[place][0]), reader), region,
        tuple((say(field_words(name), reader), text.value) for name, text in around),
    )


def label_units(lang: Lang) -> list[Unit]:
    """The guide's labels in the order of its catalogue, each with the package's own wording as its target."""
    return [
        Unit(one.context, one.msgid, "en", (*one.plurals, one.msgstr)[0], plural=one.plural, plurals=one.plurals)
        for one in localise.package_labels(lang).values()
    ]


def wanted_labels(lang: Lang, reader: Lang) -> Wanted:
    """The guide's labels; beside each, in words of ``reader``, how the guide itself words it."""
    units = tuple(label_units(lang))
    own = say(msg("the guide's own wording"), reader)
    contexts = {unit_name(unit, "labels"): Context(neighbours=((own, " / ".join(unit.plurals) or unit.target),)) for unit in units}
    return Wanted("labels", lang, units, contexts)


def with_targets(wanted: Wanted, old: Catalogue, judge: Judge = no_judge) -> Catalogue:
    """What is wanted, with the targets of the catalogue by key; one that was made from another source is fuzzy and tells it, and so is
    one that is none, as ``judge`` has it.
    """
    by_name: dict[str, list[Unit]] = {}
    for unit in old.units:
        by_name.setdefault(unit_name(unit, old.kind), []).append(unit)
    units = tuple(_with_target(unit, by_name.get(unit_name(unit, wanted.kind), ())) for unit in wanted.units)
    return Catalogue(wanted.lang, wanted.kind, units if judge is no_judge else with_held(units, judge, meant_words(old.units)))


def _with_target(unit: Unit, known: list[Unit] | tuple[()]) -> Unit:
    filled = [one for one in known if one.target or any(one.plurals)]
    own = next((one for one in filled if fold_source(one.source) == fold_source(unit.source) and not one.removed), None)
    if own is not None:
        return replace(
            unit, target=own.target, plurals=own.plurals, fuzzy=own.fuzzy, previous=own.previous, translator=own.translator,
            day=own.day, note=own.note, meant=own.meant,
        )
    if filled:
        last = filled[-1]
        before = last.previous or last.source
        return replace(
            unit, target=last.target, plurals=last.plurals, fuzzy=True, previous=before, translator=last.translator, day=last.day,
            note=last.note,
        )
    # What a translator asked about a text stays beside it until it has a translation.
    asked = next((one for one in known if one.note and not one.removed), None)
    return replace(unit, note=asked.note) if asked else unit
