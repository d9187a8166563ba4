"""What every part of the book is composed with: language, labels, templates, edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.doors.templates import Markup, TemplateSet, mark_up
from pipeline.model.book import Block, Reset
from pipeline.model.edition import Edition
from pipeline.model.fields import EditionLang
from pipeline.model.findings import CellRef
from pipeline.model.localised import WORD_JOINER, LocalText

__all__ = ["Composing", "LabelBook", "breakable", "breakable_account", "by_surname", "filed_name", "keep_addresses", "reset_block"]


class LabelBook(Protocol):
    """The book's own words in its language (pipeline.localise.labels)."""

    def text(self, msgid: str, /, context: str = "", **args: str | int) -> str: ...

    def plural(self, one: str, many: str, n: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Composing:
    """One language's composing: everything a template or a term may need."""

    lang: EditionLang
    edition: Edition
    labels: LabelBook
    templates: TemplateSet
    sort_key: Callable[[str, str], bytes]
    bucket: Callable[[str, str], str]
    front: Mapping[str, str] = field(default_factory=dict)
    """Front matter by name ("foreword", "howto", ...) as Markdown, in this language."""
    set_text: Callable[[str, EditionLang], str] = lambda text, _: text
    """Sets front matter by the typographic rules of a language."""
    subject_key: Callable[[str, str], bytes] | None = None
    """Files the words of a subject, of which none is a legal form; ``sort_key`` where it is not given."""
    lines: dict[tuple[object, ...], str] = field(default_factory=dict)
    """Index lines rendered before, by template and values: thousands of them, of which an edit changes a few."""
    used_lines: dict[tuple[object, ...], str] = field(default_factory=dict)
    """Those of them that this book has."""

    def render(self, template: str, /, **values: object) -> str:
        """HTML of a template with the names every template knows."""
        return self.templates.render(template, lang=self.lang, t=self.labels.text, year=self.edition.plans_year, **values)

    def mark_up(self, text: str) -> Markup:
        """Markdown of the front matter as markup, its words set by the language's rules."""
        return Markup(keep_addresses(mark_up(text, set_text=lambda words: self.set_text(words, self.lang), folder="front")))

    def render_line(self, template: str, /, **values: object) -> str:
        """As :meth:`render`, for what need not be rendered again; ``values`` are texts and tuples of texts."""
        key = (template, *values.values())
        html = self.lines.get(key)
        if html is None:
            html = self.render(template, **values)
        self.used_lines[key] = html
        return html

    def block(self, name: str, sheet: str, html: str, *, cells: tuple[CellRef, ...] = ()) -> Block:
        return Block(name, sheet, html, cells=cells)


LEAST_ENDING = 4
"""Letters and figures that may stand alone on a paragraph's last line; fewer go with what stands before them (TXT-004)."""
_BREAK = "\u200b"


def breakable(address: str, limit: int = 34) -> str:
    """An address that may break before a dot or after @ or a slash, without a hyphen, where it is longer than a line.

    A short last part (.kz) stays with the one before it, unless both together are longer than a line. After a hyphen of its own no line
    ends, for it would be read as the line's, unless that part alone is longer than a line.
    """
    if len(address) <= limit:
        return address
    parts = address.replace("@", "@" + _BREAK).replace("/", "/" + _BREAK).replace(".", _BREAK + ".").split(_BREAK)
    if _is_short(parts[-1]) and len(parts[-2]) + len(parts[-1]) <= limit:
        parts[-2:] = ["".join(parts[-2:])]
    return _BREAK.join(part.replace("-", "-" + WORD_JOINER) if len(part) <= limit else part for part in parts)


def breakable_account(handle: str, limit: int = 24) -> str:
    """An account's name that may break where it is too long: after an underscore, before a dot, in any run of ``limit`` letters.

    A short last part stays with the one before it; where both are too long together, that one gives up letters.
    """
    if len(handle) <= limit:
        return handle
    words = handle.replace("_", "_" + _BREAK).replace(".", _BREAK + ".").split(_BREAK)
    parts = [word[at : at + limit] for word in words for at in range(0, len(word), limit)]
    if _is_short(parts[-1]):
        ending = "".join(parts[-2:])
        cut = next(at for at in range(LEAST_ENDING, len(ending)) if not _is_short(ending[-at:])) if len(ending) > limit else 0
        parts[-2:] = [ending[:-cut], ending[-cut:]] if cut else [ending]
    return _BREAK.join(parts)


def _is_short(part: str) -> bool:
    return sum(letter.isalnum() for letter in part) < LEAST_ENDING


_MAY_HAVE_ADDRESS = re.compile(r"[@:.](?:(?<=\w@)|(?<=:)//|(?<=\.)[^\W\d_]{2})")
_ADDRESS = re.compile(r"<[^>]*>|(?<![^\s<>])[^\s<>]*\w(?:@|://|\.(?=[^\W\d_]{2}))\w[^\s<>]*")
"""A tag, which stays, or an e-mail address or link as it stands in a text."""


def keep_addresses(html: str) -> str:
    """The markup with every address in its texts in an element without hyphenation (class "whole"): a hyphen would be read as its own."""
    if not _MAY_HAVE_ADDRESS.search(html):
        return html
    return _ADDRESS.sub(lambda found: found[0] if found[0][0] == "<" else f'<span class="whole">{found[0]}</span>', html)


_PROSE = re.compile(r'(<\w+ class="prose)(?=[ "])')


def reset_block(block: Block, reset: Reset) -> Block:
    """The block, set as ``reset`` says: its prose (elements of that class) has a class more, which the stylesheet knows."""
    return replace(block, html=_PROSE.sub(rf"\1 {reset}", block.html), reset=reset) if reset else block


def by_surname(name: LocalText) -> str:
    """English names are written given name first and filed by surname: "Tleubekova, Aigul"; Kazakh and Russian ones come so."""
    given, _, surname = name.value.rpartition(" ")
    return f"{surname}, {given}" if name.lang == "en" and given else name.value


def filed_name(name: LocalText) -> str:
    """A person's name as an index has it: by surname, in the index's own letters where the name has others.

    Among English names those that came surname first have its comma too, so that namesakes stand together.
    """
    surname, _, given = name.romanised.partition(" ")
    if not name.romanised:
        return by_surname(name)
    return f"{surname}, {given}" if given and not surname.endswith(".") else name.romanised
