"""One small edition, built once a session; tests copy its folder where they change anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_editions import GOOD_ROWS, Built, guide, make_edition, workbook


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The good edition in Russian and Kazakh, built with a Kazakh locale; the staff reads Russian."""
    place = tmp_path_factory.mktemp("built")
    sources = make_edition(place / "sources", {"pavlodar.xlsx": workbook(GOOD_ROWS)}, languages=("kk", "ru"))
    ran = guide("build", sources, "--build", place / "build", "--jobs", "1", LANG="kk_KZ.UTF-8")
    return Built(sources, place / "build", ran)


@pytest.fixture
def again(built: Built, tmp_path: Path) -> Built:
    """A copy of the built edition that a test may damage and build anew, its cache with it."""
    shutil.copytree(built.sources, tmp_path / "sources")
    shutil.copytree(built.build, tmp_path / "build")
    return Built(tmp_path / "sources", tmp_path / "build", built.ran)
