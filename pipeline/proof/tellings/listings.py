"""Whole listings: left out, merged, found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["LISTINGS"]

_ONE_OR_TWO: Final = msg(
    "Say whether they are one: paste the lines of the question into decisions.toml, or answer it in the workbook of questions."
)

LISTINGS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-360": {
        "left-out": Telling(
            nmsg("{n} listing is left out at its own wish", "{n} listings are left out at their own wish", 1),
            cause=msg("The column “leave us out” says yes."),
            stays=msg("It is on no page, in no index and in no list."),
            action=words.LOOK,
        ),
        "left-out-waiting": Telling(
            nmsg(
                "{n} listing waits for an answer on its column of consent",
                "{n} listings wait for an answer on their column of consent",
                1,
            ),
            cause=msg("The row gives no clear yes, and the header does not say whether to a mobile in print or to the whole entry."),
            stays=msg("To be safe it is not printed."),
            action=msg("Answer the question on the column of consent."),
        ),
        "unclear-consent": Telling(
            nmsg("{n} answer on printing the entry is unclear", "{n} answers on printing the entry are unclear", 1),
            cause=words.OWN_WORDS,
            stays=msg("To be safe it is not printed."),
            action=words.YES_OR_NO,
        ),
        "left-out-too": Telling(
            nmsg("{n} row of a listing that asks to be left out elsewhere", "{n} rows of listings that ask to be left out elsewhere", 1),
            cause=words.TWO_OFFICES,
            stays=msg("It is on no page, in no index and in no list."),
            action=words.LOOK,
        ),
        "left-out-asked": Telling(
            nmsg("{n} row seems to ask elsewhere to be left out", "{n} rows seem to ask elsewhere to be left out", 1),
            cause=words.TWO_OFFICES,
            stays=msg("To be safe it is not printed."),
            action=msg("If it is another organisation, answer that it is right as it is, or give both rows their BIN."),
        ),
        "left-out-person": Telling(
            nmsg("{n} person who asks to be left out stands in another row", "{n} people who ask to be left out stand in other rows", 1),
            cause=msg("A person asks as an expert not to be printed, and is the head or press contact of an organisation."),
            stays=msg("To be safe the name is not printed."),
            action=msg("If it is another person, answer that it is right as it is."),
        ),
        "left-out-named": Telling(
            nmsg("{n} text names an organisation that asks to be left out", "{n} texts name an organisation that asks to be left out", 1),
            cause=msg("An expert works for an organisation that asks not to be printed."),
            stays=msg("To be safe the text is not printed."),
            action=msg("Answer with a text without its name, or that it is another organisation."),
        ),
        "unclear-wish": Telling(
            nmsg("{n} wish to be left out is unclear", "{n} wishes to be left out are unclear", 1),
            cause=words.OWN_WORDS,
            stays=msg("To be safe it is not printed."),
            action=words.YES_OR_NO,
        ),
        "wish-in-remark": Telling(
            nmsg("{n} remark asks that the row not be printed", "{n} remarks ask that their rows not be printed", 1),
            cause=msg("The wish stands among the remarks; there is no column for it, or it is empty."),
            stays=msg("To be safe it is not printed."),
            action=msg("If it is one, write “yes” in the column “leave us out”; if the row may be printed, give “no” as the other text."),
        ),
        "wish-in-part": Telling(
            nmsg(
                "{n} remark asks that something of the row not be printed",
                "{n} remarks ask that something of their rows not be printed",
                1,
            ),
            cause=msg("Somebody asks that a telephone, an address or a name be left out, and the cells still hold it."),
            stays=msg("What is meant is printed."),
            action=msg("Read the remark, and empty the cells that it means."),
        ),
    },
    "SRC-361": {
        "consent-unclear": Telling(
            nmsg(
                "{n} column of consent does not say what it consents to", "{n} columns of consent do not say what they consent to", 1,
            ),
            cause=msg("The header says “consent” alone: to a mobile in print, or to the whole entry."),
            stays=msg("Rows without a clear yes are not printed, and no person's mobile is printed for such a column."),
            action=msg("Answer whether the column speaks of mobiles or of the entry; it is asked once."),
        ),
    },
    "SRC-370": {
        "merged": Telling(
            nmsg("{n} row is printed with another of the same listing", "{n} rows are printed with others of the same listing", 1),
            cause=words.TWO_OFFICES,
            stays=msg("One entry is printed with what all its rows say; of each field the value verified last."),
            action=words.LOOK,
            is_repair=True,
        ),
        "conflict": Telling(
            nmsg("{n} field of merged rows disagrees", "{n} fields of merged rows disagree", 1),
            cause=words.TWO_OFFICES,
            stays=msg("Only one of the two values is printed."),
            action=msg("Write the right value in both rows, or take one row out."),
        ),
        "same-bin": Telling(
            nmsg(
                "{n} row has the BIN of another, but not its name or place",
                "{n} rows have the BIN of others, but not their name or place",
                1,
            ),
            cause=msg("A branch with its parent's BIN, the BIN of the row above, or an organisation that moved or was renamed."),
            stays=words.TWICE,
            action=_ONE_OR_TWO,
        ),
        "same-name": Telling(
            nmsg("{n} row has the name of another in its town", "{n} rows have the names of others in their towns", 1),
            cause=words.TWO_OFFICES,
            stays=words.TWICE,
            action=_ONE_OR_TWO,
        ),
        "near-name": Telling(
            nmsg("{n} row has nearly the name of another", "{n} rows have nearly the names of others", 1),
            cause=msg("A typing error, a shorter name, another alphabet, or a name of its own."),
            stays=words.TWICE,
            action=_ONE_OR_TWO,
        ),
        "shared-contact": Telling(
            nmsg("{n} row has another's contacts under another name", "{n} rows have others' contacts under other names", 1),
            cause=msg("It was renamed, wrote its name in another language, or shares an office."),
            stays=words.TWICE,
            action=_ONE_OR_TWO,
        ),
        "stale-decision": Telling(
            nmsg("{n} decision is about a listing that no row holds now", "{n} decisions are about listings that no row holds now", 1),
            cause=msg("The row is gone, or its name, place or contact was changed."),
            stays=msg("Nothing is decided by it."),
            action=msg("Leave it for the next edition, or take it out of decisions.toml."),
        ),
        "ambiguous-decision": Telling(
            nmsg("{n} decision may mean several listings", "{n} decisions may mean several listings", 1),
            cause=msg("Several rows answer to the name and place in it."),
            stays=msg("It is not obeyed."),
            action=msg("Add a contact or the address to it, after a “|”."),
        ),
        "contradicting-decision": Telling(
            nmsg("{n} decision contradicts another", "{n} decisions contradict others", 1),
            cause=msg("Rows that one decision calls the same are called different by others."),
            stays=msg("They are printed apart."),
            action=msg("Take one of these decisions out of {file}.", file="decisions.toml"),
        ),
    },
    "SRC-371": {
        "doubtful": Telling(
            nmsg(
                "{n} listing may have stood in an earlier edition under another id",
                "{n} listings may have stood in an earlier edition under another id",
                1,
            ),
            cause=msg("The organisation was renamed, or changed all its contacts at once."),
            stays=msg("It counts as new: its translations and its place in comparisons are lost."),
            action=msg("Decide in ids.toml which one it is."),
        ),
        "unknown-id": Telling(
            nmsg("{n} decision in ids.toml cannot be followed", "{n} decisions in ids.toml cannot be followed", 1),
            cause=msg("The id was mistyped, or belongs to another row already."),
            stays=msg("The row gets a new id."),
            action=msg("Correct the line under [decisions], or write “new”."),
        ),
    },
    "SRC-373": {
        "two-copies": Telling(
            nmsg("{n} workbook seems to be a copy of another", "{n} workbooks seem to be copies of others", 1),
            cause=msg("The mended workbook was put beside the original and not in its place, or two people mended copies of one."),
            stays=msg("Their listings are united: wrong numbers of the one are printed beside right ones of the other."),
            action=msg("Leave one of them in the edition's folder; guide compare shows what differs."),
        ),
    },
    "SRC-372": {
        "several-organisations": Telling(
            nmsg("{n} affiliation fits several organisations", "{n} affiliations fit several organisations", 1),
            cause=msg("The affiliation is a short or a common name."),
            stays=msg("The expert is printed without a reference to the organisation's entry."),
            action=msg("Write the organisation's full name with its town."),
        ),
    },
    "SRC-380": {
        "stale-answer": Telling(
            nmsg("{n} answer to questions is asked for no more", "{n} answers to questions are asked for no more", 1),
            cause=msg("The cell was corrected, or the row is gone."),
            stays=words.NONE,
            action=msg("Leave them for next time, or take them out of decisions.toml."),
        ),
        "bad-answer": Telling(
            nmsg("{n} answer to questions does not pass the checks", "{n} answers to questions do not pass the checks", 1),
            cause=msg("The answer itself was mistyped."),
            stays=words.VALUE_OUT,
            action=msg("Correct the answer in decisions.toml, or in the workbook that it came back in."),
        ),
    },
}
