"""The cover of one language: its measures from the finished book, its words from the sources, its looks from the design.

:func:`make_cover` needs no terminal and writes nothing: ``guide cover`` and the hand-off both call it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from math import lcm
from pathlib import Path
from typing import Any, Final

from pipeline import __version__, compose, imposition, localise, makeup, prepress, typeset, verify
from pipeline.compose.barcode import isbn_barcode, isbn_fault
from pipeline.compose.cover import CoverCopy, Tabs, compose_cover
from pipeline.compose.spineline import SpineRoom, spine_line
from pipeline.desk import Desk, read_text
from pipeline.doors.images import Condition
from pipeline.doors.pdf import DocumentFacts
from pipeline.doors.pdf.extents import Extent, extent_of
from pipeline.doors.templates import TemplateSet
from pipeline.doors.toml import parse_toml
from pipeline.edition_texts import cover_text, label_overrides, require_made
from pipeline.errors import OutputFailedVerification, Unreadable
from pipeline.galley_store import NoGalleyStore
from pipeline.imposition import Spine
from pipeline.memory import Memory
from pipeline.model.book import Block
from pipeline.model.cover import Barcode, CoverSize, SpineLine
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef, Finding, PageRef
from pipeline.model.galley import FontFace, StyleSheet
from pipeline.model.message import Figure, Message, msg
from pipeline.model.pages import MM
from pipeline.model.waiver import Waiver
from pipeline.palette import palette_css, read_palette, variables_of
from pipeline.pictures import Pictures
from pipeline.printers import PrinterProfile
from pipeline.printing import printings_of
from pipeline.stock import book_digest, load_faces, read_cover_texts, read_design_texts
from pipeline.stylelint import lint_design, require_printable
from pipeline.stylesheets import joined, require_closed
from pipeline.unfilled import COVER_CROWDED, COVER_LACKS, unfilled
from pipeline.waive import UNUSED, weigh

__all__ = ["MadeCover", "cover_findings", "isbn_sentence", "make_cover"]

_TOLD: Final = 6
"""Findings of one cover that are told: a text too long by a page lies on everything."""
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class MadeCover:
    """A cover's PDF and what it was made from.

    ``spine`` None: the book is stitched through the fold; ``stated``: edition.toml gives its width. ``isbn`` "": it has no barcode.
    """

    lang: EditionLang
    path: Path
    content: bytes
    pages: int
    size: CoverSize
    spine: Spine | None
    stated: bool
    text_on_spine: str
    isbn: str
    barcode_percent: float
    terms: prepress.CoverTerms
    profile: PrinterProfile
    findings: tuple[Finding, ...]

    @property
    def job_path(self) -> Path:
        """Beside the cover: the order, as a job file."""
        return self.path.with_suffix(".job.json")

    def order(self) -> dict[str, Any]:
        """The job file that ``guide preflight --job`` checks this cover against (preflight/job.schema.json)."""
        size, stock = self.size, self.profile.stock
        # Where the printer adds glue or says the width himself, leaves and board alone do not come to it.
        is_sum = self.spine is not None and not self.stated and not self.spine.allowance_mm
        calipers = {"leaf_caliper_mm": round(stock.leaf_caliper_mm, 4), "cover_caliper_mm": stock.cover_caliper_mm} if is_sum else {}
        return {
            "kind": "cover", "trim_mm": list(size.trim_mm), "bleed_mm": size.bleed_mm, "safe_mm": size.safe_mm, "colours": "CMYK",
            "tac": self.terms.press.tac, "pdfx": [self.terms.press.pdfx], "output_condition": self.terms.press.intent.identifier,
            "pages": self.pages, **calipers, "spine_mm": round(size.spine_mm, 3),
        }


def make_cover(desk: Desk, edition: Edition, lang: EditionLang, printer: str = "") -> MadeCover:
    """The cover of one language's finished book, for the edition's own printer or the one named; nothing is written.

    Raises UsageError for a language that the edition is not made in; Unreadable where there is no finished book, or none of these
    sources, where a setting or the design cannot be used, and for an ISBN that is none; OutputFailedVerification where the file does not
    hold what it should.
    """
    require_made(edition, lang)
    [printing] = printings_of(desk, edition, [printer or edition.printer_profile])
    profile = printing.profile
    terms = prepress.cover_terms(profile)
    mapped = _finished_book(desk, edition, lang)
    if not printing.is_own:  # his signatures may be others
        mapped = replace(mapped, pages=mapped.pages_for(lcm(edition.page_multiple, profile.page_multiple)))
    spine, stated = _spine(edition, lang, profile, mapped.pages)
    size = CoverSize(edition.trim_mm, round(spine.width_mm, 3) if spine else 0.0, terms.bleed_mm, terms.safe_mm, terms.crease_mm)
    design = _CoverDesign(edition.design, read_cover_texts(edition.design), load_faces())
    require_printable(lint_design(design.name, design.texts, prepress.COVER_INKS))
    copy, block = _composed(desk, edition, lang, mapped, spine, size, design)
    content, found = _printed(desk, edition, lang, block, size, design, terms, profile)
    findings = [*unfilled(edition, [lang], {lang: {"cover": copy.text}}), *found, *_lacking(lang, copy, spine)]
    _read_again(content, copy, edition, lang, terms)
    path = _path(desk, edition, lang, ".cover.pdf" if printing.is_own else f".cover-{profile.name}.pdf")
    findings += _crowded(content, size, terms, path)
    return MadeCover(
        lang, path, content, mapped.pages, size, spine, stated, copy.spine.text if copy.spine else "",
        edition.isbn.get(lang, ""), design.barcode_percent(edition), terms, profile, tuple(findings),
    )


def _printed(
    desk: Desk, edition: Edition, lang: EditionLang, block: Block, size: CoverSize, design: _CoverDesign, terms: prepress.CoverTerms,
    profile: PrinterProfile,
) -> tuple[bytes, list[Finding]]:
    """The cover's PDF, set and with its pictures in the printer's inks; and what was noticed on the way."""
    dictionaries = {lang: str(path) for lang, path in localise.own_dictionaries().items()}
    typesetting = typeset.Typesetting({"cover": design.sheet(size)}, design.faces, dictionaries)
    pictures = Pictures(desk, edition, Memory(None), prepress.COVER_INKS)
    typesetter = typeset.Typesetter(typesetting, NoGalleyStore(), place_pictures=pictures.place)
    findings = typesetter.set([block])
    page = prepress.cover_page(typesetter.galleys["cover"], size)
    converted = pictures.converted_for([page], Condition("CMYK", terms.press.icc, terms.press.tac), profile.name)
    content = prepress.cover_pdf(page, size, design.faces, _facts(edition, lang), terms, f"{edition.id} cover", converted)
    return content, [*findings, *pictures.findings([page], profile)]


@dataclass(frozen=True, slots=True)
class _CoverDesign:
    """What a design says of covers. Raises Unreadable where its cover.toml is missing, does not parse, or lacks a setting."""

    name: str
    texts: Mapping[str, str]
    faces: tuple[FontFace, ...]

    @property
    def folder(self) -> str:
        return f"layouts/{self.name}"

    def tables(self, file: str) -> dict[str, Any]:
        place = f"{self.folder}/{file}"
        if file not in self.texts:
            raise Unreadable(msg("The design has no cover: {file} does not exist.", file=place), msg("Bring the file back."))
        return parse_toml(self.texts[file], place)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Whatever a setting is missing or wrong for, in one sentence."""
        try:
            yield
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            place = f"{self.folder}/cover.toml"
            raise Unreadable(
                msg("{file} lacks a setting or has one too many: {reason}.", file=place, reason=str(error)),
                msg("Compare it with the file of the design “pocket”."),
            ) from error

    def barcode_percent(self, edition: Edition) -> float:
        """What edition.toml says, else the design."""
        with self.telling():
            return edition.cover.barcode_percent or float(self.tables("cover.toml")["barcode"]["percent"])

    def tabs(self) -> Tabs:
        """Where the thumb tabs of the book stand."""
        held = self.tables("layout.toml")["furniture"]
        return Tabs(held["tab_top_mm"], held["tab_bottom_mm"], held["tab_height_mm"], held["tab_width_mm"])

    def extent(self, face: str, text: str) -> Extent:
        """Raises KeyError for a face that fonts.toml does not have."""
        return extent_of({one.name: one for one in self.faces}[face], text)

    def sheet(self, size: CoverSize) -> StyleSheet:
        """One page as large as the cover with its bleed. Raises BrokenTemplate where a stylesheet is cut off."""
        with self.telling():
            names = self.tables("cover.toml")["css"]
            for name in names:
                require_closed(f"{self.folder}/{name}", self.texts[name])
            palette = read_palette(self.tables("layout.toml"), f"{self.folder}/layout.toml")
            wanted = {variable for name in names for variable in variables_of(self.texts[name])}
            css, files = joined(names, self.texts, self.folder, palette_css(palette, prepress.COVER_INKS, wanted))
        width, height = ((side + 2 * size.bleed_mm) * MM for side in (size.width_mm, size.height_mm))
        return StyleSheet("cover", css, round(width, 3), round(height, 3), files, prepress.COVER_INKS.colours)


