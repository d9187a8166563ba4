"""No value of a printed row disappears: it is on the page, was repaired, or a finding at its cell says why not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.model.fields import EXPERT_FIELDS, ORGANISATION_FIELDS
from pipeline.model.findings import Severity
from pipeline.model.source import SourceRow
from pipeline.normalise import CleanedRows, Vocabulary, clean_rows

VALUES = (
    "Зюзюка", "зюзюка@", "12345", "зюзюка-7182551", "Зюзюка Марковна, 87182555555", "zuzuka.example/zz", "zuzuka@zuzuka.example", "№ (12)",
)  # fmt: skip
GOOD = {
    "organisation": {"name_ru": "ОФ «Тихая гавань»", "region": "Павлодарская область", "town": "Павлодар", "phones": "8 (7182) 55-01-02"},
    "expert": {"name_ru": "Иванов Иван Петрович", "town": "Павлодар", "phones": "8 (7182) 55-01-02"},
}
AN_ANSWER = frozenset({"registration"})
"""Whatever stands in it is an answer, yes or no, and that is printed."""


def is_told(cleaned: CleanedRows, row: SourceRow, field: str, value: str) -> bool:
    """Whether a value is printed, or something is said of its cell."""
    ref = row.values[field][-1].ref
    if any(found.place == ref for found in cleaned.findings) or any(change.ref == ref for change in cleaned.changes):
        return True
    printed, digits = repr(cleaned.drafts).casefold(), re.sub(r"\D", "", value)
    return value.casefold() in printed or bool(digits and digits in re.sub(r"\D", "", printed))


@pytest.mark.parametrize(("kind", "field"), [("organisation", field) for field in ORGANISATION_FIELDS] + [("expert", field) for field in EXPERT_FIELDS])
def test_no_value_disappears_without_a_word(row: Callable[..., SourceRow], vocabulary: Vocabulary, kind: str, field: str) -> None:
    for value in VALUES:
        for given in (value, [GOOD[kind].get(field, "Иное"), value]):
            made = row(5, kind=kind, **{**GOOD[kind], field: given})
            cleaned = clean_rows([made], vocabulary)
            if cleaned.rejected or cleaned.withheld or field in AN_ANSWER:
                continue
            assert is_told(cleaned, made, field, value), f"{field} = {given}"


def test_a_post_without_its_person_is_named_and_a_remark_is_told_without_its_words(
    row: Callable[..., SourceRow], vocabulary: Vocabulary
) -> None:
    made = row(5, **GOOD["organisation"], head_role="председатель", note="звонить Марии, +7 701 555 01 02")
    found = {finding.code: finding for finding in clean_rows([made], vocabulary).findings if finding.id == "SRC-308"}
    assert found["not-printed"].before == "председатель"
    assert found["not-printed"].severity is Severity.WARNING
    assert found["note"].severity is Severity.INFO
    assert "701" not in repr(found["note"])


def test_a_region_cell_that_names_no_place_is_named_though_the_town_decides(row: Callable[..., SourceRow], vocabulary: Vocabulary) -> None:
    cleaned = clean_rows([row(5, **{**GOOD["organisation"], "region": "Туманная область"})], vocabulary)
    assert len(cleaned.drafts) == 1
    assert [finding.before for finding in cleaned.findings if finding.id == "SRC-308"] == ["Туманная область"]


def test_a_good_row_has_nothing_that_came_to_nothing(row: Callable[..., SourceRow], vocabulary: Vocabulary) -> None:
    made = row(5, **GOOD["organisation"], head="Иванов И. П.", head_role="председатель", note="-", name_kk="«Тыныш айлақ» қоғамдық қоры")
    assert [finding for finding in clean_rows([made], vocabulary).findings if finding.id == "SRC-308"] == []
