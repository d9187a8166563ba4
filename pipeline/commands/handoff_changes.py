"""What is new since the rounds before: their bags and page maps lie beside the new one."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from pipeline import handoff, makeup
from pipeline.commands.bag_papers import WORDS, packaged
from pipeline.commands.job_facts import Books
from pipeline.desk import read_file
from pipeline.errors import GuideError
from pipeline.handoff import BookChanges, Round
from pipeline.model.fields import EDITION_LANGUAGES, EditionLang, source_language
from pipeline.model.job import BookJob, Job
from pipeline.model.message import msg
from pipeline.printers import PrinterProfile
from pipeline.progress import Progress
from pipeline.softproofs import Changes, changed_pages, contact_sheet

__all__ = ["changes_since"]


def changes_since(
    job: Job, books: Books, earlier: Sequence[Round], folder: Path, profile: PrinterProfile, progress: Progress
) -> dict[str, bytes]:
    """The file of changes by its name, and a contact sheet of each interior that looks otherwise; nothing for a first round.

    Each book is compared with the last of the ``earlier`` rounds that held it: languages may be handed off at different times.
    """
    if not earlier:
        return {}
    bags = {one.job: _entries(folder / one.bag, one.sha256) for one in earlier if one in {_last(earlier, book.lang) for book in job.books}}
    files: dict[str, bytes] = {}
    told = []
    for book in job.books:
        last = _last(earlier, book.lang)
        if last is None:
            told.append(BookChanges(book.lang, "", None, same_interior=False, same_cover=None))
            continue
        drawn = _drawn(book, books, last, bags[last.job], profile, progress)
        told.append(_book(book, books, last, bags[last.job], folder, profile, drawn))
        if drawn is not None and drawn.changed:
            files[f"changes_since_R{last.number}_{book.lang}.pdf"] = contact_sheet(
                books.content(book.interior), drawn, source_language(book.lang), name=book.interior.file, rounds=(last.job, job.job),
                profile=packaged(profile),
            )
    others = {lang: last.job for lang in EDITION_LANGUAGES if lang not in books.interiors and (last := _last(earlier, lang))}
    return {f"changes_since_R{earlier[-1].number}.md": handoff.changes_bytes(earlier[-1].job, job.job, told, others, WORDS), **files}


def _last(earlier: Sequence[Round], lang: EditionLang) -> Round | None:
    """The last round that held this book."""
    return next((one for one in reversed(earlier) if lang in one.languages), None)


def _drawn(
    book: BookJob, books: Books, last: Round, before: Mapping[str, bytes], profile: PrinterProfile, progress: Progress
) -> Changes | None:
    """The interior against that of the round before, as both are printed; None where that one is not at hand or was for another press.

    With another bleed the dots of a page lie otherwise, though nothing on it has changed.
    """
    old = before.get(book.interior.file)
    if old is None or not _is_alike(old, book):
        return None
    progress.begin(msg("Comparing {file} with round {n}", file=book.interior.file, n=last.number))
    return changed_pages(old, books.content(book.interior), name=book.interior.file, profile=packaged(profile))


def _is_alike(old: bytes, book: BookJob) -> bool:
    try:
        _, trim, bleed = handoff.measured(old, book.interior.file)
    except GuideError:
        return False
    return (trim, bleed) == (book.interior.trim_mm, book.interior.bleed_mm)


def _entries(path: Path, digest: str) -> Mapping[str, bytes]:
    """The interiors and covers of an earlier bag; none where it is gone, or is not the one that was handed off."""
    try:
        content = read_file(path)
        if sha256(content).hexdigest() != digest:
            return {}
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name.startswith(("01_", "02_"))}
    except (GuideError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return {}


def _book(
    book: BookJob, books: Books, last: Round, before: Mapping[str, bytes], folder: Path, profile: PrinterProfile, drawn: Changes | None
) -> BookChanges:
    lang: EditionLang = book.lang
    old = before.get(book.interior.file)
    same = old is not None and sha256(old).hexdigest() == book.interior.sha256
    old_cover = before.get(f"02_cover_{lang}.pdf")
    same_cover = None if old_cover is None else old_cover == books.covers[lang].content
    pictures = {one.page: one.plates for one in drawn.changed} if drawn is not None and not same else None
    return BookChanges(lang, last.job, _corrections(lang, books, last, folder, profile), same, same_cover, pictures)


def _corrections(lang: EditionLang, books: Books, last: Round, folder: Path, profile: PrinterProfile) -> makeup.Corrections | None:
    path = folder / "maps" / last.job / f"{lang}.pagemap.json"
    try:
        kept = makeup.read_page_map(read_file(path).decode(), path.name)
    except (GuideError, UnicodeDecodeError):
        return None
    signatures = makeup.Signatures(profile.page_multiple, nested=profile.binding == "saddle")
    return makeup.find_corrections(kept, books.maps[lang], signatures, 1.0)
