"""Catalogues into their places: whole, one writer at a time, and what they were before beside them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from pipeline.desk import Desk
from pipeline.outputs import alone

__all__ = ["backup_name", "write_over"]


def write_over(desk: Desk, made: Mapping[str, tuple[str, str]]) -> list[str]:
    """Write files of the edition, each given as (as it was read, as it shall be); gives the names of what they were before.

    Raises Unwritable, also where one was changed since it was read; nothing is then written.
    """
    backups = []
    with alone(desk.sources):  # two who write at once
        for name, (before, _) in made.items():
            desk.require_unchanged(name, before)
        for name, (before, _) in made.items():
            if before:
                backups.append(backup_name(name, before))
                desk.write_source(backups[-1], before.encode())
        for name, (_, after) in made.items():
            desk.write_source(name, after.encode())
    return backups


def backup_name(name: str, text: str) -> str:
    """Beside the file and hidden, so that it is no source; named after its content, so that no backup replaces another."""
    path = PurePosixPath(name)
    return str(path.with_name(f".{path.name}.{sha256(text.encode()).hexdigest()[:8]}.bak"))
