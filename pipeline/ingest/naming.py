"""Names that are more than one name: several organisations in a cell, or contacts behind the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from pipeline.ingest.headers import is_name
from pipeline.ingest.rules import ONE_LISTING
from pipeline.ingest.vocabulary import words
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.model.source import SourceRow

__all__ = ["name_findings", "without_numbers"]

_NUMBERED: Final = re.compile(r"\s*(?:№\s*)?\d{1,2}[.)]\s*\S")
_CONTACT: Final = re.compile(
    r"\S@\S|(?:\+7|\b8)[\s(-]*\d{3,5}[\s)-]*\d{1,3}[\s-]*\d\d[\s-]*\d\d|\b(?:тел|моб|phone|mob)\s*[.:]\s*\d", re.IGNORECASE)
_DIGITS_IN_A_ROW: Final = re.compile(r"\d(?:[\s()./-]{0,3}\d){6,}")
_HIDDEN: Final = "•"
_KAZAKH: Final = frozenset("әғқңөұүһі")


def name_findings(records: Iterable[SourceRow]) -> list[Finding]:
    """Records whose name holds several organisations, or a telephone or e-mail as well."""
    found: list[Finding] = []
    for record in records:
        for field, values in record.values.items():
            if not is_name(field):
                continue
            for value in values:
                if "\n" in value.text and are_several(value.text):
                    found.append(ONE_LISTING.finding(
                        "several-names", msg("Several organisations stand in one cell; they would be printed as one."),
                        hint=msg("Give each of them a row of its own, with its own contacts."), place=value.ref,
                        before=without_numbers(value.text)))
                elif _CONTACT.search(value.text):
                    found.append(ONE_LISTING.finding(
                        "name-with-contacts", msg("The cell of the name holds a telephone or an e-mail as well."),
                        hint=msg("Leave the name alone in it, and move the rest into columns of their own."), place=value.ref,
                        before=without_numbers(value.text)))
    return found


def without_numbers(text: str) -> str:
    """The text with the digits of its telephones hidden: whether they may be told is not known before the row's consent is read."""
    return _DIGITS_IN_A_ROW.sub(lambda found: re.sub(r"\d", _HIDDEN, found[0]), text)


def are_several(text: str) -> bool:
    """Whether the lines of a name are numbered, or two of one language begin with a legal form; a name in two languages is one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return False
    if all(_NUMBERED.match(line) for line in lines):
        return True
    begun = [line for line in lines if line.split()[0].strip(" .,«»\"“”„").casefold() in words().forms and len(line.split()) > 1]
    return any(count >= 2 for count in Counter(map(_tongue, begun)).values())


def _tongue(line: str) -> str:
    if _KAZAKH & set(line.casefold()):
        return "kk"
    return "en" if line[0].isascii() else "ru"
