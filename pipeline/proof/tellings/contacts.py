"""Phones, addresses of the net, consent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["CONTACTS", "HEALTH"]

_CONSENT: Final = msg("Ask the person. Write “yes” in the column of consent if the person agreed.")

CONTACTS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-320": {
        "not-a-number": Telling(
            nmsg("{n} entry in phone columns is no phone number", "{n} entries in phone columns are no phone number", 1),
            cause=words.PHONE_TYPED,
            stays=words.NUMBER_OUT,
            action=words.ASK_ORG,
        ),
        "incomplete-number": Telling(
            nmsg("{n} phone number is incomplete or impossible", "{n} phone numbers are incomplete or impossible", 1),
            cause=words.PHONE_TYPED,
            stays=words.NUMBER_OUT,
            action=words.ASK_ORG,
        ),
        "run-together": Telling(
            nmsg("{n} time several phone numbers run together", "{n} times several phone numbers run together", 1),
            cause=words.PHONE_TYPED,
            stays=msg("Nothing of them is printed."),
            action=msg("Part the numbers with a comma or write each in a line of its own."),
        ),
        "foreign-number": Telling(
            nmsg("{n} phone number is of another country", "{n} phone numbers are of another country", 1),
            cause=msg("The organisation has an office or a partner abroad."),
            stays=msg("It is printed with its country code."),
            action=words.LOOK,
        ),
        "letter-in-number": Telling(
            nmsg("{n} phone number holds a letter", "{n} phone numbers hold a letter", 1),
            cause=words.PHONE_TYPED,
            stays=words.UNDERSTOOD,
            action=msg("Write the number with digits only."),
        ),
        "perhaps-foreign": Telling(
            nmsg(
                "{n} phone number would be one of Russia, not of Kazakhstan",
                "{n} phone numbers would be ones of Russia, not of Kazakhstan",
                1,
            ),
            cause=words.PHONE_TYPED,
            stays=words.NUMBER_OUT,
            action=msg("Write the country before the number, if it is right."),
        ),
        "last-digits": Telling(
            nmsg("{n} short number may be the last digits of another", "{n} short numbers may be the last digits of another", 1),
            cause=msg("Only the digits that differ were written: 55-01-02/03."),
            stays=words.NUMBER_OUT,
            action=words.ASK_ORG,
        ),
        "number-range": Telling(
            nmsg("{n} time a range of phone numbers was written", "{n} times a range of phone numbers was written", 1),
            cause=msg("Only the digits that differ were written: 55-01-02/03."),
            stays=msg("Only the first number of the range is printed."),
            action=words.ASK_ORG,
        ),
        "rounded-number": Telling(
            nmsg("{n} phone number was shortened by a spreadsheet", "{n} phone numbers were shortened by a spreadsheet", 1),
            cause=msg("The cell was formatted as a number, and its last digits are lost."),
            stays=words.NUMBER_OUT,
            action=msg("Format the cell as text and type the number anew."),
        ),
    },
    "SRC-321": {
        "code-from-town": Telling(
            nmsg("{n} local number was given the town's area code", "{n} local numbers were given the town's area code", 1),
            cause=words.LOCAL,
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "code-from-region": Telling(
            nmsg(
                "{n} local number was given the code of the region's main town",
                "{n} local numbers were given the code of the region's main town",
                1,
            ),
            cause=words.LOCAL,
            stays=words.UNDERSTOOD,
            action=msg("Name the town, or write the number with its code."),
        ),
        "old-code": Telling(
            nmsg("{n} area code from before 2007 was brought up to date", "{n} area codes from before 2007 were brought up to date", 1),
            cause=words.LOCAL,
            stays=words.REPAIRED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "no-code": Telling(
            nmsg("{n} local number has no area code that fits", "{n} local numbers have no area code that fits", 1),
            cause=words.LOCAL,
            stays=words.NUMBER_OUT,
            action=msg("Write the number with its code, e.g. +7 7212 41 23 45."),
        ),
        "no-subscriber": Telling(
            nmsg("{n} local number begins as no subscriber's does", "{n} local numbers begin as no subscriber's does", 1),
            cause=words.LOCAL,
            stays=words.NUMBER_OUT,
            action=msg("Write the number with its code, e.g. +7 7212 41 23 45."),
        ),
    },
    "SRC-322": {
        "repeated": Telling(
            nmsg("{n} phone number stood twice and is printed once", "{n} phone numbers stood twice and are printed once", 1),
            cause=words.WRONG_CELL,
            stays=words.REPAIRED,
            action=words.LOOK,
            is_repair=True,
        ),
    },
    "SRC-323": {
        "email-in-phone": Telling(
            nmsg("{n} e-mail address was found among phone numbers", "{n} e-mail addresses were found among phone numbers", 1),
            cause=words.WRONG_CELL,
            stays=words.MOVED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "site-in-phone": Telling(
            nmsg("{n} web address was found among phone numbers", "{n} web addresses were found among phone numbers", 1),
            cause=words.WRONG_CELL,
            stays=words.MOVED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "debris": Telling(
            nmsg("{n} scrap among phone numbers was left out", "{n} scraps among phone numbers were left out", 1),
            cause=msg("The numbers were copied from a web page together with its marks."),
            stays=msg("Only the scrap is left out."),
            action=words.AT_HOME,
            is_repair=True,
        ),
        "words-left": Telling(
            nmsg("{n} time words among phone numbers were left out", "{n} times words among phone numbers were left out", 1),
            cause=words.WRONG_CELL,
            stays=words.VALUE_OUT,
            action=msg("Move it to the column where it belongs."),
        ),
    },
    "SRC-324": {
        "mobile-in-text": Telling(
            nmsg(
                "{n} mobile number within a text is not printed for want of consent",
                "{n} mobile numbers within texts are not printed for want of consent",
                1,
            ),
            cause=msg("A person's number stands in an address, a mission, a post or another text."),
            stays=msg("The text is printed without the number."),
            action=msg("Write “yes” in the column of consent, or put an organisation's own number into the column of telephones."),
        ),
        "mobile-in-address": Telling(
            nmsg(
                "{n} address holds a person's mobile number and is not printed",
                "{n} addresses hold a person's mobile number and are not printed",
                1,
            ),
            cause=msg("An e-mail address, a site or an account is named after the telephone."),
            stays=msg("The address is not printed."),
            action=_CONSENT,
        ),
        "mobile-withheld": Telling(
            nmsg(
                "{n} mobile number of people is not printed for want of consent",
                "{n} mobile numbers of people are not printed for want of consent",
                1,
            ),
            cause=msg("The column of consent is empty, or its answer is not understood."),
            stays=msg("The number is never on a page; the rest of the entry is printed."),
            action=msg("Ask the person. Write “yes” in the column of consent if the person agreed."),
        ),
        "mobile-waiting": Telling(
            nmsg(
                "{n} mobile number of people waits for an answer on the column of consent",
                "{n} mobile numbers of people wait for an answer on the column of consent",
                1,
            ),
            cause=msg("The header of the column of consent does not say whether it speaks of mobiles or of the whole entry."),
            stays=msg("The number is never on a page; the rest of the entry is printed."),
            action=msg("Answer the question on the column of consent."),
        ),
        "mobile-refused": Telling(
            nmsg(
                "{n} mobile number is not printed because its person does not wish it",
                "{n} mobile numbers are not printed because their people do not wish it",
                1,
            ),
            cause=msg("The column of consent says no."),
            stays=msg("The number is never on a page; the rest of the entry is printed."),
            action=msg("Nothing, if this is right."),
        ),
    },
    "SRC-325": {
        "regrouped": Telling(
            nmsg(
                "{n} phone number was written in the guide's own grouping",
                "{n} phone numbers were written in the guide's own grouping",
                1,
            ),
            cause=msg("Everybody writes numbers differently."),
            stays=words.REPAIRED,
            action=words.LOOK,
            is_repair=True,
            sums=True,
        ),
    },
    "SRC-326": {
        "moved": Telling(
            nmsg("{n} value was moved from the wrong column to its own", "{n} values were moved from the wrong column to their own", 1),
            cause=msg("Columns were mixed up while the row was filled in."),
            stays=words.REPAIRED,
            action=msg("Nothing, if this is right."),
            is_repair=True,
        ),
    },
    "SRC-330": {
        "bad-email": Telling(
            nmsg("{n} e-mail address is wrong", "{n} e-mail addresses are wrong", 1),
            cause=words.ADDRESS_TYPED,
            stays=msg("The address is left out: nobody can write there."),
            action=words.ASK_ORG,
        ),
        "lookalike": Telling(
            nmsg("{n} e-mail address holds letters of two alphabets", "{n} e-mail addresses hold letters of two alphabets", 1),
            cause=words.KEYBOARD,
            stays=msg("The address is left out until a person confirms the repair."),
            action=msg("Confirm the proposal, or ask the organisation."),
        ),
        "typo": Telling(
            nmsg("{n} e-mail address has a mistyped domain", "{n} e-mail addresses have a mistyped domain", 1),
            cause=words.ADDRESS_TYPED,
            stays=msg("The address is left out until a person confirms the repair."),
            action=msg("Confirm the proposal, or ask the organisation."),
        ),
        "moved": Telling(
            nmsg("{n} thing among e-mails was moved to where it belongs", "{n} things among e-mails were moved to where they belong", 1),
            cause=words.WRONG_CELL,
            stays=words.MOVED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "words-left": Telling(
            nmsg("{n} time words among e-mails were left out", "{n} times words among e-mails were left out", 1),
            cause=words.WRONG_CELL,
            stays=words.VALUE_OUT,
            action=msg("Move it to the column where it belongs."),
        ),
    },
    "SRC-331": {
        "bad-site": Telling(
            nmsg("{n} web address is wrong", "{n} web addresses are wrong", 1),
            cause=words.ADDRESS_TYPED,
            stays=words.VALUE_OUT,
            action=words.ASK_ORG,
        ),
        "lookalike": Telling(
            nmsg("{n} web address holds letters of two alphabets", "{n} web addresses hold letters of two alphabets", 1),
            cause=words.KEYBOARD,
            stays=msg("The address is left out until a person confirms the repair."),
            action=msg("Confirm the proposal, or ask the organisation."),
        ),
        "typo": Telling(
            nmsg("{n} web address is perhaps mistyped", "{n} web addresses are perhaps mistyped", 1),
            cause=words.ADDRESS_TYPED,
            stays=msg("The address is left out until a person confirms the repair."),
            action=msg("Confirm the proposal, or ask the organisation."),
        ),
        "second-site": Telling(
            nmsg("{n} second site is not printed", "{n} second sites are not printed", 1),
            cause=words.WRONG_CELL,
            stays=words.FIRST_ONLY,
            action=msg("Put the more important one first."),
        ),
        "moved": Telling(
            nmsg("{n} e-mail address was found among the sites", "{n} e-mail addresses were found among the sites", 1),
            cause=words.WRONG_CELL,
            stays=words.MOVED,
            action=words.AT_HOME,
            is_repair=True,
        ),
        "words-left": Telling(
            nmsg("{n} time words among sites were left out", "{n} times words among sites were left out", 1),
            cause=words.WRONG_CELL,
            stays=words.VALUE_OUT,
            action=msg("Move it to the column where it belongs."),
        ),
    },
    "SRC-332": {
        "unknown-network": Telling(
            nmsg("{n} account does not say in which network", "{n} accounts do not say in which network", 1),
            cause=msg("A name was written without the network or its address."),
            stays=words.VALUE_OUT,
            action=msg("Write the network before the name, e.g. “Instagram: name”."),
        ),
        "not-an-account": Telling(
            nmsg("{n} link does not lead to an account", "{n} links do not lead to an account", 1),
            cause=msg("A post, a group or a search was copied instead of the account."),
            stays=words.VALUE_OUT,
            action=msg("Write the address of the account's first page."),
        ),
    },
    "SRC-333": {
        "no-contact": Telling(
            nmsg("{n} organisation has no phone, e-mail, site or account", "{n} organisations have no phone, e-mail, site or account", 1),
            cause=msg(
                "The cells are empty, what stands in them could not be printed, or the only number is a person's mobile without "
                "consent."
            ),
            stays=msg("The entry is printed, but nobody can call or write: it is of no use to a journalist."),
            action=msg("Ask for one contact at least."),
            of_experts=nmsg("{n} expert has no phone, e-mail, site or account", "{n} experts have no phone, e-mail, site or account", 1),
        ),
    },
}

HEALTH: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-381": {
        "shared": Telling(
            nmsg("{n} contact is given by other listings too", "{n} contacts are given by other listings too", 1),
            cause=msg("It was copied from the row above, or several organisations share an office."),
            stays=msg("It is printed at all of them: readers may reach somebody else."),
            action=msg("Correct it where it is wrong; where it is shared, answer that it is right as it is."),
        ),
    },
    "SRC-382": {
        "expired": Telling(
            nmsg("{n} listing was last verified too long ago", "{n} listings were last verified too long ago", 1),
            cause=msg("The row was taken over from last year."),
            stays=msg("It is printed; numbers and names in it may be out of date."),
            action=msg("Call or write, and set the new date in the column “date verified”."),
        ),
        "in-the-future": Telling(
            nmsg("{n} listing was verified after the date of the data", "{n} listings were verified after the date of the data", 1),
            cause=msg("The year was mistyped, or day and month changed places."),
            stays=msg("It is printed with that date."),
            action=msg("Check the date."),
        ),
    },
    "SRC-383": {
        "one-way": Telling(
            nmsg("{n} organisation can be reached in one way only", "{n} organisations can be reached in one way only", 1),
            cause=msg("Only one number or address was given, or the others could not be printed."),
            stays=msg("When it changes, readers reach nobody and the editors cannot ask."),
            action=msg("Ask for a second one: a telephone and an e-mail address."),
            of_experts=nmsg("{n} expert can be reached in one way only", "{n} experts can be reached in one way only", 1),
        ),
    },
    "SRC-384": {
        "one-letter": Telling(
            nmsg(
                "{n} e-mail address is one letter away from the organisation's site",
                "{n} e-mail addresses are one letter away from the organisation's site",
                1,
            ),
            cause=words.ADDRESS_TYPED,
            stays=msg("Both are printed as they were sent; letters to a wrong address are lost without a word."),
            action=words.ASK_ORG,
        ),
    },
}
