"""The import contracts hold, and would notice: a contract that cannot be broken proves nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
IMPORTED_AS = {"pillow": "PIL", "python-barcode": "barcode",
    "email-validator": "email_validator", "fonttools": "fontTools", "markdown-it-py": "markdown_it", "python-calamine": "python_calamine",
}
"""Distribution -> the module it is imported as, where the name is not the same in lower case."""
NOT_IMPORTED_YET = {"python-barcode", "tinycss2", "tomli-w"}
"""Dependencies no module imports: each is here for a reason that pyproject.toml can tell, or should leave."""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package that a test may spoil."""
    folder = tmp_path_factory.mktemp("workshop")
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lint-imports on the package in ``folder`` (first on the path: the editable install names the checkout's)."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_contracts_hold(workshop: Path) -> None:
    done = lint(workshop)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("typeset/astray.py", "from pipeline import makeup", "stages do not know each other"),
        ("model/astray.py", "from pipeline import errors", "Imports point down"),
        ("doors/astray.py", "from pipeline.compose import body", "Imports point down"),
        ("compose/astray.py", "from pipeline.desk import read_file", "Imports point down"),
        ("compose/astray.py", "import weasyprint", "WeasyPrint stands behind"),
        ("prepress/astray.py", "from pikepdf import Pdf", "pydyf, pikepdf and HarfBuzz stand behind"),
        ("ingest/astray.py", "from openpyxl import load_workbook", "openpyxl and calamine stand behind"),
        ("ingest/astray.py", "import phonenumbers", "Only normalise knows telephone"),
        ("normalise/astray.py", "import pydantic", "pydantic stands at the border"),
        ("normalise/astray.py", "import time", "A stage works on values"),
        ("normalise/astray.py", "import urllib.request, socket", "Nothing in the guide talks to a network but doors.cluster"),
        ("doors/astray.py", "import lxml", "theirs to import"),
        ("doors/astray.py", "import distributed", "talks to a network but doors.cluster"),
        ("errand.py", "import json", "Imports point down"),
    ],
)
def test_a_module_gone_astray_is_noticed(workshop: Path, module: str, line: str, contract: str) -> None:
    astray = workshop / "pipeline" / module
    astray.write_text(f"{line}\n", encoding="utf-8")
    try:
        done = lint(workshop)
    finally:
        astray.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert any(contract in text for text in broken), done.stdout


def test_every_stage_stands_in_the_layers_as_a_stranger_to_the_others() -> None:
    layers = next(contract for contract in CONTRACTS if contract["id"] == "layers")["layers"]
    stages = next(set(layer.split(" | ")) for layer in layers if "typeset | " in layer)
    assert stages == {"ingest", "normalise", "localise", "compose", "typeset", "makeup", "handoff", "imposition", "preflight", "prepress", "revision", "verify", "proof"}


def test_every_library_we_depend_on_has_its_door() -> None:
    behind = {module for contract in CONTRACTS for module in contract.get("protected_modules", ())}
    names = {Requirement(text).name for text in PROJECT["project"]["dependencies"]} - NOT_IMPORTED_YET
    without = {name for name in names if IMPORTED_AS.get(name, name.lower()) not in behind}
    assert without == set(), "say in pyproject.toml, [tool.importlinter], who may import it"
