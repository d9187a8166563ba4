"""The facts of a job: from edition, printer's profile and the finished PDFs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import __version__, handoff, imposition, localise, makeup, verify
from pipeline.colophon import imprint_facts
from pipeline.covering import MadeCover, make_cover
from pipeline.desk import Desk, read_file
from pipeline.edition_texts import front_matter, label_overrides
from pipeline.errors import NotReady
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.job import FORM, BookJob, HandedFile, Job, SpineSum
from pipeline.model.message import msg
from pipeline.printers import PrinterProfile, profile_names
from pipeline.printers.keys import JOB_KEYS
from pipeline.printing import Printing
from pipeline.progress import Progress

__all__ = ["Books", "gather_books", "job_of"]

_IN_IMPRINT = {"format": msg("format"), "print_run": msg("print run"), "isbn": msg("ISBN"), "paper": msg("paper")}
"""Facts of the imprint that the job has too, by their placeholders."""
_INKS = {"K": ("Black",), "CMYK": ("Cyan", "Magenta", "Yellow", "Black")}


@dataclass(frozen=True, slots=True)
class Books:
    """The finished files of a job, by language; covers are made here and now, as wide as their books are thick."""

    interiors: Mapping[EditionLang, bytes]
    covers: Mapping[EditionLang, MadeCover]
    maps: Mapping[EditionLang, makeup.KeptMap]
    map_files: Mapping[EditionLang, bytes]
    imprints: Mapping[EditionLang, handoff.Imprint]

    def content(self, handed: HandedFile) -> bytes:
        """The bytes of one of the job's PDFs."""
        kind, _, lang = handed.file.removesuffix(".pdf").partition("_")[2].rpartition("_")
        return {**self.interiors}[lang] if kind == "interior" else {**self.covers}[lang].content  # type: ignore[index]


def gather_books(
    desk: Desk, edition: Edition, languages: Sequence[EditionLang], printing: Printing, printer: str, built: Collection[str],
    progress: Progress,
) -> Books:
    """Read what was built, and make the covers. ``printer``: as it was named, "" for the edition's own.

    ``built``: names of the files of the last build; what earlier ones left is none of it.

    Raises NotReady where a file is not there, with the command that makes it; GuideError where a cover cannot be made.
    """
    command = msg("Make it: guide build.") if printing.is_own else msg("Make it: guide build --printer {name}", name=printer)

    def finished(lang: EditionLang, ending: str) -> bytes:
        path = _path(desk, edition, lang, ending)
        if path.name not in built or not path.exists():
            raise NotReady(msg("The last build did not make {file}.", file=str(path)), command)
        return read_file(path)

    interiors, covers, maps, map_files, imprints = {}, {}, {}, {}, {}
    for lang in languages:
        progress.begin(msg("Setting the cover ({lang})", lang=lang))
        interiors[lang] = finished(lang, printing.suffix)
        covers[lang] = make_cover(desk, edition, lang, printer)
        map_files[lang] = finished(lang, ".pagemap.json")
        maps[lang] = makeup.read_page_map(map_files[lang].decode(), f"guide-{edition.id}-{lang}.pagemap.json")
        imprints[lang] = _imprint(desk, edition, lang, interiors[lang], maps[lang])
    return Books(interiors, covers, maps, map_files, imprints)


def _path(desk: Desk, edition: Edition, lang: EditionLang, ending: str) -> Path:
    return desk.build / edition.id / lang / f"guide-{edition.id}-{lang}{ending}"


def _imprint(desk: Desk, edition: Edition, lang: EditionLang, content: bytes, kept: makeup.KeptMap) -> handoff.Imprint:
    """What the colophon's text asks to be printed, and what stands on its page."""
    template = front_matter(desk, lang).get("colophon", "")
    overrides = label_overrides(desk, lang)
    facts = imprint_facts(edition, lang, localise.labels(lang, overrides or None), "")
    pages = [page.index + 1 for page in kept.pages if page.section == "colophon"]
    asked = tuple((said, facts[name]) for name, said in _IN_IMPRINT.items() if f"{{{name}}}" in template)
    return handoff.Imprint("".join(verify.page_texts(content, pages)), asked if pages else ())


