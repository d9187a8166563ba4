"""A cell of links before they are read: misspelt schemes, labels and trackers taken off; hosts as they are printed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from pipeline.normalise.emails import has_cyrillic_end
from pipeline.normalise.folding import word_set
from pipeline.normalise.lookalikes import is_cyrillic, is_latin

__all__ = ["host_and_path", "likely_site", "plain_links", "printed_site", "without_connectors"]

_SCHEME: Final = re.compile(r"(?<![\w.])h{0,2}t{1,3}p{1,3}s?\s*[:;.,]?\s*[/\\]{1,3}(?=\w)", re.IGNORECASE)
_PLAIN: Final = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w./@-]*)?\Z", re.ASCII)
_RIGHT_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_SPACED_WWW: Final = re.compile(r"(?<![\w.])www[\s/\\]+(?=[^\W_])", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?<![\w.@-])(?:наш\s+|біздің\s+)?(?:(?:веб|web|интернет)[-\s]?)?(?:сайт\w{0,3}|site|website|url|ссылка|адрес|парақша\w*|страница)"
    r"(?:\s*[:–—]\s*|\s+-\s+|\s+(?=\S+\.\S))(?=\S)",
    re.IGNORECASE,
)
_BEFORE_LINK: Final = re.compile(r"(?<![\w.@-])[^\W\d_]{2,12}(?:\s*[:–—]\s*|\s+-?\s*)(?=https?://|www\.)", re.IGNORECASE)
_BEHIND: Final = re.compile(r"(?P<handle>@?[A-Za-z0-9_][\w.]{1,63})\s*\((?P<name>[^\W\d_]+)\)\s*$")
_TRACKER: Final = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|ysclid|igshid|igsh|mc_[ce]id|_openstat|_ga|ref_src|si)(?:=|$)", re.IGNORECASE)
_BEGINNING: Final = re.compile(r"[a-z]+://", re.IGNORECASE)
_HOST_LABEL: Final = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?$")
_CONNECTORS: Final = word_set("и или а также and or және немесе мен")
_MISTYPED_WWW: Final = re.compile("ww|w{4,}")
_USUAL_PORTS: Final = (None, 80, 443)


def plain_links(text: str) -> str:
    """The cell with right schemes, without labels before links, and with an account's network before its name."""
    if _PLAIN.match(text):
        return text
    if "/" in text or "\\" in text:
        text = _SCHEME.sub(lambda match: match[0] if _RIGHT_SCHEME.fullmatch(match[0]) else "https://", text)
    text = _SPACED_WWW.sub("www.", text)
    if not text.isascii() or " " in text or ":" in text:
        text = _BEFORE_LINK.sub("", _LABEL.sub("", text))
    return _BEHIND.sub(r"\g<name>: \g<handle>", text) if "(" in text else text


def without_connectors(words: list[str]) -> str:
    """Words as one text without those that only join two links."""
    return " ".join(word for word in words if word.strip(".,;:()").casefold() not in _CONNECTORS).strip(" ,;:()")


def host_and_path(piece: str) -> tuple[str, str]:
    """Host in small letters without www, with a port that is not the usual one; path and query without trackers. ("", "") for no link."""
    text = piece if _BEGINNING.match(piece) else "//" + piece
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return "", ""
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKER.match(part))
    return host + ("" if port in _USUAL_PORTS else f":{port}"), parts.path + (f"?{query}" if query else "")


@lru_cache(maxsize=16384)
def printed_site(piece: str) -> str:
    """Host without scheme and www, letters instead of punycode, and the path as sent; "" where the host is none."""
    if " " in piece or "," in piece.partition("/")[0] or "@" in piece.partition("//")[2].partition("/")[0]:
        return ""
    whole, path = host_and_path(piece)
    host, colon, port = whole.partition(":")
    host = _in_letters(host) if "xn--" in host else host
    labels = host.split(".")
    if len(labels) < 2 or not all(map(_HOST_LABEL.match, labels)) or not labels[-1].replace("-", "").isalpha() or len(labels[-1]) < 2:
        return ""
    if _MISTYPED_WWW.fullmatch(labels[0]):
        return ""
    for label in labels:
        if any(map(is_cyrillic, label)) and any(map(is_latin, label)):
            return ""
    path = path.rstrip("/")
    if host.isascii():
        return host + colon + port + path
    if any(map(is_cyrillic, labels[-1])) and not has_cyrillic_end(host):
        return ""  # "г.Алматы" is no site
    import idna

    try:
        idna.encode(host, uts46=True)
    except idna.IDNAError:
        return ""
    return host + colon + port + path


def _in_letters(host: str) -> str:
    import idna

    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def likely_site(piece: str) -> str:
    """What a piece that is no site may be, with one slip less (rodnik. kz, rodnik,kz, wwww.rodnik.kz); "" for anything else."""
    likely = re.sub(r"\s*([.,])\s*", ".", piece)
    host, _ = host_and_path(likely)
    first, _, rest = host.partition(".")
    if _MISTYPED_WWW.fullmatch(first) and "." in rest:
        likely = likely[likely.casefold().index(first) + len(first) + 1 :]
    return printed_site(likely) if likely != piece else ""
