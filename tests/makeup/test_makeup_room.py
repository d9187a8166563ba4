"""How high an entry may become where it stands: holes and spaces of its column, and of those behind it on the page."""

from __future__ import annotations

import pytest

from pipeline.makeup.columns import Gap
from pipeline.makeup.keptmap import KeptMap, KeptRun
from pipeline.makeup.room import rooms

FOOT = 500.0
ENTRY, SEAM = Gap(10.0, 16.0, 4.0), Gap(0.0, 4.5, 1.0)


def run(name: str, top: float, foot: float, *, page: int = 0, column: int = 0, height: float | None = None, section: str = "region") -> KeptRun:
    high = foot - top if height is None else height
    return KeptRun(name, section, name, "", "", (), page, column, 0, (top,), foot, "", "", high)


def rooms_of(*runs: KeptRun) -> dict[str, tuple[float, float]]:
    found = rooms(KeptMap("e", "kk", (420.0, 595.0), (), runs), FOOT, ENTRY, SEAM)
    return {name: (room.column, room.page) for name, room in found.items()}


def test_the_hole_at_the_foot_is_free_to_every_entry_of_the_column() -> None:
    assert rooms_of(run("a", 100, 200), run("b", 210, 440)) == {"a": (160, 170), "b": (290, 300)}  # 60, and 10 by shrinking


@pytest.mark.parametrize(("second", "height", "free"), [
    (run("b", 240, 500), 100.0, 30.0),  # the space between them stretched by 30
    (run("b", 204, 500), 100.0, 0.0),  # shrunk: nothing is free
    (run("b", 210, 500), 80.0, 20.0),  # spaces inside the first one stretched by 20
])
def test_what_spaces_were_stretched_by_is_free(second: KeptRun, height: float, free: float) -> None:
    assert rooms_of(run("a", 100, 200, height=height), second)["a"][0] == height + free


def test_columns_behind_are_room_for_the_page_and_columns_before_are_not() -> None:
    found = rooms_of(run("a", 100, 500), run("b", 100, 300, column=1))
    assert found == {"a": (400, 400 + 3 + 200 + 3), "b": (400, 403)}


def test_an_entry_that_goes_on_has_the_room_of_the_column_it_ends_in() -> None:
    found = rooms_of(run("a", 400, 500, height=250), run("a", 100, 250, column=1, height=250), run("b", 260, 480, column=1))
    assert found["a"][0] == 250 + 20


def test_a_chapter_that_begins_below_ends_the_room() -> None:
    found = rooms_of(run("a", 100, 200), run("b", 300, 400, section="next"), run("", 250, 290, section="next"))
    assert found["a"][0] == 100 + 50


def test_other_pages_and_what_is_no_listing_count_for_nothing() -> None:
    found = rooms_of(run("a", 100, 500), run("", 20, 40), run("b", 100, 200, page=1))
    assert found["a"] == (400, 403)
    assert set(found) == {"a", "b"}
