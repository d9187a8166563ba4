"""``guide status``: what a build would do, and why."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.commands.building import languages_of_option
from pipeline.desk import Desk
from pipeline.due import Due, Extent, Reason, what_is_due
from pipeline.errors import ExitCode
from pipeline.memory import Memory
from pipeline.model.message import Message, msg, nmsg
from pipeline.terminal import Printer

__all__ = ["run"]

_DIGEST = re.compile("[0-9a-f]{12,}")
_SHOWN = 4
"""So many names in a line; the others are counted."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Compare and tell; writes nothing. Raises GuideError."""
    folder = Path(arguments.build)
    due = what_is_due(Desk(Path(arguments.sources), folder), languages_of_option(arguments.lang), Memory(folder / ".cache"))
    if printer.as_json:
        printer.json(_json(due, printer))
    else:
        _print(due, printer, why=arguments.why)
    return ExitCode.GOOD


def _json(due: Due, printer: Printer) -> dict[str, Any]:
    return {
        "exit_code": 0, "up_to_date": due.nothing, "built": due.built, "cut_off": due.torn,
        "rebuild": {
            "workbooks": list(due.workbooks), "entries": {lang: extent.value for lang, extent in due.entries.items()},
            "languages": list(due.languages),
        },
        "spoilt_outputs": list(due.spoilt),
        "reasons": [
            {
                "sentence": printer.word(reason.message),
                "lines": [{"key": line.key, "old": line.old, "new": line.new} for line in reason.lines],
            }
            for reason in due.reasons
        ],
    }


def _print(due: Due, printer: Printer, *, why: bool) -> None:
    if due.torn:
        printer.line(msg("The last run was cut off while it put its files in place; the next build does the rest."))
    if due.nothing:
        printer.line(msg("Nothing is to be done: the outputs are those of these sources."))
        return
    if not due.built:
        printer.line(msg("These languages have not been built together into this folder yet."))
    for reason in due.reasons:
        printer.line(reason.message)
        if why:
            _print_lines(reason, printer)
    for path in due.spoilt:
        printer.line(msg("{file} is missing, or is not as the last build left it.", file=path))
    printer.line(msg("guide build would do this:"))
    for work in _work(due):
        printer.text(f"  {printer.word(work)}")


def _work(due: Due) -> Iterable[Message]:
    if due.workbooks:
        yield nmsg("read {n} workbook again: {names}", "read {n} workbooks again: {names}", len(due.workbooks), names=_names(due.workbooks))
    by_extent = {extent: ", ".join(lang for lang, one in due.entries.items() if one is extent) for extent in Extent}
    if by_extent[Extent.ALL]:
        yield msg("make all entries anew: {languages}", languages=by_extent[Extent.ALL])
    if by_extent[Extent.CHANGED]:
        yield msg("make the entries anew that change: {languages}", languages=by_extent[Extent.CHANGED])
    yield msg("make up and write the books: {languages}", languages=", ".join(due.languages))


def _names(names: Iterable[str]) -> str:
    given = list(names)
    more = f", … (+{len(given) - _SHOWN})" if len(given) > _SHOWN else ""
    return ", ".join(given[:_SHOWN]) + more


def _print_lines(reason: Reason, printer: Printer) -> None:
    """What depends on it; and the old and the new line where a person can read them: a digest says no more than that it was changed."""
    owners: dict[tuple[str, str], list[str]] = {}
    for line in reason.lines:
        owners.setdefault((_readable(line.old), _readable(line.new)), []).append(line.key)
    for (old, new), key_names in owners.items():
        owned = msg("it decides: {names}", names=_names(printer.word(_owner(name)) for name in key_names))
        printer.text(f"    {printer.word(owned)}")
        for sign, text in (("-", old), ("+", new)):
            if text:
                printer.text(f"      {sign} {text}")


def _readable(line: str) -> str:
    return "" if _DIGEST.fullmatch(line.rpartition(" ")[2]) else line


def _owner(key: str) -> Message:
    """A key as a person calls what it is the key of."""
    kind, _, name = key.partition(" ")
    match kind:
        case "run":
            return msg("whether there is anything to do")
        case "settings":
            return msg("the edition's settings")
        case "ids":
            return msg("the listings' identity")
        case "workbook":
            return msg("the rows of {file}", file=name)
        case "translations":
            return msg("the translations ({lang})", lang=name)
        case _:
            return msg("all entries ({lang})", lang=name)
