"""Pages, translations and the edition itself: what a build finds beside the workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings.telling import Telling

__all__ = ["PAGES"]

_DESIGN: Final = msg("A narrow column, a long word or a heading in an unlucky place.")
_UGLY: Final = msg("It can be printed; a reader may stumble over it.")
_REWORD: Final = msg("Shorten or lengthen the text by a word, or leave it.")

PAGES: Final[Mapping[str, Mapping[str, Telling]]] = {
    "LOC-001": {
        "coverage": Telling(
            nmsg("{n} language has too few translations for a press file", "{n} languages have too few translations for a press file", 1),
            cause=msg("The translations of this year's texts have not come back yet."),
            stays=msg("There is no press file in that language."),
            action=msg("Translate what is missing, or ask for less in edition.toml."),
        ),
    },
    "LOC-002": {
        "source-changed": Telling(
            nmsg("{n} translation was made from an older text", "{n} translations were made from an older text", 1),
            cause=msg("The province changed the text after it was translated."),
            stays=msg("The new text is printed in the language it was sent in."),
            action=msg("Look at the translation and confirm it."),
        ),
    },
    "LOC-003": {
        "no-such-text": Telling(
            nmsg("{n} translation belongs to nothing in this edition", "{n} translations belong to nothing in this edition", 1),
            cause=msg("The listing left the guide."),
            stays=msg("Nothing: it is not printed."),
            action=msg("Nothing needs to be done."),
        ),
    },
    "LOC-005": {
        "unknown-form": Telling(
            nmsg("{n} legal form has no name in the table of forms", "{n} legal forms have no name in the table of forms", 1),
            cause=msg("The form is rare, or abbreviated in an unusual way."),
            stays=msg("The form is printed as it was sent, in all languages."),
            action=msg("Compare it with the certificate of registration."),
        ),
    },
    "LOC-040": {
        "romanised-name": Telling(
            nmsg("{n} name is found by a spelling that was made", "{n} names are found by a spelling that was made", 1),
            cause=msg("Nobody gave the name in Latin letters, neither in the workbook nor as a translation."),
            stays=msg("Indexes have the name by transliteration; the entry has it as it was sent, and the transliteration in brackets."),
            action=msg(
                "Ask how they spell themselves, and write it into the column of the English name (name_en); of heads, press contacts and "
                "acronyms, as the translation: guide strings export en names the proposals beside them."
            ),
        ),
    },
    "LOC-041": {
        "automatic-edition": Telling(
            msg("A book was put into Latin letters automatically"),
            cause=msg("edition.toml asks for it under languages."),
            stays=msg("It can be printed; it says itself that a program made it."),
            action=msg("Have somebody who reads the new alphabet look through a proof."),
        ),
    },
    "LOC-042": {
        "css-capitals": Telling(
            nmsg(
                "{n} rule of a stylesheet misspells Kazakh in Latin letters", "{n} rules of stylesheets misspell Kazakh in Latin letters", 1
            ),
            cause=msg("The design was made for Cyrillic, or for English."),
            stays=msg("Words with i and ı are printed with the wrong capitals."),
            action=msg("Take the capitals out of the stylesheet."),
        ),
    },
    "LOC-043": {
        "romanised-place": Telling(
            nmsg(
                "{n} place has a spelling that was made in the English book",
                "{n} places have spellings that were made in the English book",
                1,
            ),
            cause=msg("The gazetteer has its name in Kazakh and Russian only."),
            stays=msg("It is printed as English texts usually spell such names."),
            action=msg("Look through them; a spelling of your own goes under [places] in edition.toml."),
        ),
        "romanised-address": Telling(
            nmsg(
                "{n} address is printed in Latin letters without a translation",
                "{n} addresses are printed in Latin letters without a translation",
                1,
            ),
            cause=msg("Nobody has translated it into English yet."),
            stays=msg("It is printed in Latin letters, with the mark of a text that is not translated."),
            action=msg("Translate it: guide strings export en."),
        ),
    },
    "LOC-044": {
        "no-such-place": Telling(
            msg("Spellings of places in edition.toml belong to no place"),
            cause=msg("The name is mistyped, or no listing is there this year."),
            stays=msg("Nothing: it is not printed."),
            action=msg("Write the name as the Kazakh or the Russian book has it."),
        ),
    },
    "EDN-006": {
        "no-name": Telling(
            nmsg(
                "{n} name on the edition's lists is missing in a language",
                "{n} names on the edition's lists are missing in a language", 1,
            ),
            cause=msg("An area or a topic was added in one language."),
            stays=msg("The book in that language prints the name of another one, marked, and counts it as not translated."),
            action=msg("Write the name into areas.toml or topics.toml."),
        ),
    },
    "EDN-001": {
        "name-of-the-form": Telling(
            nmsg(
                "{n} text of the empty edition still holds a name of the form",
                "{n} texts of the empty edition still hold a name of the form",
                1,
            ),
            cause=msg("The folder was made with guide new and not filled in to the end."),
            stays=msg("A stranger's name would be printed; the edition may not go to press."),
            action=msg("Fill in edition.toml and the texts in front."),
        ),
        "text-of-the-form": Telling(
            nmsg("{n} text of the empty edition was not replaced", "{n} texts of the empty edition were not replaced", 1),
            cause=msg("The folder was made with guide new and not filled in to the end."),
            stays=msg("The form's text would be printed; the edition may not go to press."),
            action=msg("Fill in edition.toml and the texts in front."),
        ),
    },
    "LAY-001": {
        "overfull-column": Telling(
            nmsg("{n} block is higher than a column", "{n} blocks are higher than a column", 1),
            cause=msg("A text that may not be parted is very long."),
            stays=msg("It would run over the foot of the page; the edition may not go to press."),
            action=msg("Shorten the text in its cell."),
        ),
    },
    "LAY-004": {
        "split-page": Telling(
            nmsg("{n} entry is parted over two pages", "{n} entries are parted over two pages", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=msg("Nothing needs to be done."),
        ),
        "split-leaf": Telling(
            nmsg("{n} entry is parted over two sides of a leaf", "{n} entries are parted over two sides of a leaf", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=msg("Nothing needs to be done."),
        ),
    },
    "LAY-005": {
        "hole": Telling(
            nmsg("{n} column ends with a hole", "{n} columns end with a hole", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
        "uneven-columns": Telling(
            nmsg("{n} page has columns that do not end level", "{n} pages have columns that do not end level", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
    },
    "TXT-001": {
        "widow": Telling(
            nmsg("{n} last line of a paragraph stands alone", "{n} last lines of a paragraph stand alone", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
        "orphan": Telling(
            nmsg("{n} first line of a paragraph stands alone", "{n} first lines of a paragraph stand alone", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
    },
    "TXT-002": {
        "hyphen-ladder": Telling(
            nmsg("{n} ladder of hyphens", "{n} ladders of hyphens", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
    },
    "TXT-003": {
        "loose-line": Telling(
            nmsg("{n} line is badly filled", "{n} lines are badly filled", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
        "short-line": Telling(
            nmsg("{n} line is short", "{n} lines are short", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=msg("Nothing needs to be done."),
        ),
    },
    "TXT-004": {
        "short-last-line": Telling(
            nmsg("{n} last line is too short", "{n} last lines are too short", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
    },
    "TXT-005": {
        "repeated-start": Telling(
            nmsg(
                "{n} time lines under one another begin with the same word",
                "{n} times lines under one another begin with the same word",
                1,
            ),
            cause=_DESIGN,
            stays=_UGLY,
            action=msg("Nothing needs to be done."),
        ),
    },
    "TXT-006": {
        "torn-word": Telling(
            nmsg("{n} word of a title is torn in two", "{n} words of a title are torn in two", 1),
            cause=_DESIGN,
            stays=_UGLY,
            action=_REWORD,
        ),
    },
    "JOB-002": {
        "unused-waiver": Telling(
            nmsg("{n} waiver matches nothing any more", "{n} waivers match nothing any more", 1),
            cause=msg("The fault was mended, or its cell moved."),
            stays=msg("The edition may not go to press: the waiver would excuse the next fault there."),
            action=msg("Take it out of waivers.toml, or correct its place."),
        ),
    },
}
