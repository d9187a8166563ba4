"""Rules of revision (ISO 17100, 2.2.6: a translation is held against its source): what a translator may have lost, changed or left."""

from __future__ import annotations

from typing import Final

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = [
    "FILLER", "GLOSSARY", "HOLDING", "LANGUAGE", "LENGTH", "LETTERS", "LINKS", "MARKS", "NUMBERS", "PHONES", "PLACEHOLDERS", "REPEATED",
    "SAME", "SPACES", "TABLE", "TAGS",
]

PLACEHOLDERS: Final = rule(
    "STR-040",
    title=msg("A translation has lost or changed a placeholder"),
    rationale=msg(
        "Words in braces, such as {n}, are filled in when the book is made. One that was translated, dropped or added prints braces, a "
        "gap, or the wrong number.", n="{n}"
    ),
    codes={"lost": Severity.ERROR, "added": Severity.ERROR},
)
TAGS: Final = rule(
    "STR-041",
    title=msg("A translation has tags or entities that its text does not have"),
    rationale=msg(
        "Translators' programs and copying from web pages leave marks such as <b> or &nbsp; in a text. A listing's text is printed as it "
        "stands, so readers would see them."
    ),
    codes={"tag": Severity.WARNING, "entity": Severity.WARNING},
)
NUMBERS: Final = rule(
    "STR-042",
    title=msg("A translation says other numbers than its text"),
    rationale=msg(
        "Years, amounts and counts are facts, and the ones a translator mistypes most often. Numbers are compared by value: 1 000 is "
        "1,000, 2.5 million is 2 500 000, 06.09 is 6 September, and twelve is 12. A number that is gone may stand there in words we do not "
        "know, so that alone is no error."
    ),
    codes={"changed": Severity.ERROR, "lost": Severity.WARNING, "added": Severity.WARNING},
)
PHONES: Final = rule(
    "STR-043",
    title=msg("A translation says another phone number than its text"),
    rationale=msg("A journalist who dials a mistyped number reaches a stranger. The digits must be the same, however they are grouped."),
    codes={"changed": Severity.ERROR, "lost": Severity.WARNING, "added": Severity.ERROR},
)
LINKS: Final = rule(
    "STR-044",
    title=msg("A translation has another address on the internet than its text"),
    rationale=msg("Sites, e-mail addresses and accounts are not translated: changed by a letter they lead nowhere, or to somebody else."),
    codes={"changed": Severity.ERROR, "lost": Severity.WARNING, "added": Severity.ERROR},
)
LETTERS: Final = rule(
    "STR-045",
    title=msg("Letters of another alphabet, or of an old font, stand in a translation's words"),
    rationale=msg(
        "A Latin o in a Cyrillic word looks right and is not: the word is filed in another place, parts at the wrong letters and is not "
        "found in the PDF. Letters such as Ќ or Ѓ are Kazakh ones that an old font showed in their place."
    ),
    codes={"two-alphabets": Severity.WARNING, "lone-letter": Severity.WARNING, "old-font": Severity.WARNING},
)
LANGUAGE: Final = rule(
    "STR-046",
    title=msg("A translation is in another language by its letters or words"),
    rationale=msg(
        "A Russian text under a Kazakh heading is no translation, and does not count as one: what was sent in is printed, marked, until "
        "somebody translates it or says that it is meant so. A Kazakh text of some length without any of ә ғ қ ң ө ұ ү һ і is Russian, or "
        "typed without its letters; words such as “правления” or “исполнительный” end as no Kazakh word does. An English text of which a "
        "few words are Cyrillic, and a name with Russian words, are printed and only told."
    ),
    codes={
        "no-kazakh-letters": Severity.WARNING, "russian-words": Severity.WARNING, "russian-endings": Severity.WARNING,
        "russian-name": Severity.WARNING, "kazakh-words": Severity.WARNING, "street-words": Severity.WARNING,
        "not-english": Severity.WARNING, "cyrillic": Severity.WARNING, "latin": Severity.WARNING,
    },
)  # fmt: skip
SAME: Final = rule(
    "STR-047",
    title=msg("A translation is the same as its text"),
    rationale=msg(
        "A text that was copied into the column of translations is no translation, and does not count as one: it is printed as it was "
        "sent in, marked, until somebody translates it or says that it is meant so. Names, addresses, numbers, acronyms and single words "
        "such as “директор” may well be the same in two languages; sentences, and posts of several words, are not."
    ),
    codes={
        "same": Severity.WARNING, "part": Severity.WARNING, "post": Severity.WARNING, "glossary": Severity.WARNING,
        "affiliation": Severity.WARNING,
    },
)
SPACES: Final = rule(
    "STR-048",
    title=msg("White space of a translation"),
    rationale=msg(
        "Two spaces are printed as one, and those at the ends are not printed; they only disturb whoever searches. A space before a comma "
        "or inside a bracket is printed, though."
    ),
    codes={"double": Severity.INFO, "ends": Severity.INFO, "before-mark": Severity.WARNING},
)
MARKS: Final = rule(
    "STR-049",
    title=msg("Brackets, quotation marks or the mark at the end differ from the text's"),
    rationale=msg(
        "A bracket or a quotation mark without its partner is seen at once in print, and often means that words were lost. A full stop "
        "that only one of the two has is a matter of taste."
    ),
    codes={"bracket": Severity.WARNING, "quote": Severity.WARNING, "end": Severity.INFO},
)
REPEATED: Final = rule(
    "STR-050",
    title=msg("A word stands twice in a translation"),
    rationale=msg("A word that was typed twice is overlooked on the screen and seen in print."),
    codes={"repeated": Severity.WARNING},
)
GLOSSARY: Final = rule(
    "STR-051",
    title=msg("A translation does not use the glossary's word"),
    rationale=msg(
        "Two translators, two words for one thing: readers take them for two things. The glossary (translations/glossary.csv) says which "
        "word this edition uses, and which it does not. Words are found by their stems, in any form."
    ),
    codes={"other-term": Severity.INFO, "forbidden": Severity.WARNING},
)
LENGTH: Final = rule(
    "STR-052",
    title=msg("A translation is much longer or shorter than its text, or than its place"),
    rationale=msg(
        "Both are measured as the book prints them, in its font. A translation with twice the lines is often that of another text, one "
        "with half of them lacks a sentence. The lines of its place are counted in the book that was built last: where more come than are "
        "free on the page, entries move to the next one, and one higher than a column must be parted. A heading wider than its place is "
        "cut off."
    ),
    codes={
        "longer": Severity.WARNING, "shorter": Severity.WARNING, "beyond-page": Severity.WARNING, "beyond-column": Severity.WARNING,
        "too-wide": Severity.WARNING,
    },
)
TABLE: Final = rule(
    "STR-053",
    title=msg("A row of the glossary cannot be used"),
    rationale=msg(
        "Translations are compared with the glossary by its columns kk, ru and en. A row with fewer than two of them, or one that another "
        "row contradicts, says nothing."
    ),
    codes={"too-few": Severity.WARNING, "twice": Severity.WARNING, "stem": Severity.WARNING, "column": Severity.WARNING},
)
FRONT: Final = rule(
    "STR-054",
    title=msg("A text of the front matter is missing in one of the edition's languages"),
    rationale=msg(
        "Each book prints the front matter that is there in its language, and nothing in the place of what is not: readers of one language "
        "would have no foreword, or not learn how to use the guide. It counts as a text that is not translated."
    ),
    codes={"missing": Severity.WARNING},
)
FILLER: Final = rule(
    "STR-057",
    title=msg("Words of whoever did not translate stand in the place of a translation"),
    rationale=msg(
        "A dash, question marks, n/a or TODO in the place of a translation are none, and do not count as one: the text is printed as it "
        "was sent in, which says more, and is asked for again."
    ),
    codes={"filler": Severity.WARNING},
)
HOLDING: Final = frozenset({
    *((LANGUAGE.id, code) for code in LANGUAGE.codes if code not in ("cyrillic", "russian-name")),
    *((held.id, code) for held in (SAME, FILLER) for code in held.codes),
})  # fmt: skip
"""(id, code) of what says that a translation is none: it is not printed and not counted before somebody says that it is meant so."""
