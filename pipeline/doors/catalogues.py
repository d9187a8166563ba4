"""The door to gettext catalogues (polib) and to the locale tables of the CLDR (Babel).

Both libraries are imported where they are called: a command that only lists files should not pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg

if TYPE_CHECKING:
    import polib
    from babel import Locale

__all__ = [
    "CatalogueEntry", "ExtractedMessage", "catalogue_header", "date_text", "decimal_text", "extract_messages", "language_text",
    "parse_catalogue", "plural_count", "plural_index", "write_catalogue",
]

_PLURAL_FORMS: Final = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "kk": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
_FIXED_DATE: Final = "2000-01-01 00:00+0000"
"""Headers carry no real date: the same entries must give the same bytes."""

# polib cuts a field at every line end that str.splitlines knows, but a PO file may only be cut at \n.
_FOREIGN_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PO_LINE: Final = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"(?:[^"\\]|\\.)*"|)\s*', re.DOTALL)
_SYNTAX_ERROR_LINE: Final = re.compile(r"line (\d+)")
_CONFLICT: Final = re.compile(r"<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$)")
"""What git writes into a file where two people changed the same lines."""
_LONGEST_FILE, _LONGEST_TEXT, _MOST_LINES, _MOST_ENTRIES = 32_000_000, 100_000, 2_500, 200_000
"""Letters of a file, letters and lines of one text or comment, and texts: ten times what a large edition has."""
_REMOVED_PREVIOUS: Final = re.compile(r"^#~\|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One message of a PO file. ``plurals`` holds the plural msgstrs in order of their index; ``line`` is 1-based, 0 if unknown."""

    msgid: str
    msgstr: str = ""
    context: str = ""
    plural: str = ""
    plurals: tuple[str, ...] = ()
    fuzzy: bool = False
    obsolete: bool = False
    previous: str = ""
    """The source text that a fuzzy translation was made from (``#| msgid``)."""
    comment: str = ""
    """For the translator (``#.``)."""
    note: str = ""
    """By the translator (``#``)."""
    occurrences: tuple[str, ...] = ()
    line: int = 0
    previous_context: str = ""
    """Whose translation it was (``#| msgctxt``), as msgmerge writes it; "" where the file does not say."""

    @property
    def is_translated(self) -> bool:
        """Whether every string is filled and none is doubtful or obsolete."""
        if self.fuzzy or self.obsolete:
            return False
        return all(self.plurals) and bool(self.plurals) if self.plural else bool(self.msgstr)


@dataclass(frozen=True, slots=True)
class ExtractedMessage:
    """A msgid found in program text; ``plural`` is "" for a sentence that does not count."""

    msgid: str
    plural: str
    file: str


def plural_index(lang: str, n: int) -> int:
    """Which plural string gettext takes for ``n`` things (the formulas of the Plural-Forms headers)."""
    n = abs(n)
    if lang != "ru":
        return int(n != 1)
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def plural_count(lang: str) -> int:
    """How many plural strings a message has in ``lang``. Raises KeyError for a language without a formula."""
    return int(_PLURAL_FORMS[lang].removeprefix("nplurals=")[0])


