"""The same as ``python -m tests.sample``, for those who start scripts by their path."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    runpy.run_module("tests.sample", run_name="__main__", alter_sys=True)
