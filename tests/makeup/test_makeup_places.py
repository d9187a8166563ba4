"""Where chapters begin when one has outgrown its place, against every way to place a few of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.makeup.places import MOST_NOTES, Place, Standing, Stay, find_places


def chapter(name: str, before: int | None, pages: int, needs: int, *, held: int | None = 0, recto: bool = False, free: int = 0, cited: int = 0) -> Standing:
    """``needs``: the fewest pages it can do with; ``held``: pages changed where it stays, None where that is not to be; ``cited``: as bits."""

    def stay(most: int) -> Stay | None:
        return None if held is None or most < needs else Stay(held + max(0, needs - pages))

    return Standing(name, before, pages, free, recto, stay, lambda: (needs, needs + 1), cited)


def row(pages: Sequence[int], needs: Sequence[int]) -> list[Standing]:
    at, made = 0, []
    for number, (had, now) in enumerate(zip(pages, needs, strict=True)):
        made.append(chapter(f"chapter-{number}", at, had, now, held=0 if had == now else 1))
        at += had
    return made


def rest(later: int) -> int:
    """Ten pages somewhere behind, as bits."""
    return 0 if later == 0 else (1 << 1010) - (1 << 1000)


def test_all_stay_where_all_fit() -> None:
    assert find_places(row([3, 4, 5], [3, 4, 5]), 0, 12, (), rest) == [Place(0, 3), Place(3, 4), Place(7, 5)]


def test_one_that_grew_pushes_the_next_until_one_gives_way() -> None:
    assert find_places(row([3, 4, 5, 6], [3, 5, 4, 6]), 0, 18, (), rest) == [Place(0, 3), Place(3, 5), Place(8, 4), Place(12, 6)]


def test_one_before_may_make_room_where_that_changes_fewer_pages() -> None:
    """The second could push all that follows; the first can do with a page less."""
    found = find_places(row([3, 4, 30], [2, 5, 30]), 0, 37, (), rest)
    assert found == [Place(0, 2), Place(2, 5), Place(7, 30)]


def test_one_that_shrank_leaves_notes_so_that_the_next_stays() -> None:
    assert [place.start for place in find_places(row([3, 4, 5], [1, 4, 5]), 0, 12, (), rest)] == [0, 3, 7]


def test_a_chapter_that_opens_on_a_recto_does_so_wherever_it_stands() -> None:
    chapters = [chapter("a", 0, 2, 3), chapter("b", 2, 4, 4, recto=True), chapter("c", None, 0, 1, recto=True)]
    assert all(place.start % 2 == 0 for place in find_places(chapters, 0, 6, (), rest))


def cost_of(chapters: Sequence[Standing], places: Sequence[Place], first: int, end: int, blank: set[int]) -> float:
    """Pages that change, by the same rules, counted afresh; infinite where a place is none."""
    cost, at, cited = 0.0, first, 0
    for one, place in zip(chapters, places, strict=True):
        notes = range(at, place.start)
        if place.start < at or (len(notes) > (1 if place.start != one.before else MOST_NOTES)) or (one.recto and place.start % 2):
            return math.inf
        if place.start != one.before and len(notes) and not (one.recto and at % 2):
            return math.inf
        cost += sum(page not in blank for page in notes)
        anew = place.pages if place.pages in one.elsewhere() else None
        stays = place.start == one.before and any(one.held(pages) is not None for pages in range(one.pages + 3))
        changed = anew
        if stays:
            found = one.held(place.pages) if one.pages - 2 <= place.pages <= one.pages + 2 else None
            changed = found.changed if found else None
        cited |= 0 if stays else one.cited
        cost += math.inf if changed is None else changed
        at = place.start + place.pages
    if 0 < end - at <= MOST_NOTES:
        return cost + sum(page not in blank for page in range(at, end)) + cited.bit_count()
    return cost + (cited | rest(at - end)).bit_count()


def every_way(chapters: Sequence[Standing], at: int, room: int) -> list[list[Place]]:
    if not chapters:
        return [[]]
    return [
        [Place(start, pages), *more]
        for start in range(at, at + MOST_NOTES + 1)
        for pages in range(1, room)
        for more in every_way(chapters[1:], start + pages, room)
    ]


def test_the_pages_that_print_its_number_are_counted_too() -> None:
    """Three pages before would move, or four behind; but five pages of the indexes name what stands on the first."""
    chapters = [replace(one, cited=cited) for one, cited in zip(row([3, 4, 4], [2, 5, 3]), (0b11111 << 30, 0, 0), strict=True)]
    assert find_places(chapters, 0, 11, (), rest) == [Place(0, 3), Place(3, 5), Place(8, 3)]
    plain = row([3, 4, 4], [2, 5, 3])
    assert cost_of(plain, find_places(plain, 0, 11, (), rest), 0, 11, set()) <= cost_of(plain, [Place(0, 3), Place(3, 5), Place(8, 3)], 0, 11, set())


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 63)), min_size=1, max_size=3), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_way_changes_fewer_pages(sizes: list[tuple[int, int, int]], recto: bool) -> None:
    chapters = [replace(one, cited=cited << 40) for one, (_, _, cited) in zip(row([had for had, _, _ in sizes], [now for _, now, _ in sizes]), sizes, strict=True)]
    if recto:
        chapters = [
            chapter(one.name, one.before, one.pages, needs, recto=(one.before or 0) % 2 == 0, cited=one.cited)
            for one, (_, needs, _) in zip(chapters, sizes, strict=True)
        ]
    end = sum(had for had, _, _ in sizes)
    found = find_places(chapters, 0, end, (), rest)
    assert all(one.start + one.pages <= other.start for one, other in pairwise(found))
    best = min(cost_of(chapters, way, 0, end, set()) for way in every_way(chapters, 0, 7))
    assert cost_of(chapters, found, 0, end, set()) <= best
