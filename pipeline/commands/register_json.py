"""What ``guide register`` found, for machines; the keys are listed at the head of pipeline/commands/registering.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.model.register import Compared, Match, RegisterEntry
from pipeline.normalise import regions

__all__ = ["compared_json"]


def compared_json(compared: Compared, file: str, unreadable: Sequence[str]) -> dict[str, Any]:
    """The comparison as plain values, without the exit code."""
    counts = compared.counts
    return {
        "register": {"file": file, "rows": counts["rows"],
                     **{status: counts.get(status, 0) for status in ("active", "suspended", "liquidated", "unknown")}},
        "regions": [
            {
                "code": code, "region": regions()[code].names["ru"] if code else "", "active": count.active, "found": count.found,
                "missing": count.missing, "left_out": count.left_out, "unsettled": count.unsettled, "closed": count.closed,
                "unsaid": count.unsaid,
                "unknown": count.unknown, "asked": count.asked,
            }
            for code, count in compared.regions.items()
        ],
        "operational": [_match(match) for match in compared.operational],
        "not_operating": [_match(match) for match in compared.closed],
        "status_not_said": [_match(match) for match in compared.unsaid],
        "unknown": [_ours(one) for one in compared.unknown],
        "missing": [_theirs(entry) for entry in compared.missing],
        "differences": [
            {**_ours(match.ours), "field": one.field, "ours": one.ours, "register": one.theirs, "register_row": _row(match.theirs)}
            for match in compared.matches for one in match.differences
        ],
        "questions": [
            {**_ours(query.ours), "why": query.why,
             "candidates": [{**_theirs(entry), "status": entry.status} for entry in query.candidates]}
            for query in compared.queries
        ],
        "undecided": {
            "nameless": [int(ref.cell) for ref in compared.nameless], "twice": [int(ref.cell) for ref in compared.twice],
            "without_region": compared.without_region, "without_status": compared.without_status, "has_status": compared.has_status,
            "without_bin": compared.without_bin, "left_out": compared.left_out, "unreadable": list(unreadable),
        },
    }


def _row(entry: RegisterEntry) -> int:
    return int(entry.ref.cell)


def _ours(one: RegisterEntry) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "bin": one.bin, "region": one.region,
        "file": one.ref.file, "sheet": one.ref.sheet, "row": _row(one),
    }


def _theirs(entry: RegisterEntry) -> dict[str, Any]:
    return {
        "names": dict(entry.names), "form": entry.form, "bin": entry.bin, "region": entry.region, "town": entry.town,
        "address": entry.address, "head": entry.head, "sheet": entry.ref.sheet, "row": _row(entry),
    }


def _match(match: Match) -> dict[str, Any]:
    return {**_ours(match.ours), "how": match.how, "register": {"row": _row(match.theirs), "status": match.theirs.status}}
