"""The desk: the only door to disk, fonts and environment. Everything else works on values and can be tested in memory."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline import outputs, source_files
from pipeline.errors import Unreadable, Unwritable, UsageError
from pipeline.model.message import msg
from pipeline.model.source import SourceFile
from pipeline.outputs import reason_of, remedy_of, replace_file, replace_files, unwritable
from pipeline.source_files import GLOSSARY, has_lists, is_source, may_be_file, other_documents, read_workbook_file, refuse_pipe, unpacked_mb

__all__ = [
    "Desk", "Stamps", "is_same_file", "is_writable", "make_folder", "read_file", "read_text", "require_free",
    "shown_name", "stamps", "today", "write_file",
]

_PLACES: Final = "editions.json"
"""In the cache, because no output tells where its sources lie: edition's id -> the way from the folder of outputs to its last sources."""


def read_file(path: Path, name: str = "", most: int | None = None) -> bytes:
    """A file's bytes. Raises Unreadable with the system's reason, or where it has more than ``most`` bytes.

    ``name`` is what the sentence calls it, else its path.
    """
    shown = name or str(path)
    try:
        status = path.stat()
        if most is None or (stat.S_ISREG(status.st_mode) and status.st_size <= most):
            return path.read_bytes()
        if stat.S_ISREG(status.st_mode):
            raise _too_large(shown, most)
        with path.open("rb") as stream:  # a pipe tells no size
            content = stream.read(most + 1)
        if len(content) > most:
            raise _too_large(shown, most)
        return content
    except IsADirectoryError as error:
        raise Unreadable(msg("{file} is a folder, not a file.", file=shown), msg("Name a file in it.")) from error
    except OSError as error:
        raise _unopened(error, shown) from error


def _too_large(shown: str, most: int) -> Unreadable:
    message = msg("{file} is larger than {n} MB, more than is read.", file=shown, n=most >> 20)
    return Unreadable(message, msg("Send it in parts, or with its images at the size they are printed."))


def _unopened(error: OSError, shown: str) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return source_files.missing(Path(error.filename), shown)
    return Unreadable(msg("{file} could not be read: {reason}.", file=shown, reason=reason_of(error)), msg("Check that you may open it."))


def read_text(path: Path) -> str:
    """A UTF-8 text file. Raises Unreadable, naming the byte that is not UTF-8."""
    return decoded(read_file(path), path)


def decoded(content: bytes, path: Path) -> str:
    """UTF-8 bytes as text; ``path`` is named where they are none. Raises Unreadable."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            msg("{file} is not UTF-8 text (line {line}).", file=str(path), line=line), msg("Save it as UTF-8 and try again.")
        ) from error


def write_file(path: Path, content: bytes) -> None:
    """One output beside all editions, whole or not at all. Raises Unwritable; then what was there before is as it was."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if path.exists() and not path.is_file():  # a device, a pipe: renaming over it would take it away
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        replace_file(path, content)
    except OSError as error:
        raise Unwritable(unwritable(error, path), remedy_of(error, "")) from error


