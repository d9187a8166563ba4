"""A printer's profile as it is written: tables of TOML, checked key by key, one profile laid over another where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from pipeline.doors.toml import parse_toml
from pipeline.errors import Unreadable
from pipeline.model.findings import Severity
from pipeline.model.message import msg
from pipeline.printers.keys import COVER_KEYS, ORDER_KEYS, PAPER_KEYS, PRESS_KEYS, require

__all__ = ["ProfileTables", "load_tables", "packaged_icc", "parse_tables", "printing_names", "profile_names"]

_TABLES: Final = frozenset({"based_on", "order", "why", "severity", "press", "paper"})
_GRADES: Final[Mapping[str, Severity | None]] = {"ignore": None, **{severity.value: severity for severity in Severity}}


@dataclass(frozen=True, slots=True)
class ProfileTables:
    """``order``: limits, key by key as in a job file. ``severities``: "PDF-101/no-trim" -> another severity than the rule's own, None
    where the finding is not made. ``press``: what a build makes, empty where the profile only judges; ``paper``: what it is printed on.
    """

    name: str
    order: Mapping[str, Any]
    why: Mapping[str, str]
    severities: Mapping[str, Severity | None]
    press: Mapping[str, Any]
    paper: Mapping[str, Any]
    digest: str
    """SHA-256 of the profile's text, and of the one it is based on."""


def profile_names() -> list[str]:
    """The profiles that travel with the package."""
    return sorted(one.name.removesuffix(".toml") for one in (files(__package__) / "profiles").iterdir() if one.name.endswith(".toml"))


def printing_names() -> list[str]:
    """Those of them that a build prints for."""
    return [name for name in profile_names() if load_tables(name).press]


@cache
def load_tables(name: str) -> ProfileTables:
    """A profile of the package. Raises Unreadable where there is none of that name, or where it is damaged."""
    if name not in profile_names():
        raise Unreadable(
            msg("There is no printer profile “{name}”.", name=name), msg("Use one of: {names}.", names=", ".join(profile_names()))
        )
    return parse_tables((files(__package__) / "profiles" / f"{name}.toml").read_text("utf-8"), f"{name}.toml", name)


def packaged_icc(file: str) -> bytes | None:
    """An ICC profile of the package; None where there is none of that name."""
    known = {one.name: one for one in (files(__package__) / "icc").iterdir() if one.name.endswith(".icc")}
    return known[file].read_bytes() if file in known else None


def parse_tables(text: str, file: str, name: str, base: Callable[[str], ProfileTables] = load_tables) -> ProfileTables:
    """A profile from its text; ``file`` is what sentences call it, ``base`` gives the profile that ``based_on`` names.

    Raises Unreadable, naming the first key that is unknown or has a wrong value.
    """
    held = parse_toml(text, file)
    _require_tables(held, file)
    digest = sha256(text.encode()).hexdigest()
    under = base(held["based_on"]) if "based_on" in held else None
    if under is None:
        return ProfileTables(
            name, held.get("order", {}), held.get("why", {}), _graded(held, file), held.get("press", {}), held.get("paper", {}), digest
        )
    return ProfileTables(
        name, {**under.order, **held.get("order", {})}, {**under.why, **held.get("why", {})},
        {**under.severities, **_graded(held, file)}, _over(under.press, held.get("press", {})), {**under.paper, **held.get("paper", {})},
        sha256(f"{digest}{under.digest}".encode()).hexdigest(),
    )


def _require_tables(held: Mapping[str, Any], file: str) -> None:
    for key, value in held.items():
        if key not in _TABLES or not isinstance(value, str if key == "based_on" else dict):
            raise _no_place(file, key, sorted(_TABLES))
    press = dict(held.get("press", {}))
    cover = press.pop("cover", {})
    if not isinstance(cover, dict):
        raise _no_place(file, "press.cover", PRESS_KEYS)
    for table, keys in ((held.get("order", {}), ORDER_KEYS), (press, PRESS_KEYS), (cover, COVER_KEYS), (held.get("paper", {}), PAPER_KEYS)):
        require(table, keys, file)


def _no_place(file: str, key: str, keys: Iterable[str]) -> Unreadable:
    message = msg("{file} has the key “{key}”, which has no place there.", file=file, key=key)
    return Unreadable(message, msg("The keys are: {keys}.", keys=", ".join(keys)))


def _graded(held: Mapping[str, Any], file: str) -> dict[str, Severity | None]:
    graded = {}
    for key, value in held.get("severity", {}).items():
        if not isinstance(value, str) or value not in _GRADES:
            kinds = msg("one of {words}", words=", ".join(_GRADES))
            raise Unreadable(msg("{file}: “{key}” must be {kind}.", file=file, key=key, kind=kinds), msg("Mend it, or leave the key away."))
        graded[key] = _GRADES[value]
    return graded


def _over(under: Mapping[str, Any], press: Mapping[str, Any]) -> dict[str, Any]:
    """[press] over another; its cover key by key as well."""
    made = {**under, **press}
    if "cover" in under and "cover" in press:
        made["cover"] = {**under["cover"], **press["cover"]}
    return made
