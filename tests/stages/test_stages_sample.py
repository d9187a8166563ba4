"""The main job on the sample: twelve provinces' spreadsheets to press-ready booklets, read again as a printer would."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from pipeline import stages
from pipeline.desk import Desk
from pipeline.errors import ExitCode
from pipeline.gathering import gather
from pipeline.memory import Memory
from pipeline.model.fields import LANGUAGES, Lang
from pipeline.model.listings import Organisation
from pipeline.model.localised import WORD_JOINER
from pipeline.progress import SilentProgress
from pipeline.workers import open_workers

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Built:
    """The sample in a folder of its own, built once for this module."""

    desk: Desk
    outcome: stages.Outcome

    def path(self, lang: str, suffix: str) -> Path:
        return self.desk.build / "2027" / lang / f"guide-2027-{lang}{suffix}"

    def page_map(self, lang: str) -> dict[str, object]:
        return json.loads(self.path(lang, ".pagemap.json").read_text(encoding="utf-8"))


def build(desk: Desk, languages: tuple[Lang, ...] = (), jobs: int = 2) -> stages.Outcome:
    with open_workers(jobs) as executor:
        return stages.build_edition(desk, languages, executor, SilentProgress(), Memory(desk.build / ".cache"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "sources", folder / "sources")
    desk = Desk(folder / "sources", folder / "build")
    return Built(desk, build(desk))


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_the_sample_builds_without_a_blocking_finding(built: Built) -> None:
    assert built.outcome.exit_code is ExitCode.GOOD
    assert [made.lang for made in built.outcome.produced] == ["kk", "ru", "en"]
    assert len(built.outcome.weighed.waived) == 1


def test_rows_read_are_printed_withheld_rejected_or_duplicates(built: Built) -> None:
    balance = built.outcome.gathered.balance
    assert (balance.read, balance.printed, balance.withheld, balance.rejected, balance.duplicates) == (199, 196, 1, 1, 1)
    listings = built.outcome.gathered.clean.listings
    assert sum(isinstance(listing, Organisation) for listing in listings) == 144


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_telephone_is_printed_on_its_listings_pages(built: Built, lang: str) -> None:
    texts = page_texts(built.path(lang, ".print.pdf"))
    pages: dict[str, list[int]] = {}
    for entry in built.page_map(lang)["entries"]:
        if "listing" in entry:
            pages.setdefault(entry["listing"], []).append(entry["page"] - 1)
    for listing in built.outcome.gathered.clean.listings:
        text = "".join(char for page in sorted(set(pages[listing.id])) for char in texts[page] if char.isdigit())
        for phone in listing.phones:
            assert phone.digits in text, f"{listing.id}: {phone.digits}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_index_number_leads_to_a_page_that_names_its_target(built: Built, lang: str) -> None:
    page_map = built.page_map(lang)
    starts: dict[str, str] = {}
    for entry in page_map["entries"]:
        if "listing" in entry and not entry.get("continued"):
            starts[entry["listing"]] = entry["folio"]
    checked = 0
    for line in page_map["lines"]:
        if line["section"] == "contents":
            continue
        numbers: set[int] = set()
        for run in line["printed"].split(", "):
            first, _, last = run.partition("–")
            numbers |= set(range(int(first), int(last or first) + 1))
        assert numbers == {int(starts[target]) for target in line["targets"]}, line["term"]
        checked += 1
    assert checked > 700


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_reads_in_the_order_of_its_use(built: Built, lang: str) -> None:
    texts = [" ".join(text.split()) for text in page_texts(built.path(lang, ".print.pdf"))]
    page_map = built.page_map(lang)
    starts = {entry["listing"]: entry["page"] - 1 for entry in reversed(page_map["entries"]) if "listing" in entry}
    seen = 0
    for listing in built.outcome.gathered.clean.listings:
        if isinstance(listing, Organisation) and listing.emails and listing.site:
            text = texts[starts[listing.id]]
            email = text.find(listing.emails[0])
            site = text.find(listing.site, email + len(listing.emails[0]))
            if email >= 0 and site >= 0:
                assert email < site
                seen += 1
    assert seen > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_proof_and_print_have_the_same_pages_in_whole_signatures(built: Built, lang: str) -> None:
    proof, press = (page_texts(built.path(lang, suffix)) for suffix in (".proof.pdf", ".print.pdf"))
    assert proof == press
    assert len(proof) % 16 == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_end_level_and_no_paragraph_ends_badly(built: Built, lang: str) -> None:
    """Where a text of the sample was changed and this fails: lengthen or shorten the entry that is named, as an editor would."""
    faults = json.loads(built.path(lang, ".typography.json").read_text(encoding="utf-8"))["faults"]
    assert [fault for fault in faults if fault["severity"] == "warning"] == []
    assert {fault["code"] for fault in faults} <= {"split-page", "split-leaf", "short-line", "repeated-start"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_parts_a_range_and_no_word_joiner_is_copied(built: Built, lang: str) -> None:
    text = "\n".join(page_texts(built.path(lang, ".proof.pdf")))
    assert re.search(r"\d–\d", text)
    assert re.findall(r"[\dIVXLC]–\s*\n.*", text) == []
    assert WORD_JOINER not in text + built.path(lang, ".pagemap.json").read_text(encoding="utf-8")


def test_texts_without_translation_print_as_sent_with_the_mark(built: Built) -> None:
    english = "".join(page_texts(built.path("en", ".print.pdf")))
    assert english.count("°") > 50
    shares = {made.lang: made.coverage for made in built.outcome.produced}
    for lang, wanted in (("ru", 95), ("kk", 80), ("en", 60)):
        fields = [shares[lang].fields[name] for name in ("mission", "plans", "targets", "cv")]
        share = 100 * sum(field.translated for field in fields) / sum(field.total for field in fields)
        assert share == pytest.approx(wanted, abs=2.5), lang
        assert shares[lang].fields["name"].percent == 100


def test_a_second_run_sets_nothing_and_writes_the_same_bytes(built: Built) -> None:
    before = {path: path.read_bytes() for path in built.outcome.files}
    again = build(built.desk)
    assert [made.count.total for made in again.produced] == [0, 0, 0]
    assert {path: path.read_bytes() for path in again.files} == before


def test_one_changed_cell_sets_exactly_the_blocks_whose_text_changed(built: Built, tmp_path: Path) -> None:
    listing = next(
        listing for listing in built.outcome.gathered.clean.listings
        if isinstance(listing, Organisation) and listing.sent_in == "ru" and listing.plans and "plans" in listing.cells
    )
    place = listing.cells["plans"]
    shutil.copytree(built.desk.sources, tmp_path / "sources")
    path = tmp_path / "sources" / place.file
    workbook = openpyxl.load_workbook(path)
    cell = workbook[place.sheet][place.cell]
    cell.value = str(cell.value).replace(".", "!", 1) if "." in str(cell.value) else f"{cell.value}!"
    workbook.save(path)
    shutil.copytree(built.desk.build, tmp_path / "build")
    outcome = build(Desk(tmp_path / "sources", tmp_path / "build"), ("ru",), 1)
    # The entry, and the colophon, which prints the digest of the sources.
    assert sorted(outcome.produced[0].count.names) == sorted(["colophon-pages", listing.id])


def test_renamed_workbooks_keep_every_listings_id(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.desk.sources, tmp_path / "sources")
    for number, path in enumerate(sorted((tmp_path / "sources" / "provinces").glob("*.xlsx"), reverse=True)):
        path.rename(path.with_name(f"{number:02}-прислали-заново.xlsx"))
    again = gather(Desk(tmp_path / "sources", tmp_path / "build"), SilentProgress())
    before = {listing.id: listing.names for listing in built.outcome.gathered.clean.listings}
    after = {listing.id: listing.names for listing in again.clean.listings}
    assert {key: {lang: text.value for lang, text in names.items()} for key, names in after.items()} == {
        key: {lang: text.value for lang, text in names.items()} for key, names in before.items()
    }
