"""What stands before and after the body: title pages, front matter, contents, notes, correction form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Final

from pipeline.compose.body import entry_html
from pipeline.compose.imprint import fill
from pipeline.compose.setting import Composing
from pipeline.doors.templates import mark_up
from pipeline.model.book import Block, Section
from pipeline.model.fields import KAZAKH_LATIN
from pipeline.model.localised import LocalExpert, LocalListing, LocalOrganisation

__all__ = ["NOTES", "compose_colophon", "compose_contents", "compose_correction", "compose_front", "compose_notes", "compose_title"]

FRONT_TITLES = {"foreword": "Foreword", "howto": "How to use this guide", "abbreviations": "Abbreviations"}
LEGEND = (
    "Name and legal form", "Town, legal form, year founded, working languages", "Press contact", "The number to call",
    "Other telephones", "E-mail", "Site", "Address", "Mission", "Areas of activity",
)
_PART: Final = re.compile(r'<sup class="part">(\d+)</sup>')
LONGEST_WORD = 24
"""Letters of a name's words, or of its acronym, in the specimen: it stands in half the measure."""
LONG_TITLES: Final = ((20, "longest"), (15, "long"))
"""Letters of a title's longest word above which the design may set the title smaller, and what it calls such a title."""
NOTES = "notes"
"""Name of the section of notes pages."""
NOTES_RULES = 20
"""Ruled lines on a notes page."""


def _counts(listings: Sequence[LocalListing], composing: Composing) -> list[str]:
    organisations = [listing for listing in listings if isinstance(listing, LocalOrganisation)]
    experts = sum(isinstance(listing, LocalExpert) for listing in listings)
    regions = len({listing.region.code for listing in organisations})
    labels = composing.labels
    return [
        labels.plural("{n} organisation", "{n} organisations", len(organisations)),
        labels.plural("{n} region", "{n} regions", regions),
        labels.plural("{n} expert", "{n} experts", experts),
    ]


def compose_title(listings: Sequence[LocalListing], composing: Composing) -> Section:
    """Half-title, series page, title page: three pages without furniture."""
    edition, lang = composing.edition, composing.lang
    html = composing.render(
        "title.html.j2", title=edition.title[lang], title_length=_length(edition.title[lang]),
        subtitle=edition.subtitle[lang], publisher=edition.publisher.name[lang], contact=edition.publisher.contact[lang],
        figures=_counts(listings, composing), place_and_year=" · ".join(filter(None, (edition.place[lang], str(edition.plans_year)))),
        automatic=_automatic(composing),
    )
    title = edition.title[lang]
    blocks = (Block("title-pages", "title", html),)
    return Section("title", "title", lang, title, blocks, flows=True, has_furniture=False, in_contents=False)


def _automatic(composing: Composing) -> str:
    """What a book says that a program has put into Latin letters; "" for any other."""
    return composing.labels.text("Put into Latin letters from the Kazakh book by a program") if composing.lang == KAZAKH_LATIN else ""


def _length(title: str) -> str:
    longest = max(map(len, re.split(r"[\s-]+", title)))
    return next((name for letters, name in LONG_TITLES if longest > letters), "")


def _flow(name: str, title: str, composing: Composing, html: str, *, furniture: bool = True, in_contents: bool = True) -> Section:
    block = Block(f"{name}-pages", "front", html)
    return Section(name, "front", composing.lang, title, (block,), flows=True, has_furniture=furniture, in_contents=in_contents)


def compose_colophon(composing: Composing, facts: Mapping[str, str]) -> Section | None:
    """The imprint; None where the edition has none, or nothing of it remains."""
    text = fill(composing.front.get("colophon", ""), facts)
    if not text:
        return None
    text = "\n\n".join(filter(None, (text, _automatic(composing))))
    html = composing.render("front.html.j2", name="colophon", body=composing.mark_up(text), specimen=None, legend=())
    return _flow("colophon", composing.labels.text("Colophon"), composing, html, furniture=False, in_contents=False)


def compose_front(
    listings: Sequence[LocalListing], composing: Composing, facts: dict[str, str]
) -> tuple[Section | None, list[Section]]:
    """The colophon (on the title's verso), and foreword, how to use, abbreviations as far as the edition has them.

    ``facts`` fill the colophon's placeholders, such as {isbn}; an unknown placeholder is printed as it stands.
    """
    colophon = compose_colophon(composing, facts)
    sections = []
    for name, msgid in FRONT_TITLES.items():
        if name not in composing.front:
            continue
        specimen, legend = _specimen(listings, composing) if name == "howto" else (None, [])
        text = composing.front[name]
        if name == "abbreviations" and composing.lang == KAZAKH_LATIN:
            text = _listed_anew(text, composing)
        html = composing.render("front.html.j2", name=name, body=composing.mark_up(text), specimen=specimen, legend=legend)
        sections.append(_flow(name, composing.labels.text(msgid), composing, html))
    return colophon, sections


