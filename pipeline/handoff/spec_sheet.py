"""The specification sheet as HTML, for the engine to set: rows, the spine's sum, digests, what was answered for, lines to sign."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pipeline.handoff.specification import LANGUAGES, Row, Say, book_rows, job_rows, spine_sums
from pipeline.model.job import Job
from pipeline.model.message import Message, msg, nmsg

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet

__all__ = ["spec_html"]

_TEMPLATE: Final = "spec_sheet.html.j2"
_WORDS: Final = {
    "specification": msg("Specification sheet"), "books": msg("Books"), "making": msg("How they are made"),
    "spines": msg("How the spine comes about"), "files": msg("Files that plates are made of"), "file": msg("File"),
    "pages": msg("Pages"), "size": msg("Trimmed size, mm"), "digest": msg("SHA-256"), "waived": msg("Answered for"),
    "finding": msg("Finding"), "place": msg("Place"), "reason": msg("Reason"), "contacts": msg("Who to ask"), "publisher": msg("Publisher"),
    "printer": msg("Printing house"), "released": msg("Released for press (publisher)"), "accepted": msg("Taken into work (printer)"),
    "name": msg("Name"), "date": msg("Date"), "signature": msg("Signature"), "no_waived": msg("Nothing: all checks passed."),
    "spine_note": msg("The thickness of paper is the profile's. Measure yours; if the spine comes out otherwise, tell us before you cut."),
}


def spec_html(job: Job, lang: str, say: Say) -> str:
    """The sheet as complete HTML in one language. The same job gives the same text."""
    return _template().render(_TEMPLATE, page=_page(job, lang, say)) + "\n"


@cache
def _template() -> TemplateSet:
    from pipeline.doors.templates import TemplateSet

    text = (files("pipeline.handoff") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("handoff", {_TEMPLATE: text})


def _page(job: Job, lang: str, say: Say) -> dict[str, Any]:
    def worded(row: Row) -> tuple[str, list[str]]:
        return say(row.label), [say(value) if isinstance(value, Message) else value for value in row.values]

    return {
        "lang": lang, "w": {name: say(words) for name, words in _WORDS.items()}, "job": job,
        "title": job.title_in(lang),
        "facts": [
            say(msg("round {n}", n=job.round)), say(nmsg("{n} book", "{n} books", len(job.books))),
            say(msg("profile {name}", name=job.printer_profile)), say(msg("facts as at {date}", date=job.data_date)),
        ],
        "languages": [say(LANGUAGES[book.lang]) for book in job.books],
        "book_rows": [worded(row) for row in book_rows(job)],
        "job_rows": [worded(row) for row in job_rows(job)],
        "spines": [(say(LANGUAGES[language]), say(words)) for language, words in spine_sums(job)],
        "files": [
            (one.file, one.pages, f"{_number(one.trim_mm[0], say)} × {_number(one.trim_mm[1], say)}", one.sha256)
            for book in job.books for one in book.files
        ],
        "waived": [(f"{one.id} {one.code}", one.place, one.sentence.get(lang, ""), one.reason) for one in job.waived],
        "contacts": [(say(_WORDS[who]), names.get(lang) or next(iter(names.values()), "")) for who, names in job.contacts.items()],  # type: ignore[call-overload]
    }


def _number(value: float, say: Say) -> str:
    from pipeline.model.message import Figure

    return say(msg("{figure}", figure=Figure(round(value, 2))))
