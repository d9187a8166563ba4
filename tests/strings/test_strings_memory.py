"""What was approved serves the same words again; what is like them is shown only; what nobody may keep goes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.strings.counting import Tally, count_progress
from pipeline.strings.marks import tidy
from pipeline.strings.merging import merge
from pipeline.strings.tmx import read_tmx, tmx_text
from pipeline.strings.translation_memory import Remembered, Suggestion, TranslationMemory, forget, remember
from pipeline.strings.units import Catalogue, Unit


def made(source: str, target: str, key: str = "", **more: object) -> Remembered:
    return Remembered("ru", source, key, "kk", target, **more)  # type: ignore[arg-type]


def merged(memory: list[Remembered], *wanted: Unit) -> dict[str, Unit]:
    found = merge(Catalogue("kk", "content", ()), wanted, TranslationMemory.of(memory, "kk", wanted))
    return {unit.key: unit for unit in found.catalogue.units}


def test_the_same_words_have_their_translation_at_once() -> None:
    unit = Unit("ngo-0007/head_role", "председатель  правления", "ru")
    assert merged([made("председатель правления", "басқарма төрағасы", "ngo-0001/head_role")], unit)[unit.key].state == "done"


@pytest.mark.parametrize("memory", [
    [made("Другой текст", "Басқа мәтін")], [made("Текст", "Мәтін", approved=False)], [made("Текст", "Мәтін"), made("Текст", "Мәтіні")],
    [Remembered("ru", "Текст", "", "en", "Text")], [Remembered("en", "Текст", "", "kk", "Мәтін")],
])  # fmt: skip
def test_nothing_is_taken_that_is_not_certain(memory: list[Remembered]) -> None:
    unit = Unit("ngo-0007/mission", "Текст", "ru")
    assert merged(memory, unit)[unit.key].state == "missing"


def test_a_text_of_its_own_goes_before_others_and_a_field_before_all_fields() -> None:
    memory = [made("Текст", "Бір", "ngo-0001/mission"), made("Текст", "Екі", "ngo-0002/plans"), made("Текст", "Үш", "ngo-0003/plans")]
    units = [Unit("ngo-0003/plans", "Текст", "ru"), Unit("ngo-0008/mission", "Текст", "ru"), Unit("ngo-0008/plans", "Текст", "ru")]
    assert [unit.target for unit in merged(memory, *units).values()] == ["Үш", "Бір", ""]


def test_what_is_said_to_be_meant_so_is_remembered_for_the_next_edition() -> None:
    copied = Unit("ngo-0001/mission", "Театр Art-Lab: Open Stage", "ru", target="Театр Art-Lab: Open Stage", meant=True)
    kept = read_tmx(tmx_text(remember((), [copied], "kk")).encode(), "a.tmx").entries
    units = [Unit("ngo-0001/mission", copied.source, "ru"), Unit("ngo-0008/mission", copied.source, "ru"), Unit("ngo-0008/plans", copied.source, "ru")]
    assert [unit.meant for unit in merged(kept, *units).values()] == [True, True, False]
    foreign = tmx_text(kept).replace("guide-pipeline", "another")
    assert not any(one.meant for one in read_tmx(foreign.encode(), "b.tmx").entries)


def test_a_name_that_two_organisations_bear_is_translated_for_its_own_bearer_only() -> None:
    memory = [made("Родник", "Бұлақ", "ngo-0001/name")]
    alone = merged(memory, Unit("ngo-0009/name", "Родник", "ru"))
    assert alone["ngo-0009/name"].target == "Бұлақ"
    two = merged(memory, Unit("ngo-0001/name", "Родник", "ru"), Unit("ngo-0009/name", "«Родник»", "ru"), Unit("ngo-0008/name", "Родник", "ru"))
    assert [unit.target for unit in two.values()] == ["Бұлақ", "", ""]


def test_like_texts_are_shown_the_likest_first_and_never_taken() -> None:
    memory = TranslationMemory.of([
        made("Защищаем права детей в городе Семей и области", "Бір"), made("Защищаем права детей в городе Семей", "Екі"), made("Сажаем лес", "Үш"),
    ], "kk", ())  # fmt: skip
    unit = Unit("ngo-0007/mission", "Защищаем права детей в городе Аксу", "ru")
    assert [one.target for one in memory.similar(unit)] == ["Екі", "Бір"]
    result = merge(Catalogue("kk", "content", ()), [unit], memory)
    assert (result.catalogue.units[0].target, [one.target for one in result.similar[unit.key]]) == ("", ["Екі", "Бір"])


def test_what_was_translated_in_two_ways_is_shown_in_both() -> None:
    memory = TranslationMemory.of([made("Текст", "Бір", "ngo-0001/plans"), made("Текст", "Екі", "ngo-0002/plans")], "kk", ())
    assert memory.similar(Unit("ngo-0003/plans", "Текст", "ru")) == (Suggestion("Текст", "Бір"), Suggestion("Текст", "Екі"))


def test_of_one_text_the_last_approval_holds_and_a_doubt_takes_it_back() -> None:
    unit = Unit("ngo-0001/mission", "Текст", "ru", "Бірінші")
    memory = remember((), [unit], "kk")
    assert [one.target for one in remember(memory, [Unit(unit.key, "Текст", "ru", "Екінші")], "kk")] == ["Екінші"]
    assert remember(memory, [Unit(unit.key, "Текст", "ru", "Бірінші", fuzzy=True)], "kk") == ()
    assert remember(memory, [Unit(unit.key, "Новое", "ru", "Бірінші", fuzzy=True, previous="Текст")], "kk") == memory


@pytest.mark.parametrize(("one", "stays"), [
    (made("Текст", "Мәтін", "ngo-0001/mission"), True), (made("Текст", "Мәтін"), True),
    (made("Прежний текст", "Бұрынғы мәтін", "ngo-0001/mission"), True),
    (made("Звоните: 8 701 555-44-33", "Хабарласыңыз: 8 701 555-44-33", "ngo-0001/mission"), False),
    (made("Прежний текст", "ivanov@mail.example", "ngo-0001/mission"), False),
    (made("Звоните: +7 727 264 15 28", "Телефоны: +7 727 264 15 28", "ngo-0002/mission"), True),
    (made("Тексты другого", "Мәтін", "ngo-0099/mission"), False), (made("Текст", "Мәтін", "ngo-0099/mission"), False),
    (made("Пишет о Сергее Недопечатанном", "Мәтін"), False), (made("Сергей Недопечатанный", "Сергей"), False), (made("Тихий берег", "Тыныш"), True),
])  # fmt: skip
def test_the_memory_keeps_what_it_may(one: Remembered, stays: bool) -> None:
    texts = {"ngo-0001/mission": "Текст", "ngo-0002/mission": "Звоните:  +7 727 264 15 28", "ngo-0003/name": "Тихий  берег"}
    withheld = ["Сергей Недопечатанный", "Сергее Недопечатанном", "Тихий берег", "Текст"]
    assert (one in forget([one], texts, withheld)) == stays


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(tidy).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(
    Remembered, st.just("ru"), TEXT, st.sampled_from(["", "ngo-0001/name", "exp-0001/cv"]), st.sampled_from(["kk", "en"]), TEXT, st.booleans(),
    st.sampled_from(["", "А. Сейітова", "O'Neil & \"Co\""]),
), max_size=8))  # fmt: skip
def test_a_memory_is_read_as_it_was_written(entries: list[Remembered]) -> None:
    kept = tuple(sorted({(*one.name, one.approved): one for one in entries}.values()))
    text = tmx_text(kept)
    found = read_tmx(text.encode(), "memory.tmx")
    assert (set(found.entries), found.own) == (set(kept), True)
    assert tmx_text(found.entries) == text


FOREIGN = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="OmegaT" srclang="{srclang}" segtype="sentence" adminlang="EN-US" datatype="plaintext"/><body>{units}</body></tmx>"""


