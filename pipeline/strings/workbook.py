"""The workbook for translators, as rows of texts: one text a row, its key in the cell, its mark beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.doors.catalogues import language_text
from pipeline.doors.workbooks.strings import (
    BY,
    COLUMNS,
    DOUBTFUL_FILL,
    EMPTY_FILL,
    FUZZY,
    LONGEST,
    GuideLine,
    StringsBook,
    StringsRow,
    StringsSheet,
)
from pipeline.model.fields import Lang
from pipeline.model.meant import MEANT
from pipeline.model.message import Message, msg, nmsg
from pipeline.revision import NO_TERMS, Glossary
from pipeline.strings.contexts import Word, context_lines, location
from pipeline.strings.exporting import WHY_HELD, Export
from pipeline.strings.marks import Mark, tidy
from pipeline.strings.plural_forms import form_examples, form_name, forms_of
from pipeline.strings.terms import glossary_rows
from pipeline.strings.units import CatalogueKind, Unit, unit_name
from pipeline.wording import say

__all__ = ["SHEET_NAMES", "strings_book"]

GLOSSARY_SHEET: Final = msg("Glossary")
SHEET_NAMES: Final[dict[CatalogueKind, Message]] = {"content": msg("Texts"), "labels": msg("Labels")}
_SHEETS: Final[dict[CatalogueKind, Message]] = {
    "content": msg("What organisations and experts say about themselves, in the order of the book."),
    "labels": msg("The guide's own words: headings, labels, signs. They are worded already; change only what should be worded otherwise."),
}
_NOTES: Final[dict[str, Message]] = {
    "location": msg("Where the text stands: region, organisation or expert, field."),
    "source": msg("The text as it was sent in. Do not change it here: tell the staff what is wrong in it."),
    "target": msg("Your translation. What you leave empty stays as it was."),
    "fuzzy": msg(
        "x: to be looked at again, and not printed until then. Take the x out when the translation is right. Where it is right although it "
        "is the text itself, write “{words}” in its place.", words=MEANT),
    "translator_comments": msg("What you want to say about the text. It is kept with it, and not printed."),
    "developer_comments": msg("What helps: neighbouring fields, the text it was translated from before, page, length that fits."),
    "context": msg(
        "The key of the text. It must stay, or nobody knows where the translation belongs. With a link it opens the page of the proof."
    ),
}


def strings_book(exports: Sequence[Export], reader: Lang, proofs: str = "", glossary: Glossary = NO_TERMS) -> tuple[StringsBook, int]:
    """The workbook in words of ``reader``, and how many texts are left out of it because no cell holds as much.

    ``proofs``: the way from the workbook to the folder of proofs, with "/"; "" where it is not known, and nothing is linked.
    ``glossary``: the edition's, shown on a sheet of its own.
    """

    def word(message: Message) -> str:
        return say(message, reader)

    sheets, left = [], 0
    for export in exports:
        rows = [row for unit in export.catalogue.units for row in _rows(export, unit, word, proofs)]
        kept = [row for row in rows if max(map(len, row.cells)) <= LONGEST]
        left += len(rows) - len(kept)
        if kept:
            sheets.append(StringsSheet(word(SHEET_NAMES[export.kind]), kept))
    author = word(msg("The guide"))
    notes = [word(_NOTES[name]) for name in COLUMNS[:-1]]
    guide = list(_guide(exports, language_text(exports[0].lang, reader), word, has_glossary=bool(glossary.terms)))
    terms = glossary_rows(glossary, exports[0].lang, word)
    return StringsBook(word(msg("Read first")), guide, sheets, notes, author, word(GLOSSARY_SHEET), terms), left


def _rows(export: Export, unit: Unit, word: Word, proofs: str) -> Iterator[StringsRow]:
    name = unit_name(unit, export.kind)
    context = export.contexts[name]
    lines = list(context_lines(context, word))
    if unit.fuzzy and unit.previous:
        lines.insert(0, word(msg("translated from: {text}", text=unit.previous)))
    if unit.held:
        lines.insert(0, word(WHY_HELD))
    for form, source, target in forms_of(unit):
        of_form = [] if form is None else [word(msg("for numbers such as {numbers}", numbers=form_examples(form, export.lang)))]
        mark = Mark.of(unit, form_name(name, form), export.edition, export.lang, export.kind)
        cells = {
            "location": location(context), "source": tidy(source), "target": tidy(target), "fuzzy": FUZZY if unit.state == "fuzzy" else "",
            "translator_comments": unit.remark, "developer_comments": "\n".join(of_form + lines),
            "context": form_name(name, form), "id": str(mark),
        }  # fmt: skip
        yield StringsRow([cells[column] for column in COLUMNS], proofs + context.link if proofs and context.link else "")


def _guide(exports: Sequence[Export], lang: str, word: Word, *, has_glossary: bool) -> Iterator[GuideLine]:
    yield GuideLine(word(msg("Texts to translate. Language: {lang}. Edition: {id}", lang=lang, id=exports[0].edition)), bold=True)
    yield GuideLine("", word(msg("Your name")), asks=BY)
    for state, about in (("missing", msg("Yellow")), ("fuzzy", msg("Orange"))):
        count = sum(unit.state == state for export in exports for unit in export.catalogue.units)
        told = nmsg("{n} text is not translated yet.", "{n} texts are not translated yet.", count)
        if state == "fuzzy":
            told = nmsg(
                "{n} text is to be looked at again: mend the translation, then take the x out of the column fuzzy.",
                "{n} texts are to be looked at again: mend the translation, then take the x out of the column fuzzy.", count,
            )
        yield GuideLine(word(told), word(about), fill=EMPTY_FILL if state == "missing" else DOUBTFUL_FILL)
    yield GuideLine(word(msg("What to do")), bold=True)
    for step in _STEPS:
        yield GuideLine(word(step))
    yield GuideLine(word(msg("The sheets")), bold=True)
    for export in exports:
        yield GuideLine(word(_SHEETS[export.kind]), word(SHEET_NAMES[export.kind]))
    if has_glossary:
        about = msg("Which words this edition uses for what. Tell the staff where you know a better one.")
        yield GuideLine(word(about), word(GLOSSARY_SHEET))
    yield GuideLine(word(msg("The columns")), bold=True)
    for name in COLUMNS[:-1]:
        yield GuideLine(word(_NOTES[name]), name)


_STEPS: Final = (
    msg("Write translations into the column target, below. Everything else is there to help you; grey cells are locked."),
    msg("You may filter, leave rows out and send the workbook back in parts: every row is known by its key. To sort, take off the sheet's "
        "protection, which has no password."),
    msg("Words in braces, such as {name}, stay as they are, letter by letter.", name="{n}"),
    msg("Save the workbook as it is (.xlsx; .ods is good too) and send it back under any name."),
)
