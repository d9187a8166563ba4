"""Facts of a listing: numbers, names, dates, words of closed lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["FACTS"]

FACTS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-340": {
        "bad-bin": Telling(
            nmsg("{n} BIN cannot be right", "{n} BINs cannot be right", 1),
            cause=msg("A digit was mistyped or left out."),
            stays=msg("The number is left out, and the organisation cannot be found by it next year."),
            action=msg("Compare it with the certificate of registration."),
        ),
        "several-bins": Telling(
            nmsg("{n} cell holds several BINs", "{n} cells hold several BINs", 1),
            cause=msg("Two organisations were written into one row, or a branch beside its head office."),
            stays=words.VALUE_OUT,
            action=msg("Leave the one of this organisation."),
        ),
        "letter-in-bin": Telling(
            nmsg("{n} BIN has a letter among its digits", "{n} BINs have letters among their digits", 1),
            cause=msg("The letter O was typed for a nought, or З for a three."),
            stays=words.VALUE_OUT,
            action=msg("Write it with digits only."),
        ),
        "person-number": Telling(
            nmsg("{n} BIN is the number of a person (IIN)", "{n} BINs are the number of a person (IIN)", 1),
            cause=msg("The head's number was written in place of the organisation's."),
            stays=msg("The number is left out: a person's number must not be published."),
            action=msg("Write the organisation's BIN."),
        ),
        "person-mistyped": Telling(
            nmsg(
                "{n} cell holds what looks like a person's number (IIN) with a wrong digit",
                "{n} cells hold what looks like a person's number (IIN) with a wrong digit", 1,
            ),
            cause=msg("A person's number was written there, and a digit of it mistyped."),
            stays=msg("The digits are left out: a person's number must not be published."),
            action=msg("Take the number out of the sheet; if it is another number, write it anew, its digits in groups."),
        ),
        "zero-restored": Telling(
            nmsg("{n} BIN got back the zero that Excel had cut off", "{n} BINs got back the zero that Excel had cut off", 1),
            cause=msg("The column is formatted as a number, so Excel drops zeros at the front."),
            stays=words.REPAIRED,
            action=msg("Format the column as text."),
            is_repair=True,
        ),
    },
    "SRC-341": {
        "bad-date": Telling(
            nmsg("{n} date cannot be read for certain", "{n} dates cannot be read for certain", 1),
            cause=msg("The date was written in words or in another order."),
            stays=words.VALUE_OUT,
            action=msg("Write day, month and year, e.g. 12.03.2026."),
        ),
        "after-data": Telling(
            nmsg(
                "{n} year of founding is later than the date of the data", "{n} years of founding are later than the date of the data", 1,
            ),
            cause=msg("A digit was mistyped, or the date of the data in edition.toml is an old one."),
            stays=words.VALUE_OUT,
            action=msg("Write the right year, or correct the date of the data."),
        ),
        "registered-later": Telling(
            nmsg(
                "{n} day of registration is later than the date of the data",
                "{n} days of registration are later than the date of the data", 1,
            ),
            cause=msg("A digit was mistyped, or the date of the data in edition.toml is an old one."),
            stays=msg("The day itself is not printed; that the organisation is registered, is."),
            action=msg("Compare it with the certificate of registration."),
        ),
        "incomplete-date": Telling(
            nmsg("{n} date names no day", "{n} dates name no day", 1),
            cause=msg("Only the month or the year is known."),
            stays=words.VALUE_OUT,
            action=msg("Write day, month and year, e.g. 12.03.2026."),
        ),
        "letter-in-date": Telling(
            nmsg("{n} date holds a letter among the figures", "{n} dates hold a letter among the figures", 1),
            cause=words.KEYBOARD,
            stays=words.VALUE_OUT,
            action=msg("Write the date with figures only."),
        ),
        "old-date": Telling(
            nmsg("{n} date lies before 1900", "{n} dates lie before 1900", 1),
            cause=msg("A digit of the year was mistyped."),
            stays=words.VALUE_OUT,
            action=msg("If it is right, it must be confirmed."),
        ),
        "future-date": Telling(
            nmsg("{n} date lies in the future", "{n} dates lie in the future", 1),
            cause=msg("A digit of the year was mistyped."),
            stays=words.VALUE_OUT,
            action=msg("Compare both dates."),
        ),
    },
    "SRC-342": {
        "unknown-form": Telling(
            nmsg("{n} legal form is not known", "{n} legal forms are not known", 1),
            cause=words.FORM_WORDS,
            stays=words.VALUE_OUT,
            action=msg("Write its usual abbreviation, e.g. ОО, ОФ, ОЮЛ."),
        ),
        "form-differs": Telling(
            nmsg("{n} legal form differs between the name and its column", "{n} legal forms differ between the name and its column", 1),
            cause=words.FORM_WORDS,
            stays=msg("The column's form is printed."),
            action=msg("Compare both with the certificate of registration."),
        ),
    },
    "SRC-343": {
        "no-name": Telling(
            nmsg("{n} row has no name that could be printed", "{n} rows have no name that could be printed", 1),
            cause=msg("The cell of the name holds only the legal form, a number or a dash."),
            stays=words.ROW_OUT,
            action=msg("Write the name, or take the row out."),
        ),
        "unbalanced-quotes": Telling(
            nmsg("In {n} name quotation marks have no partner", "In {n} names quotation marks have no partner", 1),
            cause=msg("One of the marks was left out where a name stands within a name."),
            stays=msg("The marks are added at the name's ends; the inner name may be printed wrongly."),
            action=msg("Check where the inner name begins and ends."),
        ),
        "quotes-mended": Telling(
            nmsg("In {n} name a missing quotation mark was added", "In {n} names a missing quotation mark was added", 1),
            cause=msg("A quotation mark was left out."),
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
    },
    "SRC-344": {
        "recased": Telling(
            nmsg("{n} name in capitals was written in small letters", "{n} names in capitals were written in small letters", 1),
            cause=msg("The name was copied from a certificate or a stamp."),
            stays=words.REPAIRED,
            action=msg("Check the names of people and places in it."),
            is_repair=True,
        ),
    },
    "SRC-350": {
        "unknown-area": Telling(
            nmsg("{n} area of activity is not on the list", "{n} areas of activity are not on the list", 1),
            cause=words.OWN_WORDS,
            stays=msg("The organisation is missing from the index under this area."),
            action=words.FROM_LIST,
        ),
    },
    "SRC-351": {
        "unknown-topic": Telling(
            nmsg("{n} topic is not in the vocabulary", "{n} topics are not in the vocabulary", 1),
            cause=words.OWN_WORDS,
            stays=msg("The topic is printed in one language in all three books."),
            action=msg("Choose a topic of topics.toml, or add this one to it."),
        ),
    },
    "SRC-352": {
        "no-person": Telling(
            nmsg("{n} cell for a person names nobody", "{n} cells for a person name nobody", 1),
            cause=msg("A post, a phone or a remark stands in place of the name."),
            stays=words.VALUE_OUT,
            action=msg("Write surname and given name."),
        ),
    },
    "SRC-353": {
        "unknown-language": Telling(
            nmsg("{n} working language is not known", "{n} working languages are not known", 1),
            cause=msg("The language is abbreviated, or something else stands in the column."),
            stays=words.VALUE_OUT,
            action=msg("Write the language's name in full."),
        ),
    },
    "SRC-354": {
        "unclear-answer": Telling(
            nmsg("{n} answer is neither yes nor no", "{n} answers are neither yes nor no", 1),
            cause=words.OWN_WORDS,
            stays=msg("The answer counts as not given."),
            action=words.YES_OR_NO,
        ),
    },
    "SRC-355": {
        "not-operating": Telling(
            nmsg("{n} organisation says that it does not operate", "{n} organisations say that they do not operate", 1),
            cause=msg("It was liquidated or suspended since the last edition."),
            stays=msg("It is printed all the same, and readers will try to reach it."),
            action=msg("Take the row out, or write “yes” in the column “leave us out”, if it should not be."),
        ),
        "unclear-status": Telling(
            nmsg("{n} operational status is not understood", "{n} operational statuses are not understood", 1),
            cause=words.OWN_WORDS,
            stays=words.VALUE_OUT,
            action=msg("Write “operating” or “liquidated” (действует, ликвидирована)."),
        ),
    },
    "SRC-356": {
        "unknown-language": Telling(
            nmsg(
                "{n} row says to be sent in a language that is none of the guide's",
                "{n} rows say to be sent in a language that is none of the guide's",
                1,
            ),
            cause=msg("The language is abbreviated, or something else stands in the column."),
            stays=msg("The language is read from the letters."),
            action=msg("Write kk, ru or en."),
        ),
    },
}