def parse_catalogue(text: str, name: str = "") -> tuple[CatalogueEntry, ...]:
    """Read a PO file's text, obsolete entries included. Raises Unreadable: broken syntax, or more than anybody translates."""
    import polib

    text = _with_line_ends(text)
    _require_lines(text, name)
    try:
        # The line end keeps polib from taking a short text for the name of a file and opening it.
        # It passes over the previous source of removed entries, not over that of others.
        parsed = polib.pofile(_REMOVED_PREVIOUS.sub("#|", text) + "\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        found = _SYNTAX_ERROR_LINE.search(str(error))
        raise _unreadable(name, found[1] if found else "?") from error
    return tuple(_entry(entry) for entry in parsed)


def _with_line_ends(text: str) -> str:
    """Without the mark of its encoding, and in lines where they end as on old Macintoshes."""
    text = text.removeprefix("\ufeff")
    return text if "\n" in text else text.replace("\r", "\n")


def _require_lines(text: str, name: str) -> None:
    """Raises Unreadable for a line that is none of a PO file's, and for what polib would take minutes or gigabytes for."""
    if len(text) > _LONGEST_FILE:
        raise _too_much(name, msg("it holds {n} million letters", n=len(text) // 1_000_000))
    entries = length = lines = 0
    was_comment = False
    for number, ended in enumerate(text.split("\n"), 1):
        line = ended.rstrip("\r")
        bare = line.lstrip().removeprefix("#~").lstrip()
        is_comment = bare.startswith("#")
        if not (bare.startswith('"') or (is_comment and was_comment)):
            length = lines = 0
        length, lines, was_comment = length + len(line), lines + 1, is_comment
        if length > _LONGEST_TEXT or lines > _MOST_LINES:  # polib puts a text together line by line, all of it each time
            raise _too_much(name, msg("the text that goes on in line {line} has no end", line=number))
        if not _PO_LINE.fullmatch(line):  # polib loses an unclosed string without a word
            raise _conflicting(name, number) if _CONFLICT.match(line) else _unreadable(name, str(number))
        entries += bare.startswith("msgid ")
        if entries > _MOST_ENTRIES:
            raise _too_much(name, msg("it holds more than {n} texts", n=_MOST_ENTRIES))


def _too_much(name: str, how: Message) -> Unreadable:
    return Unreadable(
        msg("The translation catalogue “{name}” holds more than can be read: {how}.", name=name, how=how),
        msg("Nobody translates as much: was the right file sent, and is it whole? Nothing was taken."),
    )


def _unreadable(name: str, line: str) -> Unreadable:
    return Unreadable(
        msg("The translation catalogue “{name}” could not be read; line {line} is not as gettext wants it.", name=name, line=line),
        msg("Open the file in a translation editor (Poedit, for example), correct that line and save it."),
    )


def _conflicting(name: str, line: int) -> Unreadable:
    return Unreadable(
        msg("The translation catalogue “{name}” holds marks of a merge conflict; the first stands in line {line}.", name=name, line=line),
        msg("At each mark keep one of the two texts, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
    )


def _entry(entry: polib.POEntry) -> CatalogueEntry:
    plurals = tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural))
    return CatalogueEntry(
        msgid=entry.msgid, msgstr=entry.msgstr, context=entry.msgctxt or "", plural=entry.msgid_plural or "", plurals=plurals,
        fuzzy=entry.fuzzy, obsolete=bool(entry.obsolete), previous=entry.previous_msgid or "", comment=entry.comment,
        note=entry.tcomment, occurrences=tuple(file for file, _ in entry.occurrences), line=entry.linenum or 0,
        previous_context=entry.previous_msgctxt or "",
    )


def catalogue_header(text: str) -> dict[str, str]:
    """The header of a PO file's text (``Language``, ``Last-Translator``, …) by name, and the comment above it under ""."""
    import polib

    head = _with_line_ends(text).replace("\r\n", "\n").split("\n\n", 1)[0]
    try:
        parsed = polib.pofile(head + "\n")
        return {**parsed.metadata, **({"": parsed.header.strip("\n")} if parsed.header.strip() else {})}
    except (OSError, UnicodeDecodeError, ValueError):
        return {}


def write_catalogue(
    entries: Iterable[CatalogueEntry], lang: str, project: str = "guide-pipeline", header: Mapping[str, str] | None = None
) -> str:
    """Word ``entries``, in the order given, as the text of a PO file; obsolete ones come last. No clock is read.

    ``header``: further lines of the header, by name; under "" the comment above it, for whoever opens the file.
    """
    import polib

    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": project, "POT-Creation-Date": _FIXED_DATE, "PO-Revision-Date": _FIXED_DATE,
        "Last-Translator": project, "Language-Team": project, "Language": lang,
        "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
    }
    if lang in _PLURAL_FORMS:
        catalogue.metadata["Plural-Forms"] = _PLURAL_FORMS[lang]
    lines = dict(header or {})
    catalogue.header = lines.pop("", "")
    catalogue.metadata |= lines
    catalogue.extend(_po_entry(entry) for entry in entries)
    return str(catalogue)


def _po_entry(entry: CatalogueEntry) -> polib.POEntry:
    import polib

    made = polib.POEntry(
        msgid=_one_line_end(entry.msgid), msgstr=_one_line_end(entry.msgstr), comment=_one_line_end(entry.comment),
        tcomment=_one_line_end(entry.note), occurrences=[(file, "") for file in entry.occurrences], obsolete=entry.obsolete,
        msgctxt=entry.context or None,
    )
    made.flags = ["fuzzy"] if entry.fuzzy else []
    if entry.previous:
        made.previous_msgid = _one_line_end(entry.previous)
    if entry.plural:
        made.msgid_plural = _one_line_end(entry.plural)
        made.msgstr_plural = {index: _one_line_end(text) for index, text in enumerate(entry.plurals)}
    return made


def _one_line_end(text: str) -> str:
    return _FOREIGN_LINE_ENDS.sub("\n", text)


def extract_messages(sources: Mapping[str, bytes], keywords: Mapping[str, tuple[int, ...] | None]) -> list[ExtractedMessage]:
    """Find the msgids in Python sources (file name -> bytes) with Babel; ``keywords`` as Babel understands them."""
    from io import BytesIO

    from babel.messages.extract import extract

    found = []
    for file in sorted(sources):
        for _, message, _, _ in extract("python", BytesIO(sources[file]), keywords=keywords, options={"encoding": "utf-8"}):
            one, many = (message, "") if isinstance(message, str) else (message[0], message[-1])
            found.append(ExtractedMessage(one, many, file))
    return found


@cache
def _locale(lang: str) -> Locale:
    from babel import Locale

    return Locale.parse("en_GB" if lang == "en" else lang)


def date_text(day: date, lang: str) -> str:
    """The day in the locale's long form, as the CLDR has it, with its no-break spaces."""
    from babel.dates import format_date

    return format_date(day, "long", locale=_locale(lang))


def decimal_text(number: float | Decimal, lang: str, places: int | None = None) -> str:
    """The number with the locale's separators; ``places``: so many decimals, None: as few as it takes, three at most."""
    from babel.numbers import format_decimal

    pattern = None if places is None else "#,##0." + "0" * places
    text: str = format_decimal(number, format=pattern, locale=_locale(lang))
    return text


@lru_cache(maxsize=256)
def language_text(tag: str, lang: str) -> str:
    """The name of the language with BCP 47 tag ``tag``, script and territory in brackets; "" where the CLDR has none in ``lang``."""
    # Babel's own parser would take kk-Latn, for which the CLDR has nothing, for Kazakh in Cyrillic.
    locale = _locale(lang)
    primary, *subtags = tag.split("-")
    name: str = locale.languages.get(primary.lower(), "")
    details = [locale.scripts.get(subtag.title()) or locale.territories.get(subtag.upper()) for subtag in subtags]
    if not name or None in details:
        return ""
    return f"{name} ({', '.join(str(detail) for detail in details)})" if details else name
