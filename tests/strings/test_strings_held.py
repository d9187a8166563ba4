"""A translation that is none goes out as doubtful, and counts once its translator says that it is meant so, in whichever program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from translators import FORMATS, Filled, came, content, sent, texts_of

from pipeline.errors import Unreadable
from pipeline.localise.translations import load_content
from pipeline.model.fields import Lang
from pipeline.model.waiver import Waiver
from pipeline.revision import NO_TERMS
from pipeline.strings.catalogue_files import read_po, rewritten_po, write_po
from pipeline.strings.counting import count_progress
from pipeline.strings.exporting import make_export, with_targets
from pipeline.strings.held import judge_of, with_held
from pipeline.strings.importing import Taken, take
from pipeline.strings.merging import merge
from pipeline.strings.translation_memory import TranslationMemory, remember
from pipeline.strings.units import Catalogue, Unit
from pipeline.strings.wanted import Wanted

KEY, OTHER = "ngo-0001/mission", "ngo-0002/mission"
TEXT = "Учим детей плавать в открытой воде."
KK: Lang = "kk"
JUDGE = judge_of(KK, NO_TERMS, ())


def copied() -> tuple[Wanted, Catalogue]:
    return content((KEY, TEXT, TEXT), (OTHER, "Сажаем лес.", "Орман отырғызамыз."), ("ngo-0001/head_role", "директор", "директор"))


def taken(form: str, file: bytes, wanted: Wanted, catalogue: Catalogue) -> Taken:
    return take(texts_of(came(form, file, wanted), wanted), wanted, catalogue, "", judge=JUDGE)


def states(wanted: Wanted, catalogue: Catalogue) -> dict[str, str]:
    return {unit.key: unit.state for unit in with_targets(wanted, catalogue, JUDGE).units}


def remarked(form: str, file: bytes, remark: str) -> bytes:
    """The file of one text, with a translator's remark beside it."""
    if form == "xlsx":
        filled = Filled(file)
        filled.put(KEY, "translator_comments", remark)
        return filled.content
    text = file.decode()
    if form == "xliff":
        return text.replace('<note from="developer">', f'<note from="translator">{remark}</note>\n<note from="developer">').encode()
    return text.replace("\n#. ", f"\n# {remark}\n#. ", 1).encode()


def test_only_what_is_none_is_to_be_looked_at_again() -> None:
    wanted, catalogue = copied()
    assert states(wanted, catalogue) == {KEY: "fuzzy", OTHER: "done", "ngo-0001/head_role": "done"}
    progress = count_progress(KK, with_targets(wanted, catalogue, JUDGE).units, (), {}, [])
    assert (progress.whole.done, progress.whole.fuzzy, progress.whole.words_left, progress.whole.percent) == (2, 1, 6, 66)
    assert make_export("2031", wanted, catalogue, "changed", {}, JUDGE).catalogue.units[0].key == KEY


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("remark", ["осылай керек", "Так и нужно!", "Meant so"])
def test_a_remark_makes_it_count_for_good_and_is_kept(form: str, remark: str) -> None:
    wanted, catalogue = copied()
    file = sent(form, make_export("2031", wanted, catalogue, "changed", {}, JUDGE))
    assert "“meant so”" in file.decode() if form != "xlsx" else "meant so" in str(Filled(file).sheet.cell(2, 6).value)
    untouched = taken(form, file, wanted, catalogue)
    assert (untouched.catalogue, untouched.counts["same"], untouched.findings) == (catalogue, 1, [])
    made = taken(form, remarked(form, file, remark), wanted, catalogue)
    assert (made.counts["approved"], made.remarks) == (1, [])
    assert set(states(wanted, made.catalogue).values()) == {"done"}
    text = rewritten_po(write_po(catalogue), made.catalogue)
    assert load_content(text, KK).meant == (KEY,)
    read = read_po(text, "content", KK)
    assert read == made.catalogue
    merged = merge(read, [unit for unit in wanted.units if unit.key != OTHER]).catalogue
    assert [unit.meant for unit in merged.units if unit.key == KEY] == [True]
    again = sent(form, make_export("2031", wanted, read, "all", {}, JUDGE))
    assert taken(form, again, wanted, read).catalogue == read


def test_in_a_workbook_it_may_stand_where_the_x_stood() -> None:
    wanted, catalogue = copied()
    filled = Filled(sent("xlsx", make_export("2031", wanted, catalogue, "all", {}, JUDGE)))
    assert filled.sheet.cell(filled.row(KEY), filled.columns["fuzzy"]).value == "x"
    filled.put(KEY, "fuzzy", "осылай керек")
    made = taken("xlsx", filled.content, wanted, catalogue)
    assert (made.counts["approved"], set(states(wanted, made.catalogue).values())) == (1, {"done"})


