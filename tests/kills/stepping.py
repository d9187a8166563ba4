"""A running program taken one system call at a time (Linux ptrace), so that it can be killed between two of them.

What a program does with a few small files takes a millisecond or two: no clock hits that from outside on a busy machine.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable
from typing import Final

SEIZE, INTERRUPT, TO_NEXT_CALL, LET_GO, NO_OPTIONS = 0x4206, 0x4207, 24, 17, 0
ALL_CHILDREN: Final = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def _ask(request: int, pid: int, number: int = NO_OPTIONS) -> None:
    if _libc.ptrace(request, pid, None, number) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def step_until(pid: int, reached: Callable[[], bool], more: int, how: signal.Signals) -> bool:
    """Take a child of ours to where ``reached`` holds and so many stops further (two a call), then send the signal while it stands.

    False where it came to its end before. Raises OSError where this system allows no stepping. The caller's thread must be the same
    throughout, and waits for the child as usual afterwards.
    """
    _ask(SEIZE, pid)
    _ask(INTERRUPT, pid)
    found = False
    while True:
        _, status = os.waitpid(pid, ALL_CHILDREN | os.WUNTRACED) if _alive(pid) else (0, 0)
        if not os.WIFSTOPPED(status):
            return False
        found = found or reached()
        if found:
            if more <= 0:
                break
            more -= 1
        given = os.WSTOPSIG(status)
        _ask(TO_NEXT_CALL, pid, 0 if given == signal.SIGTRAP else given)
    os.kill(pid, how)
    if how is not signal.SIGKILL:
        _ask(LET_GO, pid)
    return True


def can_step() -> bool:
    """Whether this system lets us step through a child."""
    child = subprocess.Popen(["sleep", "20"])
    try:
        return step_until(child.pid, lambda: True, 0, signal.SIGKILL)
    except PermissionError:
        return False
    finally:
        child.kill()
        child.wait()


def _alive(pid: int) -> bool:
    """Whether there is something to wait for; a child that has ended is left to whoever started it."""
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WSTOPPED | os.WNOWAIT)
    return ended is not None and ended.si_code in (os.CLD_STOPPED, os.CLD_TRAPPED)
