"""Calls that run in other processes where there are any."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from functools import partial
from typing import ParamSpec, TypeVar

__all__ = ["apart"]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def apart(
    executor: Executor | None, call: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Callable[[], Result]:
    """Begin a call in another process; calling the answer waits for what it gives. Where there is no process it is done then, and here."""
    here = partial(call, *args, **kwargs)
    if executor is None:
        return here
    try:
        coming = executor.submit(call, *args, **kwargs)
    except BrokenExecutor:
        return here

    def answer() -> Result:
        try:
            return coming.result()
        except BrokenExecutor:
            return here()

    return answer
