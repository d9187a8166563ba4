"""The catalogue of a PDF and what hangs on it: version, metadata, output intents, layers, actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree

import pikepdf

from pipeline.doors.pdf.painted.facts import DocumentFacts, IntentFacts, LayerFacts
from pipeline.doors.pdf.painted.spaces import profile_space
from pipeline.doors.pdf.painted.streams import LARGEST_FONT, TooLarge, decoded
from pipeline.doors.pdf.painted.values import Key, array, dictionary, key_of, name, text, whole

__all__ = ["document_facts", "hidden_layers", "output_profile", "plain_words"]

_HEADER: Final = re.compile(rb"%PDF-(\d\.\d)")
_REPAIRS: Final = 20
_STREAM: Final = re.compile(r"^stream <[^>]*>:? ?")
_COMPONENTS: Final = {"CMYK": 4, "RGB": 3, "GRAY": 1, "Lab": 3}
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM", "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def document_facts(pdf: pikepdf.Pdf, content: bytes, warnings: Sequence[str]) -> DocumentFacts:
    """The file as a whole; ``warnings`` of qpdf while it was read."""
    root, trailer = pdf.Root, pdf.trailer
    written = dictionary(trailer.get("/Info"))
    info = {key[1:]: text(value) for key, value in written.items() if text(value)} if written is not None else {}
    trapped = name(written.get("/Trapped")) if written is not None else ""
    metadata = root.get("/Metadata")
    found = _metadata(metadata) if isinstance(metadata, pikepdf.Stream) else None
    header = _HEADER.search(content[:1024])
    mended = list(dict.fromkeys(warnings))
    return DocumentFacts(
        version=max(header[1].decode() if header else "", name(root.get("/Version"))),
        encrypted=bool(pdf.is_encrypted),
        object_streams=b"/ObjStm" in content,
        repairs=(*mended[:_REPAIRS], *(() if header and header.start() == 0 else ("header",))),
        has_id=len(array(trailer.get("/ID"))) == 2,
        info=info,
        trapped=trapped,
        metadata=found or {},
        intents=tuple(_intent(one) for one in map(dictionary, array(root.get("/OutputIntents"))) if one is not None),
        layers=_layers(root),
        actions=tuple(_actions(root)),
        lzw=b"/LZWDecode" in content,  # dictionaries of streams stand in the file as they are
    )


def plain_words(warning: object) -> str:
    """What qpdf says of a file, without the name of the stream that it was read from."""
    return _STREAM.sub("", str(warning)).strip().splitlines()[0][:160] if str(warning).strip() else "?"


def _intent(held: pikepdf.Object) -> IntentFacts:
    stream = held.get("/DestOutputProfile")
    profile, components, stated, version = "", 0, 0, ""
    if isinstance(stream, pikepdf.Stream):
        profile, stated = "broken", whole(stream.get("/N"))
        try:
            held_profile = decoded(stream, LARGEST_FONT)
        except (pikepdf.PikepdfError, TooLarge, ValueError):
            held_profile = b""
        space = profile_space(held_profile)
        if space:
            profile = f"{held_profile[12:16].decode('latin-1')} {space}"
            components = _COMPONENTS.get(space, 0)
            version = f"{held_profile[8]}.{held_profile[9] >> 4}"
    identifier, registry, condition, info = (
        text(held.get(key)) for key in ("/OutputConditionIdentifier", "/RegistryName", "/OutputCondition", "/Info")
    )
    return IntentFacts(
        name(held.get("/S")), identifier, registry, condition, info, profile, components, stated, version,
        held.get("/DestOutputProfileRef") is not None,
    )


def output_profile(root: pikepdf.Object) -> tuple[str, bytes]:
    """Name and embedded profile of the output intent, PDF/X's own first; the name alone where no intent embeds one; ("", b"") without any.
    """
    intents = [one for one in map(dictionary, array(root.get("/OutputIntents"))) if one is not None]
    for intent in sorted(intents, key=lambda one: name(one.get("/S")) != "GTS_PDFX"):
        stream = intent.get("/DestOutputProfile")
        if isinstance(stream, pikepdf.Stream):
            try:
                held = decoded(stream, LARGEST_FONT)
            except (pikepdf.PdfError, TooLarge, ValueError):
                continue
            return text(intent.get("/OutputConditionIdentifier")) or text(intent.get("/Info")), held
    return next((name_ for intent in intents if (name_ := text(intent.get("/OutputConditionIdentifier")))), ""), b""


def hidden_layers(root: pikepdf.Object) -> frozenset[Key]:
    """The optional content groups that the default configuration switches off (8.11.4.3)."""
    properties = dictionary(root.get("/OCProperties"))
    default = dictionary(properties.get("/D")) if properties is not None else None
    if properties is None or default is None:
        return frozenset()
    off = {key_of(one) for one in array(default.get("/OFF"))}
    if name(default.get("/BaseState")) == "OFF":
        off |= {key_of(one) for one in array(properties.get("/OCGs"))} - {key_of(one) for one in array(default.get("/ON"))}
    return frozenset(off - {(0, 0)})


def _layers(root: pikepdf.Object) -> LayerFacts:
    properties = dictionary(root.get("/OCProperties"))
    if properties is None:
        return LayerFacts()
    off = hidden_layers(root)
    groups = [one for one in map(dictionary, array(properties.get("/OCGs"))) if one is not None]
    default = dictionary(properties.get("/D"))
    return LayerFacts(
        len(groups),
        tuple(text(one.get("/Name")) or "?" for one in groups if key_of(one) in off),
        len(array(properties.get("/Configs"))),
        default is not None and default.get("/AS") is not None,
    )


def _actions(root: pikepdf.Object) -> Iterator[str]:
    names = dictionary(root.get("/Names"))
    if names is not None:
        for key in ("JavaScript", "EmbeddedFiles"):
            if names.get("/" + key) is not None:
                yield key
    for key in ("OpenAction", "AA"):
        held = root.get("/" + key)
        # An OpenAction that is a destination, or leads to one, only says where to begin reading.
        if held is not None and not isinstance(held, pikepdf.Array) and name(getattr(held, "get", lambda _: None)("/S")) != "GoTo":
            yield key
    form = dictionary(root.get("/AcroForm"))
    if form is not None:
        yield "XFA" if form.get("/XFA") is not None else "AcroForm"


def _metadata(stream: pikepdf.Stream) -> dict[str, str] | None:
    """The simple properties of an XMP packet; None where it cannot be read."""
    try:
        written = decoded(stream, 1 << 22)
        if b"<!DOCTYPE" in written or b"<!ENTITY" in written:
            return None
        tree = ElementTree.fromstring(written.strip(b"\0 \t\r\n"))  # noqa: S314  (no entities: looked for above)
    except (ElementTree.ParseError, pikepdf.PikepdfError, TooLarge, ValueError):
        return None
    made: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            _keep(made, key, value)
        for child in description:
            first = child.find(f".//{_RDF}li")
            _keep(made, child.tag, (child.text if first is None else first.text) or "")
    return made


def _keep(made: dict[str, str], key: str, value: str) -> None:
    space, _, local = key.lstrip("{").rpartition("}")
    if space in _PREFIXES and value.strip():
        made.setdefault(f"{_PREFIXES[space]}:{local}", value.strip())
