"""The memory of ids: what is known of every listing that ever stood in an edition (sources/ids.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.doors.toml import parse_toml
from pipeline.doors.toml import toml_text as _quoted
from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg
from pipeline.model.packing import packable

__all__ = ["IdRegistry", "Known", "load_ids"]

_HEAD: Final = """\
# Ids of listings: allotted once, never reused. Written by the build; only [decisions] is for people.
# A decision says which listing a row is: "file|sheet|name" = "ngo-0007", or = "new" for one that never stood in the guide.
"""
_FILE: Final = "ids.toml"
_TEXTS: Final = ("id", "bin", "region", "site", "into")
_LISTS: Final = ("names", "former", "phones", "emails", "marks")


@packable
@dataclass(frozen=True, slots=True)
class Known:
    """What helps to find a listing again. ``names`` are folded, of the last edition it stood in; ``former`` of earlier ones."""

    id: str
    bin: str = ""
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    region: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    site: str = ""
    into: str = ""
    """The older id that it was merged into; it is never given to another listing, only back to its own if that is parted again."""

    marks: tuple[str, ...] = ()
    """Folded head and address, kept only where name, region and contacts are those of another listing too."""

    @property
    def reach(self) -> frozenset[str]:
        """What it could be reached by, as :func:`pipeline.normalise.duplicates.reach` says it."""
        return frozenset((*self.phones, *self.emails, *((self.site,) if self.site else ())))


@dataclass(frozen=True, slots=True)
class IdRegistry:
    """Known listings in the order of their ids, and people's decisions."""

    entries: tuple[Known, ...] = ()
    decisions: Mapping[str, str] = field(default_factory=dict)

    def to_toml(self) -> str:
        """The text of ids.toml; :func:`load_ids` reads it back unchanged."""
        parts = [_HEAD, "[decisions]\n"]
        parts += [f"{_quoted(row)} = {_quoted(decided)}\n" for row, decided in sorted(self.decisions.items())]
        for known in self.entries:
            parts.append(f"\n[[listing]]\nid = {_quoted(known.id)}\n")
            for name in ("bin", "names", "former", "region", "phones", "emails", "site", "into", "marks"):
                value = getattr(known, name)
                if value:
                    written = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
                    parts.append(f"{name} = {written}\n")
        return "".join(parts)


def load_ids(text: str) -> IdRegistry:
    """Read ids.toml; an empty text is an empty registry.

    Raises Unreadable for broken TOML, an entry of another shape, a listing without id and an id that stands twice: the build writes the
    file anew, and what it did not understand would be lost.
    """
    table = parse_toml(text, _FILE)
    rows, decisions = table.pop("listing", []), table.pop("decisions", {})
    if table or not isinstance(rows, list) or not isinstance(decisions, dict):
        raise _damaged(msg("only [[listing]] and [decisions] may stand in it"))
    entries = [_known(number, row) for number, row in enumerate(rows, start=1)]
    ids = [known.id for known in entries]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise _damaged(msg("{ids} stands in it twice", ids=", ".join(twice)))
    for row, decided in decisions.items():
        if not isinstance(decided, str):
            raise _damaged(msg("the decision on “{row}” is no id in quotes", row=row))
    return IdRegistry(tuple(entries), decisions)


def _known(number: int, row: object) -> Known:
    """One ``[[listing]]``; ``number`` counts them from 1."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise _damaged(msg("listing {number} has no id", number=number))
    for name, value in row.items():
        sound = isinstance(value, list) and all(isinstance(part, str) for part in value) if name in _LISTS else isinstance(value, str)
        if name not in (*_LISTS, *_TEXTS) or not sound:
            raise _damaged(msg("the entry “{name}” of {id} is not as the program writes it", name=name, id=row["id"]))
    lists = {name: tuple(row.get(name, ())) for name in _LISTS}
    return Known(row["id"], row.get("bin", ""), region=row.get("region", ""), site=row.get("site", ""), into=row.get("into", ""), **lists)


def _damaged(problem: Message) -> Unreadable:
    return Unreadable(
        msg("{file} cannot be used: {reason}.", file=_FILE, reason=problem),
        msg("Mend that entry, or take the file from a copy: without it listings would get new ids."),
    )
