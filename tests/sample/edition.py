"""The whole of sources/: workbooks, settings, front matter, ids, waivers and translations."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.sampling.folder import edition_text, make_files

from .facts import load_sample

__all__ = ["AREAS", "make_sources", "write_sources"]

AREAS: Final = Path(__file__).resolve().parents[2] / "sources" / "areas.toml"
"""The closed list of areas of activity is no work of this script: it is read, never written."""
COUNTS: Final = {
    "organisations.ru": "144 организации", "regions.ru": "12 регионов", "experts.ru": "52 эксперта",
    "organisations.kk": "144 ұйым", "regions.kk": "12 өңірдегі", "experts.kk": "52 сарапшы",
    "organisations.en": "144 organisations", "regions.en": "12 regions", "experts.en": "52 experts",
}  # fmt: skip
"""How the foreword says what the book holds."""


def make_sources() -> dict[str, bytes]:
    """Everything the script writes: file name within sources/ -> bytes. Raises ValueError unless exactly one row is in error."""
    return make_files(load_sample(), AREAS.read_text("utf-8"), edition_text("edition.toml"), COUNTS)


def write_sources(folder: Path) -> list[str]:
    """Write the sample into a folder; returns the names written."""
    files = make_sources()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sorted(files)
