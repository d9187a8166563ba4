"""Front matter held against that of another language: facts as a whole, because it may be told in other paragraphs; words one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef, Finding
from pipeline.model.message import msg
from pipeline.revision.copies import check_same
from pipeline.revision.facts import check_facts
from pipeline.revision.glossary import Glossary, check_glossary
from pipeline.revision.languages import check_language
from pipeline.revision.length import Width, check_length
from pipeline.revision.letters import check_letters
from pipeline.revision.marked import check_placeholders, check_tags
from pipeline.revision.pairs import Pair
from pipeline.revision.rules import FRONT
from pipeline.revision.spacing import check_marks, check_repeated, check_spaces

__all__ = ["FrontText", "missing_front", "revise_front"]

_OWN_LISTS: Final = frozenset({"abbreviations"})
"""Each language has its own, in its own order."""
_OF_WORDS = (check_tags, check_letters, check_spaces, check_marks, check_repeated)
_MARKER: Final = re.compile(r"[ \t]*(?:#{1,6}|[-*+]|\d+[.)]|>)[ \t]+")
_RULE: Final = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$")
_EMPHASIS: Final = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


@dataclass(frozen=True, slots=True)
class FrontText:
    """A text of the front matter, as Markdown. ``name``: "foreword", "howto" and so on; ``file``: from the edition's folder."""

    name: str
    lang: Lang
    text: str
    file: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, heading or line of a list without its marks. ``line`` counts from 1."""

    kind: str
    text: str
    line: int


def revise_front(made: FrontText, source: FrontText | None, glossary: Glossary, width: Width) -> Iterator[Finding]:
    """What is noticed about a text; ``source``: the same in the language it is compared with, None where it is that one itself."""
    paragraphs = _paragraphs(made.text)
    if source is not None and made.name not in _OWN_LISTS:
        yield from _whole(made, source, glossary, width)
    of_source = _paragraphs(source.text) if source is not None else []
    same_shape = made.name not in _OWN_LISTS and [one.kind for one in of_source] == [one.kind for one in paragraphs]
    for at, one in enumerate(paragraphs):
        place = CellRef(made.file, cell=str(one.line))
        if same_shape and source is not None:
            pair = Pair(of_source[at].text, source.lang, one.text, made.lang, "mission" if one.kind == "" else "front", place)
        else:
            pair = Pair("", made.lang, one.text, made.lang, "front", place)
        yield from (replace(found, before=None) for check in _OF_WORDS for found in check(pair))
        tongue = list(check_same(pair, glossary)) or list(check_language(pair))
        yield from (replace(found, before=None, hint=msg("Write it in the language of the book.")) for found in tongue)


def _whole(made: FrontText, source: FrontText, glossary: Glossary, width: Width) -> Iterator[Finding]:
    texts = [" ".join(one.text for one in _paragraphs(text.text)) for text in (source, made)]
    pair = Pair(texts[0], source.lang, texts[1], made.lang, "front", CellRef(made.file))
    for found in (*check_placeholders(pair), *check_facts(pair), *check_length(pair, width), *check_glossary(pair, glossary)):
        yield replace(found, before=None, after=None)  # a page of text is no cell


def missing_front(known: Sequence[FrontText], lang: Lang) -> list[Finding]:
    """STR-054: texts that other languages of the edition have, and this one has not."""
    own = {text.name for text in known if text.lang == lang}
    others = {text.name: text for text in reversed(known) if text.name not in own}
    return [
        FRONT.finding(
            "missing", msg("“{file}” has no counterpart in “{lang}”: that book goes without it.", file=other.file, lang=lang),
            hint=msg("Write {file}.", file=f"front/{name}.{lang}.md"), place=CellRef(f"front/{name}.{lang}.md"),
        )
        for name, other in sorted(others.items())
    ]


def _paragraphs(text: str) -> list[_Paragraph]:
    """The parts of a Markdown text that stand by themselves, each as one line of plain words; rules are left out."""
    made: list[_Paragraph] = []
    fresh = True
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or _RULE.match(line):
            fresh = True
            continue
        marker = found[0] if (found := _MARKER.match(line)) else ""
        words = _EMPHASIS.sub("", line[len(marker) :].strip())
        if marker or fresh:
            made.append(_Paragraph(marker.strip().rstrip("0123456789") or marker.strip()[-1:], words, number))
        else:
            made[-1] = replace(made[-1], text=f"{made[-1].text} {words}")
        fresh = marker.lstrip().startswith("#")
    return made
