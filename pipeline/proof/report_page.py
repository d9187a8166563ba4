"""What stands on the report's page, worded and in order; the template only places it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from pipeline.model.field_words import field_words
from pipeline.model.fields import Lang
from pipeline.model.findings import Rule, Severity, registered_rules
from pipeline.model.fit import Fitted
from pipeline.model.fit_words import fitted_words
from pipeline.model.listings import Change
from pipeline.model.localised import FieldCoverage
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.model.report import ReportFacts
from pipeline.model.source import FileReading, SheetReading
from pipeline.proof.causes import Cause, causes_of, place_words

__all__ = ["report_page"]

Say = Callable[[Message], str]
SHOWN_CHANGES: Final = 100
"""Repairs shown of one rule; report.json has all."""
_LANGUAGES: Final[dict[Lang, Message]] = {"kk": msg("Kazakh"), "ru": msg("Russian"), "en": msg("English")}
_STATES: Final = {"visible": msg("visible"), "hidden": msg("hidden"), "veryHidden": msg("hidden by a program")}
_KINDS: Final = {"organisation": msg("organisations"), "expert": msg("experts"), "": msg("not read")}
_HEADINGS: Final = {
    "balance": msg("Where every row went"), "coverage": msg("Translations"), "fitted": msg("Fitted to a page count"),
    "errors": msg("Errors"), "warnings": msg("Warnings"),
    "infos": msg("For information"), "waived": msg("Answered for"), "changes": msg("Repaired by the program"), "files": msg("Files made"),
    "readings": msg("How each workbook was understood"),
}
_NOTES: Final = {
    "fitted": msg(
        "Of all settings that come to the pages wanted, the one with the least cost was taken. The cost weighs every step away from the "
        "design and every page left for notes, as layout.toml says in [fit]."
    ),
    "errors": msg(
        "Each of these must be mended in the workbook named, or answered for in waivers.toml with its id, code, place and reason."
    ),
    "warnings": msg("The edition can be printed with these, but a person should look at each."),
    "waived": msg("Somebody answers for these errors in waivers.toml; the reason stands beside each."),
    "changes": msg("These repairs were certain and were made in the guide only. The workbooks themselves were not touched."),
}
_WORDS: Final = {
    "file": msg("File"), "sheet": msg("Sheet"), "place": msg("Place"), "said": msg("What"), "before": msg("Was"), "after": msg("Became"),
    "reason": msg("Reason"), "why": msg("Why it matters"), "do": msg("What to do"), "text": msg("Text"), "total": msg("All together"),
    "pages": msg("Pages"), "kind": msg("Kind"), "state": msg("State"), "header": msg("Header in row"), "rows": msg("Rows"),
    "records": msg("Listings"), "column": msg("Column"), "heading": msg("Its header"), "read_as": msg("Read as"), "columns": msg("Columns"),
    "nothing": msg("None."), "read": msg("Read"), "printed": msg("Printed"), "withheld": msg("Withheld"), "rejected": msg("Rejected"),
    "duplicates": msg("Duplicates"), "field": msg("Field"), "contents": msg("In this report"), "unreadable": msg("Could not be read"),
    "language": msg("Language"), "wanted": msg("Pages wanted"), "reached": msg("Pages reached"), "notes": msg("Of them for notes"),
    "designed": msg("Pages as designed"), "cost": msg("Cost"), "setting": msg("Setting"),
    "data_date": msg("Data as of"), "edition": msg("Edition"), "impression": msg("Impression"),
}


def report_page(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """Every value of report.html.j2, in the staff's language."""
    edition = facts.edition
    staff = edition.staff_language
    causes = causes_of(((finding, "") for finding in facts.findings), say)
    by_severity = {severity: [cause for cause in causes if cause.severity == severity.value] for severity in Severity}
    return {
        "lang": staff,
        "title": say(msg("Report on the edition {id}", id=edition.id)),
        "guide": edition.title.get(staff, ""),
        "facts": (
            (say(_WORDS["edition"]), edition.number), (say(_WORDS["impression"]), edition.impression),
            (say(_WORDS["data_date"]), facts.data_date),
        ),
        "may_print": facts.exit_code == 0,
        **_verdict(facts, by_severity[Severity.ERROR], say),
        "h": {name: say(words) for name, words in _HEADINGS.items()},
        "note": {name: say(words) for name, words in _NOTES.items()},
        "w": {name: say(words) for name, words in _WORDS.items()},
        "balance": _balance(facts, say),
        "coverage": _coverage(facts, say),
        "fitted": [_fitted(fitted, say) for fitted in facts.fitted],
        "sections": [("errors", by_severity[Severity.ERROR]), ("warnings", by_severity[Severity.WARNING])],
        "infos": by_severity[Severity.INFO],
        "show_infos": say(msg("Show them")),
        "waived": causes_of(facts.waived, say),
        "changes": _changes(facts.changes, say),
        "files": [(made.name, made.pages or "") for made in facts.files],
        "unreadable": facts.unreadable,
        "readings": [_reading(reading, say) for reading in facts.readings],
        "counts": {
            "errors": _count(facts, Severity.ERROR), "warnings": _count(facts, Severity.WARNING), "infos": _count(facts, Severity.INFO),
            "fitted": len(facts.fitted), "waived": len(facts.waived), "changes": len(facts.changes), "files": len(facts.files),
            "readings": len(facts.readings),
        },
    }


