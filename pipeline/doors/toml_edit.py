"""TOML that people wrote, changed in one place: comments, order and layout of everything else stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

__all__ = ["with_entry"]


def with_entry(
    text: str, key: str, values: Mapping[str, Any], *, at: int | None = None, before: int | None = None, gone: tuple[str, ...] = (),
    remark: str = "",
) -> str:
    """The text with an entry of the array of tables ``[[key]]``.

    ``at``: the entry (0-based) that gets ``values`` and loses the keys ``gone``; None for a new one, last or ``before`` another.
    ``remark``: a comment that a new entry begins with. The text must be valid TOML. Raises ValueError where ``key`` stands in another form,
    such as a list in one line.
    """
    document = tomlkit.parse(f"{text.rstrip()}\n\n" if text.strip() and at is None else text)
    entries = document.get(key)
    if entries is not None and not isinstance(entries, AoT):
        raise ValueError(key)
    if entries is None:
        entries = tomlkit.aot()
        document.append(key, entries)
    entry = entries[at] if at is not None else _new(remark)
    for name in gone:
        entry.pop(name, None)
    for name, value in values.items():
        if name in entry and isinstance(value, Mapping):
            entry[name] = _table(value)
        else:
            entry[name] = _table(value) if isinstance(value, Mapping) else value
    if at is None:
        if before is None:
            entries.append(entry)
        else:
            entries.insert(before, entry)
    made = tomlkit.dumps(document)
    return made if made.endswith("\n") else made + "\n"


def _new(remark: str) -> Table:
    entry = tomlkit.table()
    if remark:
        entry.add(tomlkit.comment(remark))
    return entry


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        table.add(name, value)
    return table