def _composed(
    desk: Desk, edition: Edition, lang: EditionLang, mapped: makeup.MappedBook, spine: Spine | None, size: CoverSize, design: _CoverDesign
) -> tuple[CoverCopy, Block]:
    """What is said on the cover, and its block."""
    labels = localise.labels(lang, label_overrides(desk, lang) or None)
    templates = TemplateSet(design.name, {file: text for file, text in design.texts.items() if file.endswith(".j2")})
    composing = compose.Composing(lang, edition, labels, templates, localise.sort_key, localise.bucket, set_text=localise.set_words)
    barcode = _barcode(edition, lang, design.barcode_percent(edition))
    with design.telling():
        measures = design.tables("cover.toml")
        copy = CoverCopy(
            size, design.tabs(), mapped.pages, mapped.rows, _figures(mapped, labels), str(edition.plans_year),
            cover_text(desk, lang), localise.set_words(edition.publisher.contact[lang], lang),
            edition.cover.price.get(lang, ""), _spine_line(edition, lang, spine, size, measures["spine"], design), barcode,
        )
        return copy, compose_cover(copy, composing, measures, lambda face, text: design.extent(face, text).width)


def _spine_line(
    edition: Edition, lang: EditionLang, spine: Spine | None, size: CoverSize, measures: Mapping[str, Any], design: _CoverDesign
) -> SpineLine | None:
    if spine is None:
        return None
    room = SpineRoom(spine.width_mm, size.height_mm, spine.text_height_mm())
    year = str(edition.plans_year)
    return spine_line(edition.title[lang], year, room, measures, lambda text: design.extent(measures["face"], text), lang)


