"""Runs of text: where they may part, how wide their parts are, and how much of one goes into a line.

``fill`` decides as the engine's ``split_first_line`` does, so that lines end where the engine would end them, also where it is odd:

* text before another box whose words all fit, but not the space after them, is filled again from its first word as if nothing fitted,
  and ends after that word;
* the last letter of a unit that may end a line does not belong to the word that is hyphenated in it.

Differences remain in one place: digits and marks in a text of one script are shaped in that script even where they stand on a line
alone; the engine, which shapes line by line, would call them common. It matters only to a face whose kerning differs by script, and
there ours is right: a number looks the same on every line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any, Final

from pipeline.doors.engine.setting import load_engine
from pipeline.doors.engine.shaping import UNITS, Fount, Shape

__all__ = ["Run", "breaks_between", "fill", "forget_hyphenations", "run_of"]

_LINE_BREAK: Final = 1 << 0  # bits of PangoLogAttr
_WORD_END: Final = 1 << 6
_WORD_BOUNDARY: Final = 1 << 12
_WHOLE: Final = re.compile(r"(?!.*(?<![\d.,:])[.,:]+\d)[«(]*[\w.,:@\u00a0\u2060]*[.,;:!?»)…]*")
"""Words in which no line may end (UAX 14): letters and figures, no figure after a point that follows none. Most words are such."""
_FEW_ENOUGH: Final = 5_000
"""Runs remembered a fount."""
_FEW_ENOUGH_WORDS: Final = 20_000
"""Words remembered a fount and script."""


def _log_attributes(text: str, lang: str | None) -> list[int]:
    """Pango's flags before each character and at the end."""
    load_engine()
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import get_log_attrs

    return memoryview(ffi.buffer(get_log_attrs(text, lang))).cast("I").tolist()


@cache
def breaks_between(last: str, first: str, lang: str | None) -> bool:
    """Whether a line may end between two characters that stand in different boxes."""
    return bool(_log_attributes(last + first, lang)[1] & _LINE_BREAK)


@cache
def _breaks_after_space(last: str, first: str, lang: str | None) -> bool:
    return bool(_log_attributes(f"{last} {first}", lang)[len(last) + 1] & _LINE_BREAK)


@cache
def _inner_breaks(word: str, lang: str | None) -> tuple[int, ...]:
    """Offsets in a word without spaces at which a line may end: after hyphens, slashes, dashes."""
    return tuple(at for at, flags in enumerate(_log_attributes(word, lang)[1:-1], 1) if flags & _LINE_BREAK)


@cache
def _first_word(text: str, lang: str | None) -> tuple[int, int] | None:
    """Where the first word begins and ends, as Pango counts words."""
    start = 0
    if len(text) < 2:
        return None
    for at, flags in enumerate(_log_attributes(text, lang)):
        if flags & _WORD_END:
            return start, at
        if flags & _WORD_BOUNDARY:
            start = at
    return None


class Run:
    """Text of one fount from where a line begins or a box begins, to the end of its box. Widths in Pango units."""

    __slots__ = ("ends", "fount", "rests", "script", "text", "total", "trims")

    def __init__(self, fount: Fount, text: str) -> None:
        self.fount = fount
        self.text = text
        self.ends: list[int] = []
        """Offsets after which a line may end, spaces included; the last is the end of the text."""
        self.trims: list[int] = []
        """Width up to each of them, without the spaces there."""
        self.rests: dict[int, Run] = {}
        """What is left of it after a line, by where that begins."""
        self.script = fount.plain_script(text)
        self.total = self._measure_words(self.script) if self.script else self._measure_stretches()

    def _measure_words(self, script: str) -> int:
        lang, ends, trims = self.fount.lang, self.ends, self.trims
        known = _words.setdefault((self.fount, script), {})
        space = self.fount.space.width
        along = at = 0
        last = ""
        for word in self.text.split(" "):
            if at and (not word or _parts(last, word[0], lang)):
                ends.append(at)
                trims.append(along - space)
            if word:
                width, inner = known.get(word) or _measured(known, self.fount, script, word)
                for offset, reach in inner:
                    ends.append(at + offset)
                    trims.append(along + reach)
                along += width
                last = word[-1]
            along += space
            at += len(word) + 1
        self._end(along - space)
        return along - space

    def rest(self, skip: int) -> Run:
        """The run from its character ``skip`` on, as it would be by itself; what is known of the whole is not measured again."""
        found = self.rests.get(skip)
        if found is None:
            found = self.rests[skip] = self._cut(skip) or run_of(self.fount, self.text[skip:])
        return found

    def _cut(self, skip: int) -> Run | None:
        """None where the rest begins within a word, or is without letters and so perhaps of another script."""
        at = bisect_right(self.ends, skip)
        text = self.text[skip:]
        if not self.script or not at or self.ends[at - 1] != skip or self.text[skip - 1] != " " or not self.fount.shows(self.script, text):
            return None
        rest: Run = object.__new__(Run)
        before = self.trims[at - 1] + self.fount.space.width
        rest.fount, rest.script, rest.text, rest.rests = self.fount, self.script, text, {}
        rest.ends = [end - skip for end in self.ends[at:]]
        rest.trims = [trim - before for trim in self.trims[at:]]
        rest.total = self.total - before
        return rest

    def _measure_stretches(self) -> int:
        text = self.text
        edges = self.fount.edges(text)
        flags = _log_attributes(text, self.fount.lang)
        for at in range(1, len(text)):
            if flags[at] & _LINE_BREAK:
                self.ends.append(at)
                head = text[:at].rstrip(" ")
                self.trims.append(edges[at - 1] if len(head) < at else self.width(head))
        self._end(edges[-1])
        if self.text.endswith(" "):
            self.trims[-1] = edges[len(text.rstrip(" "))]
        return edges[-1]

    def _end(self, width: int) -> None:
        if self.ends and self.ends[-1] == len(self.text):
            return
        self.ends.append(len(self.text))
        self.trims.append(width)

    def width(self, text: str) -> int:
        """The width of a line's text taken from this run, hyphen and all."""
        return sum(shape.width for shape in self.shapes(text))

    def shapes(self, text: str) -> list[Shape]:
        """The shapes of a line's text taken from this run."""
        fount, script = self.fount, self.script
        if script is None:
            return fount.shapes(text)
        shapes = []
        for word in text.split(" "):
            if word:
                shapes.append(fount.shape(word, script))
            shapes.append(fount.space)
        return shapes[:-1]


