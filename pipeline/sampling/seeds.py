"""Chance without a die: the same slug gives the same choice on every machine and in every order of records."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

__all__ = ["chance", "choose", "number"]

Choice = TypeVar("Choice")


def number(slug: str, purpose: str, below: int) -> int:
    """A number from 0 to ``below`` - 1, settled by the slug and what it is for."""
    return int.from_bytes(sha256(f"{slug}/{purpose}".encode()).digest()[:8], "big") % below


def chance(slug: str, purpose: str, percent: int) -> bool:
    """True for about ``percent`` of all slugs."""
    return number(slug, purpose, 100) < percent


def choose(slug: str, purpose: str, choices: Sequence[Choice]) -> Choice:
    """One of the choices, settled by the slug."""
    return choices[number(slug, purpose, len(choices))]
