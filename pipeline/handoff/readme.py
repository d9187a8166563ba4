"""README.txt of a bag, in three languages: what is what, and how to see that nothing was lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.handoff.specification import LANGUAGES, Say
from pipeline.model.job import Job
from pipeline.model.message import Message, msg, nmsg

__all__ = ["readme_bytes"]

_WHAT: Final[Sequence[tuple[str, Message]]] = (
    ("01_interior", msg("the interior, for plates: pages in reading order, not imposed")),
    ("02_cover", msg("the cover, for plates: back, spine and front on one sheet")),
    ("03_spec_sheet", msg("the specification: what is to be made; sign it and send it back")),
    ("04_preflight", msg("what the check before the hand-off found, to read (.pdf) and for programs (.json)")),
    ("05_proof_lowres", msg("all pages in low resolution with a watermark: to look at, never for plates")),
    ("05_pages", msg("each page as a JPEG, to look at")),
    ("06_folding_dummy", msg("folding dummy: folios instead of pages, for the binder")),
    ("07_swatches", msg("every colour of the job with its inks and their sum")),
    ("changes_since", msg("what is new since the round before (.md), and the changed pages marked (.pdf)")),
    ("fonts-licences", msg("licences of the fonts")),
    ("job.json", msg("the job for programs")),
    ("job.xjdf", msg("the job ticket (XJDF 2.1)")),
    ("SHA256SUMS", msg("checksums of all files")),
)
_CHECK: Final = (
    msg("How to check: on Linux and macOS run “sha256sum -c SHA256SUMS” in this folder."),
    msg("On Windows compare “certutil -hashfile FILE SHA256” with the line in SHA256SUMS."),
    msg("“guide verify {bag}” checks the bag as a whole: pages, sizes, job ticket and digests on the specification."),
)
_WIDTH: Final = 22


def readme_bytes(job: Job, bag: str, names: Sequence[str], words: Mapping[str, Callable[[Message], str]]) -> bytes:
    """The text in every language of ``words``, with what lies in the bag by ``names``."""
    parts = ["\n".join(_part(job, bag, names, lang, say)) for lang, say in words.items()]
    rule = "\n\n" + "-" * 72 + "\n\n"
    return (rule.join(parts) + "\n").encode()


def _part(job: Job, bag: str, names: Sequence[str], lang: str, say: Say) -> Iterator[str]:
    yield say(LANGUAGES[lang]).upper()
    yield ""
    yield say(msg("Job {job}, round {n}: {title}", job=job.job, n=job.round, title=job.title_in(lang)))
    for book in job.books:
        yield say(msg(
            "{language}: {pages}, {copies}", language=LANGUAGES[book.lang], pages=nmsg("{n} page", "{n} pages", book.pages),
            copies=nmsg("{n} copy", "{n} copies", book.run),
        ))
    yield ""
    for begin, what in _WHAT:
        if any(name.startswith(begin) for name in names):
            yield f"{begin:<{_WIDTH}}{say(what)}"
    yield ""
    for sentence in _CHECK:
        yield say(msg(sentence.msgid, bag=bag))
    yield ""
    if job.waived:
        yield say(msg("Found, and answered for:"))
        for one in job.waived:
            yield f"- {one.id} {one.code}, {one.place or '—'}: {one.sentence.get(lang, '')}"
            reason = say(msg("Reason: {reason}", reason=one.reason))
            yield f"  {reason}"
        yield ""
    for who, how in job.contacts.items():
        yield f"{say(_WHO[who])}: {how.get(lang) or next(iter(how.values()), '')}"  # type: ignore[call-overload]


_WHO: Final = {"publisher": msg("Publisher"), "printer": msg("Printing house")}
