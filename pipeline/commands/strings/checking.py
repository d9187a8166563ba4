"""``guide strings check``: the edition's translations held against their texts, and its glossary; nothing else is looked at.

--json gives:

    exit_code  0; 5 where something would print another fact than its text
    languages  [] lang, findings (how many)
    findings   [] as guide check has them; place names the catalogue and the text's key
    waived     [] finding, reason
    causes     [] the findings by cause
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.checking import print_causes
from pipeline.commands.strings.opening import catalogue_name, chosen_languages
from pipeline.desk import Desk
from pipeline.errors import ExitCode, Unreadable
from pipeline.gathering import gather
from pipeline.localise import check_labels
from pipeline.localise.rules import LABEL_OVERRIDE
from pipeline.memory import Memory
from pipeline.model.fields import Lang, source_language
from pipeline.model.findings import Finding
from pipeline.model.message import nmsg
from pipeline.proof.causes import causes_of
from pipeline.proof.report import causes_json
from pipeline.stages import revised_translations
from pipeline.terminal import Printer
from pipeline.waive import UNUSED, weigh

__all__ = ["run"]

_FAMILIES = ("STR-", LABEL_OVERRIDE.id)


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Tell what is noticed, gravest first. Raises GuideError; nothing is written."""
    desk = Desk(Path(arguments.sources), Path(arguments.build))
    desk.require_sources()
    memory = Memory(desk.build / ".cache")
    gathered = gather(desk, printer, memory)
    known = list(dict.fromkeys(map(source_language, gathered.edition.languages)))
    asked = chosen_languages(arguments.languages, gathered)
    chosen = [lang for lang in known if lang in asked]
    found = {lang: [*revised_translations(desk, gathered, lang, memory), *_labels_not_used(desk, lang)] for lang in chosen}
    waivers = [waiver for waiver in gathered.waivers if waiver.id.startswith(_FAMILIES)]
    weighed = weigh(list(dict.fromkeys(finding for several in found.values() for finding in several)), waivers)
    if len(chosen) < len(known):  # a waiver of another language's catalogue matches nothing here, and need not
        weighed = weigh([finding for finding in weighed.findings if finding.id != UNUSED.id], [])
    code = ExitCode.BLOCKED if weighed.blocking else ExitCode.GOOD
    causes = causes_of(((finding, "") for finding in weighed.findings), printer.word, {})
    printer.clear()
    if printer.as_json:
        printer.json({
            "exit_code": int(code), "languages": [{"lang": lang, "findings": len(several)} for lang, several in found.items()],
            "findings": printer.findings_json(weighed.findings),
            "waived": [{"finding": printer.findings_json([finding])[0], "reason": reason} for finding, reason in weighed.waived],
            "causes": causes_json(causes),
        })  # fmt: skip
        return code
    print_causes(causes, printer)
    printer.findings(weighed.findings, every=True)
    printer.line(nmsg("{n} finding about translations", "{n} findings about translations", len(weighed.findings)))
    if weighed.waived:
        printer.line(nmsg("{n} finding waived", "{n} findings waived", len(weighed.waived)))
    return code


def _labels_not_used(desk: Desk, lang: Lang) -> list[Finding]:
    """The edition's own labels in whose place the guide's would be printed. A catalogue that cannot be read is told with the rest."""
    try:
        return check_labels(lang, desk.text_or(catalogue_name("labels", lang)))
    except Unreadable:
        return []
