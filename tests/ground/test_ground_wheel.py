"""The wheel holds all that the guide needs, and works far from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = {"pipeline": "pipeline", "layouts": "pipeline/layouts", "fonts": "pipeline/fonts"}
"""Folder of the checkout -> folder of the wheel."""
ONLY_IN_THE_CHECKOUT = {"fonts/guide-icons/make_icons.py"}
"""Files that make other files; the installed guide has no use for them."""


def _python_packages() -> set[str]:
    return {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in (ROOT / "pipeline").rglob("__init__.py")}


def _expected_files() -> set[str]:
    expected = set()
    for folder, target in FOLDERS.items():
        for path in (ROOT / folder).rglob("*"):
            relative = path.relative_to(ROOT)
            if path.is_file() and "__pycache__" not in relative.parts and relative.as_posix() not in ONLY_IN_THE_CHECKOUT:
                expected.add(f"{target}/{path.relative_to(ROOT / folder).as_posix()}")
    return expected


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from a copy (setuptools would build in build/, which is the guide's own output)."""
    copy = tmp_path_factory.mktemp("source")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the unpacked wheel and nothing else of ours."""
    folder = tmp_path_factory.mktemp("elsewhere") / "чужая папка"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def run_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the unpacked wheel before everything else, from its own folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "LC_ALL": "C.UTF-8"}
    return subprocess.run([sys.executable, *arguments], cwd=installed, env=environment, capture_output=True, text=True)


def test_every_package_of_the_checkout_is_named_in_pyproject() -> None:
    named = set(PROJECT["tool"]["setuptools"]["packages"]) - set(PROJECT["tool"]["setuptools"]["package-dir"])
    assert named == _python_packages(), "bring [tool.setuptools] packages in pyproject.toml up to date"


def test_the_wheel_holds_every_file_of_pipeline_layouts_and_fonts(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("pipeline/")}
    assert sorted(_expected_files() - held) == [], "not in the wheel: extend [tool.setuptools.package-data] in pyproject.toml"
    assert sorted(held - _expected_files()) == [], "in the wheel, but in no folder it is made of"


def test_the_wheel_carries_no_tests_and_no_sources_of_an_edition(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pipeline"}


def test_the_wheel_carries_its_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    licences = [name for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
    assert [archive.read(name) for name in licences] == [(ROOT / "LICENSE").read_bytes()]


def test_every_font_family_travels_with_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.rsplit("/", 1)[0] for name in names if name.endswith(".ttf")}
    own = {"pipeline/fonts/guide-icons"}  # drawn by ourselves: the project's licence
    assert folders - own
    assert [folder for folder in sorted(folders - own) if f"{folder}/OFL.txt" not in names] == []


@pytest.mark.slow
def test_the_installed_guide_runs_far_from_the_checkout(installed: Path) -> None:
    asked = run_installed(installed, "-m", "pipeline", "--help")
    assert asked.returncode == 0, asked.stderr
    assert "build" in asked.stdout
    version = run_installed(installed, "-m", "pipeline", "--version")
    assert (version.returncode, version.stdout.split()[0]) == (0, "guide")


@pytest.mark.slow
def test_the_installed_guide_finds_its_own_fonts_layouts_and_profiles(installed: Path) -> None:
    script = """
from pathlib import Path
import pipeline
from pipeline.design import read_design
from pipeline.stock import load_faces, read_design_texts, resource_folder
from pipeline.printers import load_profile, printing_names
home = Path(pipeline.__file__).parent
assert resource_folder("layouts") == home / "layouts", resource_folder("layouts")
for face in load_faces():
    assert Path(face.location).is_relative_to(home), face
for design in sorted(path.name for path in resource_folder("layouts").iterdir() if path.is_dir()):
    print("design", design, read_design(design, read_design_texts(design), (120.0, 170.0), 3.0).name)
for name in printing_names():
    print("profile", name, len(load_profile(name).icc))
print(home)
"""
    done = run_installed(installed, "-c", script)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(installed / "pipeline")
    assert "design pocket pocket" in done.stdout
    assert "profile house" in done.stdout


def test_the_command_guide_belongs_to_the_wheel(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "guide = pipeline.__main__:run" in archive.read(entry).decode()
