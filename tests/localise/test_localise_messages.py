"""The program's sentences: extraction, merge, and complete translations."""

from __future__ import annotations

import ast
import re
from importlib import resources

import pytest

from pipeline.doors.catalogues import CatalogueEntry, parse_catalogue, write_catalogue
from pipeline.messages.extract import collect, merge, package_sources

SOURCE = b'''
from pipeline.model.message import msg, nmsg
A = msg("One sentence, "
        "two halves with {name}.", name="x")
B = nmsg("{n} row", "{n} rows", 3)
C = msg("One sentence, two halves with {name}.", name="y")
D = other("not a message")
'''


def test_sentences_are_found_once_with_their_files() -> None:
    found = collect({"b.py": SOURCE, "a.py": SOURCE})
    assert [(entry.msgid, entry.plural) for entry in found] == [
        ("One sentence, two halves with {name}.", ""), ("{n} row", "{n} rows"),
    ]
    assert found[0].occurrences == ("a.py", "b.py")


def test_a_merge_keeps_translations_and_never_borrows_one() -> None:
    known = [CatalogueEntry("One sentence.", "Одно предложение."), CatalogueEntry("Gone.", "Ушло."), CatalogueEntry("Never done.")]
    merged = merge([CatalogueEntry("One sentence!", occurrences=("a.py",)), CatalogueEntry("One sentence.")], known, "ru")
    assert [(entry.msgid, entry.msgstr, entry.obsolete) for entry in merged] == [
        ("One sentence!", "", False), ("One sentence.", "Одно предложение.", False), ("Gone.", "Ушло.", True),
    ]
    back = merge([CatalogueEntry("Gone.")], merged, "ru")
    assert (back[0].msgstr, back[0].obsolete) == ("Ушло.", False)


def test_a_merged_catalogue_reads_back_as_it_was_written() -> None:
    merged = merge(collect({"a.py": SOURCE}), [CatalogueEntry("Gone “x”\n", "Ушло\n")], "ru")
    text = write_catalogue(merged, "ru")
    assert write_catalogue(parse_catalogue(text), "ru") == text
    assert merge(collect({"a.py": SOURCE}), parse_catalogue(text), "ru")[0].msgid == merged[0].msgid


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_every_sentence_of_the_program_is_translated(lang: str) -> None:
    text = resources.files("pipeline.messages").joinpath(f"{lang}.po").read_text("utf-8")
    known = {(entry.msgid, entry.plural): entry for entry in parse_catalogue(text)}
    missing, faulty = [], []
    for sentence in collect(package_sources()):
        entry = known.get((sentence.msgid, sentence.plural))
        if entry is None or not entry.is_translated:
            missing.append(sentence.msgid)
        elif any(_placeholders(wording) != _wanted(sentence) for wording in entry.plurals or (entry.msgstr,)):
            faulty.append(sentence.msgid)
    assert not faulty, "other placeholders in the translation"
    assert not missing, f"{len(missing)} sentences without an approved translation: run python -m pipeline.messages.extract"


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_no_translation_has_lost_or_invented_a_placeholder(lang: str) -> None:
    text = resources.files("pipeline.messages").joinpath(f"{lang}.po").read_text("utf-8")
    translated = [entry for entry in parse_catalogue(text) if entry.is_translated]
    assert translated
    for entry in translated:
        for wording in entry.plurals or (entry.msgstr,):
            assert _placeholders(wording) == _wanted(entry), entry.msgid


_ENDINGS = (
    "ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те нда нде дан ден тан тен нан нен мен бен пен лар лер дар дер тар тер"
    " лық лік дық дік тық тік сы сі ы і ым ім ың ің сыз сіз шы ші"
)


@pytest.mark.parametrize("catalogue", ["messages/kk.po", "localise/labels/kk.po"])
def test_no_kazakh_ending_is_glued_to_a_placeholder(catalogue: str) -> None:
    """Endings follow the sounds of what they stand after (8-ден, 9-дан): a sentence is worded so that a number or a name needs none."""
    text = resources.files("pipeline").joinpath(catalogue).read_text("utf-8")
    glued = re.compile(rf"}}[»”\"]?[-‐'’]?(?:{'|'.join(_ENDINGS.split())})(?!\w)")
    wordings = [wording for entry in parse_catalogue(text) for wording in (entry.msgstr, *entry.plurals)]
    assert [wording for wording in wordings if glued.search(wording)] == []


def _wanted(entry: CatalogueEntry) -> set[str]:
    """What every form must hold: English may say "One row", but the Russian form for one also serves 21 and needs its number."""
    return _placeholders(entry.plural or entry.msgid)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w*)}", text))


def test_no_sentence_hides_in_a_formatted_string() -> None:
    """Before Python 3.12 extraction sees no call inside an f-string: such a sentence would stay English for everybody."""
    hidden = [
        f"{path}:{call.lineno}"
        for path, content in package_sources().items() for text in ast.walk(ast.parse(content)) if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("msg", "nmsg")
    ]
    assert hidden == []
