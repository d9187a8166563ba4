"""The texts of today come into a catalogue by key: no record receives another one's text, and nobody's work is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.localise.translations import load_content
from pipeline.strings.catalogue_files import read_po, read_po_file, write_po
from pipeline.strings.merging import Merged, merge, merge_labels
from pipeline.strings.translation_memory import Remembered, TranslationMemory, remember
from pipeline.strings.units import Catalogue, Unit

needs_gettext = pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext's tools are not installed")
WORDS = ["помощь", "защита", "права", "детей", "юристы", "город", "село", "школа", "вода", "бюджет", "закон", "приём", "дом", "семья", "труд", "река", "музей", "лес", "суд", "газета"]


def done(key: str, source: str, target: str) -> Unit:
    return Unit(key, source, "ru", target)


def wanted(*pairs: tuple[str, str]) -> list[Unit]:
    return [Unit(key, source, "ru") for key, source in pairs]


def catalogue(*units: Unit) -> Catalogue:
    return Catalogue("kk", "content", units)


def unit_of(merged: Merged, key: str) -> Unit:
    return next(unit for unit in merged.catalogue.units if unit.key == key)


def test_an_edited_source_keeps_its_translation_to_be_looked_at_again() -> None:
    merged = merge(catalogue(done("ngo-0001/mission", "Старое", "Ескі")), wanted(("ngo-0001/mission", "Новое")))
    assert unit_of(merged, "ngo-0001/mission") == Unit("ngo-0001/mission", "Новое", "ru", "Ескі", fuzzy=True, previous="Старое")
    assert [(change.fate, change.before) for change in merged.changes] == [("edited", "Старое")]


def test_a_source_that_changed_several_times_tells_the_oldest_one() -> None:
    first = merge(catalogue(done("ngo-0001/mission", "Первое", "Бірінші")), wanted(("ngo-0001/mission", "Второе")))
    second = merge(first.catalogue, wanted(("ngo-0001/mission", "Третье")))
    assert unit_of(second, "ngo-0001/mission").previous == "Первое"


def test_what_is_to_be_looked_at_again_is_not_printed() -> None:
    merged = merge(catalogue(done("ngo-0001/mission", "Старое", "Ескі")), wanted(("ngo-0001/mission", "Новое")))
    read = load_content(write_po(merged.catalogue), "kk")
    assert read.translation("ngo-0001/mission", "Новое") is None
    assert read.translation("ngo-0001/mission", "Старое") is None


@pytest.mark.parametrize("respelt", ["«Родник»  и дети", '"Родник" и\u00a0дети', "“Родник” и\nдети", "„Родник“ и дети "])
def test_spaces_and_quotation_marks_alone_make_nothing_doubtful(respelt: str) -> None:
    merged = merge(catalogue(done("ngo-0001/mission", "«Родник» и дети", "«Бұлақ» және балалар")), wanted(("ngo-0001/mission", respelt)))
    assert unit_of(merged, "ngo-0001/mission") == Unit("ngo-0001/mission", respelt, "ru", "«Бұлақ» және балалар")
    assert [change.fate for change in merged.changes] == ["respelt"]


def test_a_removed_text_comes_back_with_its_translation() -> None:
    merged = merge(catalogue(done("ngo-0001/mission", "Текст", "Мәтін")), [])
    assert merged.catalogue.units == (replace(done("ngo-0001/mission", "Текст", "Мәтін"), removed=True),)
    again = merge(read_po(write_po(merged.catalogue), "content", "kk"), wanted(("ngo-0001/mission", "Текст")))
    assert again.catalogue.units == (done("ngo-0001/mission", "Текст", "Мәтін"),)
    assert [change.fate for change in again.changes] == ["returned"]


def test_a_removed_text_that_comes_back_changed_is_to_be_looked_at_again() -> None:
    removed = replace(done("ngo-0001/mission", "Текст", "Мәтін"), removed=True)
    merged = merge(catalogue(removed), wanted(("ngo-0001/mission", "Другой текст")))
    assert unit_of(merged, "ngo-0001/mission") == Unit("ngo-0001/mission", "Другой текст", "ru", "Мәтін", fuzzy=True, previous="Текст")
    assert len(merged.catalogue.units) == 1


def test_a_doubtful_text_that_was_removed_comes_back_as_doubtful_as_it_was() -> None:
    doubtful = Unit("ngo-0001/mission", "Новое", "ru", "Ескі", fuzzy=True, previous="Старое")
    removed = merge(catalogue(doubtful), [])
    again = merge(read_po(write_po(removed.catalogue), "content", "kk"), wanted(("ngo-0001/mission", "Новое")))
    assert again.catalogue.units == (doubtful,)


def test_a_text_that_nobody_translated_is_not_kept_when_it_is_gone() -> None:
    merged = merge(catalogue(Unit("ngo-0001/mission", "Текст", "ru")), [])
    assert (merged.catalogue.units, [change.fate for change in merged.changes]) == ((), ["dropped"])


def test_a_remark_of_the_translator_outlives_every_change() -> None:
    noted = replace(done("ngo-0001/mission", "Старое", "Ескі"), note="Спросить у Айгуль", translator="А. Сейітова")
    changed = merge(catalogue(noted), wanted(("ngo-0001/mission", "Новое"))).catalogue
    gone = merge(changed, []).catalogue
    back = merge(read_po(write_po(gone), "content", "kk"), wanted(("ngo-0001/mission", "Новое"))).catalogue
    assert (back.units[0].note, back.units[0].translator) == ("Спросить у Айгуль", "А. Сейітова")


def test_a_new_record_receives_nobodys_text_however_alike_they_are() -> None:
    old = catalogue(done("ngo-0001/mission", "Защита прав детей в городе Семей", "Семей қаласында бала құқығын қорғау"))
    merged = merge(old, wanted(("ngo-0001/mission", old.units[0].source), ("ngo-0002/mission", "Защита прав детей в городе Абай")))
    assert unit_of(merged, "ngo-0002/mission").target == ""
    assert [(change.unit.key, change.fate) for change in merged.changes] == [("ngo-0002/mission", "new")]


def test_what_is_in_use_holds_before_what_was_removed_and_an_approved_one_before_a_doubtful_one() -> None:
    """A person came to doubt the one in use: what an older catalogue approved does not silence him."""
    doubted, gone = Unit("ngo-0001/mission", "Текст", "ru", "Күмәнді", fuzzy=True), replace(done("ngo-0001/mission", "Текст", "Ескі"), removed=True)
    merged = merge(catalogue(gone, doubted), wanted(("ngo-0001/mission", "Текст")))
    assert (unit_of(merged, "ngo-0001/mission").target, unit_of(merged, "ngo-0001/mission").fuzzy) == ("Күмәнді", True)
    merged = merge(catalogue(doubted, done("ngo-0001/mission", "Текст", "Мақұлданған")), wanted(("ngo-0001/mission", "Текст")))
    assert (unit_of(merged, "ngo-0001/mission").target, unit_of(merged, "ngo-0001/mission").fuzzy) == ("Мақұлданған", False)


def test_a_question_about_a_text_that_goes_is_kept_for_the_day_it_comes_back() -> None:
    asked = Unit("ngo-0001/mission", "Текст", "ru", note="Что это?")
    gone = read_po(write_po(merge(catalogue(asked), []).catalogue), "content", "kk")
    assert [(unit.removed, unit.note) for unit in gone.units] == [(True, "Что это?")]
    assert unit_of(merge(gone, wanted(("ngo-0001/mission", "Текст"))), "ngo-0001/mission") == asked


def test_two_records_that_changed_places_keep_their_own_translations() -> None:
    """As sources they were swapped; each id says what became of it, and neither is printed with the other's."""
    old = catalogue(done("ngo-0001/mission", "Первое", "Бірінші"), done("ngo-0002/mission", "Второе", "Екінші"))
    swapped = wanted(("ngo-0001/mission", "Второе"), ("ngo-0002/mission", "Первое"))
    merged = merge(old, swapped)
    assert [(unit.target, unit.fuzzy, unit.previous) for unit in merged.catalogue.units] == [
        ("Бірінші", True, "Первое"), ("Екінші", True, "Второе"),
    ]  # fmt: skip
    back = merge(merged.catalogue, wanted(("ngo-0001/mission", "Первое"), ("ngo-0002/mission", "Второе")), memory(old))
    assert back.catalogue.units == old.units


