"""`make bench`: the same book through this product and its peers, one after the other on this machine.

make bench ARGS="--sizes 144 --only guide,typst" measures a part; --record writes the tables into tests/bench/RESULTS.md.
make bench ARGS="workbooks" measures the reading of large workbooks and the search for duplicates instead, beside plain readers.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shlex
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.bench.agreement import Reading, agreement, read_book
from tests.bench.editions import KEPT, Edition, Skipped, prepared, proof_of
from tests.bench.measuring import ROOT, Failed, Run, measured, repeated
from tests.bench.ours import KINDS, Product, made_up, making_up
from tests.bench.sizes import command_lines, measured_sizes, sentences, size_table
from tests.bench.table import MAKEUP, Line, growth, table, verdict
from tests.bench.typesetters import PEERS, Absent, Peer, warm

SIZES = (144, 1000, 5000)
OURS = (*KINDS, "makeup")
RESULTS = Path(__file__).parent / "RESULTS.md"
WORKBOOKS = "<!-- measured: written by make bench ARGS=\"workbooks --record\" -->\n"
BEGIN, END = "<!-- measured: written by make bench ARGS=--record -->\n", "<!-- end of what was measured -->\n"


def say(words: str) -> None:
    """Tell on the terminal what is being done; the tables alone go to standard output."""
    sys.stderr.write(f"bench: {words}\n")
    sys.stderr.flush()


def main() -> int:
    """Measure and print. Returns 1 where a run failed or two books disagree."""
    if sys.argv[1:2] == ["workbooks"]:
        return _workbooks()
    options = _options()
    peers, absent = _peers([name for name in PEERS if name in options.only])
    _warm(peers.values())
    lines: list[Line] = []
    for size in options.sizes:
        lines += _at(size, options, peers, absent, lines)
    text = "\n".join([_machine(peers.values()), "", table(lines), *(f"- {sentence}." for sentence in growth(lines)), "", _commands(lines)])
    sys.stdout.write(text)
    if options.record:
        _record(text, BEGIN)
    return int(any(line.agrees.startswith("NO") or line.reason.startswith("FAILED") for line in lines))


def _workbooks() -> int:
    """Measure workbooks and print. Returns 1 where this product ended badly or took more than is asked."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=workbooks")
    parser.add_argument("--only", default="", help="parts of workbooks' names, such as 275,.ods,duplicates")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the medians are shown (default: 3)")
    parser.add_argument("--record", action="store_true", help=f"write the table into {RESULTS.relative_to(ROOT)}")
    options = parser.parse_args(sys.argv[2:])
    _warm(())
    lines = measured_sizes(options.runs, [part for part in options.only.split(",") if part], say)
    told = sentences(lines)
    commands = "\n".join(["Commands:", "", *(f"- `{line}`" for line in command_lines())])
    text = "\n".join([_machine(()), "", size_table(lines), *(f"- {sentence}." for sentence in told), "", commands]) + "\n"
    sys.stdout.write(text)
    if options.record:
        _record(text, WORKBOOKS)
    return int(any(line.run is None and line.reader.startswith("guide") for line in lines) or any("NOT" in sentence for sentence in told))


