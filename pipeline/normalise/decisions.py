"""decisions.toml: read strictly, because a decision that is not understood would silently not be obeyed; written so that it reads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.model.decisions import Answer, Decisions, Sameness
from pipeline.model.decisions_toml import FILE, HEAD, answer_toml, sameness_toml
from pipeline.model.message import Message, msg

__all__ = ["FILE", "HEAD", "answer_toml", "load_decisions", "sameness_toml", "to_toml"]

_RULE: Final = re.compile(r"[A-Z]{3}-\d{3}")
_TEXTS: Final = ("rule", "field", "wrote", "print", "file", "by")
_REQUIRED: Final = ("rule", "wrote", "print")
_TABLES: Final = ("value", "same", "different")


def load_decisions(text: str) -> Decisions:
    """Read decisions.toml; an empty text decides nothing.

    Raises Unreadable, with the line, for broken TOML, for an entry of another shape, and for entries that contradict each other.
    """
    content = parse_toml(text, FILE)
    for name in content:
        if name not in _TABLES:
            raise _damaged(msg("“{name}” is not known; only [[value]], [[same]] and [[different]] may stand in it", name=name))
    places = {name: _Places(text, name, content.get(name)) for name in _TABLES}
    values = tuple(_answer(row, place) for row, place in _rows(content, places, "value"))
    same = tuple(_sameness(row, place) for row, place in _rows(content, places, "same"))
    different = tuple(_sameness(row, place) for row, place in _rows(content, places, "different"))
    _require_one_answer_each(values, places["value"])
    _require_no_contradiction(same, different, places["different"])
    return Decisions(values, same, different)


class _Places:
    """Says where the entries of one kind stand: by line where the headings can be counted, else by number."""

    def __init__(self, text: str, table: str, rows: object) -> None:
        heading = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
        lines = [number for number, line in enumerate(text.split("\n"), start=1) if heading.match(line)]
        self.table = table
        self._lines = lines if isinstance(rows, list) and len(lines) == len(rows) else []

    def of(self, index: int) -> Message:
        if self._lines:
            return msg("in the entry [[{table}]] at line {line}", table=self.table, line=self._lines[index])
        return msg("in entry {number} of [[{table}]]", table=self.table, number=index + 1)


def _rows(content: Mapping[str, Any], places: Mapping[str, _Places], table: str) -> Iterator[tuple[dict[str, object], Message]]:
    rows = content.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _damaged(msg("“{table}” must be entries, each under its own heading [[{table}]]", table=table))
    yield from ((row, places[table].of(index)) for index, row in enumerate(rows))


def _answer(row: dict[str, object], place: Message) -> Answer:
    _require_keys(row, (*_TEXTS, "on"), place)
    for name in _REQUIRED:
        if name not in row:
            raise _damaged(msg("{place}, “{name}” is missing", place=place, name=name))
    texts = {name: _text(row[name], name, place) for name in _TEXTS if name in row}
    if not _RULE.fullmatch(texts["rule"]):
        raise _damaged(msg("{place}, “{rule}” is no rule's id such as SRC-330", place=place, rule=texts["rule"]))
    if not texts["wrote"].strip():
        raise _damaged(msg("{place}, “wrote” is empty; it must say what the cell says", place=place))
    return Answer(
        texts["rule"], texts.get("field", ""), texts["wrote"], texts["print"].strip(), texts.get("file", ""), texts.get("by", ""),
        _day(row.get("on"), place),
    )  # fmt: skip


def _sameness(row: dict[str, object], place: Message) -> Sameness:
    _require_keys(row, ("listings", "by", "on"), place)
    listings = row.get("listings")
    if not isinstance(listings, list) or not all(isinstance(one, str) and one.strip() for one in listings):
        raise _damaged(msg("{place}, “listings” must be texts in square brackets", place=place))
    if len(set(listings)) < 2 or len(set(listings)) < len(listings):
        raise _damaged(msg("{place}, “listings” must name two or more different listings", place=place))
    return Sameness(tuple(listings), _text(row.get("by", ""), "by", place), _day(row.get("on"), place))


def _require_keys(row: Mapping[str, object], known: Iterable[str], place: Message) -> None:
    names = tuple(known)
    for name in row:
        if name not in names:
            raise _damaged(msg("{place}, “{name}” is not known; it may hold: {names}", place=place, name=name, names=", ".join(names)))


def _text(value: object, name: str, place: Message) -> str:
    if not isinstance(value, str):
        raise _damaged(msg("{place}, “{name}” must be a text in quotes", place=place, name=name))
    return value


def _day(value: object, place: Message) -> date | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _damaged(msg("{place}, “on” must be a day such as 2027-03-01", place=place))
    return value


def _require_one_answer_each(values: tuple[Answer, ...], places: _Places) -> None:
    first: dict[tuple[object, str], tuple[int, Answer]] = {}
    for index, answer in enumerate(values):
        earlier, before = first.setdefault((answer.asked, answer.file), (index, answer))
        if before.prints != answer.prints:
            raise _damaged(
                msg(
                    "“{wrote}” is decided twice: {first}, and otherwise {second}",
                    wrote=answer.wrote, first=places.of(earlier), second=places.of(index),
                )
            )


def _require_no_contradiction(same: tuple[Sameness, ...], different: tuple[Sameness, ...], places: _Places) -> None:
    for index, apart in enumerate(different):
        for together in same:
            both = sorted(set(apart.listings) & set(together.listings))
            if len(both) > 1:
                listings = ", ".join(both)
                problem = msg("{place}, {listings} are different, and [[same]] calls them one", place=places.of(index), listings=listings)
                raise _damaged(problem)


def _damaged(problem: Message) -> Unreadable:
    return Unreadable(msg("{file} cannot be used: {reason}.", file=FILE, reason=problem), msg("Mend that entry, or take it out."))


def to_toml(decisions: Decisions) -> str:
    """The text of decisions.toml; :func:`load_decisions` reads it back unchanged."""
    parts = [answer_toml(answer) for answer in decisions.values]
    parts += [sameness_toml("same", one) for one in decisions.same]
    parts += [sameness_toml("different", one) for one in decisions.different]
    return HEAD + "".join(f"\n{part}" for part in parts)
