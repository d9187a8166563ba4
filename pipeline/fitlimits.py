"""The [fit] table of a design's layout.toml: what copy-fitting may change, checked against the rest of the design."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pipeline.errors import Unreadable
from pipeline.model.fit import OPTIONS, FitLimits, FitOption
from pipeline.model.message import Figure, Message, msg

__all__ = ["read_fit"]

LEAST_SIZE: Final = 7.0
"""Points; running text under it cannot be read at arm's length on uncoated paper."""
_FIGURES: Final = ("seam_share", "notes_page", "typesettings")
_KEYS: Final = ("designed", "least", "most", "step", "weight")


class _Wrong(Exception):  # caught below
    def __init__(self, table: str, reason: Message) -> None:
        super().__init__()
        self.table, self.reason = table, reason


def read_fit(settings: Mapping[str, Any], place: str) -> FitLimits:
    """The limits of copy-fitting from a parsed layout.toml; ``place`` names the file.

    Raises Unreadable, in one sentence that names the table, where a value is missing, is no number, or contradicts another.
    """
    try:
        table = settings.get("fit")
        if not isinstance(table, dict):
            raise _Wrong("fit", msg("the table is missing"))
        _only(table, (*OPTIONS, *_FIGURES), "fit")
        options = {name: _option(name, table.get(name)) for name in OPTIONS}
        seam_share, notes_page, typesettings = (_number(table, key, "fit") for key in _FIGURES)
        limits = FitLimits(**options, seam_share=seam_share, notes_page=notes_page, typesettings=int(typesettings))
        _check(limits, settings)
        return limits
    except _Wrong as wrong:
        raise Unreadable(
            msg("{file}, [{table}]: {reason}.", file=place, table=wrong.table, reason=wrong.reason),
            msg("Compare it with the file of the design “pocket”."),
        ) from wrong


def _only(table: Mapping[str, Any], known: tuple[str, ...], name: str) -> None:
    for key in table:
        if key not in known:
            raise _Wrong(name, msg("“{key}” is not known there", key=key))


def _number(table: Mapping[str, Any], key: str, name: str) -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e6:
        raise _Wrong(name, msg("“{key}” must be a number, 0 or more", key=key))
    return float(value)


def _option(name: str, table: object) -> FitOption:
    place = f"fit.{name}"
    if not isinstance(table, dict):
        raise _Wrong(place, msg("the table is missing"))
    _only(table, _KEYS, place)
    option = FitOption(**{key: _number(table, key, place) for key in _KEYS})
    if option.step <= 0:
        raise _Wrong(place, msg("“step” must be above 0"))
    if not option.least <= option.designed <= option.most:
        raise _Wrong(place, msg("“designed” must lie between “least” and “most”"))
    return option


def _check(limits: FitLimits, settings: Mapping[str, Any]) -> None:
    """What two places of layout.toml say must agree, and type must stay legible."""
    if limits.typesettings < 1:
        raise _Wrong("fit", msg("“typesettings” must be at least 1"))
    for name, other, value in (
        ("spacing", "gaps.entry natural_pt", settings["gaps"]["entry"]["natural_pt"]),
        ("leading", "page baseline_pt", settings["page"]["baseline_pt"]),
    ):
        if getattr(limits, name).designed != value:
            raise _Wrong(f"fit.{name}", msg("“designed” must be the same as {other}, {value}", other=other, value=Figure(value)))
    if limits.spacing.least <= 0:
        raise _Wrong("fit.spacing", msg("“least” must be above 0"))
    if limits.size.least < LEAST_SIZE:
        raise _Wrong("fit.size", msg("type under {least} pt cannot be read", least=Figure(LEAST_SIZE)))
    if limits.leading.least < limits.size.most:
        raise _Wrong("fit.leading", msg("lines would touch: the least leading must be no less than the largest type"))
    columns = limits.index_columns
    for steps in columns.steps:
        value = columns.value(steps)
        if value != round(value) or (value != 1 and str(round(value)) not in settings["gutters_mm"]):
            raise _Wrong("fit.index_columns", msg("{value} columns have no gutter in [gutters_mm]", value=Figure(value)))
