"""The folder of copies that go back to their authors: written together, and never over what a person changed in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline import outputs
from pipeline.errors import Unwritable, UsageError
from pipeline.model.message import Message, msg
from pipeline.outputs import unwritable

__all__ = ["LEDGER", "put_copies", "release", "require_apart"]

LEDGER: Final = ".copies.json"
"""In the folder itself: name of a copy -> digest of what was written, by which one that a person changed is told from ours."""
_MENDED: Final = msg(
    "If it is the mended workbook, put it into the edition's folder in place of the original; else move it away, or name "
    "another folder with --out."
)


def require_apart(folder: Path, sources: Path) -> None:
    """Raises UsageError where copies would be written among the sources: they would be read as workbooks of the edition."""
    inside, outside = Path(os.path.realpath(folder)), Path(os.path.realpath(sources))  # resolve() raises for a link that leads to itself
    if inside == outside or outside in inside.parents:
        raise UsageError(
            msg("{folder} lies in the edition's folder; copies there would be read as sources.", folder=str(folder)),
            msg("Name another folder with --out."),
        )


def put_copies(folder: Path, copies: Mapping[str, bytes], *, whole: bool, hint: Message = _MENDED) -> list[Path]:
    """Write copies by their names (with "/"), all or none; the paths. ``whole``: earlier copies of ours that are not among them go;
    ``hint``: what to do with one that somebody worked in.

    Raises Unwritable, and UsageError where a file stands at a copy's place that is not as we wrote it: a person's work.
    """
    try:
        outputs.settle(folder)  # copies that a killed run had yet to put in place are ours too
        before = _ledger(folder)
        for name, content in copies.items():
            _require_ours(folder / name, content, before.get(name, ""), hint)
        gone = [name for name, digest in before.items() if whole and name not in copies and _digest(folder / name) == digest]
    except OSError as error:
        raise Unwritable(unwritable(error, folder), msg("Choose another folder; nothing was changed.")) from error
    kept = {name: digest for name, digest in before.items() if name not in gone}
    ledger = kept | {name: sha256(content).hexdigest() for name, content in copies.items()}
    paths = {folder / name: content for name, content in copies.items()}
    outputs.put(folder, {**paths, folder / LEDGER: _ledger_text(ledger)}, [folder / name for name in gone], "--out")
    return list(paths)


def release(path: Path, content: bytes) -> None:
    """A copy whose changes have been taken, as it was then, may be written over again. Never raises; a file of no ledger stays as it is."""
    with suppress(OSError):
        ledger = _ledger(path.parent)
        if path.name in ledger:
            ledger[path.name] = sha256(content).hexdigest()
            outputs.replace_file(path.parent / LEDGER, _ledger_text(ledger))


def _ledger_text(ledger: Mapping[str, str]) -> bytes:
    return f"{json.dumps(ledger, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _require_ours(path: Path, content: bytes, digest: str, hint: Message) -> None:
    if not path.exists() or path.is_dir():  # a folder is told when the copy is written
        return
    now = path.read_bytes()
    if now != content and sha256(now).hexdigest() != digest:
        raise UsageError(
            msg("{file} is not as it was written: somebody worked in it. Nothing was changed.", file=str(path)),
            hint,
        )


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _ledger(folder: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        kept = json.loads((folder / LEDGER).read_text("utf-8"))
        if isinstance(kept, dict):
            return {str(name): str(digest) for name, digest in kept.items() if _is_inside(str(name))}
    return {}


def _is_inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
