"""A document of the engine, printed in the inks themselves: the engine knows four, so a spot stands in it as a marked colour of those."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.doors.pdf.document import OutputIntent

__all__ = ["SpotTone", "in_true_inks", "marked_colour"]

_MARK: Final = (0.0001, 0.0003, 0.0007)
"""Cyan, magenta and yellow of a marked colour: nobody mixes so little of them."""
_FIRST: Final = 0.1
_SET: Final = re.compile(rb"/DeviceCMYK cs\n0\.0001 0\.0003 0\.0007 (0\.\d+) scn")
_MOST: Final = 8000
"""Marked colours of one document."""
_DEEPEST: Final = 8
"""Direct objects in one another, that are looked through for colour spaces."""


@dataclass(frozen=True, slots=True)
class SpotTone:
    """A colour of Separation or DeviceN: its colorants, and a share of the full tone for each."""

    colorants: tuple[str, ...]
    tones: tuple[float, ...]


def marked_colour(number: int) -> tuple[float, float, float, float]:
    """The colour in four inks that stands for spot tone ``number`` (from 0). Raises ValueError beyond what one document can hold."""
    if not 0 <= number < _MOST:
        raise ValueError(number)
    return (*_MARK, round(_FIRST + number / 10000, 4))


def in_true_inks(made: bytes, tones: Sequence[SpotTone], sources: Sequence[bytes], intent: OutputIntent) -> bytes:
    """``made`` with each marked colour in its spot, and with an output intent.

    Colour spaces are those of ``sources``, so that a spot has the alternate it has there; one that none of them holds is shown as black.
    """
    with pikepdf.open(BytesIO(made)) as pdf:
        spaces = _spaces(pdf, {tone.colorants for tone in tones}, sources)
        for page in pdf.pages:
            resources = page.obj.Resources
            named = Dictionary()  # what the engine names on every page is Lab, and nothing here is set in it
            content = page.obj.Contents.read_bytes()
            used: set[int] = set()
            page.obj.Contents.write(_SET.sub(lambda found: _spot(found, tones, used), content))  # noqa: B023  (called at once)
            for number in sorted(used):
                named[f"/Spot{number}"] = spaces[tones[number].colorants]
            resources.ColorSpace = named
        if intent.profile:
            pdf.Root.OutputIntents = Array([_intent(pdf, intent)])
        saved = BytesIO()
        pdf.save(saved, deterministic_id=True, fix_metadata_version=False, min_version="1.6")
    return saved.getvalue()


def _spot(found: re.Match[bytes], tones: Sequence[SpotTone], used: set[int]) -> bytes:
    number = round((float(found[1]) - _FIRST) * 10000)
    if not 0 <= number < len(tones):
        return found[0]
    used.add(number)
    values = " ".join(f"{tone:g}" for tone in tones[number].tones)
    return f"/Spot{number} cs\n{values} scn".encode()


def _intent(pdf: pikepdf.Pdf, intent: OutputIntent) -> pikepdf.Dictionary:
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=intent.identifier, OutputCondition=intent.condition,
        RegistryName="http://www.color.org", Info=intent.info or intent.identifier,
        DestOutputProfile=pikepdf.Stream(pdf, intent.profile, N=4),
    )


def _spaces(pdf: pikepdf.Pdf, wanted: set[tuple[str, ...]], sources: Sequence[bytes]) -> Mapping[tuple[str, ...], pikepdf.Object]:
    made: dict[tuple[str, ...], pikepdf.Object] = {}
    for content in sources:
        if not wanted - made.keys():
            break
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as source:
            for colorants, space in _found(source):
                if colorants in wanted and colorants not in made:
                    made[colorants] = pdf.copy_foreign(source.make_indirect(space))
    for colorants in sorted(wanted - made.keys()):
        made[colorants] = pdf.make_indirect(_black(pdf, colorants))
    return made


def _found(source: pikepdf.Pdf) -> Iterator[tuple[tuple[str, ...], pikepdf.Object]]:
    """Every Separation and DeviceN of a file with its colorants."""
    for held in source.objects:
        waiting = [(held, 0)]
        while waiting:
            one, depth = waiting.pop()
            colorants = _colorants(one)
            if colorants:
                yield colorants, one
            elif depth < _DEEPEST:
                waiting += [(child, depth + 1) for child in _children(one) if not child.is_indirect]


def _children(held: object) -> Iterator[pikepdf.Object]:
    if isinstance(held, pikepdf.Stream | pikepdf.Dictionary):
        yield from (child for _, child in held.items() if isinstance(child, pikepdf.Object))
    elif isinstance(held, pikepdf.Array):
        yield from (child for child in held if isinstance(child, pikepdf.Object))


def _colorants(held: object) -> tuple[str, ...]:
    """Names of a Separation's or DeviceN's inks; none where it is neither."""
    if not isinstance(held, pikepdf.Array) or len(held) < 4 or held[0] not in (Name.Separation, Name.DeviceN):
        return ()
    names = [held[1]] if held[0] == Name.Separation else list(held[1]) if isinstance(held[1], pikepdf.Array) else []
    return tuple(str(name)[1:] for name in names)


def _black(pdf: pikepdf.Pdf, colorants: Sequence[str]) -> pikepdf.Array:
    program = ("{" + "pop " * (len(colorants) - 1) + "0 0 0 4 -1 roll }").encode()
    function = pikepdf.Stream(pdf, program, FunctionType=4, Domain=[0, 1] * len(colorants), Range=[0, 1] * 4)
    names = [Name("/" + name) for name in colorants]
    if len(names) == 1:
        return Array([Name.Separation, names[0], Name.DeviceCMYK, pdf.make_indirect(function)])
    return Array([Name.DeviceN, Array(names), Name.DeviceCMYK, pdf.make_indirect(function)])
