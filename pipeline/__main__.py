"""``python -m pipeline`` is the command ``guide``; both begin here."""

from __future__ import annotations

import sys

__all__ = ["run"]


def run() -> int:
    """The command, from its first import on: Ctrl-C while it still loads ends with 130, and without a traceback."""
    try:
        from pipeline.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
