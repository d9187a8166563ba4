"""A run's files come to their places together: whoever stops the program, even by force, leaves one edition and not two halves.

The new files are first written into ``build/.writing``. Then a journal is put beside them by one rename, which says what goes where and
what goes away; from that moment the new files are the edition. Only then they are renamed to their places, which takes about a
millisecond. A run that is killed before the journal has changed nothing. One that is killed after it leaves the journal, and whoever
comes next (:func:`settle`) does the rest. A failure or Ctrl-C turns the journal round: what was there before is put back.

Files keep their folders, so that a viewer or a terminal that stands in one of them sees the new files; swapping whole folders would
leave it in a deleted one.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import Unwritable
from pipeline.model.message import Message, msg

__all__ = [
    "alone", "draft_of", "holds_outputs", "is_torn", "put", "reason_of", "remedy_of", "replace_file", "replace_files", "settle",
    "unwritable",
]

WRITING: Final = ".writing"
"""The folder of files that are not in their places yet; hidden, inside the folder of outputs."""
_JOURNAL: Final = "journal"
_BESIDE: Final = 40
"""Letters of a file's name that its draft bears: a name may be as long as the disk allows, and the draft's is longer."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One file to its place. ``prepared``: its name in the folder of files not in place, "" where the target is to go away."""

    prepared: str
    target: str
    """From the folder of outputs, with "/"."""
    digest: str
    """Of a prepared file that has just been written; what was there before needs none."""


def put(folder: Path, files: Mapping[Path, bytes], gone: Iterable[Path] = (), option: str = "--build") -> None:
    """Write files into a folder of outputs and take others away, all or none. Raises Unwritable; then all is as it was.

    ``option``: that which names another folder.

    Waits where another program is at this very moment putting its files into the same folder.
    """
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            _finish(folder)
            writing = folder / WRITING
            writing.mkdir()
            try:
                steps = []
                for place, content in files.items():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    if place.is_dir():
                        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
                    steps.append(_Step(_new_file(writing, "new.", content).name, _inside(folder, place), _digest(content)))
                steps += [_Step("", _inside(folder, path), "") for path in gone]
                back = [_second_name(writing, folder, step.target) for step in steps]
                place = folder
                _decide(writing, steps)
                _carry_out(folder, steps)
            except BaseException:
                if (writing / _JOURNAL).exists():
                    _decide(writing, back)
                    _carry_out(folder, _due(folder, back))
                _clear(folder)
                raise
            _clear(folder)
    except OSError as error:
        raise Unwritable(unwritable(error, place), remedy_of(error, option)) from error


def holds_outputs(folder: Path, build: Path) -> bool:
    """Whether an edition's outputs lie in ``folder``: who builds inside the edition's own folder has them among the sources."""
    with suppress(OSError):  # one that may not be opened is none of ours, and whoever reads it tells
        return os.path.realpath(folder.parent) == os.path.realpath(build) and (folder / "report.json").is_file()
    return False


def is_torn(folder: Path) -> bool:
    """Whether a run was killed while it put its files in place, and nobody has done the rest yet."""
    return (folder / WRITING / _JOURNAL).is_file()


