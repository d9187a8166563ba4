"""Whether a press file is what its printer's standard asks: version, keys, output intent, dates, nothing that belongs on a screen.

By what qpdf reads of the file as a whole; what its pages paint is looked at in scan.py. No text of ISO 15930 was opened for this: the
clauses are named after lists of rules that printers and programs publish (Kodak EVO100, Acrobat, JHOVE, GWG 2022).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.doors.pdf import Boxes, InspectedFile
from pipeline.model.findings import Finding, PageRef
from pipeline.model.message import Message, msg
from pipeline.verify.rules import PRESS

__all__ = ["PressTerms", "wrong_for_press"]


@dataclass(frozen=True, slots=True)
class PressTerms:
    """What a press file must be. ``condition``: the registry's name of the printing condition; ``embeds``: its profile is in the file."""

    boxes: Boxes
    pdfx: str
    condition: str
    embeds: bool

    @property
    def is_opaque(self) -> bool:
        """Whether transparency is forbidden (ISO 15930-1 and -4, 6.11; PDF/X-4 allows it)."""
        return self.pdfx != "PDF/X-4"


@dataclass(frozen=True, slots=True)
class _Standard:
    """``version``: the newest PDF it may be. ``info``: keys of the Info dictionary that name it; ``xmp``: properties that must be there."""

    version: str
    info: Mapping[str, str]
    xmp: Mapping[str, str]


_HISTORY: Final = {"xmpMM:DocumentID": "", "xmpMM:VersionID": "", "xmpMM:RenditionClass": "", "xmp:MetadataDate": ""}
"""What ISO 15930-7, 6.8 wants in XMP, whatever it says; GWG 2022 asks the same."""
_STANDARDS: Final = {
    "PDF/X-4": _Standard("1.6", {}, {"pdfxid:GTS_PDFXVersion": "PDF/X-4", **_HISTORY}),
    "PDF/X-1a:2003": _Standard("1.4", {"GTS_PDFXVersion": "PDF/X-1a:2003"}, {}),
    "PDF/X-1a:2001": _Standard("1.3", {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}, {}),
}
_SAME: Final = {
    "Title": "dc:title", "Author": "dc:creator", "Creator": "xmp:CreatorTool", "Producer": "pdf:Producer",
    "CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate",
}
"""Key of the Info dictionary -> the XMP property that says the same (ISO 15930-4 and -7, 6.8)."""


def wrong_for_press(inspected: InspectedFile, terms: PressTerms, file: str) -> Iterator[Finding]:
    """Everything that makes a printer's program refuse the file."""
    place = PageRef(file, 1)
    for message in (*_wrong_build(inspected, terms), *_wrong_names(inspected, terms)):
        yield PRESS.finding("wrong-standard", message, place=place)
    for message in _wrong_intent(inspected, terms):
        yield PRESS.finding("no-condition", message, place=place)
    for index, page in enumerate(inspected.pages):
        if page.annotated:
            yield PRESS.finding("annotation", msg("The page holds links or notes"), place=PageRef(file, index + 1))


def _wrong_build(facts: InspectedFile, terms: PressTerms) -> Iterator[Message]:
    most = _STANDARDS[terms.pdfx].version
    if facts.version != most:
        yield msg("The file is PDF {found}; {standard} is PDF {most}", found=facts.version, standard=terms.pdfx, most=most)
    for name in facts.held:
        yield msg("The file holds {what}", what=name)
    for repair in facts.repairs:
        yield msg("The file had to be mended to be read: {reason}", reason=repair)


def _wrong_names(facts: InspectedFile, terms: PressTerms) -> Iterator[Message]:
    """The keys that name the standard, what must be told, and Info beside XMP."""
    standard = _STANDARDS[terms.pdfx]
    named = {key: value for key, value in facts.info.items() if key.startswith("GTS_")}
    if named != standard.info or facts.metadata.get("pdfxid:GTS_PDFXVersion", "") != standard.xmp.get("pdfxid:GTS_PDFXVersion", ""):
        found = ", ".join((*named.values(), facts.metadata.get("pdfxid:GTS_PDFXVersion", ""))).strip(", ")
        yield msg("The file is {found}; ordered was {wanted}", found=found or "—", wanted=terms.pdfx)
    missing = [key for key in _SAME if not facts.info.get(key)] + [key for key in standard.xmp if not facts.metadata.get(key)]
    missing += [*([] if facts.has_id else ["ID"]), *([] if facts.trapped in ("True", "False") else ["Trapped"])]
    for key in missing:
        yield msg("The file has no {key}", key=key)
    pairs = [(key, facts.info.get(key, ""), facts.metadata.get(xmp, "")) for key, xmp in _SAME.items()]
    for key, old, new in (*pairs, ("Trapped", facts.trapped, facts.metadata.get("pdf:Trapped", ""))):
        if _plain(old) != _plain(new):
            yield msg("Info says “{old}” under {key}, XMP says “{new}”", old=old[:60], key=key, new=new[:60])


def _plain(value: str) -> str:
    """A date by its figures, so that D:20261101120000+00'00' is 2026-11-01T12:00:00+00:00; any other text as it is."""
    figures = re.sub(r"\D", "", value)
    return figures if re.fullmatch(r"(?:D:)?\d{4}[-\d]+T?[\d:+'-]*", value) else value


def _wrong_intent(facts: InspectedFile, terms: PressTerms) -> Iterator[Message]:
    """One output intent, of the condition wanted, with the profile where it must be embedded and only there."""
    intents = [one for one in facts.intents if one.kind == "GTS_PDFX"]
    if len(facts.intents) != 1 or not intents:
        yield msg("The file names the printing condition “{found}” instead of {wanted}", found="", wanted=terms.condition)
        return
    intent = intents[0]
    if intent.identifier != terms.condition:
        yield msg("The file names the printing condition “{found}” instead of {wanted}", found=intent.identifier, wanted=terms.condition)
    profile = "prtr CMYK" if terms.embeds else ""
    if intent.profile != profile or (profile and intent.channels != (4, 4)):
        yield msg("The output intent holds the profile “{found}” instead of “{wanted}”", found=intent.profile, wanted=profile)
    if not intent.registry:
        yield msg("The output intent names no registry")
