"""The page map of the small edition, kept: a change that moves an entry, a line or a number is seen in a diff before it is seen in print."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from pipeline.makeup import page_map_file, page_map_json
from pipeline.model.pages import PageMap
from tests.core.small_edition import SmallBook


def _brief(page_map: PageMap) -> str:
    """The map's rows, short. Tops in whole points, so that a line of another engine moved by a hair is no difference."""
    made = page_map_json(page_map)
    rows = [
        ["pages", " ".join(page["section"] for page in made["pages"])],
        *([section["name"], section["page"]] for section in made["sections"]),
        *([entry["block"], entry["page"], entry["column"], *_ends(entry["box"])] for entry in made["entries"]),
        *([line["section"], line["term"], line["printed"], line["page"], *_ends(line["box"])] for line in made["lines"]),
    ]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _ends(box: Sequence[float]) -> list[int]:
    return [round(box[3]), round(box[1])]


def test_the_page_map_of_the_small_edition_is_as_it_was(small: SmallBook, golden: Callable[[str, str], None]) -> None:
    golden("pagemap-small-kk.json", _brief(small.made.page_map))


def test_the_page_map_is_plain_json_that_counts_pages_from_one(small: SmallBook) -> None:
    made = json.loads(json.dumps(page_map_json(small.made.page_map), ensure_ascii=False))
    assert (made["form"], made["edition"], made["lang"]) == (2, "small", "kk")
    assert [page["page"] for page in made["pages"]] == list(range(1, len(small.made.pages) + 1))
    entry = next(entry for entry in made["entries"] if entry.get("listing") == "ngo-0001")
    assert "a.xlsx › ҮЕҰ › A5" in entry["cells"]
    assert 1 <= entry["page"] <= len(made["pages"])


def test_every_listing_of_the_small_edition_stands_on_one_run_of_pages(small: SmallBook) -> None:
    for listing in small.listings:
        pages = [entry.page_index for entry in small.made.page_map.entries if entry.listing == listing.id]
        assert pages
        assert sorted(set(pages)) == list(range(min(pages), max(pages) + 1))


def test_the_page_count_is_the_editions_multiple(small: SmallBook) -> None:
    assert len(small.made.pages) % small.composing.edition.page_multiple == 0
    assert small.made.findings == ()


def test_the_written_page_map_has_an_entry_on_each_line(small: SmallBook) -> None:
    page_map = small.made.page_map
    written = page_map_file(page_map).decode()
    assert json.loads(written) == json.loads(json.dumps(page_map_json(page_map)))
    assert written.endswith("\n}\n")
    lines = written.splitlines()
    for entry in page_map_json(page_map)["entries"]:
        line = "  " + json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        assert line in lines or f"{line}," in lines
