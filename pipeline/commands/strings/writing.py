"""Catalogues into their places: whole, one writer at a time, and what they were before beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from pipeline.desk import Desk
from pipeline.model.message import msg
from pipeline.outputs import alone
from pipeline.terminal import Printer

__all__ = ["backup_name", "tell_written", "write_over"]


def write_over(desk: Desk, made: Mapping[str, tuple[str, str]], own: Collection[str] = ()) -> list[str]:
    """Write files of the edition, each given as (as it was read, as it shall be); gives the names of what they were before.

    A backup is the file byte by byte, with the mark of its encoding, without which Excel shows other letters. ``own``: files that the
    program alone writes; they have none, which would keep what was taken out of them for good reason.
    Raises Unwritable, also where one was changed since it was read; nothing is then written.
    """
    backups = []
    with alone(desk.sources):  # two who write at once
        for name, (before, _) in made.items():
            desk.require_unchanged(name, before)
        for name in made:
            if name not in own and (content := desk.content_or_none(name)):
                backups.append(backup_name(name, content))
                desk.write_source(backups[-1], content)
        for name, (_, after) in made.items():
            desk.write_source(name, after.encode())
    return backups


def tell_written(written: Sequence[str], backups: Sequence[str], printer: Printer, *, dry_run: bool) -> None:
    """Which files were written, or would be, and where they are as they were before."""
    if not written:
        printer.line(msg("Nothing is new; nothing was written."))
    for name in written:
        printer.line(msg("{file} would be changed; nothing was written.", file=name) if dry_run else msg("Written: {file}", file=name))
    for name in backups:
        printer.line(msg("The file as it was before: {file}", file=name))


def backup_name(name: str, content: bytes) -> str:
    """Beside the file and hidden, so that it is no source; named after its content, so that no backup replaces another."""
    path = PurePosixPath(name)
    return str(path.with_name(f".{path.name}.{sha256(content).hexdigest()[:8]}.bak"))
