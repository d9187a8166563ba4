"""A book in Kazakh in Latin letters, asked for in edition.toml and built as a user builds it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pipeline.errors import ExitCode
from tests.cli.cli_editions import GOOD_ROWS, Built, digests, guide, make_edition, workbook

FRONT = {
    "foreword.kk.md": "# Кімге арналған\n\nБұл кітап [таза-су.қаз](https://таза-су.қаз) туралы.\n",
    "colophon.kk.md": "# Шығыс деректері\n\n{publisher}. Деректердің күні: {data_date}. {print_run}\n",
    "howto.kk.md": "# Қалай оқу керек\n\nҚ әрпі К әрпінен кейін тұрады.\n",
    "howto.kk-Latn.md": "# Qalai oqu kerek\n\nQ P-den keiın tūrady.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("latin")
    edition = make_edition(folder / "edition", {"a.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "kk-Latn"))
    (edition / "front").mkdir()
    for name, text in FRONT.items():
        (edition / "front" / name).write_text(text, "utf-8")
    ran = guide("build", edition, "--build", folder / "build", "--jobs", "1")
    return Built(edition, folder / "build", ran)


def texts(built: Built, lang: str) -> list[str]:
    document = pypdfium2.PdfDocument(built.out / lang / f"guide-2031-{lang}.proof.pdf")
    return [page.get_textpage().get_text_bounded() for page in document]


def test_both_books_are_made(built: Built) -> None:
    assert built.ran.code == 0, built.ran.said
    for lang in ("kk", "kk-Latn"):
        with pikepdf.open(built.out / lang / f"guide-2031-{lang}.print.pdf") as pdf:
            assert str(pdf.Root.Lang) == lang
            assert str(pdf.docinfo["/Title"]) == {"kk": "Сынақ", "kk-Latn": "Synaq"}[lang]


def test_all_that_is_kazakh_has_changed_letters_and_russian_texts_stay(built: Built) -> None:
    words = " ".join(" ".join(texts(built, "kk-Latn")).split())
    assert not re.search("[әғқңөұүһі]", words.replace("таза-су.қаз", ""), re.IGNORECASE)
    assert "Следим за чистотой воды" in words
    for name in ("Tynyş ailaq", "Soltüstık jelı", "Tırı özen", "Pavlodar oblysy", "Mazmūny", "Synaq"):
        assert name in words, name


def test_it_says_that_a_program_made_it(built: Built) -> None:
    pages = [" ".join(text.split()) for text in texts(built, "kk-Latn")]
    marked = [at for at, text in enumerate(pages) if "avtomatty türde" in text]
    assert len(marked) == 2, "on the title page and in the imprint"
    assert not any("автоматты түрде" in text for text in texts(built, "kk"))
    report = json.loads((built.out / "report.json").read_text("utf-8"))
    assert "LOC-041" in {finding["id"] for finding in report["findings"]}
    assert "Казахский латиницей" in (built.out / "report.html").read_text("utf-8")


def test_its_own_front_matter_goes_before_the_kazakh_one(built: Built) -> None:
    words = " ".join(" ".join(texts(built, "kk-Latn")).split())
    assert "Q P-den keiın tūrady" in words
    assert "Kımge arnalğan" in words
    assert "таза-су.қаз" in words, "a link leads where it led"
    assert "2031 j. 3 aqpan" in words


def test_indexes_are_in_the_order_of_the_latin_alphabet(built: Built) -> None:
    """T, ı, y; in Cyrillic it is т, ы, і."""
    assert ordered(built, "kk-Latn", "«Tırı özen»", "«Tynyş ailaq»")
    assert ordered(built, "kk", "«Тыныш айлақ»", "«Тірі өзен»")


def ordered(built: Built, lang: str, *names: str) -> bool:
    page_map = (built.out / lang / f"guide-2031-{lang}.pagemap.json").read_text("utf-8")
    [page] = [text for text in texts(built, lang) if all(name in text for name in names) and "+7" not in text]
    assert json.loads(page_map)["lang"] == lang
    places = [page.index(name) for name in names]
    return places == sorted(places)


def test_the_kazakh_book_is_the_same_without_it(built: Built, tmp_path: Path) -> None:
    guide("build", built.sources, "--build", tmp_path / "one", "--lang", "kk", "--jobs", "1")
    both = {name: digest for name, digest in digests(built.out).items() if name.startswith("kk/")}
    assert both == {name: digest for name, digest in digests(tmp_path / "one" / "2031").items() if name.startswith("kk/")}


def test_an_edition_that_is_not_made_in_it_says_how_to_ask_for_it(tmp_path: Path) -> None:
    edition = make_edition(tmp_path / "edition", {"a.xlsx": workbook(GOOD_ROWS[:1])}, languages=("kk",))
    ran = guide("build", edition, "--build", tmp_path / "build", "--lang", "kk-Latn")
    assert ran.code == ExitCode.USAGE
    assert "kk-Latn" in ran.err
    assert "languages" in ran.err
    assert not (tmp_path / "build" / "2031").exists()


@pytest.mark.parametrize("verb", ["status", "merge", "check"])
def test_nothing_is_translated_into_it(verb: str, tmp_path: Path) -> None:
    edition = make_edition(tmp_path / "edition", {"a.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "kk-Latn"))
    ran = guide("strings", verb, "kk-Latn", "--sources", edition)
    assert ran.code == ExitCode.USAGE
    assert "Nothing is translated into “kk-Latn”: that edition is made from “kk”." in ran.err


@pytest.mark.parametrize("verb", ["export", "proof", "pseudo", "merge", "status", "check"])
def test_what_is_made_from_kazakh_is_translated_with_it(verb: str, built: Built) -> None:
    ran = guide("strings", verb, "kk-Latn", "--sources", built.sources, "--build", built.build, "--ui-lang", "en")
    assert ran.code == ExitCode.USAGE
    assert "that edition is made from “kk”. It has: kk." in ran.err
