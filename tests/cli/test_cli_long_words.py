"""A word that no line holds, wherever people can write one: the book is made, and the word stands within the type area."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from cli_editions import Built, guide, make_edition, workbook

WORD = "Сверхдлинноеслово" * 8
LATIN = "superlongword" * 10
HEADER = (
    "Название", "Аббревиатура", "Прежнее название", "Область", "Город", "Адрес", "Телефон", "E-mail", "Сайт", "Социальные сети",
    "Руководитель", "Должность руководителя", "Миссия", "Целевые группы", "Планы на год",
)  # fmt: skip
EXPERTS = ("ФИО", "Должность", "Организация", "Темы", "Город", "Телефон", "Резюме")
LONG = {
    "Название": WORD, "Аббревиатура": WORD.upper(), "Прежнее название": WORD, "Адрес": f"ул. {WORD}, 12", "E-mail": f"{'a' * 60}@{'b' * 60}.example",
    "Сайт": f"http://{'c' * 60}.example/{'d' * 80}", "Социальные сети": f"instagram.com/{'e' * 90}", "Руководитель": f"{WORD[:80]} Ерлан",
    "Должность руководителя": WORD, "Миссия": f"{WORD} и {WORD}", "Целевые группы": WORD, "Планы на год": WORD,
}  # fmt: skip
FRONT = f"# {WORD}\n\n## {LATIN}\n\nСлова до {WORD} и после.\n\n- {LATIN}{WORD}\n\n**{WORD}** — *{LATIN}*\n\n`{WORD}`\n\n> {WORD}\n\n[{LATIN}](https://{LATIN}.example)\n"
OUTER_PT, TAB_PT, TRIM_PT = 14 * 72 / 25.4, 7 * 72 / 25.4, 148 * 72 / 25.4
NUMBERS_PT = 15
"""What a list's numbers may stand out to the left."""


def rows() -> list[list[str]]:
    made = []
    for at, (field, word) in enumerate({"": "", **LONG}.items()):
        plain = {"Название": f"Тихая гавань {at}", "Область": "Павлодарская область", "Город": "Павлодар", "Телефон": f"8 (7182) 55-01-{at:02}"}
        made.append([{**plain, field: word}.get(name, "") for name in HEADER])
    return made


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("long")
    sources = make_edition(place / "sources", {"pavlodar.xlsx": workbook(rows(), HEADER)})
    experts = [
        ("Садыков Марат", f"старший {WORD}", WORD, WORD, "Павлодар", "8 (7182) 55-03-01", f"{WORD} и {LATIN}"),
        (f"{WORD[:90]} Марат", "эксперт", "Тихая гавань 0", "", "Павлодар", "8 (7182) 55-03-02", "Короткая справка."),
    ]
    (sources / "experts.xlsx").write_bytes(workbook(experts, EXPERTS))
    for name in ("foreword", "howto", "abbreviations", "colophon", "correction"):
        path = sources / "front" / f"{name}.ru.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(FRONT, "utf-8")
    edition = (sources / "edition.toml").read_text("utf-8")
    for short in ("Проба", "Издатель", "Типография"):
        edition = edition.replace(f'"{short}"', f'"{WORD}"')
    (sources / "edition.toml").write_text(edition, "utf-8")
    return Built(sources, place / "build", guide("build", sources, "--build", place / "build", "--jobs", "1"))


def test_the_book_is_made_and_holds_every_word(long: Built) -> None:
    assert long.ran.code == 0, long.ran.said
    text = _text(long.out / "ru" / "guide-2031-ru.proof.pdf")
    assert text.count(WORD) > 20
    assert text.count(LATIN) > 10
    assert all(part in text for part in ("a" * 60, "b" * 60, "c" * 60, "d" * 80, "e" * 90))


def test_no_letter_stands_out_of_the_type_area(long: Built) -> None:
    out = []
    document = pypdfium2.PdfDocument(long.out / "ru" / "guide-2031-ru.proof.pdf")
    for index in range(len(document)):
        text = document[index].get_textpage()
        for at in range(text.count_chars()):
            x0, _, x1, _ = text.get_charbox(at)
            is_tab = x0 < TAB_PT or x1 > TRIM_PT - TAB_PT
            if text.get_text_range(at, 1).strip() and not is_tab and (x0 < OUTER_PT - NUMBERS_PT or x1 > TRIM_PT - OUTER_PT + 1):
                out.append((index + 1, text.get_text_range(at, 1), x0, x1))
    assert out == []


def _text(path: Path) -> str:
    """Letters and digits of the whole file, in reading order; hyphens at line ends fall away."""
    document = pypdfium2.PdfDocument(path)
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    return "".join(letter for letter in "".join(pages) if letter.isalnum())
