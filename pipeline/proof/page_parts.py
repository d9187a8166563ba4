"""Parts of the report that are not about problems: translations, copy-fitting, repairs, how each workbook was understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final

from pipeline.model.field_words import field_words
from pipeline.model.fields import EditionLang
from pipeline.model.findings import registered_rules
from pipeline.model.fit import Fitted
from pipeline.model.fit_words import fitted_words
from pipeline.model.listings import Change
from pipeline.model.localised import FieldCoverage
from pipeline.model.merge_words import difference_words, merge_words
from pipeline.model.merges import Merge
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.model.report import ReportFacts
from pipeline.model.source import FileReading, SheetReading
from pipeline.model.standing import Untranslated
from pipeline.proof.causes import address_of, place_words

__all__ = [
    "LANGUAGE_WORDS", "STATE_WORDS", "changes_part", "coverage_part", "fitted_part", "merges_part", "reading_part", "untranslated_part",
]

Say = Callable[[Message], str]
SHOWN_CHANGES: Final = 100
"""Repairs shown of one rule; report.json has all."""
SHOWN_TEXTS: Final = 2000
"""Texts shown of a language that are not translated; report.json has all."""
LANGUAGE_WORDS: Final[dict[EditionLang, Message]] = {
    "kk": msg("Kazakh"), "ru": msg("Russian"), "en": msg("English"), "kk-Latn": msg("Kazakh in Latin letters"),
}
STATE_WORDS: Final = {"visible": msg("visible"), "hidden": msg("hidden"), "veryHidden": msg("hidden by a program")}
_DOUBTFUL: Final = msg("to be looked at again")
_DECIDED: Final = msg("A person said so in decisions.toml.")
_KINDS: Final = {"organisation": msg("organisations"), "expert": msg("experts"), "": msg("not read")}


def coverage_part(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """One row a field, one column a language; the last row is all together beside what the edition requires."""
    names = sorted({name for count in facts.coverage for name in count.fields})
    required = facts.edition.required_coverage

    def cells(shares: list[FieldCoverage]) -> list[tuple[str, str]]:
        return [(_percent(share, say), f"{share.translated} / {share.total}") if share.total else ("", "") for share in shares]

    return {
        "languages": [say(LANGUAGE_WORDS[count.lang]) for count in facts.coverage],
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


def untranslated_part(untranslated: Sequence[Untranslated], say: Say) -> list[dict[str, Any]]:
    """By language: how many texts stand in another one, and each with its page, listing, field and key."""
    by_lang: dict[EditionLang, list[Untranslated]] = defaultdict(list)
    for one in untranslated:
        by_lang[one.lang].append(one)
    return [
        {
            "language": say(LANGUAGE_WORDS[lang]), "count": len(found),
            "spots": [
                (one.folio, one.page, one.name, say(field_words(one.field)), _stands_in(one, say), one.key) for one in found[:SHOWN_TEXTS]
            ],
            "more": say(nmsg("… and {n} more text in report.json", "… and {n} more texts in report.json", len(found) - SHOWN_TEXTS))
            if len(found) > SHOWN_TEXTS else "",
        }
        for lang, found in by_lang.items()
    ]


def _stands_in(one: Untranslated, say: Say) -> str:
    return f"{one.stands_in}: {say(_DOUBTFUL)}" if one.doubtful else one.stands_in


def fitted_part(fitted: Fitted, say: Say) -> dict[str, Any]:
    """One language: pages wanted and reached, of which for notes, pages as designed, the cost, and what was changed."""
    return {
        "language": say(LANGUAGE_WORDS[fitted.lang]),
        "figures": (
            str(fitted.wanted) if fitted.wanted else say(msg("whole signatures")), fitted.length.pages, fitted.length.notes,
            fitted.designed_length.pages, say(msg("{figure}", figure=Figure(round(fitted.cost, 2)))),
        ),
        "setting": [say(words) for words in fitted_words(fitted)],
    }


def _figure(value: float) -> Figure:
    return Figure(round(value, 1))


def _percent(share: FieldCoverage, say: Say) -> str:
    return say(msg("{share}%", share=_figure(share.told_percent)))


def changes_part(changes: tuple[Change, ...], say: Say) -> list[dict[str, Any]]:
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
            "id": name, "title": say(rule.title) if rule else name, "count": len(group),
            "spots": [(place_words(change.ref, say), address_of(change.ref), say(field_words(change.field)), change.before, change.after)
                      for change in group[:SHOWN_CHANGES]],
            "more": say(nmsg("… and {n} more place in report.json", "… and {n} more places in report.json", rest)) if rest > 0 else "",
        })
    return made


def merges_part(merges: Sequence[Merge], say: Say) -> list[dict[str, Any]]:
    """The ledger: which rows are printed as one and why, who decided it, and every value that is not printed for it."""
    return [
        {
            "id": merge.listing, "sentence": say(merge_words(merge)), "decided": say(_DECIDED) if merge.decided else "",
            "differences": [say(difference_words(one)) for one in merge.differences],
        }
        for merge in merges
    ]


def reading_part(reading: FileReading, say: Say) -> dict[str, Any]:
    """How one workbook was understood: its sheets with header, rows and columns."""
    return {
        "file": reading.file,
        "sheets": [_sheet(sheet, say) for sheet in reading.sheets],
        "records": sum(sheet.records for sheet in reading.sheets),
    }


def _sheet(sheet: SheetReading, say: Say) -> dict[str, Any]:
    return {
        "name": sheet.name or say(msg("the file's only sheet")),
        "state": say(STATE_WORDS[sheet.state]),
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
