"""Duplicates alone: rows that lie ready, read and cleaned, are compared, and nothing else is timed.

    python -m tests.bench.alike --ready SOURCES READY.pickle
    python -m tests.bench.alike WAY READY.pickle RESULT.json

Ways: the product's own, with everything that a row is recognised by, also with all rows in one town, where fewest are told apart at a
glance; and the plain likeness of rapidfuzz, each name with each other and nothing but names.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from pipeline.desk import Desk
from pipeline.gathering import read_and_clean
from pipeline.ingest import EMPTY
from pipeline.model.listings import Organisation
from pipeline.normalise import load_vocabulary
from pipeline.normalise.duplicates import without_duplicates
from pipeline.normalise.trail import Draft, Trail
from pipeline.workers import spare_collection

__all__ = ["WAYS", "compared", "keep_ready"]

WAYS = ("guide, duplicates alone", "guide, all in one town", "rapidfuzz, each name with each")
_LIKE = 85.0


def keep_ready(sources: Path, ready: Path) -> None:
    """Read and clean an edition's workbooks and keep the rows."""
    desk = Desk(sources, sources.parent / "no-build")
    vocabulary = load_vocabulary(desk.text_or("areas.toml"), desk.text_or("topics.toml"))
    drafts = [draft for name in desk.workbook_names() for draft in read_and_clean(desk.read_source(name), EMPTY, vocabulary).cleaned.drafts]
    ready.write_bytes(pickle.dumps(drafts))


def _in_one_town(drafts: Sequence[Draft]) -> list[Draft]:
    place = next(draft.listing for draft in drafts if isinstance(draft.listing, Organisation) and draft.listing.town)
    return [
        replace(draft, listing=replace(draft.listing, town=place.town, region=place.region)) if isinstance(draft.listing, Organisation) else draft
        for draft in drafts
    ]


def compared(way: str, drafts: Sequence[Draft]) -> str:
    """Compare, one of the ways; what was found, in words."""
    if way == WAYS[2]:
        names = [next(iter(draft.listing.names.values())).value for draft in drafts]
        like = sum(len(process.extract(name, names, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=None)) - 1 for name in names)
        return f"{like // 2:,} pairs"
    trail = Trail()
    made = without_duplicates(drafts, trail)
    return f"{len(made.duplicates):,} rows joined, {sum(found.question for found in trail.findings):,} questions"


def main(way: str, ready: str, result: str) -> None:
    """Write down seconds of wall and processor, how many rows there were, and what was found."""
    if way == "--ready":
        keep_ready(Path(ready), Path(result))
        return
    spare_collection()
    drafts = pickle.loads(Path(ready).read_bytes())
    drafts = _in_one_town(drafts) if way == WAYS[1] else drafts
    wall, processor = time.perf_counter(), time.process_time()
    found = compared(way, drafts)
    took = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    Path(result).write_text(json.dumps({**took, "rows": len(drafts), "found": found}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
