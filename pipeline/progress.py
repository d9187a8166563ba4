"""Progress, as the stages tell it; what becomes of it is the command line's business."""

from __future__ import annotations

from typing import Final, Protocol

from pipeline.model.message import Message

__all__ = ["SILENT", "Progress", "SilentProgress"]


class Progress(Protocol):
    """Hears which step has begun and how far it has come."""

    def begin(self, step: Message) -> None: ...

    def advance(self, done: int, total: int) -> None: ...


class SilentProgress:
    """Says nothing: for pipes, tests and ``--json``."""

    def begin(self, step: Message) -> None: ...

    def advance(self, done: int, total: int) -> None: ...


SILENT: Final = SilentProgress()
