"""A registry extract beside the provinces' files: what each says of an organisation, and what a comparison of both comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.fields import Lang
from pipeline.model.findings import CellRef

__all__ = ["Compared", "Difference", "How", "Match", "Query", "RegionCount", "RegisterEntry", "Status", "Why"]

How = Literal["bin", "name", "near-bin"]
"""How two rows were found to be one organisation: by BIN, by name and region, by a BIN one slip off together with a name that is alike."""
Why = Literal["near-name", "near-bin", "other-bin", "other-region", "several"]
"""What a person must judge: a name or a BIN that is nearly the same; the same name with another BIN, in another region, or twice."""

Status = Literal["active", "suspended", "liquidated", ""]
"""What a row says of an organisation's being; "" where it says nothing that is understood."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One organisation, as a register's or a province's row names it. Names are bare: without legal form and outer quotes."""

    ref: CellRef
    names: Mapping[Lang, str]
    form: str = ""
    bin: str = ""
    """A valid BIN, or ""."""
    digits: str = ""
    """The digits of the cell of the BIN as they were written, also where they make none; never a person's number (IIN)."""
    region: str = ""
    """ISO 3166-2 code, or "" where none could be read."""
    town: str = ""
    head: str = ""
    address: str = ""
    status: Status = ""
    id: str = ""
    """The listing's id in the guide; "" for a row of the register, or one that is not printed."""
    asks_out: bool = False
    """The row asks not to be printed: it is counted, and never named."""

    @property
    def name(self) -> str:
        """A name to show: the Russian one, or the first there is."""
        return self.names.get("ru") or next(iter(self.names.values()), "")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the two say different things; ``ours`` is "" where the province's row leaves it empty."""

    field: str
    ours: str
    theirs: str
    """A region is its ISO 3166-2 code in both."""


@dataclass(frozen=True, slots=True)
class Match:
    """One organisation in both."""

    ours: RegisterEntry
    theirs: RegisterEntry
    how: How
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A likeness that a person must judge."""

    ours: RegisterEntry
    candidates: tuple[RegisterEntry, ...]
    why: Why


@dataclass(slots=True)
class RegionCount:
    """One region: active in the register; of them found in our files, and missing there; ours that are suspended or liquidated,
    unknown, in question."""

    active: int = 0
    found: int = 0
    missing: int = 0
    closed: int = 0
    unsaid: int = 0
    """Ours, and the register says no status of it that is understood."""
    unknown: int = 0
    asked: int = 0
    left_out: int = 0
    """Active, in our files, and asking not to be printed."""

    @property
    def unsettled(self) -> int:
        """Active in the register and perhaps one of ours: a question."""
        return self.active - self.found - self.missing - self.left_out


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison comes to. Every row of ours stands in exactly one of matches, unknown, queries, or is counted in ``left_out``."""

    matches: tuple[Match, ...]
    unknown: tuple[RegisterEntry, ...]
    """In our files, and nowhere in the register."""
    missing: tuple[RegisterEntry, ...]
    """Active in the register, and nowhere in our files."""
    queries: tuple[Query, ...]
    regions: Mapping[str, RegionCount]
    """ISO 3166-2 code ("" for none) -> counts."""
    left_out: int = 0
    """Rows of ours that ask not to be printed; they are not reported as missing."""
    nameless: tuple[CellRef, ...] = ()
    """Rows of the register without a name and without a BIN: nothing can be compared with them."""
    twice: tuple[CellRef, ...] = ()
    """Rows of the register whose BIN stands in it before."""
    without_region: int = 0
    """Rows of the register whose region could not be read."""
    without_status: int = 0
    """Rows of the register whose status is empty or not understood; they count as active only where no row has one."""
    without_bin: int = 0
    """Rows of ours without a BIN, which can be found by name only."""
    has_status: bool = True
    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows of the register, all and by status."""

    @property
    def operational(self) -> list[Match]:
        """In both, and active; all matches where the register says no status at all."""
        return [match for match in self.matches if match.theirs.status == "active" or not self.has_status]

    @property
    def closed(self) -> list[Match]:
        """In both, and suspended or liquidated in the register."""
        return [match for match in self.matches if match.theirs.status in ("suspended", "liquidated")]

    @property
    def unsaid(self) -> list[Match]:
        """In both, and of all the register this row says no status that is understood."""
        return [match for match in self.matches if not match.theirs.status and self.has_status]
