"""What stands on the report's page, worded and in order; the template only places it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pipeline.model.findings import Severity
from pipeline.model.merge_words import rule_words
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.privacy import LeftOut
from pipeline.model.report import ReportFacts
from pipeline.proof.by_file import balance_part, file_parts, files_of, short_names
from pipeline.proof.causes import Cause, causes_of, kinds_of, place_words
from pipeline.proof.page_parts import LANGUAGE_WORDS, changes_part, coverage_part, fitted_part, merges_part, reading_part, untranslated_part

__all__ = ["report_page"]

Say = Callable[[Message], str]
Section = tuple[str, str, list[Cause]]
"""Anchor, kind and blocks."""
_HEADINGS: Final = {
    "glance": msg("At a glance"), "balance": msg("Where every row went"), "coverage": msg("Translations"),
    "untranslated": msg("Not translated"),
    "fitted": msg("Fitted to a page count"), "blocking": msg("Must be mended before printing"), "question": msg("Questions for a person"),
    "advice": msg("Advice"), "repaired": msg("Repaired by the program"), "noted": msg("For information"), "waived": msg("Answered for"),
    "by_file": msg("By file"), "privacy": msg("Not printed at somebody's wish"), "merges": msg("Several rows printed as one"),
    "changes": msg("Every repair"), "files": msg("Files made"),
    "readings": msg("How each workbook was understood"),
}
_IDS: Final = {"blocking": "errors", "question": "questions", "advice": "warnings", "repaired": "repaired", "noted": "infos"}
_CONTENTS: Final = (
    ("untranslated", "untranslated"), ("fitted", "fitted"), *((name, kind) for kind, name in _IDS.items()), ("waived", "waived"),
    ("merges", "merges"),
    ("changes", "changes"), ("privacy", "privacy"), ("files", "files"),
    ("readings", "readings"),
)
_NOTES: Final = {
    "untranslated": msg(
        "Page by page: what stands in another language than the book's because nobody translated it, or nobody has looked at its "
        "translation again. The proof marks each in the margin. "
        "“guide strings export” writes all of them for translators."
    ),
    "fitted": msg(
        "Of all settings that come to the pages wanted, the one with the least cost was taken. The cost weighs every step away from the "
        "design and every page left for notes, as layout.toml says in [fit]."
    ),
    "blocking": msg(
        "Each of these must be mended in the workbook named, or answered for in waivers.toml with its id, code, place and reason."
    ),
    "question": msg(
        "What is only likely is not printed until a person decides; the answer is kept for the next edition. All of them as a workbook to "
        "fill in: guide questions --out questions.xlsx."
    ),
    "privacy": msg("By file and row: who asked to be left out, and whose mobile numbers are not printed for want of consent."),
    "advice": msg("The edition can be printed with these, but a person should look at each."),
    "repaired": msg("These repairs were certain and were made in the guide only. The workbooks themselves were not touched."),
    "noted": msg("Nothing needs to be done about these."),
    "waived": msg("Somebody answers for these errors in waivers.toml; the reason stands beside each."),
    "address": msg(
        "A click on an address such as {example} marks it. Copied and pasted into the Name Box, left of Excel's formula bar, it leads to "
        "the cell.", example="НПО!C14",
    ),
}
_WORDS: Final = {
    "file": msg("File"), "sheet": msg("Sheet"), "place": msg("Place"), "said": msg("What"), "before": msg("Was"), "after": msg("Became"),
    "reason": msg("Reason"), "cause": msg("How it comes about"), "why": msg("Why it matters"), "stays": msg("If it stays"),
    "do": msg("What to do"), "total": msg("All together"), "pages": msg("Pages"), "kind": msg("Kind"), "state": msg("State"),
    "header": msg("Header in row"), "rows": msg("Rows"), "records": msg("Listings"), "column": msg("Column"),
    "heading": msg("Its header"), "read_as": msg("Read as"), "columns": msg("Columns"), "read": msg("Read"), "printed": msg("Printed"),
    "withheld": msg("Withheld"), "rejected": msg("Rejected"), "duplicates": msg("Merged"), "aside": msg("Left aside"),
    "blocking": msg("Must be mended"), "question": msg("Questions"), "advice": msg("Advice"), "field": msg("Field"),
    "contents": msg("In this report"), "unreadable": msg("Could not be read"), "language": msg("Language"), "wanted": msg("Pages wanted"),
    "reached": msg("Pages reached"), "notes": msg("Of them for notes"), "designed": msg("Pages as designed"), "cost": msg("Cost"),
    "setting": msg("Setting"), "lines": msg("Lines for decisions.toml, ready to copy"), "left_out": msg("Left out at their own wish"),
    "mobiles_withheld": msg("Mobile numbers without consent"), "proposed": msg("Proposed"), "data_date": msg("Data as of"),
    "edition": msg("Edition"), "impression": msg("Impression"),
    "page": msg("Page"), "organisation": msg("Organisation or expert"), "stands_in": msg("Stands in"), "key": msg("Key"),
}


def report_page(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """Every value of report.html.j2, worded by ``say``."""
    edition = facts.edition
    causes = causes_of(((finding, "") for finding in facts.findings), say, kinds_of(facts.readings))
    short = short_names((*files_of(facts), *(spot.file for cause in causes for spot in cause.spots)))
    sections: list[Section] = [(_IDS[kind], kind, [cause for cause in causes if cause.kind == kind]) for kind in _IDS]
    return {
        "lang": facts.lang,
        "title": say(
            msg("What to mend in {file}", file=facts.only) if facts.only else msg("Report on the edition {id}", id=edition.id)
        ),
        "guide": edition.title.get(facts.lang) or edition.title.get(edition.staff_language, ""),
        "facts": (
            (say(_WORDS["edition"]), edition.number), (say(_WORDS["impression"]), edition.impression),
            (say(_WORDS["data_date"]), facts.data_date),
        ),
        "may_print": facts.exit_code == 0 or (bool(facts.only) and not _blocks(facts)),
        **_verdict(facts, sections[0][2], say),
        "h": {name: say(words) for name, words in _HEADINGS.items()},
        "note": {name: say(words) for name, words in _NOTES.items()},
        "w": {name: say(words) for name, words in _WORDS.items()},
        "short": short,
        **_problems(facts, sections, say),
        **_parts(facts, say),
        "counts": {
            **{identity: sum(cause.count for cause in found) for identity, _, found in sections},
            "untranslated": len(facts.untranslated),
            "fitted": len(facts.fitted), "waived": len(facts.waived), "changes": len(facts.changes), "merges": len(facts.merges),
            "files": len(facts.files), "readings": len(facts.readings), "privacy": len(facts.left_out) + len(facts.mobiles_withheld),
        },
    }


def _problems(facts: ReportFacts, sections: list[Section], say: Say) -> dict[str, Any]:
    """Blocks of problems: what must be done open, the rest folded; and the same by file."""
    by_file = [] if facts.only else _by_file(facts, say)
    return {
        "only": facts.only,
        "copies": facts.copies,
        "marked_copy": say(msg("marked copy")),
        "contents": [(name, say(_HEADINGS[heading])) for name, heading in _CONTENTS],
        "balance": balance_part(facts, say),
        "glance": [(kind, found) for _, kind, found in sections[:3] if found],
        "open": [section for section in sections[:3] if section[2]],
        "folded": [section for section in sections[3:] if section[2]],
        "show": say(msg("Show them")),
        "show_rest": say(msg("Show the other places")),
        "by_file": by_file,
        "linked": {file for file, _ in by_file},
        "anchors": {file: f"file-{number}" for number, file in enumerate(files_of(facts), start=1)},
        "waived": causes_of(facts.waived, say, kinds_of(facts.readings)),
    }


def _parts(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """What is not about problems."""
    return {
        "coverage": coverage_part(facts, say),
        "untranslated": untranslated_part(facts.untranslated, say),
        "fitted": [fitted_part(fitted, say) for fitted in facts.fitted],
        "changes": changes_part(facts.changes, say),
        "merges": merges_part(facts.merges, say),
        "merge_rule": say(rule_words()),
        "files": [(made.name, made.pages or "") for made in facts.files],
        "unreadable": facts.unreadable,
        "left_out": [
            (place_words(one.row, say), _why_left_out(one, say))
            for one in facts.left_out
        ],
        "mobiles_withheld": [(place_words(one.row, say), ", ".join(ref.cell for ref in one.cells)) for one in facts.mobiles_withheld],
        "readings": [reading_part(reading, say) for reading in facts.readings],
    }


def _why_left_out(one: LeftOut, say: Say) -> str:
    said = [] if one.wish == one.row else [say(msg("asked in {place}", place=place_words(one.wish, say)))]
    return "; ".join([*said, *([say(msg("waits for an answer on its column of consent"))] if one.waiting else [])])


def _by_file(facts: ReportFacts, say: Say) -> list[tuple[str, list[Cause]]]:
    parts = file_parts(facts, say)
    return [(file, parts[file]) for file in files_of(facts) if file in parts]


def _blocks(facts: ReportFacts) -> bool:
    return bool(facts.unreadable) or any(finding.severity is Severity.ERROR for finding in facts.findings)


def _verdict(facts: ReportFacts, errors: list[Cause], say: Say) -> dict[str, Any]:
    """One sentence, and the reasons where something blocks."""
    warnings = sum(finding.severity is Severity.WARNING for finding in facts.findings)
    rest = [say(nmsg("{n} warning asks for a look.", "{n} warnings ask for a look.", warnings))] if warnings else []
    if facts.only and not _blocks(facts):
        return {"verdict": say(msg("Nothing in this file keeps the edition from going to press.")), "reasons": rest}
    if facts.exit_code == 0:
        return {"verdict": say(msg("The edition may go to press.")), "reasons": rest}
    reasons = [say(msg("{file} could not be read", file=name)) for name in facts.unreadable]
    # An unreadable file has a finding of its own; it is named above and not once more.
    reasons += [cause.sentence for cause in errors if not (facts.unreadable and cause.code == "unreadable")]
    reasons += [say(msg("The PDFs in {language} were wrong when read again", language=LANGUAGE_WORDS[lang])) for lang in facts.failed]
    reasons += [
        say(msg("There is no press file in {language}: too little is translated", language=LANGUAGE_WORDS[lang]))
        for lang in facts.without_print
    ]
    return {"verdict": say(msg("The edition may not go to press yet.")), "reasons": reasons}
