"""Bad input of every kind: one sentence that names the place, the documented exit code, and the previous output untouched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_editions import CHECKOUT, Built, Ran, digests, environment, guide

from pipeline.errors import ExitCode, Unreadable
from pipeline.settings import read_edition, read_waivers
from pipeline.wording import say

Spoil = Callable[[Path], object]


def put(name: str, content: str | bytes) -> Spoil:
    def go(sources: Path) -> None:
        path = sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return go


def change(name: str, old: str, new: str) -> Spoil:
    def go(sources: Path) -> None:
        text = (sources / name).read_text("utf-8")
        assert old in text
        (sources / name).write_text(text.replace(old, new), "utf-8")

    return go


def folder(name: str) -> Spoil:
    return lambda sources: ((sources / name).unlink(missing_ok=True), (sources / name).mkdir(parents=True))


def refused(ran: Ran, code: ExitCode) -> str:
    """The one sentence (with its hint) that a run ended with."""
    assert ran.code == code, ran.said
    assert "Traceback" not in ran.said
    assert "fault of the program" not in ran.said
    assert ran.err.count("\n") == 1
    return ran.err


EDITION_FAULTS = [
    (change("edition.toml", "[edition]", "[edition"), "line 2, column 9"),
    (change("edition.toml", 'id = "2031"', 'id = "../x"'), "edition.id"),
    (change("edition.toml", "plans_year", "plan_year"), "edition.plan_year” is not right: there is no such setting"),
    (change("edition.toml", "plans_year = 2031\n", ""), "edition.plans_year” is not right: it is missing"),
    (change("edition.toml", "plans_year = 2031", "plans_year = 99999"), "at most 2200"),
    (change("edition.toml", "2031-02-03", '"soon"'), "edition.data_date"),
    (change("edition.toml", "2031-02-03", "2031-02-33"), "edition.toml is not valid TOML at line 5"),
    (change("edition.toml", 'languages = ["kk", "ru"]', "languages = []"), "edition.languages"),
    (change("edition.toml", 'languages = ["kk", "ru"]', 'languages = ["de"]'), "one of 'kk', 'ru', 'en'"),
    (change("edition.toml", 'ru = "Проба", ', ""), "edition.title.ru"),
    (change("edition.toml", "data_date", "edition = true\ndata_date"), "edition.edition"),
    (change("edition.toml", "data_date", 'design = "../layouts/pocket"\ndata_date'), "no design"),
    (change("edition.toml", "data_date", 'printer_profile = "nobody"\ndata_date'), "nobody"),
    (change("edition.toml", "data_date", "trim_mm = [100, 140]\ndata_date"), "100 × 140 mm is too small"),
    (change("edition.toml", '[publisher]\nname = "Издатель"', ""), "publisher"),
    (put("edition.toml", ""), "edition"),
    (put("edition.toml", "# Издание\n".encode("cp1251")), "UTF-8"),
    (put("edition.toml", "a = " + "[" * 5000), "edition.toml is nested too deeply"),
    (lambda sources: (sources / "edition.toml").unlink(), "does not exist"),
    (folder("edition.toml"), "is a folder"),
]
TABLE_FAULTS = [
    (spoil, name)
    for name in ("waivers.toml", "mapping.toml", "ids.toml", "areas.toml", "topics.toml")
    for spoil in (put(name, "[[x"), put(name, "x = 1"), put(name, "# тест".encode("cp1251")), put(name, "a = " + "[" * 5000), folder(name))
]
OTHER_FAULTS = [
    (put("waivers.toml", '[[waiver]]\nid = "SRC-001"\ncode = "unreadable"\n'), "waiver.0.reason"),
    (put("ids.toml", '[[listing]]\nid = "ngo-0001"\nnames = "x"\n'), "“names” of ngo-0001"),
    (put("ids.toml", '[decisions]\n"a|b|c" = 5\n'), "a|b|c"),
    (put("front/foreword.ru.md", "# Слово\n".encode("cp1251")), "foreword.ru.md is not UTF-8"),
    (folder("front/foreword.ru.md"), "foreword.ru.md is a folder"),
    (put("translations/content.ru.po", 'msgid "a\nmsgstr x\n'), "line 1"),
    (put("translations/content.ru.po", "# тест\n".encode("cp1251")), "UTF-8"),
    (put("translations/labels.kk.po", "hello"), "labels.kk.po"),
]


@pytest.mark.parametrize(("spoil", "named"), [*EDITION_FAULTS, *TABLE_FAULTS, *OTHER_FAULTS])
def test_a_broken_settings_file_is_one_sentence_and_leaves_the_output(spoil: Spoil, named: str, again: Built) -> None:
    before = digests(again.build)
    spoil(again.sources)
    ids = again.sources / "ids.toml"
    kept = ids.read_bytes() if ids.is_file() else b""
    assert named in refused(guide("build", again.sources, "--build", again.build, "--jobs", "1"), ExitCode.UNREADABLE)
    assert digests(again.build) == before
    assert (ids.read_bytes() if ids.is_file() else b"") == kept, "a damaged ids.toml must not be written over"


@pytest.mark.parametrize(
    "text",
    ["id = 5", 'id = "A"', "plans_year = 1", 'plans_year = "x"', "data_date = 1", "staff_language = 1", "languages = 1", "languages = []",
     "trim_mm = [1, 2]", "trim_mm = [148]", "trim_mm = [1, 2, 3]", 'trim_mm = ["a", 2]', "paper = 5", "colour = 1", "title = {}", "page_multiple = 0"],
)
@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_what_is_wrong_with_a_setting_is_said_in_the_users_language(text: str, lang: str) -> None:
    key = text.partition(" ")[0]
    sound = {
        "id": 'id = "x"', "title": 'title = "x"', "data_date": "data_date = 2031-02-03", "plans_year": "plans_year = 2031", "languages": 'languages = ["ru"]',
    } | {key: text}
    edition = "[edition]\n" + "\n".join(sound.values()) + '\n[publisher]\nname = "x"\n[printer]\nname = "x"\n'
    with pytest.raises(Unreadable) as raised:
        read_edition(edition)
    said = say(raised.value.message, lang).replace("edition.toml", "").replace(f"edition.{key}", "").replace("trim_mm", "")
    assert not re.search(r"\b(?!kk\b|ru\b|en\b)[a-z]{2,}", said), said


def test_a_waiver_needs_a_reason_that_says_something() -> None:
    with pytest.raises(Unreadable, match="10 letters"):
        read_waivers('[[waiver]]\nid = "SRC-001"\ncode = "unreadable"\nreason = "x"\n')


def test_a_link_that_leads_nowhere_is_named(again: Built) -> None:
    (again.sources / "provinces" / "link.xlsx").symlink_to("/nowhere/link.xlsx")
    ran = guide("check", again.sources)
    assert ran.code == ExitCode.UNREADABLE
    assert "provinces/link.xlsx does not exist" in ran.out


def test_a_file_name_that_is_not_utf8_is_named_and_the_rest_is_built(again: Built) -> None:
    shutil.copy(next((again.sources / "provinces").glob("*.xlsx")), os.fsencode(again.sources / "provinces") + b"/\xd0\xcf.xlsx")
    ran = guide("build", again.sources, "--build", again.build, "--jobs", "1")
    assert ran.code == ExitCode.UNREADABLE
    assert "??.xlsx is not in UTF-8" in ran.out
    assert "print.pdf" in ran.out


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may read everything")
@pytest.mark.parametrize("closed", ["provinces", "front", "translations", "provinces/pavlodar.xlsx", "edition.toml", "."])
def test_what_may_not_be_opened_is_named_and_never_passed_over(closed: str, again: Built, tmp_path: Path) -> None:
    for name in ("front", "translations"):
        (again.sources / name).mkdir(exist_ok=True)
    ran = as_nobody(tmp_path, again.sources / closed, "check" if closed.startswith("prov") else "build", again.sources)
    assert ran.code == ExitCode.UNREADABLE, ran.said
    assert "access is denied" in ran.said
    assert "Traceback" not in ran.said


def as_nobody(place: Path, closed: Path, verb: str, sources: Path) -> Ran:
    """Run the command as a user who may not open ``closed``; the Python that runs this may lie where only root goes."""
    build = place / "nobody"
    build.mkdir()
    build.chmod(0o777)
    mode = closed.stat().st_mode
    closed.chmod(0)
    command = [sys.executable, "-m", "pipeline", verb, str(sources), *(["--build", str(build), "--jobs", "1"] if verb == "build" else [])]
    if os.geteuid() == 0:
        for above in [place, *place.parents]:
            if above.owner() == "root" and above != Path("/") and above.is_relative_to("/tmp"):
                above.chmod(above.stat().st_mode | 0o055)
        # Only the right to read what modes forbid is given away; the user stays, so that its Python can be found.
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", *command]
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, cwd=CHECKOUT, timeout=120)
    finally:
        closed.chmod(mode)
    return Ran(done.returncode, done.stdout, done.stderr)


SHELL_RUNS = [
    ("{guide} check {sources} >&-", ExitCode.GOOD),
    ("{guide} check nowhere 2>&-", ExitCode.UNREADABLE),
    ("{guide} check {sources} >&- 2>&-", ExitCode.GOOD),
    ("{guide} check {sources} >/dev/full", ExitCode.UNWRITABLE),
    ("{guide} check {sources} --json >/dev/full", ExitCode.UNWRITABLE),
    ("{guide} check nowhere --json >/dev/full", ExitCode.UNWRITABLE),
    ("{guide} --help >/dev/full", ExitCode.UNWRITABLE),
    ("{guide} check {sources} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}", ExitCode.GOOD),
    ("PYTHONIOENCODING=ascii {guide} check {sources} --json", ExitCode.GOOD),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(("line", "code"), SHELL_RUNS)
def test_an_output_that_is_closed_full_or_narrow_is_no_fault_of_the_program(line: str, code: ExitCode, built: Built) -> None:
    command = line.format(guide=f"{sys.executable} -m pipeline", sources=built.sources)
    env = {name: value for name, value in environment().items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(["bash", "-c", command], env=env, capture_output=True, text=True, cwd=CHECKOUT, timeout=60)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "fault of the program" not in done.stderr
