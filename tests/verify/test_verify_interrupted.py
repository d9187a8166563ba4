"""Ctrl-C while the bindings of qpdf are imported: they would abort the process, so the interruption waits for them."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, signal, sys, threading, time

def interrupt():
    while "pikepdf" not in sys.modules:
        time.sleep(0.0005)
    for _ in range(40):  # from its first line on
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.0005)

from pipeline.doors.pdf import load_qpdf
thread = threading.Thread(target=interrupt)
thread.start()
try:
    load_qpdf()
    while True:
        time.sleep(0.01)
except KeyboardInterrupt:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    thread.join()
    import pikepdf
    print("interrupted", len(pikepdf.Pdf.new().pages))
"""


def test_an_interruption_waits_for_the_bindings_and_then_comes() -> None:
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout.strip()) == (0, "interrupted 0"), done.stderr
