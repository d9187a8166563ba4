"""The galley cache on disk: one SQLite file. Losing, damaging or locking it costs time, never the build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["DiskGalleyStore", "NoGalleyStore"]

KEPT_RUNS = 30
"""A galley no run has used for so many runs is thrown away."""

STALE_RUNS = 10
"""Only after so many runs is it written down anew that a galley is still used: a run that changes nothing then writes nothing."""

_FORM = 3
"""Raised when the tables change; a file of another form is begun anew."""
_SCHEMA = f"""
PRAGMA page_size = 16384; -- a galley has about 3 KB: with smaller pages it is spread over several, and takes twice as long to write
PRAGMA user_version = {_FORM};
CREATE TABLE IF NOT EXISTS galleys (
    digest TEXT PRIMARY KEY, shape BLOB NOT NULL, used INTEGER NOT NULL, key TEXT NOT NULL, galley BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY);
"""


class NoGalleyStore:
    """Remembers nothing (``--no-cache``)."""

    def shapes(self, digests: Sequence[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def put(self, entries: Mapping[str, tuple[str, bytes, bytes]]) -> bool:  # noqa: ARG002
        return False

    def finish(self) -> None: ...


class DiskGalleyStore:
    """digest -> (readable key, shape, galley). The first sign of damage deletes the file and starts anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._run = 0
        self._usable = True
        with self._guarded():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open_run()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5)
        # Nothing waits for the disk: a cache that a power cut damages costs time only, and it is known for damaged.
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def _open_run(self) -> None:
        with closing(self._connect()) as connection, connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORM):
                raise sqlite3.DatabaseError("a cache of another form")
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

    def shapes(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Shapes of the galleys that are remembered, by digest."""
        found, used = self._columns("shape", digests)
        stale = [(self._run, digest, self._run) for digest, run in used.items() if run < self._run - STALE_RUNS]
        if stale and self._usable:
            with self._guarded(), closing(self._connect()) as connection, connection:
                connection.executemany("UPDATE galleys SET used = ? WHERE digest = ? AND used < ?", stale)
        return found

    def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Galleys that are remembered, by digest."""
        return self._columns("galley", digests)[0]

    def _columns(self, column: str, digests: Sequence[str]) -> tuple[dict[str, bytes], dict[str, int]]:
        found: dict[str, bytes] = {}
        used: dict[str, int] = {}
        if not self._usable:
            return found, used
        with self._guarded(), closing(self._connect()) as connection:
            for start in range(0, len(digests), 500):
                part = digests[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT digest, {column}, used FROM galleys WHERE digest IN ({marks})"  # noqa: S608
                for digest, content, run in connection.execute(query, part):
                    found[digest], used[digest] = bytes(content), run
        return found, used

    def put(self, entries: Mapping[str, tuple[str, bytes, bytes]]) -> bool:
        """Remember galleys: digest -> (readable key, shape, galley). False where they could not be."""
        if not self._usable:
            return False
        with self._guarded(), closing(self._connect()) as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO galleys VALUES (?, ?, ?, ?, ?)",
                [(digest, shape, self._run, key, galley) for digest, (key, shape, galley) in entries.items()],
            )
            return True
        return False

    def finish(self) -> None:
        """Throw away what has not been used for long."""
        if not self._usable:
            return
        with self._guarded(), closing(self._connect()) as connection, connection:
            connection.execute("DELETE FROM galleys WHERE used < ?", (self._run - KEPT_RUNS,))