def memory(*catalogues: Catalogue, wanted: Sequence[Unit] = ()) -> TranslationMemory:
    entries: tuple[Remembered, ...] = ()
    for one in catalogues:
        entries = remember(entries, one.units, one.lang)
    return TranslationMemory.of(entries, "kk", wanted)


def test_records_that_changed_places_have_the_translations_of_their_words_from_memory() -> None:
    """The words are the same, so their approved translations are right; what each was before is kept for the day it is again."""
    old = catalogue(done("ngo-0001/mission", "Первое", "Бірінші"), done("ngo-0002/mission", "Второе", "Екінші"))
    swapped = wanted(("ngo-0001/mission", "Второе"), ("ngo-0002/mission", "Первое"))
    merged = merge(old, swapped, memory(old, wanted=swapped))
    assert [(unit.target, unit.fuzzy) for unit in merged.catalogue.units if not unit.removed] == [("Екінші", False), ("Бірінші", False)]
    back = merge(merged.catalogue, wanted(("ngo-0001/mission", "Первое"), ("ngo-0002/mission", "Второе")))
    assert [unit for unit in back.catalogue.units if not unit.removed] == list(old.units)


def test_a_source_that_is_put_back_has_its_translation_back() -> None:
    old = catalogue(done("ngo-0001/mission", "Первое", "Бірінші"))
    changed = merge(old, wanted(("ngo-0001/mission", "Опечатка")), memory(old)).catalogue
    back = merge(changed, wanted(("ngo-0001/mission", "Первое")), memory(old))
    assert (back.catalogue.units, [change.fate for change in back.changes]) == (old.units, ["restored"])


