"""The closed list of areas and the vocabulary of topics, and texts matched to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.listings import Area, Topic
from pipeline.model.message import Message, msg
from pipeline.normalise import rules
from pipeline.normalise.folding import fold_kazakh
from pipeline.normalise.likeness import nearest
from pipeline.normalise.tongues import script_language
from pipeline.normalise.trail import Spot

__all__ = ["Synonyms", "Vocabulary", "index_of", "load_vocabulary", "read_areas", "read_topics"]

_LIKELY: Final = 82
"""Likeness at which a name of the list is proposed."""
_PIECES: Final = re.compile(r"[;\n•|]+")
_SMALLER: Final = re.compile(r",|\s/\s|\d+[.)]\s")
Term = TypeVar("Term", Area, Topic)


@dataclass(frozen=True, slots=True)
class Synonyms(Generic[Term]):
    """A term and everything that people write for it."""

    term: Term
    words: tuple[str, ...] = ()

    def spellings(self) -> Iterable[str]:
        for word in (self.term.code, *self.term.names.values(), *self.words):
            yield fold_kazakh(word)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The edition's areas of activity with their synonyms, and the topics of experts."""

    areas: tuple[Synonyms[Area], ...] = ()
    topics: tuple[Synonyms[Topic], ...] = ()


def load_vocabulary(areas_toml: str, topics_toml: str) -> Vocabulary:
    """Read areas.toml (``[[area]] code, name, synonyms``) and topics.toml (``[[topic]] code, name``).

    Raises Unreadable for broken TOML and for an entry without code, without a name in any language, or of another shape.
    """
    return Vocabulary(
        tuple(Synonyms(Area(code, names), words) for code, names, words in _entries(areas_toml, "area")),
        tuple(Synonyms(Topic(code, names), words) for code, names, words in _entries(topics_toml, "topic")),
    )


def _entries(text: str, table: str) -> Iterable[tuple[str, Mapping[Lang, str], tuple[str, ...]]]:
    file = f"{table}s.toml"
    content = parse_toml(text, file)
    rows = content.pop(table, [])
    if content or not isinstance(rows, list):
        raise _damaged(file, msg("only [[{table}]] entries may stand in it", table=table))
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("code"), str) or not row["code"]:
            raise _damaged(file, msg("entry {number} has no code", number=number))
        names, words = row.get("name"), row.get("synonyms", [])
        if not isinstance(names, dict) or not names or set(names) - set(LANGUAGES) or not _are_texts(names.values()):
            raise _damaged(file, msg("“{code}” needs a name in one or more of ru, kk, en", code=row["code"]))
        if not isinstance(words, list) or not _are_texts(words):
            raise _damaged(file, msg("the synonyms of “{code}” must be texts in square brackets", code=row["code"]))
        yield row["code"], names, tuple(words)


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def _damaged(file: str, problem: Message) -> Unreadable:
    return Unreadable(msg("{file} cannot be used: {reason}.", file=file, reason=problem), msg("Mend that entry."))


def _any_name(names: Mapping[Lang, str]) -> str:
    """Russian, in which most sheets are filled in, where there is a Russian name."""
    return names.get("ru") or next(iter(names.values()))


def index_of(entries: Iterable[Synonyms[Term]]) -> Mapping[str, Term]:
    """Folded word -> term; where two terms share a word, the first one has it."""
    found: dict[str, Term] = {}
    for entry in entries:
        for key in entry.spellings():
            found.setdefault(key, entry.term)
    return found


def read_areas(texts: Iterable[tuple[str, Spot]], index: Mapping[str, Area]) -> tuple[Area, ...]:
    """The areas that cells name, each once, in order; what is not on the list is named and kept out."""
    found: list[Area] = []
    for text, spot in texts:
        for part, area in _match(text, index):
            if area is None:
                near = nearest(fold_kazakh(part), index, _LIKELY)
                proposal = _any_name(index[near].names) if near else ""
                spot.found(
                    rules.AREAS,
                    "unknown-area",
                    msg("The area of activity “{text}” is not on the list; it is left out.", text=part),
                    hint=msg("Is it “{area}”? Choose from the list.", area=proposal) if proposal else msg("Choose from the list."),
                    before=part,
                    after=proposal or None,
                )
            elif area not in found:
                found.append(area)
    return tuple(found)


def read_topics(texts: Iterable[tuple[str, Spot]], index: Mapping[str, Topic]) -> tuple[Topic, ...]:
    """The topics that cells name, each once; one that stands in no vocabulary is kept in its own language and named."""
    found: list[Topic] = []
    for text, spot in texts:
        for part, known in _match(text, index):
            topic = known or _unknown_topic(part, spot, index)
            if topic not in found:
                found.append(topic)
    return tuple(found)


def _unknown_topic(part: str, spot: Spot, index: Mapping[str, Topic]) -> Topic:
    near = nearest(fold_kazakh(part), index, _LIKELY)
    proposal = _any_name(index[near].names) if near else ""
    add = msg("Add it to topics.toml.")
    spot.found(
        rules.TOPICS,
        "unknown-topic",
        msg("The topic “{text}” is not in the vocabulary; it is printed in one language.", text=part),
        hint=msg("Is it “{topic}”? Otherwise add it to topics.toml.", topic=proposal) if proposal else add,
        before=part,
        after=proposal or None,
    )
    return Topic("", {script_language(part) or "ru": part})


def _match(text: str, index: Mapping[str, Term]) -> Iterable[tuple[str, Term | None]]:
    """The cell whole, or cut at semicolons and line ends, or, where that is no term, at commas and slashes as well."""
    for piece in _PIECES.split(text):
        part = piece.strip(" .,-–—·")
        if not part:
            continue
        whole = index.get(fold_kazakh(part))
        if whole is not None:
            yield part, whole
            continue
        smaller = [word.strip(" .-–—·") for word in _SMALLER.split(part)]
        yield from ((word, index.get(fold_kazakh(word))) for word in smaller if word)
