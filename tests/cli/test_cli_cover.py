"""`guide cover` as a user runs it, on a book that was really built; its PDFs pass our own preflight without a waiver."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_editions import Built, guide

ISBN = 'isbn = { ru = "978-601-7999-42-1", kk = "978-601-7999-41-4" }'


def with_isbn(edition: Built, isbn: str = ISBN) -> None:
    path = edition.sources / "edition.toml"
    path.write_text(path.read_text("utf-8").replace("[publisher]", f"{isbn}\n[publisher]"), "utf-8")


def test_covers_are_made_after_the_book_and_pass_preflight(again: Built, tmp_path: Path) -> None:
    with_isbn(again)
    cover = ("cover", again.sources, "--build", again.build)
    before = guide(*cover, "--lang", "ru", LANG="en_GB.UTF-8")
    assert before.code == 4
    assert "earlier state of the sources" in before.err
    (again.sources / "front").mkdir()
    for lang in ("kk", "ru"):
        (again.sources / "front" / f"cover.{lang}.md").write_text("Сынақ. Проба.", "utf-8")
    assert guide("build", again.sources, "--build", again.build, "--jobs", "1").code == 0
    made = guide(*cover, "--json")
    assert made.code == 0, made.said
    assert [one["lang"] for one in made.json["covers"]] == ["kk", "ru"]
    one = made.json["covers"][1]
    assert one["trim_mm"] == [2 * 148 + one["spine"]["width_mm"], 210]
    assert one["spine"]["width_mm"] == pytest.approx(one["spine"]["block_mm"] + one["spine"]["cover_mm"], abs=0.001)
    assert one["folds_mm"] == [148, 148 + one["spine"]["width_mm"]]
    assert Path(one["file"]).name == "guide-2031-ru.cover.pdf"
    assert json.loads(Path(one["job_file"]).read_text("utf-8")) == one["job"]
    checked = guide("preflight", one["file"], "--job", one["job_file"], "--json")
    assert (checked.code, checked.json["verdict"]) == (0, "pass"), checked.said
    assert [found for found in checked.json["findings"] if found["severity"] != "info"] == []
    content = Path(one["file"]).read_bytes()
    said = guide(*cover, "--ui-lang", "ru")
    assert "Корешок" in said.out
    assert Path(one["file"]).read_bytes() == content
    # A book of other sources takes the covers of the earlier state away.
    (again.sources / "front" / "foreword.ru.md").write_text("# Предисловие", "utf-8")
    assert guide("build", again.sources, "--build", again.build, "--jobs", "1").code == 0
    assert not list(again.build.glob("**/*.cover.*"))


def test_a_wrong_isbn_is_one_sentence_and_nothing_is_written(again: Built) -> None:
    with_isbn(again, ISBN.replace("42-1", "42-2"))
    guide("build", again.sources, "--build", again.build, "--jobs", "1")
    ran = guide("cover", again.sources, "--build", again.build, "--lang", "ru", LANG="en_GB.UTF-8")
    assert ran.code == 4
    assert "edition.toml: the last digit of edition.isbn.ru" in ran.err
    assert not list(again.build.glob("**/*.cover.*"))


def test_text_of_the_empty_edition_on_the_cover_blocks_it(again: Built) -> None:
    (again.sources / "front").mkdir()
    (again.sources / "front" / "cover.ru.md").write_text("[Два-три предложения: что это за книга и для кого.]", "utf-8")
    ran = guide("cover", again.sources, "--build", again.build, "--lang", "ru", LANG="en_GB.UTF-8")
    assert ran.code == 5, ran.said
    assert "EDN-001 front/cover.ru.md" in ran.out
