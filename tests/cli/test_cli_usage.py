"""Help and refusals in three languages: argparse's own words are ours, on every Python that runs these tests."""

from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from pipeline import cli
from pipeline.errors import ExitCode
from pipeline.parser_words import ARGPARSE_WORDS, argparse_speaks
from pipeline.wording import say

NEVER_SAID = (
    r"%\(prog\)s: (?:error|warning)|%\(heading\)s:$| \(default: %\(default\)s\)",  # our parser says errors itself; a form without words; a formatter we do not use
    r"conflicting |cannot merge|'required' is an invalid|invalid option string|dest= is required|invalid conflict_resolution|must be optional",
    r"not callable|cannot have multiple|subcommands|\.__call__|has no|can't open|with mode|%s is deprecated|is deprecated",
    r"unknown parser",  # the verb was checked as a choice before
    r"ambiguous option",  # options may not be shortened
    r"unexpected option string|at most one argument|not allowed with|one of the arguments|expected %s argument|invalid %\(type\)s value",
)
"""What argparse says to programmers, or only where a parser uses what ours does not."""

USAGE_ERRORS = [
    ["bild"], ["build", "--jobs", "x"], ["build", "--jobs"], ["read"], ["explain"], ["new"], ["build", "one", "two", "three"],
    ["check", "--json=1"], ["impose"], ["impose", "x.pdf", "--out", "y.pdf", "--caliper-mm", "2"], ["check", "--ui-lang", "de"], ["build", "--bulid", "x"], ["build", "--jobs", "0"], ["build", "--lang", "fr"], ["--js"],
]
ENGLISH_WORD = re.compile(r"(?<![\w./-])(?!(?:guide|help|glossary|csv|txt|take|out|ods|proof|pseudo|organisation|expert|C|phones|set|accept|build|status|check|read|map|return|compare|questions|register|explain|doctor|new|plan|cover|impose|softproof|handoff|verify|zip|colour|plates|ink|dpi|PNG|ICC|saddle|sheetwise|work|report|shift|pdf|T|M|A4|preflight|house|offset-cis|gwg-2022-sheet-cmyk|waivers|signatures|kk|ru|en|de|fr|one|two|three|json|jobs|lang|ui|bild|"
                          r"bulid|js|x|sources|PDF|JSON|Excel|SRC|ngo|N|ID|local|strings|merge|memory|TMX|tmx|approved|export|po|PO|XLIFF|xlsx|xliff|missing|changed|all|Poedit|Weblate|LibreOffice|OmegaT|memoQ|import|xlf|ods|csv|by|theirs|ours|dry-run|dask|Dask|HOST|PORT|Ctrl)(?!\w))[A-Za-z]+")


def refusal(arguments: list[str], lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", lang)
    assert cli.main(arguments) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize("lang", ["ru", "kk"])
@pytest.mark.parametrize("arguments", USAGE_ERRORS, ids=" ".join)
def test_no_refusal_has_an_english_word(
    arguments: list[str], lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = refusal(arguments, lang, capsys, monkeypatch)
    assert said.count("\n") == 1
    assert ENGLISH_WORD.findall(said) == []


@pytest.mark.parametrize("verb", [[], ["build"], ["status"], ["check"], ["read"], ["map"], ["return"], ["compare"], ["explain"], ["doctor"], ["new"], ["plan"], ["preflight"], ["impose"], ["softproof"], ["cover"], ["handoff"], ["verify"], ["questions"], ["register"], ["strings"], ["strings", "export"], ["strings", "import"], ["strings", "merge"], ["strings", "status"], ["strings", "memory"], ["strings", "check"], ["strings", "glossary"], ["strings", "proof"], ["strings", "pseudo"]])
@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_no_help_has_an_english_word(verb: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*verb, "--ui-lang", lang, "--help"])
    assert ended.value.code == 0
    text = re.sub(r"(?m)^.*(?:\.xlsx|mapping\.toml|decisions\.toml).*$", "", capsys.readouterr().out)
    assert ENGLISH_WORD.findall(re.sub(r"--[a-z-]+|\[-h\]|-h,|--version|Ctrl-C", "", text)) == []


def test_the_language_may_stand_before_the_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--ui-lang", "ru", "check", "nowhere"]) == ExitCode.UNREADABLE
    assert "Папки nowhere нет" in capsys.readouterr().err


def test_argparse_has_its_own_words_back_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bild", "--ui-lang", "ru"]) == ExitCode.USAGE
    assert argparse.ArgumentParser(prog="other").format_usage() == "usage: other [-h]\n"


def test_all_that_this_pythons_argparse_may_say_is_ours() -> None:
    tree = ast.parse(inspect.getsource(argparse))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    said = [
        node.args[0].value for node in calls
        if node.func.id in ("_", "ngettext") and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    ]
    assert "usage: " in said
    ours = {message.msgid for message in ARGPARSE_WORDS}
    assert [text for text in said if text not in ours and not any(re.search(pattern, text) for pattern in NEVER_SAID)] == []


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_a_translation_keeps_every_placeholder(lang: str) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"%(?:\(\w+\))?[a-z]", text))

    for message in ARGPARSE_WORDS:
        assert placeholders(say(message, lang)) == placeholders(message.msgid), message.msgid


@pytest.mark.parametrize(
    "arguments", [["build", "--build", "a", "--build", "b"], ["strings", "import", "x.po", "--by", "a", "--by=b"], ["plan", "--ui-lang", "en", "--ui-lang", "ru"]]
)
def test_an_option_with_one_value_is_not_taken_twice(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(arguments) == ExitCode.USAGE
    assert f"{arguments[-1].partition('=')[0] if '=' in arguments[-1] else arguments[-2]}" in capsys.readouterr().err


def test_languages_given_one_by_one_are_taken_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--lang", "kk", "--lang", "xx"]) == ExitCode.USAGE  # both are looked at: the first is not forgotten, the second refused
    assert "xx" in capsys.readouterr().err
    with argparse_speaks(lambda message: say(message, "en")):
        assert cli._parser(cli.Word("en")).parse_args(["build", "--lang", "kk,en", "--lang", "ru"]).lang == "kk,en,ru"