def cover_findings(covers: Sequence[MadeCover], waivers: Sequence[Waiver]) -> list[Finding]:
    """What was noticed on the covers and nobody answers for; a waiver that meets nothing here may meet something in the book."""
    found = list(dict.fromkeys(one for cover in covers for one in cover.findings))
    return [one for one in weigh(found, waivers).findings if one.id != UNUSED.id]


def _read_again(content: bytes, copy: CoverCopy, edition: Edition, lang: EditionLang, terms: prepress.CoverTerms) -> None:
    """Raises OutputFailedVerification where the file is none that its printer takes, or something that was set cannot be read in it."""
    size, press = copy.size, terms.press
    boxes = prepress.cover_boxes(size, terms)
    wrong = verify.wrong_cover(content, verify.PressTerms(boxes, press.pdfx, press.intent.identifier, bool(press.intent.profile)), "cover")
    if wrong:
        raise OutputFailedVerification(
            msg(
                "The finished cover ({lang}) is none that the printer takes: {what}; nothing was written.", lang=lang, what=wrong[0].message
            ),
            wrong[0].hint or msg("Take back the last change of the design."),
        )
    words = [] if edition.cover.logo else [edition.publisher.name[lang]]
    words += [edition.subtitle[lang], *copy.figures, *(f"{row.name}" for row in copy.rows)]
    words += edition.title[lang].split() + ([copy.spine.text] if copy.spine else []) + ([copy.barcode.isbn] if copy.barcode else [])
    _, _, width, height = boxes.media
    missing = verify.missing_words(content, (width, height), list(filter(None, words)))
    if missing:
        raise OutputFailedVerification(
            msg("“{words}” cannot be read on the finished cover ({lang}); nothing was written.", words=_short(missing[0]), lang=lang),
            msg("Shorten these words, or take back the last change of the design."),
        )


def _crowded(content: bytes, size: CoverSize, terms: prepress.CoverTerms, path: Path) -> list[Finding]:
    found = []
    hint = msg("Shorten these words, in edition.toml or front/cover.*.md, or change the design's cover.")
    for one in verify.crowded_words(content, size, size.bleed_mm + terms.slug_mm):
        place = PageRef(path.name, 1, one.box)
        if one.other:
            message = msg("“{words}” lies on “{other}”", words=_short(one.words), other=_short(one.other))
            found.append(COVER_CROWDED.finding("meets", message, hint=hint, place=place))
        else:
            message = msg("“{words}” stands too near to the trim or to a fold", words=_short(one.words))
            found.append(COVER_CROWDED.finding("near-edge", message, hint=hint, place=place))
    return found[:_TOLD]


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _path(desk: Desk, edition: Edition, lang: EditionLang, suffix: str) -> Path:
    return desk.build / edition.id / lang / f"guide-{edition.id}-{lang}{suffix}"


