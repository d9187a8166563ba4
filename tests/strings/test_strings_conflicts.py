"""Two translators' files for one edition: who and when is told on both sides, no text is lost, and a person takes either, text by text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from translators import Filled, came, content, english, export, sent, texts_of

from pipeline.doors.workbooks.saved import saved_moment
from pipeline.strings.arrival import day_of
from pipeline.strings.catalogue_files import read_po, write_po
from pipeline.strings.conflicts import NO_CHOICE, Choices
from pipeline.strings.importing import Taken, take
from pipeline.strings.units import Catalogue
from pipeline.strings.wanted import Wanted

TEXTS = (("ngo-0001/mission", "Учим детей плавать"), ("ngo-0001/plans", "Построим лодку"), ("ngo-0002/mission", "Сажаем лес"))


def book(file: bytes, by: str, *targets: str) -> bytes:
    filled = Filled(file)
    filled.book.worksheets[0]["B2"].value = by
    for (key, _), target in zip(TEXTS, targets, strict=True):
        filled.put(key, "target", target)
    return filled.content


def take_in(file: bytes, day: str, wanted: Wanted, old: Catalogue, choices: Choices = NO_CHOICE) -> Taken:
    arrival = came("xlsx", file, wanted)
    return take(texts_of(arrival, wanted), wanted, old, arrival.by, choices, day=day, word=english)


@pytest.fixture
def files() -> tuple[bytes, bytes]:
    file = sent("xlsx", export(*content(*TEXTS)))
    return book(file, "А. Сейітова", "А1", "А2", "А3"), book(file, "Б. Оспанов", "Б1", "Б2", "А3")


def told(made: Taken) -> list[str]:
    return [english(finding.message) for finding in made.findings]


def test_a_conflict_names_both_translators_their_days_and_both_texts(files: tuple[bytes, bytes]) -> None:
    wanted, old = content(*TEXTS)
    first = take_in(files[0], "2031-02-01", wanted, old)
    second = take_in(files[1], "2031-02-09", wanted, first.catalogue)
    assert told(second) == [
        f"“{key}” is translated otherwise already: “А{n}” (А. Сейітова, 2031-02-01); the file says “Б{n}” (Б. Оспанов, 2031-02-09)."
        for n, (key, _) in enumerate(TEXTS[:2], start=1)]
    assert "--theirs-of ngo-0001/mission" in english(second.findings[0].hint)
    assert second.counts["refused"] == 2


def test_nobody_signed_and_no_day_are_told_as_that(files: tuple[bytes, bytes]) -> None:
    wanted, old = content(*((*text, "Ескі") for text in TEXTS))
    file = sent("xlsx", export(*content(*TEXTS)))
    assert "“Ескі” (not signed); the file says “Б1” (not signed, 2031-02-09)." in told(take_in(book(file, "", "Б1", "", ""), "2031-02-09", wanted, old))[0]


def test_the_text_that_was_not_taken_stands_beside_the_other_and_once(files: tuple[bytes, bytes]) -> None:
    wanted, old = content(*TEXTS)
    made = take_in(files[0], "2031-02-01", wanted, old)
    for _ in range(2):
        made = take_in(files[1], "2031-02-09", wanted, made.catalogue)
    again = read_po(write_po(made.catalogue), "content", "kk")
    assert [(unit.target, unit.translator, unit.day, unit.note) for unit in again.units] == [
        ("А1", "А. Сейітова", "2031-02-01", "Also translated as: Б1 (Б. Оспанов, 2031-02-09)"),
        ("А2", "А. Сейітова", "2031-02-01", "Also translated as: Б2 (Б. Оспанов, 2031-02-09)"), ("А3", "А. Сейітова", "2031-02-01", ""),
    ]


@pytest.mark.parametrize(("choices", "targets"), [
    (Choices("theirs"), ["Б1", "Б2"]), (Choices("ours"), ["А1", "А2"]), (Choices("ours", {"ngo-0001/plans": "theirs"}), ["А1", "Б2"]),
    (Choices("theirs", {"ngo-0001/plans": "ours"}), ["Б1", "А2"]), (Choices("", {"ngo-0001": "theirs"}), ["Б1", "Б2"]),
])
def test_a_person_takes_either_text_by_text(choices: Choices, targets: list[str], files: tuple[bytes, bytes]) -> None:
    wanted, old = content(*TEXTS)
    made = take_in(files[0], "2031-02-01", wanted, old)
    made = take_in(files[1], "2031-02-09", wanted, made.catalogue)
    made = take_in(files[1], "2031-02-09", wanted, made.catalogue, choices)
    assert [unit.target for unit in made.catalogue.units] == [*targets, "А3"]
    assert not any(unit.note for unit in made.catalogue.units), "chosen, so nothing is left to be seen"
    assert made.counts["refused"] == 0


def test_a_remark_of_one_translator_is_not_taken_away_by_the_file_of_another() -> None:
    wanted, old = content(*((*text, "Аударма") for text in TEXTS))
    out = sent("xlsx", export(wanted, old))
    filled = Filled(out)
    filled.put(TEXTS[0][0], "translator_comments", "Атын сұраңыз")
    made = take_in(filled.content, "", wanted, old)
    other = Filled(out)
    other.put(TEXTS[0][0], "translator_comments", "Ұйым жабылған ба?")
    made = take_in(other.content, "", wanted, made.catalogue)
    assert made.catalogue.units[0].note == "Атын сұраңыз\nҰйым жабылған ба?"


def test_a_file_that_went_out_before_a_remark_was_made_changes_nothing() -> None:
    wanted, old = content(*((*text, "Аударма") for text in TEXTS))
    sent_before = sent("xlsx", export(wanted, old))
    old = replace(old, units=(replace(old.units[0], note="Атын сұраңыз"), *old.units[1:]))
    assert take_in(sent_before, "", wanted, old).catalogue == old


def test_a_remark_that_a_program_wrapped_is_no_new_one() -> None:
    remark = "Басқа аудармасы: ауыл тұрғындарына, олардың отбасыларына және көршілеріне арналған ашық іс-шара (Б. Оспанов)"
    wanted, old = content(*((*text, "Аударма") for text in TEXTS))
    old = replace(old, units=(replace(old.units[0], note=remark), *old.units[1:]))
    wrapped = remark.replace("іс-шара", "іс-\nшара").replace(" және", "\nжәне")
    for note, kept in ((wrapped, remark), (f"{wrapped}\nАтын сұраңыз", f"{remark}\nАтын сұраңыз")):
        filled = Filled(sent("xlsx", export(wanted, old)))
        filled.put(TEXTS[0][0], "translator_comments", note)
        assert take_in(filled.content, "", wanted, old).catalogue.units[0].note == kept


def test_the_day_is_the_files_own_and_never_the_clocks() -> None:
    assert day_of("2031-02-09T10:15:00Z") == day_of("2031-02-09 10:15+0500") == day_of("2031-02-09") == "2031-02-09"
    assert [day_of(moment) for moment in ("2000-01-01 00:00+0000", "YEAR-MO-DA HO:MI+ZONE", "", "09.02.2031")] == [""] * 4
    assert day_of(saved_moment(sent("xlsx", export(*content(*TEXTS))))) == ""
    assert (saved_moment(b""), saved_moment(b"PK\x03\x04 torn")) == ("", "")
    assert day_of(saved_moment(Filled(sent("xlsx", export(*content(*TEXTS)))).content)).startswith("20")


LONG = ("Учим детей плавать в открытой воде", "Строим лодки вместе с родителями", "Сажаем лес вокруг нашего города")
DONE = ("Балаларды ашық суда жүзуге үйретеміз", "Ата-аналармен бірге қайық жасаймыз", "Қаламыздың айналасына орман отырғызамыз")


@pytest.mark.parametrize(("place", "said", "code"), [
    (0, LONG[0], "copied"), (0, f" {LONG[0]} ", "copied"), (0, DONE[1], "elsewhere"), (2, DONE[0], "elsewhere"), (1, "-", "filler"),
])
def test_neither_the_text_itself_nor_anothers_translation_replaces_an_approved_one(place: int, said: str, code: str) -> None:
    texts = [(f"ngo-{number:04}/mission", *pair) for number, pair in enumerate(zip(LONG, DONE, strict=True), start=1)]
    wanted, old = content(*texts)
    filled = Filled(sent("xlsx", export(wanted, old)))
    filled.put(texts[place][0], "target", said)
    made = take_in(filled.content, "", wanted, old)
    assert ([finding.code for finding in made.findings], made.catalogue, made.counts["refused"]) == ([code], old, 1)


def test_a_text_that_is_its_own_translation_is_taken_where_somebody_says_so() -> None:
    wanted, old = content(("ngo-0001/name", "Art Studio Almaty", "Алматы өнер студиясы"))
    filled = Filled(sent("xlsx", export(wanted, old)))
    filled.put("ngo-0001/name", "target", "Art Studio Almaty")
    filled.put("ngo-0001/name", "translator_comments", "осылай керек")
    assert [unit.target for unit in take_in(filled.content, "", wanted, old).catalogue.units] == ["Art Studio Almaty"]
