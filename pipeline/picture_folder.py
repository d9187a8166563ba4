"""A folder of pictures: written aside one by one, so that a book's fit any memory, and put in its place when all are there.

A sister of the desk: it, too, touches the disk.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import Unwritable, UsageError
from pipeline.model.message import msg
from pipeline.outputs import unwritable

__all__ = ["picture_folder"]

Put = Callable[[str, bytes], None]
"""Writes a file by its name in the folder."""


@contextmanager
def picture_folder(folder: Path, is_ours: Callable[[str], bool]) -> Iterator[Put]:
    """Fill a folder: the whole of it, or nothing. An earlier one of which every file ``is_ours`` by its name is replaced.

    Raises UsageError where the folder holds anything else, Unwritable where it cannot be made; then all is as it was.
    """
    place = folder.absolute()
    try:
        if place.exists():
            place = place.resolve()
            _require_ours(place, folder, is_ours)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{place.name[:40]}.", dir=place.parent, ignore_cleanup_errors=True) as beside:
            made = Path(beside) / "made"
            made.mkdir()

            def put(name: str, content: bytes) -> None:
                (made / name).write_bytes(content)

            yield put
            _swap(made, place, Path(beside) / "earlier")
    except OSError as error:
        raise Unwritable(unwritable(error, folder), msg("Choose another folder; nothing was changed.")) from error


def _require_ours(place: Path, folder: Path, is_ours: Callable[[str], bool]) -> None:
    """Raises UsageError for a file, or a folder in which anything else lies."""
    hint = msg("Name a folder that does not exist yet; nothing was changed.")
    if not place.is_dir():
        raise UsageError(msg("{folder} is a file.", folder=str(folder)), hint)
    strange = sorted(path.name for path in place.iterdir() if not (path.is_file() and is_ours(path.name)))
    if strange:
        raise UsageError(msg("{folder} holds other files, such as {name}.", folder=str(folder), name=strange[0]), hint)


def _swap(made: Path, place: Path, earlier: Path) -> None:
    """Two renames; what stood there before comes back where the second fails."""
    if not place.exists():
        made.rename(place)
        return
    place.rename(earlier)
    try:
        made.rename(place)
    except BaseException:
        earlier.rename(place)
        raise
    with suppress(OSError):
        shutil.rmtree(earlier)
