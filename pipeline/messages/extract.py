"""Collect every sentence of the program into pipeline/messages/ru.po and kk.po: ``python -m pipeline.messages.extract``.

For developers, after a sentence was added or changed. Translations are kept by their msgid, never guessed from a similar one;
what left the program stays as obsolete (#~) and comes back if the sentence does. With ``--check`` nothing is written, and the
exit code is 1 where a catalogue is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.doors.catalogues import (
    CatalogueEntry,
    ExtractedMessage,
    extract_messages,
    parse_catalogue,
    plural_count,
    write_catalogue,
)

__all__ = ["KEYWORDS", "TRANSLATED", "collect", "main", "merge", "package_sources"]

KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = {"msg": None, "nmsg": (1, 2)}
"""As the -k of babel.cfg: the first argument of msg, the first two of nmsg."""
TRANSLATED: Final = ("ru", "kk")
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def package_sources() -> dict[str, bytes]:
    """Every Python file of the package as it lies on disk, by its path from the checkout's root."""
    return {path.relative_to(_PACKAGE.parent).as_posix(): path.read_bytes() for path in sorted(_PACKAGE.rglob("*.py"))}


def collect(sources: Mapping[str, bytes]) -> list[CatalogueEntry]:
    """The sentences of ``sources``, each once with all its files, in the order of files and lines; without translations."""
    found: dict[tuple[str, str], list[str]] = {}
    for message in extract_messages(sources, KEYWORDS):
        files = found.setdefault(_key(message), [])
        if message.file not in files:
            files.append(message.file)
    return [CatalogueEntry(one, plural=many, occurrences=tuple(files)) for (one, many), files in found.items()]


def merge(collected: Iterable[CatalogueEntry], known: Iterable[CatalogueEntry], lang: str) -> list[CatalogueEntry]:
    """``collected`` with the translations of ``known``; then what of ``known`` the program no longer says, as obsolete."""
    before = {_key(entry): entry for entry in known}
    merged = []
    for entry in collected:
        old = before.pop(_key(entry), None)
        empty = ("",) * plural_count(lang) if entry.plural else ()
        if old is None:
            merged.append(replace(entry, plurals=empty))
        else:
            merged.append(replace(old, occurrences=entry.occurrences, obsolete=False, plurals=old.plurals or empty))
    said = {entry.msgid for entry in merged}  # gettext takes one with a plural and one without for the same
    gone = [
        replace(old, obsolete=True, occurrences=()) for old in before.values() if any((old.msgstr, *old.plurals)) and old.msgid not in said
    ]
    return merged + sorted(gone, key=_key)


def _key(message: CatalogueEntry | ExtractedMessage) -> tuple[str, str]:
    return message.msgid, message.plural


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with --check only compare; returns the exit code."""
    collected = collect(package_sources())
    stale = 0
    for lang in TRANSLATED:
        path = Path(__file__).with_name(f"{lang}.po")
        before = path.read_text("utf-8") if path.exists() else ""
        entries = merge(collected, parse_catalogue(before, path.name), lang)
        after = write_catalogue(entries, lang)
        missing = sum(not entry.is_translated for entry in entries if not entry.obsolete)
        print(f"{path.name}: {len(collected)} messages, {missing} without an approved translation")
        if after == before:
            continue
        stale = 1
        if "--check" not in arguments:
            path.write_text(after, "utf-8")
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
