"""``guide doctor``: is everything there that the guide is made with, and what mends what is not.

The stages are imported where they are looked at: the doctor must not die of the patient's missing library.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from pipeline import __version__
from pipeline.desk import is_writable
from pipeline.doors.tools import tool_version
from pipeline.errors import ExitCode, GuideError
from pipeline.model.fields import LANGUAGES
from pipeline.model.message import Message, msg
from pipeline.stock import check_faces
from pipeline.terminal import Printer

__all__ = ["Check", "run"]

OLDEST_PYTHON: Final = (3, 11)
LIBRARIES: Final = (
    "weasyprint", "pydyf", "pyphen", "fonttools", "uharfbuzz", "pikepdf", "pillow", "pypdfium2", "openpyxl", "python-calamine", "Jinja2",
    "markdown-it-py", "Babel", "polib", "phonenumbers", "email-validator", "idna", "rapidfuzz", "pydantic", "tomli-w",
)
TOOLS: Final = (
    ("gs", "--version", "Ghostscript", "ghostscript", msg("looks at a press file's colours as a printer does")),
    ("pdftotext", "-v", "Poppler", "poppler-utils", msg("reads the PDFs a second time in the tests")),
    ("qpdf", "--version", "qpdf", "qpdf", msg("checks the PDFs' structure in the tests")),
)
"""Program, what makes it say its version, its name, its Debian package, what it is for; the guide is made without them."""
PANGO_PACKAGES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``found``: its version or state, "" where it is missing. What is not ``needed`` may be missing."""

    name: str | Message
    found: str
    good: bool
    needed: bool = True
    purpose: Message | None = None
    mend: str | Message = ""
    """The command that mends it, or the sentence where no command can."""


def run(printer: Printer) -> ExitCode:
    """Print every check with its state, and under a failed one what mends it. Code 3 where something needed is missing, else 0."""
    checks = list(_checks())
    sick = any(check.needed and not check.good for check in checks)
    code = ExitCode.MISSING_TOOL if sick else ExitCode.GOOD
    if printer.as_json:
        printer.json({"exit_code": int(code), "checks": [_json(check, printer) for check in checks]})
        return code
    width = max(len(_word(check.name, printer)) for check in checks)
    for check in checks:
        _print(check, width, printer)
    printer.line(msg("Something needed is missing; the commands above mend it.") if sick else msg("Everything needed is there."))
    return code


def _checks() -> Iterator[Check]:
    python = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info[:2] >= OLDEST_PYTHON
    yield Check("Python", python, good, mend="sudo apt-get install python3.11 python3.11-venv")
    yield Check("guide", f"{__version__} ({platform.system()} {platform.machine()})", True)
    yield from map(_library, LIBRARIES)
    yield from _engine()
    yield from _fonts()
    yield from _hyphenation()
    yield from _profiles()
    for program, option, name, package, purpose in TOOLS:
        found = tool_version(program, option)
        yield Check(name, found or "", found is not None, needed=False, purpose=purpose, mend=f"sudo apt-get install {package}")
    yield _writing(Path("build"))


def _library(name: str) -> Check:
    mend = f"{sys.executable} -m pip install {name}"
    try:
        return Check(name, version(name), good=True)
    except PackageNotFoundError:
        return Check(name, "", good=False, mend=mend)


def _engine() -> Iterable[Check]:
    """Pango and HarfBuzz, as the engine would open them."""
    mend = f"sudo apt-get install {PANGO_PACKAGES}"
    try:
        from pipeline.doors.engine.versions import engine_versions

        found = dict(engine_versions())
    except (OSError, ImportError, GuideError):
        found = {}
    return [Check(name, found.get(key, ""), key in found, mend=mend) for name, key in (("Pango", "pango-1.0"), ("HarfBuzz", "harfbuzz"))]


def _fonts() -> Iterable[Check]:
    try:
        faces = check_faces()
    except GuideError as error:
        return [Check("fonts/fonts.toml", "", good=False, mend=error.message)]
    return [
        Check(
            f"fonts/{check.file}", check.source if check.sound else "", check.sound,
            mend=msg("Bring back the file that fonts/fonts.toml names: {source}.", source=check.source),
        )
        for check in faces
    ]


def _hyphenation() -> Iterable[Check]:
    mend = f"{sys.executable} -m pip install --force-reinstall pyphen guide-pipeline"
    for lang in LANGUAGES:
        try:
            from pipeline import localise

            path = localise.dictionary_path(lang)
            found = path.name if path.is_file() else ""
        except (ImportError, KeyError, OSError):
            found = ""
        yield Check(msg("hyphenation {lang}", lang=lang), found, bool(found), mend=mend)


def _profiles() -> Iterable[Check]:
    mend = f"{sys.executable} -m pip install --force-reinstall pikepdf guide-pipeline"
    try:
        from pipeline import printers

        for name in printers.printing_names():
            profile = printers.load_profile(name)
            yield Check(msg("printer profile {name}", name=name), f"{profile.pdfx}, {profile.intent.condition}", good=True)
    except (ImportError, OSError, KeyError, ValueError):
        yield Check(msg("printer profiles"), "", good=False, mend=mend)


def _writing(folder: Path) -> Check:
    """Its state says all: writable."""
    good = is_writable(folder)
    mend = msg("Run the guide in a folder you may write to, or name another with --build.")
    return Check(f"{folder}/", "", good, purpose=msg("may be written to") if good else None, mend=mend)


def _word(said: str | Message, printer: Printer) -> str:
    return said if isinstance(said, str) else printer.word(said)


def _state(check: Check, printer: Printer) -> str:
    if check.good:
        return printer.word(msg("good"))
    return printer.word(msg("missing")) if check.needed else printer.word(msg("not there, not needed"))


def _print(check: Check, width: int, printer: Printer) -> None:
    purpose = f" ({printer.word(check.purpose)})" if check.purpose else ""
    printer.text(f"{_word(check.name, printer):<{width}}  {_state(check, printer)}  {check.found}{purpose}".rstrip())
    if not check.good:
        printer.text(f"    {_word(check.mend, printer)}")


def _json(check: Check, printer: Printer) -> dict[str, Any]:
    made: dict[str, Any] = {"name": str(check.name), "found": check.found, "good": check.good, "needed": check.needed}
    if check.purpose:
        made["purpose"] = printer.word(check.purpose)
    if not check.good:
        made["mend"] = _word(check.mend, printer)
    return made
