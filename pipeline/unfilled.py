"""What of an edition still stands as in the empty one that ``guide new`` makes, and what the imprint has to leave out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.compose.barcode import isbn_fault
from pipeline.model.edition import Edition
from pipeline.model.fields import LANGUAGES, EditionLang, Lang, source_language
from pipeline.model.findings import CellRef, Finding, Severity, rule
from pipeline.model.message import msg
from pipeline.stock import new_edition_text

__all__ = ["COVER_CROWDED", "COVER_LACKS", "IMPRINT_NAMES", "unfilled", "unnamed"]

FORM_TEXT = rule(
    "EDN-001",
    title=msg("A text of the empty edition was not replaced"),
    rationale=msg("Words such as “Your organisation” or [what to write here] look like text to everybody but a reader: they get printed."),
    codes={"name-of-the-form": Severity.ERROR, "text-of-the-form": Severity.ERROR, "in-brackets": Severity.WARNING},
)
IMPRINT = rule(
    "EDN-002",
    title=msg("The imprint lacks a fact, or asks for one there is none of"),
    rationale=msg(
        "Without an ISBN, UDC or BBK a book is hard to order and to shelve. A label whose fact is missing is left out of the imprint, so "
        "that the page looks whole; a misspelt name in braces would be printed as it stands."
    ),
    codes={"left-out": Severity.WARNING, "unknown-name": Severity.ERROR},
)

COVER_LACKS = rule(
    "EDN-003",
    title=msg("The cover lacks something that readers or shops look for"),
    rationale=msg(
        "A shop sells by the barcode, a reader finds a book on the shelf by its spine, and turns it over to see what it is. What is not "
        "there is left out, so that the cover looks whole; nobody would miss it until the books are delivered."
    ),
    codes={"no-isbn": Severity.WARNING, "no-text": Severity.WARNING, "spine-bare": Severity.INFO},
    source="GS1 General Specifications, 5.2; KDP: 0.0625 in on each side of the text on a spine",
)

COVER_CROWDED = rule(
    "EDN-004",
    title=msg("Words on the cover have no room"),
    rationale=msg("Lines that lie on one another cannot be read, and what stands too near to trim or fold is cut into or glued over."),
    codes={"meets": Severity.ERROR, "near-edge": Severity.ERROR},
)

ISBN = rule(
    "EDN-005",
    title=msg("The ISBN is none"),
    rationale=msg(
        "Shops and libraries find a book by this number; with a wrong digit it is another book's, or nobody's, and no scanner takes it."
    ),
    codes={"wrong-digit": Severity.ERROR, "no-isbn": Severity.ERROR},
    source="ISO 2108; ISBN Users' Manual",
)

IMPRINT_NAMES: Final = (
    "edition", "impression", "data_date", "print_run", "isbn", "udc", "bbk", "publisher", "publisher_contact", "printer", "digest", "paper",
    "format", "sheet_format", "conventional_sheets", "order",
)
"""What may stand in braces in ``front/colophon.*.md``."""

LISTED_NAME = rule(
    "EDN-006",
    title=msg("A name on the edition's lists is missing in a language"),
    rationale=msg(
        "Areas of activity and topics are named once, in areas.toml and topics.toml, for all listings. Where a language has no name, its "
        "book prints that of another one, marked, and each listing that has it counts as not translated there."
    ),
    codes={"no-name": Severity.WARNING},
)

_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\](?![(\[:])")
_NAME: Final = re.compile(r"\{(\w+)\}")
_SHOWN: Final = 60


def unfilled(edition: Edition, languages: Sequence[EditionLang], front: Mapping[EditionLang, Mapping[str, str]]) -> list[Finding]:
    """What a person has still to fill in: names in edition.toml, texts of ``front`` (by language and name), facts of the imprint."""
    found = [*_form_names(edition, languages), *_isbns(edition, languages)]
    for lang in languages:
        for name, text in front[lang].items():
            found += _form_texts(f"front/{name}.{lang}.md", text)
        if imprint := front[lang].get("colophon"):
            found += _imprint(edition, lang, imprint)
    return list(dict.fromkeys(found))


def unnamed(lists: Mapping[str, Iterable[tuple[str, Mapping[Lang, str]]]], languages: Sequence[EditionLang]) -> list[Finding]:
    """Names that are missing on the edition's lists; ``lists``: by file, code and names of each entry."""
    return [
        LISTED_NAME.finding(
            "no-name", msg("“{code}” has no name in “{lang}”: “{name}” is printed.", code=code, lang=lang, name=_instead(names)),
            hint=msg("Add {lang} = \"…\" to its name in {file}.", file=file, lang=lang), place=CellRef(file, "", code),
        )
        for file, entries in lists.items() for code, names in entries for lang in dict.fromkeys(map(source_language, languages))
        if not names.get(lang)
    ]


