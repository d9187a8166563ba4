"""guide build --keep-pages: what it tells, and what it refuses in a sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, Built, digests, guide, workbook


def corrected(again: Built, mission: str) -> Path:
    """The edition with another mission in its first row; its build folder is kept beside it."""
    old = again.build.with_name("old")
    shutil.copytree(again.build, old)
    rows = [(*GOOD_ROWS[0][:6], mission), *GOOD_ROWS[1:]]
    (again.sources / "provinces" / "pavlodar.xlsx").write_bytes(workbook(rows))
    return old


def test_the_terminal_tells_lines_pages_and_plates(again: Built) -> None:
    old = corrected(again, "Учим детей плавать. " * 12)
    ran = guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old)
    assert ran.code == 0, ran.said
    assert "ru, against the earlier pages:" in ran.out
    assert "“Тихая гавань” (ngo-0001): longer by" in ran.out
    assert "New plates:" in ran.out
    assert "outer forme: page 5" in ran.out, "one page is no pages"
    same = guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old)
    assert "blocks set: 0" in same.out
    assert same.out.split("against")[1] == ran.out.split("against")[1]


def test_json_and_the_file_beside_the_page_map_hold_the_same(again: Built) -> None:
    old = corrected(again, "Учим детей плавать.")
    ran = guide("build", again.sources, "--build", again.build, "--jobs", "1", "--keep-pages", old, "--json")
    assert ran.code == 0, ran.said
    for made in ran.json["languages"]:
        file = json.loads((again.out / made["lang"] / f"guide-2031-{made['lang']}.corrections.json").read_text("utf-8"))
        assert {**made["corrections"], "edition": "2031", "lang": made["lang"]} == file
        assert file["changes"][0]["listing"] == "ngo-0001"
    plain = guide("build", again.sources, "--build", again.build, "--jobs", "1")
    assert plain.code == 0
    assert not list(again.out.rglob("*.corrections.json")), "an account of an earlier run must not be taken for this one's"


def test_one_page_map_is_named_with_its_language(again: Built) -> None:
    old = corrected(again, "Учим детей плавать.") / "2031" / "ru" / "guide-2031-ru.pagemap.json"
    assert guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old).code == 0
    two = guide("build", again.sources, "--build", again.build, "--jobs", "1", "--keep-pages", old)
    assert (two.code, "is the page map of one language" in two.err) == (2, True)
    other = guide("build", again.sources, "--build", again.build, "--lang", "kk", "--jobs", "1", "--keep-pages", old)
    assert (other.code, "is the page map of the language “ru”, not “kk”" in other.err) == (4, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "holds no page map of the language “ru”"), ("{}", "is no page map"), ('{"form": 1, "pages": [], "trim_pt": []}', "of form 1"), ('{"form": 2, "pages": [], "trim_pt": []}', "damaged")],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_touched(again: Built, tmp_path: Path, content: str | None, sentence: str) -> None:
    old = tmp_path / "other"
    (old / "ru").mkdir(parents=True)
    if content is not None:
        (old / "ru" / "guide-2031-ru.pagemap.json").write_text(content, "utf-8")
    before = digests(again.build)
    ran = guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old)
    assert ran.code == 4, ran.said
    assert sentence in ran.err
    assert "Traceback" not in ran.err
    assert digests(again.build) == before


def test_the_options_are_used_together(again: Built) -> None:
    alone = guide("build", again.sources, "--build", again.build, "--refuse-reflow")
    assert (alone.code, "--refuse-reflow needs --keep-pages" in alone.err) == (2, True)
    nowhere = guide("build", again.sources, "--build", again.build, "--keep-pages", again.build / "nowhere")
    assert (nowhere.code, "does not exist" in nowhere.err) == (4, True)


def test_pages_that_stay_are_not_fitted_too(again: Built) -> None:
    both = guide("build", again.sources, "--build", again.build, "--keep-pages", again.build, "--fit", "signatures")
    assert (both.code, "--fit and --keep-pages do not go together" in both.err) == (2, True)


def test_status_tells_that_the_last_build_kept_pages(again: Built) -> None:
    old = corrected(again, "Учим детей плавать.")
    assert guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old).code == 0
    assert "The last build kept the pages of an earlier one" in guide("status", again.sources, "--build", again.build, "--lang", "ru").out


def test_a_book_that_would_reflow_is_refused_with_code_5(again: Built) -> None:
    old = corrected(again, "Учим детей плавать в открытой воде и помогаем семьям рыбаков. " * 60)
    before = digests(again.build)
    ran = guide("build", again.sources, "--build", again.build, "--lang", "ru", "--jobs", "1", "--keep-pages", old, "--refuse-reflow")
    assert ran.code == 5, ran.said
    assert "nothing was written" in ran.err
    assert digests(again.build) == before
