"""Rules of normalising: what is repaired, what is asked, and why. Ids SRC-301 ... SRC-399 are this stage's."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

# -- texts ---------------------------------------------------------------------------------------------------------
SPACES: Final = rule(
    "SRC-301",
    title=msg("Spaces and invisible characters"),
    rationale=msg(
        "No-break, double and outer spaces and control characters are not seen in Excel, but they break lines, sorting and matching."
    ),
    codes={"spaces": _I},
)
BLANKS: Final = rule(
    "SRC-302",
    title=msg("Cells that only say that there is nothing"),
    rationale=msg("A dash, “n/a”, “нет” or “жоқ” in a cell is an absent value and must not be printed."),
    codes={"blank-words": _I},
)
LOOKALIKES: Final = rule(
    "SRC-303",
    title=msg("Latin letters inside Cyrillic words, and the reverse"),
    rationale=msg(
        "Such words look right and cannot be found, sorted or hyphenated. Where every foreign letter has a twin, it is replaced."
    ),
    codes={"two-alphabets": _W},
)
KZ1048: Final = rule(
    "SRC-304",
    title=msg("Kazakh letters damaged by a wrong encoding"),
    rationale=msg(
        "KZ-1048 bytes read as CP1251 give Ќ ў ї ј for Қ ұ ү ә. The table is computed from both encodings, so the repair is certain."
    ),
    codes={"damaged-letters": _I},
)
KAZAKH_LETTERS: Final = rule(
    "SRC-305",
    title=msg("Kazakh letters are perhaps missing"),
    rationale=msg("Kazakh typed on a Russian keyboard loses its own letters. Guessing them would damage names, so a person is asked."),
    codes={"letters-missing": _W},
)
SECOND_VALUE: Final = rule(
    "SRC-306",
    title=msg("One field, several different values"),
    rationale=msg("Only one can be printed; which one is right, a person knows."),
    codes={"second-value": _W},
)
LANGUAGE: Final = rule(
    "SRC-307",
    title=msg("Language of a text"),
    rationale=msg("A text is printed, hyphenated and translated by its language; a wrong one shows on every line."),
    codes={"language-differs": _I},
)
ENCODING: Final = rule(
    "SRC-309",
    title=msg("Texts read in a wrong encoding"),
    rationale=msg(
        "UTF-8 read as CP1251 gives Р°, СЃ and the like. A cell whose every byte is the other encoding is put right for certain; letters "
        "that became question marks are lost, and a person types them anew."
    ),
    codes={"misread": _I, "letters-lost": _W},
)

UNREAD: Final = rule(
    "SRC-308",
    title=msg("A value that came to nothing"),
    rationale=msg("What a province typed is on the page, or it is told why not. No value disappears because no rule asked for it."),
    codes={"not-printed": _W, "note": _I},
)

# -- places --------------------------------------------------------------------------------------------------------
REGION: Final = rule(
    "SRC-310",
    title=msg("Region of a listing"),
    rationale=msg(
        "The guide is ordered by today's 20 units. A city and an oblast of one name are never confused; former names find their successor."
    ),
    codes={"unknown-region": _E, "region-mended": _I, "region-asked": _W, "town-decides": _I, "town-far-away": _W},
    source="decree of 03.05.2022",
)
TOWN: Final = rule(
    "SRC-311",
    title=msg("Town of a listing"),
    rationale=msg(
        "The town decides the region, the phone code and the index of places; the gazetteer is reduced from the classifier КАТО."
    ),
    codes={"unknown-town": _W, "town-renamed": _I, "town-from-address": _I, "several-places": _W, "region-in-town": _I},
)
POSTCODE: Final = rule(
    "SRC-312",
    title=msg("Postcode"),
    rationale=msg(
        "A postcode has six digits, or a letter, two digits, a letter, a digit, a letter and a digit. Letters sent to "
        "another one do not arrive."
    ),
    codes={"bad-postcode": _W},
)

# -- contacts ------------------------------------------------------------------------------------------------------
PHONE: Final = rule(
    "SRC-320",
    title=msg("Phone numbers"),
    rationale=msg(
        "A number is printed only where all its digits make one number of Kazakhstan, or of the country that is written before it."
    ),
    codes={
        "not-a-number": _W, "incomplete-number": _W, "run-together": _W, "foreign-number": _I, "letter-in-number": _W,
        "perhaps-foreign": _W, "last-digits": _W, "number-range": _W, "rounded-number": _W,
    },
)
AREA_CODE: Final = rule(
    "SRC-321",
    title=msg("Local numbers and old area codes"),
    rationale=msg(
        "A local number gets the code of the number to its left, of its town or its region; codes 31.. and 32.. became "
        "71.. and 72.. in 2007."
    ),
    codes={"code-from-town": _I, "code-from-region": _W, "old-code": _I, "no-code": _W, "no-subscriber": _W},
)
PHONE_REPEATED: Final = rule(
    "SRC-322",
    title=msg("A phone number stands twice in one listing"),
    rationale=msg("A number printed twice costs a line and looks like two."),
    codes={"repeated": _I},
)
PHONE_CELL: Final = rule(
    "SRC-323",
    title=msg("Other things in a phone cell"),
    rationale=msg("E-mails, addresses and debris of web pages stand among phone numbers; each goes where it belongs or is named."),
    codes={"email-in-phone": _I, "site-in-phone": _I, "debris": _I, "words-left": _I},
)
CONSENT: Final = rule(
    "SRC-324",
    title=msg("A person's mobile number needs consent"),
    rationale=msg("The mobile number of a head, press contact or expert is personal; without a clear yes it is never on a page."),
    codes={"mobile-withheld": _I, "mobile-refused": _I, "mobile-waiting": _I, "mobile-in-text": _W, "mobile-in-address": _W},
)
PHONE_FORM: Final = rule(
    "SRC-325",
    title=msg("Written form of phone numbers"),
    rationale=msg("Every number is grouped in one way, whatever the cell's punctuation, so that readers see at once what to dial."),
    codes={"regrouped": _I},
)
MISPLACED: Final = rule(
    "SRC-326",
    title=msg("A cell in the wrong column"),
    rationale=msg(
        "An address typed among the phones, or a phone among the addresses, tells what it is by itself: it goes where it belongs."
    ),
    codes={"moved": _I},
)
EMAIL: Final = rule(
    "SRC-330",
    title=msg("E-mail addresses"),
    rationale=msg(
        "A wrong address loses every letter sent to it without a word. What is certain is cleaned; what only looks "
        "likely is proposed and not printed."
    ),
    codes={"bad-email": _W, "lookalike": _W, "typo": _W, "moved": _I, "words-left": _I},
)
SITE: Final = rule(
    "SRC-331",
    title=msg("Web addresses"),
    rationale=msg("A site is printed as host and path. An address with letters of two alphabets may lead to a stranger's page."),
    codes={"bad-site": _W, "lookalike": _W, "typo": _W, "second-site": _W, "moved": _I, "words-left": _I},
)
SOCIAL: Final = rule(
    "SRC-332",
    title=msg("Accounts in social networks"),
    rationale=msg("An account is printed with its network; a bare name without a network cannot be found."),
    codes={"unknown-network": _W, "not-an-account": _W},
)
NO_CONTACT: Final = rule(
    "SRC-333",
    title=msg("A listing without any contact"),
    rationale=msg("A journalist who cannot call or write has no use for the entry."),
    codes={"no-contact": _W},
)

# -- facts ---------------------------------------------------------------------------------------------------------
BIN: Final = rule(
    "SRC-340",
    title=msg("Business identification number (BIN)"),
    rationale=msg("Its twelfth digit is computed from the others and finds typing errors; a person's number (IIN) must not be published."),
    codes={"bad-bin": _W, "person-number": _W, "person-mistyped": _W, "zero-restored": _I, "several-bins": _W, "letter-in-bin": _W},
)
DATE: Final = rule(
    "SRC-341",
    title=msg("Dates and years"),
    rationale=msg("A day or a month that is not written is never invented; 12.03.2005 is the twelfth of March."),
    codes={
        "bad-date": _W, "incomplete-date": _W, "letter-in-date": _W, "old-date": _W, "future-date": _W, "after-data": _W,
        "registered-later": _W,
    },
)
FORM: Final = rule(
    "SRC-342",
    title=msg("Legal form"),
    rationale=msg(
        "The form stands apart from the name, so that names sort by their first word and the form prints in the reader's language."
    ),
    codes={"unknown-form": _W, "form-differs": _W},
)
NAME: Final = rule(
    "SRC-343",
    title=msg("Name of a listing"),
    rationale=msg("Quotation marks must close, and a name is printed without the pair around the whole of it."),
    codes={"no-name": _E, "unbalanced-quotes": _W, "quotes-mended": _I},
)
CAPITALS: Final = rule(
    "SRC-344",
    title=msg("Names in capital letters"),
    rationale=msg("Capitals shout on a page and hide which word is an abbreviation. Abbreviations stay; a person looks at proper names."),
    codes={"recased": _I},
)
AREAS: Final = rule(
    "SRC-350",
    title=msg("Areas of activity"),
    rationale=msg("The index of areas is a closed list, so that readers find all who work in one area under one word."),
    codes={"unknown-area": _W},
)
TOPICS: Final = rule(
    "SRC-351",
    title=msg("Topics of experts"),
    rationale=msg("A topic of the vocabulary has names in three languages; another is printed as it was sent."),
    codes={"unknown-topic": _W},
)
PEOPLE: Final = rule(
    "SRC-352",
    title=msg("People and their posts"),
    rationale=msg("A name and a post in one cell are parted, so that each stands in its place."),
    codes={"no-person": _W},
)
LANGUAGES: Final = rule(
    "SRC-353",
    title=msg("Working languages"),
    rationale=msg("Languages are printed by names of the reader's language, so each must be known."),
    codes={"unknown-language": _W},
)
YES_NO: Final = rule(
    "SRC-354",
    title=msg("Answers yes and no"),
    rationale=msg("An answer that is not understood counts as the more careful one."),
    codes={"unclear-answer": _W},
)
STATUS: Final = rule(
    "SRC-355",
    title=msg("An organisation that says it does not operate"),
    rationale=msg("A liquidated or suspended organisation misleads readers; whether it is printed, the editor decides."),
    codes={"not-operating": _W, "unclear-status": _W},
)
SENT_IN: Final = rule(
    "SRC-356",
    title=msg("Language a listing was sent in"),
    rationale=msg("Untranslated text prints in the language it was sent in."),
    codes={"unknown-language": _W},
)

# -- decisions -----------------------------------------------------------------------------------------------------
DECISIONS: Final = rule(
    "SRC-380",
    title=msg("People's answers to questions"),
    rationale=msg(
        "What the program is not sure of is printed only after a person said so; the answer is kept and holds wherever the same "
        "text is met."
    ),
    codes={"stale-answer": _I, "bad-answer": _W},
)

# -- health of contacts ----------------------------------------------------------------------------------------------
SHARED: Final = rule(
    "SRC-381",
    title=msg("One contact, several listings"),
    rationale=msg(
        "A number or address that several organisations give is often copied from the row above. Those who share an office may share it; a "
        "person says so once."
    ),
    codes={"shared": _W},
)
VERIFIED: Final = rule(
    "SRC-382",
    title=msg("Date verified"),
    rationale=msg(
        "A directory is as good as its last check: phones and heads change within a year. How many months are too many, edition.toml "
        "says (verified_months)."
    ),
    codes={"expired": _W, "in-the-future": _W},
    source="AIRS Standards: every entry is verified once a year",
)
ONE_WAY: Final = rule(
    "SRC-383",
    title=msg("Only one way to be reached"),
    rationale=msg("When the one number of a listing changes, its readers can reach nobody and the editors cannot ask."),
    codes={"one-way": _I},
)
DOMAINS: Final = rule(
    "SRC-384",
    title=msg("Mail and site of one organisation"),
    rationale=msg("An e-mail address whose domain is one letter away from the organisation's own site is wrong, or the site is."),
    codes={"one-letter": _W},
)

# -- listings ------------------------------------------------------------------------------------------------------
WITHHELD: Final = rule(
    "SRC-360",
    title=msg("Listings that ask to be left out"),
    rationale=msg("Who asks not to be printed is not printed, and is counted, so that the balance closes."),
    codes={
        "left-out": _I, "unclear-wish": _W, "wish-in-remark": _W, "wish-in-part": _W,
        "left-out-waiting": _W, "unclear-consent": _W,
        "left-out-too": _I, "left-out-asked": _W, "left-out-person": _W, "left-out-named": _W,
    },
)
CONSENT_COLUMN: Final = rule(
    "SRC-361",
    title=msg("A column of consent says what it consents to"),
    rationale=msg(
        "“Consent: no” may mean that a mobile is not to be printed, or that nothing of the entry is. The column is asked about once; until "
        "that is answered neither is printed against what may be meant."
    ),
    codes={"consent-unclear": _W},
)
SAME_LISTING: Final = rule(
    "SRC-370",
    title=msg("Two rows, one listing"),
    rationale=msg(
        "One organisation printed twice confuses readers; two printed as one lose one of them. Certain are one BIN with one name, and "
        "a name in one town with a contact of its own; whatever else looks alike, a person decides."
    ),
    codes={
        "merged": _I, "conflict": _W, "same-bin": _W, "same-name": _W, "near-name": _W, "shared-contact": _W, "stale-decision": _I,
        "ambiguous-decision": _W, "contradicting-decision": _W,
    },
)
COPIES: Final = rule(
    "SRC-373",
    title=msg("Two copies of one workbook"),
    rationale=msg(
        "When a mended workbook is put beside the original and not in its place, or two people mend copies of one, the listings of both "
        "are united: the wrong number is printed beside the right one. Which file holds, a person knows."
    ),
    codes={"two-copies": _E},
)
IDENTITY: Final = rule(
    "SRC-371",
    title=msg("Finding a listing of an earlier edition again"),
    rationale=msg("Translations, page-keeping and comparison hang on a listing's id. A doubtful likeness is decided by a person."),
    codes={"doubtful": _W, "unknown-id": _W},
)
AFFILIATION: Final = rule(
    "SRC-372",
    title=msg("Affiliation of an expert"),
    rationale=msg("An expert of an organisation in the guide is linked to its entry."),
    codes={"several-organisations": _W},
)