def test_what_a_person_doubted_is_not_approved_because_a_source_went_and_came_back() -> None:
    doubted = catalogue(Unit("ngo-0001/mission", "Первое", "ru", "Бірінші", fuzzy=True))
    changed = merge(doubted, wanted(("ngo-0001/mission", "Опечатка"))).catalogue
    back = merge(changed, wanted(("ngo-0001/mission", "Первое")))
    assert back.catalogue.units == doubted.units


def test_listings_that_became_one_keep_what_was_translated_of_either() -> None:
    old = catalogue(done("ngo-0009/mission", "Текст", "Мәтін"), done("ngo-0003/plans", "Планы", "Жоспар"))
    merged = merge(old, wanted(("ngo-0003/mission", "Текст"), ("ngo-0003/plans", "Планы")), moved={"ngo-0003": ("ngo-0009",)})
    assert unit_of(merged, "ngo-0003/mission") == done("ngo-0003/mission", "Текст", "Мәтін")
    assert [change.fate for change in merged.changes] == ["moved"]
    parted = merge(merged.catalogue, wanted(("ngo-0003/plans", "Планы"), ("ngo-0009/mission", "Текст")))
    assert unit_of(parted, "ngo-0009/mission") == done("ngo-0009/mission", "Текст", "Мәтін")


def test_what_a_listing_said_before_it_became_one_with_another_is_kept_and_no_slip() -> None:
    old = catalogue(done("ngo-0003/mission", "Короче", "Қысқа"), done("ngo-0009/mission", "Длиннее", "Ұзын"))
    merged = merge(old, wanted(("ngo-0003/mission", "Длиннее")), moved={"ngo-0003": ("ngo-0009",)})
    assert [(unit.key, unit.target, unit.removed) for unit in merged.catalogue.units] == [
        ("ngo-0003/mission", "Ұзын", False), ("ngo-0003/mission", "Қысқа", True), ("ngo-0009/mission", "Ұзын", True),
    ]  # fmt: skip
    assert merged.findings == ()
    parted = merge(merged.catalogue, wanted(("ngo-0003/mission", "Короче"), ("ngo-0009/mission", "Длиннее")))
    assert [(unit.key, unit.target, unit.fuzzy) for unit in parted.catalogue.units if not unit.removed] == [
        ("ngo-0003/mission", "Қысқа", False), ("ngo-0009/mission", "Ұзын", False),
    ]  # fmt: skip


def test_of_two_listings_that_became_one_its_own_translation_goes_first() -> None:
    old = catalogue(done("ngo-0003/mission", "Своё", "Өзінікі"), done("ngo-0009/mission", "Своё", "Басқаша"))
    merged = merge(old, wanted(("ngo-0003/mission", "Своё")), moved={"ngo-0003": ("ngo-0009",)})
    assert unit_of(merged, "ngo-0003/mission").target == "Өзінікі"


def test_a_text_that_a_joined_file_holds_twice_keeps_both_translations() -> None:
    old = catalogue(done("ngo-0001/mission", "Текст", "Бірінші"), done("ngo-0001/mission", "Текст", "Екінші"))
    merged = merge(old, wanted(("ngo-0001/mission", "Текст")))
    (unit,) = merged.catalogue.units
    assert (unit.target, unit.note, unit.fuzzy) == ("Бірінші", "Also translated as: Екінші", False)
    assert [finding.id for finding in merged.findings] == ["STR-020"]
    assert merge(merged.catalogue, wanted(("ngo-0001/mission", "Текст"))).catalogue == merged.catalogue


def test_of_two_sources_under_one_key_that_of_today_holds() -> None:
    old = catalogue(done("ngo-0001/mission", "Старое", "Ескі"), done("ngo-0001/mission", "Новое", "Жаңа"))
    merged = merge(old, wanted(("ngo-0001/mission", "Новое")))
    assert unit_of(merged, "ngo-0001/mission").target == "Жаңа"
    assert merged.catalogue.units[1] == replace(old.units[0], removed=True)


