"""What a file really is, by its bytes, against what its name says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from pipeline.doors.workbooks.encoding import is_utf16
from pipeline.errors import Unreadable
from pipeline.model.message import Message, msg
from pipeline.model.source import SourceFile

__all__ = ["Form", "checked_form", "identify"]


class Form(Enum):
    """What the bytes are, whatever the name says."""

    OOXML = "ooxml"
    OOXML_MACROS = "ooxml-macros"
    OOXML_BINARY = "xlsb"
    OPEN_DOCUMENT = "ods"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    OLE = "ole"
    ZIP = "zip"
    DAMAGED_ZIP = "damaged-zip"
    WORD = "word"
    SLIDES = "slides"
    NUMBERS = "numbers"
    OTHER_OPEN_DOCUMENT = "other-open-document"
    ARCHIVE = "archive"
    PICTURE = "picture"
    RICH_TEXT = "rich-text"
    MAIL = "mail"
    SIDE_FILE = "side-file"
    PDF = "pdf"
    HTML = "html"
    XML_2003 = "xml-2003"
    TEXT = "text"
    BINARY = "binary"


_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_BEGINNINGS: Final = (
    (b"%PDF", Form.PDF), (b"Rar!", Form.ARCHIVE), (b"7z\xbc\xaf\x27\x1c", Form.ARCHIVE), (b"\x1f\x8b", Form.ARCHIVE),
    (b"{\\rtf", Form.RICH_TEXT), (b"\xff\xd8\xff", Form.PICTURE), (b"\x89PNG", Form.PICTURE), (b"GIF8", Form.PICTURE),
    (b"MIME-Version:", Form.MAIL), (b"\x00\x05\x16\x07", Form.SIDE_FILE),
)
_NAME_BYTES: Final = 64
"""Room for a name in an entry of an OLE directory."""
_OLE_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_OOXML_NAMES: Final = {".xlsx", ".xlsm", ".xltx", ".xltm"}
_FORMS: Final[dict[str, tuple[Form, ...]]] = {
    **dict.fromkeys(_OOXML_NAMES, (Form.OOXML, Form.OOXML_MACROS)),
    ".xls": (Form.XLS,),
    ".xlt": (Form.XLS,),
    ".ods": (Form.OPEN_DOCUMENT,),
    ".ots": (Form.OPEN_DOCUMENT,),
    ".csv": (Form.TEXT,),
    ".tsv": (Form.TEXT,),
}
_ENDINGS: Final = {
    Form.OOXML: ".xlsx", Form.OOXML_MACROS: ".xlsm", Form.OPEN_DOCUMENT: ".ods", Form.XLS: ".xls", Form.TEXT: ".csv",
}
_WORDS: Final[dict[Form, Message]] = {
    Form.OOXML: msg("an Excel workbook (.xlsx)"),
    Form.OOXML_MACROS: msg("an Excel workbook with macros (.xlsm)"),
    Form.OPEN_DOCUMENT: msg("an OpenDocument spreadsheet (.ods)"),
    Form.XLS: msg("a workbook of Excel 97-2003 (.xls)"),
    Form.OLE: msg("an old Office document that is no spreadsheet"),
    Form.ZIP: msg("a zip archive that is no spreadsheet"),
    Form.WORD: msg("a Word document"),
    Form.SLIDES: msg("a presentation"),
    Form.NUMBERS: msg("a spreadsheet of Apple's Numbers"),
    Form.OTHER_OPEN_DOCUMENT: msg("an OpenDocument file that is no spreadsheet"),
    Form.ARCHIVE: msg("an archive, in which a workbook may lie"),
    Form.PICTURE: msg("a picture"),
    Form.RICH_TEXT: msg("a text document (.rtf)"),
    Form.MAIL: msg("a web page or message saved as one file"),
    Form.SIDE_FILE: msg("a file that macOS keeps beside the workbook"),
    Form.PDF: msg("a PDF document"),
    Form.HTML: msg("a web page"),
    Form.XML_2003: msg("an XML spreadsheet of Excel 2003"),
    Form.TEXT: msg("a text file (.csv)"),
    Form.BINARY: msg("no spreadsheet of a kind that is known"),
}


def _has_entry(content: bytes, name: str) -> bool:
    """Whether a stream of an OLE file is called so: its name in UTF-16, ended, with the length that belongs to it ([MS-CFB] 2.6.1).

    No walk through the sector chains is needed, and a cell that says the same is no entry.
    """
    wanted = (name + "\0").encode("utf-16-le")
    at = content.find(wanted)
    while at >= 0:
        if content[at + _NAME_BYTES:at + _NAME_BYTES + 2] == len(wanted).to_bytes(2, "little"):
            return True
        at = content.find(wanted, at + 2)
    return False


def _identify_ole(content: bytes) -> Form:
    if _has_entry(content, "EncryptedPackage"):
        return Form.ENCRYPTED
    if _has_entry(content, "WordDocument"):
        return Form.WORD
    if _has_entry(content, "Workbook") or _has_entry(content, "Book"):
        return Form.XLS
    return Form.OLE


def _open_document_kind(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    if "mimetype" not in names:
        return b""
    with archive.open("mimetype") as stream:
        return stream.read(len(_SPREADSHEET))


def _identify_zip(content: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = _open_document_kind(archive, names)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError, OverflowError):
        return Form.DAMAGED_ZIP
    lowered = {name.lower() for name in names}
    if "xl/workbook.bin" in lowered:
        return Form.OOXML_BINARY
    if "xl/workbook.xml" in lowered or any(re.fullmatch(r"xl/workbook\w*\.xml", name) for name in lowered):
        return Form.OOXML_MACROS if any(name.endswith("vbaproject.bin") for name in lowered) else Form.OOXML
    if "word/document.xml" in lowered:
        return Form.WORD
    if "ppt/presentation.xml" in lowered:
        return Form.SLIDES
    if any(name.endswith((".iwa", "index.zip")) for name in lowered):
        return Form.NUMBERS
    if "mimetype" in lowered and lowered & {"content.xml", "encrypted-package"}:
        return Form.OPEN_DOCUMENT if kind.startswith(_SPREADSHEET) else Form.OTHER_OPEN_DOCUMENT
    return Form.ZIP


def is_mostly_text(content: bytes) -> bool:
    """Whether a text may stand there: without zero bytes, with a stray one, or in two bytes a letter."""
    zeros = content.count(b"\x00")
    return zeros * 100 <= len(content) or is_utf16(content) is not None


def _identify_text(content: bytes) -> Form:
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Form.TEXT
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<div")):
        return Form.HTML
    if lowered.startswith(b"<?xml"):
        return Form.XML_2003 if b"office:spreadsheet" in lowered else (Form.HTML if b"<html" in lowered else Form.BINARY)
    return Form.TEXT if is_mostly_text(content) else Form.BINARY


def identify(content: bytes) -> Form:
    """Say what the bytes are. Nothing is parsed beyond a zip's list of names."""
    if content.startswith(_OLE_MAGIC):
        return _identify_ole(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(content)
    return next((form for beginning, form in _BEGINNINGS if content.startswith(beginning)), None) or _identify_text(content)


def _refuse_by_name(source: SourceFile) -> None:
    base = PurePosixPath(source.name).name
    if base.startswith(("~$", ".~lock.")):
        raise Unreadable(
            msg("{file}: this is only the lock file that the office program makes while a workbook is open.", file=source.name),
            msg("Close the workbook in Excel or LibreOffice and delete the lock file; the workbook itself has the name without {mark}.",
                mark="~$" if base.startswith("~$") else ".~lock."),
        )
    if not source.content:
        raise Unreadable(
            msg("{file}: the file is empty (0 bytes).", file=source.name),
            msg("It was probably cut off while it was copied or sent. Ask for the file again."),
        )


def _refuse_by_content(source: SourceFile, form: Form) -> None:
    if form is Form.ENCRYPTED:
        raise Unreadable(
            msg("{file}: the workbook is locked with a password and cannot be read.", file=source.name),
            msg("Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save it."),
        )
    if form is Form.OOXML_BINARY:
        raise Unreadable(
            msg("{file}: this is a binary workbook (.xlsb), which cannot be read reliably.", file=source.name),
            msg("Open it in Excel and save it as an Excel workbook (.xlsx)."),
        )
    if form is Form.DAMAGED_ZIP:
        raise Unreadable(
            msg("{file}: the file is damaged: its zip container does not open.", file=source.name),
            msg("It was probably cut off while it was copied or sent. Ask for the file again, or let Excel repair it and save a copy."),
        )


def checked_form(source: SourceFile) -> Form:
    """What the file is, after all checks that need only its name and its first look.

    Raises Unreadable for lock files, empty, encrypted, binary, damaged, unsupported and misnamed files.
    """
    _refuse_by_name(source)
    form = identify(source.content)
    _refuse_by_content(source, form)
    ending = PurePosixPath(source.name).suffix.lower()
    if form in _FORMS.get(ending, ()):
        return form
    really = _WORDS[form]
    if form in _ENDINGS:
        hint = msg("Rename the file so that it ends in {ending}, or open it in Excel and save it as .xlsx.", ending=_ENDINGS[form])
    elif form in (Form.HTML, Form.XML_2003):
        hint = msg("Open it in Excel and save it as an Excel workbook (.xlsx).")
    else:
        hint = msg("Send the table as an Excel workbook (.xlsx); .xls, .ods, .csv and .tsv can be read too.")
    if ending not in _FORMS:
        raise Unreadable(msg("{file}: files of the kind {ending} are not read; this one is {really}.",
                             file=source.name, ending=ending or "?", really=really), hint)
    raise Unreadable(msg("{file}: the name ends in {ending}, but the file is {really}.",
                         file=source.name, ending=ending, really=really), hint)
