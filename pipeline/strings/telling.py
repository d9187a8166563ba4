"""What a merge or an import came to, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.model.message import Message, msg, nmsg
from pipeline.strings.contexts import shortened
from pipeline.strings.merging import Change, Fate, Merged

__all__ = ["told_change", "told_counts", "told_fates"]


def told_fates(merged: Merged) -> Iterator[tuple[Message, list[Change]]]:
    """A sentence for each kind of change there is, and its changes; those that a person must look at first."""
    for fate, doubtful in _ORDER:
        changes = [change for change in merged.of(fate) if doubtful is None or change.is_doubtful == doubtful]
        if changes:
            yield _told(fate, len(changes), doubtful=bool(doubtful)), changes


_ORDER: Final[tuple[tuple[Fate, bool | None], ...]] = (
    ("edited", True), ("moved", True), ("returned", True), ("new", None), ("edited", False), ("served", None), ("moved", False),
    ("returned", False), ("restored", None), ("removed", None), ("dropped", None), ("respelt", None), ("erased", None),
)  # fmt: skip
"""None: whether such a text is doubtful is nothing that the merge did."""


def _told(fate: Fate, n: int, *, doubtful: bool) -> Message:
    if doubtful:
        return {
            "edited": nmsg(
                "{n} text was changed: its translation is to be looked at again, and is not printed until then.",
                "{n} texts were changed: their translations are to be looked at again, and are not printed until then.", n),
            "moved": nmsg(
                "{n} translation of a listing that is now printed with another one is to be looked at again.",
                "{n} translations of listings that are now printed with other ones are to be looked at again.", n),
            "returned": nmsg(
                "{n} text is wanted again; its old translation is to be looked at again.",
                "{n} texts are wanted again; their old translations are to be looked at again.", n),
        }[fate]  # fmt: skip
    return {
        "new": nmsg("{n} text is new.", "{n} texts are new.", n),
        "edited": nmsg("{n} text without a translation was changed.", "{n} texts without a translation were changed.", n),
        "served": nmsg("{n} text has its translation from the memory.", "{n} texts have their translations from the memory.", n),
        "moved": nmsg(
            "{n} translation stands under the id of the listing that it is printed with now.",
            "{n} translations stand under the ids of the listings that they are printed with now.", n),
        "returned": nmsg(
            "{n} text is wanted again and has its translation back.", "{n} texts are wanted again and have their translations back.", n),
        "restored": nmsg(
            "{n} text says again what was translated, and has that translation back.",
            "{n} texts say again what was translated, and have those translations back.", n),
        "removed": nmsg(
            "{n} text is no longer wanted; its translation is kept.", "{n} texts are no longer wanted; their translations are kept.", n),
        "dropped": nmsg(
            "{n} text is no longer wanted and was never translated.", "{n} texts are no longer wanted and were never translated.", n),
        "erased": nmsg(
            "{n} text of, or naming, somebody who asks to be left out was taken out for good, of the catalogue's earlier copies too.",
            "{n} texts of, or naming, somebody who asks to be left out were taken out for good, of the catalogue's earlier copies too.", n),
        "respelt": nmsg(
            "{n} text has other spaces or quotation marks; its translation holds.",
            "{n} texts have other spaces or quotation marks; their translations hold.", n),
    }[fate]  # fmt: skip


def told_change(change: Change) -> Message:
    """Which text it was; where its source changed, what it was before and is now."""
    if change.fate == "erased":
        return msg("{key}: not shown", key=change.unit.key)
    before, now = shortened(change.before), shortened(change.unit.source)
    if before and before != now:
        return msg("{key}: “{before}” is now “{after}”", key=change.unit.key, before=before, after=now)
    return msg("{key}: “{text}”", key=change.unit.key, text=now)


def told_counts(counts: Mapping[str, int]) -> list[Message]:
    """What became of an import's texts (:data:`pipeline.strings.importing.COUNTS`), a sentence for each kind there is."""
    n = counts.get
    said = [
        (n("added", 0), nmsg("{n} translation is new.", "{n} translations are new.", n("added", 0))),
        (n("changed", 0), nmsg("{n} translation was changed.", "{n} translations were changed.", n("changed", 0))),
        (n("approved", 0), nmsg("{n} doubtful translation was approved.", "{n} doubtful translations were approved.", n("approved", 0))),
        (n("doubtful", 0), nmsg(
            "{n} translation was taken to be looked at again, and is not printed until then.",
            "{n} translations were taken to be looked at again, and are not printed until then.", n("doubtful", 0))),
        (n("same", 0), nmsg("{n} text came back as it is.", "{n} texts came back as they are.", n("same", 0))),
        (n("kept", 0), nmsg("{n} translation that there was is kept.", "{n} translations that there were are kept.", n("kept", 0))),
        (n("refused", 0), nmsg("{n} translation was not taken.", "{n} translations were not taken.", n("refused", 0))),
    ]  # fmt: skip
    return [message for count, message in said if count]
