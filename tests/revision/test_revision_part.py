"""STR-047 part: a sentence of the text left in its translation."""

from __future__ import annotations

import pytest

from pipeline.model.findings import CellRef
from pipeline.revision import Pair, holds, left_sentences

RUSSIAN = "Возим лекарства в сёла. Считаем каждую поездку и пишем отчёт. Спасибо!"


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("Ауылдарға дәрі жеткіземіз. Считаем каждую поездку и пишем отчёт. Рақмет!", ("Считаем каждую поездку и пишем отчёт.",)),
        ("Ауылдарға дәрі жеткіземіз. Считаем каждую\nпоездку и пишем отчёт. Спасибо!", ("Считаем каждую поездку и пишем отчёт.",)),
        ("Ауылдарға дәрі жеткіземіз. Әр сапарды есептейміз. Спасибо!", ()),
        ("Ауылдарға дәрі жеткіземіз.", ()), ("", ()),
    ],
)  # fmt: skip
def test_sentences_that_were_left(target: str, left: tuple[str, ...]) -> None:
    assert left_sentences(RUSSIAN, target) == left


@pytest.mark.parametrize("motto", ["Open data for everybody in town.", "«Дом, где согреваются все сердца»"])
def test_what_has_no_words_to_be_translated_may_stay(motto: str) -> None:
    assert left_sentences(f"Наш девиз прост. {motto} Приходите.", f"Біздің ұранымыз қарапайым. {motto} Келіңіздер.") == ()


def told(field: str, target: str, lang: str = "kk") -> list[str]:
    return [finding.code for finding in holds(Pair(RUSSIAN, "ru", target, lang, field, CellRef("content.kk.po")))]  # type: ignore[arg-type]


def test_such_a_translation_is_none_in_a_field_of_sentences() -> None:
    half = "Ауылдарға дәрі жеткіземіз. Считаем каждую поездку и пишем отчёт. Рақмет!"
    assert told("mission", half) == ["part"]
    assert told("name", half) == []
    assert told("mission", "Ауылдарға дәрі жеткіземіз. Әр сапарды есептеп, есеп жазамыз. Рақмет!") == []
    assert told("mission", RUSSIAN) == ["same"]
