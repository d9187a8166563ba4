"""Twenty builds are killed at random moments; ``make kills`` kills a hundred."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.kills.killing import STEPS, log, run, within_writing
from tests.kills.stepping import can_step


@pytest.mark.slow
def test_a_killed_build_leaves_an_edition_whole_and_the_next_run_is_right(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as lanes:
        done = lanes.map(lambda lane: run(tmp_path / str(lane), range(lane, 20, 2)), range(2))
        kills = [kill for lane in done for kill in lane]
    said = log(kills)
    print(said)
    assert len(kills) == 20
    assert {kill.signal for kill in kills} == {"SIGKILL", "SIGINT"}
    assert {kill.left for kill in kills} >= {"old"}, said
    assert within_writing(kills) >= 2 or not can_step(), said
    assert len({kill.stage for kill in kills} & set(STEPS)) >= 5, said
