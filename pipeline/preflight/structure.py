"""The file as such: points 17 and 32 to 40 of the checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.doors.pdf.painted import DocumentFacts, IntentFacts, PageFacts
from pipeline.model.findings import Box, Finding, Severity, rule
from pipeline.model.message import Message, msg
from pipeline.preflight.registry import File, Page, each_page, once

__all__ = ["ACTIONS", "DAMAGED", "DATES", "ENCRYPTED", "INTENT", "LAYERS", "NAMES", "ODD", "STANDARD", "VERSION", "claims_of"]

INTENT = rule(
    "INK-117",
    title=msg("The file does not say for which press it was made"),
    rationale=msg(
        "Without one output intent the numbers of its colours mean nothing certain; with another than the ordered they are wrong."
    ),
    codes={
        "no-intent": Severity.ERROR, "several-intents": Severity.ERROR, "wrong-condition": Severity.ERROR, "no-profile": Severity.ERROR,
        "wrong-profile": Severity.ERROR,
    },
    source="ISO 15930-7, 6.2.2 (not opened); ISO 32000-1, 14.11.5; GWG 2022, R0035",
)
DAMAGED = rule(
    "PDF-132",
    title=msg("The file is damaged"),
    rationale=msg("What one program mends in silence another prints wrong, or stops at: at night, with the press waiting."),
    codes={"repaired": Severity.WARNING, "bad-syntax": Severity.WARNING, "unread": Severity.ERROR},
    source="ISO 32000-1, 7.5",
)
ENCRYPTED = rule(
    "PDF-133",
    title=msg("The file is encrypted"),
    rationale=msg("A printer's programs cannot place, separate or mark an encrypted file, even where it opens without a password."),
    codes={"encrypted": Severity.ERROR},
    source="ISO 15930-4, 6.16 (not opened)",
)
VERSION = rule(
    "PDF-134",
    title=msg("The file's version does not fit its standard"),
    rationale=msg("PDF/X-1a is PDF 1.4, PDF/X-4 is PDF 1.6; an older RIP does not know what a newer file holds."),
    codes={"newer": Severity.ERROR, "object-streams": Severity.ERROR},
    source="ISO 15930-4, ISO 15930-7 (not opened)",
)
STANDARD = rule(
    "PDF-135",
    title=msg("The file is not of the PDF/X standard that was ordered"),
    rationale=msg("The key tells the printer's programs by which rules to check the file; without it they refuse it, or check nothing."),
    codes={"no-standard": Severity.ERROR, "wrong-standard": Severity.ERROR, "misplaced": Severity.ERROR},
    source="GWG 2022, R0001; ISO 15930-7 (not opened)",
)
NAMES = rule(
    "PDF-136",
    title=msg("The file lacks what PDF/X wants to know of it"),
    rationale=msg("Title, dates, trapping and identifier tell two rounds of a job apart, and whether it was trapped already."),
    codes={
        "no-title": Severity.ERROR, "no-date": Severity.ERROR, "no-trapped": Severity.ERROR, "no-id": Severity.ERROR,
        "no-history": Severity.WARNING,
    },
    source="ISO 15930-7, 6.8 (not opened)",
)
DATES = rule(
    "PDF-137",
    title=msg("The file says two things of itself"),
    rationale=msg("Where the old and the new metadata disagree, one of them belongs to another file: often the round before."),
    codes={"disagreement": Severity.WARNING},
    source="ISO 15930-7 (not opened); XMP Specification, part 1",
)
ACTIONS = rule(
    "PDF-138",
    title=msg("The file holds what belongs on a screen"),
    rationale=msg("Forms, scripts, attachments, links and notes may print or not, as the printer's program likes."),
    codes={"annotation": Severity.ERROR, "action": Severity.ERROR, "form": Severity.ERROR, "attachment": Severity.ERROR},
    source="ISO 15930-4, 6.14, 6.15 (not opened); Kodak EVO100, PDF/X-1a rules",
)
LAYERS = rule(
    "PDF-139",
    title=msg("The file has layers that are switched off"),
    rationale=msg("Whether a layer prints depends on the program that opens the file: a draft, or another language, may come out."),
    codes={"hidden-layer": Severity.WARNING, "configurations": Severity.WARNING},
    source="ISO 15930-7, 6.3.4 (not opened)",
)
ODD = rule(
    "PDF-140",
    title=msg("The file holds what PDF/X forbids"),
    rationale=msg("Transfer curves, PostScript, OPI and alternate images change at the printer's what everybody has approved."),
    codes=dict.fromkeys(("transfer", "postscript", "opi", "alternates", "lzw"), Severity.ERROR),
    source="ISO 15930-4 (not opened); ISO 32000-1, 10.5, 14.11.7",
)

_VERSIONS: Final = {"PDF/X-1": "1.4", "PDF/X-3": "1.4", "PDF/X-4": "1.6", "PDF/X-5": "1.6"}
_ON_PAPER: Final = frozenset({"TrapNet", "PrinterMark", "Popup"})


def claims_of(facts: DocumentFacts) -> tuple[str, ...]:
    """The PDF/X standards a file names, by Info and by XMP; ISO 15930-1 has the conformance in a key of its own."""
    old = facts.info.get("GTS_PDFXVersion", "")
    if not old.endswith((":2003", ":2002")):
        old = facts.info.get("GTS_PDFXConformance") or old
    named = (old, facts.metadata.get("pdfxid:GTS_PDFXVersion", ""))
    return tuple(dict.fromkeys(one for one in named if one.startswith("PDF/X")))


@once
def sound(file: File) -> Iterator[Finding]:
    """Points 32 and 33."""
    for repair in file.facts.repairs:
        reason = msg("it does not begin with %PDF") if repair == "header" else repair
        yield DAMAGED.finding("repaired", msg("The file had to be mended to be read: {reason}", reason=reason), place=file.place())
    for reading in file.readings:
        place = file.place(reading.facts.number)
        if reading.faults:
            yield DAMAGED.finding("bad-syntax", msg("The page's operators have {n} faults", n=reading.faults), place=place)
        for reason in sorted(reading.cut):
            yield DAMAGED.finding("unread", _CUTS[reason], place=place)
    if file.facts.encrypted:
        hint = msg("Save it without security settings.")
        yield ENCRYPTED.finding("encrypted", msg("The file is encrypted"), hint=hint, place=file.place())


_CUTS: Final[dict[str, Message]] = {
    "operators": msg("The page has more operators than are read; the rest was not checked"),
    "stream": msg("A content stream of the page is too large to be read; it was not checked"),
    "damaged": msg("A content stream of the page is damaged; it was not checked"),
    "depth": msg("Forms are nested too deeply; what is deeper was not checked"),
    "cyclic": msg("A form on the page paints itself"),
}


@once
def standard_is_named(file: File) -> Iterator[Finding]:
    """Points 34 and 35."""
    facts, wanted = file.facts, file.order.pdfx
    if wanted and not file.claims:
        message = msg("The file names no PDF/X standard; ordered was {wanted}", wanted=", ".join(wanted))
        yield STANDARD.finding("no-standard", message, place=file.place())
    elif wanted and not set(file.claims) & set(wanted):
        message = msg("The file is {found}; ordered was {wanted}", found=", ".join(file.claims), wanted=", ".join(wanted))
        yield STANDARD.finding("wrong-standard", message, place=file.place())
    in_old, in_new = facts.info.get("GTS_PDFXVersion", ""), facts.metadata.get("pdfxid:GTS_PDFXVersion", "")
    for claim in file.claims:
        newer = claim.startswith(_NEWER)
        if (newer and claim != in_new) or (not newer and not in_old):
            where = "XMP" if newer else "Info"
            yield STANDARD.finding("misplaced", msg("{standard} is not named in {where}", standard=claim, where=where), place=file.place())
    for claim in file.claims or wanted[:1]:
        most = _VERSIONS.get(claim[:7], "9.9")
        if facts.version > most:
            message = msg("The file is PDF {found}; {standard} is PDF {most}", found=facts.version, standard=claim, most=most)
            yield VERSION.finding("newer", message, place=file.place())
        if most == "1.4" and facts.object_streams:
            message = msg("The file has object streams, which {standard} does not know", standard=claim)
            yield VERSION.finding("object-streams", message, place=file.place())


@once
def intent_is_right(file: File) -> Iterator[Finding]:
    """Point 17."""
    if not file.is_x:
        return
    intents = [one for one in file.facts.intents if one.kind == "GTS_PDFX"]
    place = file.place()
    if not intents:
        yield INTENT.finding("no-intent", msg("The file has no output intent for PDF/X"), place=place)
    if len(intents) > 1:
        yield INTENT.finding("several-intents", msg("The file has {n} output intents for PDF/X", n=len(intents)), place=place)
    for intent in intents:
        yield from _intent(intent, file)


def _intent(intent: IntentFacts, file: File) -> Iterator[Finding]:
    place, wanted = file.place(), file.order.output_condition
    found = intent.identifier
    if wanted and not _names(intent, wanted):
        message = msg("The output intent names “{found}”; ordered was {wanted}", found=found, wanted=wanted)
        yield INTENT.finding("wrong-condition", message, place=place)
    if not intent.profile:
        if not file.is_x1a or not intent.registry:
            yield INTENT.finding("no-profile", msg("The output intent embeds no profile"), place=place)
        return
    if intent.profile not in _PROFILES[file.order.colours]:
        message = msg("The output intent's profile is “{found}”, not that of a press in CMYK", found=intent.profile)
        yield INTENT.finding("wrong-profile", message, place=place)
    elif intent.stated != intent.components:
        message = msg(
            "The output intent's profile has {n} channels and is said to have {stated}", n=intent.components, stated=intent.stated
        )
        yield INTENT.finding("wrong-profile", message, place=place)


_PROFILES: Final = {
    "K": ("prtr CMYK", "prtr GRAY"), "CMYK": ("prtr CMYK",), "any": ("prtr CMYK", "prtr GRAY", "prtr RGB"),
}
"""Device class and space of the profile, by the job's colours."""