def _finished_book(desk: Desk, edition: Edition, lang: EditionLang) -> makeup.MappedBook:
    """What the last build made. Raises Unreadable where there is none, or it was made from other sources or by another design."""
    path = _path(desk, edition, lang, ".pagemap.json")
    if not path.is_file():
        raise Unreadable(
            msg("There is no finished book of the language “{lang}”: {file} does not exist.", lang=lang, file=str(path)),
            msg("A spine is as wide as its book is thick: make the book first, with guide build."),
        )
    mapped = makeup.read_mapped_book(read_text(path), str(path))
    if mapped.sources != desk.inputs_digest() or mapped.design != book_digest(read_design_texts(edition.design)):
        raise Unreadable(
            msg("{file} is of an earlier state of the sources or of the design; the book may have other pages now.", file=str(path)),
            msg("Make the book again with guide build, then the cover."),
        )
    return mapped


def _spine(edition: Edition, lang: EditionLang, profile: PrinterProfile, pages: int) -> tuple[Spine | None, bool]:
    """The spine, and whether the printer gave it; None for a book that is stitched through its fold."""
    if profile.binding == "saddle":
        return None, False
    reckoned = imposition.spine_of(pages, profile.stock)
    stated = edition.cover.spine_mm.get(lang)
    if stated is None:
        return reckoned, False
    return imposition.stated_spine(stated, reckoned), True


def _barcode(edition: Edition, lang: EditionLang, percent: float) -> Barcode | None:
    """None without an ISBN. Raises Unreadable, with file and key, for one that is none."""
    isbn = edition.isbn.get(lang, "")
    if not isbn:
        return None
    fault = isbn_fault(isbn)
    if fault is not None:
        raise Unreadable(isbn_sentence(isbn, lang, fault), msg("Compare it with the letter of the ISBN agency."))
    return isbn_barcode(isbn, percent, edition.cover.bar_reduction_mm)


def isbn_sentence(isbn: str, lang: EditionLang, fault: tuple[str, str]) -> Message:
    """What is wrong with the ISBN of a language, with file and key."""
    key = f"edition.isbn.{lang}"
    kind, right = fault
    if kind == "digit":
        return msg("edition.toml: the last digit of {key}, “{isbn}”, must be {digit}.", key=key, isbn=isbn, digit=right)
    return msg("edition.toml: {key}, “{isbn}”, is no ISBN: it needs thirteen digits that begin with 978 or 979.", key=key, isbn=isbn)


def _figure(value: float) -> Figure:
    return Figure(round(value, 1))


def _figures(mapped: makeup.MappedBook, labels: localise.Labels) -> tuple[str, ...]:
    counts = (
        ("{n} organisation", "{n} organisations", mapped.organisations), ("{n} region", "{n} regions", mapped.regions),
        ("{n} expert", "{n} experts", mapped.experts),
    )
    return tuple(labels.plural(one, many, count) for one, many, count in counts if count)


def _facts(edition: Edition, lang: EditionLang) -> DocumentFacts:
    return DocumentFacts(
        title=edition.title[lang], author=edition.publisher.name[lang], lang=lang,
        created=datetime.combine(edition.data_date, time(12), UTC), creator=f"guide-pipeline {__version__}",
    )


def _lacking(lang: EditionLang, copy: CoverCopy, spine: Spine | None) -> list[Finding]:
    found = []
    if copy.barcode is None:
        place = CellRef("edition.toml", "", f"edition.isbn.{lang}")
        hint = msg("Fill it in in edition.toml; a book that is not sold needs none.")
        found.append(COVER_LACKS.finding("no-isbn", msg("There is no ISBN, so the cover has no barcode"), hint=hint, place=place))
    if not copy.text.strip():
        place = CellRef(f"front/cover.{lang}.md")
        message = msg("There is no text for the back of the cover")
        hint = msg("Write it there, in Markdown: what the book is and for whom.")
        found.append(COVER_LACKS.finding("no-text", message, hint=hint, place=place))
    if spine is not None and (copy.spine is None or not copy.spine.ending):
        message = msg(
            "The spine is {width} mm wide, too narrow for the title; it has {room} mm of room", width=_figure(spine.width_mm),
            room=_figure(spine.text_height_mm()),
        )
        found.append(COVER_LACKS.finding("spine-bare", message, place=CellRef("edition.toml", "", f"edition.title.{lang}")))
    return found
