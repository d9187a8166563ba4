"""``guide cover``: back, spine and front of each language's finished book, in one sheet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.building import languages_of_option
from pipeline.desk import Desk
from pipeline.doors.json_text import to_json
from pipeline.errors import ExitCode
from pipeline.model.findings import Severity
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.terminal import Printer

if TYPE_CHECKING:
    from pipeline.covering import MadeCover

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Make the covers, read them again, write them all or none. Raises GuideError; then the previous output is untouched."""
    from pipeline.covering import cover_findings, make_cover
    from pipeline.settings import read_edition, read_waivers

    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    desk.settle()
    languages = languages_of_option(arguments.lang)
    edition = read_edition(desk.text("edition.toml"))
    waivers = read_waivers(desk.text_or("waivers.toml"))
    desk.require_own_place(edition.id)
    covers = []
    for lang in languages or edition.languages:
        printer.begin(msg("Setting the cover ({lang})", lang=lang))
        covers.append(make_cover(desk, edition, lang, arguments.printer or ""))
    printer.begin(msg("Writing the files"))
    jobs = {cover.job_path: to_json(cover.order()) + b"\n" for cover in covers}
    desk.write({cover.path: cover.content for cover in covers} | jobs)
    printer.clear()
    findings = cover_findings(covers, waivers)
    code = ExitCode.BLOCKED if any(one.severity is Severity.ERROR for one in findings) else ExitCode.GOOD
    if printer.as_json:
        told = [_json(cover) for cover in covers]
        printer.json({"exit_code": int(code), "edition": edition.id, "covers": told, "findings": printer.findings_json(findings)})
    else:
        printer.findings(findings, every=True)
        for cover in covers:
            for line in _lines(cover):
                printer.line(line)
        for cover in covers:
            printer.text(f"  {cover.path}")
            printer.text(f"  {cover.job_path}")
    return code


def _lines(cover: MadeCover) -> Iterator[Message]:
    size, spine = cover.size, cover.spine
    yield msg(
        "{lang}: cover of {width} × {height} mm with {bleed} mm of bleed, for {pages}", lang=cover.lang,
        width=Figure(round(size.width_mm, 1)), height=Figure(size.height_mm), bleed=Figure(size.bleed_mm),
        pages=nmsg("{n} page", "{n} pages", cover.pages),
    )
    if spine is None:
        yield msg("    No spine: the book is stitched through the fold.")
    elif cover.stated:
        yield msg(
            "    Spine {width} mm, as edition.toml states it; leaves and board come to {reckoned} ± {tolerance}.",
            width=_figure(spine.width_mm), reckoned=_figure(spine.block_mm + spine.cover_mm), tolerance=Figure(spine.tolerance_mm),
        )
    else:
        yield msg(
            "    Spine {width} ± {tolerance} mm: block {block} ({leaves} leaves of {caliper} mm), cover {cover}, allowance {allowance}.",
            width=_figure(spine.width_mm), tolerance=Figure(spine.tolerance_mm), block=_figure(spine.block_mm), leaves=-(-cover.pages // 2),
            caliper=Figure(round(cover.profile.stock.leaf_caliper_mm, 3)), cover=_figure(spine.cover_mm),
            allowance=_figure(spine.allowance_mm),
        )
    if cover.isbn:
        yield msg("    Barcode of ISBN {isbn}, {percent} % of its nominal size.", isbn=cover.isbn, percent=Figure(cover.barcode_percent))


def _figure(value: float) -> Figure:
    return Figure(round(value, 2))


def _json(cover: MadeCover) -> dict[str, Any]:
    """Lengths in millimetres; folds from the left edge of the trimmed back. ``job``: for ``guide preflight --job``."""
    size, spine, press = cover.size, cover.spine, cover.terms.press
    return {
        "lang": cover.lang, "file": str(cover.path), "job_file": str(cover.job_path), "printer": cover.profile.name, "pages": cover.pages,
        "trim_mm": [_mm(size.width_mm), _mm(size.height_mm)], "page_trim_mm": list(size.trim_mm), "bleed_mm": size.bleed_mm,
        "safe_mm": size.safe_mm, "crease_mm": size.crease_mm, "folds_mm": [_mm(fold) for fold in size.folds_mm],
        "spine": None if spine is None else {
            "width_mm": _mm(spine.width_mm), "tolerance_mm": spine.tolerance_mm, "leaves": -(-cover.pages // 2),
            "leaf_caliper_mm": round(cover.profile.stock.leaf_caliper_mm, 4), "block_mm": _mm(spine.block_mm),
            "cover_caliper_mm": cover.profile.stock.cover_caliper_mm, "cover_mm": _mm(spine.cover_mm),
            "allowance_mm": _mm(spine.allowance_mm), "stated": cover.stated, "room_for_text_mm": _mm(spine.text_height_mm()),
            "text": cover.text_on_spine,
        },
        "isbn": cover.isbn, "barcode_percent": cover.barcode_percent if cover.isbn else None,
        "pdfx": press.pdfx, "output_condition": press.intent.identifier, "cover_grammage_gsm": press.grammage_gsm, "job": cover.order(),
    }


def _mm(value: float) -> float:
    return round(value, 3)
