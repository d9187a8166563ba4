"""The translators' proof of one language: its book as it would be built now, with the keys of its texts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import localise
from pipeline.book import MadeBook
from pipeline.desk import Desk
from pipeline.entries import Entry
from pipeline.finishing import Finishing, faults_of_keyed, keyed_proof
from pipeline.galley_store import DiskGalleyStore, NoGalleyStore
from pipeline.gathering import Gathered
from pipeline.memory import Memory
from pipeline.model.fields import Lang
from pipeline.model.findings import Finding
from pipeline.model.message import msg
from pipeline.production import Press, produce
from pipeline.progress import Progress
from pipeline.stock import load_faces
from pipeline.whereabouts import Whereabouts

__all__ = ["KeyedProof", "make_translators_proof"]

_SUFFIX = ".translators.pdf"


@dataclass(frozen=True, slots=True)
class KeyedProof:
    """``content``: of the PDF, called ``name``; ``faults``: what its re-reading found, and for which it may not be written."""

    name: str
    content: bytes
    pages: int
    faults: tuple[Finding, ...]


def make_translators_proof(
    desk: Desk, gathered: Gathered, lang: Lang, reader: Lang, memory: Memory, progress: Progress
) -> KeyedProof:
    """The proof; what is remembered of builds is used and kept. Raises GuideError."""
    wanted = {key for key, _, _ in localise.content_template(gathered.clean.listings, lang)}

    faults: list[Finding] = []

    def beside(finishing: Finishing, made: MadeBook, entries: Sequence[Entry]) -> dict[Path, bytes]:
        listings = [entry.localised.listing for entry in entries]
        places = Whereabouts(made.page_map, [listing.id for listing in listings])
        found = [
            standing for listing in listings for standing in places.find(listing, localise.printed_texts(listing))
            if f"{standing.listing}/{standing.field}" in wanted
        ]
        bars = {f"{listing.id}/{name}" for listing in listings for name, _ in localise.untranslated_texts(listing)}
        path, content = finishing.path(_SUFFIX), keyed_proof(finishing, made, found, bars, reader)
        progress.begin(msg("Re-reading the PDFs ({lang})", lang=lang))
        faults.extend(faults_of_keyed(finishing, made, listings, content, path.name))
        return {path: content}

    store = DiskGalleyStore(memory.folder / "galleys.sqlite") if memory.folder else NoGalleyStore()
    press = Press(desk, load_faces(), store, None, progress, memory, desk.inputs_digest(), beside=beside)
    draft = produce(gathered, lang, press).draft
    store.finish()
    name, content = next((path.name, content) for path, content in draft.files.items() if path.name.endswith(_SUFFIX))
    return KeyedProof(name, content, draft.pages, tuple(faults))
