"""Files made to do harm, and job files: a finding or one sentence, in bounded time and memory; never a trace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import HOSTILE

from pipeline.errors import Unreadable
from pipeline.preflight import load_order

HERE = Path(__file__).resolve()
Told = dict[str, tuple[float, list[str]]]
WANTED = {
    "form_that_paints_itself": "PDF-132/unread",
    "forms_that_double_thirty_times": "PDF-132/unread",
    "pattern_that_paints_itself": "PDF-132/unread",
    "a_million_q": "PDF-132/bad-syntax",
    "a_hundred_contents_that_swell": "PDF-132/unread",
    "stream_that_swells_a_thousandfold": "PDF-132/unread",
    "stream_that_swells_twice": "PDF-132/unread",
    "predictor_of_two_thousand_million_columns": "PDF-132/unread",
    "image_that_swells": "IMG-131/cut-off",
    "font_program_that_swells": "FNT-123/broken-font",
    "resources_that_are_missing": "PDF-132/bad-syntax",
    "table_that_leads_to_itself": "PDF-132/repaired",
    "length_that_lies": "PDF-132/repaired",
    "object_stream_in_itself": "PDF-132/repaired",
    "linearized_and_damaged": "PDF-132/repaired",
    "portfolio": "PDF-138/attachment",
    "form_of_xfa": "PDF-138/form",
    "layers_of_themselves": "PDF-139/hidden-layer",
}
"""What some of them must be told of; of the others it is enough that they end."""


def all_of_them() -> tuple[Told, str]:
    """Checked in a program of its own, so that one that hangs or takes all memory ends there."""
    folders = [str(HERE.parent), str(HERE.parents[2])]
    done = subprocess.run(
        [sys.executable, str(HERE.with_name("hostile_files.py"))], capture_output=True, text=True, timeout=240,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(folders)},
    )
    return {name: (figure, told) for name, figure, told in map(json.loads, done.stdout.splitlines())}, done.stderr


def test_files_made_to_do_harm_are_told_or_refused_in_time_and_memory_and_leave_no_words_behind() -> None:
    made, trace = all_of_them()
    assert trace == ""
    assert set(made) == {*HOSTILE, "memory"}
    assert made["memory"][0] < 512
    assert {name: seconds for name, (seconds, _) in made.items() if seconds >= 30 and name != "memory"} == {}
    assert {name: made[name][1] for name in HOSTILE if not made[name][1] or WANTED.get(name, made[name][1][0]) not in made[name][1]} == {}


@pytest.mark.parametrize("job", [
    b"", b"\0" * 100, b"\xff\xfe{}", b"[" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000, b'{"tac": 1e999}', b'{"tac": NaN}', b'{"tac": -1}', b"null", b"7",
    b'{"trim_mm": [0, 0]}', b'{"trim_mm": [1e308, 1]}', b'{"trim_mm": [148]}', b'{"spots": ["\\ud800"]}', b'{"page_multiple": 99999999999999999999}',
    b'{"blank_pages": [0]}', b'{"kind": "cover", "pages": 0}', b'{"text_pt": {"min": 1e300}}', b'{"\\u0000": 1}', b'{"severity": {}}', b'{"fonts": "Case"}',
])
def test_a_job_file_made_to_do_harm_is_one_sentence(job: bytes) -> None:
    with pytest.raises(Unreadable):
        load_order("house", job, "job.json")


def test_a_job_file_that_begins_as_editors_of_windows_begin_it_is_read() -> None:
    assert load_order("house", b'\xef\xbb\xbf{"bleed_mm": 5}', "job.json").bleed_mm == 5
