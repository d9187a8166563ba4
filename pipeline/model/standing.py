"""Where the texts of listings stand in a book: page by page, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.fields import EditionLang
from pipeline.model.findings import Box
from pipeline.model.packing import packable

__all__ = ["Run", "Standing", "Untranslated"]


@dataclass(frozen=True, slots=True)
class Run:
    """The lines of a text on one page. ``box`` is as wide as the column they stand in; ``column`` counts from 0."""

    page_index: int
    folio: str
    box: Box
    column: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A text of a listing, the language it stands in, and its runs in the order of the pages.

    Of a text that is printed nowhere the one run has no height: it names the page that the listing begins on.
    """

    listing: str
    field: str
    lang: str
    runs: tuple[Run, ...]


@packable
@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text that the book in ``lang`` prints in another language: ``stands_in``. ``name``: of its listing; ``page`` counts from 1.

    ``key`` is ``listing-id/field``. ``doubtful``: it has a translation, which is to be looked at again.
    """

    lang: EditionLang
    key: str
    name: str
    field: str
    stands_in: str
    page: int
    folio: str
    doubtful: bool = False
