"""The ledger of rounds: what was handed off when, so that no number is ever given twice and a printer knows which bag is the newest.

It lies beside the bags, in ``build/<edition>/handoff/rounds.json``; a build leaves that folder alone, and so does ``make clean``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Final

from pipeline.doors.json_text import from_json, json_lines, to_json
from pipeline.errors import Unreadable
from pipeline.model.job import Job
from pipeline.model.message import msg

__all__ = ["LEDGER", "Round", "content_digest", "job_name", "ledger_bytes", "next_number", "read_ledger"]

LEDGER: Final = "rounds.json"
FORM: Final = 1
_MOST: Final = 10**6
"""No series has as many rounds."""


@dataclass(frozen=True, slots=True)
class Round:
    """One hand-off. ``series``: rounds of one printer count by themselves. ``content``: digest of all that was handed off but its number.

    ``sha256``: of the bag. ``languages``: of its books, in their order.
    """

    number: int
    series: str
    job: str
    content: str
    bag: str
    sha256: str
    languages: tuple[str, ...]


def read_ledger(content: bytes | None, name: str) -> tuple[Round, ...]:
    """The rounds so far. Raises Unreadable where the ledger is damaged: beginning anew would give a number twice."""
    if content is None:
        return ()
    try:
        values = from_json(content)
        form = values["form"]
        if form.__class__ is int and form > FORM:
            raise Unreadable(
                msg("{file} has the form {found}; this program reads form {wanted}.", file=name, found=str(form)[:20], wanted=FORM)
            )
        if form != FORM:
            raise ValueError(form)
        return tuple(_round(row) for row in values["rounds"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            msg("The ledger of rounds {file} is damaged.", file=name),
            msg("Bring it back from a copy; or move its folder away, and tell the printer that rounds begin anew."),
        ) from error


def _round(row: Mapping[str, Any]) -> Round:
    """Raises ValueError, KeyError or TypeError where a row is no round, or names a bag outside the ledger's folder."""
    one = Round(**{**row, "languages": tuple(row["languages"])})
    texts = (one.series, one.job, one.content, one.bag, one.sha256, *one.languages)
    if one.number.__class__ is not int or not 0 < one.number < _MOST or not all(isinstance(text, str) for text in texts):
        raise ValueError(row)
    if one.job != job_name(one.series, one.number) or one.bag != f"{one.job}.zip" or re.search(r"[/\\\0]", one.bag):
        raise ValueError(row)
    return one


def ledger_bytes(edition: str, rounds: Iterable[Round]) -> bytes:
    """The ledger, a round on each line."""
    return json_lines({"form": FORM, "edition": edition, "rounds": [asdict(one) for one in rounds]})


def job_name(series: str, number: int) -> str:
    """What a round is called, and its bag."""
    return f"{series}-R{number}"


def next_number(rounds: Iterable[Round], series: str, bags: Iterable[str]) -> int:
    """The number of a new round: above all in the ledger, and above all bags that lie there should the ledger have been lost."""
    numbered = (re.fullmatch(rf"{re.escape(series)}-R(\d{{1,6}})\.zip", bag) for bag in bags)
    return 1 + max([0, *(one.number for one in rounds if one.series == series), *(int(found[1]) for found in numbered if found)])


def content_digest(job: Job, more: Mapping[str, Any]) -> str:
    """Digest of a job but for the number of its round; ``more``: what else decides what lies in the bag."""
    bare = replace(job, job="", round=0, since=0, program="")
    return sha256(to_json({**asdict(bare), **more})).hexdigest()