def _parts(last: str, first: str, lang: str | None) -> bool:
    return (last.isalnum() and first.isalnum()) or _breaks_after_space(last, first, lang)


_Measured = tuple[int, tuple[tuple[int, int], ...]]
"""A word's width, and after how many letters, and how wide, it may end a line."""
_words: dict[tuple[Fount, str], dict[str, _Measured]] = {}


def _measured(known: dict[str, _Measured], fount: Fount, script: str, word: str) -> _Measured:
    if len(known) >= _FEW_ENOUGH_WORDS:
        known.clear()
    inner: tuple[int, ...] = ()
    if not _WHOLE.fullmatch(word):
        inner = _inner_breaks(word, fount.lang)
    reaches = tuple((offset, fount.shape(word[:offset], script).width) for offset in inner)
    found = known[word] = fount.shape(word, script).width, reaches
    return found


_runs: dict[Fount, dict[str, Run]] = {}


def run_of(fount: Fount, text: str) -> Run:
    """The run, remembered. Raises NotPlain."""
    known = _runs.setdefault(fount, {})
    run = known.get(text)
    if run is None:
        if len(known) >= _FEW_ENOUGH:
            known.clear()
        run = known[text] = Run(fount, text)
    return run


@cache
def _dictionary(lang: str, left: int, right: int) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=lang, left=left, right=right)


@cache
def _hyphenations(word: str, lang: str, left: int, right: int) -> tuple[str, ...]:
    """Beginnings of the word that may end a line, the longest first."""
    return tuple(start for start, _ in _dictionary(lang, left, right).iterate(word))


@cache
def _hyphenation_language(lang: str) -> str | None:
    import pyphen

    found: str | None = pyphen.language_fallback(lang)
    return found


def forget_hyphenations() -> None:
    """After another dictionary was registered."""
    for remembered in (_dictionary, _hyphenations, _hyphenation_language):
        remembered.cache_clear()


Limits = tuple[int, int, int, float]
"""Letters of a word that may be hyphenated, of its part before and after the hyphen; pixels that a line may be short of its measure."""
Filled = tuple[str, int, int | None]
"""Text of the line, its width in Pango units, and how many characters are used up (None: all)."""


def fill(run: Run, room: float, limits: Limits | None) -> Filled:
    """As much of a run as fits in ``room`` CSS pixels, but at least what cannot part. ``limits`` None: without hyphenation."""
    text = run.text
    if run.total <= room * UNITS:
        return text, run.total, None
    fitting = bisect_right(run.trims, int(room * UNITS)) if room >= 0 else 0
    overhanging = fitting == len(run.trims)  # all but the last space
    if overhanging:
        fitting = 0
    used = run.ends[fitting - 1] if fitting else 0
    if limits and run.fount.lang and (lang := _hyphenation_language(run.fount.lang)):
        hyphenated = _hyphenate(run, fitting, used, room, (lang, limits))
        if hyphenated:
            return hyphenated
    if not fitting:
        return _too_wide(run, overhanging)
    line = text[:used].rstrip(" ")
    return line, run.trims[fitting - 1] if run.script else run.width(line), used


def _too_wide(run: Run, overhanging: bool) -> Filled:
    """Not even the first unit fits."""
    end = run.ends[0]
    unit = run.text[:end].rstrip(" ")
    if (overhanging and (not unit or len(unit) == end)) or (not unit and end == len(run.text)):
        return run.text, run.total, None
    return unit, run.trims[0] if run.script else run.width(unit), end if end < len(run.text) else None


def _hyphenate(run: Run, fitting: int, used: int, room: float, how: tuple[str, Limits]) -> Filled | None:
    lang, (total, left, right, zone) = how
    after = run.text[used:]
    unit = after[: run.ends[fitting] - used - 1] if fitting < len(run.ends) - 1 else after
    unit = unit or after
    if len(unit) == 1 and fitting:
        return None
    left_over = room * UNITS - (run.trims[fitting - 1] if fitting else run.trims[0])
    if 0 <= left_over <= zone * UNITS:
        return None
    skipped = 0
    while (found := _first_word(unit[skipped:], run.fount.lang)) is not None:
        start, stop = found[0] + skipped, found[1] + skipped
        if stop - start >= total:
            break
        skipped = stop
    else:
        return None
    beginnings = _hyphenations(unit[start:stop], lang, left, right)
    for beginning in beginnings:
        part = run.text[:used] + after[:start] + beginning
        line = part + run.fount.hyphen
        width = run.width(line)
        if width <= room * UNITS or (not fitting and beginning == beginnings[-1]):
            return line, width, len(part)
    return None

