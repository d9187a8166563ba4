"""Inks: what a job is printed in, and what a colour of a design becomes in it.

A colour is written as it stands on a page: an operator of PDF. Process colours are DeviceCMYK; a spot colour is a tint of the
document's colour space ``/Spot``, which the writer makes a real Separation. What overprints and what knocks out are two graphics states,
``/Over`` and ``/Knock``, that documents with colours have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

__all__ = [
    "BLACK", "COLOURS", "IN_BLACK", "KNOCK_OUT", "OVERPRINT", "SPOT_SPACE", "Colours", "Inks", "JobColours", "PaletteColour", "Spot",
    "cmyk_ink", "spot_ink",
]

Colours = Literal["K", "K+spot", "CMYK"]
JobColours = Literal["", "K", "K+spot", "CMYK"]
"""What a job is printed in; "" where that is not said: black does not overprint, and any process colour will do."""
COLOURS: Final[tuple[str, ...]] = get_args(Colours)

SPOT_SPACE: Final = "Spot"
"""Name of the spot colour's space in a page's resources, whatever the ink is called."""
OVERPRINT: Final = "Over"
"""Name of the graphics state in which black leaves the other plates as they are (ISO 32000-1, 8.6.7: OP and op true, OPM 1)."""
KNOCK_OUT: Final = "Knock"
"""Name of the graphics state in which a colour takes away what lies under it, as at the beginning of every page."""


def cmyk_ink(shares: Sequence[float]) -> str:
    """The operator that fills with these shares (0 to 1) of cyan, magenta, yellow and black."""
    return " ".join(f"{share:.4g}" for share in shares) + " k"


def spot_ink(tint: float) -> str:
    """The operators that fill with a tint (0 to 1) of the document's spot colour."""
    return f"/{SPOT_SPACE} cs {tint:.4g} scn"


BLACK: Final = cmyk_ink((0, 0, 0, 1))
"""The full tone of black, and nothing else."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot colour: its name as the printer orders it, and the shares (0 to 1) of CMYK that stand for it where there is no such plate."""

    name: str
    cmyk: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Inks:
    """What a job is printed in; ``spot`` is there where ``colours`` is "K+spot", and only there."""

    colours: Colours = "K"
    spot: Spot | None = None

    @property
    def has_colours(self) -> bool:
        """Whether there is anything that black could overprint."""
        return self.colours != "K"

    @property
    def ordered(self) -> Literal["K", "CMYK"]:
        """The process colours, as a printer's order names them."""
        return "CMYK" if self.colours == "CMYK" else "K"

    @property
    def spots(self) -> tuple[str, ...]:
        """Names of the spot colours, as a printer's order lists them."""
        return (self.spot.name,) if self.spot else ()


IN_BLACK: Final = Inks()
"""A book in one black, which is the usual one."""


@dataclass(frozen=True, slots=True)
class PaletteColour:
    """A colour of a design's palette in each kind of job: shares from 0 to 1.

    ``k`` of black; ``spot``: tint of the spot colour, None where black stands for it there too; ``cmyk`` likewise.
    """

    k: float
    spot: float | None = None
    cmyk: tuple[float, float, float, float] | None = None

    def css(self, inks: Inks) -> str:
        """The colour as stylesheets write it. A tint of the spot colour names a space that only the engine's door knows."""
        if inks.colours == "K+spot" and self.spot is not None:
            return f"color(--spot {self.spot:.4g})"
        return f"device-cmyk({' '.join(f'{share:.4g}' for share in self._shares(inks))})"

    def ink(self, inks: Inks) -> str:
        """The operators that fill with it."""
        return spot_ink(self.spot) if inks.colours == "K+spot" and self.spot is not None else cmyk_ink(self._shares(inks))

    def _shares(self, inks: Inks) -> tuple[float, float, float, float]:
        return self.cmyk if inks.colours == "CMYK" and self.cmyk is not None else (0.0, 0.0, 0.0, self.k)
