"""``guide verify``: whether a bag is as it was packed; needs nothing but the bag."""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline import handoff, verify
from pipeline.desk import read_file, shown_name
from pipeline.doors.pdf import load_qpdf
from pipeline.errors import ExitCode
from pipeline.model.message import msg, nmsg
from pipeline.terminal import Printer

__all__ = ["run"]

LARGEST_BAG: Final = 1 << 30
"""Bytes of a bag that are read."""


def run(arguments: argparse.Namespace, printer: Printer) -> ExitCode:
    """Check a bag and say what is wrong with it.

    Gives code 0 where all is well, 7 where the bag is not as it was packed or its papers disagree, 4 where it is not safe to unpack.
    Raises Unreadable (4) where it is no archive.
    """
    load_qpdf()
    name = shown_name(arguments.bag)
    content = read_file(Path(arguments.bag), name, LARGEST_BAG)
    printer.begin(msg("Reading the bag"))
    read = handoff.read_bag(content, name, verify.page_texts, printer.advance)
    printer.clear()
    code = ExitCode.GOOD
    if read.findings:
        code = ExitCode.UNREADABLE if read.unsafe else ExitCode.FAILED_VERIFICATION
    if printer.as_json:
        job = read.job
        printer.json({
            "exit_code": int(code), "file": name, "sha256": sha256(content).hexdigest(), "job": job.job if job else None,
            "round": job.round if job else None, "files": list(read.names), "findings": printer.findings_json(read.findings),
        })
        return code
    for finding in read.findings:
        printer.text(f"{finding.id} {finding.code} {printer.word(finding.message)}")
    _tell(read, name, code, printer)
    return code


def _tell(read: handoff.BagContents, name: str, code: ExitCode, printer: Printer) -> None:
    if read.unsafe:
        printer.line(msg("{file} was not unpacked: it is not safe, and no bag of ours is so. Do not open it.", file=name))
    elif code is not ExitCode.GOOD:
        faults = len(read.findings)
        printer.line(
            nmsg("{file}: {n} fault. Ask for the bag once more.", "{file}: {n} faults. Ask for the bag once more.", faults, file=name)
        )
    elif read.job is not None:
        files = nmsg("{n} file", "{n} files", len(read.names))
        printer.line(msg("{file} is whole: job {job}, {files}, all as they were packed.", file=name, job=read.job.job, files=files))
        if read.job.waived:
            printer.line(nmsg("{n} finding is answered for", "{n} findings are answered for", len(read.job.waived)))
