"""The desk's sister for workbooks as other people leave them: what a name promises, what lies there, and what is read of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.doors.toml import parse_toml
from pipeline.doors.workbooks import Limits, require_size
from pipeline.errors import Unreadable
from pipeline.model.message import msg
from pipeline.model.source import DEFAULT_UNPACKED_MB
from pipeline.outputs import reason_of

__all__ = [
    "GLOSSARY", "SOURCE_SUFFIXES", "has_lists", "is_absent", "is_source", "may_be_file", "missing", "other_documents", "read_workbook_file",
    "refuse_pipe", "unpacked_mb",
]

GLOSSARY: Final = "translations/glossary.csv"
"""The edition's glossary: a table, and no list of organisations."""

SOURCE_SUFFIXES: Final = frozenset({
    ".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".xlt", ".ods", ".ots", ".fods", ".sxc", ".numbers", ".csv", ".tsv",
})
"""Files taken for workbooks. What cannot be read among them is told by name, never skipped."""
_DOCUMENTS: Final = frozenset({
    ".doc", ".docx", ".odt", ".rtf", ".pdf", ".zip", ".rar", ".7z", ".gz", ".txt", ".htm", ".html", ".mht", ".xml", ".dbf", ".mdb",
    ".accdb", ".xps", ".eml", ".msg", ".pages", ".wps", ".et",
})
"""Files in which people send lists too, and which nobody reads."""
_NO_SOURCES: Final = frozenset({"front", "translations"})
"""Folders of an edition that hold other things than the provinces' lists."""
_TRIES: Final = 2


def is_source(name: str) -> bool:
    """Whether a file's name promises a workbook."""
    return os.path.splitext(name)[1].lower() in SOURCE_SUFFIXES  # noqa: PTH122


def has_lists(path: Path) -> bool:
    """Whether a file of the edition, by its path from the edition's folder, is read as a workbook of listings."""
    return is_source(path.name) and path.as_posix() != GLOSSARY


def may_be_file(path: Path) -> bool:
    """A file, a link that leads nowhere, or what may not be looked at; no pipe, no device."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True


def other_documents(paths: Iterable[Path]) -> list[str]:
    """Those of the files (relative to the edition's folder) in which somebody may have sent a list that is not read."""
    return [path.as_posix() for path in paths
            if path.suffix.lower() in _DOCUMENTS and len(path.parts) > 1 and path.parts[0] not in _NO_SOURCES]


def unpacked_mb(edition: str) -> int:
    """The limit that edition.toml's text sets ([reading], unpacked_mb), else the usual one; its mistakes are told by its own checker."""
    with suppress(Unreadable):
        table = parse_toml(edition, "edition.toml").get("reading")
        value = table.get("unpacked_mb") if isinstance(table, dict) else None
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return DEFAULT_UNPACKED_MB


def read_workbook_file(path: Path, name: str, most_mb: int = DEFAULT_UNPACKED_MB) -> bytes:
    """A workbook's bytes; ``name`` is what sentences call it. Raises Unreadable.

    Only a file is read: a pipe would be waited for, a device never ends. Nothing larger than ``most_mb`` megabytes comes into memory.
    A file that grows or changes meanwhile is half of one: it is read once more, then refused.
    """
    try:
        for _ in range(_TRIES):
            before = path.stat()
            _require_file(before.st_mode, name)
            require_size(name, before.st_size, Limits.raised(most_mb))
            with path.open("rb") as stream:
                content = stream.read(before.st_size + 1)
                after = os.fstat(stream.fileno())
            if len(content) == before.st_size and (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns):
                return content
    except FileNotFoundError as error:
        raise missing(path, name) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        cause = msg("{file} could not be read: {reason}.", file=name, reason=reason_of(error) if isinstance(error, OSError) else str(error))
        raise Unreadable(cause, msg("Check that you may open it.")) from error
    raise Unreadable(
        msg("{file} changed while it was being read.", file=name), msg("Wait until it is saved, copied or synchronised, and try again."))


def is_absent(path: Path, folder: Path) -> bool:
    """Whether nothing stands at a place in ``folder``. A link to nowhere stands there, and what may not be looked at may."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return _dead_link(path, folder) is None
    except OSError:
        return False
    return False


def missing(path: Path, name: str) -> Unreadable:
    """Why a file is not to be found: it, or a folder above it, may be a link to what was moved or deleted."""
    link = _dead_link(path, Path(path.anchor))
    if link is None:
        return Unreadable(msg("{file} does not exist.", file=name), msg("Check the name and the folder."))
    return Unreadable(
        msg("{file} does not exist: {link} is a link to {target}, and nothing is there.", file=name, link=link.name,
            target=os.readlink(link)),  # noqa: PTH115  (a Path would take "./" and the like away)
        msg("Bring back what the link leads to, or take the link away."),
    )


def _dead_link(path: Path, folder: Path) -> Path | None:
    """The link to nowhere at a place or above it, as far as ``folder``."""
    for place in (path, *path.parents):
        if place == folder:
            break
        if os.path.islink(place) and not os.path.exists(place):  # noqa: PTH110, PTH114  (which raise nothing for links in a circle)
            return place
    return None


def refuse_pipe(path: Path, name: str) -> None:
    """Raises Unreadable for a pipe or a device, which would be waited for without end; anything else is for the reader to tell."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode):
            _require_file(mode, name)


def _require_file(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable(
            msg("{file} is a folder, not a file.", file=name),
            msg("If a workbook was unpacked into it, pack its contents again or ask for the file; else give the folder another name."))
    if not stat.S_ISREG(mode):
        raise Unreadable(msg("{file} is no file but a pipe or a device.", file=name), msg("Save it as a file, and name that."))
