"""The door to other programs: whether one is there, and which version."""

from __future__ import annotations

import re
import shutil
import subprocess

__all__ = ["tool_version"]

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_SECONDS = 10
"""A program that does not say its version within this time counts as found without one."""


def tool_version(program: str, option: str = "--version") -> str | None:
    """The version a program states; "" where it states none, None where it is not installed."""
    path = shutil.which(program)
    if path is None:
        return None
    try:
        said = subprocess.run([path, option], capture_output=True, text=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    found = _VERSION.search(said.stdout + said.stderr)
    return found.group() if found else ""
