"""``guide strings proof``: the pages of a book with the key of each text beside it, for translators.

--json gives:

    exit_code  0; 7 where its own re-reading found it wrong, and it was not written
    edition, lang, pages
    file       the PDF, null where it was not written
    findings   [] what the re-reading found, as guide build has them
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from pipeline.commands.strings.opening import chosen_reader, outputs_folder
from pipeline.commands.strings.side_books import require_makeable
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import gather, keep_ids
from pipeline.memory import Memory
from pipeline.model.fields import Lang
from pipeline.model.message import nmsg
from pipeline.terminal import Printer
from pipeline.translators_proof import make_translators_proof

__all__ = ["run"]


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Make the proof and say where it is. Raises GuideError; nothing is then written."""
    lang = cast("Lang", arguments.language)
    desk, memory = Desk(Path(arguments.sources), Path(arguments.build)), Memory(Path(arguments.build) / ".cache")
    gathered = gather(desk, printer, memory)
    edition = gathered.edition
    require_makeable(desk, gathered, lang)
    keep_ids(desk, gathered, memory)
    reader = chosen_reader(arguments.ui_lang, lang)
    made = make_translators_proof(desk, gathered, lang, reader, memory, printer)
    path = outputs_folder(desk, edition.id) / made.name
    code = ExitCode.FAILED_VERIFICATION if made.faults else ExitCode.GOOD
    if not made.faults:
        desk.write({path: made.content})
        desk.keep_place(edition.id)
    printer.clear()
    if printer.as_json:
        printer.json({
            "exit_code": int(code), "edition": edition.id, "lang": lang, "pages": made.pages, "file": None if made.faults else str(path),
            "findings": printer.findings_json(made.faults),
        })  # fmt: skip
        return code
    printer.findings(made.faults)
    if not made.faults:
        printer.line(nmsg("{n} page with the keys of its texts", "{n} pages with the keys of their texts", made.pages))
        printer.text(f"  {path}")
    return code