def foreign(*units: str, encoding: str = "utf-8", srclang: str = "RU") -> list[Remembered]:
    return read_tmx(FOREIGN.format(units="".join(units), encoding=encoding, srclang=srclang).encode(encoding), "their.tmx").entries


def unit(*variants: tuple[str, str], attributes: str = "") -> str:
    return f"<tu {attributes}>" + "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants) + "</tu>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("russian", "kazakh"), [("ru-RU", "kk-KZ"), ("RU", "KK"), ("rus", "kaz"), ("ru_RU", "kk-Cyrl-KZ")])
def test_memories_of_other_programs_are_read(russian: str, kazakh: str, encoding: str) -> None:
    assert foreign(unit((russian, "Текст"), (kazakh, "Мәтін")), encoding=encoding, srclang=russian) == [made("Текст", "Мәтін", approved=False)]


def test_codes_of_other_programs_are_left_out_and_text_within_marks_is_kept() -> None:
    segment = 'До <bpt i="1">&lt;b&gt;</bpt>жирного<ept i="1">&lt;/b&gt;</ept>, <hi type="term">термин</hi><ph>&lt;br/&gt;</ph> и <it pos="end">x</it>после'
    assert [one.source for one in foreign(unit(("ru", segment), ("kk", "Мәтін")))] == ["До жирного, термин и после"]


