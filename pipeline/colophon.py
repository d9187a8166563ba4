"""What the imprint is filled with: the edition's own facts, and those that are known only when all pages are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pipeline import imposition, localise
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.stock import PaperStock

__all__ = ["Imprint", "imprint_facts", "imprint_of"]

_SHEET = {"sheet_format": "00×00/00", "conventional_sheets": "00,00"}
"""What the printer's paper and the number of pages decide, as wide as it is printed."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """``provisional``: facts by the names of their placeholders, with noughts for what is not known before the book is made up.

    The digest of the sources is among those: with it the provisional imprint would be set anew for every corrected cell.
    ``of_pages``: the true facts of a book of so many pages; of None, without those that its pages decide.
    """

    provisional: dict[str, str]
    of_pages: Callable[[int | None], dict[str, str]]


def imprint_facts(edition: Edition, lang: EditionLang, labels: localise.Labels, digest: str) -> dict[str, str]:
    """What placeholders are filled with, by their names; a fact that is not known is "", those of the sheet are noughts."""
    width, height = (localise.format_number(side, lang) for side in edition.trim_mm)
    return {
        "edition": str(edition.number), "impression": str(edition.impression), "data_date": localise.format_date(edition.data_date, lang),
        "print_run": labels.plural("{n} copy", "{n} copies", edition.print_run) if edition.print_run else "",
        "isbn": edition.isbn.get(lang, ""), "udc": edition.udc, "bbk": edition.bbk,
        "publisher": edition.publisher.name[lang], "publisher_contact": edition.publisher.contact[lang],
        "printer": ", ".join(part for part in (edition.printer.name[lang], edition.printer.contact[lang]) if part), "digest": digest,
        "paper": edition.paper.get(lang, ""), "format": f"{width} × {height}", "order": edition.order, **_SHEET,
    }


def imprint_of(facts: dict[str, str], lang: EditionLang, stock: PaperStock) -> Imprint:
    """The imprint of a book on that paper, from :func:`imprint_facts`."""

    def of_pages(pages: int | None) -> dict[str, str]:
        return {**facts, **(dict.fromkeys(_SHEET, "") if pages is None else _sheet_facts(stock, lang, pages))}

    return Imprint({**facts, "digest": "0" * len(facts["digest"])}, of_pages)


def _sheet_facts(stock: PaperStock, lang: EditionLang, pages: int) -> dict[str, str]:
    """Format and "усл. печ. л." as ``guide plan`` tells them."""
    short, long = (localise.format_number(side, lang) for side in stock.imprint_sheet_cm)
    sheets = imposition.conventional_sheets(pages, stock.imprint_sheet_cm, stock.imprint_fraction)
    return {
        "sheet_format": f"{short}×{long}/{stock.imprint_fraction}",
        "conventional_sheets": localise.format_number(Decimal(f"{sheets:.2f}"), lang),
    }
