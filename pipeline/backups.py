"""The desk's sister for what files of the edition were before they were written over: kept beside them, hidden, and nothing else left.

A backup is named after its content, so none replaces another, and one that a killed run left is the one that the next run would make.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.errors import Unreadable
from pipeline.outputs import draft_of, replace_file

__all__ = ["backup_name", "clean_backups", "sweep_drafts"]


def backup_name(name: str, content: bytes) -> str:
    """Beside the file and hidden, so that it is no source; named after its content, so that no backup replaces another."""
    path = PurePosixPath(name)
    return str(path.with_name(f".{path.name}.{sha256(content).hexdigest()[:8]}.bak"))


def sweep_drafts(path: Path) -> None:
    """Take away what a run that was killed while it wrote this file, or its backup, left beside it. Never raises.

    Only whoever holds the folder (:func:`pipeline.outputs.alone`) may: another one's draft is about to be the file.
    """
    with suppress(OSError):
        for folder in {path.parent, path.resolve().parent}:  # a link's draft lies beside what it leads to
            for beside in folder.iterdir():
                whose = draft_of(beside.name)
                if whose and (path.resolve().name.startswith(whose) or whose.startswith(f".{path.name}.")):
                    beside.unlink(missing_ok=True)


def clean_backups(path: Path, cleaned: Callable[[str], str]) -> None:
    """Take out of every backup of a file what must not be kept: ``cleaned`` gives a text without it. Raises OSError.

    One that cannot be read stays as it is.
    """
    named = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.bak")
    for backup in sorted(path.parent.iterdir()) if path.parent.is_dir() else ():
        if not named.fullmatch(backup.name) or backup.is_symlink():
            continue
        with suppress(Unreadable, UnicodeDecodeError):
            text = backup.read_bytes().decode("utf-8-sig")
            made = cleaned(text)
            if made != text:
                replace_file(path.parent / backup_name(path.name, made.encode()), made.encode())
                backup.unlink()
