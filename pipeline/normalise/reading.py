"""A source row, read field by field: tidied, blanks dropped and counted, letters mended, each text with its language and cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef
from pipeline.model.listings import Text
from pipeline.model.message import msg
from pipeline.model.source import CellKind, SourceRow, SourceValue
from pipeline.normalise import rules
from pipeline.normalise.blanks import is_blank
from pipeline.normalise.folding import fold
from pipeline.normalise.iins import without_persons_numbers
from pipeline.normalise.leanings import header_language, settled
from pipeline.normalise.lookalikes import mend_kz1048, mend_words
from pipeline.normalise.misread import has_lost_letters, mended_encoding
from pipeline.normalise.spaces import tidy_lines
from pipeline.normalise.tongues import guess_language, language_of, read_sent_in
from pipeline.normalise.trail import Spot, Trail

__all__ = ["Cell", "RowReader", "mend_letters"]

_ANSWERS: Final = frozenset({"consent", "consent_mobile", "consent_listing", "leave_out", "on_camera", "registration", "status"})
"""Fields where «нет» is an answer and no blank."""
_NUMBERED: Final = frozenset({"bin", "site", "social", "emails", "press_email"})
"""Fields where twelve digits are no stray number of a person: the BIN's own, and parts of addresses."""
_DIGITS_OF_A_PERSON: Final = 12
_JOINED: Final = frozenset({"targets", "plans", "areas", "address"})
"""Texts of which several columns are one text."""
_LINE_ENDS: Final = re.compile(r"\s*\n\s*")
_LANGUAGES: Final = re.compile(r"\n|\s/\s")
_GUESSED_FROM: Final = ("mission", "cv", "plans", "targets", "position", "name", "affiliation")


@dataclass(slots=True)  # one for every cell, as a spot
class Cell:
    """A usable value: its tidied text (line ends kept), its spot, its header, and what Excel held."""

    text: str
    spot: Spot
    header: str
    kind: CellKind


