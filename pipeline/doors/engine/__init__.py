"""The engine door: WeasyPrint lays blocks out, once; everything that touches its private parts lives in this folder.

Plain blocks are set by the fast setter (``flow``), with the engine's own cascade, fonts and hyphenation but without its box tree. The
others are laid out in a batch on one very long page (one page's margin boxes instead of fifty's), and the laid-out tree is cut into
pieces that draw themselves at their own origin. Either way a piece has the same bytes in whatever batch it was set.

The modules are loaded by the first that sets: a process that only asks for versions, or leaves the setting to others, does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pipeline.doors.engine.versions import engine_versions

if TYPE_CHECKING:
    from pipeline.doors.engine.layout import EngineFailure, RefusedStyle, lay_out, lay_out_by_engine, lay_out_pages, make_ready

__all__ = ["EngineFailure", "RefusedStyle", "engine_versions", "lay_out", "lay_out_by_engine", "lay_out_pages", "make_ready"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("pipeline.doors.engine.layout"), name)
    raise AttributeError(name)
