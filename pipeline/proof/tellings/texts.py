"""Texts, languages and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["TEXTS"]

TEXTS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-301": {
        "spaces": Telling(
            nmsg("Spaces were mended in {n} cell", "Spaces were mended in {n} cells", 1),
            cause=words.OFFICE,
            stays=words.REPAIRED,
            action=words.LOOK,
            is_repair=True,
            sums=True,
        ),
    },
    "SRC-302": {
        "blank-words": Telling(
            nmsg("{n} cell that only says “none” was read as empty", "{n} cells that only say “none” were read as empty", 1),
            cause=msg("Empty cells were filled with a dash or a word."),
            stays=msg("Nothing: an absent value is not printed."),
            action=words.LOOK,
            is_repair=True,
            sums=True,
        ),
    },
    "SRC-303": {
        "two-alphabets": Telling(
            nmsg("{n} word mixes Latin and Cyrillic letters", "{n} words mix Latin and Cyrillic letters", 1),
            cause=words.KEYBOARD,
            stays=words.AS_SENT,
            action=msg("Type the word anew in one alphabet."),
        ),
    },
    "SRC-304": {
        "damaged-letters": Telling(
            nmsg("In {n} place damaged Kazakh letters were mended", "In {n} places damaged Kazakh letters were mended", 1),
            cause=msg("A text in an old Kazakh encoding was opened as a Russian one."),
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
    },
    "SRC-305": {
        "letters-missing": Telling(
            nmsg("In {n} name Kazakh letters are perhaps missing", "In {n} names Kazakh letters are perhaps missing", 1),
            cause=words.KEYBOARD,
            stays=words.AS_SENT,
            action=msg("Type the name with ә ғ қ ң ө ұ ү һ і where they belong."),
        ),
    },
    "SRC-306": {
        "second-value": Telling(
            nmsg("In {n} cell stands a second, different value", "In {n} cells stand a second, different value", 1),
            cause=words.WRONG_CELL,
            stays=words.FIRST_ONLY,
            action=words.LEAVE_ONE,
        ),
    },
    "SRC-307": {
        "language-differs": Telling(
            nmsg("{n} text is in another language than the row says", "{n} texts are in another language than the row says", 1),
            cause=msg("One part of the row was filled in another language."),
            stays=msg("It is printed and hyphenated by its letters' language."),
            action=words.LOOK,
        ),
    },
    "SRC-308": {
        "not-printed": Telling(
            nmsg("{n} value came to nothing", "{n} values came to nothing", 1),
            cause=msg("A post stands without its person, or something was typed into the wrong column."),
            stays=words.VALUE_OUT,
            action=msg("Look whether it stands in the right column, and whether what belongs to it is filled in."),
        ),
        "note": Telling(
            nmsg("{n} remark is not printed", "{n} remarks are not printed", 1),
            cause=msg("The column of remarks is for the office."),
            stays=msg("Remarks are never printed."),
            action=msg("Read them: a remark may ask for something."),
        ),
    },
    "SRC-309": {
        "misread": Telling(
            nmsg("{n} text had been read in a wrong encoding", "{n} texts had been read in a wrong encoding", 1),
            cause=msg("The list was copied out of a program that mistook one encoding for another."),
            stays=words.REPAIRED,
            action=msg("Nothing, if this is right."),
            is_repair=True,
        ),
        "letters-lost": Telling(
            nmsg("{n} text has question marks in place of letters", "{n} texts have question marks in place of letters", 1),
            cause=msg("A program that does not know Kazakh letters saved the list."),
            stays=words.AS_SENT,
            action=msg("Type the text anew."),
        ),
    },
    "SRC-310": {
        "unknown-region": Telling(
            nmsg("{n} row names no region of today", "{n} rows name no region of today", 1),
            cause=words.RENAMED,
            stays=words.ROW_OUT,
            action=msg("Write the region as it is called today, or the town."),
        ),
        "region-mended": Telling(
            nmsg(
                "{n} region was read by a former name or with a mistyped letter",
                "{n} regions were read by former names or with a mistyped letter",
                1,
            ),
            cause=words.RENAMED,
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "region-asked": Telling(
            nmsg("{n} region has an old name or one with two meanings", "{n} regions have an old name or one with two meanings", 1),
            cause=words.RENAMED,
            stays=words.UNDERSTOOD,
            action=msg("Write today's name of the region, or name the town: the town decides."),
        ),
        "town-decides": Telling(
            nmsg(
                "{n} listing was put under the region its town belongs to today",
                "{n} listings were put under the region their towns belong to today",
                1,
            ),
            cause=words.RENAMED,
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "town-far-away": Telling(
            nmsg(
                "{n} listing stands under one region and names a town of another",
                "{n} listings stand under one region and name a town of another",
                1,
            ),
            cause=msg("The organisation moved, works in two regions, or two towns have one name."),
            stays=msg("It is printed under the town's region."),
            action=msg("Check both, and correct the wrong one."),
        ),
    },
    "SRC-311": {
        "unknown-town": Telling(
            nmsg("{n} town is not in the gazetteer", "{n} towns are not in the gazetteer", 1),
            cause=msg("The name is mistyped, abbreviated, or an address stands in the column of towns."),
            stays=msg("It is printed as it was sent; the area code and the index of places may be wrong."),
            action=msg("Check the spelling, or write the district's name as well."),
        ),
        "town-renamed": Telling(
            nmsg("{n} town was given today's name", "{n} towns were given today's name", 1),
            cause=words.RENAMED,
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "town-from-address": Telling(
            nmsg("{n} town was taken from the address", "{n} towns were taken from the address", 1),
            cause=words.WRONG_CELL,
            stays=words.MOVED,
            action=msg("Write the town in its own column."),
            is_repair=True,
        ),
        "several-places": Telling(
            nmsg("{n} town has a name that several places share", "{n} towns have a name that several places share", 1),
            cause=msg("The district or the region was left out."),
            stays=msg("Nothing is guessed: region, area code and index of places may be missing."),
            action=msg("Write the region and the district beside the town."),
        ),
        "region-in-town": Telling(
            nmsg("{n} cell for a town names a region", "{n} cells for a town name a region", 1),
            cause=words.WRONG_CELL,
            stays=msg("The listing stands under that region, without a town."),
            action=msg("Write the town."),
        ),
    },
    "SRC-312": {
        "bad-postcode": Telling(
            nmsg("{n} postcode cannot be one", "{n} postcodes cannot be one", 1),
            cause=msg("A digit is missing, or the cell holds the whole address."),
            stays=words.VALUE_OUT,
            action=msg("Write six digits, e.g. 050000."),
        ),
    },
}
