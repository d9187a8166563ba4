"""Small made-up editions, and the command run on them as a user runs it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

CHECKOUT = Path(__file__).resolve().parents[2]
HEADER = ("Название", "Название на казахском", "Область", "Город", "Телефон", "E-mail", "Миссия")
GOOD_ROWS = (
    ("Тихая гавань", "Тыныш айлақ", "Павлодарская область", "Экибастуз", "8 (7187) 34-01-02", "quiet@harbour.example",
     "Учим детей плавать  в открытой воде и помогаем семьям рыбаков."),
    ("Северный ветер", "Солтүстік желі", "Павлодарская область", "Павлодар", "8 (7182) 55-01-02; 55-03-04", "wind@north.example",
     "Сажаем лес вокруг города вместе со школьниками и их учителями."),
    ("Живая река", "Тірі өзен", "Павлодарская область", "Павлодар", "8 (7182) 55-07-08", "", "Следим за чистотой воды в Иртыше."),
)  # fmt: skip
EDITION = """
[edition]
id = "2031"
title = { ru = "Проба", kk = "Сынақ", en = "Trial" }
data_date = 2031-02-03
plans_year = 2031
languages = %s
staff_language = "%s"
[publisher]
name = "Издатель"
[printer]
name = "Типография"
%s
"""


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Built:
    """An edition, the folder of its outputs, and the run that made them."""

    sources: Path
    build: Path
    ran: Ran

    @property
    def out(self) -> Path:
        return self.build / "2031"


def workbook(rows: Sequence[Sequence[object]], header: Sequence[str] | None = HEADER) -> bytes:
    """A workbook with one sheet, НПО."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "НПО"
    for row in [*([header] if header else []), *rows]:
        sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def make_edition(
    folder: Path, books: Mapping[str, bytes], *, languages: Sequence[str] = ("ru",), staff: str = "ru", more: str = ""
) -> Path:
    """An edition's folder with workbooks in provinces/; ``more`` is added to edition.toml."""
    (folder / "provinces").mkdir(parents=True)
    (folder / "edition.toml").write_text(EDITION % (json.dumps(list(languages)), staff, more), "utf-8")
    for name, content in books.items():
        (folder / "provinces" / name).write_bytes(content)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """This environment without a locale, so that messages are English unless a test says otherwise."""
    bare = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE") and not name.startswith("LC_")}
    return {**bare, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", **changes}


def guide(*arguments: str | Path, cwd: Path | None = None, **env: str) -> Ran:
    """Run ``python -m pipeline`` to its end."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=environment(**env), capture_output=True, text=True, timeout=120, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder of outputs with its digest; the cache is none of them."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
