"""The pseudo-language: everything that is translatable in marked brackets, two fifths longer, with Kazakh letters in it.

What such a book prints outside the brackets no translator could have changed: a label that stands in a template or in the program. What
does not fit shows where a translation would not. Placeholders, tags, links, addresses, telephones and codes stay as they are, and so do
figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from pipeline.doors.catalogues import CatalogueEntry, write_catalogue
from pipeline.localise import package_labels
from pipeline.localise.reworded import Rewording, reworded
from pipeline.model.edition import Edition, Party
from pipeline.model.fields import Lang
from pipeline.model.listings import Region
from pipeline.model.localised import LocalListing, LocalOrganisation, LocalPhone, LocalText

__all__ = [
    "CLOSE", "OPEN", "pseudo_edition", "pseudo_labels", "pseudo_listing", "pseudo_markdown", "pseudo_text", "strays", "without_brackets",
]

Key = TypeVar("Key", bound=str)
OPEN, CLOSE = "⟦", "⟧"
LONGER: Final = 0.4
"""Kazakh and Russian take 27 to 40 % more lines than English (language.md, 3)."""
_FILLING: Final = "ұғқәңөүһі"
_LETTERS: Final = str.maketrans(
    "aegiknouAEGIKNOUагкноухиАГКНОУХИ", "әеғіқңөүӘЕҒІҚҢӨҮәғқңөұһіӘҒҚҢӨҰҺІ"
)
_KEPT: Final = re.compile(
    r"\{\w*\}|</?\w[^>]*>|&#?\w+;|\]\([^)]*\)|!\[[^\]]*\]|https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@[\w.]+"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:kz|com|org|net|ru|info|example|қаз|рф)\b(?:/\S*)?|`[^`]*`"
)
"""What a translator must leave as it is."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def pseudo_text(text: str) -> str:
    """The text in the pseudo-language; one without a word (figures, a sign) stays as it is."""
    if not _WORD.search(_KEPT.sub(" ", text)):
        return text
    parts, at = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[at : kept.start()].translate(_LETTERS), kept[0]]
        at = kept.end()
    changed = "".join([*parts, text[at:].translate(_LETTERS)])
    return f"{OPEN}{changed}{_filling(text)}{CLOSE}"


def _filling(text: str) -> str:
    """Letters that make the text longer: a word of one text grows itself, as a longer word would; after several words come others."""
    words = _KEPT.sub(" ", text).split()
    due = max(1, round(sum(map(len, words)) * LONGER))
    if len(words) == 1:
        return (_FILLING * (due // len(_FILLING) + 1))[:due]
    typical = max(3, min(len(_FILLING), round(sum(map(len, words)) / len(words))))
    made = []
    while due > 0:
        made.append(_FILLING[: min(typical, max(due - 1, 1))])
        due -= len(made[-1]) + 1
    return " " + " ".join(made)


def pseudo_labels(lang: Lang) -> str:
    """Labels of an edition's own, as a PO file's text: every label of the guide in the pseudo-language."""
    entries = [
        CatalogueEntry(
            entry.msgid, "" if entry.plural else pseudo_text(entry.msgstr), entry.context, entry.plural,
            tuple(map(pseudo_text, entry.plurals)),
        )
        for entry in package_labels(lang).values()
    ]  # fmt: skip
    return write_catalogue(entries, lang, "guide-labels")


_MARKER: Final = re.compile(r"[ \t]*(?:#{1,6}|[-*+]|\d+[.)]|>)[ \t]+")
_RULE: Final = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$|[ \t]*!\[[^\]]*\]\([^)]*\)[ \t]*$")


def pseudo_markdown(text: str) -> str:
    """Front matter in the pseudo-language: each heading, list line and paragraph by itself; rules and pictures stay."""
    made: list[str] = []
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        lines: list[str] = []
        for line in paragraph.split("\n"):
            if lines and line.strip() and not _MARKER.match(line) and not _RULE.match(line) and lines[-1].strip():
                lines[-1] += "\n" + line
            else:
                lines.append(line)
        made.append("\n".join(map(_pseudo_line, lines)))
    return "".join(made)


def _pseudo_line(line: str) -> str:
    if _RULE.match(line):
        return line
    marker = found[0] if (found := _MARKER.match(line)) else ""
    body = line[len(marker) :]
    ending = body[len(body.rstrip()) :]
    return marker + pseudo_text(body.rstrip()) + ending


def pseudo_edition(edition: Edition) -> Edition:
    """Title, publisher, place and paper in the pseudo-language; codes and dates as they are."""

    def party(one: Party) -> Party:
        return Party(_every(one.name), _every(one.contact))

    return replace(
        edition, title=_every(edition.title), subtitle=_every(edition.subtitle), publisher=party(edition.publisher),
        printer=party(edition.printer), place=_every(edition.place), paper=_every(edition.paper), required_coverage={},
    )


def _every(texts: Mapping[Key, str]) -> dict[Key, str]:
    return {lang: pseudo_text(text) for lang, text in texts.items()}


def pseudo_listing(listing: LocalListing) -> LocalListing:
    """A listing with every text of it in the pseudo-language; contacts as they are, filed as it was."""
    made = reworded(listing, Rewording(_text, pseudo_text, pseudo_text, _phone))
    if not isinstance(made, LocalOrganisation):
        return made
    return replace(made, region=Region(made.region.code, _every(made.region.names), _every(made.region.short)))


def _text(_: str, text: LocalText) -> LocalText:
    return replace(text, value=pseudo_text(text.value))


def _phone(phone: LocalPhone) -> LocalPhone:
    """Only its words: the extension's."""
    return replace(phone, text=_WORD.sub(lambda word: pseudo_text(word[0]), phone.text))


def without_brackets(text: str) -> str:
    """The text as it is filed."""
    return text.replace(OPEN, "").replace(CLOSE, "")


_TOKEN: Final = re.compile(rf"[{OPEN}{CLOSE}]|[^\s{OPEN}{CLOSE}]+")
_CONTACT: Final = re.compile(r"@|\w\.\w|//")


def strays(text: str, kept: frozenset[str]) -> Iterator[str]:
    """Words of a block that stand outside the brackets.

    Figures, contacts and single letters (those of an alphabet) are no words, nor are ``kept`` names and codes, and what follows a break
    in one of them: an address that is too long goes on in the next line. A bracket that was cut off
    (a name shortened for a running head, a text that goes on elsewhere) reaches to the text's end.
    """
    tokens = _TOKEN.findall(text)
    depths, depth, low = [], 0, 0
    for token in tokens:
        depth += (token == OPEN) - (token == CLOSE)
        low = min(low, depth)
        depths.append(depth)
    for token, inside in zip(tokens, depths, strict=True):
        if inside - low <= 0 and token not in (OPEN, CLOSE):
            word = token.strip(".,;:!?()«»“”„‘’\"'[]…°·–—-*")
            if _WORD.search(word) and not _CONTACT.search(word) and word not in kept and not _is_rest(word, kept):
                yield word


def _is_rest(word: str, kept: frozenset[str]) -> bool:
    return any(f"{mark}{word}" in contact for contact in kept for mark in "@._/-")
