"""The agreement check says yes to the same book set otherwise, and finds what a book lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

from tests.bench.agreement import Index, Reading, _pages, agreement, count_index, read_book, words

FONTS = Path(__file__).resolve().parents[2] / "fonts" / "source-sans-3"
FACTS: dict[str, Any] = {
    "type_area_mm": (13, 15.5, 135, 197.5),
    "first_chapter": "Алматы 2 организации",
    "first_index": "Организации по алфавиту",
    "after": "Исправление от читателя",
    "notes": "Для заметок",
    "index": [["Организации по алфавиту", 0], ["Б", 0], ["«Бота», Алматы", 1], ["3-я школа", 2], ["2 берега, ОО", 1]],
}
BOOK = """
#set page(width: 148mm, height: 210mm, margin: (x: 17mm, top: 17.5mm, bottom: 14.5mm), header: [Руководство], footer: context here().page())
#set text(font: "Source Sans 3", lang: "ru")
Алматы #h(1fr) 3
#pagebreak()
Алматы

{chapter}

«Бота» помогает сиротам. Врачи-партнёры лечат бес{hyphen}платно, адрес: bota{sign}almaty.example, {word}
#pagebreak()
Для заметок
#pagebreak()
Организации

{between}

по алфавиту

Б

«Бота», Алматы {first}

3-я школа 2, 3–4

{last}
#pagebreak()
Исправление от читателя
"""
SAME = {"chapter": "2 организации", "between": "", "hyphen": "", "sign": "\\@", "word": "2019–2021", "first": "2", "last": "2 берега, ОО 2"}

Setting = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Setting:
    """Set the small book with other words and read it again."""

    def set_and_read(**changes: str) -> Reading:
        source, pdf = tmp_path / "book.typ", tmp_path / "book.pdf"
        source.write_text(BOOK.format(**{**SAME, **changes}), encoding="utf-8")
        typst.compile(source, output=pdf, font_paths=[FONTS], ignore_system_fonts=True)
        return read_book(pdf, FACTS)

    return set_and_read


def test_a_book_agrees_with_itself_and_its_notes_pages_and_furniture_do_not_count(read: Setting) -> None:
    ours = read()
    assert ours.pages == 5
    assert ours.body["Врачипартнёры"] == 1
    assert ours.body["Руководство"] == 0
    assert ours.index == Index(3, 3)
    assert str(agreement(ours, read())) == "yes"


def test_a_word_broken_at_a_lines_or_pages_end_is_the_same_word(read: Setting) -> None:
    ours = read()
    assert agreement(ours, read(hyphen="-\\ ")).holds
    assert agreement(ours, read(hyphen="-#pagebreak()")).holds
    assert agreement(ours, read(word="2019–\\ 2021")).holds


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"word": "2019"}, "NO: 1 words missing (2021)"),
        ({"word": "2019–2021, 2021"}, "NO: 1 words too many (2021)"),
        ({"sign": " "}, ""),
        ({"hyphen": " "}, "NO: 1 words missing (бесплатно); 2 words too many (бес, платно)"),
        ({"first": ""}, "NO: 2 index lines have numbers, not 3"),
        ({"last": ""}, "NO: index line 3: 2 берега, ОО"),
        ({"last": "2 берега, ОО 2 и ещё"}, "NO: index line 4: unexpected “и ещё”"),
    ],
)
def test_a_seeded_disagreement_is_found(read: Setting, changes: dict[str, str], said: str) -> None:
    found = agreement(read(), read(**changes))
    assert str(found) == (said or "yes")


def test_a_book_without_numbers_may_agree_where_its_typesetter_has_none(read: Setting) -> None:
    bare = read(first="", last="2 берега, ОО")
    assert bare.index.numbered == 1
    assert agreement(read(), bare, numbers=False).holds


def test_a_book_whose_body_is_not_found_is_an_error(read: Setting) -> None:
    with pytest.raises(ValueError, match="no page begins with"):
        read(chapter="3 организации")


TORN = {"chapter": "#pagebreak()\n2 организации", "between": "#pagebreak()"}
"""The heads of the chapter and of the index end on the page after the one that they begin on."""


def test_a_head_torn_over_two_pages_begins_where_its_first_words_stand(read: Setting) -> None:
    torn = read(**TORN)
    assert torn.pages == 7
    assert str(agreement(read(), torn)) == "yes"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"word": "2019"}, "NO: 1 words missing (2021)"),
        ({"word": "2019–2021, и"}, "NO: 1 words too many (и)"),
        ({"last": ""}, "NO: index line 3: 2 берега, ОО"),
        ({"first": ""}, "NO: 2 index lines have numbers, not 3"),
    ],
)
def test_what_a_book_with_torn_heads_lacks_is_found_all_the_same(read: Setting, changes: dict[str, str], said: str) -> None:
    assert str(agreement(read(), read(**{**TORN, **changes}))) == said


@pytest.mark.parametrize("changes", [{"chapter": "#pagebreak()\nорганизации"}, {"chapter": "#pagebreak()\n#pagebreak()\n3 организации"}])
def test_a_torn_head_that_lacks_a_word_is_not_found(read: Setting, changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no page begins with “Алматы 2 организации”"):
        read(**changes)


ZOOMED = ".24 0 0 -.24 0 595.2 cm .390625 0 0 .390625 0 0 cm"
"""A page drawn at about ten times its size and made small again, with y downwards: Vivliostyle's are."""


