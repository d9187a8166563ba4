"""Which listings are worth comparing: those with a BIN, contact, head or name in common, and those of one town whose names look alike.

Comparing every listing with every other one would take minutes for a large edition; what shares none of these is no duplicate.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, combinations
from typing import Final

from pipeline.normalise.faces import Face, Reach
from pipeline.normalise.likeness import pairs_within
from pipeline.normalise.spellings import most_edits

__all__ = ["Pair", "pairs_of"]

Pair = tuple[int, int]
"""Places of two faces, the smaller first."""
_INITIALS: Final = 3
_CROWD: Final = 40
"""So many rows with one BIN, head, contact or name are all compared with each other; of more each is compared with a few."""
_NEIGHBOURS: Final = 3


def pairs_of(faces: Sequence[Face], reach: Reach) -> list[Pair]:
    """Pairs of places worth comparing, in order."""
    found: set[Pair] = set()
    for places in _blocks(faces, reach):
        pairs = combinations(places, 2) if len(places) <= _CROWD else _neighbours(places, faces)
        found.update(pair for pair in pairs if faces[pair[0]].is_person == faces[pair[1]].is_person)
    return sorted(found)


def _neighbours(places: Sequence[int], faces: Sequence[Face]) -> Iterator[Pair]:
    """A value copied into a whole column: each row is compared with those next to it by name."""
    named = {place: min((name.joined for name in faces[place].names), default="") for place in places}
    by_name = sorted(places, key=lambda place: (named[place], place))
    for index, place in enumerate(by_name):
        yield from ((min(place, other), max(place, other)) for other in by_name[index + 1 : index + 1 + _NEIGHBOURS])


def _blocks(faces: Sequence[Face], reach: Reach) -> Iterator[list[int]]:
    """Places in order that have something in common, two or more."""
    blocks: dict[Hashable, dict[int, None]] = {}
    for face in faces:
        for key in _keys(face):
            blocks.setdefault(key, {})[face.place] = None
    held = (set(places) for contact, places in reach.holders.items() if contact not in reach.common)
    near = chain.from_iterable(chain(_misspelt(here), _shortened(here)) for here in _towns(faces))
    yield from (sorted(places) for places in chain(blocks.values(), held, near) if len(places) > 1)


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
        rest = person.initials + "".join(word[:1] for word in person.names) + person.father[:1]
        yield from (("person", word, letter) for word in person.names for letter in set(rest.replace(word[:1], "", 1)))
        if person.father:
            yield "given", person.given, person.father


def _towns(faces: Sequence[Face]) -> Iterator[list[Face]]:
    """Organisations town by town; those that name no town are compared with all of their region."""
    towns: dict[tuple[str, str], list[Face]] = {}
    for face in faces:
        if not face.is_person:
            towns.setdefault((face.region, face.town), []).append(face)
    for (region, town), those in towns.items():
        yield those if not town else [*those, *towns.get((region, ""), ())]


def _misspelt(here: Sequence[Face]) -> Iterator[set[int]]:
    """Every two names that are few letters apart when written as one word; names with other numbers are never near."""
    named: dict[tuple[str, ...], dict[str, set[int]]] = {}
    for face in here:
        for name in face.names:
            named.setdefault(name.numbers, {}).setdefault(name.joined, set()).add(face.place)
    for words in named.values():
        yield from (words[one] | words[other] for one, other in pairs_within(list(words), most_edits))


def _shortened(here: Sequence[Face]) -> Iterator[set[int]]:
    """Names whose words begin alike, where one of them is abbreviated or is those beginnings."""
    alike: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    wanted: set[tuple[str, tuple[str, ...]]] = set()
    for face in here:
        for name in face.names:
            alike.setdefault((name.initials, name.numbers), set()).add(face.place)
            if name.dotted:
                wanted.add((name.initials, name.numbers))
    for face in here:
        for name in face.names:
            if len(name.words) == 1 and len(name.words[0]) >= _INITIALS and (name.words[0], name.numbers) in alike:
                alike[name.words[0], name.numbers].add(face.place)
                wanted.add((name.words[0], name.numbers))
    yield from (alike[key] for key in sorted(wanted))