def _names(intent: IntentFacts, wanted: str) -> bool:
    """Whether an intent names a condition: by its name in the registry, by its data set ("FOGRA39L"), or beside "Custom"."""
    found, plain = _plain(intent.identifier), _plain(wanted)
    if found in (plain, plain + "l"):
        return True
    return found == "custom" and any(plain in _plain(said) for said in (intent.condition, intent.info))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


@once
def names_are_there(file: File) -> Iterator[Finding]:
    """Points 36 and 37."""
    facts = file.facts
    if not file.is_x:
        return
    place = file.place()
    if not (facts.info.get("Title") or facts.metadata.get("dc:title")):
        yield NAMES.finding("no-title", msg("The file has no title"), place=place)
    for key, xmp in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
        if not (facts.info.get(key) or facts.metadata.get(xmp)):
            yield NAMES.finding("no-date", msg("The file has no {key}", key=key), place=place)
    if facts.trapped not in ("True", "False") and facts.metadata.get("pdf:Trapped") not in ("True", "False"):
        yield NAMES.finding("no-trapped", msg("The file does not say whether it was trapped"), place=place)
    if not facts.has_id:
        yield NAMES.finding("no-id", msg("The file has no identifier"), place=place)
    lacking = [key for key in _HISTORY if not facts.metadata.get(key)]
    if lacking and any(claim.startswith(_NEWER) for claim in file.claims):
        yield NAMES.finding("no-history", msg("XMP has no {keys}", keys=", ".join(lacking)), place=place)
    for key, xmp in _SAME.items():
        old, new = facts.info.get(key, ""), facts.metadata.get(xmp, "")
        if old and new and _said(old) != _said(new):
            message = msg("Info says “{old}” under {key}, XMP says “{new}”", old=old[:60], key=key, new=new[:60])
            yield DATES.finding("disagreement", message, place=place)


