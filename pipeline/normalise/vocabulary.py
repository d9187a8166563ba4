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
from pipeline.normalise.proposals import Proposer
from pipeline.normalise.tongues import script_language
from pipeline.normalise.trail import Spot

__all__ = ["Synonyms", "Terms", "Vocabulary", "index_of", "load_vocabulary", "read_areas", "read_topics"]

_PIECES: Final = re.compile(r"[;\n•|]+")
_SMALLER: Final = re.compile(r",|\s/\s|\d+[.)]\s")
_ANSWER_CUT: Final = re.compile(r"[;,\n]")
_AND: Final = re.compile(r"\s+(?:и|және|and|&)\s+", re.IGNORECASE)
_PUNCTUATION: Final = " .,-–—·"
_LIST_WORDS: Final = 3
"""Words that an entry of a list has at most; more between commas are a sentence."""
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


class Terms(Generic[Term]):
    """One list, as texts are matched with it: exactly by any of its spellings; what is only near is proposed."""

    def __init__(self, entries: Iterable[Synonyms[Term]]) -> None:
        self.index: Mapping[str, Term] = index_of(entries)
        self._proposer: Proposer[Term] | None = None

    def exact(self, text: str) -> Term | None:
        """The term that a text names for certain."""
        return self.index.get(fold_kazakh(text))

    def near(self, text: str) -> str:
        """Names of the terms that it may mean, parted by "; "; "" where none is near."""
        if self._proposer is None:  # most editions' rows name what is on the list
            self._proposer = Proposer(self.index)
        return "; ".join(_any_name(term.names) for term in self._proposer.near(text))

    def answered(self, text: str) -> tuple[Term, ...]:
        """The terms that a person's answer names; empty where any part of it is none."""
        whole = self.exact(text)
        if whole is not None:
            return (whole,)
        for cut in (_PIECES, _ANSWER_CUT):
            parts = [part.strip() for part in cut.split(text) if part.strip()]
            found = [term for part in parts if (term := self.exact(part)) is not None]
            if parts and len(found) == len(parts):
                return tuple(found)
        return ()


def read_areas(texts: Iterable[tuple[str, Spot]], terms: Terms[Area]) -> tuple[Area, ...]:
    """The areas that cells name, each once, in order; what is not on the list is asked about and kept out until a person says."""
    found: list[Area] = []
    for text, spot in texts:
        for part, known in _match(text, terms):
            for area in (known,) if known is not None else _asked_areas(part, spot, terms):
                if area not in found:
                    found.append(area)
    return tuple(found)


def _asked_areas(part: str, spot: Spot, terms: Terms[Area]) -> tuple[Area, ...]:
    proposal = terms.near(part)
    decided = spot.asked(
        rules.AREAS,
        "unknown-area",
        msg("The area of activity “{text}” is not on the list; it is left out.", text=part),
        hint=msg("Is it “{area}”? Choose from the list.", area=proposal) if proposal else msg("Choose from the list."),
        before=part,
        after=proposal or None,
    )
    areas = terms.answered(decided) if decided else ()
    if decided and not areas:
        spot.bad_answer(part, decided)
    return areas


def read_topics(texts: Iterable[tuple[str, Spot]], terms: Terms[Topic]) -> tuple[Topic, ...]:
    """The topics that cells name, each once; one that stands in no vocabulary is kept in its own language and asked about."""
    found: list[Topic] = []
    for text, spot in texts:
        for part, known in _match(text, terms):
            for topic in (known,) if known is not None else _asked_topics(part, spot, terms):
                if topic not in found:
                    found.append(topic)
    return tuple(found)


def _asked_topics(part: str, spot: Spot, terms: Terms[Topic]) -> tuple[Topic, ...]:
    proposal = terms.near(part)
    add = msg("Add it to topics.toml.")
    decided = spot.asked(
        rules.TOPICS,
        "unknown-topic",
        msg("The topic “{text}” is not in the vocabulary; it is printed in one language.", text=part),
        hint=msg("Is it “{topic}”? Otherwise add it to topics.toml.", topic=proposal) if proposal else add,
        before=part,
        after=proposal or None,
    )
    if decided == "":
        return ()
    said = decided or part
    return (terms.answered(said) if decided else ()) or (Topic("", {script_language(said) or "ru": said}),)


def _match(text: str, terms: Terms[Term]) -> Iterable[tuple[str, Term | None]]:
    """A cell cut at semicolons and line ends, then, where a piece is no term, at commas and slashes, and at "and" between two terms.

    A sentence of which no part is a term stays whole: a person answers for it once.
    """
    for piece in _PIECES.split(text):
        part = piece.strip(_PUNCTUATION)
        if not part:
            continue
        whole = terms.exact(part)
        if whole is not None:
            yield part, whole
            continue
        smaller = [word for found in _SMALLER.split(part) if (word := found.strip(_PUNCTUATION))]
        matched = [pair for word in smaller for pair in _with_both(word, terms)]
        is_sentence = len(smaller) > 1 and any(len(word.split()) > _LIST_WORDS for word in smaller)
        if is_sentence and all(term is None for _, term in matched):
            yield part, None
        else:
            yield from matched


def _with_both(word: str, terms: Terms[Term]) -> list[tuple[str, Term | None]]:
    """The term; or both, where two are joined by "and" («дети и молодёжь»)."""
    found = terms.exact(word)
    if found is None:
        sides = [side for side in _AND.split(word) if side.strip()]
        both = [(side, terms.exact(side)) for side in sides]
        if len(sides) > 1 and all(term is not None for _, term in both):
            return both
    return [(word, found)]
