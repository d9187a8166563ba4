"""``guide plan``: pages of each setting, signatures, which fields would have to go to save one; spine and paper as designed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline import imposition
from pipeline.commands.building import languages_of_option
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

RUNS: Final = (200, 1000, 3000)
"""Copies for which paper is told: a trial, the sample's own run, a large one."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Print a table for each language. Raises GuideError."""
    if arguments.jobs < 1:
        raise UsageError(msg("--jobs must be at least 1."))
    languages = languages_of_option(arguments.lang)
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
        "paper": _paper_json(plan),
    }


def _conventional(plan: BookPlan) -> float:
    return imposition.conventional_sheets(plan.designed.pages, plan.stock.imprint_sheet_cm, plan.stock.imprint_fraction)


def _paper_json(plan: BookPlan) -> dict[str, Any]:
    """Of the book as designed; ``spine_mm`` is null where it is saddle-stitched, ``creep_mm`` where it is not."""
    pages, stock = plan.designed.pages, plan.stock
    saddle = plan.binding == "saddle"
    spine, creep = imposition.spine_of(pages, stock), imposition.creep_of(pages, stock.leaf_caliper_mm)
    needs = [imposition.paper_for(pages, run, stock) for run in RUNS]
    return {
        "conventional_sheets": _conventional(plan), "grammage_gsm": stock.grammage_gsm, "leaf_caliper_mm": round(stock.leaf_caliper_mm, 4),
        "spine_mm": None if saddle else round(spine.width_mm, 2), "spine_block_mm": None if saddle else round(spine.block_mm, 2),
        "spine_tolerance_mm": None if saddle else spine.tolerance_mm, "creep_mm": round(creep.greatest_mm, 2) if saddle else None,
        "runs": [
            {"run": need.run, "sheets": need.sheets, "waste_sheets": need.waste, "kilograms": round(need.kilograms, 1)} for need in needs
        ],
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
    _print_paper(plan, printer)


def _print_paper(plan: BookPlan, printer: Printer) -> None:
    """Printed sheets, spine or creep, and a table of what each run takes."""
    pages, stock = plan.designed.pages, plan.stock
    width, height = stock.imprint_sheet_cm
    printer.line(
        msg(
            "As designed: {sheets} conventional printed sheets ({width}×{height}/{fraction}).",
            sheets=Figure(_conventional(plan), 2), width=Figure(width), height=Figure(height), fraction=stock.imprint_fraction,
        )
    )
    printer.line(_spine_words(plan))
    printer.text()
    columns = (msg("run"), msg("press sheets"), msg("of them waste"), msg("kilograms"))
    needs = (imposition.paper_for(pages, run, stock) for run in RUNS)
    rows = [(str(need.run), str(need.sheets), str(need.waste), msg("{figure}", figure=Figure(need.kilograms, 1))) for need in needs]
    _table([columns, *rows], printer)
    printer.text()
    short, long = stock.sheet_cm
    printer.line(
        msg(
            "Paper of {grammage} g/m², sheets of {short}×{long} cm with {pages} pages each, as the printer profile has it; "
            "ask the printer for his own figures.",
            grammage=Figure(stock.grammage_gsm), short=Figure(short), long=Figure(long), pages=stock.pages_per_sheet,
        )
    )
    printer.text()


def _spine_words(plan: BookPlan) -> Message:
    pages, stock = plan.designed.pages, plan.stock
    if plan.binding == "saddle":
        creep = imposition.creep_of(pages, stock.leaf_caliper_mm)
        return msg("Saddle-stitched, it has no spine; the innermost sheet stands out by {creep} mm.", creep=Figure(creep.greatest_mm, 1))
    spine = imposition.spine_of(pages, stock)
    room = spine.text_height_mm()
    words = msg("text on it may be {room} mm high", room=Figure(room, 1)) if room else msg("too narrow for text")
    return msg(
        "Spine: {width} ± {tolerance} mm (block {block}, cover {cover}, allowance {allowance}); {words}.",
        width=Figure(spine.width_mm, 1), tolerance=Figure(spine.tolerance_mm), block=Figure(spine.block_mm, 1),
        cover=Figure(spine.cover_mm, 1), allowance=Figure(spine.allowance_mm, 1), words=words,
    )


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
