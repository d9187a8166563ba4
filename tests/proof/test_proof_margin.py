"""Marks and keys beside the text of a proof: on the side the text stands on, one bar for one line, none on top of another."""

from __future__ import annotations

from functools import partial

from pipeline.doors.pdf import Note
from pipeline.model.findings import Box
from pipeline.model.standing import Run, Standing
from pipeline.proof.keyed import key_notes
from pipeline.proof.margin import CLEAR, WIDE, margin_notes, stamps
from pipeline.wording import say
from tests.core.small_edition import design, faces

GEOMETRY, FACE = design().geometry, faces()[0]
WIDTH = GEOMETRY.trim_width
LEFT, RIGHT = (30.0, WIDTH / 2 - 6), (WIDTH / 2 + 6, WIDTH - 30)
ENGLISH = partial(say, lang="en")


def standing(key: str, edges: tuple[float, float], foot: float, top: float, *, lang: str = "ru", page: int = 1) -> Standing:
    listing, _, field = key.partition("/")
    return Standing(listing, field, lang, (Run(page, str(page + 1), (edges[0], foot, edges[1], top), 0),))


def bars(*standings: Standing) -> list[Note]:
    return [note for note in margin_notes(standings, GEOMETRY, FACE, ENGLISH) if not note.framed]


def within(box: Box, foot: float, top: float) -> bool:
    return foot < box[1] < box[3] < top


def test_a_bar_stands_beside_its_column_on_the_outer_side() -> None:
    left, right = bars(standing("ngo-0001/mission", LEFT, 100, 130)), bars(standing("ngo-0001/mission", RIGHT, 100, 130))
    assert [(note.box[0], note.box[2], note.bar) for note in left] == [(LEFT[0] - CLEAR - WIDE, LEFT[0] - CLEAR, "right")]
    assert [(note.box[0], note.box[2], note.bar) for note in right] == [(RIGHT[1] + CLEAR, RIGHT[1] + CLEAR + WIDE, "left")]
    assert all(within(note.box, 100, 130) for note in (*left, *right)), "so that the bars of two texts do not run into one"
    over_the_page = bars(standing("ngo-0001/mission", (30, WIDTH - 30), 100, 130))
    assert over_the_page[0].bar == "right"


def test_texts_that_share_a_line_share_a_bar_and_others_have_their_own() -> None:
    (shared,) = bars(standing("ngo-0001/head", LEFT, 100, 120), standing("ngo-0001/head_role", LEFT, 110, 130, lang="kk"))
    assert (within(shared.box, 100, 130), shared.lines) == (True, ("kk", "ru"))
    assert sorted(line.rpartition(" ")[2] for line in shared.tip.split("\n")) == ["ngo-0001/head", "ngo-0001/head_role"]
    assert len(bars(standing("ngo-0001/head", LEFT, 100, 110), standing("ngo-0001/mission", LEFT, 110, 120))) == 2
    assert len(bars(standing("ngo-0001/head", LEFT, 100, 110), standing("ngo-0002/head", RIGHT, 100, 110))) == 2


def test_what_stands_nowhere_has_no_bar_and_a_proof_without_bars_explains_none() -> None:
    assert margin_notes([standing("ngo-0001/former_name", LEFT, 130, 130)], GEOMETRY, FACE, ENGLISH) == []
    key, *_ = margin_notes([standing("ngo-0001/mission", LEFT, 100, 130, page=7)], GEOMETRY, FACE, ENGLISH)
    assert (key.page_index, key.framed, "ru Russian" in " ".join(key.lines)) == (0, True, True)
    assert "kk" not in " ".join(key.lines), "only languages that are met"


def test_every_page_of_a_trial_says_what_it_is() -> None:
    assert [(note.page_index, note.lines) for note in stamps("Not an edition.", 3, GEOMETRY, FACE)] == [(at, ("Not an edition.",)) for at in range(3)]


def test_keys_stand_outside_the_trim_at_the_height_of_their_texts_and_never_on_one_another() -> None:
    texts = [
        standing("ngo-0001/name", LEFT, 190, 200), standing("ngo-0001/acronym", LEFT, 190, 200), standing("ngo-0001/mission", LEFT, 100, 130),
        standing("ngo-0002/name", RIGHT, 190, 200),
    ]
    made = [note for note in key_notes(texts, {"ngo-0001/mission"}, GEOMETRY, FACE, ENGLISH) if not note.framed]
    keys = {note.lines[0]: note for note in made if not note.bar}
    assert set(keys) == {f"{one.listing}/{one.field}" for one in texts}
    assert all(keys[f"ngo-0001/{field}"].box[2] < 0 for field in ("name", "acronym", "mission"))
    assert keys["ngo-0002/name"].box[0] > WIDTH
    assert (keys["ngo-0001/acronym"].box[3], keys["ngo-0001/mission"].box[3], keys["ngo-0002/name"].box[3]) == (200, 130, 200)
    assert keys["ngo-0001/name"].box[3] <= keys["ngo-0001/acronym"].box[1], "two texts on one line: the second key goes below the first"
    assert [note.tip.rpartition(" ")[2] for note in made if note.bar] == ["ngo-0001/mission"], "a bar only where it is not translated"
