"""The translators' proof: the keys beside the texts."""

from __future__ import annotations

from pipeline.doors.pdf.extents import extent_of
from pipeline.model.standing import Run, Standing
from pipeline.proof.keyed import key_notes
from pipeline.wording import say
from tests.core.small_edition import design, faces


def test_a_key_stands_whole_in_its_box() -> None:
    """A note begins two fifths of its size from the box's edge, and what stands beyond the box is cut off."""
    face, geometry = faces()[0], design().geometry
    boxes = {"left": (48.0, 300.0, 200.0, 400.0), "right": (230.0, 300.0, 380.0, 400.0)}
    standings = [Standing(f"ngo-000{at}", "mission", "kk", (Run(0, "1", box, at),)) for at, box in enumerate(boxes.values())]
    keys = [note for note in key_notes(standings, (), geometry, face, lambda words: say(words, "en")) if not note.framed]
    assert sorted(note.lines for note in keys) == [("ngo-0000/mission",), ("ngo-0001/mission",)]
    for note in keys:
        x0, _, x1, _ = note.box
        assert note.size * 0.4 + extent_of(face, note.lines[0]).width * note.size <= x1 - x0