def _order(edition: Edition, profile: PrinterProfile) -> dict[str, Any]:
    """What is ordered of the interior, in the form of a preflight job; everything else is the printer's profile.

    Where the edition brings that profile along, all that it asks for is ordered here: the machine that checks does not know it.
    """
    known = profile.name in profile_names()
    return {
        **({} if known else {key: value for key, value in profile.order.items() if key in JOB_KEYS}),
        "kind": "interior", "trim_mm": list(edition.trim_mm), "bleed_mm": profile.bleed_mm, "colours": edition.inks.ordered,
        "spots": list(edition.inks.spots), "pdfx": [profile.pdfx], "output_condition": profile.intent.identifier,
    }


def job_of(edition: Edition, profile: PrinterProfile, books: Books) -> Job:
    """The job, still without a round."""
    stock = profile.stock
    cover = next(iter(books.covers.values())).terms.press
    return Job(
        form=FORM, job="", edition=edition.id, round=0, since=0, printer_profile=profile.name, order_number=edition.order,
        program=f"guide {__version__}", data_date=edition.data_date.isoformat(), trim_mm=edition.trim_mm, bleed_mm=profile.bleed_mm,
        binding="saddle" if profile.binding == "saddle" else "perfect", signature=profile.page_multiple,
        interior_inks=(*_INKS[edition.inks.ordered], *edition.inks.spots), cover_inks=_INKS["CMYK"], grammage_gsm=stock.grammage_gsm,
        leaf_caliper_mm=round(stock.leaf_caliper_mm, 4), cover_grammage_gsm=cover.grammage_gsm, cover_caliper_mm=stock.cover_caliper_mm,
        finish=cover.finish, pdfx=profile.pdfx, output_condition=profile.intent.identifier, condition=profile.intent.condition,
        ink_limit_percent=profile.order.get("tac"), cover_pdfx=cover.pdfx, cover_output_condition=cover.intent.identifier,
        cover_condition=cover.intent.condition, cover_ink_limit_percent=cover.tac, sheet_cm=stock.sheet_cm,
        format_cm=(*stock.imprint_sheet_cm, stock.imprint_fraction), contacts=_contacts(edition),
        books=tuple(_book(edition, profile, lang, books) for lang in books.interiors),
    )


def _contacts(edition: Edition) -> dict[str, dict[EditionLang, str]]:
    return {
        who: {lang: ", ".join(filter(None, (party.name.get(lang, ""), party.contact.get(lang, "")))) for lang in party.name}
        for who, party in (("publisher", edition.publisher), ("printer", edition.printer))
    }


def _book(edition: Edition, profile: PrinterProfile, lang: EditionLang, books: Books) -> BookJob:
    stock, cover = profile.stock, books.covers[lang]
    interior = _handed(f"01_interior_{lang}.pdf", books.interiors[lang], _order(edition, profile))
    pages = interior.pages
    paper = imposition.paper_for(pages, edition.print_run, stock)
    creep = imposition.creep_of(pages, stock.leaf_caliper_mm).greatest_mm
    return BookJob(
        lang=lang, title=edition.title[lang], isbn=edition.isbn.get(lang, ""), run=edition.print_run, paper=edition.paper.get(lang, ""),
        pages=pages, conventional_sheets=imposition.conventional_sheets(pages, stock.imprint_sheet_cm, stock.imprint_fraction),
        press_sheets=paper.sheets, kilograms=round(paper.kilograms, 1), spine=_sum(pages, stock.leaf_caliper_mm, cover),
        creep_mm=round(creep, 2) if profile.binding == "saddle" else None, spine_text=cover.text_on_spine, fonts=(), interior=interior,
        cover=_handed(f"02_cover_{lang}.pdf", cover.content, cover.order()),
    )


def _sum(pages: int, caliper: float, cover: MadeCover) -> SpineSum | None:
    spine = cover.spine
    if spine is None:
        return None
    return SpineSum(
        -(-pages // 2), round(caliper, 4), round(spine.block_mm, 3), round(spine.cover_mm, 3), round(spine.allowance_mm, 3),
        round(spine.width_mm, 3), spine.tolerance_mm, cover.stated,
    )


def _handed(name: str, content: bytes, order: Mapping[str, Any]) -> HandedFile:
    pages, trim, bleed = handoff.measured(content, name)
    return HandedFile(name, sha256(content).hexdigest(), pages, trim, bleed, dict(order))
