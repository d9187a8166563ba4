"""Whether an edition may be handed off: built, of these sources, and without findings that block."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.desk import Desk
from pipeline.due import what_is_due
from pipeline.errors import NotReady
from pipeline.lastrun import LastRun, run_key
from pipeline.memory import Memory
from pipeline.model.fields import EditionLang
from pipeline.model.message import Message, msg
from pipeline.model.outcome import Summary

__all__ = ["built_summary"]

_CHOSEN = ("fit ", "kept ", "printers ")
"""Lines of a run's key that tell how it was asked for, not what it was made from: such a build is handed off as it is."""


def built_summary(desk: Desk, languages: Sequence[EditionLang], memory: Memory) -> Summary:
    """What the build came to that is to be handed off: of these languages, or of all.

    Raises NotReady, saying in a sentence why it cannot be: there is none, it is of other sources, or its files are not as it left them.
    """
    again = msg("Build it again, and look at the report: guide build.")
    spoilt: list[str] = []
    for chosen in dict.fromkeys((tuple(languages), ())):
        last = LastRun(desk, chosen, memory)
        summary = last.summary()
        if summary is None or _bare(last.before()) != _bare(run_key(desk, chosen)) or desk.is_torn:
            continue
        # A later build of all languages takes away what one of this language alone left, and the other way round: each is asked.
        if not (gone := last.spoilt_outputs()):
            return summary
        spoilt += gone
    if spoilt:
        raise NotReady(msg("{file} is missing, or is not as the last build left it.", file=spoilt[0]), again)
    raise NotReady(_why_not(desk, languages, memory), again)


def _bare(key: str) -> str:
    return "\n".join(line for line in key.split("\n") if not line.startswith(_CHOSEN))


def _why_not(desk: Desk, languages: Sequence[EditionLang], memory: Memory) -> Message:
    due = what_is_due(desk, languages, memory)
    if due.torn:
        return msg("The last run was cut off while it put its files in place; the next build does the rest.")
    reasons = [reason for reason in due.reasons if not all(f"{line.old or line.new} ".startswith(_CHOSEN) for line in reason.lines)]
    if due.built and reasons:
        return msg("The build is out of date: {reason}", reason=reasons[0].message)
    return msg("These languages have not been built together into this folder yet.")
