"""The XMP packet, written whole, so that it agrees with the Info dictionary and never carries a random identifier."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

__all__ = ["pdf_date", "xmp_packet"]

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate><xmp:MetadataDate>{created}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{creator}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><xmpMM:VersionID>1</xmpMM:VersionID>{pdfx}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def xmp_packet(title: str, author: str, lang: str, created: str, creator: str, pdfx: str, identity: str) -> bytes:
    """The packet in UTF-8; ``pdfx`` adds the version key of ISO 15930-7, 6.3.2."""
    values = {"title": title, "author": author, "lang": lang, "created": created, "creator": creator, "identity": identity}
    key = f"\n<pdfxid:GTS_PDFXVersion>{escape(pdfx, quote=False)}</pdfxid:GTS_PDFXVersion>" if pdfx else ""
    return _PACKET.format(pdfx=key, **{name: escape(value, quote=False) for name, value in values.items()}).encode()


def pdf_date(moment: datetime) -> str:
    """A date as PDF writes it (ISO 32000-1, 7.9.4): D:20261101120000+00'00'."""
    offset = moment.strftime("%z") or "+0000"
    return moment.strftime("D:%Y%m%d%H%M%S") + re.sub(r"^([+-]\d\d)(\d\d)$", r"\1'\2'", offset)
