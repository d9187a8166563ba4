"""The memory of ids: what is known of every listing that ever stood in an edition (sources/ids.toml)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.model.packing import packable

__all__ = ["IdRegistry", "Known", "load_ids"]

_HEAD: Final = """\
# Ids of listings: allotted once, never reused. Written by the build; only [decisions] is for people.
# A decision says which listing a row is: "file|sheet|name" = "ngo-0007", or = "new" for one that never stood in the guide.
"""
_LISTS: Final = ("names", "former", "phones", "emails")


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
            for name in ("bin", "names", "former", "region", "phones", "emails", "site"):
                value = getattr(known, name)
                if value:
                    written = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
                    parts.append(f"{name} = {written}\n")
        return "".join(parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def load_ids(text: str) -> IdRegistry:
    """Read ids.toml; an empty text is an empty registry.

    Raises tomllib.TOMLDecodeError for broken TOML and ValueError for a listing without id or an id that stands twice.
    """
    table = tomllib.loads(text)
    entries: list[Known] = []
    for row in table.get("listing", []):
        if not isinstance(row.get("id"), str):
            raise ValueError(f"a listing of ids.toml has no id: {row}")
        lists = {name: tuple(row.get(name, ())) for name in _LISTS}
        entries.append(Known(row["id"], row.get("bin", ""), region=row.get("region", ""), site=row.get("site", ""), **lists))
    ids = [known.id for known in entries]
    if len(set(ids)) < len(ids):
        raise ValueError(f"ids that stand twice in ids.toml: {', '.join(sorted({one for one in ids if ids.count(one) > 1}))}")
    return IdRegistry(tuple(entries), dict(table.get("decisions", {})))
