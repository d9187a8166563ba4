"""Before a bag is packed: numbers that must be one are compared, each as it stands in its own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.handoff.rules import NUMBERS
from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.job import BookJob, Job
from pipeline.model.message import Figure, Message, msg

__all__ = ["Imprint", "numbers_wrong"]

SPINE_SLACK_MM = 0.5
TRIM_SLACK_MM = 0.1
_BETWEEN = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """``facts``: what must stand in a book's imprint, what it is and its very words; ``text``: all letters of the page it stands on."""

    text: str
    facts: tuple[tuple[Message, str], ...]


def numbers_wrong(job: Job, mapped: Mapping[EditionLang, int], imprints: Mapping[EditionLang, Imprint]) -> Iterator[Finding]:
    """Every number that is not the same in two places. ``mapped``: language -> pages by the page map; ``imprints``: by language."""
    for book in job.books:
        yield from _pages(book, mapped)
        yield from _trims(job, book)
        yield from _spine(job, book)
        if book.run < 1:
            hint = msg("Write print_run in edition.toml, and build again: the imprint names it.")
            message = msg("{language}: no quantity is set, so nobody can order paper", language=book.lang)
            yield NUMBERS.finding("no-run", message, hint=hint, place=CellRef("edition.toml"))
        if book.lang in imprints:
            yield from _imprint(book, imprints[book.lang])


def _pages(book: BookJob, mapped: Mapping[EditionLang, int]) -> Iterator[Finding]:
    place = CellRef(book.interior.file)
    if book.lang in mapped and mapped[book.lang] != book.interior.pages:
        message = msg("The PDF has {pdf} pages, its page map {mapped}", pdf=book.interior.pages, mapped=mapped[book.lang])
        yield NUMBERS.finding("pages", message, hint=msg("Build again: guide build."), place=place)
    if book.pages != book.interior.pages:
        message = msg("The specification says {said} pages, the PDF has {pdf}", said=book.pages, pdf=book.interior.pages)
        yield NUMBERS.finding("pages", message, place=place)
    if book.cover.pages != 1:
        message = msg("The cover has {n} pages; it must be one sheet: back, spine and front", n=book.cover.pages)
        yield NUMBERS.finding("pages", message, place=CellRef(book.cover.file))


def _trims(job: Job, book: BookJob) -> Iterator[Finding]:
    if any(abs(one - other) > TRIM_SLACK_MM for one, other in zip(book.interior.trim_mm, job.trim_mm, strict=True)):
        width, height = (Figure(round(side, 1)) for side in book.interior.trim_mm)
        wanted = msg("{width} × {height} mm", width=Figure(job.trim_mm[0]), height=Figure(job.trim_mm[1]))
        message = msg("The pages are {width} × {height} mm, the job says {wanted}", width=width, height=height, wanted=wanted)
        yield NUMBERS.finding("trim", message, place=CellRef(book.interior.file))


def _spine(job: Job, book: BookJob) -> Iterator[Finding]:
    reckoned = book.spine.width_mm if book.spine else 0.0
    found = book.cover.trim_mm[0] - 2 * job.trim_mm[0]
    if abs(found - reckoned) > SPINE_SLACK_MM:
        message = msg(
            "The cover has {found} mm of spine; {pages} pages come to {reckoned} mm", found=Figure(round(found, 2)), pages=book.pages,
            reckoned=Figure(round(reckoned, 2)),
        )
        yield NUMBERS.finding("spine", message, hint=msg("Make the cover again: guide cover."), place=CellRef(book.cover.file))


def _imprint(book: BookJob, imprint: Imprint) -> Iterator[Finding]:
    held = _squeezed(imprint.text)
    for name, words in imprint.facts:
        if words and _squeezed(words) not in held:
            message = msg("The imprint does not say “{words}” ({name})", words=words, name=name)
            yield NUMBERS.finding("imprint", message, hint=msg("Build again: guide build."), place=CellRef(book.interior.file))


def _squeezed(text: str) -> str:
    """Without spaces and hyphens of line ends: an engine that reads a page may see others."""
    return _BETWEEN.sub("", text).replace("\u00ad", "").replace("\u2010", "").replace("-", "").casefold()
