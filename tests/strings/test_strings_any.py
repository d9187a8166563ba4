"""Properties: whatever rows come back in whatever order, exactly the texts that somebody translated change, each its own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from translators import content, export, known, taken

from pipeline.doors.workbooks.strings import COLUMNS
from pipeline.model.source import Cell, CellKind, Sheet, Workbook
from pipeline.revision import is_filler
from pipeline.strings.catalogue_files import read_po, write_po
from pipeline.strings.marks import Mark, read_mark, tidy
from pipeline.strings.reading_workbook import read_workbook
from pipeline.strings.units import Catalogue, Unit
from pipeline.strings.workbook import strings_book

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(tidy).filter(bool)
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20), max_size=3).map(lambda lines: tidy("\n".join(line.rstrip() for line in lines)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_rows_in_any_order_change_their_own_texts_only(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    texts = [(f"ngo-{place:04}/mission", f"Текст {place}", *data.draw(st.sampled_from([(), (f"Аударма {place}",)]))) for place in range(count)]
    wanted, catalogue = content(*texts)
    rows = [list(row.cells) for row in strings_book([export(wanted, catalogue)], "en")[0].sheets[0].rows]
    target = COLUMNS.index("target")
    new = {place: data.draw(TEXT.filter(lambda text: not is_filler(text, "Текст 0"))) for place in data.draw(st.sets(st.integers(0, count - 1)))}
    for place, text in new.items():
        rows[place][target] = text
    kept = data.draw(st.permutations(range(count)))[: data.draw(st.integers(0, count))]
    columns = data.draw(st.permutations(range(len(COLUMNS))))
    table = [[COLUMNS[column] for column in columns], *([rows[place][column] for column in columns] for place in kept)]
    top = data.draw(st.integers(0, 4))
    cells = {(top + row, column): Cell(CellKind.TEXT, text, text) for row, line in enumerate(table, start=1)
             for column, text in enumerate(line, start=1) if text}
    arrival = read_workbook(Workbook("a.xlsx", (Sheet("Texts", "visible", cells),)), known(wanted))
    made = taken(arrival, wanted, catalogue)
    before = {unit.key: unit.target for unit in catalogue.units}
    assert {unit.key: unit.target for unit in made.catalogue.units} == {**before, **{texts[place][0]: new[place] for place in new if place in kept}}
    assert not any(unit.fuzzy for unit in made.catalogue.units)
    assert made.findings == []


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, LINES, TEXT, st.booleans(), TEXT.map(lambda text: " ".join(text.split())), st.booleans())
def test_a_unit_is_read_from_its_catalogue_as_it_was_written(
    source: str, target: str, note: str, previous: str, fuzzy: bool, translator: str, removed: bool
) -> None:
    unit = Unit("ngo-0001/mission", source, "ru", target, fuzzy, previous if fuzzy and not removed else "", removed, translator, note)
    catalogue = Catalogue("kk", "content", (unit,))
    assert read_po(write_po(catalogue), "content", "kk") == catalogue


@given(TEXT, TEXT, st.booleans())
def test_a_mark_is_read_as_it_was_written(name: str, target: str, fuzzy: bool) -> None:
    mark = Mark.of(Unit("ngo-0001/mission", "Текст", "ru", target, fuzzy), name, "2031", "kk", "content")
    assert read_mark(str(mark)) == mark
    assert read_mark(mark.digests) == Mark(mark.source, mark.target)
    assert read_mark(name) is None