_NEWER: Final = ("PDF/X-4", "PDF/X-5")
_HISTORY: Final = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")
"""What PDF/X-4 wants in XMP, whatever it says; from memory of ISO 15930-7, hence a warning."""
_SAME: Final = {
    "Title": "dc:title", "CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate", "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
}
_DATE: Final = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d)?'?:?(\d\d)?'?$")


def _said(value: str) -> str:
    """A value as it is compared: dates by their moment as written, texts without outer blanks."""
    date = _DATE.match(value.strip().replace("Z00'00'", "Z"))
    if date is None:
        return " ".join(value.split())
    digits = "".join(part or default for part, default in zip(date.groups()[:6], ("", "01", "01", "00", "00", "00"), strict=True))
    zone = (date[7] or "Z") + (date[8] or "00")
    return digits + ("+0000" if zone in ("Z00", "+0000", "-0000") else zone)


@once
def nothing_acts(file: File) -> Iterator[Finding]:
    """Point 38, the file's own."""
    if not file.is_x:
        return
    words = {"AcroForm": "form", "XFA": "form", "EmbeddedFiles": "attachment"}
    for action in file.facts.actions:
        yield ACTIONS.finding(words.get(action, "action"), msg("The file holds {what}", what=action), place=file.place())


@each_page
def nothing_lies_on_the_page(page: Page) -> Iterator[Finding]:
    """Point 38: annotations within the bleed, other than a printer's own."""
    if not page.file.is_x:
        return
    if page.facts.acts:
        yield ACTIONS.finding("action", msg("The page has actions"), place=page.place())
    edge = _bleed_edge(page.facts)
    for note in page.facts.annotations:
        if note.kind in _ON_PAPER or note.box is None:
            continue
        x0, y0, x1, y1 = note.box
        if x1 > edge[0] and x0 < edge[2] and y1 > edge[1] and y0 < edge[3]:
            message = msg("The page holds an annotation of the kind {kind}", kind=note.kind)
            hint = msg("Export without links, notes and form fields.")
            yield ACTIONS.finding("annotation", message, hint=hint, place=page.place(note.box))


