"""A hermetic setting for the engine: no system font, no network, our own hyphenation, warnings caught."""

from __future__ import annotations

import atexit
import importlib
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pipeline.model.alphabets import is_kept_whole
from pipeline.model.galley import FontFace

__all__ = ["bare_document", "caught_warnings", "font_configuration", "load_engine", "read_html"]

_NO_SYSTEM_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>{folder}</cachedir></fontconfig>'


@cache
def load_engine() -> Any:
    """Import WeasyPrint with an empty fontconfig, so that no machine's own font can reach the page (language.md 3.1).

    Raises OSError where Pango or a sister library is missing.
    """
    folder = Path(tempfile.mkdtemp(prefix="guide-fontconfig-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configuration = folder / "fonts.conf"
    configuration.write_text(_NO_SYSTEM_FONTS.format(folder=folder), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    with warnings.catch_warnings():
        # The empty configuration is the point; fontconfig says so on every import.
        warnings.filterwarnings("ignore", message=".*FontConfig.*")
        return _import_quickly()


def _import_quickly() -> Any:
    """WeasyPrint without what a galley never needs of it.

    It looks for each library under names of other systems first, and for each of those asks the compiler and the linker, 54 processes
    in all; under the last names, those of the files, the libraries are found without asking anybody. And it loads fontTools' subsetter,
    with which it would embed fonts: here that waits until somebody lets it write a PDF.
    """
    import ctypes.util

    if "weasyprint" in sys.modules:
        import weasyprint

        return weasyprint
    ask = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005
    sys.modules[_EMBEDDING] = _embedding_later()
    try:
        with redirect_stdout(StringIO()):  # its own advice, which doctor words better
            import weasyprint
    except OSError:
        ctypes.util.find_library = ask
        import weasyprint
    finally:
        ctypes.util.find_library = ask
    return weasyprint


_EMBEDDING = "weasyprint.pdf.fonts"


def _embedding_later() -> ModuleType:
    """A stand-in for the module that embeds fonts: what it offers loads the true one when it is first called."""
    later = ModuleType(_EMBEDDING)

    def offer(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if sys.modules.get(_EMBEDDING) is later:
                del sys.modules[_EMBEDDING]
            return getattr(importlib.import_module(_EMBEDDING), name)(*arguments, **named)

        return call

    for name in ("Font", "build_fonts_dictionary"):
        setattr(later, name, offer(name))
    return later


def register_hyphenation(dictionaries: Mapping[str, str]) -> bool:
    """Make Pyphen, with which the engine hyphenates, know our own dictionaries: language tag -> path of a .dic file.

    True where Pyphen knew another one, or none.

    This is what the maintainer advises in WeasyPrint issue 1945; it is not a public interface of Pyphen, so a test
    watches that the hyphens appear.
    """
    import pyphen

    _keep_words_whole()
    new = any(pyphen.LANGUAGES.get(tag) != Path(path) for tag, path in dictionaries.items())
    for tag, path in dictionaries.items():
        pyphen.LANGUAGES[tag] = Path(path)
        pyphen.LANGUAGES_LOWERCASE[tag.lower().replace("-", "_")] = tag
    return new


@cache
def _keep_words_whole() -> None:
    """Abbreviations and words of two alphabets find no break in Pyphen, whichever setter asks: no pattern file can tell them."""
    import pyphen

    class WordKeeper(pyphen.Pyphen):  # type: ignore[misc]
        def positions(self, word: str) -> list[int]:
            # İ would become two letters, and all breaks after it move
            return [] if is_kept_whole(word) else list(super().positions(word.replace("İ", "i")))

    pyphen.Pyphen = WordKeeper


@cache
def font_configuration(faces: tuple[FontFace, ...]) -> Any:  # noqa: ARG001  (one configuration a set of faces)
    """One font configuration a process and set of faces: declaring the faces costs more than setting a page."""
    load_engine()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    atexit.register(configuration.__del__)  # its folder of fonts: a process that ends at once takes no value apart
    return configuration


def font_face_css(faces: Sequence[FontFace]) -> str:
    """@font-face rules for every face; only these files are ever opened."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("{Path(face.location).as_uri()}"); }}'
        for face in faces
    )


class ClosedFetcher:
    """Opens the declared font files and nothing else."""

    def __init__(self, faces: Sequence[FontFace]) -> None:
        self._allowed = {Path(face.location).as_uri(): Path(face.location) for face in faces}
        self._fail_on_errors = False

    def __call__(self, url: str, *_: object, **__: object) -> Any:
        return self.fetch(url)

    def fetch(self, url: str, headers: object = None) -> Any:
        """The response for an allowed file. Raises ValueError for any other address."""
        from weasyprint.urls import URLFetcherResponse

        if url not in self._allowed:
            raise ValueError(f"address outside the project: {url}")
        return URLFetcherResponse(url, self._allowed[url].read_bytes(), {"Content-Type": "font/ttf"})


def read_html(body: str, faces: Sequence[FontFace]) -> Any:
    """The engine's document with this body."""
    markup = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>"
    return load_engine().HTML(string=markup, url_fetcher=ClosedFetcher(faces))


def bare_document(root: Element) -> Any:
    """The engine's document with this element alone in its body, as :func:`read_html` makes it, without a parser in between."""
    weasyprint = load_engine()
    html = Element("html")
    SubElement(SubElement(html, "head"), "meta", {"charset": "utf-8"})
    SubElement(html, "body").append(root)
    document = weasyprint.HTML.__new__(weasyprint.HTML)
    document.base_url, document.url_fetcher, document.media_type = None, None, "print"
    document.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(html, content_language=None)
    document.etree_element = html
    return document


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@contextmanager
def caught_warnings() -> Iterator[list[str]]:
    """Collect what the engine would only log; nothing it says may pass unheard."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, handlers = logger.propagate, logger.handlers[:]
    logger.handlers = [collector]
    logger.propagate = False
    try:
        yield collector.texts
    finally:
        logger.handlers, logger.propagate = handlers, propagate
