"""The galley cache on disk: one SQLite file. Losing, damaging or locking it costs time, never the build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["DiskGalleyStore", "NoGalleyStore"]

KEPT_RUNS = 30
"""A galley no run has used for so many runs is thrown away."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS galleys (digest TEXT PRIMARY KEY, key TEXT NOT NULL, galley BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY);
"""


class NoGalleyStore:
    """Remembers nothing (``--no-cache``)."""

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def put(self, entries: Mapping[str, tuple[str, bytes]]) -> None: ...

    def finish(self) -> None: ...


class DiskGalleyStore:
    """digest -> (readable key, galley). The first sign of damage deletes the file and starts anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run = 0
        self._usable = True
        with self._guarded():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open_run()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)

    def _open_run(self) -> None:
        with closing(self._connect()) as connection, connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO runs DEFAULT VALUES")
            self._run = connection.execute("SELECT max(number) FROM runs").fetchone()[0]

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Go on without a cache where the disk or the file will not do."""
        try:
            yield
        except sqlite3.OperationalError:
            self._usable = False  # locked, read-only or full: work without it
        except sqlite3.DatabaseError:
            self._start_anew()
        except OSError:
            self._usable = False

    def _start_anew(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
            # A journal left behind would be played back into the new file.
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self._open_run()
        except (OSError, sqlite3.Error):
            self._usable = False

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Galleys that are remembered, by digest."""
        found: dict[str, bytes] = {}
        if not self._usable:
            return found
        with self._guarded(), closing(self._connect()) as connection, connection:
            for start in range(0, len(digests), 500):
                part = digests[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT digest, galley FROM galleys WHERE digest IN ({marks})", part)  # noqa: S608
                found.update((digest, bytes(galley)) for digest, galley in rows)
            connection.executemany(
                "UPDATE galleys SET used = ? WHERE digest = ? AND used < ?", [(self._run, digest, self._run) for digest in found]
            )
        return found

    def put(self, entries: Mapping[str, tuple[str, bytes]]) -> None:
        """Remember galleys."""
        if not self._usable:
            return
        with self._guarded(), closing(self._connect()) as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO galleys VALUES (?, ?, ?, ?)",
                [(digest, key, galley, self._run) for digest, (key, galley) in entries.items()],
            )

    def finish(self) -> None:
        """Throw away what has not been used for long."""
        if not self._usable:
            return
        with self._guarded(), closing(self._connect()) as connection, connection:
            connection.execute("DELETE FROM galleys WHERE used < ?", (self._run - KEPT_RUNS,))
