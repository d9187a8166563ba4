"""`make bench`: time and peak memory of whole commands, several runs, medians, and the ratio to plain WeasyPrint.

Measured: the guide cold, after one changed cell, with nothing to do; the same content of one language as one HTML file through
plain WeasyPrint. Prints a Markdown table. Needs Linux (getrusage of children).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl


@dataclass(frozen=True)
class Run:
    """Wall and processor seconds of a command and its children, and the peak memory of the largest process in MB."""

    wall: float
    processor: float
    peak: float


def measured(command: list[str], folder: Path) -> Run:
    """Run a command in a child that reports its own usage, so that earlier runs do not count."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        started = time.monotonic()
        done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        line = f"{time.monotonic() - started} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss / 1024} {done.returncode}"
        os.write(writer, line.encode())
        if done.returncode:
            sys.stderr.write(done.stderr.decode()[-2000:])
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    wall, processor, peak, code = os.read(reader, 200).decode().split()
    os.close(reader)
    if code != "0":
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Run(float(wall), float(processor), float(peak))


def change_one_cell(sources: Path, step: int) -> None:
    """Correct one mission in one workbook, as an editor would."""
    path = sorted((sources / "provinces").glob("*.xlsx"))[0]
    workbook = openpyxl.load_workbook(path)
    longest = max(
        (cell for sheet in workbook.worksheets if sheet.sheet_state == "visible" for row in sheet.iter_rows() for cell in row
         if isinstance(cell.value, str)),
        key=lambda cell: len(cell.value),
    )
    longest.value = f"{longest.value.rstrip('.')} и {step + 2} новых дела."
    workbook.save(path)


def repeated(runs: int, prepare: Callable[[int], None], command: list[str], folder: Path) -> Run:
    made = []
    for step in range(runs):
        prepare(step)
        made.append(measured(command, folder))
    return Run(*(statistics.median(getattr(run, name) for run in made) for name in ("wall", "processor", "peak")))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="?", default="sources")
    parser.add_argument("--lang", default="ru")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as name:
        folder = Path(name)
        sources, build = folder / "sources", folder / "build"
        shutil.copytree(options.sources, sources)
        guide = [sys.executable, "-m", "pipeline", "build", str(sources), "--build", str(build)]
        one = [*guide, "--lang", options.lang]

        def fresh(_: int) -> None:
            shutil.rmtree(build, ignore_errors=True)

        here, lang = Path.cwd(), options.lang
        plain_command = [sys.executable, "-m", "tests.bench.plain", str(sources), lang, str(folder / "plain.pdf")]

        def correct(step: int) -> None:
            change_one_cell(sources, step)

        def nothing(_: int) -> None: ...

        rows = {
            "guide, all languages, cold": repeated(options.runs, fresh, guide, here),
            "guide, all languages, one changed cell": repeated(options.runs, correct, guide, here),
            "guide, all languages, nothing to do": repeated(options.runs, nothing, guide, here),
            f"guide, {lang}, cold": repeated(options.runs, fresh, one, here),
            f"guide, {lang}, one changed cell": repeated(options.runs, lambda step: correct(step + options.runs), one, here),
            f"plain WeasyPrint, {lang}": repeated(1, nothing, plain_command, here),
        }
    plain = list(rows.values())[-1].wall
    sys.stdout.write("| command | wall s | processor s | peak MB | plain WeasyPrint takes |\n| --- | ---: | ---: | ---: | ---: |\n")
    for label, run in rows.items():
        ratio = f"{plain / run.wall:.1f} times as long" if options.lang in label else ""
        sys.stdout.write(f"| {label} | {run.wall:.2f} | {run.processor:.2f} | {run.peak:.0f} | {ratio} |\n")


if __name__ == "__main__":
    main()