def test_a_unit_of_several_languages_is_a_translation_into_each() -> None:
    entries = foreign(unit(("ru", "Текст"), ("kk", "Мәтін"), ("en-GB", "Text"), ("de-DE", "Text")))
    assert [(one.source_lang, one.lang, one.target) for one in entries] == [("ru", "kk", "Мәтін"), ("ru", "en", "Text")]
    assert len(foreign(unit(("ru", "Текст"), ("kk", "Мәтін"), ("en", "Text")), srclang="*all*")) == 6
    assert [one.source_lang for one in foreign(unit(("ru", "Текст"), ("kk", "Мәтін"), attributes='srclang="kk-KZ"'))] == ["kk"]


def test_what_is_not_used_is_counted() -> None:
    content = FOREIGN.format(encoding="utf-8", srclang="ru", units="".join([
        unit(("de", "Text"), ("fr", "Texte")), unit(("ru", "Текст"), ("kk-Latn", "Mätin")), unit(("ru", "Текст"), ("kk", " ")), unit(("ru", "а" * 30_000), ("kk", "б")),
    ])).encode()  # fmt: skip
    found = read_tmx(content, "their.tmx")
    assert (found.entries, found.units, found.others, found.empty, found.long) == ([], 4, 2, 1, 1)
    assert [finding.code for finding in found.findings("their.tmx")] == ["other-languages", "no-text", "too-long"]


@pytest.mark.parametrize("content", [
    '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><tmx><body><tu><tuv xml:lang="ru"><seg>&b;</seg></tuv></tu></body></tmx>',
    '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><body><tu><tuv xml:lang="ru"><seg>&x;</seg></tuv></tu></body></tmx>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx><body><tu><tuv xml:lang="ru"><seg>&nbsp;</seg></tuv></tu></body></tmx>',
    "<tmx><body>" + "<tu>" * 5000, "<tmx><body><tu>", "", "PK\x03\x04", "<xliff/>", "\x00" * 50,
])  # fmt: skip
def test_what_is_no_sound_memory_is_one_sentence(content: str) -> None:
    with pytest.raises(Unreadable, match=r"their\.tmx"):
        read_tmx(content.encode(), "their.tmx")


def test_progress_is_counted_by_region_field_and_translator() -> None:
    units = [
        Unit("ngo-0001/mission", "Раз два три", "ru", "Бір", translator="Б"), Unit("ngo-0001/plans", "Раз два-три", "ru"),
        Unit("ngo-0002/mission", "Раз", "ru", "Бір", fuzzy=True, translator="А"), Unit("exp-0001/cv", "Раз два", "ru", "Бір"),
    ]  # fmt: skip
    progress = count_progress("kk", units, (), {"ngo-0001": "KZ-71", "ngo-0002": "KZ-11"}, ["KZ-11", "KZ-71"])
    assert (progress.whole.done, progress.whole.fuzzy, progress.whole.missing, progress.whole.words_left, progress.whole.percent) == (2, 1, 1, 3, 50)
    assert [(code, one.texts, one.words_left) for code, one in progress.regions.items()] == [("KZ-11", 1, 1), ("KZ-71", 2, 2), ("", 1, 0)]
    assert [(name, one.texts) for name, one in progress.fields.items()] == [("mission", 2), ("plans", 1), ("cv", 1)]
    assert [(name, one.done, one.fuzzy) for name, one in progress.translators.items()] == [("А", 0, 1), ("Б", 1, 0), ("", 1, 0)]


def test_a_hundred_per_cent_is_told_only_where_nothing_is_left() -> None:
    assert [Tally(*figures).percent for figures in ((0, 0, 0), (3, 0, 0), (9999, 0, 1), (1, 1, 1), (0, 2, 0))] == [100, 100, 99, 33, 0]
