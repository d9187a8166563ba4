"""``guide plan``: pages of each setting, signatures, and which fields would have to go to save one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.commands.building import chosen_languages
from pipeline.desk import Desk
from pipeline.errors import ExitCode, UsageError
from pipeline.memory import Memory
from pipeline.model.field_words import field_words
from pipeline.model.fit import BookLength
from pipeline.model.fit_words import option_words
from pipeline.model.message import Figure, Message, msg
from pipeline.model.plan import BookPlan, FieldPlan, SettingPlan
from pipeline.terminal import Printer
from pipeline.workers import open_workers

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Print a table for each language. Raises GuideError."""
    if arguments.jobs < 1:
        raise UsageError(msg("--jobs must be at least 1."))
    languages = chosen_languages(arguments.lang)
    from pipeline import stages

    folder = Path(arguments.build)
    with open_workers(arguments.jobs) as executor:
        plans = stages.plan_edition(Desk(Path(arguments.sources), folder), languages, executor, printer, Memory(folder / ".cache"))
    printer.clear()
    if printer.as_json:
        printer.json({"exit_code": 0, "languages": [_json(plan) for plan in plans]})
    else:
        for plan in plans:
            _print(plan, printer)
    return ExitCode.GOOD


def _length_json(length: BookLength, plan: BookPlan) -> dict[str, Any]:
    return {"pages": length.pages, "signatures": length.pages / plan.signature, "notes_pages": length.notes, "filled_pages": length.filled}


def _fields_json(one: FieldPlan, plan: BookPlan) -> dict[str, Any]:
    return {
        "fields": list(one.fields), "listings": one.listings, "pages_saved": plan.designed.filled - one.length.filled,
        **_length_json(one.length, plan),
    }


def _json(plan: BookPlan) -> dict[str, Any]:
    return {
        "lang": plan.lang, "signature": plan.signature, "multiple": plan.multiple,
        "settings": [
            {"option": row.option, "setting": row.setting.named(), **_length_json(row.length, plan)} for row in plan.settings
        ],
        "without": [_fields_json(one, plan) for one in plan.fields],
        "saves_signature": _fields_json(plan.sacrifice, plan) if plan.sacrifice else None,
    }


def _print(plan: BookPlan, printer: Printer) -> None:
    designed = plan.designed
    signatures = Figure(designed.pages / plan.signature)
    printer.line(
        msg(
            "{lang}: {pages} pages, {signatures} signatures of {size}; pages left for notes: {notes}",
            lang=plan.lang, pages=designed.pages, signatures=signatures, size=plan.signature, notes=designed.notes,
        )
    )
    printer.text()
    _table(
        [(msg("setting"), msg("pages"), msg("signatures"), msg("for notes")), *(_row(row, plan) for row in plan.settings)], printer
    )
    printer.text()
    left_out = [(msg("left out"), msg("pages saved"), msg("pages"), msg("for notes")), *(_field_row(one, plan) for one in plan.fields)]
    _table(left_out, printer)
    printer.text()
    for sentence in _verdicts(plan):
        printer.line(sentence)
    printer.text()


Cells = tuple[Message | str, ...]


def _row(row: SettingPlan, plan: BookPlan) -> Cells:
    designed = plan.settings[0].setting.named()
    words = (
        msg(
            "{setting} instead of {designed}", setting=option_words(row.option, row.setting.named()[row.option]),
            designed=Figure(designed[row.option]),
        )
        if row.option
        else msg("as designed")
    )
    length = row.length
    return words, str(length.pages), msg("{figure}", figure=Figure(length.pages / plan.signature)), str(length.notes)


def _field_row(one: FieldPlan, plan: BookPlan) -> Cells:
    [field] = one.fields
    return field_words(field), str(plan.designed.filled - one.length.filled), str(one.length.pages), str(one.length.notes)


def _table(rows: Sequence[Cells], printer: Printer) -> None:
    """The first column to the left, figures to the right."""
    worded = [[cell if isinstance(cell, str) else printer.word(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in worded) for at in range(len(worded[0]))]
    for row in worded:
        figures = "".join(f"   {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        printer.text(f"  {row[0]:<{widths[0]}}{figures}")


def _verdicts(plan: BookPlan) -> Iterator[Message]:
    """What would save a signature: a setting, some fields; and the command that does it."""
    shorter = [row for row in plan.settings if row.length.pages <= plan.designed.pages - plan.multiple]
    if shorter:
        gentlest = min(shorter, key=lambda row: row.change)
        words = option_words(gentlest.option, gentlest.setting.named()[gentlest.option])
        yield msg("One change is enough: with {setting} the book has {pages} pages.", setting=words, pages=gentlest.length.pages)
    if plan.sacrifice:
        *others, last = (field_words(field) for field in plan.sacrifice.fields)
        listed: Message = last
        for one in reversed(others):
            listed = msg("{one}, {rest}", one=one, rest=listed)
        yield msg(
            "As designed it has {pages} pages if this is left out: {fields} (listings that lose something: {listings}).",
            pages=plan.sacrifice.length.pages, fields=listed, listings=plan.sacrifice.listings,
        )
    else:
        yield msg("As designed no signature is saved even if all these fields are left out.")
    yield msg("“guide build --fit signatures” fills whole signatures with the least change; “--fit” with a number hits that page count.")
