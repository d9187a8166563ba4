"""What corrections against an earlier build came to, as lines on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.model.corrections import Change, Corrections
from pipeline.model.corrections_words import numbers_of, overmatter_sentence
from pipeline.model.message import Message, msg, nmsg
from pipeline.terminal import Printer

__all__ = ["tell_corrections"]

SHOWN: Final = 20
"""Changes printed to a terminal; ``guide-<edition>-<lang>.corrections.json`` has all."""


def tell_corrections(lang: str, corrections: Corrections, printer: Printer, *, brief: bool = False) -> None:
    """Pages touched, each change with its lines and pages, and the plates the printer must make anew. ``brief``: two lines of sums."""
    printer.line(
        msg(
            "{lang}, against the earlier pages: {touched} of {pages} pages differ; entries moved to another page: {moved}; index lines "
            "that differ: {lines}",
            lang=lang, touched=len(corrections.pages), pages=corrections.page_count, moved=corrections.entries_moved,
            lines=corrections.index_lines,
        )
    )
    for sentence in (_plate_count(corrections),) if brief else (*_changes(corrections), *_plates(corrections)):
        printer.text(f"  {printer.word(sentence)}")


def _changes(corrections: Corrections) -> Iterator[Message]:
    before, after = corrections.pages_before, corrections.page_count
    if before != after:
        yield msg("The book had {before} pages and now has {after}.", before=before, after=after)
    for change in corrections.changes[:SHOWN]:
        yield nmsg(
            "“{name}” ({id}): {change}; page {pages}; index lines: {lines}",
            "“{name}” ({id}): {change}; pages {pages}; index lines: {lines}",
            len(change.pages),
            name=change.name, id=change.listing, change=_kind(change), pages=numbers_of(change.pages) or "—", lines=change.index_lines,
        )
    rest = len(corrections.changes) - SHOWN
    if rest > 0:
        yield nmsg("… and {n} more change in {file}", "… and {n} more changes in {file}", rest, file=".corrections.json")
    yield from _overmatter(corrections)
    if corrections.colophon:
        yield msg("The colophon on page {page} names the digest of the sources; it differs with every change.", page=corrections.colophon)


def _overmatter(corrections: Corrections) -> Iterator[Message]:
    """What no longer fits, chapters first; and how many lines less would have kept it where it was."""
    sentences = [overmatter_sentence(over) for over in sorted(corrections.overmatter, key=lambda over: not over.more)]
    yield from [one for one in sentences if one][:SHOWN]


def _kind(change: Change) -> Message:
    lines = abs(change.lines)
    if change.kind == "added":
        return nmsg("added, {n} line", "added, {n} lines", lines)
    if change.kind == "removed":
        return nmsg("taken out, {n} line", "taken out, {n} lines", lines)
    if change.kind == "longer":
        return nmsg("longer by {n} line", "longer by {n} lines", lines)
    if change.kind == "shorter":
        return nmsg("shorter by {n} line", "shorter by {n} lines", lines)
    return msg("as long as before")


def _plate_count(corrections: Corrections) -> Message:
    return msg(
        "New plates: {count} of {all}, in {signatures} of {of} signatures of {size} pages",
        count=len(corrections.plates), all=corrections.plate_count, signatures=len({plate.signature for plate in corrections.plates}),
        of=corrections.signatures, size=corrections.signature_pages,
    )


def _plates(corrections: Corrections) -> Iterator[Message]:
    yield _plate_count(corrections)
    for plate in corrections.plates:
        pages = numbers_of(plate.pages)
        if plate.forme == "outer":
            yield nmsg(
                "signature {signature}, outer forme: page {pages}", "signature {signature}, outer forme: pages {pages}", len(plate.pages),
                signature=plate.signature, pages=pages,
            )
        else:
            yield nmsg(
                "signature {signature}, inner forme: page {pages}", "signature {signature}, inner forme: pages {pages}", len(plate.pages),
                signature=plate.signature, pages=pages,
            )
