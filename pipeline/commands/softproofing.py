"""``guide softproof``: pages of a finished PDF as pictures, as its plates will print them."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pipeline.desk import read_file, shown_name
from pipeline.errors import ExitCode, UsageError
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.picture_folder import picture_folder
from pipeline.preflight import load_order
from pipeline.preflight.inventory import page_ranges
from pipeline.printers import profile_names
from pipeline.softproof import CAUTION, KINDS, Kind, OutputColours, PageProof, ProofOrder, prove_pages
from pipeline.softproofs import OpenedPdf, OutputCondition, open_pdf, output_condition, proof_face, separated
from pipeline.terminal import Printer

__all__ = ["run"]

LARGEST_FILE: Final = 1 << 30
"""Bytes of a PDF that are read."""
LARGEST_PROFILE: Final = 1 << 26
LEAST_DPI, MOST_DPI = 20, 600
_OURS: Final = re.compile(r"p\d{3,}-(colour|ink|plate-[a-z0-9-]+)\.png")
_PAGES: Final = re.compile(r"\d+(-\d+)?(,\d+(-\d+)?)*")


@dataclass(slots=True)
class _Told:
    """What came of it, page by page, without the pictures themselves."""

    pages: list[dict[str, Any]] = field(default_factory=list)
    files: int = 0
    over: list[int] = field(default_factory=list)
    darkest: tuple[float, int] = (-1.0, 0)


def run(arguments: Namespace, printer: Printer) -> ExitCode:
    """Separate, look through the output profile, write. Raises GuideError; then nothing was written."""
    kinds = _kinds(arguments.what)
    if not LEAST_DPI <= arguments.dpi <= MOST_DPI:
        message = msg("--dpi {dpi} is out of reach.", dpi=arguments.dpi)
        raise UsageError(message, msg("Give {least} to {most}.", least=LEAST_DPI, most=MOST_DPI))
    _require_printer(arguments.profile)
    name = shown_name(arguments.pdf)
    given = (shown_name(arguments.icc), read_file(Path(arguments.icc), "", LARGEST_PROFILE)) if arguments.icc else None
    pdf = open_pdf(read_file(Path(arguments.pdf), name, LARGEST_FILE), name)
    wanted = _wanted(arguments.pages, len(pdf.pages), name)
    condition = output_condition(pdf, arguments.profile, given)
    colours = OutputColours(condition.profile, paper=not arguments.no_paper) if "colour" in kinds else None
    limit = load_order(arguments.profile).tac
    order = ProofOrder(Path(name).name, condition.name, frozenset(kinds), arguments.dpi, limit, proof_face())
    told = _Told()
    printer.begin(msg("Separating the pages of {file}", file=name))
    with picture_folder(Path(arguments.out), _is_ours) as put, separated(pdf, arguments.dpi, condition.profile, wanted=wanted) as plates:
        for proof in prove_pages(plates, pdf.pages, order, colours, printer.word):
            for file, content in proof.pictures.items():
                put(file, content)
            _note(told, proof, order)
            printer.advance(len(told.pages), len(wanted))
    printer.clear()
    _tell(arguments, told, pdf, condition, order, printer)
    return ExitCode.GOOD


def _is_ours(name: str) -> bool:
    return _OURS.fullmatch(name) is not None


def _kinds(text: str) -> list[Kind]:
    """Raises UsageError for a kind of picture that there is none of."""
    wanted = [part.strip() for part in text.split(",")]
    unknown = [part for part in wanted if part not in KINDS]
    if unknown:
        message = msg("“{name}” is no kind of picture.", name=unknown[0])
        raise UsageError(message, msg("--what takes one or more of: {names}.", names=",".join(KINDS)))
    return [kind for kind in KINDS if kind in wanted]


def _require_printer(name: str) -> None:
    if name not in profile_names():
        message = msg("There is no printer profile “{name}”.", name=name)
        raise UsageError(message, msg("Use one of: {names}.", names=", ".join(profile_names())))


def _wanted(text: str | None, count: int, name: str) -> list[int]:
    """The pages asked for, rising. Raises UsageError for what is no list of pages, or pages that the file has not."""
    if text is None:
        return list(range(1, count + 1))
    plain = text.replace(" ", "")
    if not _PAGES.fullmatch(plain):
        raise UsageError(msg("“{text}” is no list of pages.", text=text), msg("Write it like this: 1,3-5"))
    ends = [[int(end[:9]) for end in part.split("-")] for part in plain.split(",")]
    if any(part[-1] < part[0] for part in ends):
        raise UsageError(msg("“{text}” is no list of pages.", text=text), msg("Write it like this: 1,3-5"))
    if any(not 1 <= end <= count for part in ends for end in part):
        message = msg("{file} has no such page as --pages asks for.", file=name)
        raise UsageError(message, msg("Ask for pages from 1 to {n}.", n=count))
    return sorted({page for part in ends for page in range(part[0], part[-1] + 1)})


def _note(told: _Told, proof: PageProof, order: ProofOrder) -> None:
    held: dict[str, Any] = {"page": proof.page, "files": sorted(proof.pictures)}
    if "plates" in order.kinds:
        held["plates"] = {ink: file for file, ink in proof.plates.items()}
    ink = proof.ink
    if ink is not None:
        held["ink"] = {
            "peak": round(ink.peak, 1), "window": round(ink.window, 1), "window_box": proof.box, "share_over_limit": round(ink.over, 5),
        }
        told.darkest = max(told.darkest, (ink.window, -proof.page))
        if order.limit is not None and ink.window > order.limit:
            told.over.append(proof.page)
    told.pages.append(held)
    told.files += len(proof.pictures)


def _tell(arguments: Namespace, told: _Told, pdf: OpenedPdf, condition: OutputCondition, order: ProofOrder, printer: Printer) -> None:
    if printer.as_json:
        printer.json({
            "exit_code": int(ExitCode.GOOD), "file": pdf.name, "damaged": pdf.is_damaged,
            "folder": shown_name(arguments.out), "dpi": arguments.dpi,
            "condition": {"name": condition.name, "from": condition.source}, "paper": not arguments.no_paper, "limit": order.limit,
            "caution": printer.word(CAUTION), "pages": told.pages,
        })
        return
    for line in _lines(arguments, told, condition, order):
        printer.line(line)
    if pdf.is_damaged:
        printer.line(msg("{file} is damaged; what could be mended was. Another program may show it otherwise.", file=pdf.name))


def _lines(arguments: Namespace, told: _Told, condition: OutputCondition, order: ProofOrder) -> Iterator[Message]:
    yield nmsg("{n} picture written to {folder}", "{n} pictures written to {folder}", told.files, folder=shown_name(arguments.out))
    if "colour" in order.kinds:
        yield _condition_line(condition, arguments.profile)
        if condition.refused:
            yield msg("The PDF's own output intent is no profile of a press with four inks, so it was not used.")
        yield CAUTION
    if "ink" in order.kinds:
        window, page = told.darkest
        yield msg("The darkest square of 15 mm carries {n} % of ink, on page {page}.", n=Figure(round(window)), page=-page)
        if told.over:
            yield msg("Above the limit of {n} %: pages {pages}", n=Figure(order.limit or 0), pages=page_ranges(told.over))


def _condition_line(condition: OutputCondition, printer: str) -> Message:
    if condition.source in ("embedded", "named"):
        return msg("Colours as on {name}, the PDF's own output intent", name=condition.name)
    if condition.source == "file":
        return msg("Colours as on {name}, the profile that was given", name=condition.name)
    return msg("Colours as on {name}, the output condition of the printer “{printer}”", name=condition.name, printer=printer)