def _bleed_edge(facts: PageFacts) -> Box:
    """What is printed of a page, in points from the lower left corner of its trim."""
    bleed, trim = facts.bleed or facts.final, facts.final
    x0, y0, x1, y1 = ((edge - trim[at % 2]) * facts.unit for at, edge in enumerate(bleed))
    return (x0, y0, x1, y1)


@once
def layers_are_on(file: File) -> Iterator[Finding]:
    """Point 39."""
    layers = file.facts.layers
    for name in layers.hidden:
        yield LAYERS.finding("hidden-layer", msg("The layer “{name}” is switched off", name=name), place=file.place())
    if layers.configurations:
        message = msg("The file has {n} further configurations of its layers", n=layers.configurations)
        yield LAYERS.finding("configurations", message, place=file.place())


_ODD: Final = {
    "TR": "transfer", "TR2": "transfer", "HTP": "transfer", "PS": "postscript", "OPI": "opi", "alternates": "alternates", "LZW": "lzw",
}


@once
def nothing_odd(file: File) -> Iterator[Finding]:
    """Point 40."""
    if not file.is_x:
        return
    for reading in file.readings:
        for odd in sorted(reading.oddities):
            if code := _ODD.get(odd, ""):
                yield ODD.finding(code, msg("The page uses {what}", what=odd), place=file.place(reading.facts.number))
    if file.facts.lzw and not any("LZW" in reading.oddities for reading in file.readings):
        yield ODD.finding("lzw", msg("A stream of the file is compressed with LZW"), place=file.place())
