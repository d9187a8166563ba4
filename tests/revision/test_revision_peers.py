"""Beside well-kept checkers, as programs of their own: translate-toolkit's pofilter (GPL, never imported) and gettext's msgfmt."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, write_catalogue
from pipeline.model.findings import CellRef
from pipeline.revision import Pair, revise

ROOT = Path(__file__).resolve().parents[2]
POFILTER = shutil.which("pofilter", path=os.environ.get("GUIDE_TRANSLATE_TOOLKIT")) or shutil.which("pofilter")
CATALOGUES = sorted([*ROOT.glob("pipeline/messages/*.po"), *ROOT.glob("pipeline/localise/labels/*.po"), *ROOT.glob("sources/translations/*.po")])
OF_FACTS = ("numbers", "urls", "emails", "xmltags", "doublespacing", "doublewords", "brackets")


def spoilt(text: str, place: int) -> str:
    """One fault in a translation, another by its place: a digit, a doubled space, a doubled word, a lost bracket, a tag."""
    digit = re.search(r"\d", text)
    if digit and place % 5 < 3:
        return f"{text[: digit.start()]}{(int(digit[0]) + 1) % 10}{text[digit.end() :]}"
    if "(" in text:
        return text.replace("(", "", 1)
    middle = text.find(" ", len(text) // 2)
    return f"<b>{text}</b>" if place % 5 == 3 or middle < 0 else f"{text[:middle]}  {text[middle + 1 :]}"


def told_by_pofilter(path: Path) -> dict[str, set[str]]:
    made = path.with_suffix(".told.po")
    command = [str(POFILTER), "--language", "kk", "--progress=none", *(f"--test={name}" for name in OF_FACTS), str(path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = parse_catalogue(made.read_text("utf-8"), made.name) if made.exists() else ()
    return {entry.context: set(re.findall(r"\(pofilter\) (\w+)", entry.note)) for entry in found if entry.context}


@pytest.mark.skipif(not POFILTER, reason="translate-toolkit is not installed: its pofilter was not compared with our checks")
def test_whatever_pofilter_finds_in_spoilt_translations_is_found(tmp_path: Path) -> None:
    good = [entry for entry in parse_catalogue((ROOT / "sources/translations/content.kk.po").read_text("utf-8")) if entry.is_translated]
    entries = [CatalogueEntry(entry.msgid, spoilt(entry.msgstr, place), context=entry.context) for place, entry in enumerate(good[:400])]
    path = tmp_path / "spoilt.po"
    path.write_text(write_catalogue(entries, "kk"), "utf-8")
    theirs = told_by_pofilter(path)
    ours = {
        entry.context for entry in entries
        if revise(Pair(entry.msgid, "ru", entry.msgstr, "kk", entry.context.rpartition("/")[2], CellRef("a", cell="1")))
    }
    assert len(theirs) > 200
    assert {key: names for key, names in theirs.items() if key not in ours} == {}
    whole = tmp_path / "whole.po"
    whole.write_text(write_catalogue(good, "kk"), "utf-8")
    assert len(told_by_pofilter(whole)) < 10, "what it minds in good translations is left alone by ours"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed: its own check of the catalogues was not tried")
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_gettexts_own_check_finds_nothing_in_our_catalogues(path: Path) -> None:
    done = subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
