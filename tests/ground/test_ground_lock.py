"""requirements.lock pins everything, by digest, for every machine, and says nothing of where it was fetched."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)( ?;[^\\]+)? \\$")
DIGEST = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def _pins() -> dict[str, str]:
    """Name -> version of every package that is locked for this machine."""
    found = [pin for line in LOCK.splitlines() if (pin := PIN.match(line))]
    return {canonicalize_name(pin[1]): pin[2] for pin in found if not pin[3] or Marker(pin[3].strip(" ;")).evaluate()}


def _asked() -> list[Requirement]:
    project = PROJECT["project"]
    every = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    return [Requirement(text) for text in every]


def test_every_line_is_a_pin_a_digest_or_a_remark() -> None:
    odd = [line for line in LOCK.splitlines() if line and not PIN.match(line) and not DIGEST.match(line) and not re.match(r"^ *# ", line)]
    assert odd == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"://", r"\bwww\.", r"index", r"find-links", r"trusted-host", r"\bfile:", r" @ ", r"\.whl", r"\.tar\.gz",
        r"\b(?:[a-z0-9-]+\.)+(?:org|com|io|net|dev)\b",
    ],
)
def test_no_line_names_an_index_a_host_or_a_folder(pattern: str) -> None:
    assert [line for line in LOCK.splitlines() if re.search(pattern, line, re.IGNORECASE)] == []


def test_no_line_names_a_folder_of_the_machine_it_was_made_on() -> None:
    assert [line for line in LOCK.splitlines() if re.search(r"(^|\s)(/|~|\.\.?/)", line)] == []


def test_all_that_pyproject_asks_for_is_locked_the_build_backend_too() -> None:
    pins = _pins()
    assert "setuptools" in pins
    asked = [requirement for requirement in _asked() if requirement.marker is None or requirement.marker.evaluate()]
    assert [str(requirement) for requirement in asked if pins.get(canonicalize_name(requirement.name)) is None] == [], "run .ci/lock"
    outside = [str(each) for each in asked if not each.specifier.contains(pins[canonicalize_name(each.name)], prereleases=True)]
    assert outside == [], "run .ci/lock --upgrade"


def test_every_package_has_the_digests_of_its_wheels_and_of_its_source() -> None:
    counts: dict[str, int] = {}
    name = ""
    for line in LOCK.splitlines():
        if found := PIN.match(line):
            name = found[1]
        elif DIGEST.match(line):
            counts[name] = counts.get(name, 0) + 1
    assert {canonicalize_name(name) for name in counts} >= _pins().keys()
    assert [name for name, count in counts.items() if count < 2] == [], "one digest only: another machine may need another file"
    compiled = {"lxml", "pikepdf", "pillow", "pydantic-core", "rapidfuzz", "ruff"}
    assert [name for name in compiled if counts[name] < 10] == [], "a compiled package has a file for each system and Python"


def test_these_tests_run_with_exactly_the_locked_packages() -> None:
    other = {}
    for name, locked in _pins().items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "nothing"
        if found != locked:
            other[name] = f"{locked} is locked, {found} is installed"
    assert other == {}, f"run make test, which installs the locked packages into {sys.prefix}"
