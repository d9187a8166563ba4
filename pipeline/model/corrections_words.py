"""What no longer fits on its pages, in the editor's words: how much is too much, and where there would be room."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.corrections import Overmatter
from pipeline.model.message import Message, msg, nmsg

__all__ = ["numbers_of", "overmatter_sentence"]


def overmatter_sentence(over: Overmatter) -> Message | None:
    """One sentence, without a full stop; None for pages on which no number of lines would do."""
    cure = _cure(over)
    if not over.more:
        return cure
    need = _need(over)
    return msg("{need}; {cure}", need=need, cure=cure) if cure else need


def _need(over: Overmatter) -> Message:
    pages = numbers_of(range(over.pages[0], over.pages[1] + 1))
    if not over.blank:
        return nmsg(
            "“{title}” needs {n} page more than its pages {pages}, and there is no page for notes that could take it",
            "“{title}” needs {n} pages more than its pages {pages}, and there is no page for notes that could take it",
            over.more, title=over.title, pages=pages,
        )
    return nmsg(
        "“{title}” needs {n} page more than its pages {pages}; the nearest page for notes is {blank}",
        "“{title}” needs {n} pages more than its pages {pages}; the nearest page for notes is {blank}",
        over.more, title=over.title, pages=pages, blank=over.blank,
    )


def _cure(over: Overmatter) -> Message | None:
    name, others = over.name.strip("«»"), len(over.listings) - 1
    if over.lines < 0:
        return nmsg(
            "{place}: nothing would move if {n} line more stood there", "{place}: nothing would move if {n} lines more stood there",
            -over.lines, place=_place(over),
        )
    if not over.lines:
        return None
    if over.more and others:
        return nmsg(
            "it would keep to them if {n} line went, of “{name}” and other corrections: {others}",
            "it would keep to them if {n} lines went, of “{name}” and other corrections: {others}", over.lines, name=name, others=others,
        )
    if over.more:
        return nmsg(
            "it would keep to them if {n} line of “{name}” went", "it would keep to them if {n} lines of “{name}” went", over.lines,
            name=name,
        )
    if others:
        return nmsg(
            "{place}: nothing would move if {n} line went, of “{name}” and other corrections: {others}",
            "{place}: nothing would move if {n} lines went, of “{name}” and other corrections: {others}",
            over.lines, place=_place(over), name=name, others=others,
        )
    return nmsg(
        "{place}: nothing would move if {n} line of “{name}” went", "{place}: nothing would move if {n} lines of “{name}” went",
        over.lines, place=_place(over), name=name,
    )


def _place(over: Overmatter) -> Message:
    first, last = over.pages
    return msg("Page {page}", page=first) if first == last else msg("Pages {pages}", pages=numbers_of(range(first, last + 1)))


def numbers_of(pages: Sequence[int]) -> str:
    """Pages as a person writes them: 4, 7–9, 12."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" if len(run) > 2 else f"{run[0]}, {run[-1]}" for run in runs)
