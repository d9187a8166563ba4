"""Versions that decide where lines break, for cache keys and the doctor."""

from __future__ import annotations

from ctypes import CDLL
from functools import cache
from importlib.metadata import version

__all__ = ["engine_versions"]


@cache
def engine_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of the engine and of the libraries under it. Raises OSError where Pango is missing."""
    from ctypes import c_char_p

    versions = [("weasyprint", version("weasyprint")), ("pydyf", version("pydyf")), ("pyphen", version("pyphen"))]
    for name, function in (("pango-1.0", "pango_version_string"), ("harfbuzz", "hb_version_string")):
        ask = getattr(_library(name), function)
        ask.restype = c_char_p
        versions.append((name, ask().decode()))
    return tuple(versions)


def _library(name: str) -> CDLL:
    """By the name of its file, as it lies on Linux; else wherever this system has it, which takes longer to find out."""
    try:
        return CDLL(f"lib{name}.so.0")
    except OSError:
        import ctypes.util

        found = ctypes.util.find_library(name)
        if found is None:
            raise OSError(name) from None
        return CDLL(found)
