"""Values that are packed by the thousand for other processes and for the memory between runs."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

__all__ = ["packable"]

Value = TypeVar("Value")


def packable(cls: type[Value]) -> type[Value]:
    """Make a dataclass of two fields or more pack as its fields alone and unpack through its constructor.

    Python's own way for frozen dataclasses with slots takes three times as long, and half a million cells are packed in a large edition.
    """
    fields_of = attrgetter(*(one.name for one in fields(cls)))  # type: ignore[arg-type]

    def __reduce__(self: Value) -> tuple[type[Value], tuple[object, ...]]:  # noqa: N807  (pickle's own name)
        return cls, fields_of(self)

    cls.__reduce__ = __reduce__  # type: ignore[assignment, method-assign]
    return cls
