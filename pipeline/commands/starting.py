"""``guide new``: a fresh edition's folder that another organisation can fill, or an invented one of any size."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote
from typing import Final

from pipeline import localise
from pipeline.blank import blank_workbooks
from pipeline.commands.naming import edition_id
from pipeline.desk import make_folder, require_free
from pipeline.errors import ExitCode, UsageError
from pipeline.model.fields import LANGUAGES
from pipeline.model.message import msg, nmsg
from pipeline.revision.table import glossary_rows, write_glossary
from pipeline.source_files import GLOSSARY
from pipeline.stock import new_edition_text
from pipeline.terminal import Printer

__all__ = ["edition_files", "run"]

TEXTS: Final = ("README.md", "edition.toml", "areas.toml", "topics.toml", "waivers.toml", "mapping.toml")
LONGEST_SHOWN: Final = 20
"""Characters of a number that cannot be used."""
FRONT: Final = ("foreword", "howto", "abbreviations", "colophon", "correction", "cover")


def edition_files(name: str) -> dict[str, bytes]:
    """Every file of a fresh edition, by its path in the folder, whose ``name`` becomes the edition's id."""
    names = [*TEXTS, *(f"front/{name}.{lang}.md" for name in FRONT for lang in LANGUAGES)]
    files = {name: new_edition_text(name).encode() for name in names}
    files["edition.toml"] = re.sub(rb'(?m)^id = "[^"]*"', f'id = "{edition_id(name)}"'.encode(), files["edition.toml"], count=1)
    for lang in LANGUAGES:
        files[f"translations/content.{lang}.po"] = localise.write_content([], lang).encode()
    files[GLOSSARY] = seeded_glossary()
    files["provinces/.gitkeep"] = b""
    files |= {f"blank/{name}": content for name, content in blank_workbooks().items()}
    return files


def seeded_glossary() -> bytes:
    """The terms that every edition begins with, as a table that Excel opens."""
    return write_glossary(glossary_rows(new_edition_text(GLOSSARY), GLOSSARY)[0]).encode()


def run(folder: Path, sample: str | None, printer: Printer) -> ExitCode:
    """Make the folder and say what to do next; ``sample``: how many invented listings stand in it.

    Raises UsageError where it exists and is not empty or the number cannot be used, Unwritable where it cannot be made.
    """
    if sample is not None:
        return _make_sample(folder, _listings(sample), printer)
    files = edition_files(folder.resolve().name)
    make_folder(folder, files)
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.GOOD), "folder": str(folder), "files": sorted(files)})
        return ExitCode.GOOD
    printer.line(msg("{folder} is ready.", folder=str(folder)))
    printer.line(msg("1. Fill in edition.toml; README.md tells the rest."))
    printer.line(msg("2. Send blank/province.xlsx and blank/experts.xlsx out, and put what comes back into provinces/."))
    printer.line(msg("3. Check it: guide check {folder}", folder=quote(str(folder))))
    printer.line(msg("4. Make the book: guide build {folder}", folder=quote(str(folder))))
    last = msg("5. Make its cover, and the bag for the printer: guide cover {folder}, guide handoff {folder}", folder=quote(str(folder)))
    printer.line(last)
    return ExitCode.GOOD


def _listings(sample: str) -> int:
    """The number as it was given. Raises UsageError where it is none, or too small or too large a one."""
    from pipeline.sampling.editions import FEWEST, MOST

    if not (sample.isascii() and sample.isdecimal() and FEWEST <= int(sample[:9]) <= MOST):
        shown = sample if len(sample) <= LONGEST_SHOWN else f"{sample[:LONGEST_SHOWN]}…"
        raise UsageError(
            msg("An edition of “{n}” listings cannot be invented.", n=shown),
            msg("Give a whole number from {fewest} to {most}.", fewest=FEWEST, most=MOST),
        )
    return int(sample)


def _make_sample(folder: Path, listings: int, printer: Printer) -> ExitCode:
    from pipeline.sampling.editions import sample_edition

    require_free(folder)
    files = sample_edition(listings, new_edition_text("areas.toml"), printer) | {GLOSSARY: seeded_glossary()}
    make_folder(folder, files)
    if printer.as_json:
        printer.json({"exit_code": int(ExitCode.GOOD), "folder": str(folder), "listings": listings, "files": sorted(files)})
        return ExitCode.GOOD
    printer.line(nmsg("{folder} holds {n} invented listing.", "{folder} holds {n} invented listings.", listings, folder=str(folder)))
    printer.line(msg("Check it: guide check {folder}", folder=quote(str(folder))))
    printer.line(msg("Make the book: guide build {folder}", folder=quote(str(folder))))
    return ExitCode.GOOD
