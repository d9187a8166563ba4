"""Rules of language: translations that are out of date, belong to nothing, or cannot be used as they stand."""

from __future__ import annotations

from pipeline.model.findings import Severity, rule
from pipeline.model.message import msg

__all__ = [
    "LABEL_OVERRIDE", "PLACE_SPELLING", "ROMANISED_NAME", "ROMANISED_PLACE", "STALE_TRANSLATION", "UNKNOWN_FORM", "UNUSED_TRANSLATION",
]

STALE_TRANSLATION = rule(
    "LOC-002",
    title=msg("A translation was made from an older text"),
    rationale=msg(
        "The spreadsheet was changed after the translator had worked on it. The old translation may say what is no longer true, so the "
        "new text is printed in the language it was sent in until somebody has looked at the translation again."
    ),
    codes={"source-changed": Severity.WARNING},
)

UNUSED_TRANSLATION = rule(
    "LOC-003",
    title=msg("A translation belongs to nothing in this edition"),
    rationale=msg(
        "A translation is found by the id of its listing and the name of its field. Where no listing or no text has that key, the "
        "translator's work is kept in the file, but nobody will see it in print; often the listing was withheld, or its key mistyped."
    ),
    codes={"no-such-text": Severity.INFO},
)

LABEL_OVERRIDE = rule(
    "LOC-004",
    title=msg("A label of the edition's own cannot be used"),
    rationale=msg(
        "An edition may word a label otherwise in sources/translations/labels.<language>.po. A wording for a label that does not exist "
        "changes nothing, and one whose placeholders in braces differ would print a gap or braces; the usual wording is taken instead."
    ),
    codes={"unknown-label": Severity.WARNING, "placeholders-differ": Severity.WARNING, "fuzzy-label": Severity.INFO},
)

UNKNOWN_FORM = rule(
    "LOC-005",
    title=msg("A legal form has no name in the table of forms"),
    rationale=msg(
        "The legal form is printed beside the name, short and in full, in each edition's language. A code that the table of forms "
        "does not know, or knows in other languages only, cannot be printed, and the name stands alone."
    ),
    codes={"unknown-form": Severity.WARNING, "form-not-translated": Severity.WARNING},
)

ROMANISED_NAME = rule(
    "LOC-040",
    title=msg("A name was put into Latin letters by transliteration"),
    rationale=msg(
        "A reader of an edition in Latin letters looks for a name in Latin letters. Where nobody gave any, the indexes file the name by a "
        "transliteration, and the entry shows it in brackets after the name as it was sent. People and organisations choose their own "
        "spelling, so this is a proposal, which somebody has to confirm or correct."
    ),
    codes={"romanised-name": Severity.WARNING},
    source="BGN/PCGN 1979 (Kazakh), BGN/PCGN 1947 (Russian)",
)

ROMANISED_PLACE = rule(
    "LOC-043",
    title=msg("A place or an address was put into Latin letters by transliteration"),
    rationale=msg(
        "Villages have no English names of their own, and a reader of the English book cannot read Cyrillic. So the name of a place that "
        "the gazetteer has in Kazakh and Russian only is printed as English texts usually spell such names, and a street that nobody "
        "translated in the same letters, with its mark. Both are proposals, which somebody may correct."
    ),
    codes={"romanised-place": Severity.INFO, "romanised-address": Severity.INFO},
    source="BGN/PCGN 1947 (Russian), without diacritics; Kazakh letters as in the Russian names",
)

PLACE_SPELLING = rule(
    "LOC-044",
    title=msg("A spelling of a place belongs to no place of this edition"),
    rationale=msg(
        "Under [places] in edition.toml an editor spells places for the English book. A name that no listing's place has changes nothing "
        "in print; often it is mistyped, and the place still stands there as the program spells it."
    ),
    codes={"no-such-place": Severity.INFO},
)