def test_labels_of_the_editions_own_come_and_go_with_the_guides() -> None:
    own = Catalogue("kk", "labels", (Unit("", "Contents", "en", "Ішіндегі"), Unit("", "Gone", "en", "Жоқ")))
    merged = merge_labels(own, [Unit("", "Contents", "en")])
    assert [(unit.source, unit.removed) for unit in merged.catalogue.units] == [("Contents", False), ("Gone", True)]
    back = merge_labels(merged.catalogue, [Unit("", "Contents", "en"), Unit("", "Gone", "en")])
    assert back.catalogue.units == own.units
    assert merge_labels(own, [Unit("", "Contents", "en")]).catalogue == merged.catalogue


def test_an_own_label_that_has_too_few_forms_is_to_be_looked_at_again() -> None:
    own = Catalogue("ru", "labels", (Unit("", "{n} row", "en", "{n} строка", plural="{n} rows", plurals=("{n} строка", "{n} строк")),))
    merged = merge_labels(own, [Unit("", "{n} row", "en", plural="{n} rows", plurals=("", "", ""))])
    assert ([unit.state for unit in merged.catalogue.units], [change.fate for change in merged.changes]) == (["fuzzy"], ["edited"])


TEXT = st.sampled_from(["", "Один", "Два", "«Два»", "Три  слова тут", "Три слова тут"])
KEY = st.sampled_from([f"ngo-000{n}/{field}" for n in range(4) for field in ("name", "mission")])
UNITS = st.lists(st.builds(
    lambda key, source, target, fuzzy, previous, removed: Unit(
        key, source or "Ноль", "ru", target, fuzzy and bool(target), previous if fuzzy and target else "", removed and bool(target)),
    KEY, TEXT, st.sampled_from(["", "Бір", "Екі"]), st.booleans(), TEXT, st.booleans(),
), max_size=8)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(UNITS, st.dictionaries(KEY, TEXT.filter(bool), max_size=6))
def test_any_catalogue_merged_twice_is_as_merged_once_and_loses_no_translation(units: list[Unit], texts: dict[str, str]) -> None:
    of_today = wanted(*texts.items())
    merged = merge(catalogue(*units), of_today)
    assert [unit.key for unit in merged.catalogue.units if not unit.removed] == sorted(texts)
    text = write_po(merged.catalogue)
    assert write_po(merge(read_po(text, "content", "kk"), of_today).catalogue) == text
    written = {(unit.key, target) for unit in merged.catalogue.units for target in (unit.target, *unit.note.split(": "))}
    assert {(unit.key, unit.target) for unit in units if unit.target} <= {(key, target.split("\n")[0]) for key, target in written}
    for unit in merged.catalogue.units:
        if unit.state == "done" and not units_approve(units, unit):
            raise AssertionError(unit)


def units_approve(units: Sequence[Unit], unit: Unit) -> bool:
    """Whether somebody approved this translation for this very text."""
    from pipeline.localise.translations import fold_source

    return any(one.key == unit.key and one.target == unit.target and not one.fuzzy and fold_source(one.source) == fold_source(unit.source)
               for one in units)


class Edition:
    """Texts as in language.md 4.1: of some the source is edited, of some rewritten, some are new."""

    def __init__(self, count: int, edited: int, rewritten: int, new: int) -> None:
        draw = random.Random(7)
        self.texts = {f"ngo-{place:04}/mission": self.text(draw) for place in range(count)}
        self.catalogue = catalogue(*(done(key, source, f"аударма {key}") for key, source in self.texts.items()))
        chosen = draw.sample(sorted(self.texts), edited + rewritten)
        self.edited, self.rewritten = chosen[:edited], chosen[edited:]
        self.new = [f"ngo-{count + place:04}/mission" for place in range(new)]
        self.today = dict(self.texts)
        for key in self.edited:
            self.today[key] = self.texts[key] + " и соседи"
        for key in (*self.rewritten, *self.new):
            self.today[key] = self.like(draw, self.texts[draw.choice(sorted(self.texts))])

    def text(self, draw: random.Random) -> str:
        return " ".join(draw.choices(WORDS, k=12)).capitalize()

    def like(self, draw: random.Random, text: str) -> str:
        """Another organisation's words, three of them exchanged: what a rewritten mission looks like to a program that goes by likeness."""
        words = text.split()
        for place in draw.sample(range(len(words)), 3):
            words[place] = draw.choice(WORDS)
        return " ".join(words)


