"""Shared by all tests: goldens with one flag to rewrite them, and the small edition, made once."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"


def pytest_configure() -> None:
    """Begun by a program that ignores Ctrl-C (nohup, a job in a script's background), the commands that tests interrupt would ignore it too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-goldens", action="store_true", help="write tests/goldens anew; read the difference before committing it")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden of that name."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--rewrite-goldens"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"there is no golden {name}: pytest --rewrite-goldens makes it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; where that is meant: pytest --rewrite-goldens"

    return compare


@pytest.fixture(scope="session")
def small() -> object:
    """The small edition (tests/core/small_edition.py), typeset and made up."""
    from tests.core.small_edition import small_book

    return small_book()