@pytest.mark.parametrize("form", FORMATS)
def test_taking_the_doubt_off_alone_approves_nothing(form: str) -> None:
    """OmegaT takes it off every text without being asked."""
    wanted, catalogue = copied()
    file = sent(form, make_export("2031", wanted, catalogue, "changed", {}, JUDGE))
    if form == "xlsx":
        filled = Filled(file)
        filled.put(KEY, "fuzzy", "")
        file = filled.content
    else:
        file = file.replace(b"#, fuzzy\n", b"").replace(b"needs-translation", b"translated")
    made = taken(form, file, wanted, catalogue)
    assert (made.counts["approved"], made.counts["doubtful"], made.catalogue) == (0, 1, catalogue)
    assert states(wanted, made.catalogue)[KEY] == "fuzzy"


def test_a_copy_that_comes_in_is_taken_and_not_told_as_done() -> None:
    wanted, catalogue = content((KEY, TEXT))
    filled = Filled(sent("xlsx", make_export("2031", wanted, catalogue, "all", {}, JUDGE)))
    filled.put(KEY, "target", TEXT)
    made = taken("xlsx", filled.content, wanted, catalogue)
    assert (made.counts["added"], made.counts["doubtful"], states(wanted, made.catalogue)) == (0, 1, {KEY: "fuzzy"})


def test_what_was_meant_so_is_asked_anew_where_text_or_translation_change() -> None:
    wanted, catalogue = copied()
    catalogue = replace(catalogue, units=tuple(replace(unit, meant=unit.key == KEY) for unit in catalogue.units))
    filled = Filled(sent("xlsx", make_export("2031", wanted, catalogue, "all", {}, JUDGE)))
    filled.put(KEY, "target", "Учим плавать детей в открытой воде.")
    filled.put(KEY, "translator_comments", "")
    assert [unit.meant for unit in taken("xlsx", filled.content, wanted, catalogue).catalogue.units] == [False, False, False]
    moved_on = [replace(unit, source="Учим детей и взрослых плавать.") if unit.key == KEY else unit for unit in wanted.units]
    merged = merge(catalogue, moved_on).catalogue
    assert [(unit.state, unit.meant) for unit in merged.units if unit.key == KEY] == [("fuzzy", False)]


def test_one_word_of_it_holds_for_the_same_words_in_that_field() -> None:
    post = "координатор проектов"
    wanted, catalogue = content(("ngo-0001/head_role", post, post), ("ngo-0002/head_role", post, post), ("ngo-0002/mission", post, post))
    catalogue = replace(catalogue, units=(replace(catalogue.units[0], meant=True), *catalogue.units[1:]))
    assert list(states(wanted, catalogue).values()) == ["done", "done", "fuzzy"]
    assert load_content(write_po(catalogue), KK).meant == ("ngo-0001/head_role", "ngo-0002/head_role")


def test_a_waiver_makes_it_count_too() -> None:
    wanted, catalogue = copied()
    for waiver, is_none in (
        (Waiver("STR-047", "same", "an oath", file="translations/content.kk.po", cell=KEY), False),
        (Waiver("STR-047", "same", "all of them"), False),
        (Waiver("STR-047", "same", "another one", cell=OTHER), True),
        (Waiver("STR-046", "russian-words", "another fault", cell=KEY), True),
    ):  # fmt: skip
        assert judge_of(KK, NO_TERMS, [waiver])(with_targets(wanted, catalogue).units[0]) is is_none


def test_the_memory_keeps_no_copies_and_forgets_those_it_took() -> None:
    unit = Unit(KEY, TEXT, "ru", TEXT)
    old = remember((), [unit], KK)
    assert len(old) == 1
    assert remember(old, with_held([unit], JUDGE), KK) == ()
    assert TranslationMemory.of(remember((), with_held([replace(unit, meant=True)], JUDGE), KK), KK, [unit]).exact(replace(unit, target=""))


@pytest.mark.parametrize("tag", ["kk-Latn", "kk@latin", "kk_Latn_KZ"])
def test_a_file_in_kazakh_in_latin_letters_is_refused_with_the_reason(tag: str) -> None:
    wanted, catalogue = copied()
    export = make_export("2031", wanted, catalogue, "all", {}, JUDGE)
    po, xliff = sent("po", export).decode(), sent("xliff", export).decode()
    for form, text in (("po", po.replace("Language: kk\\n", f"Language: {tag}\\n")), ("xliff", xliff.replace('"kk"', f'"{tag}"'))):
        with pytest.raises(Unreadable, match="Nothing is translated into"):
            came(form, text.encode(), wanted)
    assert came("po", po.replace("Language: kk\\n", "Language: kk-KZ\\n").encode(), wanted).lang == "kk"
