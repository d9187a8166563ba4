"""Rows of one organisation, and what became of them: for the tests of duplicates."""

from __future__ import annotations

import re

from pipeline.normalise import IdRegistry, load_decisions, load_vocabulary, normalise
from pipeline.normalise.check_digits import check_digit

ONE = f"05034000125{check_digit('05034000125')}"
TWO = f"05034000133{check_digit('05034000133')}"
BASE = {"name_ru": "ОФ «Тихий берег»", "region": "г. Алматы", "town": "Алматы"}


def go(*rows, registry=None, decisions=""):
    return normalise(rows, registry=registry or IdRegistry(), vocabulary=load_vocabulary("", ""), decisions=load_decisions(decisions))


def codes(made):
    return sorted(finding.code for finding in made.findings if finding.id == "SRC-370")


def questions(made):
    return [finding for finding in made.findings if finding.id == "SRC-370" and finding.question]


def lines(finding, table):
    """What the hint says to paste under [[same]] or [[different]]."""
    return re.search(rf"\[\[{table}\]\]\nlistings = .*", str(finding.hint))[0]


def ids(made):
    return [listing.id for listing in made.listings]
