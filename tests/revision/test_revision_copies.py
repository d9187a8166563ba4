"""What is no translation: a text copied, or written in another language; and what is rightly the same in two."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.doors.catalogues import parse_catalogue
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import CellRef
from pipeline.model.meant import MEANT, MEANT_LINE, MEANT_WORDS, meant_in
from pipeline.revision import NO_TERMS, Glossary, Pair, holds, is_held, revise
from pipeline.revision.letters import KAZAKH
from pipeline.revision.table import read_glossary
from pipeline.wording import say

SAMPLE = Path(__file__).resolve().parents[2] / "sources/translations"
GLOSSARY, _ = read_glossary("kk;ru;kk_stem;ru_stem\nтөраға;председатель;төраға|төрайым;председател\n", "glossary.csv")


def codes(source: str, target: str, lang: Lang, field: str, source_lang: Lang = "ru", glossary: Glossary = GLOSSARY) -> list[str]:
    place = CellRef(f"translations/content.{lang}.po", cell=f"ngo-0001/{field}")
    return [f"{one.id} {one.code}" for one in holds(Pair(source, source_lang, target, lang, field, place), glossary)]


@pytest.mark.parametrize(("lang", "field", "text", "code"), [
    ("kk", "mission", "Учим детей плавать в открытой воде.", "STR-047 same"),
    ("kk", "targets", "журналисты", "STR-047 same"),
    ("kk", "targets", "родственники зависимых, люди после реабилитации", "STR-047 same"),
    ("kk", "head_role", "исполнительный директор", "STR-047 post"),
    ("kk", "head_role", "президент фонда", "STR-047 post"),
    ("kk", "press_role", "психолог, редактор сайта", "STR-047 post"),
    ("kk", "head_role", "председатель", "STR-047 glossary"),
    ("kk", "head_role", "Управляющий", "STR-046 russian-endings"),
    ("kk", "degree", "кандидат юридических наук", "STR-047 post"),
    ("kk", "address", "ул. Алтынсарина, 165, оф. 5", "STR-046 street-words"),
    ("kk", "affiliation", "ОФ «Синяя опора»", "STR-047 affiliation"),
    ("kk", "affiliation", "Лаборатория водных систем «Дәстүр»", "STR-047 affiliation"),
    ("en", "name", "Тихая гавань", "STR-046 not-english"),
    ("en", "acronym", "ТГ", "STR-046 not-english"),
    ("en", "mission", "Учим детей плавать.", "STR-047 same"),
])  # fmt: skip
def test_a_copy_of_the_russian_text_is_none(lang: Lang, field: str, text: str, code: str) -> None:
    assert codes(text, text, lang, field) == [code]


@pytest.mark.parametrize(("field", "text", "code"), [
    ("mission", "Балаларды суға жүзуге үйретеміз.", "STR-047 same"),
    ("head_role", "төраға", "STR-047 glossary"), ("head_role", "меңгеруші", "STR-046 kazakh-words"),
    ("address", "Абай көш., 10, 5-кеңсе", "STR-046 street-words"),
    ("affiliation", "«Жібек ине» ҚҚ", "STR-047 affiliation"),
])  # fmt: skip
def test_a_copy_of_the_kazakh_text_is_none_in_russian(field: str, text: str, code: str) -> None:
    assert codes(text, text, "ru", field, "kk") == [code]


@pytest.mark.parametrize(("lang", "field", "text"), [
    ("kk", "head_role", "директор"), ("kk", "head_role", "президент"), ("kk", "press_role", "SMM-менеджер"), ("kk", "press_role", "CEO"),
    ("kk", "position", "психиатр, психотерапевт"), ("kk", "position", "бизнес-тренер"), ("kk", "degree", "PhD, MBA"),
    ("kk", "name", "Тихая гавань"), ("kk", "name", "MediaNet"), ("kk", "former_name", "Дозор соснового бора"), ("kk", "acronym", "ШПТ"),
    ("kk", "head", "Воробьёва Светлана"), ("kk", "press", "Ли Эдуард"), ("kk", "affiliation", "MediaNet"), ("kk", "affiliation", "КПДЗБ"),
    ("kk", "address", "Абай, 10"), ("kk", "plans", "«Ұлы дала» 2027"), ("kk", "cv", "PhD, MBA"), ("kk", "targets", "12–17"),
    ("kk", "mission", "info@medianet.example, medianet.example"), ("ru", "head_role", "директор"), ("ru", "press_role", "ихтиолог"),
    ("en", "name", "MediaNet"), ("en", "mission", "We teach children to read and to write."), ("en", "head_role", "CEO"), ("en", "address", "10"),
])  # fmt: skip
def test_what_is_rightly_the_same_bothers_nobody(lang: Lang, field: str, text: str) -> None:
    source_lang: Lang = "kk" if lang == "ru" else "ru"
    assert codes(text, text, lang, field, source_lang) == []


@pytest.mark.parametrize(("source", "target"), [
    ("Помогаем семьям.", "Помогаем семьям!"), ("Помогаем семьям.", "помогаем семьям"), ("Помогаем  «семьям».", "Помогаем \"семьям\"."),
])  # fmt: skip
def test_marks_and_letter_case_make_no_translation_of_a_copy(source: str, target: str) -> None:
    assert codes(source, target, "kk", "mission") == ["STR-047 same"]


def test_a_name_with_russian_words_and_a_word_or_two_in_cyrillic_are_told_and_held_by_nothing() -> None:
    place = CellRef("translations/content.kk.po", cell="ngo-0001/name")
    name = Pair("Центр помощи и поддержки для женщин", "ru", "Центр помощи и поддержки для женщин", "kk", "name", place)
    assert [(one.code, is_held(one)) for one in revise(name) if one.id == "STR-046"] == [("russian-name", False)]
    part = Pair("Учим детей читать.", "ru", "We teach детей to read.", "en", "mission", place)
    assert [(one.code, is_held(one)) for one in revise(part)] == [("cyrillic", False)]


@pytest.mark.parametrize("filler", ["—", "???", "n/a", "TODO", "нет перевода"])
def test_what_stands_for_no_translation_is_none(filler: str) -> None:
    assert codes("Учим детей плавать в открытой воде.", filler, "kk", "mission") == ["STR-057 filler"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_good_translation_of_the_sample_is_held_and_nearly_all_copies_are(lang: Lang) -> None:
    """Of the texts themselves in the place of translations all sentences are, and no names but those in another alphabet."""
    glossary, _ = read_glossary((SAMPLE / "glossary.csv").read_text("utf-8"), "glossary.csv")
    held: dict[str, int] = {}
    free: dict[str, int] = {}
    for entry in parse_catalogue((SAMPLE / f"content.{lang}.po").read_text("utf-8")):
        field = entry.context.rpartition("/")[2]
        source_lang: Lang = "kk" if lang == "ru" or (lang == "en" and KAZAKH.search(entry.msgid)) else "ru"
        if entry.is_translated:
            assert codes(entry.msgid, entry.msgstr, lang, field, source_lang, glossary) == [], entry.context
        counts = held if codes(entry.msgid, entry.msgid, lang, field, source_lang, glossary) else free
        counts[field] = counts.get(field, 0) + 1
    assert not free.keys() & {"mission", "targets", "plans", "cv", "degree"}
    assert free.get("address", 0) * 50 < held["address"]
    assert free.keys() == set() if lang == "en" else not held.keys() & {"name", "former_name", "acronym", "head", "press"}


def test_who_means_it_says_so_in_any_of_the_three_languages() -> None:
    for lang, several in MEANT_WORDS.items():
        assert say(MEANT, lang) == several[0], "what hints name is what is read"
        for words in several:
            assert meant_in(f"  {words.upper()}.\nбілмеймін") == (True, "білмеймін")
    assert meant_in(MEANT_LINE) == (True, "")
    assert meant_in("so, what is meant?") == (False, "so, what is meant?")
    assert meant_in("") == (False, "")


def test_without_a_glossary_a_single_word_is_nobodys_fault() -> None:
    assert codes("координатор", "координатор", "kk", "head_role", glossary=NO_TERMS) == []
