"""Files as Poedit, OmegaT and Weblate wrote them (files/README.md): only what was done there changes the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import programs
import pytest
from translators import came, known

from pipeline.model.findings import CellRef
from pipeline.revision import NO_TERMS, Pair, revise
from pipeline.strings.accepting import named_labels, of_kinds, require_own
from pipeline.strings.arrival import Arrival
from pipeline.strings.held import judge_of
from pipeline.strings.importing import Taken, take
from pipeline.strings.plural_forms import joined_forms
from pipeline.strings.units import Unit
from pipeline.strings.wanted import Wanted

FILES = Path(__file__).parent / "files"
FORMS = {".po": "po", ".xlf": "xliff", ".xlsx": "xlsx", ".csv": "csv"}
WEBLATE = "weblate-2026.10.1-"


def arrived(name: str) -> tuple[Arrival, Taken]:
    """The file taken as the command takes it."""
    both = {"content": programs.texts(), "labels": programs.labels()}
    wanted, catalogue = both["labels" if "-labels" in name else "content"]
    arrival = came(FORMS[Path(name).suffix], (FILES / name).read_bytes(), *(one for one, _ in both.values()))
    of_all = known(*(one for one, _ in both.values()))
    texts, findings = joined_forms(named_labels(arrival.texts, of_all), of_all["labels"])
    require_own(Arrival(arrival.file, tuple(texts), arrival.lang, arrival.edition), "2031", of_all)
    unread = [refused for refused in arrival.refused if refused in of_all[wanted.kind]]
    made = take(of_kinds(texts, of_all)[wanted.kind], wanted, catalogue, arrival.by, "", unread, judge_of("kk", NO_TERMS, ()))
    made.findings[:0] = [*arrival.findings, *findings]
    return arrival, made


def codes(made: Taken) -> list[str]:
    return [f"{finding.id} {finding.code}" for finding in made.findings]


def targets(made: Taken) -> Mapping[str, tuple[str, bool]]:
    return {name: (unit.target, unit.fuzzy) for name, unit in made.changed.items() if unit}


@pytest.mark.parametrize("name", ["poedit-3.2.2.po", "poedit-3.2.2.xlf"])
def test_poedit_saves_what_was_done_in_it_and_nothing_else(name: str) -> None:
    _, made = arrived(name)
    assert targets(made) == {
        "ngo-0001/targets": ("қарттар мен төсек тартып жатқан науқастар", False), "ngo-0001/plans": ("Тоңазытқыш сатып алу.", False),
        "ngo-0002/mission": ("Жүзуге\nжәне құтқаруға үйретеміз.", True),
    }  # fmt: skip
    assert made.remarks == ([("ngo-0001/targets", "Бұл қай дельта?")] if name.endswith(".po") else [])
    assert (codes(made), made.absent) == ([], 0)


def test_what_update_from_pot_file_puts_beside_another_text_is_not_taken() -> None:
    arrival, made = arrived("poedit-3.2.2-updated.po")
    assert (codes(made), arrival.refused) == (["STR-001 by-likeness"], ("ngo-0009/name",))
    assert targets(made) == targets(arrived("poedit-3.2.2.po")[1])


def test_a_label_that_update_from_pot_file_took_from_a_like_one_is_not_taken() -> None:
    text = (FILES / f"{WEBLATE}labels.po").read_text("utf-8").replace('msgid "Contents"', '#, fuzzy\n#| msgid "Content"\nmsgid "Contents"')
    arrival = came("po", text.encode(), programs.labels()[0])
    assert arrival.refused == ("|Contents",)


def test_a_text_of_which_omegat_had_one_sentence_is_to_be_looked_at() -> None:
    _, made = arrived("omegat-3.6.0.po")
    assert targets(made) == {
        "ngo-0001/targets": ("қарттар мен төсек тартып жатқан науқастар, олардың балалары", False),
        "ngo-0003/mission": ("Ешкім тыңдамайтындарды тыңдаймыз. По четвергам приходит юрист и считает чужие долги.", False),
    }  # fmt: skip
    assert (made.counts["added"], made.counts["doubtful"]) == (1, 1)
    unit = made.changed["ngo-0003/mission"]
    assert unit is not None
    noticed = revise(Pair(unit.source, "ru", unit.target, "kk", "mission", CellRef("back.po")))
    assert ("STR-047", "part") in [(finding.id, finding.code) for finding in noticed]
    assert made.counts["kept"] == 2  # OmegaT empties what it had found translated and cannot cut into sentences


def test_half_a_text_never_replaces_an_approved_translation() -> None:
    wanted, catalogue = programs.texts()
    whole = Unit("ngo-0003/mission", wanted.units[5].source, "ru", "Бәрі аударылған.")
    catalogue = type(catalogue)("kk", "content", (*catalogue.units, whole))
    made = take(came("po", (FILES / "omegat-3.6.0.po").read_bytes()).texts, wanted, catalogue, "", "theirs")
    assert ("STR-010 half" in codes(made), made.counts["refused"]) == (True, 1)
    assert whole in made.catalogue.units


@pytest.mark.parametrize("name", ["content.po", "content.xlsx", "content.xlf", "content-made.po", "content-made.xlsx", "content-made.csv", "content-made.xlf"])
def test_weblate_gives_back_what_was_translated_in_it(name: str) -> None:
    arrival, made = arrived(WEBLATE + name)
    assert targets(made) == {
        "ngo-0001/targets": ("қарттар мен төсек тартып жатқан науқастар", False), "ngo-0001/plans": ("Тоңазытқыш сатып алу.", False),
        "ngo-0002/mission": ("Жүзуге\nжәне құтқаруға үйретеміз.", True), "ngo-0003/targets": ("=қарыздар", False),
    }  # fmt: skip
    assert (codes(made), made.absent) == ([], 0)
    assert arrival.lang == (None if name.endswith(("made.xlsx", "made.csv")) else "kk")
    assert arrival.edition == ("2031" if "made" not in name else "")
    assert all(text.mark for text in arrival.texts) or name == "content-made.xlf"


@pytest.mark.parametrize("name", ["labels.po", "labels-made.po", "labels-made.xlsx", "labels-made.csv", "labels-made.xlf"])
def test_weblates_labels_are_known_again_by_their_texts(name: str) -> None:
    _, made = arrived(WEBLATE + name)
    assert {label: (unit.target, unit.plurals) for label, unit in made.changed.items() if unit} == {
        "correction form|Page": ("Парақ", ()), "|{n} town": ("{n} қала", ("{n} қала", "{n} қалалар")),
    }  # fmt: skip
    assert (codes(made), made.counts["same"]) == ([], 3)


def test_a_label_is_not_guessed_where_several_have_its_text() -> None:
    units = (Unit("a", "Page", "en", "Бет"), Unit("b", "Page", "en", "Бет"))
    wanted = Wanted("labels", "kk", units, {})
    text = 'msgid ""\nmsgstr "Language: kk\\n"\n\nmsgctxt "c"\nmsgid "Page"\nmsgstr "Парақ"\n'
    arrival = came("po", text.encode(), wanted)
    assert named_labels(arrival.texts, known(wanted)) == list(arrival.texts)


def test_every_column_of_our_workbook_is_one_that_weblate_can_save() -> None:
    """weblate.formats.external.XlsxFormat.save_content fails on any other, and what was translated is not kept."""
    from pipeline.doors.workbooks.strings import COLUMNS

    assert set(COLUMNS) <= {"location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments"}


def test_a_workbook_of_before_is_read_under_its_old_header() -> None:
    from translators import Filled, content, export, sent, taken

    wanted, catalogue = content(("ngo-0001/name", "Берег", "Жаға"))
    filled = Filled(sent("xlsx", export(wanted, catalogue)))
    filled.rename("id", "digest")
    arrival = came("xlsx", filled.content, wanted)
    assert (arrival.edition, arrival.findings, taken(arrival, wanted, catalogue).changed) == ("2031", (), {})