def _zoomed(lines: list[tuple[float, float, float, str]], pdf: Path) -> None:
    """A page of lines (x, y, size in points, text), each letter shown by itself: a wide m, all others half an em."""
    drawn = [ZOOMED]
    zoom = 1 / (0.24 * 0.390625)
    for x, y, size, text in lines:
        letters = " ".join(f"<{letter.encode().hex()}> Tj {size * zoom * (0.833 if letter == 'm' else 0.5):.3f} 0 Td" for letter in text)
        drawn.append(f"BT /F1 {size * zoom:.2f} Tf 1 0 0 -1 {x * zoom:.2f} {y * zoom:.2f} Tm {letters} ET")
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(419.5, 595.2))
    page.obj.Contents = document.make_stream("\n".join(drawn).encode())
    widths = {"/FirstChar": 0, "/LastChar": 127, "/Widths": [833 if code == ord("m") else 500 for code in range(128)]}
    font = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica, **widths}
    page.obj.Resources = pikepdf.Dictionary({"/Font": {"/F1": font}})
    document.save(pdf)


def test_a_line_of_two_letters_ends_where_the_next_begins_below(tmp_path: Path) -> None:
    _zoomed([(40, 360, 8.5, "@shymkent_"), (40, 370.5, 8.5, "kz"), (42.4, 383, 7, "media"), (42.4, 395, 7, "2media")], tmp_path / "a.pdf")
    (page,) = _pages(tmp_path / "a.pdf", (0, 0, 148, 210))
    assert words(page) == ["shymkent", "kz", "media", "2media"]


def test_words_are_runs_of_letters_and_digits_without_hyphens() -> None:
    assert words("Усть-\r\nКаменогорск, +7 727 300-10-00; двена\x02дцать — info@a.example") == [
        "УстьКаменогорск", "7", "727", "3001000", "двенадцать", "info", "a", "example",
    ]


def test_numbers_before_an_index_line_that_begins_with_one_are_told_apart() -> None:
    wanted = [["Ата", 1], ["101 вопрос", 1], ["Бота", 1]]
    assert count_index(words("Ата 5, 6 101 вопрос 7 Бота 8"), wanted) == Index(3, 3)
    assert count_index(words("Ата 101 вопрос 7 Бота 8"), wanted) == Index(3, 2)
    assert count_index(words("Ата 5 Бота 8"), wanted).missing == "101 вопрос"


def test_a_correction_is_expected_where_it_was_made() -> None:
    ours = Reading(1, Counter(words("раз два")), Index(0, 0))
    assert agreement(ours.corrected("Исправлено: 2"), Reading(1, Counter(words("раз два Исправлено 2")), Index(0, 0))).holds