def _listed_anew(text: str, composing: Composing) -> str:
    """Markdown whose lists stand in the order of the book's letters: a list that was put into other letters is in that of its own."""
    key = composing.subject_key or composing.sort_key

    def filed(line: str) -> bytes:
        return key(composing.set_text(line, composing.lang).strip("-* "), composing.lang)

    runs = groupby(text.split("\n"), key=lambda line: line.startswith("- "))
    return "\n".join(line for is_list, lines in runs for line in (sorted(lines, key=filed) if is_list else lines))


def _specimen(listings: Sequence[LocalListing], composing: Composing) -> tuple[object, list[tuple[int, str]]]:
    """A real entry that has every part, each translated, the shortest such, so that it fits beside its legend; none with a word that
    does not.

    Its parts are numbered one after the other, and the legend names those it has.
    """

    def completeness(entry: LocalOrganisation) -> tuple[bool, int, int]:
        parts = (entry.press, entry.emails, entry.site, entry.address, entry.mission, entry.areas, entry.founded, entry.form_full)
        numbers = min(len(entry.phones), 2)
        length = len(str(entry.mission or "")) + len(str(entry.plans or ""))
        longest = max(map(len, f"{entry.display} {entry.acronym or ''}".split()))
        return (longest > LONGEST_WORD, _untranslated(entry) - sum(bool(part) for part in parts) - numbers, length)

    organisations = [listing for listing in listings if isinstance(listing, LocalOrganisation)]
    if not organisations:
        return None, []
    chosen = min(organisations, key=lambda entry: (completeness(entry), entry.id))
    html = entry_html(chosen, composing, parts=True)
    shown = sorted({int(number) for number in _PART.findall(html)})
    html = _PART.sub(lambda found: found[0].replace(found[1], str(shown.index(int(found[1])) + 1)), html)
    legend = [(number, composing.labels.text(LEGEND[part - 1])) for number, part in enumerate(shown, 1)]
    return mark_up(html, is_html=True), legend


def _untranslated(entry: LocalOrganisation) -> int:
    """How many of the texts of an entry stand in another language than the book's."""
    people = [text for person in (entry.head, entry.press) if person for text in (person.name, person.role)]
    texts = (entry.name, entry.acronym, entry.town, entry.address, entry.mission, entry.targets, entry.plans, *people)
    return sum(text.fallback for text in texts if text)


PARTS = {"chapter": "Regions", "index": "Indexes"}
"""Kinds of sections that stand in the contents as lesser lines under a part's name, as labels' msgids."""


def compose_contents(sections: Sequence[Section], folio_of: Callable[[str], str], composing: Composing) -> Section:
    """The contents: one line a section, chapters and indexes under the name of their part.

    ``folio_of`` gives the folio a section begins on.
    """
    title = composing.labels.text("Contents")
    blocks: list[Block] = []
    part = ""
    for section in sections:
        if not section.in_contents:
            continue
        if section.kind in PARTS and section.kind != part:
            name = composing.labels.text(PARTS[section.kind])
            html = composing.render("contents_part.html.j2", title=name)
            blocks.append(Block(f"contents-part-{section.kind}", "contents-line", html, keep_with_next=True))
        part = section.kind
        folio = folio_of(section.name)
        html = composing.render(
            "contents_line.html.j2", term=section.title, target=section.name, locators=folio, minor=section.kind in PARTS
        )
        number = f"contents-{len(blocks):03}"
        blocks.append(Block(number, "contents-line", html, term=section.title, targets=(section.name,), locators=folio))
    head = Block("contents-head", "contents-line", composing.render("contents_head.html.j2", title=title))
    return Section("contents", "contents", composing.lang, title, tuple(blocks), head=head, in_contents=False, gap="contents")


def compose_notes(count: int, composing: Composing) -> Section:
    """Notes pages instead of blank ones."""
    title = composing.labels.text("Notes")
    html = composing.render("notes.html.j2", title=composing.labels.text("For your notes"), rules=range(NOTES_RULES))
    blocks = (Block("notes-pages", "title", html),)
    return Section(NOTES, "notes", composing.lang, title, blocks * count, flows=True, in_contents=False)


def compose_correction(composing: Composing) -> Section | None:
    """The form on which a reader sends a correction."""
    if "correction" not in composing.front:
        return None
    body = composing.mark_up(composing.front["correction"])
    html = composing.render("front.html.j2", name="correction", body=body, specimen=None, legend=())
    return _flow("correction", composing.labels.text("Correction form"), composing, html)
