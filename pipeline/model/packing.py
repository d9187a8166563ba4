"""Values that are packed by the thousand for other processes and for the memory between runs."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from operator import attrgetter
from typing import TypeVar

__all__ = ["Named", "packable"]

Value = TypeVar("Value")


class Named(Enum):
    """An enumeration whose members pack as their class and value.

    Python 3.11.0 to 3.11.3 (Debian 12 has 3.11.2) packs them as a call of getattr, which a careful unpickler does not make.
    """

    def __reduce_ex__(self, protocol: object) -> tuple[type[Enum], tuple[object]]:
        return self.__class__, (self.value,)


def packable(cls: type[Value]) -> type[Value]:
    """Make a dataclass of two fields or more pack as its fields alone and unpack through its constructor.

    Python's own way for frozen dataclasses with slots takes three times as long, and half a million cells are packed in a large edition.
    """
    fields_of = attrgetter(*(one.name for one in fields(cls)))  # type: ignore[arg-type]

    def __reduce__(self: Value) -> tuple[type[Value], tuple[object, ...]]:  # noqa: N807  (pickle's own name)
        return cls, fields_of(self)

    cls.__reduce__ = __reduce__  # type: ignore[assignment, method-assign]
    return cls
