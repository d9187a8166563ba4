"""Copy-fitting: the settings a book may be set in, what each costs a reader, and how long the book is then."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import product
from math import floor
from typing import Final, Literal, TypeAlias

from pipeline.model.fields import EditionLang
from pipeline.model.packing import packable

__all__ = ["AS_DESIGNED", "OPTIONS", "BookLength", "FitGoal", "FitLimits", "FitOption", "Fitted", "Setting", "Steps"]

OPTIONS: Final = ("spacing", "leading", "size", "index_columns")
"""What may be changed, in the order in which it is tried: the first costs arithmetic only, the others some typesetting."""

FitGoal: TypeAlias = "int | Literal['signatures']"
"""Pages of the finished book, or as many as fill whole signatures best."""

Steps = tuple[int, int, int, int]
"""How many steps each of ``OPTIONS`` is away from the design, negative where smaller."""

AS_DESIGNED: Final[Steps] = (0, 0, 0, 0)


@packable
@dataclass(frozen=True, slots=True)
class Setting:
    """What a book is set in. Points; ``spacing`` is the space between entries, which those inside them follow, ``leading`` and ``size`` are
    those of an entry's running text.
    """

    spacing: float
    leading: float
    size: float
    index_columns: int

    def named(self) -> dict[str, float]:
        """Option -> value, in the order of ``OPTIONS``."""
        return asdict(self)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:g}" for name, value in self.named().items())


@dataclass(frozen=True, slots=True)
class FitOption:
    """One option of layout.toml's [fit]: the designed value, how far it may go, in what steps.

    ``weight``: what a reader notices of one step; of several, the square of their number.
    """

    designed: float
    least: float
    most: float
    step: float
    weight: float

    @property
    def steps(self) -> range:
        """The steps within the limits, from the smallest value to the largest."""
        down, up = (floor(abs(limit - self.designed) / self.step + 1e-6) for limit in (self.least, self.most))
        return range(-down, up + 1)

    def value(self, steps: int) -> float:
        """The option's value so many steps from the design."""
        return round(self.designed + steps * self.step, 4)


@dataclass(frozen=True, slots=True)
class FitLimits:
    """The [fit] table of a design. The objective of a fit is :meth:`change` plus ``notes_page`` for each page left for notes."""

    spacing: FitOption
    leading: FitOption
    size: FitOption
    index_columns: FitOption
    seam_share: float
    """How much of what the space between entries gains or loses each space inside an entry does."""
    notes_page: float
    """What a page left for notes weighs."""
    typesettings: int
    """So many settings of type (leading, size, columns) are tried at most; spacing costs none."""

    @property
    def options(self) -> tuple[FitOption, ...]:
        return tuple(getattr(self, name) for name in OPTIONS)

    def candidates(self) -> list[Steps]:
        """Every setting within the limits, the least changed first."""
        every = product(*(option.steps for option in self.options))
        return sorted(((a, b, c, d) for a, b, c, d in every), key=lambda steps: (self.change(steps), [abs(one) for one in steps], steps))

    def change(self, steps: Steps) -> float:
        """What a reader notices: the weighted squares of the steps."""
        return sum(option.weight * count * count for option, count in zip(self.options, steps, strict=True))

    def setting(self, steps: Steps = AS_DESIGNED) -> Setting:
        """The setting so many steps from the design."""
        spacing, leading, size, columns = (option.value(count) for option, count in zip(self.options, steps, strict=True))
        return Setting(spacing, leading, size, round(columns))


@packable
@dataclass(frozen=True, slots=True)
class BookLength:
    """``pages`` of the finished book; ``filled`` of them before it was filled up to a multiple; ``notes``: all that are left for notes."""

    pages: int
    filled: int
    notes: int


@packable
@dataclass(frozen=True, slots=True)
class Fitted:
    """How one language's book was fitted.

    ``wanted``: the page count asked for, None: whole signatures; ``cost``: of the setting, as :class:`FitLimits` weighs it;
    ``complete``: no setting that could be better was left untried.
    """

    lang: EditionLang
    setting: Setting
    designed: Setting
    length: BookLength
    designed_length: BookLength
    wanted: int | None
    cost: float
    complete: bool = True

    def facts(self) -> dict[str, object]:
        """For machines: pages wanted and reached, those left for notes, the cost, the setting chosen and the designed one."""
        length = self.length
        return {
            "wanted": self.wanted or "signatures", "pages": length.pages, "notes_pages": length.notes, "cost": round(self.cost, 4),
            "setting": self.setting.named(), "designed": self.designed.named(),
        }
