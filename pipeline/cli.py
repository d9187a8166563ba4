"""The command ``guide``: parses arguments, words messages, prints, and turns every end into its exit code."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from pipeline import __version__
from pipeline.errors import ExitCode, GuideError, UsageError
from pipeline.model.message import Message, msg
from pipeline.parser_words import TakenOnce, argparse_speaks
from pipeline.press_verbs import PRESS_VERBS
from pipeline.source_verbs import SOURCE_VERBS
from pipeline.strings_verbs import STRINGS_VERB
from pipeline.terminal import Printer
from pipeline.verbs import EDITION_VERBS, add_ui_lang
from pipeline.wording import UiLang, say, ui_language

__all__ = ["main"]

VERBS: Final = {**EDITION_VERBS, **SOURCE_VERBS, **STRINGS_VERB, **PRESS_VERBS}
"""Verb -> what it is, in the order of the help."""


class Word:
    """Words a message in the language chosen for this run."""

    def __init__(self, lang: UiLang) -> None:
        self.lang = lang

    def __call__(self, message: Message) -> str:
        return say(message, self.lang)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusals are usage errors of ours, in the user's language; no option may be shortened, or given twice."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401  (argparse's own)
        super().__init__(*arguments, **{**named, "allow_abbrev": False})
        self.register("action", None, TakenOnce)

    def error(self, message: str) -> NoReturn:
        raise UsageError(msg("{reason}.", reason=message[:1].upper() + message[1:].rstrip(".")), msg("See: guide --help"))


def _parser(word: Word) -> _Parser:
    parser = _Parser(prog="guide", description=word(msg("Make a printed directory from spreadsheets.")))
    parser.add_argument("--version", action="version", version=f"guide {__version__}", help=word(msg("print the version")))
    add_ui_lang(parser, word)
    known = parser.add_subparsers(dest="verb", metavar=word(msg("VERB")), parser_class=_Parser)
    for name, verb in VERBS.items():
        of_verb = known.add_parser(name, help=word(verb.about))
        verb.add(of_verb, word)
        of_verb.add_argument("--json", action="store_true", help=word(msg("print the result as JSON, for machines")))
        add_ui_lang(of_verb, word)
    return parser


def _early_ui_lang(arguments: Sequence[str]) -> str | None:
    """--ui-lang as given, before parsing: refusals of the parser are worded too."""
    for index, argument in enumerate(arguments):
        if argument == "--ui-lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--ui-lang="):
            return argument.partition("=")[2]
    return None


def _parse(given: Sequence[str], word: Word, printer: Printer) -> argparse.Namespace:
    """Parse, and print help where no verb is given. Raises GuideError for wrong usage, SystemExit after --help and --version."""
    with argparse_speaks(word):
        parser = _parser(word)
        try:
            parsed = parser.parse_args(given)
        except SystemExit:
            printer.finish()
            raise
        if parsed.verb is None:
            parser.print_help()
        return parsed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is one of pipeline.errors.ExitCode."""
    _open_closed_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = _early_ui_lang(given)
    word = Word(ui_language(asked if asked in ("en", "ru", "kk") else None, os.environ))
    printer = Printer(word, as_json="--json" in given, lang=word.lang)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that knows no Kazakh letters
    try:
        parsed = _parse(given, word, printer)
        code = VERBS[parsed.verb].run(parsed, printer) if parsed.verb else ExitCode.USAGE
        printer.finish()
        return code
    except GuideError as error:
        return _fail(error, printer)
    except KeyboardInterrupt:
        printer.interrupted()
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`guide read … | head`); nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.GOOD
    except Exception as error:
        return _bug(error, printer)


def _open_closed_streams() -> None:
    """Started with stdout or stderr closed (`guide check >&-`): what would be said there goes nowhere, and the work is done."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (stays open to the end)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _fail(error: GuideError, printer: Printer) -> int:
    try:
        printer.failure(error)
    except GuideError as later:  # stdout is full: its JSON could not be written either
        error = later
        printer.failure_said(later)
    return error.exit_code


def _bug(error: Exception, printer: Printer) -> int:
    """Our own fault: one sentence; the trace goes to a file that can be sent to us."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="guide-bug-", suffix=".txt", delete=False, encoding="utf-8") as log:
        log.write(f"guide {__version__}\n{json.dumps(sys.argv)}\n{traceback.format_exc()}")
    printer.bug(type(error).__name__, log.name)
    return ExitCode.BUG
