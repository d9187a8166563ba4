"""What a person sees: progress on terminals only, findings as lines, failures as one sentence and what to do."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pipeline.errors import GuideError, Unwritable
from pipeline.model.findings import Finding, Severity
from pipeline.model.findings_json import finding_json
from pipeline.model.message import Message, msg, nmsg

__all__ = ["Printer"]

SHOWN_FINDINGS = 30
"""Findings printed to a terminal; the report has all."""
_COMMANDS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal, or turns the direction of writing: a name out of somebody's file or archive may hold it."""
_SEVERITIES: Final = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("information")}


def _tame(text: str) -> str:
    return _COMMANDS.sub("?", text)


class Printer:
    """Words and prints; also the stages' Progress. Results go to stdout, everything else to stderr."""

    def __init__(self, word: Callable[[Message], str], *, as_json: bool, lang: str = "en") -> None:
        self._word = word
        self.lang = lang
        self.as_json = as_json
        self._live = sys.stderr.isatty() and not as_json
        self._step = ""
        self._shown = 0.0

    def word(self, message: Message) -> str:
        return self._word(message)

    def begin(self, step: Message) -> None:
        """A step has begun (Progress)."""
        self._step = _tame(self._word(step))
        self._draw("")

    def advance(self, done: int, total: int) -> None:
        """The step has come so far (Progress); drawn at most ten times a second."""
        now = time.monotonic()
        if now - self._shown > 0.1 or done == total:
            self._shown = now
            self._draw(f" {done}/{total}")

    def _draw(self, suffix: str) -> None:
        if self._live:
            sys.stderr.write(f"\r\x1b[K{self._step}{suffix}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the progress line away before something lasting is printed."""
        if self._live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def line(self, message: Message) -> None:
        """A line of the result."""
        self.text(self._word(message))

    def text(self, text: str = "") -> None:
        """A line of the result that needs no wording."""
        self.clear()
        self._write(_tame(text) + "\n")

    @property
    def asks(self) -> bool:
        """Whether somebody sits at the terminal who can answer."""
        return not self.as_json and sys.stdin is not None and sys.stdin.isatty()

    def ask(self, question: Message) -> str | None:
        """A question, and the line that was typed; None where the input ended."""
        self.clear()
        self.finish()
        sys.stderr.write(_tame(self._word(question)) + " ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        return line.strip() if line else None

    def json(self, value: object) -> None:
        """The result for machines."""
        self._write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def finish(self) -> None:
        """All that was said really goes out. Raises Unwritable where it cannot, BrokenPipeError where nobody listens any more."""
        self._write("", flush=True)

    def _write(self, text: str, *, flush: bool = False) -> None:
        try:
            sys.stdout.write(text)
            if flush:
                sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What is still in the buffer must not fail once more when the program ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            message = msg("The result could not be written to the output it was sent to: {reason}.", reason=error.strerror or str(error))
            hint = msg("Is its disk full? Files that the build wrote before are whole.")
            raise Unwritable(message, hint) from error

    def findings(self, findings: Sequence[Finding], *, every: bool = False) -> None:
        """Errors first, then warnings; of each what the provinces sent before what the edition lacks.

        ``every``: no limit, and information too, which otherwise stands in the report only.
        """
        shown = (Severity.ERROR, Severity.WARNING, Severity.INFO) if every else (Severity.ERROR, Severity.WARNING)
        told = sorted(findings, key=lambda finding: not finding.is_of_sources)
        ordered = [finding for severity in shown for finding in told if finding.severity is severity]
        limit = len(ordered) if every else SHOWN_FINDINGS
        for finding in ordered[:limit]:
            self._finding(finding)
        rest = len(ordered) - limit
        if rest > 0:
            self.line(nmsg("… and {n} more in the report", "… and {n} more in the report", rest))

    def _finding(self, finding: Finding) -> None:
        said = self._word(finding.message)
        place = f"{finding.place}: " if finding.place and not said.startswith(f"{finding.place} ") else ""  # a sentence may name it itself
        self.text(f"{self._word(_SEVERITIES[finding.severity])} {finding.id} {place}{said}")
        if finding.hint:
            self.text(f"    {self._word(finding.hint)}")

    def findings_json(self, findings: Iterable[Finding]) -> list[object]:
        return [finding_json(finding, self._word) for finding in findings]

    def failure(self, error: GuideError) -> None:
        """Why nothing could be made, in one sentence, and what to do."""
        self.clear()
        sentence, hint = self._word(error.message), self._word(error.hint) if error.hint else ""
        if self.as_json:
            self.json({"exit_code": int(error.exit_code), "error": sentence, **({"hint": hint} if hint else {})})
            self.finish()
        self.failure_said(error)

    def failure_said(self, error: GuideError) -> None:
        """The failure on stderr alone."""
        hint = f" {self._word(error.hint)}" if error.hint else ""
        print(_tame(f"guide: {self._word(error.message)}{hint}"), file=sys.stderr)

    def interrupted(self) -> None:
        self.clear()
        print("guide: " + self._word(msg("Interrupted; the output is whole, as the previous run or this one left it.")), file=sys.stderr)

    def bug(self, kind: str, log: str) -> None:
        self.clear()
        sentence = msg("This is a fault of the program ({kind}), not of your files. Please send us {log}.", kind=kind, log=log)
        print("guide: " + self._word(sentence), file=sys.stderr)
