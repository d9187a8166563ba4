"""Write the sample edition's sources. An argument names another folder than sources/."""

from __future__ import annotations

import sys
from pathlib import Path

from .edition import write_sources

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sources"
    for name in write_sources(folder):
        print(name)
