"""Whole listings: left out, merged, found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.model.message import msg, nmsg
from pipeline.proof.tellings import words
from pipeline.proof.tellings.telling import Telling

__all__ = ["LISTINGS"]

LISTINGS: Final[Mapping[str, Mapping[str, Telling]]] = {
    "SRC-360": {
        "left-out": Telling(
            nmsg("{n} listing is left out at its own wish", "{n} listings are left out at their own wish", 1),
            cause=msg("The column “leave us out” says yes."),
            stays=msg("It is on no page, in no index and in no list."),
            action=words.LOOK,
        ),
        "unclear-wish": Telling(
            nmsg("{n} wish to be left out is unclear", "{n} wishes to be left out are unclear", 1),
            cause=words.OWN_WORDS,
            stays=msg("To be safe it is not printed."),
            action=words.YES_OR_NO,
        ),
    },
    "SRC-370": {
        "merged": Telling(
            nmsg("{n} row with the same BIN was merged into another", "{n} rows with the same BIN were merged into another", 1),
            cause=words.TWO_OFFICES,
            stays=msg("One entry is printed with what both rows say."),
            action=words.LOOK,
            is_repair=True,
        ),
        "merged-asked": Telling(
            nmsg(
                "{n} row with the same name and contact was merged into another",
                "{n} rows with the same name and contact were merged into another",
                1,
            ),
            cause=words.TWO_OFFICES,
            stays=msg("One entry is printed with what both rows say."),
            action=msg("If they are two, give each its BIN."),
        ),
        "conflict": Telling(
            nmsg("{n} field of merged rows disagrees", "{n} fields of merged rows disagree", 1),
            cause=words.TWO_OFFICES,
            stays=msg("Only one of the two values is printed."),
            action=msg("Write the right value in both rows, or take one row out."),
        ),
        "same-name": Telling(
            nmsg("{n} row has the name of another in the same region", "{n} rows have the name of another in the same region", 1),
            cause=words.TWO_OFFICES,
            stays=words.TWICE,
            action=msg("If they are one, give both the same BIN or take one out."),
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
    },
}