def _options() -> argparse.Namespace:
    def sizes(text: str) -> list[int]:
        return sorted({int(part.replace("_", "")) for part in text.split(",")})

    def names(text: str) -> list[str]:
        found = text.split(",")
        if unknown := set(found) - {"guide", *OURS, *PEERS}:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
        return [*found, *(OURS if "guide" in found else [])]

    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=sizes, default=list(SIZES), help="listings, such as 144,1000 (default: 144,1000,5000)")
    parser.add_argument(
        "--only", type=names, default=names(",".join(["guide", *PEERS])),
        help=f"guide (all of {', '.join(OURS)}), {', '.join([*OURS, *PEERS])}, separated by commas",
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the medians are shown (default: 3)")
    parser.add_argument("--lang", default="ru", help="the edition's language (default: ru)")
    parser.add_argument("--record", action="store_true", help=f"write the tables into {RESULTS.relative_to(ROOT)}")
    return parser.parse_args()


def _peers(names: Sequence[str]) -> tuple[dict[str, Peer], dict[str, str]]:
    found, absent = {}, {}
    for name in names:
        try:
            found[name] = PEERS[name]()
        except Absent as error:
            absent[name] = f"absent: {error}"
            say(f"{name} is {absent[name]}")
    return found, absent


def _warm(peers: Iterable[Peer]) -> None:
    """What a second run of anything finds: compiled modules, files in memory."""
    packages = Path(site.getsitepackages()[0])
    for folder in (packages, ROOT / "pipeline"):
        compileall.compile_dir(folder, quiet=2, workers=0)
    folders = (packages, ROOT / "pipeline", ROOT / "fonts", *(folder for peer in peers for folder in peer.folders))
    say(f"read {warm(folders) / 1e6:.0f} MB of programs, so that they lie in memory")


def _at(size: int, options: argparse.Namespace, peers: dict[str, Peer], absent: dict[str, str], before: Sequence[Line]) -> list[Line]:
    """Everything at one size."""
    try:
        edition = prepared(size, options.lang, say)
    except Skipped as error:
        return [Line(size, size, "all", reason=f"skipped: {error}")]
    ours = read_book(edition.ours, edition.facts)
    listings = int(edition.facts["listings"])
    lines = _guide_lines(edition, ours, options)
    if "makeup" in options.only:
        lines.append(_makeup_line(edition, ours, options.runs))
    for name in (name for name in PEERS if name in options.only):
        line = Line(size, listings, name, reason=absent.get(name, "") or verdict(name, listings, before))
        lines.append(line if line.reason else _peer_line(line, peers[name], edition, ours, options.runs))
    return lines


def _guide_lines(edition: Edition, ours: Reading, options: argparse.Namespace) -> list[Line]:
    wanted = [kind for kind in KINDS if kind in options.only]
    if not wanted:
        return []
    lines = []
    folder = KEPT / "work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    product = Product(edition, folder, options.runs)
    if "cold" not in wanted:
        say("one cold run, not shown")
        Product(edition, folder, 1).cold()
    for kind in wanted:
        name, measure = KINDS[kind]
        line = Line(edition.size, int(edition.facts["listings"]), name)
        made = _tried(line, partial(measure, product))
        if made.run:
            made = _with_pdf(made, proof_of(product.build, edition.lang), edition, ours.corrected(product.correction))
        lines.append(replace(made, command=shlex.join([*product.command, *(["--watch"] if kind == "watch" else [])])))
    shutil.rmtree(folder, ignore_errors=True)
    return lines


def _makeup_line(edition: Edition, ours: Reading, runs: int) -> Line:
    line = Line(edition.size, int(edition.facts["listings"]), MAKEUP, command=shlex.join(making_up(edition)))
    made = _tried(line, partial(made_up, edition, runs))
    return replace(made, pages=ours.pages, agrees="yes: every piece stands where it does in the book") if made.run else made


def _peer_line(line: Line, peer: Peer, edition: Edition, ours: Reading, runs: int) -> Line:
    def once(_: int) -> Run:
        (edition.documents / peer.pdf).unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="guide-bench-profile-", ignore_cleanup_errors=True) as profile:
            return measured(peer.line(profile), edition.documents)

    made = _tried(line, lambda: repeated(runs, once))
    if made.run:
        made = _with_pdf(made, edition.documents / peer.pdf, edition, ours, numbers=peer.numbers)
    return replace(made, command=shlex.join(peer.command))


def _tried(line: Line, measure: Callable[[], Run]) -> Line:
    say(f"{line.size:,}: {line.name}")
    try:
        return replace(line, run=measure())
    except Skipped as error:
        return replace(line, reason=f"skipped: {error}")
    except Failed as error:
        say(f"FAILED: {error}")
        return replace(line, reason=f"FAILED: {str(error).splitlines()[0][-200:]}")


def _with_pdf(line: Line, pdf: Path, edition: Edition, ours: Reading, *, numbers: bool = True) -> Line:
    """The line with its PDF's pages and size, and whether it is the book that we set."""
    try:
        reading = read_book(pdf, edition.facts)
    except ValueError as error:
        return replace(line, agrees=f"NO: {error}")
    agrees = str(agreement(ours, reading, numbers=numbers))
    if agrees == "yes":
        agrees = f"yes: {sum(reading.body.values()):,} and {reading.index.lines:,}" + ("" if reading.index.numbered else ", no numbers")
    return replace(line, pages=reading.pages, file_bytes=pdf.stat().st_size, agrees=agrees)


def _machine(peers: Iterable[Peer]) -> str:
    """Cores, processor, memory, versions."""
    cpu = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = next((int(line.split()[1]) / 1048576 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0.0)
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in peers)
    return (
        f"Machine: {len(os.sched_getaffinity(0))} cores, {cpu}, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; guide {commit}{'; ' + versions if versions else ''}.\n"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _commands(lines: Sequence[Line]) -> str:
    named = {line.name: line.command.replace(str(ROOT) + "/", "").replace(str(Path(sys.prefix)) + "/", "") for line in lines if line.command}
    return "\n".join(["Commands (in the folder of the documents, build/.bench/documents):", "", *(f"- {n}: `{c}`" for n, c in named.items())]) + "\n"


def _record(text: str, begin: str) -> None:
    whole = RESULTS.read_text(encoding="utf-8")
    head, rest = whole.split(begin)
    RESULTS.write_text(head + begin + "\n" + text + "\n" + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
