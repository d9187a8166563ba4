"""The peers on this machine: which are here, which version, and the command that sets the book."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench.measuring import ROOT, environment

__all__ = ["PEERS", "Absent", "Peer", "browser", "fitting", "warm"]

TOOLS = ROOT / "build" / ".bench-tools"
CHROMIUM_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-pdf-tagging", "--no-pdf-header-footer",
)
VIVLIOSTYLE = (((22, 12), "11.3.3"), ((20, 0), "10.6.0"), ((18, 0), "9.7.1"))
"""Versions of @vivliostyle/cli, newest first, each with the oldest Node that runs it (its package.json, `engines`)."""


class Absent(Exception):
    """A peer that this machine has not, and why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A typesetter: its name and version, its command (run in the folder of the documents), and the files it lives in.

    ``numbers``: it can print page numbers in contents and indexes.
    """

    name: str
    version: str
    command: tuple[str, ...]
    folders: tuple[Path, ...]
    numbers: bool = True

    @property
    def pdf(self) -> str:
        return f"{self.name}.pdf"

    def line(self, profile: str) -> list[str]:
        """The command of one run; a browser keeps its profile in an empty folder."""
        return [part.replace("{profile}", profile) for part in self.command]


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError as error:
        raise Absent(f"the Python package {name} is not installed") from error


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment()).stdout.strip()


def weasyprint() -> Peer:
    """Plain WeasyPrint by its own command."""
    found = _package("weasyprint")
    command = (str(Path(sys.executable).with_name("weasyprint")), "--quiet", "book.html", "weasyprint.pdf")
    return Peer("weasyprint", found, command, ())


def typst() -> Peer:
    """Typst by its Python package."""
    found = _package("typst")
    script = str(Path(__file__).parent / "peers" / "set_typst.py")
    return Peer("typst", found, (sys.executable, script, "book.typ", "typst.pdf"), ())


def browser() -> Path:
    """The system's Chromium. Raises Absent."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    raise Absent("no chromium on the path (Debian: apt-get install chromium)")


def chromium() -> Peer:
    """Headless Chromium: it has no page numbers for links, so contents and indexes stay without."""
    path = browser()
    command = (str(path), *CHROMIUM_OPTIONS, "--user-data-dir={profile}", "--print-to-pdf=chromium.pdf", "book.html")
    return Peer("chromium", _numbers(_said(str(path), "--version")), command, _browser_folders(), numbers=False)


def _browser_folders() -> tuple[Path, ...]:
    return tuple(folder for folder in (Path("/usr/lib/chromium"), Path("/opt/google/chrome")) if folder.is_dir())


def _numbers(text: str) -> str:
    found = re.search(r"\d+(?:\.\d+)+", text)
    return found[0] if found else "?"


def fitting(node: str) -> str:
    """The newest Vivliostyle that a version of Node ("v20.20.2") runs. Raises Absent."""
    have = tuple(int(part) for part in _numbers(node).split(".")[:2])
    for oldest, release in VIVLIOSTYLE:
        if have >= oldest:
            return release
    raise Absent(f"no Vivliostyle known here runs on Node {node}")


def vivliostyle() -> Peer:
    """Vivliostyle of npm with the system's browser; installed into build/.bench-tools the first time."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise Absent("no node and npm on the path")
    path, release = browser(), fitting(_said(node, "--version"))
    folder = TOOLS / f"vivliostyle-{release}"
    program = folder / "node_modules" / ".bin" / "vivliostyle"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", f"@vivliostyle/cli@{release}"]
        done = subprocess.run(install, capture_output=True, text=True, check=False, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"})
        if done.returncode or not program.exists():
            raise Absent(f"npm could not install it: {done.stderr.strip()[-300:]}")
    options = ("--single-doc", "--timeout", "1000", "--log-level", "silent", "--executable-browser", str(path))
    command = (str(program), "build", "--output", "vivliostyle.pdf", *options, "book.html")
    return Peer("vivliostyle", release, command, (folder, *_browser_folders()))


PEERS: dict[str, Callable[[], Peer]] = {"weasyprint": weasyprint, "typst": typst, "chromium": chromium, "vivliostyle": vivliostyle}


def warm(folders: tuple[Path, ...]) -> int:
    """Read every file once, so that no program's first run pays for the disk. Returns the bytes read."""
    total = 0
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    while chunk := file.read(1 << 20):
                        total += len(chunk)
    return total
