"""The verbs of the translators' round trip, below ``guide strings``: how each is called, and what does its work."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

from pipeline.errors import ExitCode
from pipeline.model.fields import LANGUAGES
from pipeline.model.message import msg
from pipeline.parser_words import TakenTogether
from pipeline.terminal import Printer
from pipeline.verbs import Parser, Verb, Word, add_build_folder, add_ui_lang

__all__ = ["STRINGS_VERB", "STRINGS_VERBS"]


def _add_sources(parser: Parser, word: Word) -> None:
    """An option, because most of these verbs take languages or files, any number of them."""
    parser.add_argument("--sources", default="sources", metavar=word(msg("DIR")), help=word(msg("the edition's folder (default: sources)")))


def _add_language(parser: Parser, word: Word) -> None:
    about = word(msg("language to translate into: kk, ru or en"))
    parser.add_argument("language", metavar=word(msg("LANG")), help=about)


def _add_export(export: Parser, word: Word) -> None:
    _add_language(export, word)
    _add_sources(export, word)
    format_help = word(msg("po for Poedit and Weblate, xlsx for Excel and LibreOffice, xliff for Weblate and memoQ (default: po)"))
    export.add_argument("--format", choices=("po", "xlsx", "xliff"), default="po", help=format_help)
    only_help = word(msg("what is not translated, what was changed since, or all (default: missing and changed)"))
    export.add_argument("--only", choices=("missing", "changed", "all"), help=only_help)
    out_help = word(msg("folder for the files (default: strings in the edition's folder of outputs)"))
    export.add_argument("--out", metavar=word(msg("DIR")), help=out_help)
    add_build_folder(export, word)


def _export(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import exporting

    return exporting.run(arguments, printer)


def _add_import(taken: Parser, word: Word) -> None:
    about = word(msg("files as they came back: .po, .xlsx, .ods, .csv, .xlf, .xliff"))
    taken.add_argument("files", nargs="+", metavar=word(msg("FILE")), help=about)
    _add_sources(taken, word)
    language_help = word(msg("language of the translations, where a file does not say it itself"))
    taken.add_argument("--lang", choices=LANGUAGES, help=language_help)
    taken.add_argument("--by", metavar=word(msg("NAME")), help=word(msg("who translated (default: as the file says)")))
    taken.add_argument("--theirs", action="store_true", help=word(msg("where two people translated a text: take the file's translation")))
    taken.add_argument("--ours", action="store_true", help=word(msg("where two people translated a text: keep the edition's translation")))
    of_help = word(msg("the same for these texts alone: their keys, or ids of listings"))
    for option in ("--theirs-of", "--ours-of"):
        taken.add_argument(option, action=TakenTogether, metavar=word(msg("KEY,KEY")), help=of_help)
    taken.add_argument("--dry-run", action="store_true", help=word(msg("tell what would be taken, and write nothing")))
    add_build_folder(taken, word, msg("folder of the output, whose memory of the workbooks is used (default: build)"))


def _import(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import importing

    return importing.run(arguments, printer)


def _add_languages(parser: Parser, word: Word) -> None:
    about = word(msg("languages, such as kk en (default: all of the edition)"))
    parser.add_argument("languages", nargs="*", metavar=word(msg("LANG")), help=about)
    _add_sources(parser, word)


def _add_merge(merged: Parser, word: Word) -> None:
    _add_languages(merged, word)
    merged.add_argument("--dry-run", action="store_true", help=word(msg("tell what would become of each text, and write nothing")))
    add_build_folder(merged, word, msg("folder of the output, whose memory of the workbooks is used (default: build)"))


def _merge(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import merging

    return merging.run(arguments, printer)


def _add_check(check: Parser, word: Word) -> None:
    _add_languages(check, word)
    add_build_folder(check, word, msg("folder of the output, whose memory of the workbooks is used (default: build)"))


def _check(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import checking

    return checking.run(arguments, printer)


def _add_status(status: Parser, word: Word) -> None:
    _add_languages(status, word)
    status.add_argument("--out", metavar=word(msg("FILE.xlsx")), help=word(msg("write the table as a workbook, too")))
    add_build_folder(status, word, msg("folder of the output, whose memory of the workbooks is used (default: build)"))


def _status(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import status

    return status.run(arguments, printer)


def _add_memory(memory: Parser, word: Word) -> None:
    about = word(msg("export: all that was approved, as TMX; import: other memories in"))
    memory.add_argument("action", choices=("export", "import"), metavar="export|import", help=about)
    files_help = word(msg("import: files (.tmx) to take; export: languages, such as kk en (default: all)"))
    memory.add_argument("files", nargs="*", metavar=word(msg("FILE|LANG")), help=files_help)
    _add_sources(memory, word)
    approved_help = word(msg("import: these translations may be printed; otherwise they are only shown"))
    memory.add_argument("--approved", action="store_true", help=approved_help)
    memory.add_argument("--dry-run", action="store_true", help=word(msg("import: tell what would be taken, and write nothing")))
    out_help = word(msg("export: the file (default: in the edition's folder of outputs)"))
    memory.add_argument("--out", metavar=word(msg("FILE.tmx")), help=out_help)
    add_build_folder(memory, word, msg("folder of the output (default: build)"))


def _memory(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import memory

    return memory.run(arguments, printer)


def _add_proof(proof: Parser, word: Word) -> None:
    _add_language(proof, word)
    _add_sources(proof, word)
    add_build_folder(proof, word)


def _proof(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import proofing

    return proofing.run(arguments, printer)


def _add_pseudo(pseudo: Parser, word: Word) -> None:
    about = word(msg("language whose book it is made from (default: the edition's first)"))
    pseudo.add_argument("language", nargs="?", metavar=word(msg("LANG")), help=about)
    _add_sources(pseudo, word)
    add_build_folder(pseudo, word)


def _pseudo(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import pseudo

    return pseudo.run(arguments, printer)


def _add_glossary(glossary: Parser, word: Word) -> None:
    _add_sources(glossary, word)
    out_help = word(msg("write the terms: .xlsx or .csv the whole table; with --lang .txt for OmegaT, .csv for Weblate"))
    glossary.add_argument("--out", metavar=word(msg("FILE")), help=out_help)
    glossary.add_argument("--lang", choices=LANGUAGES, help=word(msg("language translated into, for programs that take pairs")))
    take_help = word(msg("take the whole table back: .xlsx, .ods or .csv; what it was before is kept beside it"))
    glossary.add_argument("--take", metavar=word(msg("FILE")), help=take_help)


def _glossary(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    from pipeline.commands.strings import glossary

    return glossary.run(arguments, printer)


STRINGS_VERBS: Final[Mapping[str, Verb]] = {
    "export": Verb(msg("write what is to be translated, for people: PO, workbook or XLIFF"), _add_export, _export),
    "import": Verb(msg("take translations back into the edition's catalogues, by key; nothing is lost"), _add_import, _import),
    "check": Verb(msg("hold translations against their texts: numbers, phones, links, letters, language, glossary"), _add_check, _check),
    "glossary": Verb(
        msg("which words the edition uses for what: out to people and programs, and the table back"), _add_glossary, _glossary
    ),
    "merge": Verb(msg("bring the texts of today into the edition's catalogues, by key"), _add_merge, _merge),
    "status": Verb(msg("how far the translation has come, by region, field and translator"), _add_status, _status),
    "memory": Verb(msg("what was ever approved: out as TMX for other programs, and other memories in"), _add_memory, _memory),
    "proof": Verb(msg("make a proof for translators: the pages with the key of each text beside it"), _add_proof, _proof),
    "pseudo": Verb(
        msg("make a book in a pseudo-language: what no translation could change, and where longer texts do not fit"), _add_pseudo, _pseudo
    ),
}
"""Verb below ``strings`` -> what it is, in the order of the help."""


def _add_strings(parser: Parser, word: Word) -> None:
    known = parser.add_subparsers(dest="strings_verb", metavar=word(msg("VERB")), parser_class=type(parser))
    for name, verb in STRINGS_VERBS.items():
        of_verb = known.add_parser(name, help=word(verb.about))
        verb.add(of_verb, word)
        of_verb.add_argument("--json", action="store_true", help=word(msg("print the result as JSON, for machines")))
        add_ui_lang(of_verb, word)
    parser.set_defaults(help_of=parser)


def _strings(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    if arguments.strings_verb is None:
        arguments.help_of.print_help()
        return ExitCode.USAGE
    return STRINGS_VERBS[arguments.strings_verb].run(arguments, printer)


STRINGS_VERB: Final[Mapping[str, Verb]] = {
    "strings": Verb(msg("the translators' round trip: texts out to people, and their translations back"), _add_strings, _strings),
}
"""The one verb that ``guide`` itself knows."""
