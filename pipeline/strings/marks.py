"""What a text carries to the translator and back, so that it is known again whatever happened to the file it travelled in.

A mark says which edition, language, catalogue and text a row, unit or message is, from which source it was sent out and with which
translation. So a source that was edited in the file is told from one that the edition changed meanwhile, and a row that its translator
never touched from one that says something else than another translator's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, cast, get_args

from pipeline.localise.translations import fold_source
from pipeline.model.fields import Lang
from pipeline.strings.units import CATALOGUE_KINDS, CatalogueKind, Unit

__all__ = ["Mark", "read_mark", "source_digest", "target_digest", "tidy"]

_DIGITS: Final = 12
"""Of each digest: 48 bits, for ten thousand texts."""
_REFERENCE: Final = "sent/"
_STEERING: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What no text of a book holds: control characters, marks of direction, nothings between letters. U+200C and U+200D join, and stay."""
_LINE_ENDS: Final = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_NO_BREAK: Final = str.maketrans("\u00a0\u202f\t", "   ")
"""Tabs, too: LibreOffice keeps them as elements that readers of its files drop."""


def tidy(text: str) -> str:
    """A text as catalogues keep it: line feeds only, no control characters or tabs, plain spaces, none at its ends."""
    return _STEERING.sub("", _LINE_ENDS.sub("\n", text)).translate(_NO_BREAK).strip()


def source_digest(source: str) -> str:
    """Of a source, whatever its white space and quotation marks."""
    return _digest(fold_source(tidy(source)))


def target_digest(target: str, plurals: Sequence[str], fuzzy: bool) -> str:
    """Of a translation, and whether it was marked as doubtful; no translation is never doubtful."""
    forms = [tidy(text) for text in (plurals or (target,))]
    return _digest("\0".join((*forms, "fuzzy" if fuzzy and any(forms) else "")))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Mark:
    """``source`` and ``target``: digests of what was sent out; ``name``: of the unit; "" for what a format says elsewhere."""

    source: str
    target: str
    name: str = ""
    edition: str = ""
    lang: Lang | None = None
    kind: CatalogueKind | None = None

    @classmethod
    def of(cls, unit: Unit, name: str = "", edition: str = "", lang: Lang | None = None, kind: CatalogueKind | None = None) -> Mark:
        return cls(source_digest(unit.source), target_digest(unit.target, unit.plurals, unit.fuzzy), name, edition, lang, kind)

    @property
    def digests(self) -> str:
        """Both digests, without a space: for formats that name text, edition and language themselves."""
        return f"{_REFERENCE}{self.source}{self.target}"

    def __str__(self) -> str:
        return f"{self.edition} {self.lang} {self.kind} {self.digests} {self.name}"


_WHOLE: Final = re.compile(rf"(\S+) (\S+) (\S+) ({_REFERENCE}[0-9a-f]{{{2 * _DIGITS}}}) (.+)", re.DOTALL)
_DIGESTS: Final = re.compile(rf"{_REFERENCE}([0-9a-f]{{{_DIGITS}}})([0-9a-f]{{{_DIGITS}}})")


def read_mark(text: str) -> Mark | None:
    """The mark that was written as ``text``, whole or its digests alone; None for anything else."""
    whole = _WHOLE.fullmatch(text.strip())
    found = _DIGESTS.fullmatch(whole[4] if whole else text.strip())
    if found is None:
        return None
    if whole is None:
        return Mark(found[1], found[2])
    if whole[2] not in get_args(Lang) or whole[3] not in CATALOGUE_KINDS:
        return None
    return Mark(found[1], found[2], whole[5], whole[1], cast("Lang", whole[2]), cast("CatalogueKind", whole[3]))
