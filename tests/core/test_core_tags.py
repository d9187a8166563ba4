"""Areas of activity as tags: a short one is never parted, one that a line does not hold goes on under its own words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline import compose
from pipeline.doors.engine import lay_out
from pipeline.localise import dictionary_path
from pipeline.model.galley import Line
from pipeline.model.localised import LocalArea, LocalOrganisation, LocalText
from tests.core.small_edition import composing, design, faces, listings

LONG = "мемлекеттік органдар қызметінің ашықтығы және жемқорлыққа қарсы іс-қимыл"


def lines(*areas: str) -> list[Line]:
    """The lines of an entry's tags."""
    entry = listings()[0]
    assert isinstance(entry, LocalOrganisation)
    named = [replace(entry, areas=tuple(LocalArea(f"area-{at}", LocalText(area, "kk")) for at, area in enumerate(several))) for several in (areas, ())]
    htmls = [compose.entry_block(one, composing()).html for one in named]
    galleys = lay_out(htmls, design().sheets["entry"], faces(), {"kk": str(dictionary_path("kk"))})
    made, rest = ([line for piece in galley.pieces for line in piece.lines] for galley in galleys)
    assert max(line.x1 for line in made) <= galleys[0].width
    return made[len(rest):]


def test_a_long_tag_stands_by_itself_and_goes_on_under_its_words() -> None:
    found = lines("экология", LONG, "мәдениет", "балалар мен жастар")
    assert [line.text.strip() for line in found] == [
        "экология", "мемлекеттік органдар қызметінің ашықтығы", "және жемқорлыққа қарсы іс-қимыл", "мәдениет балалар мен жастар",
    ]
    first, second = found[1:3]
    assert second.x0 > first.x0 + 4, "or it would be taken for another tag"
    assert {round(below.top - above.top, 3) for above, below in pairwise(found)} == {10.5}


@pytest.mark.parametrize("neighbour", [LONG, "қоғамдастықтандырылмағандықтарыңыздан сақтау"])
def test_a_long_tag_parts_no_other(neighbour: str) -> None:
    short = ("жануарларды қорғау", "жануарларды емдеу үйі", "ауылды дамыту")
    found = [line.text for line in lines(*short, neighbour)]
    assert all(any(tag in line for line in found) for tag in short)


def test_a_word_longer_than_its_line_is_hyphenated() -> None:
    found = [line.text.strip() for line in lines("қоғамдастықтандырылмағандықтарыңыздан-қоғамдастықтандыру")]
    assert len(found) == 2
