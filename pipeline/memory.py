"""What earlier runs came to, kept in build/.cache: results by name, each with the readable key of all it depends on.

Losing it costs time, never the build: a damaged, foreign or unwritable shelf is an empty one. Two builds at once each write their own
shelf whole and rename it; the later one stays.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from pipeline.outputs import replace_file

__all__ = ["Memory", "Shelf", "code_digest", "digest_of", "pack", "value_digest"]

Result = TypeVar("Result")

_MARK: Final = b"guide shelf 1\n"
_CODE: Final = frozenset({".py", ".toml", ".csv", ".dic", ".icc", ".po"})
"""Files that decide what comes out, by their ending; designs and fonts have keys of their own."""
_PLAIN: Final = frozenset({
    ("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
})


def digest_of(text: str | bytes) -> str:
    """SHA-256 of a text, hexadecimal."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def pack(value: object) -> bytes:
    """A value as shelves keep it."""
    return pickle.dumps(value, protocol=5)


def value_digest(value: object) -> str:
    """Digest of a value by what it holds: pickle's fast mode looks at no object's identity, which differs from run to run."""
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, protocol=5)
    pickler.fast = True
    pickler.dump(value)
    return sha256(packed.getbuffer()).hexdigest()[:24]


@cache
def code_digest() -> str:
    """Digest of the program's own files: a result of other code is none of ours."""
    folder = Path(__file__).parent
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _CODE):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


class _Careful(pickle.Unpickler):
    """Reads values of our own types only: what lies in a cache folder must not be able to run anything."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (pickle's own signature)
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("pipeline."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a shelf")


class Shelf:
    """Results of one kind. Values are kept packed, and unpacked when they are asked for."""

    def __init__(self, path: Path | None, *, keep_unused: bool = False) -> None:
        self._path, self._keep_unused = path, keep_unused
        self._packed: dict[str, tuple[str, bytes]] = {}
        self._values: dict[str, object] = {}
        self._used: set[str] = set()
        self._changed = False
        if path is not None:
            self._packed = _read(path)

    def key(self, name: str) -> str:
        """The key under which the result of that name is kept; "" where there is none."""
        return self._packed[name][0] if name in self._packed else ""

    def names(self) -> list[str]:
        """Names of all that is kept."""
        return sorted(self._packed)

    def recall(self, name: str, key: str) -> Any | None:  # noqa: ANN401  (whatever was kept)
        """The value kept under ``name``, if it was made from this very key; else None."""
        kept = self._packed.get(name)
        if kept is None or kept[0] != key:
            return None
        if name not in self._values and not self._unpack(name, kept[1]):
            return None
        self._used.add(name)
        return self._values[name]

    def unpack(self) -> None:
        """Unpack all that is kept, at a moment when there is nothing else to do."""
        for name, (_, packed) in list(self._packed.items()):
            if name not in self._values:
                self._unpack(name, packed)

    def _unpack(self, name: str, packed: bytes) -> bool:
        try:
            self._values[name] = _Careful(io.BytesIO(packed)).load()
        except Exception:
            del self._packed[name]
        return name in self._packed

    def keep(self, name: str, key: str, value: object) -> None:
        """Keep a value, in place of any older one of that name."""
        self._keep(name, key, value, pack(value) if self._path is not None else b"")

    def keep_packed(self, name: str, key: str, packed: bytes) -> Any:  # noqa: ANN401  (whatever was packed)
        """Keep a value that one of our own processes has packed (:func:`pack`); gives the value."""
        value = pickle.loads(packed)  # noqa: S301  (from our own process)
        self._keep(name, key, value, packed if self._path is not None else b"")
        return value

    def _keep(self, name: str, key: str, value: object, packed: bytes) -> None:
        self._packed[name] = (key, packed)
        self._values[name] = value
        self._used.add(name)
        self._changed = True

    def remember(self, name: str, key: str, make: Callable[[], Result]) -> Result:
        """The kept value, or the one that ``make`` gives, which is then kept."""
        found: Result | None = self.recall(name, key)
        if found is None:
            found = make()
            self.keep(name, key, found)
        return found

    def finish(self) -> None:
        """Write the shelf where anything changed; what this run did not use is thrown away."""
        if not self._used:
            return
        if not self._keep_unused:
            for name in [name for name in self._packed if name not in self._used]:
                del self._packed[name]
                self._values.pop(name, None)
                self._changed = True
        self._used.clear()
        if self._changed and self._path is not None:
            content = pickle.dumps(self._packed, protocol=5)
            with suppress(OSError):
                replace_file(self._path, _MARK + sha256(content).hexdigest().encode() + content)
        self._changed = False


def _read(path: Path) -> dict[str, tuple[str, bytes]]:
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    start = len(_MARK) + 64
    if not content.startswith(_MARK) or sha256(content[start:]).hexdigest().encode() != content[len(_MARK) : start]:
        return {}
    try:
        found = _Careful(io.BytesIO(content[start:])).load()
    except Exception:
        return {}
    return found if isinstance(found, dict) and all(map(_is_kept, found.items())) else {}


def _is_kept(pair: tuple[object, object]) -> bool:
    """Whether it is a name with its key and packed value."""
    match pair:
        case (str(), (str(), bytes())):
            return True
    return False


class Memory:
    """All shelves of one build folder; ``folder`` None keeps everything for this process only."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.is_patient = False
        """Whoever watches writes when the round is told (:meth:`write`)."""
        self._digests: dict[str, tuple[object, str]] = {}
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, name: str, *, keep_unused: bool = False) -> Shelf:
        """The shelf of that name, the same one each time it is asked for."""
        if name not in self._shelves:
            path = self.folder / f"{name}.shelf" if self.folder else None
            self._shelves[name] = Shelf(path, keep_unused=keep_unused)
        return self._shelves[name]

    def digest(self, name: str, value: object) -> str:
        """:func:`value_digest`, worked out anew only where the value differs from the last one of that name."""
        known = self._digests.get(name)
        if known is None or known[0] != value:
            known = self._digests[name] = value, value_digest(value)
        return known[1]

    def finish(self) -> None:
        """A run has come to its end: write what changed. Never raises for a disk that will not have it."""
        if not self.is_patient:
            self.write()

    def write(self) -> None:
        """Write what changed, now."""
        for shelf in self._shelves.values():
            shelf.finish()
