"""Make-up alone makes the finished book's pages, takes less than its process, and is not vouched for where a piece stands elsewhere."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench.editions import Edition, guide
from tests.bench.galleys import set_book
from tests.bench.making_up import SetBook, make_up, places_digest, places_of
from tests.bench.measuring import Failed
from tests.bench.ours import made_up

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the measures are read from /proc")
LISTINGS = 30


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SetBook:
    """An invented edition that no build remembers anything of."""
    folder = tmp_path_factory.mktemp("edition")
    subprocess.run([guide(), "new", str(folder / "sources"), "--sample", str(LISTINGS)], check=True, capture_output=True)
    return set_book(folder / "sources", folder / "build", "ru")


def _edition(book: SetBook, folder: Path) -> Edition:
    edition = Edition(LISTINGS, "ru", folder, folder, {})
    edition.set_book.write_bytes(pickle.dumps(book))
    return edition


def test_its_pages_are_the_finished_books(book: SetBook) -> None:
    pages = make_up(book)
    assert len(pages) == book.pages > LISTINGS // 3
    assert book.pages % book.multiple == 0
    assert places_digest(places_of(pages, book.shapes)) == book.places
    printed = {placed.block for page in pages for placed in page.placements}
    assert printed | {block.name for block in book.notes.blocks} == set(book.shapes)
    assert sum(1 for section in book.body for block in section.blocks if block.name in printed) == LISTINGS


@linux
def test_only_make_up_is_timed_and_its_whole_process_weighed(book: SetBook, tmp_path: Path) -> None:
    started = time.monotonic()
    run = made_up(_edition(book, tmp_path), 1)
    assert 0 < run.wall < time.monotonic() - started
    assert run.processor > 0
    assert run.largest > 15


@linux
def test_a_book_made_up_otherwise_is_not_vouched_for(book: SetBook, tmp_path: Path) -> None:
    block = book.body[0].blocks[0].name
    first, *rest = book.shapes[block].pieces
    higher = replace(book.shapes[block], pieces=(replace(first, height=first.height + book.geometry.baseline), *rest))
    with pytest.raises(Failed, match="does not stand in the finished book"):
        made_up(_edition(replace(book, shapes={**book.shapes, block: higher}), tmp_path), 1)