def _instead(names: Mapping[Lang, str]) -> str:
    return next((names[lang] for lang in LANGUAGES if names.get(lang)), "")


def _form_names(edition: Edition, languages: Sequence[EditionLang]) -> Iterator[Finding]:
    form = tomllib.loads(new_edition_text("edition.toml"))
    for party, own in (("publisher", edition.publisher), ("printer", edition.printer)):
        for lang in languages:
            name = own.name.get(lang, "").strip()
            if name in form[party]["name"].values():
                key = f"{party}.name.{lang}"
                message = msg("“{text}” still stands there, as in the empty edition", text=name)
                hint = msg("Put the true name there; it is printed in the book.")
                yield FORM_TEXT.finding("name-of-the-form", message, hint=hint, place=CellRef("edition.toml", "", key))


def _isbns(edition: Edition, languages: Sequence[EditionLang]) -> Iterator[Finding]:
    for lang in languages:
        isbn = edition.isbn.get(lang, "")
        fault = isbn_fault(isbn) if isbn else None
        if fault is None:
            continue
        place, hint = CellRef("edition.toml", "", f"edition.isbn.{lang}"), msg("Compare it with the letter of the ISBN agency.")
        kind, right = fault
        if kind == "digit":
            message = msg("The last digit of the ISBN “{isbn}” must be {digit}", isbn=isbn, digit=right)
            yield ISBN.finding("wrong-digit", message, hint=hint, place=place)
        else:
            message = msg("“{isbn}” is no ISBN: it needs thirteen digits that begin with 978 or 979", isbn=isbn)
            yield ISBN.finding("no-isbn", message, hint=hint, place=place)


def _form_texts(file: str, text: str) -> Iterator[Finding]:
    """Texts in square brackets, links apart: those of the empty edition, and others that may be meant for the author."""
    brackets = list(_BRACKETS.finditer(text))
    form = {found[1] for found in _BRACKETS.finditer(_form(file))} if brackets else set()
    for found in brackets:
        words = found[1] if len(found[1]) <= _SHOWN else f"{found[1][:_SHOWN]}…"
        place = CellRef(file, "", str(text.count("\n", 0, found.start()) + 1))
        if found[1] in form:
            message = msg("“[{text}]” still stands there, as in the empty edition", text=words)
            hint = msg("Put your own words in its place, or delete the line.")
            yield FORM_TEXT.finding("text-of-the-form", message, hint=hint, place=place)
        elif " " in found[1].strip():
            message = msg("“[{text}]” stands in square brackets: is it a note to the author?", text=words)
            hint = msg("If readers are to see it, waive this finding; else put the text in its place.")
            yield FORM_TEXT.finding("in-brackets", message, hint=hint, place=place)


def _form(file: str) -> str:
    try:
        return new_edition_text(file)
    except FileNotFoundError:
        return ""


def _imprint(edition: Edition, lang: EditionLang, text: str) -> Iterator[Finding]:
    """Facts that the imprint asks for and that are empty, and names that are none."""
    file = f"front/colophon.{lang}.md"
    facts = {
        "isbn": (f"edition.isbn.{lang}", edition.isbn.get(lang)), "udc": ("edition.udc", edition.udc), "bbk": ("edition.bbk", edition.bbk),
        "paper": (f"edition.paper.{lang}", edition.paper.get(lang)), "print_run": ("edition.print_run", edition.print_run),
        "order": ("printer.order", edition.order), "publisher_contact": ("publisher", edition.publisher.contact.get(lang)),
    }  # fmt: skip
    for found in _NAME.finditer(text):
        key, value = facts.get(found[1], ("", "given"))
        if not value:
            if found[1] == "publisher_contact":
                message = msg("The publisher's address, telephone, e-mail and site are empty; the imprint leaves them out")
            else:
                message = msg("It is empty; the imprint leaves it and its label out")
            hint = msg("Fill it in in edition.toml. If there is none, take {name} out of front/colophon.*.md.", name=found[0])
            yield IMPRINT.finding("left-out", message, hint=hint, place=CellRef("edition.toml", "", key))
        if found[1] not in IMPRINT_NAMES:
            message = msg("The imprint says {name}, and there is no such fact", name=found[0])
            hint = msg("It may name: {names}.", names=", ".join(f"{{{name}}}" for name in IMPRINT_NAMES))
            place = CellRef(file, "", str(text.count("\n", 0, found.start()) + 1))
            yield IMPRINT.finding("unknown-name", message, hint=hint, place=place)
