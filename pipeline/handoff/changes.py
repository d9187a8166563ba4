"""changes_since_R<n>.md: what a printer and an editor must know of a new round, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.handoff.specification import LANGUAGES, Say
from pipeline.model.corrections import Corrections
from pipeline.model.fields import EditionLang
from pipeline.model.message import Message, msg, nmsg

__all__ = ["BookChanges", "changes_bytes", "page_list"]

_WHY: Mapping[str, Message] = {
    "added": msg("New listings: {n}"), "removed": msg("Listings taken out: {n}"), "longer": msg("Listings that are longer: {n}"),
    "shorter": msg("Listings that are shorter: {n}"), "corrected": msg("Listings corrected, as long as they were: {n}"),
}
_SHOWN = 200
"""Listings of one kind that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class BookChanges:
    """One book against the round ``since`` that held it last, "" where none did.

    ``corrections`` is None where the page maps cannot be compared, or there was no such book.

    ``pictures``: pages (from 1) whose plates differ, with the plates, as they were drawn; None where they were not compared.
    ``same_cover``: None where the earlier cover is not at hand.
    """

    lang: EditionLang
    since: str
    corrections: Corrections | None
    same_interior: bool
    same_cover: bool | None
    pictures: Mapping[int, Sequence[str]] | None = field(default=None)


def changes_bytes(
    earlier: str, job: str, books: Sequence[BookChanges], others: Mapping[EditionLang, str], words: Mapping[str, Callable[[Message], str]]
) -> bytes:
    """The file as UTF-8 Markdown. ``earlier`` and ``job``: names of both rounds.

    ``others``: books that are not handed off this time, and the round that held each last.
    """
    parts = []
    for lang, say in words.items():
        title = say(msg("{job} compared with {earlier}", job=job, earlier=earlier))
        lines = [f"# {say(LANGUAGES[lang])}: {title}", ""]
        for book in books:
            lines += [f"## {say(LANGUAGES[book.lang])}", "", *_told(book, earlier, say), ""]
        lines += [say(_elsewhere(one, name)) for one, name in others.items()]
        parts.append("\n".join(lines).rstrip())
    return ("\n\n".join(parts) + "\n").encode()


def _elsewhere(lang: EditionLang, job: str) -> Message:
    return msg("Not part of this round: {language}, last handed off in {job}.", language=LANGUAGES[lang], job=job)


def _told(book: BookChanges, earlier: str, say: Say) -> Iterator[str]:
    if not book.since:
        yield "- " + say(msg("This book is new in the job."))
        return
    if book.since != earlier:
        yield "- " + say(msg("Last handed off in {job}; compared with that.", job=book.since))
    for line in (*_interior(book), *_cover(book)):
        yield f"- {say(line)}"
    if book.corrections is not None and not book.same_interior:
        yield from _listings(book.corrections, say)


def _cover(book: BookChanges) -> Iterator[Message]:
    if book.same_cover is not None:
        yield msg("The cover is the same.") if book.same_cover else msg("The cover has changed: new plates.")


def _interior(book: BookChanges) -> Iterator[Message]:
    found = book.corrections
    if book.same_interior:
        yield msg("The interior is the same, byte by byte: its plates hold.")
        return
    if found is None:
        yield msg("The interior has changed; the page map of the earlier round cannot be compared.")
    else:
        if found.page_count != found.pages_before:
            yield msg("The book had {before} pages and now has {after}.", before=found.pages_before, after=found.page_count)
        pages = [page.page for page in found.pages]
        if pages:
            yield nmsg("{n} page has changed: {pages}", "{n} pages have changed: {pages}", len(pages), pages=page_list(pages))
        else:
            yield msg("No page looks otherwise; only what the file says of itself has changed.")
        yield msg(
            "New plates: {count} of {all}, in {signatures} of {of} signatures of {size} pages",
            count=len(found.plates), all=found.plate_count, signatures=len({plate.signature for plate in found.plates}),
            of=found.signatures, size=found.signature_pages,
        )
        if found.colophon:
            yield msg("The colophon on page {page} names the digest of the sources; it differs with every change.", page=found.colophon)
    if book.pictures is not None:
        drawn = sorted(book.pictures)
        if drawn:
            yield nmsg("Drawn and compared, plate by plate, {n} page differs: {pages}",
                       "Drawn and compared, plate by plate, {n} pages differ: {pages}", len(drawn), pages=page_list(drawn))
        else:
            yield msg("Drawn and compared, plate by plate, no page differs.")


def _listings(found: Corrections, say: Say) -> Iterator[str]:
    for kind, word in _WHY.items():
        held = [change for change in found.changes if change.kind == kind]
        if not held:
            continue
        yield "- " + say(msg(word.msgid, n=len(held)))
        for change in held[:_SHOWN]:
            pages = say(nmsg("page {pages}", "pages {pages}", len(change.pages), pages=page_list(change.pages))) if change.pages else ""
            yield f"  - {_plain(change.name)} ({', '.join(filter(None, (change.listing, pages)))})"
        if len(held) > _SHOWN:
            rest = len(held) - _SHOWN
            yield "  - " + say(nmsg("… and {n} more like these", "… and {n} more like these", rest))


def _plain(name: str) -> str:
    """A name that Markdown leaves alone."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#" else letter for letter in name)


def page_list(pages: Sequence[int]) -> str:
    """Numbers with runs drawn together: 1, 4-6."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
