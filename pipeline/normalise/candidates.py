"""Which listings are worth comparing: those with a BIN, contact, head or name in common, and those of one town whose names look alike.

Comparing every listing with every other one would take minutes for a large edition; what shares none of these is no duplicate.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, combinations
from typing import Final

from pipeline.normalise.faces import Face, Reach
from pipeline.normalise.likeness import pairs_within
from pipeline.normalise.spellings import MOST_EDITS

__all__ = ["Pair", "pairs_of"]

Pair = tuple[int, int]
"""Places of two faces, the smaller first."""
_INITIALS: Final = 3
_CROWD: Final = 150
_NEIGHBOURS: Final = 20


def pairs_of(faces: Sequence[Face], reach: Reach) -> list[Pair]:
    """Pairs of places worth comparing, in order."""
    found: set[Pair] = set()
    for places in _blocks(faces, reach):
        pairs = combinations(places, 2) if len(places) <= _CROWD else _neighbours(places, faces)
        found.update(pair for pair in pairs if faces[pair[0]].is_person == faces[pair[1]].is_person)
    for here in _towns(faces):
        near = chain.from_iterable(pairs_within(places, words, MOST_EDITS + 1) for places, words in _joined(here))
        found.update((min(pair), max(pair)) for pair in chain(near, _shortened(here)) if pair[0] != pair[1])
    return sorted(found)


def _neighbours(places: Sequence[int], faces: Sequence[Face]) -> Iterator[Pair]:
    """A BIN or a head copied into hundreds of rows: each is compared with those next to it by name."""
    by_name = sorted(places, key=lambda place: (min((name.joined for name in faces[place].names), default=""), place))
    for index, place in enumerate(by_name):
        yield from ((min(place, other), max(place, other)) for other in by_name[index + 1 : index + 1 + _NEIGHBOURS])


def _blocks(faces: Sequence[Face], reach: Reach) -> Iterator[list[int]]:
    blocks: dict[Hashable, dict[int, None]] = {}
    for face in faces:
        for key in _keys(face):
            blocks.setdefault(key, {})[face.place] = None
    yield from (list(places) for places in blocks.values() if len(places) > 1)
    yield from (sorted(set(places)) for contact, places in reach.holders.items() if len(places) > 1 and contact not in reach.common)


def _keys(face: Face) -> Iterator[Hashable]:
    if face.bin:
        yield "bin", face.bin
    for name in (*face.names, *face.former):
        yield "name", face.region, name.joined
        bare = "".join(bone for bone, word in zip(name.bones, name.words, strict=True) if not face.is_at_home(word))
        if bare and bare != name.joined:
            yield "name", face.region, bare
        if len(name.words) > 1:
            yield "words", face.region, tuple(sorted(name.bones))
    if face.head:
        yield "head", face.region, face.head
    for person in face.people:
        yield from (("person", word) for word in person.names)


def _towns(faces: Sequence[Face]) -> Iterator[list[Face]]:
    """Organisations town by town; those that name no town are compared with all of their region."""
    towns: dict[tuple[str, str], list[Face]] = {}
    for face in faces:
        if not face.is_person:
            towns.setdefault((face.region, face.town), []).append(face)
    for (region, town), those in towns.items():
        yield those if not town else [*those, *towns.get((region, ""), ())]


def _joined(here: Sequence[Face]) -> Iterator[tuple[list[int], list[str]]]:
    """Places, and every name as one word: two typing errors in it are two edits. Names with other numbers are never near."""
    named: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for face in here:
        for name in face.names:
            named.setdefault(name.numbers, []).append((face.place, name.joined))
    yield from (([place for place, _ in those], [word for _, word in those]) for those in named.values())


def _shortened(here: Sequence[Face]) -> Iterator[Pair]:
    """Names with an abbreviated word and those whose words begin alike; acronyms and the names that they are of."""
    by_initials: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for face in here:
        for name in face.names:
            by_initials.setdefault((name.initials, name.numbers), []).append(face.place)
    for face in here:
        for name in face.names:
            if name.dotted:
                yield from ((face.place, place) for place in by_initials[name.initials, name.numbers])
            if len(name.words) == 1 and len(name.words[0]) >= _INITIALS:
                yield from ((face.place, place) for place in by_initials.get((name.words[0], name.numbers), ()))
