"""One small edition, built and handed off once for all processes of a test run; tests copy what they change."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from pathlib import Path

import pytest

from tests.handoff.handed_bags import Handed, make_handed


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """Made by the process that comes first."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "handed"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = place / "made"
        if not made.exists():
            made.write_bytes(pickle.dumps(make_handed(place)))
        kept: Handed = pickle.loads(made.read_bytes())
    return kept


@pytest.fixture
def again(handed: Handed, tmp_path: Path) -> Handed:
    """The same sources, and a copy of the outputs that a test may damage."""
    shutil.copytree(handed.build, tmp_path / "build")
    return Handed(handed.sources, tmp_path / "build", handed.ran)


@pytest.fixture
def edited(again: Handed, tmp_path: Path) -> Handed:
    """A copy of the sources, too; to be built before it is handed off."""
    shutil.copytree(again.sources, tmp_path / "sources")
    return Handed(tmp_path / "sources", again.build, again.ran)
