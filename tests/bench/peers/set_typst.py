"""Typst's command line, from its Python package: set_typst.py BOOK.typ BOOK.pdf. Fonts beside the book; no tags, like the other PDFs."""

import sys
from pathlib import Path

import typst

book, pdf = (Path(name) for name in sys.argv[1:])
fonts = book.parent / "fonts"
typst.compile(book, output=pdf, font_paths=[fonts], ignore_system_fonts=True, pdf_tags=False)
