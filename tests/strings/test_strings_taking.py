"""Two translators, older exports, approved and doubtful translations: who may replace what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from translators import FORMATS, Filled, came, content, export, known, sent, taken

from pipeline.errors import Unreadable
from pipeline.model.findings import Finding, Severity
from pipeline.model.message import msg
from pipeline.strings.accepting import require_in_place, require_language, require_letters, require_one_language, require_own
from pipeline.strings.arrival import Arrival, Incoming
from pipeline.strings.catalogue_files import read_po, rewritten_po
from pipeline.strings.importing import Taken, take
from pipeline.strings.plural_forms import joined_forms
from pipeline.strings.units import Catalogue, Unit
from pipeline.strings.wanted import Wanted, wanted_labels

ONE = ("ngo-0001/mission", "Учим детей плавать", "Балаларды жүзуге үйретеміз")
TWO = ("ngo-0002/mission", "Сажаем лес")


def changed(form: str, file: bytes, before: str, after: str) -> bytes:
    """What a translator does in the program for such files."""
    if form == "xlsx":
        filled = Filled(file)
        for row in range(2, filled.sheet.max_row + 1):
            cell = filled.sheet.cell(row, filled.columns["target"])
            if (cell.value or "") == before:
                cell.value = after
                break
        return filled.content
    return file.replace(before.encode(), after.encode())


@pytest.mark.parametrize("form", FORMATS)
def test_whoever_had_the_approved_translation_before_him_may_change_it(form: str) -> None:
    wanted, catalogue = content(ONE, TWO)
    file = changed(form, sent(form, export(wanted, catalogue)), ONE[2], "Балаларға жүзуді үйретеміз")
    made = taken(came(form, file, wanted), wanted, catalogue)
    assert (made.findings, made.counts["changed"]) == ([], 1)
    assert [unit.target for unit in made.catalogue.units] == ["Балаларға жүзуді үйретеміз"]


def two_translators(form: str, choice: str) -> tuple[Taken, Taken]:
    wanted, catalogue = content(ONE, TWO)
    file = sent(form, export(wanted, catalogue))
    first = taken(came(form, changed(form, file, ONE[2], "А нұсқасы"), wanted), wanted, catalogue)
    return first, taken(came(form, changed(form, file, ONE[2], "Б нұсқасы"), wanted), wanted, first.catalogue, choice)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("choice", "code", "kept", "count"), [
    ("", "other-translation", "А нұсқасы", "refused"), ("ours", "kept", "А нұсқасы", "kept"), ("theirs", "replaced", "Б нұсқасы", "changed"),
])
def test_of_two_translators_a_person_says_who_is_right(form: str, choice: str, code: str, kept: str, count: str) -> None:
    first, second = two_translators(form, choice)
    assert first.findings == []
    assert [finding.code for finding in second.findings] == [code]
    assert ([unit.target for unit in second.catalogue.units], second.counts[count]) == ([kept], 1)


@pytest.mark.parametrize("form", FORMATS)
def test_rows_that_the_second_translator_did_not_touch_are_no_conflict(form: str) -> None:
    wanted, catalogue = content(ONE, TWO)
    file = sent(form, export(wanted, catalogue))
    first = taken(came(form, changed(form, file, ONE[2], "А нұсқасы"), wanted), wanted, catalogue)
    second = taken(came(form, file, wanted), wanted, first.catalogue)
    assert (second.catalogue, second.findings, second.counts["same"]) == (first.catalogue, [], 2)


def test_a_file_without_marks_never_replaces_an_approved_translation_unasked() -> None:
    wanted, catalogue = content(ONE)
    text = Incoming("ngo-0001/mission", "Басқа аударма", came("po", sent("po", export(wanted, catalogue)), wanted).texts[0].place, source=ONE[1])
    assert [finding.code for finding in taken(Arrival("a.po", (text,)), wanted, catalogue).findings] == ["other-translation"]
    assert taken(Arrival("a.po", (text,)), wanted, catalogue, "theirs").catalogue.units[0].target == "Басқа аударма"


def test_a_translation_of_the_old_text_never_replaces_one_of_the_new() -> None:
    old_wanted, old = content(ONE)
    file = changed("po", sent("po", export(old_wanted, old)), ONE[2], "Ескі мәтіннің жаңа аудармасы")
    wanted, catalogue = content((ONE[0], "Учим детей и взрослых плавать", "Балалар мен ересектерді үйретеміз"))
    made = taken(came("po", file, wanted), wanted, catalogue)
    assert [finding.code for finding in made.findings] == ["other-translation"]
    kept = Catalogue("kk", "content", tuple(replace(unit, note="") for unit in made.catalogue.units))  # the other one is a remark
    assert kept == catalogue


@pytest.mark.parametrize("form", FORMATS)
def test_a_doubtful_translation_goes_out_as_one_and_comes_back_approved(form: str) -> None:
    wanted, _ = content((ONE[0], "Учим детей и взрослых плавать"))
    old = Catalogue("kk", "content", (Unit(ONE[0], ONE[1], "ru", ONE[2]),))
    out = export(wanted, old)
    assert [(unit.fuzzy, unit.previous) for unit in out.catalogue.units] == [(True, ONE[1])]
    arrival = came(form, sent(form, out), wanted)
    assert [text.fuzzy for text in arrival.texts] == [True]
    approved = replace(arrival, texts=tuple(replace(text, fuzzy=False) for text in arrival.texts))
    made = taken(approved, wanted, old)
    unit = made.catalogue.units[0]
    assert (made.counts["approved"], unit.fuzzy, unit.source, unit.previous) == (1, False, "Учим детей и взрослых плавать", "")


def test_a_removed_text_stays_in_the_catalogue_and_last() -> None:
    wanted, catalogue = content(ONE, TWO)
    old = replace(catalogue, units=(*catalogue.units, Unit("ngo-0009/mission", "Ушло", "ru", "Кетті", removed=True)))
    file = sent("po", export(wanted, old)).replace(b'msgid "\xd0\xa1\xd0\xb0\xd0\xb6\xd0\xb0\xd0\xb5\xd0\xbc \xd0\xbb\xd0\xb5\xd1\x81"\nmsgstr ""', 'msgid "Сажаем лес"\nmsgstr "Орман отырғызамыз"'.encode())
    made = taken(came("po", file, wanted), wanted, old)
    assert [(unit.key, unit.removed) for unit in made.catalogue.units] == [(ONE[0], False), (TWO[0], False), ("ngo-0009/mission", True)]


def test_what_people_wrote_into_the_catalogue_stays_beside_a_changed_translation() -> None:
    text = ('# Кітапхананың файлы\nmsgid ""\nmsgstr ""\n"Language: kk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Own: yes\\n"\n\n'
            '# Редактордың ескертпесі\n#. Астана\nmsgctxt "ngo-0001/mission"\nmsgid "Учим детей плавать"\nmsgstr "Балаларды жүзуге үйретеміз"\n')
    wanted, _ = content(ONE, TWO)
    catalogue = read_po(text, "content", "kk")
    file = changed("po", sent("po", export(wanted, catalogue)), ONE[2], "Жаңасы")
    after = rewritten_po(text, taken(came("po", file, wanted), wanted, catalogue, by="А. Қ.").catalogue)
    assert after.startswith("# Кітапхананың файлы\n")
    for line in ("# Translator: А. Қ.", "# Редактордың ескертпесі", "#. Астана", '"X-Own: yes\\n"', 'msgstr "Жаңасы"'):
        assert line in after.split("\n")


MANY = tuple((f"ngo-{place:04}/mission", f"Учим детей плавать в открытом море {place}") for place in range(12))


def arrival(targets: str, lang: str | None = None, edition: str = "", sources: str = "") -> tuple[Arrival, Wanted]:
    wanted, catalogue = content(*MANY)
    texts = came("po", sent("po", export(wanted, catalogue)), wanted).texts
    made = tuple(replace(text, target=f"{targets} {place}", source=f"{sources}{text.source}", mark=None) for place, text in enumerate(texts))
    return Arrival("a.po", made, lang, edition), wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "targets", "looks"), [
    ("ru", "Балаларды ашық теңізде жүзуге және құтқаруға үйретеміз", "kk"), ("kk", "Мы учим детей плавать в открытом море и спасать", "ru"),
    ("en", "Мы учим детей плавать в открытом море и спасать", "ru"), ("kk", "We teach children to swim in the open sea", "en"),
    ("en", "Балаларды ашық теңізде жүзуге және құтқаруға үйретеміз", "kk"),
])
def test_a_file_in_another_language_is_refused(lang: str, targets: str, looks: str) -> None:
    made, _ = arrival(targets)
    with pytest.raises(Unreadable, match=f"look like “{looks}”"):
        require_language(made, lang, made.texts, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "targets"), [
    ("kk", "Балаларды ашық теңізде жүзуге және құтқаруға үйретеміз"), ("ru", "Мы учим детей плавать в открытом море и спасать"),
    ("en", "We teach children to swim in the open sea"), ("kk", "А. Б. Ким"), ("ru", "«Әділет», «Қамқорлық»"),
])
def test_a_file_in_its_own_language_is_taken(lang: str, targets: str) -> None:
    made, _ = arrival(targets)
    require_language(made, lang, made.texts, {})  # type: ignore[arg-type]


def test_a_file_whose_language_an_editor_changed_is_refused_though_nobody_touched_it() -> None:
    """Its Kazakh translations would else be new English ones."""
    wanted, catalogue = content(*((key, source, f"Балаларды ашық теңізде жүзуге және құтқаруға үйретеміз {key}") for key, source in MANY))
    made = came("po", sent("po", export(wanted, catalogue)), wanted)
    with pytest.raises(Unreadable, match="look like “kk”"):
        require_language(made, "en", made.texts, {})
    require_language(made, "kk", made.texts, {})
    # What the edition has itself is nobody's news, whatever it looks like.
    require_language(made, "en", made.texts, {text.name: text.target for text in made.texts})


def test_translations_without_a_key_are_told_one_by_one() -> None:
    """An editor that does not know msgctxt: each would else be one text “” with many translations."""
    wanted, catalogue = content(*MANY[:3])
    texts = came("po", sent("po", export(wanted, catalogue)), wanted).texts
    made = take([replace(text, name="", target=f"Аударма {at}") for at, text in enumerate(texts)], wanted, catalogue, "")
    assert [(one.id, one.code) for one in made.findings] == [("STR-001", "no-key")] * 3
    assert (made.counts["refused"], made.catalogue) == (3, catalogue)
    made = take([replace(text, name="") for text in texts], wanted, catalogue, "")
    assert (made.findings, made.catalogue) == ([], catalogue)


def test_the_language_is_asked_for_where_a_file_does_not_say_it() -> None:
    with pytest.raises(Unreadable, match="does not say which language"):
        require_one_language("a.csv", None, None)
    with pytest.raises(Unreadable, match="into “kk”, not into “ru”"):
        require_one_language("a.po", "kk", "ru")
    assert require_one_language("a.po", None, "ru") == require_one_language("a.po", "ru", None) == "ru"


def test_a_file_of_another_edition_is_refused() -> None:
    for edition, sources in (("2029", "Другое: "), ("", "Другое: ")):
        made, wanted = arrival("Аударма", edition=edition, sources=sources)
        with pytest.raises(Unreadable, match="of the edition"):
            require_own(made, "2031", known(wanted))
    made, wanted = arrival("Аударма", edition="2029")
    made_here, _ = arrival("Аударма", edition="2031", sources="Все тексты изменились: ")
    require_own(made_here, "2031", known(wanted))
    require_own(made, "2031", known(wanted))  # last edition's file, whose texts stand in this one too
    with pytest.raises(Unreadable, match="holds no text"):
        require_own(Arrival("a.po", ()), "2031", known(wanted))


def test_a_column_of_translations_that_was_sorted_by_itself_is_refused() -> None:
    texts = tuple((key, source, f"Балаларды ашық теңізде жүзуге үйретеміз {place}") for place, (key, source) in enumerate(MANY))
    wanted, catalogue = content(*texts)
    arrival = came("xlsx", sent("xlsx", export(wanted, catalogue)), wanted)
    require_in_place(arrival)
    targets = [text.target for text in arrival.texts]
    for moved in (targets[1:] + targets[:1], targets[::-1]):
        shifted = replace(arrival, texts=tuple(replace(text, target=target) for text, target in zip(arrival.texts, moved, strict=True)))
        with pytest.raises(Unreadable, match="stand beside the texts of others"):
            require_in_place(shifted)


def test_a_text_table_without_kazakh_letters_is_refused_for_kazakh() -> None:
    found = [Finding("SRC-103", "windows-1251", Severity.INFO, msg("x"))]
    with pytest.raises(Unreadable, match="no Kazakh letters"):
        require_letters("a.csv", "kk", found)
    require_letters("a.csv", "ru", found)
    require_letters("a.csv", "kk", [])


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_of_windows_make_no_difference(ends: str) -> None:
    wanted, catalogue = content(ONE, ("ngo-0003/mission", "строка\nвторая", "жол\nекінші"))
    for form in ("po", "xliff"):
        file = sent(form, export(wanted, catalogue)).replace(b"\n", ends.encode())
        assert taken(came(form, file, wanted), wanted, catalogue).changed == {}, form


def test_doubtful_translations_that_all_come_back_approved_are_told() -> None:
    wanted, _ = content(*((key, f"{source}, и взрослых") for key, source in MANY))
    old = Catalogue("kk", "content", tuple(Unit(key, source, "ru", f"Аударма {key}") for key, source in MANY))
    out = came("po", sent("po", export(wanted, old)), wanted)
    dropped = replace(out, texts=tuple(replace(text, fuzzy=False) for text in out.texts))
    assert [finding.code for finding in taken(dropped, wanted, old).findings] == ["all-approved"]
    some = replace(out, texts=(*dropped.texts[:-1], out.texts[-1]))
    assert taken(some, wanted, old).findings == []


def test_translations_sorted_together_with_their_hidden_marks_are_refused() -> None:
    many = tuple((key, source, f"Балаларды жүзуге үйретеміз {key}") for key, source in MANY)
    wanted, catalogue = content(*many)
    filled = Filled(sent("xlsx", export(wanted, catalogue)))
    rows = [filled.row(key) for key, _ in MANY]
    for name in ("target", "digest"):
        column = filled.columns[name]
        said = [filled.sheet.cell(row, column).value for row in rows]
        for row, value in zip(rows, said[3:] + said[:3], strict=True):
            filled.sheet.cell(row, column).value = value
    with pytest.raises(Unreadable, match="12 translations stand beside the texts of others"):
        require_in_place(came("xlsx", filled.content, wanted))


def test_hidden_marks_sorted_by_themselves_do_no_harm() -> None:
    wanted, catalogue = content(*((key, source, f"Балаларды жүзуге үйретеміз {key}") for key, source in MANY))
    filled = Filled(sent("xlsx", export(wanted, catalogue)))
    rows = [filled.row(key) for key, _ in MANY]
    said = [filled.sheet.cell(row, filled.columns["digest"]).value for row in rows]
    for row, value in zip(rows, said[3:] + said[:3], strict=True):
        filled.sheet.cell(row, filled.columns["digest"]).value = value
    made = came("xlsx", filled.content, wanted)
    require_in_place(made)
    assert taken(made, wanted, catalogue).catalogue == catalogue


def test_a_label_that_lacks_the_row_of_one_form_is_not_taken() -> None:
    wanted = wanted_labels("ru", "ru")
    filled = Filled(sent("xlsx", export(wanted, Catalogue("ru", "labels", ()))))
    label = next(unit for unit in wanted.units if unit.plural)
    filled.sheet.delete_rows(filled.row(f"{label.key}|{label.source} [1]"))
    arrival = came("xlsx", filled.content, wanted)
    texts, findings = joined_forms(arrival.texts, known(wanted)["labels"])
    assert [finding.code for finding in findings] == ["forms-missing"]
    assert len(texts) == len(wanted.units) - 1
