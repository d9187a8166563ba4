"""``python -m pipeline`` is the command ``guide``; both begin here, and end here."""

from __future__ import annotations

import atexit
import os
import sys

__all__ = ["run"]


def run() -> int:
    """The command, from its first import on: Ctrl-C while it still loads ends with 130, and without a traceback."""
    try:
        from pipeline.cli import main

        return _end(main())
    except KeyboardInterrupt:
        return 130


def _end(code: int) -> int:
    """End the process at once: all is written and told, and taking a million values apart one by one would take a tenth of a second."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        return code  # a stream that is closed or full: Python has its own way to end then
    atexit._run_exitfuncs()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(run())
