"""``python -m tests.pairs [tuned|unseen] [TIMES]``: precision and recall of the search for duplicates, as a table."""

from __future__ import annotations

import sys
from importlib import import_module

from tests.pairs.measuring import measure, table

if __name__ == "__main__":
    halves = [one for one in sys.argv[1:] if one in ("tuned", "unseen")] or ["tuned", "unseen"]
    times = next((int(one) for one in sys.argv[1:] if one.isdecimal()), 10)
    for half in halves:
        module = import_module(f"tests.pairs.{half}")
        measured = measure(module.draw(times), module.SEED)
        print(f"{half}, seed {module.SEED}, every template {times} times\n{table(measured)}\n")
        if "--show" in sys.argv:
            for kind, examples in measured.examples.items():
                print(kind, *examples[:4], sep="\n   ")