def today() -> date:
    """The day on which a person decides something; nothing that is printed depends on it."""
    return datetime.now().astimezone().date()


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file that exists."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_writable(folder: Path) -> bool:
    """Whether files can be written into a folder, or into the nearest one above it that exists; tried, not asked."""
    place = folder.absolute()
    try:
        while not place.exists():
            place = place.parent
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def require_free(folder: Path) -> None:
    """Raises UsageError where a folder that is to be made exists and holds anything, Unwritable where that cannot be seen."""
    try:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise UsageError(
                msg("{folder} exists and is not empty.", folder=str(folder)),
                msg("Name a folder that does not exist yet; nothing was changed."),
            )
    except OSError as error:
        raise Unwritable(unwritable(error, folder), msg("Choose another folder; nothing was changed.")) from error


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with files by relative name ("front/foreword.ru.md"): the whole of it, or nothing.

    Raises UsageError where the folder exists and holds anything, Unwritable where it cannot be made.
    """
    require_free(folder)
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name[:40]}.", dir=folder.absolute().parent) as beside:
            made = Path(beside) / "made"
            for name, content in files.items():
                target = made / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise Unwritable(unwritable(error, folder), msg("Choose another folder; nothing was changed.")) from error


@dataclass(frozen=True, slots=True)
class Desk:
    """One edition's folder of sources, and the folder its outputs go to.

    A source is read once and then kept: what a run looks at twice cannot have changed between.
    """

    sources: Path
    build: Path
    _contents: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def require_sources(self) -> None:
        """Raises Unreadable where the edition's folder does not exist."""
        if not os.path.isdir(self.sources):  # noqa: PTH112  (a name too long is no folder either; Path.is_dir raises)
            if os.path.isfile(self.sources):  # noqa: PTH113
                raise Unreadable(
                    msg("{file} is a file, not the folder of an edition.", file=str(self.sources)), msg("Name the folder it lies in.")
                )
            raise Unreadable(
                msg("The folder {folder} does not exist.", folder=str(self.sources)),
                msg("Name the folder of an edition, or make one with: guide new DIR"),
            )

    def workbook_names(self) -> list[str]:
        """Workbooks of the edition, as paths from its folder with "/"; drafts Excel keeps open (~$) are among them.

        So is what may be one and cannot be read: a folder that may not be opened or bears a workbook's name, a link to a folder or to
        nowhere, a pipe. Reading it tells why.
        """
        self.require_sources()
        paths, closed = self._listed()
        return sorted((path.as_posix() for path in (*(path for path in paths if has_lists(path)), *closed)),
                      key=lambda name: Path(name).parts)

    def other_documents(self) -> list[str]:
        """Files in the folders of the edition in which somebody may have sent a list, and which are not read."""
        return other_documents(self._listed()[0])

    @property
    def unpacked_mb(self) -> int:
        """How many megabytes a workbook may take once it is unpacked."""
        return unpacked_mb(self.text_or("edition.toml"))

    def _listed(self) -> tuple[list[Path], list[Path]]:
        """Everything below the edition's folder that is no folder, without what stands aside; and folders that may not be opened."""
        found: list[Path] = []
        closed: list[Path] = []
        walk = os.walk(self.sources, onerror=lambda error: closed.append(Path(error.filename).relative_to(self.sources)))
        for folder, folders, names in walk:
            folders[:] = [name for name in folders if not outputs.holds_outputs(Path(folder, name), self.build)]
            found += [Path(folder, name).relative_to(self.sources) for name in names]
            closed += [Path(folder, name).relative_to(self.sources) for name in folders
                       if is_source(name) or Path(folder, name).is_symlink()]
        return tuple(sorted(path for path in paths if not _is_aside(path)) for paths in (found, closed))  # type: ignore[return-value]

    def read_source(self, name: str) -> SourceFile:
        """One workbook's bytes. Raises Unreadable, which names it from the edition's folder: the report holds no other paths."""
        if shown_name(name) != name:
            raise Unreadable(
                msg("The name of {file} is not in UTF-8, so no report could name it.", file=shown_name(name)),
                msg("Rename the file; names from archives made on Windows often come so."),
            )
        return SourceFile(name, self._content(name, name), self.unpacked_mb)

    def _content(self, name: str, shown: str = "") -> bytes:
        if name not in self._contents:
            path = self.sources / name
            refuse_pipe(path, shown or name)
            self._contents[name] = read_workbook_file(path, shown or name, self.unpacked_mb) if is_source(name) else read_file(path, shown)
        return self._contents[name]

    def text(self, name: str) -> str:
        """A text file of the edition. Raises Unreadable."""
        return decoded(self._content(name), self.sources / name)

    def text_or(self, name: str, default: str = "") -> str:
        """A text file of the edition, or ``default`` where it does not exist. Raises Unreadable where it cannot be read."""
        if name not in self._contents and source_files.is_absent(self.sources / name, self.sources):
            return default
        return self.text(name)

    def content_or_none(self, name: str) -> bytes | None:
        """A file of the edition; None where there is none of that name. Raises Unreadable where it cannot be read."""
        return self._content(name) if name in self._contents or os.path.lexists(self.sources / name) else None

    def press_files(self, edition: str, lang: str) -> list[Path]:
        """Press files of one language's book that earlier runs left, whatever the printer."""
        return self._left(edition, lang, "print")

    def cover_files(self, edition: str, lang: str) -> list[Path]:
        """Covers of one language's book that earlier runs left, with their job files, whatever the printer."""
        return self._left(edition, lang, "cover")

    def _left(self, edition: str, lang: str, kind: str) -> list[Path]:
        named = re.compile(rf"guide-{re.escape(edition)}-{lang}\.{kind}(-[a-z0-9-]+)?\.(?:pdf|job\.json)")
        with suppress(OSError):
            return sorted(path for path in (self.build / edition / lang).iterdir() if named.fullmatch(path.name))
        return []

    def front_matter(self, lang: str) -> dict[str, str]:
        """Name -> Markdown of the front matter in one language ("foreword" from front/foreword.ru.md). Raises Unreadable."""
        folder, ending = self.sources / "front", f".{lang}.md"
        if source_files.is_absent(folder, self.sources):
            return {}
        try:
            names = sorted(path.name for path in folder.iterdir() if path.name.endswith(ending))
        except OSError as error:
            raise _unopened(error, str(folder)) from error
        return {name.removesuffix(ending): self.text(f"front/{name}") for name in names}

    def write(self, files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
        """Write outputs and take away those that no longer hold, all or none. Raises Unwritable; then all is as it was."""
        outputs.put(self.build, files, gone)

    def settle(self) -> None:
        """Where a run was killed while it put its files in place, do the rest. Never raises."""
        outputs.settle(self.build)

    @property
    def is_torn(self) -> bool:
        """Whether a run was killed while it put its files in place."""
        return outputs.is_torn(self.build)

    def require_own_place(self, edition: str) -> None:
        """Raises UsageError where this edition's folder of outputs is that of another edition with the same id, which still exists."""
        way = self._places().get(edition)
        if way is None:
            return
        folder, other = str(self.build / edition), (self.build / way).resolve()
        if is_same_file(other, self.sources) or not _is_edition(other, edition):
            return
        raise UsageError(
            msg("{folder} holds the output of another edition, {other}; nothing was changed.", folder=folder, other=str(other)),
            msg("Give this edition another id in edition.toml, or name another folder with --build."),
        )

    def keep_place(self, edition: str) -> None:
        """Remember whose the edition's folder of outputs is. Never raises: losing it costs a warning only."""
        places = self._places()
        with suppress(OSError, ValueError):
            if places.get(edition) != (own := Path(os.path.relpath(self.sources.resolve(), self.build.resolve())).as_posix()):
                text = json.dumps({**places, edition: own}, ensure_ascii=False, indent=1, sort_keys=True)
                replace_file(self.build / ".cache" / _PLACES, f"{text}\n".encode())

    def _places(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            kept = json.loads((self.build / ".cache" / _PLACES).read_text("utf-8"))
            return {str(name): str(place) for name, place in kept.items()} if isinstance(kept, dict) else {}
        return {}

    def require_unchanged(self, name: str, text: str) -> None:
        """Raises Unwritable where a text file of the edition is no longer as it was read: somebody else wrote to it in the meantime."""
        target = self.sources / name
        now = read_text(target) if os.path.lexists(target) else ""
        if now != text:
            raise Unwritable(
                msg("{file} was changed while this command was at work, so nothing was written to it.", file=str(target)),
                msg("Close it where it is open, and run the command again."),
            )

    def write_sources(self, files: Mapping[str, bytes]) -> None:
        """Write files of the edition that the program keeps itself, whole, and all or none. Raises Unwritable."""
        try:
            replace_files({self.sources / name: content for name, content in files.items()})
        except OSError as error:
            hint = msg("The program keeps that file itself: free some space, or see that you may write there. Nothing was changed.")
            raise Unwritable(unwritable(error, Path(error.filename)), hint) from error
        self._contents.update(files)

    def source_digests(self) -> dict[str, str]:
        """Digest of every file of the edition's folder, by name; hidden files and the blank workbook are no sources.

        Raises Unreadable where the folder does not exist.
        """
        self.require_sources()
        digests: dict[str, str] = {}
        for relative in self._listed()[0]:
            if may_be_file(self.sources / relative):
                name = relative.as_posix()
                digests[name] = ""  # one that cannot be read is told by whoever needs it
                with suppress(Unreadable):
                    digests[name] = sha256(self._content(name)).hexdigest()
        return digests

    def inputs_digest(self) -> str:
        """Digest of everything the edition's book was made from, printed in its colophon so that a copy tells its sources.

        The words on the cover are not among it, nor is the glossary: what stands there changes no page.
        """
        digest = sha256()
        for name, content in self.source_digests().items():
            if name.rpartition("/")[2] != "ids.toml" and not name.startswith("front/cover.") and name != GLOSSARY:
                digest.update(os.fsencode(name) + b"\0" + bytes.fromhex(content))
        return digest.hexdigest()[:12]


def _is_edition(folder: Path, edition: str) -> bool:
    """Whether an edition of this id lies in the folder; one that was moved, deleted or given another id does not."""
    try:
        return re.search(rf'(?m)^\s*id\s*=\s*["\']{re.escape(edition)}["\']', (folder / "edition.toml").read_text("utf-8")) is not None
    except (OSError, ValueError):
        return False


def shown_name(name: str) -> str:
    """A file's name as it can be written down: what is not UTF-8 in it becomes "?"."""
    return name.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Stamps:
    """Size, time of change and inode of every file a build looks at, by path; ``own``: of ids.toml, which the build writes itself."""

    files: Mapping[str, tuple[int, int, int]]
    own: tuple[int, int, int] | None

    def with_own(self, other: Stamps) -> Stamps:
        """These stamps, with ids.toml as the other ones have it."""
        return replace(self, own=other.own)

    def is_whole_since(self, before: Stamps) -> bool:
        """Whether every file that changed is another one than before: written aside and put in its place by renaming, so it is complete."""
        changed = {path for path in self.files.keys() | before.files.keys() if self.files.get(path) != before.files.get(path)}
        replaced = {path for path in changed & self.files.keys() & before.files.keys() if self.files[path][2] != before.files[path][2]}
        return self.own == before.own and changed == replaced


def stamps(sources: Path, designs: Path) -> Stamps:
    """Stamps of an edition's sources and of all designs; a file that vanishes meanwhile has none. Never raises."""
    files: dict[str, tuple[int, int, int]] = {}
    for folder in (sources, designs):
        for path in folder.rglob("*"):
            if not _is_aside(path.relative_to(folder)) and not path.name.startswith("~$"):
                with suppress(OSError):
                    status = path.stat()
                    if stat.S_ISREG(status.st_mode):
                        files[str(path)] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return Stamps(files, files.pop(str(sources / "ids.toml"), None))


def _is_aside(relative: Path) -> bool:
    """Hidden files, the blank workbook that is sent to provinces, and the translators' memory, by which no page is made, are no sources."""
    parts = relative.parts
    return any(part.startswith(".") for part in parts) or parts[:1] == ("blank",) or parts == ("translations", "memory.tmx")
