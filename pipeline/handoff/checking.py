"""Whether a bag is whole and its papers agree: nothing is needed but the bag itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from pipeline.doors.pdf.imposing import ImposedSource
from pipeline.errors import GuideError
from pipeline.handoff.archive import SUMS, open_archive, shown, sums_wrong, unpacked, unsafe_entries
from pipeline.handoff.job_file import read_job
from pipeline.handoff.rules import PAPERS
from pipeline.handoff.ticket import NoTicket, read_ticket, unlike_values
from pipeline.model.findings import CellRef, Finding
from pipeline.model.job import BookJob, HandedFile, Job
from pipeline.model.message import Figure, Message, msg
from pipeline.model.pages import MM

__all__ = ["BagContents", "measured", "read_bag"]

_SLACK_MM: Final = 0.05
"""Sizes are written with two decimals."""
_SPINE_SLACK_MM: Final = 0.5
ReadTexts = Callable[[bytes], Sequence[str]]
"""The text of every page of a PDF; none where it does not open."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Advance = Callable[[int, int], None]


class BagContents:
    """A bag that was opened. ``findings``: what is wrong; ``unsafe``: nothing was unpacked. ``job``: None where it could not be read."""

    def __init__(self, names: Sequence[str], job: Job | None, findings: Sequence[Finding], *, unsafe: bool = False) -> None:
        self.names, self.job, self.findings, self.unsafe = tuple(names), job, tuple(findings), unsafe


def read_bag(content: bytes, name: str, texts: ReadTexts, advance: Advance = lambda _done, _total: None) -> BagContents:
    """Open a bag and check all of it. ``advance(done, total)`` is called after each PDF. Raises Unreadable where it is no zip."""
    with open_archive(content, name) as archive:
        entries = [entry.filename for entry in archive.infolist()]
        if unsafe := unsafe_entries(archive):
            return BagContents([shown(entry) for entry in entries], None, unsafe, unsafe=True)
        files, found = unpacked(archive)
    damaged = [entry for entry in entries if entry not in files]
    found += sums_wrong(files, damaged)
    job: Job | None = None
    if "job.json" in files:
        try:
            job, rows = read_job(files["job.json"])
        except GuideError as error:
            found.append(PAPERS.finding("no-job", error.message, hint=error.hint, place=CellRef("job.json")))
        else:
            found += _papers_wrong(job, rows, files, texts, advance)
    elif SUMS in files and "job.json" not in damaged:
        found.append(PAPERS.finding("no-job", msg("The bag has no {name}.", name="job.json"), place=CellRef("job.json")))
    return BagContents(entries, job, found)


def _papers_wrong(job: Job, rows: Rows, files: Mapping[str, bytes], texts: ReadTexts, advance: Advance) -> Iterator[Finding]:
    handed = {one.file: one for book in job.books for one in book.files}
    pdfs = [name for name in files if name.endswith(".pdf")]
    for done, name in enumerate(pdfs, 1):
        yield from _pdf_wrong(name, files[name], handed.get(name))
        advance(done, len(pdfs))
    for name in handed:
        if name not in files:
            message = msg("{name}, which the job names, is not in the bag.", name=shown(name))
            yield PAPERS.finding("digest", message, place=CellRef(shown(name)))
    for book in job.books:
        yield from _book_wrong(job, book)
    yield from _ticket_wrong(job, files)
    yield from _numbers_wrong(job, rows.values())
    for lang, sheet in rows.items():
        yield from _sheet_wrong(job, shown(lang), sheet, files, texts)


def measured(content: bytes, name: str) -> tuple[int, tuple[float, float], float]:
    """Pages of a PDF, their trim (millimetres, as most of them have it) and the bleed that all edges have. Raises Unreadable."""
    pages = ImposedSource(content, name).pages()
    sizes = [(round(page.size[0] / MM, 2), round(page.size[1] / MM, 2)) for page in pages]
    return len(pages), max(set(sizes), key=lambda size: (sizes.count(size), size)), round(min(page.least_bleed for page in pages) / MM, 2)


def _pdf_wrong(name: str, content: bytes, handed: HandedFile | None) -> Iterator[Finding]:
    place = CellRef(name)
    try:
        source = ImposedSource(content, name)
        pages = source.pages()
    except GuideError as error:
        yield PAPERS.finding("unreadable", error.message, place=place)
        return
    if source.is_damaged:
        yield PAPERS.finding("unreadable", msg("{name} is damaged; programs may read different pages in it.", name=name), place=place)
    if handed is None:
        return
    if sha256(content).hexdigest() != handed.sha256:
        yield PAPERS.finding("digest", msg("{name} is not the file that job.json names (its SHA-256 is another).", name=name), place=place)
    if len(pages) != handed.pages:
        message = msg("{name} has {found} pages, the job says {said}.", name=name, found=len(pages), said=handed.pages)
        yield PAPERS.finding("pages", message, place=place)
    for number, page in enumerate(pages, 1):
        size = (page.size[0] / MM, page.size[1] / MM)
        if any(abs(one - other) > _SLACK_MM for one, other in zip(size, handed.trim_mm, strict=True)):
            message = msg(
                "{name}, page {page}, is {found} mm, the job says {said} mm.", name=name, page=number, found=_size(size),
                said=_size(handed.trim_mm),
            )
            yield PAPERS.finding("boxes", message, place=place)
            return
        if page.least_bleed / MM < handed.bleed_mm - _SLACK_MM:
            said = Figure(handed.bleed_mm)
            message = msg("{name}, page {page}, has less bleed than the job says ({said} mm).", name=name, page=number, said=said)
            yield PAPERS.finding("boxes", message, place=place)
            return