def _count(facts: ReportFacts, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in facts.findings)


def _verdict(facts: ReportFacts, errors: list[Cause], say: Say) -> dict[str, Any]:
    """One sentence, and the reasons where something blocks."""
    warnings = _count(facts, Severity.WARNING)
    if facts.exit_code == 0:
        rest = [say(nmsg("{n} warning asks for a look.", "{n} warnings ask for a look.", warnings))] if warnings else []
        return {"verdict": say(msg("The edition may go to press.")), "reasons": rest}
    reasons = [say(msg("{file} could not be read", file=name)) for name in facts.unreadable]
    # An unreadable file has a finding of its own; it is named above and not once more.
    reasons += [f"{cause.title}: {cause.count}" for cause in errors if not (facts.unreadable and cause.code == "unreadable")]
    reasons += [say(msg("The PDFs in {language} were wrong when read again", language=_LANGUAGES[lang])) for lang in facts.failed]
    reasons += [
        say(msg("There is no press file in {language}: too little is translated", language=_LANGUAGES[lang]))
        for lang in facts.without_print
    ]
    return {"verdict": say(msg("The edition may not go to press yet.")), "reasons": reasons}


def _balance(facts: ReportFacts, say: Say) -> dict[str, Any]:
    balance = facts.balance
    sentence = say(msg(
        "{read} rows read = {printed} printed + {withheld} withheld + {rejected} rejected + {duplicates} duplicates",
        read=balance.read, printed=balance.printed, withheld=balance.withheld, rejected=balance.rejected, duplicates=balance.duplicates,
    ))
    return {
        "sentence": sentence[:1].upper() + sentence[1:],
        "holds": balance.holds,
        "fault": "" if balance.holds else say(msg("The rows do not add up")),
        "files": list(balance.by_file.items()),
        "total": (balance.read, balance.printed, balance.withheld, balance.rejected, balance.duplicates),
    }


def _coverage(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """One row a field, one column a language; the last row is all together beside what the edition requires."""
    names = sorted({name for count in facts.coverage for name in count.fields})
    required = facts.edition.required_coverage

    def cells(shares: list[FieldCoverage]) -> list[tuple[str, str]]:
        return [(_percent(share, say), f"{share.translated} / {share.total}") if share.total else ("", "") for share in shares]

    return {
        "languages": [say(_LANGUAGES[count.lang]) for count in facts.coverage],
        "rows": [
            (say(field_words(name)), cells([count.fields.get(name, FieldCoverage()) for count in facts.coverage])) for name in names
        ],
        "total": cells([count.overall for count in facts.coverage]),
        "required": [
            say(msg("{share} % required", share=_figure(required.get(count.lang, 0.0)))) if required.get(count.lang) else ""
            for count in facts.coverage
        ],
        "short": [count.overall.percent < required.get(count.lang, 0.0) for count in facts.coverage],
    }


def _fitted(fitted: Fitted, say: Say) -> dict[str, Any]:
    """One language: pages wanted and reached, of which for notes, pages as designed, the cost, and what was changed."""
    return {
        "language": say(_LANGUAGES[fitted.lang]),
        "figures": (
            str(fitted.wanted) if fitted.wanted else say(msg("whole signatures")), fitted.length.pages, fitted.length.notes,
            fitted.designed_length.pages, say(msg("{figure}", figure=Figure(round(fitted.cost, 2)))),
        ),
        "setting": [say(words) for words in fitted_words(fitted)],
    }


def _figure(value: float) -> Figure:
    return Figure(round(value, 1))


def _percent(share: FieldCoverage, say: Say) -> str:
    return say(msg("{share}%", share=_figure(share.percent)))


def _changes(changes: tuple[Change, ...], say: Say) -> list[dict[str, Any]]:
    """Repairs by rule: its title, how many, and the first places with was and became."""
    by_rule: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_rule[change.rule].append(change)
    rules = registered_rules()
    made = []
    for name in sorted(by_rule):
        group, rule = by_rule[name], rules.get(name)
        rest = len(group) - SHOWN_CHANGES
        made.append({
            "id": name, "title": _title(rule, name, say), "count": len(group),
            "spots": [(place_words(change.ref, say), say(field_words(change.field)), change.before, change.after)
                      for change in group[:SHOWN_CHANGES]],
            "more": say(nmsg("… and {n} more place in report.json", "… and {n} more places in report.json", rest)) if rest > 0 else "",
        })
    return made


def _title(rule: Rule | None, name: str, say: Say) -> str:
    return say(rule.title) if rule else name


def _reading(reading: FileReading, say: Say) -> dict[str, Any]:
    return {
        "file": reading.file,
        "sheets": [_sheet(sheet, say) for sheet in reading.sheets],
        "records": sum(sheet.records for sheet in reading.sheets),
    }


def _sheet(sheet: SheetReading, say: Say) -> dict[str, Any]:
    return {
        "name": sheet.name or say(msg("the file's only sheet")),
        "state": say(_STATES[sheet.state]),
        "hidden": sheet.state != "visible",
        "kind": say(_KINDS[sheet.kind]),
        "header": ", ".join(map(str, sheet.header_rows)),
        "rows": sheet.rows,
        "records": sheet.records,
        "columns": [
            (column.letter, column.header, "" if column.field is None else say(field_words(column.field)), column.confidence < 0.95)
            for column in sheet.columns
        ],
    }
