"""``make kills``: a hundred builds are killed; the log says where. ``python -m tests.kills N``: so many."""

from __future__ import annotations

import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.kills.killing import log, run, within_writing

LANES = 2


def main(arguments: list[str]) -> int:
    """Kill in two folders side by side, print the log; 1 where fewer than a tenth fell between the first prepared file and the last in its place."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where whoever began this ignores Ctrl-C
    count = int(arguments[0]) if arguments else 100
    with tempfile.TemporaryDirectory(prefix="guide-kills-") as place, ThreadPoolExecutor(LANES) as lanes:
        done = lanes.map(lambda lane: run(Path(place) / str(lane), range(lane, count, LANES)), range(LANES))
        kills = [kill for lane in done for kill in lane]
    print(log(kills))
    return 0 if within_writing(kills) * 10 >= count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
