"""``guide strings pseudo``: a book in the pseudo-language, which shows what cannot be translated and where longer texts do not fit.

--json gives:

    exit_code  0, or 5 where a word cannot be translated or a text does not fit
    edition, lang, pages
    file       the PDF; it is no edition's, and each of its pages says so
    findings   [] the flat form of pipeline/model/findings_json.py, each with its page
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from pipeline.commands.strings.side_books import require_makeable
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import gather
from pipeline.memory import Memory
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.findings import Severity
from pipeline.model.message import nmsg
from pipeline.pseudo_edition import PseudoBook, make_pseudo_book
from pipeline.terminal import Printer

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Make the book, write it beside the edition's and tell what it shows. Raises GuideError; nothing is then written."""
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    gathered = gather(desk, printer, Memory(desk.build / ".cache"))
    edition = gathered.edition
    lang = cast("Lang", arguments.language or next(lang for lang in edition.languages if lang in LANGUAGES))
    require_makeable(desk, gathered, lang)
    made = make_pseudo_book(desk, gathered, lang, printer)
    path = desk.build / edition.id / "pseudo" / made.name
    desk.write({path: made.content})
    desk.keep_place(edition.id)
    printer.clear()
    _tell(made, path, edition.id, lang, printer)
    return _code(made)


def _code(made: PseudoBook) -> ExitCode:
    """Heads that are cut off are told and block nothing: names of any length stand in them."""
    return ExitCode.BLOCKED if any(finding.severity is Severity.ERROR for finding in made.findings) else ExitCode.GOOD


def _tell(made: PseudoBook, path: Path, edition: str, lang: Lang, printer: Printer) -> None:
    code = _code(made)
    if printer.as_json:
        findings = printer.findings_json(made.findings)
        printer.json({
            "exit_code": int(code), "edition": edition, "lang": lang, "pages": made.pages, "file": str(path), "findings": findings,
        })  # fmt: skip
        return
    printer.findings(made.findings, every=True)
    words = sum(finding.code == "hard-coded" for finding in made.findings)
    printer.line(nmsg("{n} page in the pseudo-language", "{n} pages in the pseudo-language", made.pages))
    printer.line(nmsg("{n} word cannot be translated", "{n} words cannot be translated", words))
    unfit = sum(finding.code != "hard-coded" and finding.severity is Severity.ERROR for finding in made.findings)
    printer.line(nmsg("{n} text does not fit", "{n} texts do not fit", unfit))
    printer.text(f"  {path}")
