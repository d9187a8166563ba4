"""The report by file: the balance of each workbook, what must be mended in it, and the facts of one workbook alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.balance import COUNTS, Balance
from pipeline.model.balance_words import aside_words, balance_words
from pipeline.model.findings import Finding
from pipeline.model.message import Message, msg, nmsg
from pipeline.model.report import ReportFacts
from pipeline.proof.causes import Cause, CauseKind, causes_of, kind_of, kinds_of
from pipeline.proof.page_parts import STATE_WORDS

__all__ = ["balance_part", "facts_of_file", "file_parts", "files_of", "short_names"]

Say = Callable[[Message], str]
def short_names(files: Iterable[str]) -> dict[str, str]:
    """File -> its name without folders, where no other file has the same."""
    known = list(dict.fromkeys(files))
    times = Counter(name.rpartition("/")[2] for name in known)
    return {name: base if times[base := name.rpartition("/")[2]] == 1 else name for name in known}


def files_of(facts: ReportFacts) -> list[str]:
    """Every workbook the edition was made from, in order; those that could not be read among them."""
    return sorted({*facts.balance.by_file, *facts.unreadable, *facts.balance.unread_files})


def balance_part(facts: ReportFacts, say: Say) -> dict[str, Any]:
    """The table of files: five counts, rows left aside, what blocks, is asked and is advised; then sheets that were not read."""
    balance = facts.balance
    sentence, aside = say(balance_words(balance)), aside_words(balance)
    blocking, questions, advice = (_by_file(facts.findings, kind) for kind in ("blocking", "question", "advice"))
    files: list[dict[str, Any]] = [
        {
            "name": file,
            "counts": balance.by_file.get(file),
            "aside": sum(balance.aside.get(file, {}).values()),
            "blocking": blocking[file], "question": questions[file], "advice": advice[file],
        }
        for file in files_of(facts)
    ]
    return {
        "sentence": _sentence(sentence),
        "aside_words": _sentence(say(aside)) if aside else "",
        "holds": balance.holds,
        "fault": "" if balance.holds else say(msg("The rows do not add up")),
        "columns": COUNTS,
        "files": files,
        "total": balance.counts,
        "aside": balance.rows_aside,
        **{kind: sum(file[kind] for file in files) for kind in ("blocking", "question", "advice")},
        "sheets": [
            say(nmsg("{file} › {sheet} ({state}): {n} row not read", "{file} › {sheet} ({state}): {n} rows not read", one.rows,
                     file=one.file, sheet=one.sheet, state=STATE_WORDS[one.state]))
            for one in balance.unread_sheets if one.rows
        ],
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_file(findings: Sequence[Finding], kind: CauseKind) -> Counter[str]:
    return Counter(found.place.file for found in findings if found.place is not None and kind_of(found) == kind)


def file_parts(facts: ReportFacts, say: Say) -> dict[str, list[Cause]]:
    """File -> what must be mended in it, counted for that file alone; only files with something that blocks, is asked or advised."""
    kinds = kinds_of(facts.readings)
    found: dict[str, list[tuple[Finding, str]]] = {}
    for finding in facts.findings:
        if finding.place is not None and kind_of(finding) in ("blocking", "question", "advice"):
            found.setdefault(finding.place.file, []).append((finding, ""))
    return {file: causes_of(found[file], say, kinds) for file in files_of(facts) if file in found}


def facts_of_file(facts: ReportFacts, file: str) -> ReportFacts:
    """The facts of one workbook, for the province that sent it: nothing of anybody else's rows is in them."""
    def mine(finding: Finding) -> bool:
        return finding.place is not None and finding.place.file == file

    whole = facts.balance
    counts = whole.by_file.get(file, (0, 0, 0, 0, 0))
    balance = Balance(
        *counts, {file: counts} if file in whole.by_file else {}, {file: whole.aside[file]} if file in whole.aside else {},
        tuple(one for one in whole.unread_sheets if one.file == file), tuple(name for name in whole.unread_files if name == file),
        tuple(ref for ref in whole.astray if ref.file == file),
    )
    return replace(
        facts, only=file, copies={}, balance=balance, readings=tuple(reading for reading in facts.readings if reading.file == file),
        unreadable=tuple(name for name in facts.unreadable if name == file), coverage=(), files=(), fitted=(), failed=(), without_print=(),
        untranslated=(),
        findings=tuple(filter(mine, facts.findings)), waived=tuple(pair for pair in facts.waived if mine(pair[0])),
        changes=tuple(change for change in facts.changes if change.ref.file == file),
        left_out=tuple(one for one in facts.left_out if one.row.file == file),
        mobiles_withheld=tuple(one for one in facts.mobiles_withheld if one.row.file == file),
        merges=tuple(merge for merge in facts.merges if {ref.file for ref in merge.rows} == {file}),
    )
