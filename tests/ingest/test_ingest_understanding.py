"""guide read: the JSON form and the lines for people."""

from __future__ import annotations

import json

from ingest_books import Read, read_table

from pipeline.ingest.understanding import to_json, to_text
from pipeline.model.field_words import FIELD_WORDS
from pipeline.model.findings import Finding, PageRef, Severity
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Message, msg


def sample() -> Read:
    return read_table([
        ["НПО Атырауской области"], ["№", "Название", "Телефон", "Девиз"], [1, "Надежда", "41-23-45", "Вместе"], [None, None, "41-23-46"],
        [2, None, "41-23-47", "x"], ["Итого", 2],
    ])


def test_json_has_the_documented_shape() -> None:
    found = sample()
    made = to_json([found.reading], found.rows, found.findings)
    assert json.loads(json.dumps(made, ensure_ascii=False)) == made
    sheet = made["files"][0]["sheets"][0]
    assert {"name", "state", "kind", "header_rows", "columns", "rows", "records", "rejected", "groups", "continuations"} <= set(sheet)
    assert sheet["columns"][1] == {"letter": "B", "header": "Название", "field": "name", "confidence": 1.0, "why": "word"}
    assert made["records"] == [{
        "file": "list.xlsx", "sheet": "Лист1", "row": 3, "kind": "organisation",
        "fields": {"name": ["Надежда"], "phones": ["41-23-45", "41-23-46"]}, "region": "Атырауская область",
    }]
    assert made["balance"]["rows"] == 4
    assert made["balance"]["holds"] is True
    assert made["balance"]["by_file"]["list.xlsx"]["records"] == 1


def test_findings_are_flat_and_say_only_what_applies() -> None:
    found = sample()
    made = to_json([found.reading], found.rows, found.findings)["findings"]
    nameless = next(finding for finding in made if finding["code"] == "no-name")
    assert set(nameless) == {"id", "code", "severity", "message", "hint", "file", "sheet", "cell", "before"}
    assert nameless["cell"] == "B5"


def test_findings_of_pages_have_page_and_box() -> None:
    finding = Finding("LAY-999", "x", Severity.INFO, msg("m"), place=PageRef("a.pdf", 3, (1.0, 2.0, 3.0, 4.0)), after="b")
    assert finding_json(finding) == {
        "id": "LAY-999", "code": "x", "severity": "info", "message": "m", "file": "a.pdf", "page": 3, "box": [1.0, 2.0, 3.0, 4.0],
        "after": "b"}


def test_sentences_are_worded_by_the_caller() -> None:
    found = sample()
    def shout(message: Message) -> str:
        return str(message).upper()
    made = to_json([found.reading], found.rows, found.findings, shout)
    assert all(finding["message"].isupper() for finding in made["findings"])


def test_text_names_file_sheet_columns_and_counts() -> None:
    found = sample()
    lines = [str(line) for line in to_text([found.reading], found.findings)]
    assert lines[0].startswith("list.xlsx")
    assert any("Девиз: not read" in line for line in lines)
    columns = [line.strip() for line in lines if " %)" in line]
    assert columns
    assert all(f"{FIELD_WORDS[key]} [{key}]" in line for line in columns for key in [line.partition("[")[2].partition("]")[0]])
    assert any("4 = records 1 + rejected 1 + group rows 0 + continuations 1 + left out 1" in line for line in lines)
