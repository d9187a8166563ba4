"""The printers of a build: the edition's own, or those that --printer names; profiles of the package, or files of the edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline import printers
from pipeline.desk import Desk
from pipeline.errors import Unreadable, UsageError
from pipeline.model.edition import Edition
from pipeline.model.message import msg
from pipeline.printers import PrinterProfile

__all__ = ["Printing", "own_printer", "printings_of"]

_ENDING: Final = ".toml"


@dataclass(frozen=True, slots=True)
class Printing:
    """A press file that is to be made. ``is_own``: for the printer that edition.toml names."""

    profile: PrinterProfile
    is_own: bool

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return ".print.pdf" if self.is_own else f".print-{self.profile.name}.pdf"


def own_printer(desk: Desk, edition: Edition) -> PrinterProfile:
    """The profile that edition.toml names. Raises Unreadable where there is none, or where it only judges."""
    return _profile(desk, edition.printer_profile)


def printings_of(desk: Desk, edition: Edition, wanted: Sequence[str]) -> tuple[Printing, ...]:
    """One for each name of ``wanted``, in that order; the edition's own where there are none.

    Raises Unreadable for a profile that is none, UsageError for two whose press files would have one name.
    """
    if not wanted:
        return (Printing(own_printer(desk, edition), is_own=True),)
    made = tuple(Printing(_profile(desk, name), name == edition.printer_profile) for name in wanted)
    suffixes = [one.suffix for one in made]
    for one in made:
        if suffixes.count(one.suffix) > 1:
            message = msg("--printer names “{name}” twice.", name=one.profile.name)
            raise UsageError(message, msg("A profile of your own needs a name that no other has."))
    return made


def _profile(desk: Desk, name: str) -> PrinterProfile:
    """A profile of the package by its name, or a file of the edition's folder by its path there; an ICC profile stands beside it."""
    if not name.endswith(_ENDING):
        return printers.load_profile(name)
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Unreadable(
            msg("The printer profile {file} does not lie in the edition's folder.", file=name),
            msg("Put it there, its ICC profile beside it, and name it from that folder: then the edition is whole wherever it goes."),
        )
    label = path.name.removesuffix(_ENDING)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", label):
        raise Unreadable(
            msg("The printer profile {file} cannot name a press file.", file=name),
            msg("Give it a name of small Latin letters, figures and hyphens."),
        )
    tables = printers.parse_tables(desk.text(name), name, label)
    if not tables.press:
        raise Unreadable(
            msg("The profile “{name}” only judges: no build makes what its printer asks for.", name=name),
            msg("Add [press] to it, or begin with: based_on = \"house\""),
        )

    def read_icc(icc: str) -> bytes | None:
        beside = desk.content_or_none((path.parent / icc).as_posix()) if PurePosixPath(icc).name == icc else None
        return beside if beside is not None else printers.packaged_icc(icc)

    return printers.printer_of(tables, name, read_icc)
