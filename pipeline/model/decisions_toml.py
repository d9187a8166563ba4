"""Entries of decisions.toml as text, ready to stand in it: for the file itself, and for whoever shows a person what to paste there."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from pipeline.model.decisions import Answer, Sameness

__all__ = ["FILE", "HEAD", "answer_toml", "sameness_toml"]

FILE: Final = "decisions.toml"
HEAD: Final = """\
# Decisions on the data: what is printed for a text that the program was not sure of, and which rows are one organisation.
# [[value]]: rule and field as the question names them, "wrote" as the cell says it, "print" what is printed ("" prints nothing).
"""
_REQUIRED: Final = ("rule", "wrote", "print")


def answer_toml(answer: Answer) -> str:
    """The lines of one answer, ready to stand in decisions.toml."""
    texts = {
        "rule": answer.rule, "field": answer.field, "wrote": answer.wrote, "print": answer.prints, "file": answer.file, "by": answer.by,
    }  # fmt: skip
    lines = [f"{name} = {_quoted(value)}" for name, value in texts.items() if value or name in _REQUIRED]
    return "\n".join(("[[value]]", *lines, *_on(answer.on))) + "\n"


def sameness_toml(table: str, one: Sameness) -> str:
    """The lines of one entry of ``[[same]]`` or ``[[different]]``."""
    by = [f"by = {_quoted(one.by)}"] if one.by else []
    return "\n".join((f"[[{table}]]", f"listings = [{', '.join(map(_quoted, one.listings))}]", *by, *_on(one.on))) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML reads it back: JSON's escapes are TOML's too, and DEL must be one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _on(day: date | None) -> list[str]:
    return [f"on = {day.isoformat()}"] if day else []