@dataclass(slots=True)
class RowReader:
    """Reads one row; every repair and question goes to the trail. ``said``: the language the row says it was sent in.

    ``leaning``: the language of a text in it whose letters do not tell, as :func:`pipeline.normalise.leanings.leanings` finds it.
    """

    row: SourceRow
    trail: Trail
    leaning: Lang | None = None
    said: Lang | None = field(init=False, default=None)
    sent_in: Lang = field(init=False, default="ru")
    asked: set[str] = field(init=False, default_factory=set)
    """Fields that some rule asked for; :mod:`pipeline.normalise.unread` names the others."""
    _cells: dict[str, list[Cell]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        stated = self.first("sent_in")
        self.said = read_sent_in(stated.text, stated.spot) if stated else None
        self.sent_in = self.said or self._guessed()

    def _guessed(self) -> Lang:
        for name in _GUESSED_FROM:
            cell = self.first(name)
            text = _LANGUAGES.split(cell.text, maxsplit=1)[0] if cell else ""
            guess = settled(text, guess_language(text), self.leaning)
            if guess:
                return guess
        if self.first("name_ru"):
            return "ru"
        return "kk" if self.first("name_kk") else "en" if self.first("name_en") else "ru"

    def spot(self, name: str, ref: CellRef | None = None) -> Spot:
        """The spot of a field: its first cell, else the row."""
        value = self.row.first(name)
        return self.trail.spot(ref or (value.ref if value else self.row.ref), name)

    def cells(self, name: str) -> list[Cell]:
        """The usable values of a field, in order; errors of Excel and blanks are none."""
        self.asked.add(name)
        return self._usable(name)

    def glanced(self, name: str) -> list[Cell]:
        """The same for a look in passing: the field still counts as one that no rule asked for."""
        return self._usable(name)

    def _usable(self, name: str) -> list[Cell]:
        values = self.row.values.get(name)
        if values is None:
            return []
        known = self._cells.get(name)
        if known is None:
            known = self._cells[name] = [cell for value in values if (cell := self._cell(name, value)) is not None]
        return known

    def _cell(self, name: str, value: SourceValue) -> Cell | None:
        if value.kind in (CellKind.ERROR, CellKind.UNCALCULATED):
            return None
        spot = self.trail.spot(value.ref, name)
        raw = mended_encoding(value.text)
        if raw != value.text:
            spot.changed(rules.ENCODING, value.text, raw)
            message = msg("The text was read in a wrong encoding and put right.")
            spot.found(rules.ENCODING, "misread", message, before=value.text, after=raw)
        text = tidy_lines(raw)
        if len(text) >= _DIGITS_OF_A_PERSON and name not in _NUMBERED:
            bare = without_persons_numbers(text, spot)
            raw, text = (bare, bare) if bare != text else (raw, text)
        blank = text.strip("-–—. ") == "" if name in _ANSWERS else is_blank(text)
        if blank:
            if text:
                spot.blank()
            return None
        spot.changed(rules.SPACES, raw, text)
        return Cell(text, spot, value.header, value.kind)

    def first(self, name: str) -> Cell | None:
        """The first usable value of a field."""
        found = self.cells(name)
        return found[0] if found else None

    def refs(self) -> dict[str, CellRef]:
        """Field -> the cell of its first usable value."""
        return {name: found[0].spot.ref for name in self.row.values if (found := self._usable(name))}

    def single(self, name: str) -> Cell | None:
        """The value of a field that has one; different further ones are named."""
        found = self.cells(name)
        for other in found[1:]:
            if fold(other.text) != fold(found[0].text):
                other.spot.found(
                    rules.SECOND_VALUE,
                    "second-value",
                    msg("“{second}” stands beside “{first}”; only the first is printed.", second=other.text, first=found[0].text),
                    hint=msg("Leave one of them."),
                    before=other.text,
                )
        return found[0] if found else None

    def text(self, name: str, lang: Lang | None = None) -> Text | None:
        """A field as running text on one line, with mended letters and its language; None where it is empty."""
        if name in _JOINED and len(self.cells(name)) > 1:
            cells = self.cells(name)
            joined = "; ".join(dict.fromkeys(cell.text for cell in cells))
            cell = Cell(joined, cells[0].spot, cells[0].header, cells[0].kind)
        else:
            single = self.single(name)
            if single is None:
                return None
            cell = single
        return self.as_text(cell.text, cell.spot, lang, cell.header)

    def as_text(self, value: str, spot: Spot, lang: Lang | None = None, header: str = "") -> Text | None:
        """Any text of this row as one line with mended letters and its language."""
        line = _LINE_ENDS.sub(" ", value) if "\n" in value else value
        chosen = lang or self.language(line, spot, header)
        mended = mend_letters(line, chosen, spot)
        return Text(mended, chosen, spot.ref) if any(map(str.isalnum, mended)) else None

    def language(self, text: str, spot: Spot, header: str = "") -> Lang:
        """The language of a text: as the row says, unless its letters say that it cannot be; else by its letters.

        Where these do not tell: as the column's header says, else as the row leans.
        """
        if self.said is None:
            return settled(text, guess_language(text), header_language(header) or self.leaning) or self.sent_in
        chosen = language_of(text, self.said)
        if chosen != self.said and len(text.split()) > 3:
            spot.found(
                rules.LANGUAGE,
                "language-differs",
                msg("The row says that it was sent in “{said}”, but this text was read as “{lang}”.", said=self.said, lang=chosen),
            )
        return chosen


def mend_letters(text: str, lang: Lang, spot: Spot) -> str:
    """Look-alike letters, and in Kazakh texts letters damaged by a wrong encoding."""
    mended = mend_words(text, lang == "kk")
    spot.changed(rules.LOOKALIKES, text, mended.text)
    made = mended.text
    for word in mended.unsettled:
        decided = spot.asked(
            rules.LOOKALIKES,
            "two-alphabets",
            msg("“{word}” has Latin and Cyrillic letters, and which are wrong is not clear.", word=word),
            hint=msg("Type the word anew in one alphabet."),
            before=word,
        )
        made = made.replace(word, decided) if decided else made
    if has_lost_letters(made):
        made = _asked_letters(made, spot)
    if lang != "kk":
        return made
    kazakh = mend_kz1048(made)
    if kazakh != made:
        spot.changed(rules.KZ1048, made, kazakh)
        spot.found(
            rules.KZ1048, "damaged-letters", msg("Damaged Kazakh letters were mended."), before=made, after=kazakh,
        )  # fmt: skip
    return kazakh


def _asked_letters(text: str, spot: Spot) -> str:
    """What a person types for a text of which letters are lost; until then the text as it was sent."""
    message = msg("Letters of “{text}” are lost.", text=text)
    return spot.asked(rules.ENCODING, "letters-lost", message, hint=msg("Type the text anew."), before=text) or text
