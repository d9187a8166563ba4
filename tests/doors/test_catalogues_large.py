"""PO files with more than anybody translates: refused at once, in one sentence; what is only large is read."""

from __future__ import annotations

import time

import pytest

from pipeline.doors.catalogues import parse_catalogue
from pipeline.errors import Unreadable

HEAD = 'msgid ""\nmsgstr ""\n"Language: kk\\n"\n\n'
ENTRY = 'msgctxt "ngo-0001/mission"\nmsgid "Учим"\nmsgstr '
LETTERS = "оқыту " * 1_000_000


def wrapped(text: str, mark: str = '"', end: str = '"') -> str:
    return "\n".join(f"{mark}{text[at:at + 76]}{end}" for at in range(0, len(text), 76))


@pytest.mark.parametrize("text", [
    f'{ENTRY}"{LETTERS}"', f'{ENTRY}""\n{wrapped(LETTERS)}', f'{wrapped(LETTERS, "# ", "")}\n{ENTRY}"а"', "# а\n#. б\n" * 200_000 + f'{ENTRY}"а"',
    f'#~ {ENTRY}""\n' + wrapped(LETTERS, '#~ "'), f'{ENTRY}""\n' + '""\n' * 500_000,
], ids=["one line", "many lines", "remark", "remarks of two kinds", "removed", "empty lines"])  # fmt: skip
def test_a_text_without_end_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable) as refused:
        parse_catalogue(HEAD + text + "\n", "a.po")
    assert "the text that goes on in line " in str(refused.value.message)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(("text", "says"), [
    ("".join(f'msgid "{n}"\nmsgstr ""\n\n' for n in range(200_001)), "more than 200000 texts"), ("\n" * 33_000_000, "it holds 33 million letters"),
])  # fmt: skip
def test_a_file_with_more_than_anybody_translates_is_refused(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_catalogue(HEAD + text, "a.po")
    assert says in str(refused.value.message)


def test_as_much_as_a_cell_of_a_workbook_holds_is_read_however_it_is_broken_into_lines() -> None:
    text = LETTERS[:32_700]
    (entry,) = parse_catalogue(f'{HEAD}{wrapped(text, "# ", "")}\n{ENTRY}""\n{wrapped(text)}\n', "a.po")
    assert (entry.msgstr, "".join(entry.note.split())) == (text, "".join(text.split()))


def test_many_removed_texts_without_a_line_between_them_are_many_texts() -> None:
    text = "".join(f'#~ msgctxt "ngo-{n:04}/mission"\n#~ msgid "Учим {n}"\n#~ msgstr ""\n#~ "{LETTERS[:60]}"\n' for n in range(2000))
    assert len(parse_catalogue(HEAD + text, "a.po")) == 2000


def test_line_ends_of_old_macintoshes_are_line_ends() -> None:
    (entry,) = parse_catalogue(f'{HEAD}{ENTRY}"а"\n'.replace("\n", "\r"), "a.po")
    assert (entry.context, entry.msgstr) == ("ngo-0001/mission", "а")
