"""Exit codes, and the exceptions that own them. Codes are promises; wording is not."""

from __future__ import annotations

from enum import IntEnum

from pipeline.model.message import Message

__all__ = [
    "BrokenTemplate", "ExitCode", "GuideError", "MissingTool", "NotReady", "OutputFailedVerification", "Unfitted", "Unreadable",
    "Unwritable", "UsageError", "WouldReflow",
]


class ExitCode(IntEnum):
    """Documented in README.md, section "Exit codes"."""

    GOOD = 0
    BUG = 1
    USAGE = 2
    MISSING_TOOL = 3
    UNREADABLE = 4
    BLOCKED = 5
    UNWRITABLE = 6
    FAILED_VERIFICATION = 7
    INTERRUPTED = 130


class GuideError(Exception):
    """Broken surroundings: one sentence for a person, a hint what to do, and the exit code."""

    exit_code = ExitCode.BUG

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class UsageError(GuideError):
    exit_code = ExitCode.USAGE


class MissingTool(GuideError):
    exit_code = ExitCode.MISSING_TOOL


class Unreadable(GuideError):
    """A source, setting or template that could not be read."""

    exit_code = ExitCode.UNREADABLE


class BrokenTemplate(Unreadable):
    """A template that does not parse or names a value that does not exist."""


class WouldReflow(GuideError):
    """Corrections do not fit the pages they stand on, and nothing may move to another page (--refuse-reflow)."""

    exit_code = ExitCode.BLOCKED


class NotReady(GuideError):
    """What is to be handed off is not there, or is not of these sources."""

    exit_code = ExitCode.BLOCKED


class Unwritable(GuideError):
    exit_code = ExitCode.UNWRITABLE


class Unfitted(GuideError):
    """A page count that no setting within the design's limits comes to; nothing was written."""

    exit_code = ExitCode.BLOCKED


class OutputFailedVerification(GuideError):
    exit_code = ExitCode.FAILED_VERIFICATION
