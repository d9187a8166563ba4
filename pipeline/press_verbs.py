"""The verbs that work on finished PDFs: how each is called, and what does its work."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import ExitCode
from pipeline.model.message import msg
from pipeline.parser_words import TakenTogether, millimetres, whole_number
from pipeline.terminal import Printer
from pipeline.verbs import Parser, Verb, Word, add_build_folder, add_languages, add_sources

__all__ = ["PRESS_VERBS"]


def _add_preflight(preflight: Parser, word: Word) -> None:
    preflight.add_argument("pdf", metavar=word(msg("FILE")), help=word(msg("the PDF to check")))
    profile_help = word(msg("whose limits hold: house, offset-cis, … or a file NAME.toml (default: house)"))
    preflight.add_argument("--profile", metavar=word(msg("NAME")), default="house", help=profile_help)
    preflight.add_argument("--job", metavar=word(msg("FILE")), help=word(msg("a job file (JSON) with what was ordered")))
    preflight.add_argument("--waivers", metavar=word(msg("FILE")), help=word(msg("findings that somebody answers for, as in waivers.toml")))
    report_help = word(msg("write a report for people: its name ends in .pdf or .html"))
    preflight.add_argument("--report", metavar=word(msg("FILE")), help=report_help)


def _preflight(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import preflighting

    return preflighting.run(arguments, printer)


def _add_impose(impose: Parser, word: Word) -> None:
    impose.add_argument("file", type=Path, metavar=word(msg("FILE")) + ".pdf", help=word(msg("a finished PDF, all pages of one size")))
    impose.add_argument("--out", type=Path, required=True, metavar=word(msg("SHEETS")) + ".pdf", help=word(msg("the sheets")))
    impose.add_argument("--scheme", choices=("saddle", "signatures"), help=word(msg("how it is bound (default: signatures)")))
    size_help = word(msg("pages on a sheet (default: 16; for saddle stitch 4)"))
    impose.add_argument("--signature", type=whole_number(word), choices=(4, 8, 16, 32), help=size_help)
    method_help = word(msg("how the sheet gets its second side (default: sheetwise)"))
    impose.add_argument("--method", choices=("sheetwise", "work-and-turn", "work-and-tumble"), help=method_help)
    creep_help = word(msg("shift: move pages to the spine as far as the leaves outside push them out"))
    impose.add_argument("--creep", choices=("report", "shift"), default="report", help=creep_help)
    impose.add_argument("--caliper-mm", type=millimetres(word, 1), metavar="T", help=word(msg("thickness of one leaf, for creep")))
    mill_help = word(msg("milled off the spine of every page, for perfect binding"))
    impose.add_argument("--mill-mm", type=millimetres(word, 10), metavar="M", help=mill_help)
    impose.add_argument("--two-up", action="store_true", help=word(msg("two pages a side on A4, for a proof from an office printer")))
    impose.add_argument("--dummy", action="store_true", help=word(msg("a folding dummy: folios and marks instead of pages")))


def _impose(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import imposing

    return imposing.run(arguments, printer)


def _add_softproof(proof: Parser, word: Word) -> None:
    proof.add_argument("pdf", metavar=word(msg("FILE")) + ".pdf", help=word(msg("a finished PDF")))
    out_help = word(msg("folder for the pictures (PNG); an earlier proof in it is replaced"))
    proof.add_argument("--out", required=True, metavar=word(msg("FOLDER")), help=out_help)
    proof.add_argument("--pages", action=TakenTogether, metavar="1,3-5", help=word(msg("pages to show (default: all)")))
    proof.add_argument("--dpi", type=whole_number(word), metavar="N", default=150, help=word(msg("dots an inch (default: 150)")))
    what_help = word(msg("colour: the trimmed page on the paper's own tone; plates: each ink by itself; ink: sums of inks (default: all)"))
    proof.add_argument("--what", action=TakenTogether, metavar="colour,plates,ink", default="colour,plates,ink", help=what_help)
    profile_help = word(msg("the printer: limit of ink, and colour where the PDF has no output profile of its own (default: house)"))
    proof.add_argument("--profile", metavar=word(msg("NAME")), default="house", help=profile_help)
    proof.add_argument("--icc", metavar=word(msg("FILE")), help=word(msg("see colours through this ICC output profile instead")))
    proof.add_argument("--no-paper", action="store_true", help=word(msg("show bare paper as white and black as the screen's black")))


def _softproof(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import softproofing

    return softproofing.run(arguments, printer)


def _add_handoff(handoff: Parser, word: Word) -> None:
    add_sources(handoff, word)
    add_build_folder(handoff, word)
    add_languages(handoff, word, msg("languages of the job (default: all of the edition)"))
    printer_help = word(msg("the printer: name of a profile that the build was made for (default: the edition's own)"))
    handoff.add_argument("--printer", metavar=word(msg("NAME")), help=printer_help)
    handoff.add_argument("--waivers", metavar=word(msg("FILE")), help=word(msg("findings that somebody answers for, as in waivers.toml")))


def _handoff(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import handing_off

    return handing_off.run(arguments, printer)


def _add_verify(verify: Parser, word: Word) -> None:
    verify.add_argument("bag", metavar=word(msg("BAG")) + ".zip", help=word(msg("a bag that guide handoff packed")))


def _verify(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands import verifying

    return verifying.run(arguments, printer)


PRESS_VERBS: Final[Mapping[str, Verb]] = {
    "preflight": Verb(msg("check any PDF as a printer would, against what was ordered"), _add_preflight, _preflight),
    "impose": Verb(msg("lay the pages of a finished PDF out on press sheets, or two a side for a proof"), _add_impose, _impose),
    "softproof": Verb(msg("show pages as they will be printed: colour, single plates, sums of inks"), _add_softproof, _softproof),
    "handoff": Verb(msg("pack the bag that a printer gets: files, specification, reports, job ticket, checksums"), _add_handoff, _handoff),
    "verify": Verb(msg("check a bag on any machine: whole, safe, and its papers agree"), _add_verify, _verify),
}
"""Verb -> what it is."""
