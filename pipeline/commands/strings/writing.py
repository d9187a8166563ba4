"""Catalogues into their places: whole, one writer at a time, and what they were before beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from pipeline.backups import backup_name, clean_backups, sweep_drafts
from pipeline.desk import Desk
from pipeline.errors import Unwritable
from pipeline.model.message import msg
from pipeline.outputs import alone, remedy_of, unwritable
from pipeline.terminal import Printer

__all__ = ["tell_written", "write_over"]


def write_over(
    desk: Desk, made: Mapping[str, tuple[str, str]], own: Collection[str] = (), cleaned: Mapping[str, Callable[[str], str]] | None = None
) -> list[str]:
    """Write files of the edition, each given as (as it was read, as it shall be); gives the names of what they were before.

    A backup is the file byte by byte, with the mark of its encoding, without which Excel shows other letters. ``own``: files that the
    program alone writes; they have none, which would keep what was taken out of them for good reason. ``cleaned``: name of a file -> what
    a text of it is without that; it goes out of its backups, earlier ones too.
    Raises Unwritable, also where one was changed since it was read; nothing is then written.
    """
    backups = []
    cleaned = cleaned or {}
    with alone(desk.sources):  # two who write at once
        for name, (before, _) in made.items():
            sweep_drafts(desk.sources / name)
            desk.require_unchanged(name, before)
        files: dict[str, bytes] = {}
        for name, (before, _) in made.items():
            if name not in own and (content := desk.content_or_none(name)):
                content = cleaned[name](before).encode() if name in cleaned else content
                backups.append(backup_name(name, content))
                files[backups[-1]] = content
        desk.write_sources({**files, **{name: after.encode() for name, (_, after) in made.items()}})
        for name, clean in cleaned.items():
            _clean(desk, name, clean)
    return backups


def _clean(desk: Desk, name: str, clean: Callable[[str], str]) -> None:
    try:
        clean_backups(desk.sources / name, clean)
    except OSError as error:
        raise Unwritable(unwritable(error, desk.sources / name), remedy_of(error, "")) from error


def tell_written(written: Sequence[str], backups: Sequence[str], printer: Printer, *, dry_run: bool) -> None:
    """Which files were written, or would be, and where they are as they were before."""
    if not written:
        printer.line(msg("Nothing is new; nothing was written."))
    for name in written:
        printer.line(msg("{file} would be changed; nothing was written.", file=name) if dry_run else msg("Written: {file}", file=name))
    for name in backups:
        printer.line(msg("The file as it was before: {file}", file=name))