def _size(size: Sequence[float]) -> Message:
    return msg("{width} × {height}", width=Figure(round(size[0], 2)), height=Figure(round(size[1], 2)))


def _book_wrong(job: Job, book: BookJob) -> Iterator[Finding]:
    """What job.json itself says twice."""
    if book.pages != book.interior.pages:
        said, name = book.interior.pages, book.interior.file
        message = msg("The job says {said} pages of {name}, and {pages} of its book.", said=said, name=name, pages=book.pages)
        yield PAPERS.finding("pages", message, place=CellRef("job.json"))
    spine = book.spine.width_mm if book.spine else 0.0
    found = book.cover.trim_mm[0] - 2 * job.trim_mm[0]
    if abs(found - spine) > _SPINE_SLACK_MM:
        message = msg(
            "{name} has {found} mm of spine, the job says {said} mm.", name=book.cover.file, found=Figure(round(found, 2)),
            said=Figure(round(spine, 2)),
        )
        yield PAPERS.finding("spine", message, place=CellRef(book.cover.file))


def _ticket_wrong(job: Job, files: Mapping[str, bytes]) -> Iterator[Finding]:
    name = "job.xjdf"
    if name not in files:
        return  # SHA256SUMS tells that it is missing
    try:
        ticket, products = read_ticket(files[name])
    except NoTicket as error:
        reason = str(error).partition(":")[0][:80]
        yield PAPERS.finding("ticket", msg("{name} is no job ticket: {reason}.", name=name, reason=reason), place=CellRef(name))
        return
    for where, found, said in unlike_values(job, ticket, products):
        held = shown(found) or "—"
        message = msg("{name}, {where}: it says {found}, the job says {said}.", name=name, where=shown(where), found=held, said=said)
        yield PAPERS.finding("ticket", message, place=CellRef(name))


def _sheet_wrong(
    job: Job, lang: str, rows: Sequence[Mapping[str, Any]], files: Mapping[str, bytes], texts: ReadTexts
) -> Iterator[Finding]:
    """The specification of one language, as it can be read, against job.json."""
    name = f"03_spec_sheet_{lang}.pdf"
    place = CellRef(name)
    if name not in files:
        return
    text = squeezed("".join(texts(files[name])))
    for one in (one for book in job.books for one in book.files):
        if one.sha256 not in text:
            yield PAPERS.finding("sheet", msg("{name} does not name the SHA-256 of {file}.", name=name, file=one.file), place=place)
    if squeezed(job.job) not in text:
        yield PAPERS.finding("sheet", msg("{name} is of another job than {job}.", name=name, job=job.job), place=place)
    known = {str(row.get("key")): [str(value) for value in row.get("values", ())] for row in rows}
    for key, values in known.items():
        for value in values:
            if squeezed(value) not in text:
                message = msg("{name} does not say “{value}” ({key}), as job.json has it.", name=name, value=shown(value), key=shown(key))
                yield PAPERS.finding("sheet", message, place=place)


def _numbers_wrong(job: Job, sheets: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[Finding]:
    """The numbers in the lines of the specification, of all languages, against the books': each disagreement once."""
    wanted = {"pages": [book.pages for book in job.books], "run": [book.run for book in job.books]}
    told: set[tuple[str, str]] = set()
    for rows in sheets:
        known = {str(row.get("key")): [str(value) for value in row.get("values", ())] for row in rows}
        for key, numbers in wanted.items():
            said = [_first_number(value) for value in known.get(key, [])]
            if said != numbers and (key, _listed(said)) not in told:
                told.add((key, _listed(said)))
                message = msg("job.json says of “{key}” both {one} and {other}.", key=key, one=_listed(numbers), other=_listed(said))
                yield PAPERS.finding("sheet", message, place=CellRef("job.json"))


def _first_number(text: str) -> int:
    found = re.match(r"\d[\d\s\u00a0\u202f]*", text)
    return int("".join(filter(str.isdigit, found[0]))) if found else -1


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def squeezed(text: str) -> str:
    """Without spaces, soft hyphens and hyphens of line ends, as engines see them differently."""
    return re.sub(r"[\s\u00a0\u202f\u00ad\u2010\ufffe\x02-]+", "", text)
