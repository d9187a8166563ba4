"""Versions that decide where lines break, for cache keys and the doctor."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

__all__ = ["engine_versions"]


@cache
def engine_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of the engine and of the libraries under it. Raises OSError where Pango is missing."""
    import ctypes.util
    from ctypes import CDLL, c_char_p

    versions = [("weasyprint", version("weasyprint")), ("pydyf", version("pydyf")), ("pyphen", version("pyphen"))]
    for name, function in (("pango-1.0", "pango_version_string"), ("harfbuzz", "hb_version_string")):
        found = ctypes.util.find_library(name)
        if found is None:
            raise OSError(name)
        ask = getattr(CDLL(found), function)
        ask.restype = c_char_p
        versions.append((name, ask().decode()))
    return tuple(versions)
