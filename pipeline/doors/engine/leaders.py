"""Leaders (CSS Generated Content 3, 2.5.1): what stands once in a broken line is repeated until the line is full.

The engine's ``layout/leader.py`` on light objects: repeats lie on a grid that begins at the line's end, so that those of lines below
each other stand in columns; what follows is moved to the line's end. Lengths are CSS pixels.
"""

from __future__ import annotations

from pipeline.doors.engine.phrases import Leader, Phrase, Placed, PlacedPhrase, PlacedWords

__all__ = ["draw_out", "is_led", "shift"]


def shift(placed: Placed, dx: float) -> None:
    """Move it and all that is in it."""
    placed.x += dx
    if isinstance(placed, PlacedPhrase):
        for child in placed.children:
            shift(child, dx)


def is_led(phrase: Phrase) -> bool:
    """Whether there is a leader in a phrase or paragraph."""
    return any(child.style.lead is not None or is_led(child) for child in phrase.children if isinstance(child, Phrase))


def draw_out(line: PlacedPhrase, width: float) -> None:
    """Fill a line, which begins where it may and is ``width`` wide, by its first leader; a line without one is left as it is."""
    way = _way(line)
    if not way:
        return
    extra = width - sum(child.left + child.width + child.right for child in line.children)
    around, _ = way[-1]
    [once] = around.children
    assert isinstance(once, PlacedWords)
    if once.width <= 0:
        return
    around.children = _repeats(once, line.x + width, int(width // once.width), once.x + extra + once.width)
    for phrase, at in way:
        if phrase is not around:
            for later in phrase.children[at + 1 :]:
                shift(later, extra)
        if phrase is not line:
            phrase.width += extra


def _way(placed: Placed) -> list[tuple[PlacedPhrase, int]]:
    """The phrases around the first leader in it, outermost first, and where in each it is; nothing if there is none."""
    if isinstance(placed, PlacedPhrase):
        for at, child in enumerate(placed.children):
            if isinstance(child, PlacedWords) and isinstance(child.words, Leader):
                return [(placed, at)]
            if way := _way(child):
                return [(placed, at), *way]
    return []


def _repeats(once: PlacedWords, end: float, most: int, right: float) -> list[Placed]:
    """At most so many, the last first, on the grid that begins at the line's ``end``: after the words before, none beyond ``right``."""
    places = [end]
    for _ in range(most):
        places.append(places[-1] - once.width)
    return [PlacedWords(once.words, once.run, once.text, x, once.width) for x in places[1:] if once.x <= x and x + once.width <= right]
