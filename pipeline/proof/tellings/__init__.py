"""Words for every kind of problem in the sources, by rule and code (a test refuses a code without them), and for some of pages.

They stand here and not in the rules, because they speak to the person who mends a workbook: the report, ``guide check`` and
``guide explain`` say them, and a stage that files a finding needs none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.proof.tellings.telling import Telling

__all__ = ["Telling", "telling_of", "tellings"]


@cache
def tellings() -> Mapping[str, Mapping[str, Telling]]:
    """Rule's id -> message code -> words."""
    from pipeline.proof.tellings import contacts, facts, files, listings, pages, rows, tables, texts

    told = {
        **files.FILES, **rows.ROWS, **texts.TEXTS, **contacts.CONTACTS, **contacts.HEALTH, **facts.FACTS, **listings.LISTINGS,
        **pages.PAGES,
    }  # fmt: skip
    return {**told, **{rule: {**told.get(rule, {}), **codes} for rule, codes in tables.TABLES.items()}}


def telling_of(rule: str, code: str) -> Telling | None:
    """The words for a rule's code; None for one that has none, such as those of preflight."""
    return tellings().get(rule, {}).get(code)
