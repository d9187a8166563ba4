"""``python -m tests.bench.merging [--texts 5000] [--runs 3] [--babel] [--record]``: catalogues merged with today's texts, beside gettext's.

The catalogue of an invented edition, all translated, of which 40 texts were edited, 20 rewritten and 10 are new (language.md 4.1). Measured are
the whole command, with the workbooks as an earlier run remembers them, and the merge alone: read both files, merge, write. Babel's update takes
minutes and is run only when asked for.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.localise.translations import fold_source
from pipeline.strings.catalogue_files import read_po, write_po
from pipeline.strings.merging import merge
from pipeline.strings.units import Unit
from tests.bench.measuring import ROOT, Run, measured, repeated

EDITED, REWRITTEN, NEW = 40, 20, 10
RESULTS = Path(__file__).parent / "RESULTS.md"
BEGIN, END = "<!-- merging: written by python -m tests.bench.merging --record -->\n", "<!-- end of merging -->\n"
BABEL = """import sys
from babel.messages.pofile import read_po, write_po
old, new = (read_po(open(name, "rb"), locale="en") for name in sys.argv[1:3])
old.update(new)
write_po(open(sys.argv[3], "wb"), old, include_previous=True)
"""


class Bench:
    """An edition, its catalogue as it was before the changes, and the texts of today."""

    def __init__(self, folder: Path, texts: int) -> None:
        self.folder, self.edition = folder, folder / "edition"
        self.guide = [sys.executable, "-m", "pipeline"]
        # An invented listing has about seven texts that the English book wants translated.
        measured([*self.guide, "new", str(self.edition), "--sample", str(texts * 10 // 71)], ROOT)
        self.catalogue = self.edition / "translations/content.en.po"
        self.command = [*self.guide, "strings", "merge", "en", "--sources", str(self.edition), "--build", str(folder / "build")]
        self.catalogue.unlink(missing_ok=True)
        measured(self.command, ROOT)
        today = read_po(self.catalogue.read_text("utf-8"), "content", "en")
        self.count = len(today.units)
        self.units = [replace(unit, source_lang="ru", target=f"{unit.key} in English, {len(unit.source)} letters", fuzzy=False) for unit in today.units]
        (folder / "new.pot").write_text(write_po(replace(today, units=tuple(replace(unit, target="") for unit in today.units))), "utf-8")
        self.spoil(random.Random(6))
        (folder / "old.po").write_text(write_po(replace(today, units=tuple(self.units))), "utf-8")

    def spoil(self, draw: random.Random) -> None:
        """The catalogue as if it had been made from other texts than today's."""
        chosen = draw.sample(range(len(self.units)), EDITED + REWRITTEN + NEW)
        self.edited, self.rewritten, new = (set(chosen[:EDITED]), set(chosen[EDITED:-NEW]), set(chosen[-NEW:]))
        sources = [unit.source for unit in self.units]
        for place in self.edited:
            words = sources[place].split()
            self.units[place] = replace(self.units[place], source=" ".join([*words, words[0]]))
        for place in self.rewritten:
            self.units[place] = replace(self.units[place], source=draw.choice(sources) + " иначе")
        self.keys = {name: {self.units[place].key for place in places} for name, places in (
            ("edited", self.edited), ("rewritten", self.rewritten), ("new", new))}
        self.own = {unit.key: unit.target for unit in self.units}
        self.units = [unit for place, unit in enumerate(self.units) if place not in new]

    def whole(self, _: int) -> Run:
        shutil.copy(self.folder / "old.po", self.catalogue)
        for hidden in (*self.catalogue.parent.glob(".*.bak"), self.catalogue.parent / "memory.tmx"):
            hidden.unlink(missing_ok=True)
        return measured(self.command, ROOT)

    def verdict(self, path: Path) -> str:
        """What became of the texts that changed."""
        units: Mapping[str, Unit] = {unit.key: unit for unit in read_po(path.read_text("utf-8"), "content", "en").units if not unit.removed}
        same: dict[str, set[str]] = {}
        for unit in self.units:
            same.setdefault(fold_source(unit.source), set()).add(unit.target)
        served = {key for key, unit in units.items() if not unit.fuzzy and unit.target in same.get(fold_source(unit.source), ())} - {
            key for key in self.own if units[key].target == self.own[key]}
        doubtful = sum(units[key].fuzzy and units[key].target == self.own[key] for key in self.keys["edited"])
        foreign = {name: sum(key not in served and units[key].target not in ("", self.own[key]) for key in self.keys[name])
                   for name in ("edited", "rewritten", "new")}
        lost = sum(not units[key].target for key in (*self.keys["edited"], *self.keys["rewritten"]))
        told = [f"{doubtful} of {EDITED} edited keep their translation as fuzzy", "another record's text as theirs: " + ", ".join(
            f"{count} {name}" for name, count in foreign.items())]
        told += [f"{len(served)} with the translation of the very same words"] if served else []
        return "; ".join([*told, *([f"{lost} lost"] if lost else [])])


def alone(old: Path, new: Path, out: Path) -> None:
    """What msgmerge does: read both, merge, write."""
    wanted = [replace(unit, source_lang="ru") for unit in read_po(new.read_text("utf-8"), "content", "en").units]
    merged = merge(read_po(old.read_text("utf-8"), "content", "en"), wanted)
    out.write_text(write_po(merged.catalogue), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--babel", action="store_true", help="Babel's update, too")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    parser.add_argument("--alone", nargs=3, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        alone(*options.alone)
        return
    with tempfile.TemporaryDirectory(prefix="guide-merging-") as name:
        text = _table(Bench(Path(name), options.texts), options)
    sys.stdout.write(text)
    if options.record:
        whole = RESULTS.read_text("utf-8")
        head, _, rest = whole.partition(BEGIN)
        RESULTS.write_text(head + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2], "utf-8")


def _table(bench: Bench, options: argparse.Namespace) -> str:
    folder = bench.folder
    files = ["old.po", "new.pot"]
    runs: list[tuple[str, Callable[[int], Run], Path]] = [
        ("guide strings merge en, the whole command", bench.whole, bench.catalogue),
        ("our merge alone", lambda _: measured([sys.executable, "-m", "tests.bench.merging", "--alone", *(str(folder / one) for one in files),
                                                str(folder / "ours.po")], ROOT), folder / "ours.po"),
    ]
    if shutil.which("msgmerge"):
        gettext = ["msgmerge", "--previous", "--quiet", "--output-file=gettext.po", *files]
        runs.append(("msgmerge --previous", lambda _: measured(gettext, folder), folder / "gettext.po"))
    if options.babel:
        babel = [sys.executable, "-c", BABEL, *files, "babel.po"]
        runs.append(("Babel's Catalog.update", lambda _: measured(babel, folder), folder / "babel.po"))
    lines = [f"{bench.count:,} texts, of which {EDITED} were edited, {REWRITTEN} rewritten and {NEW} are new; medians of {options.runs} runs.\n", "| merge | s | processor s | ÷ ours alone | what became of them |",
             "| --- | ---: | ---: | ---: | --- |"]
    made = [(name, repeated(options.runs, once), path) for name, once, path in runs]
    for name, run, path in made:
        try:
            verdict = bench.verdict(path)
        except Exception as error:
            verdict = f"its file cannot be read: {error}"
        lines.append(f"| {name} | {run.wall:.2f} | {run.processor:.2f} | {run.wall / made[1][1].wall:.1f} | {verdict} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
