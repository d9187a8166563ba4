"""Which listings are worth comparing: those with a BIN, a contact or a name in common, and those of one town with names that look alike.

Comparing every listing with every other one would take minutes for a large edition; what shares none of these is no duplicate.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from typing import Final

from pipeline.normalise.faces import Face, Reach
from pipeline.normalise.likeness import alike_pairs
from pipeline.normalise.spellings import Spelling

__all__ = ["Pair", "pairs_of"]

Pair = tuple[int, int]
"""Places of two faces, the smaller first."""
_ALIKE: Final = 80
"""Likeness (0 to 100) of two names' words, in bare letters and in order, from which they are compared word by word."""
_INITIALS: Final = 3


def pairs_of(faces: Sequence[Face], reach: Reach) -> list[Pair]:
    """Pairs of places worth comparing, in order."""
    found: set[Pair] = set()
    for places in _blocks(faces, reach):
        found.update(pair for pair in combinations(places, 2) if faces[pair[0]].is_person == faces[pair[1]].is_person)
    for face_places, words in _towns(faces):
        found.update(
            (min(one, other), max(one, other)) for one, other in alike_pairs(face_places, words, _ALIKE) if one != other
        )
    return sorted(found)


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
        if len(name.words) >= _INITIALS:
            yield "initials", face.region, name.initials
        elif len(name.words) == 1 and len(name.words[0]) >= _INITIALS:
            yield "initials", face.region, name.words[0]
    for person in face.people:
        yield from (("person", word) for word in person.names)


def _towns(faces: Sequence[Face]) -> Iterator[tuple[list[int], list[str]]]:
    """Places and names of organisations, town by town; those that name no town are compared with all of their region."""
    towns: dict[tuple[str, str], list[Face]] = {}
    for face in faces:
        if not face.is_person:
            towns.setdefault((face.region, face.town), []).append(face)
    for (region, town), those in towns.items():
        here = those if not town else [*those, *towns.get((region, ""), ())]
        named = [(face.place, _in_order(name)) for face in here for name in face.names]
        yield [place for place, _ in named], [words for _, words in named]


def _in_order(name: Spelling) -> str:
    return " ".join(sorted(name.bones))