def settle(folder: Path) -> None:
    """Do the rest of what a killed run began, where there is such a thing and no other program is writing. Never raises."""
    if (folder / WRITING).is_dir():
        with suppress(OSError), alone(folder, wait=False):
            _finish(folder)


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the folder while files are put into it; the lock dies with its program. Raises BlockingIOError instead of waiting."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        yield  # what may not be opened cannot be held; whoever writes there is told why not
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass  # a disk that knows no locks
        yield
    finally:
        os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """One file: written under another name beside its place, then renamed. Raises OSError; then it is as it was.

    A link to a file stays: what it leads to is written, because others read it by its own name.
    """
    replace_files({path: content})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Several files, in their order: none is put in its place before all are written. Raises OSError, which names the file.

    A disk that is full then leaves all as they were; whoever kills the program between two of them leaves each of them whole.
    """
    drafts: dict[Path, Path] = {}
    place = Path()
    try:
        for place, content in files.items():
            path = place.resolve() if place.is_symlink() and place.exists() else place
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = _new_file(path.parent, _draft_prefix(path), content)
        for place, draft in drafts.items():
            draft.replace(place)
    except OSError as error:
        error.filename = str(place)
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def draft_of(name: str) -> str:
    """Whose draft a file is, by the first letters of the name that :func:`replace_file` had yet to give it; "" for any other file."""
    found = re.fullmatch(rf"\.(.{{1,{_BESIDE}}})\.new\.[a-z0-9_]{{8}}", name)
    return found[1] if found else ""


def _draft_prefix(path: Path) -> str:
    return f".{path.name[:_BESIDE]}.new."


def _new_file(folder: Path, prefix: str, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=prefix, dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _inside(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _second_name(writing: Path, folder: Path, target: str) -> _Step:
    """How to bring back what stands at a target now: by a second name, or a copy where the disk knows no second names."""
    path = folder / target
    if not path.exists():
        return _Step("", target, "")
    kept = writing / f"old.{sha256(target.encode()).hexdigest()[:16]}"
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, kept)
    return _Step(kept.name, target, "")


def _decide(writing: Path, steps: Sequence[_Step]) -> None:
    """Put the journal in place, by one rename: whatever happens now, these steps will be done."""
    draft = writing / f"{_JOURNAL}.draft"
    draft.write_text(json.dumps([astuple(step) for step in steps], ensure_ascii=False), "utf-8")
    draft.replace(writing / _JOURNAL)


def _carry_out(folder: Path, steps: Iterable[_Step]) -> None:
    for step in steps:
        target = folder / step.target
        if step.prepared:
            (folder / WRITING / step.prepared).replace(target)
        else:
            target.unlink(missing_ok=True)


def _due(folder: Path, steps: Iterable[_Step]) -> list[_Step]:
    """Steps that are not done yet: a prepared file that has gone to its place is no longer where it was."""
    return [step for step in steps if not step.prepared or (folder / WRITING / step.prepared).exists()]


def _finish(folder: Path) -> None:
    """What a killed run left: files without a journal are thrown away, a journal is carried out.

    A prepared file that is not what the journal says (the power failed before it reached the disk) goes nowhere; then all stays as
    it is, and the next run writes everything anew.
    """
    steps = _due(folder, _journal(folder))
    if all(_digest((folder / WRITING / step.prepared).read_bytes()) == step.digest for step in steps if step.digest):
        _carry_out(folder, steps)
    _clear(folder)


def _journal(folder: Path) -> list[_Step]:
    """The steps of the journal; none where there is none, or it is none of ours."""
    try:
        found = [_Step(*step) for step in json.loads((folder / WRITING / _JOURNAL).read_bytes())]
    except (OSError, ValueError, TypeError):
        return []
    names = [PurePosixPath(name) for step in found for name in (step.prepared, step.target)]
    return [] if any(name.is_absolute() or ".." in name.parts for name in names) else found


def _clear(folder: Path) -> None:
    """The journal goes first: without it the rest means nothing."""
    writing = folder / WRITING
    with suppress(OSError):
        (writing / _JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(writing)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


_REASONS = {
    errno.EACCES: msg("access is denied"),
    errno.EPERM: msg("access is denied"),
    errno.EROFS: msg("the disk is read-only"),
    errno.ENOTDIR: msg("a folder in its path is a file"),
    errno.EEXIST: msg("a file of that name stands there"),
    errno.EISDIR: msg("a folder of that name stands there"),
    errno.ENAMETOOLONG: msg("its name is too long"),
    errno.ELOOP: msg("its links lead in a circle"),
    errno.EIO: msg("the disk reports a fault"),
    errno.EDQUOT: msg("your share of the disk is used up"),
}


def reason_of(error: OSError) -> str | Message:
    """Why, in our own words where the fault is a common one; the system's words are English."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def remedy_of(error: OSError, option: str = "--build") -> Message:
    """What to do about outputs that could not be written; ``option``: that which names another folder, "" for none."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return msg("Free some space or choose another folder; the previous output is untouched.")
    if error.errno == errno.ENAMETOOLONG:
        return msg("Choose a shorter name; the previous output is untouched.")
    if not option:
        return msg("Make it a folder that you may write to, or name another; the previous output is untouched.")
    return msg("Make it a folder that you may write to, or name another with {option}; the previous output is untouched.", option=option)


def unwritable(error: OSError, place: Path) -> Message:
    """The sentence for a failed write; a full disk does not say itself which file it was."""
    if error.errno == errno.ENOSPC:
        return msg("The disk is full: {file} could not be written.", file=str(place))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return msg("{file} may not be written here: {reason}.", file=str(place), reason=reason_of(error))
    return msg("{file} could not be written: {reason}.", file=str(place), reason=reason_of(error))
