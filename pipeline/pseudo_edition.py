"""A book in the pseudo-language, made by the very steps that make an edition, and looked through by itself. It is never an edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline import compose, localise
from pipeline.desk import Desk
from pipeline.entries import Entry
from pipeline.galley_store import NoGalleyStore
from pipeline.gathering import Gathered
from pipeline.localise.formats import NETWORKS
from pipeline.memory import Memory
from pipeline.model.fields import Lang
from pipeline.model.findings import Box, Finding
from pipeline.model.message import msg
from pipeline.production import Press, produce
from pipeline.progress import Progress
from pipeline.stock import load_faces
from pipeline.strings.pseudo import pseudo_edition, pseudo_labels, pseudo_listing, pseudo_markdown, without_brackets
from pipeline.strings.pseudo_findings import blocks_of, cut_off, hard_coded, unfit
from pipeline.verify import box_lines
from pipeline.wording import say

__all__ = ["PseudoBook", "make_pseudo_book"]

_PARTS: Final = re.compile(r"[\s,;:·/|–—()]+")


@dataclass(frozen=True, slots=True)
class PseudoBook:
    """``content``: of its PDF, called ``name``; ``findings``: words that cannot be translated, and what does not fit."""

    name: str
    content: bytes
    pages: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _PseudoDesk(Desk):
    """The edition's folder, with labels (by the names of their files) and front matter in the pseudo-language."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def text_or(self, name: str, default: str = "") -> str:
        return self.labels.get(name) or Desk.text_or(self, name, default)

    def front_matter(self, lang: str) -> dict[str, str]:
        return {name: pseudo_markdown(text) for name, text in Desk.front_matter(self, lang).items()}


def _disguise(entries: Sequence[Entry], composing: compose.Composing) -> tuple[list[Entry], compose.Composing]:
    """The entries in the pseudo-language, filed as they were."""
    words = replace(
        composing, sort_key=lambda text, lang: composing.sort_key(without_brackets(text), lang),
        bucket=lambda text, lang: composing.bucket(without_brackets(text), lang),
        subject_key=lambda text, lang: localise.subject_key(without_brackets(text), lang), lines={},
    )
    made = []
    for entry in entries:
        listing = pseudo_listing(entry.localised.listing)
        local = replace(entry.localised, listing=listing)
        made.append(Entry(local, compose.entry_block(listing, words), compose.terms_of(listing, words)))
    return made, words


def make_pseudo_book(desk: Desk, gathered: Gathered, lang: Lang, progress: Progress) -> PseudoBook:
    """The pseudo edition of one language's book; nothing of it is remembered and nothing written. Raises GuideError."""
    edition = gathered.edition
    own = _PseudoDesk(desk.sources, desk.build, labels={f"translations/labels.{lang}.po": pseudo_labels(lang)})
    told = msg("Pseudo-language, to try the layout: {edition}, {lang}. Not an edition.", edition=edition.id, lang=lang)
    stamp = say(told, edition.staff_language)
    press = Press(own, load_faces(), NoGalleyStore(), None, progress, Memory(None), own.inputs_digest(), disguise=_disguise, stamp=stamp)
    unread = produce(replace(gathered, edition=pseudo_edition(edition)), lang, press)
    made = unread.read()
    files = {path.name: content for path, content in made.files.items()}
    content = next(found for name, found in files.items() if name.endswith(".proof.pdf"))
    page_map = next(found for name, found in files.items() if name.endswith(".pagemap.json"))
    name = f"pseudo-{edition.id}-{lang}.pdf"
    inside, around = _texts(content, page_map)
    words = hard_coded([*inside, *around], name, _kept(gathered, lang))
    wrong = [finding for finding in made.findings if made.failed and finding not in unread.draft.findings]
    return PseudoBook(name, content, made.pages, (*words, *unfit(made.findings), *cut_off(around, name), *wrong))


def _texts(content: bytes, page_map: bytes) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Each block's text as the PDF shows it, with the index of its first page; and what stands around the blocks of each page."""
    blocks, around = blocks_of(page_map)
    wanted: dict[int, list[Box]] = {}
    for index, box in (run for runs in blocks.values() for run in runs):
        wanted.setdefault(index, []).append(box)
    for index, strips in around.items():
        wanted.setdefault(index, []).extend(strips)
    read = box_lines(content, dict(sorted(wanted.items())))
    lines: dict[tuple[int, Box], list[str]] = {
        (index, box): found for index, boxes in wanted.items() for box, found in zip(boxes, read.get(index, ()), strict=False)
    }
    texts = [(runs[0][0], " ".join(line for run in runs for line in lines.get(run, ()))) for runs in blocks.values()]
    return texts, [(index, " ".join(lines.get((index, box), ()))) for index, strips in around.items() for box in strips]


def _kept(gathered: Gathered, lang: Lang) -> frozenset[str]:
    """What is the same in every language: networks, contacts, and what libraries file the book by."""
    edition = gathered.edition
    codes: Mapping[str, str] = {"isbn": edition.isbn.get(lang, ""), "udc": edition.udc, "bbk": edition.bbk, "order": edition.order}
    networks = (localise.network_name(code) for code in NETWORKS)
    contacts = {
        contact for one in gathered.clean.listings
        for contact in (*one.emails, one.site, *(account.handle for account in one.social), getattr(one, "press_email", "")) if contact
    }
    return frozenset(word for text in (*codes.values(), *networks) for word in _PARTS.split(text) if word) | contacts