def test_forty_edited_twenty_rewritten_and_ten_new_texts_stay_with_their_records() -> None:
    edition = Edition(700, 40, 20, 10)
    merged = merge(edition.catalogue, wanted(*edition.today.items()))
    by_key = {unit.key: unit for unit in merged.catalogue.units}
    assert all(by_key[key].fuzzy and by_key[key].target == f"аударма {key}" and by_key[key].previous == edition.texts[key]
               for key in (*edition.edited, *edition.rewritten))
    assert [by_key[key].target for key in edition.new] == [""] * 10
    assert sum(unit.state == "done" for unit in by_key.values()) == 640


@needs_gettext
def test_gettexts_own_merge_gives_records_other_records_texts(tmp_path: Path) -> None:
    """The contrast: why the merge is ours. Should it ever come out otherwise, gettext's may be taken."""
    edition = Edition(700, 40, 20, 10)
    (tmp_path / "old.po").write_text(write_po(edition.catalogue), "utf-8")
    (tmp_path / "new.pot").write_text(write_po(catalogue(*wanted(*edition.today.items()))), "utf-8")
    subprocess.run(["msgmerge", "--previous", "-q", "-o", "merged.po", "old.po", "new.pot"], cwd=tmp_path, check=True)
    theirs = {unit.key: unit for unit in read_po((tmp_path / "merged.po").read_text("utf-8"), "content", "kk").units}
    foreign = [key for key in (*edition.rewritten, *edition.new) if theirs[key].target not in ("", f"аударма {key}")]
    assert {*foreign} >= {*edition.new}


@needs_gettext
@pytest.mark.parametrize("spoil", ["wrapped", "sorted", "crlf", "bom", "as it is"])
def test_a_file_that_other_programs_saved_is_merged_as_ours(tmp_path: Path, spoil: str) -> None:
    edition = Edition(60, 10, 5, 5)
    old = merge(catalogue(*edition.catalogue.units[:50], replace(edition.catalogue.units[55], fuzzy=True)), wanted(*edition.texts.items()))
    text = write_po(merge(old.catalogue, wanted(*list(edition.texts.items())[:57])).catalogue)
    saved = text
    if spoil in ("wrapped", "sorted"):
        option = ["--width=60"] if spoil == "wrapped" else ["--sort-output"]
        saved = subprocess.run(["msgcat", *option, "-"], input=text, capture_output=True, text=True, check=True).stdout
        assert saved != text
    elif spoil in ("crlf", "bom"):
        saved = text.replace("\n", "\r\n") if spoil == "crlf" else "\ufeff" + text
    of_today = wanted(*edition.today.items())
    ours = write_po(merge(read_po(text, "content", "kk"), of_today).catalogue)
    assert write_po(merge(read_po(saved, "content", "kk"), of_today).catalogue) == ours
    (tmp_path / "merged.po").write_text(ours, "utf-8")
    checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "merged.po"], cwd=tmp_path, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_marks_of_a_merge_conflict_are_called_so() -> None:
    text = write_po(catalogue(done("ngo-0001/mission", "Текст", "Мәтін")))
    broken = text.replace('msgstr "Мәтін"', '<<<<<<< HEAD\nmsgstr "Мәтін"\n=======\nmsgstr "Мәтiн"\n>>>>>>> kk')
    with pytest.raises(Unreadable) as raised:
        read_po(broken, "content", "kk", "translations/content.kk.po")
    line = broken.split("\n").index("<<<<<<< HEAD") + 1
    assert f"marks of a merge conflict; the first stands in line {line}" in str(raised.value)


def test_what_people_wrote_around_the_texts_stays() -> None:
    text = write_po(catalogue(done("ngo-0001/mission", "Текст", "Мәтін")), header={"Last-Translator": "Айгүл"})
    text = "# Перевела Айгүл\n# весной 2031\n#\n" + text.removeprefix("#\n") + '\nmsgid "без ключа"\nmsgstr "кілтсіз"\n'
    read = read_po_file(text, "content", "kk")
    assert [one.msgid for one in read.others] == ["без ключа"]
    made = read.text(merge(read.catalogue, wanted(("ngo-0001/mission", "Текст"))).catalogue)
    assert made.startswith('# Перевела Айгүл\n# весной 2031\n')
    assert '"Last-Translator: Айгүл\\n"' in made
    assert made.endswith('\nmsgid "без ключа"\nmsgstr "кілтсіз"\n')
    again = read_po_file(made, "content", "kk")
    assert again.text(merge(again.catalogue, wanted(("ngo-0001/mission", "Текст"))).catalogue) == made
