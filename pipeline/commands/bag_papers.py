"""The papers of a bag: each a function from the job and its files to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from pipeline import __version__, handoff, imposition
from pipeline.commands.preflighting import report_bytes, result_json, separating
from pipeline.doors.json_text import json_lines, to_json
from pipeline.doors.pdf.imposing import ImposedSource
from pipeline.errors import MissingTool
from pipeline.imposition import SIGNATURE_SIZES, Allowances
from pipeline.model.fields import source_language
from pipeline.model.job import BookJob, HandedFile, Job
from pipeline.model.message import Message, msg
from pipeline.model.waiver import Waiver
from pipeline.preflight import Preflighted, load_order, preflight
from pipeline.printers import PrinterProfile, profile_names
from pipeline.progress import Progress
from pipeline.softproofs import lowres_proof, page_jpegs, swatches
from pipeline.stock import load_faces
from pipeline.waive import Weighed, weigh
from pipeline.wording import UI_LANGUAGES, say

__all__ = ["WORDS", "checked", "folding_dummy", "packaged", "preflight_papers", "proofs", "spec_sheets", "swatch_sheet", "weighed_all"]

_FACE: Final = "SourceSans3-400Regular"
WORDS: Final[Mapping[str, Callable[[Message], str]]] = {lang: partial(say, lang=lang) for lang in ("kk", "ru", "en")}
"""The languages a bag speaks, whatever language the command is used in; the same bag must not differ by who packed it."""
assert set(WORDS) == set(UI_LANGUAGES)


def checked(handed: HandedFile, content: bytes, profile: PrinterProfile, progress: Progress) -> Preflighted:
    """A file against what was ordered, waivers not yet weighed. Raises MissingTool without Ghostscript, Unreadable for no PDF."""
    order = load_order(packaged(profile), to_json(handed.order), "job.json")
    progress.begin(msg("Checking {file}", file=handed.file))
    with separating(content) as separate:
        if separate is None:
            raise MissingTool(
                msg("Ghostscript (gs) is missing; without it nobody knows what ink comes onto the paper, and nothing is handed off."),
                msg("Install it: sudo apt-get install ghostscript"),
            )
        return preflight(content, handed.file, order, separate=separate, advance=progress.advance)


def packaged(profile: PrinterProfile) -> str:
    """The profile of the package that stands for a printer's: his own, or for one that the edition brings along the usual one."""
    return profile.name if profile.name in profile_names() else "house"


def weighed_all(
    checks: Mapping[str, Preflighted], more: Weighed, waivers: list[Waiver], name: str
) -> tuple[Weighed, dict[str, Preflighted]]:
    """Waivers over the findings of all files and of the hand-off itself together, and each file's check with what was answered for."""
    findings = [finding for made in checks.values() for finding in made.findings]
    all_weighed = weigh([*more.findings, *findings], waivers, name)
    answered = {}
    for file, made in checks.items():
        own = set(made.findings)
        answered[file] = made.answered(
            [finding for finding in all_weighed.findings if finding in own], [one for one in all_weighed.waived if one[0] in own]
        )
    return Weighed(all_weighed.findings, (*more.waived, *all_weighed.waived)), answered


def preflight_papers(made: Preflighted, handed: HandedFile, content: bytes, lang: str, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """The report of one file, to read and for machines, in the language of its book."""
    progress.begin(msg("Writing the report on {file}", file=handed.file))
    identity = {"sha256": handed.sha256, "program": f"guide {__version__}"}
    name = handed.file.removesuffix(".pdf").partition("_")[2]
    yield f"04_preflight_{name}.pdf", report_bytes(made, content, identity, True, lang, WORDS[lang])
    yield f"04_preflight_{name}.json", json_lines(result_json(made, identity, WORDS[lang]))


def spec_sheets(job: Job) -> Iterator[tuple[str, bytes]]:
    """The specification in each language."""
    from pipeline.doors.engine.paper import print_report

    for lang, word in WORDS.items():
        yield f"03_spec_sheet_{lang}.pdf", print_report(handoff.spec_html(job, lang, word), load_faces())


def proofs(book: BookJob, files: Mapping[str, bytes], profile: PrinterProfile, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Pictures of all pages, to look at; each page by itself where the printer wants that."""
    for one, name in ((book.interior, book.lang), (book.cover, f"cover_{book.lang}")):
        progress.begin(msg("Drawing the proof of {file}", file=one.file))
        yield f"05_proof_lowres_{name}.pdf", lowres_proof(files[one.file], one.file, source_language(book.lang), profile=packaged(profile))
        if profile.page_jpegs:
            for page, content in page_jpegs(files[one.file], one.file, profile=packaged(profile)).items():
                yield f"05_pages_{name}/{page}", content


def swatch_sheet(job: Job, files: Mapping[str, bytes], profile: PrinterProfile) -> bytes:
    """Every colour of the job, worded in the language of its first book."""
    handed = {one.file: files[one.file] for book in job.books for one in book.files}
    lang = job.books[0].lang
    return swatches(handed, source_language(lang), profile=packaged(profile), title=f"{job.job}: {job.title_in(lang)}")


def folding_dummy(job: Job, book: BookJob, content: bytes) -> bytes:
    """Folios instead of pages, on the sheets that the job is folded from; for the binder."""
    source = ImposedSource(content, book.interior.file)
    pages = source.pages()
    saddle = job.binding == "saddle"
    size = 4 if saddle else next((one for one in reversed(SIGNATURE_SIZES) if one <= job.signature), 4)
    plan = imposition.impose(len(pages), "saddle" if saddle else "signatures", size)
    trim = pages[0].size
    sides = imposition.lay_out(plan, trim, Allowances(min(page.least_bleed for page in pages), 0.0, 0.0), f"{job.job} {book.interior.file}")
    face = next(face for face in load_faces() if face.name == _FACE)
    return source.imposed(pages, [imposition.folding_dummy(side, trim) for side in sides], face, f"guide-pipeline {__version__}")
