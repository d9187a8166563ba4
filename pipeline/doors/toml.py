"""TOML that people wrote: parsed, or refused in one sentence that says where."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pipeline.doors.json_text import to_json
from pipeline.errors import Unreadable
from pipeline.model.message import msg

__all__ = ["parse_toml", "toml_text"]


def toml_text(text: str) -> str:
    """A text in quotes, as TOML reads it back: JSON's escapes are TOML's too, and DEL must be one."""
    return to_json(text).decode().replace("\x7f", "\\u007f")


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The tables of a TOML file. Raises Unreadable with line and column; ``file`` is what the sentence calls it."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise Unreadable(
            msg("{file} is nested too deeply to be read.", file=file), msg("No setting needs more than two brackets in each other.")
        ) from error
    except ValueError as error:  # TOMLDecodeError, or a number too long for Python
        hint = msg("Mend that place; a text stands in quotes, and what is opened is closed.")
        place = re.search(r"line (\d+), column (\d+)", str(error))
        if place is None:
            message = msg("{file} is not valid TOML: something in it is not closed, or a number is too long.", file=file)
            raise Unreadable(message, hint) from error
        raise Unreadable(
            msg("{file} is not valid TOML at line {line}, column {column}.", file=file, line=place[1], column=place[2]), hint
        ) from error
