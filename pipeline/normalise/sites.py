"""Sites and accounts in social networks (data.md section 4, cases 20 and 22). A site is printed as host and path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pipeline.model.listings import Social
from pipeline.model.message import msg
from pipeline.normalise import rules
from pipeline.normalise.emails import is_address
from pipeline.normalise.folding import word_set
from pipeline.normalise.lookalikes import is_cyrillic, is_latin, to_latin
from pipeline.normalise.phone_texts import whatsapp_number
from pipeline.normalise.phones import looks_like_phone
from pipeline.normalise.site_texts import host_and_path, likely_site, plain_links, printed_site, without_connectors
from pipeline.normalise.trail import Spot

__all__ = ["Links", "looks_like_site", "read_links"]

_HOSTS: Final = {
    "instagram.com": "instagram", "instagr.am": "instagram", "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook",
    "m.facebook.com": "facebook", "web.facebook.com": "facebook", "ru-ru.facebook.com": "facebook",
    "chat.whatsapp.com": "whatsapp", "wa.me": "whatsapp", "api.whatsapp.com": "whatsapp",
    "t.me": "telegram", "telegram.me": "telegram", "youtube.com": "youtube", "m.youtube.com": "youtube",
    "tiktok.com": "tiktok", "vk.com": "vk", "m.vk.com": "vk", "vkontakte.ru": "vk", "x.com": "x", "twitter.com": "x",
    "linkedin.com": "linkedin", "kz.linkedin.com": "linkedin",
}  # fmt: skip
_NAMES: Final = {
    "instagram": "instagram", "инстаграм": "instagram", "инстаграмм": "instagram",
    "инст": "instagram", "инста": "instagram", "ig": "instagram", "insta": "instagram", "inst": "instagram",
    "facebook": "facebook", "фейсбук": "facebook", "фэйсбук": "facebook", "fb": "facebook", "фб": "facebook",
    "telegram": "telegram", "телеграм": "telegram", "телеграмм": "telegram", "телега": "telegram",
    "тг": "telegram", "tg": "telegram",
    "youtube": "youtube", "ютуб": "youtube", "ютюб": "youtube", "tiktok": "tiktok", "тикток": "tiktok",
    "vk": "vk", "вк": "vk", "вконтакте": "vk",
    "twitter": "x", "твиттер": "x", "x": "x", "linkedin": "linkedin", "линкедин": "linkedin",
}  # fmt: skip
_HANDLE: Final = re.compile(r"@?[A-Za-z0-9_.\-]{2,64}$")
_NAMED: Final = re.compile(r"(?P<name>[^\W\d_]+)(?:\s*:\s*|\s+[-–—]?\s*|[-–—]\s+)(?P<handle>@?[\w.\-]{2,64})$")
_SPOKEN: Final = re.compile(r"(?P<name>[^\W\d_]+)(?:-[^\W\d_]+)?(?:\s*[:–—]\s*|\s+)\S")
_PARTS: Final = re.compile(r"[;\n]+|,\s+|,(?=https?:)")
_SCHEME: Final = re.compile(r"^(?:https?:/{0,2}|mailto:)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NOT_ACCOUNTS: Final = word_set("p reel reels stories explore watch share sharer hashtag search joinchat playlist events feed")
_KEPT_PATHS: Final = {
    "youtube": ("channel", "c", "user"), "linkedin": ("company", "in", "school"), "facebook": ("groups", "people", "pages"),
}  # fmt: skip


@dataclass(slots=True)
class Links:
    """What cells of links held: hosts to print, accounts, and the e-mails and phone numbers that stood among them."""

    sites: list[tuple[str, Spot]]
    social: list[Social]
    emails: list[tuple[str, Spot]]
    phones: list[tuple[str, Spot]]


def looks_like_site(text: str) -> bool:
    """Is it a host with a dot, perhaps with scheme and path, and no e-mail address?"""
    return "@" not in text.partition("/")[0] and bool(printed_site(text))


def read_links(cells: list[tuple[str, str, Spot]], *, social: bool) -> Links:
    """Read cells of (text, header, spot). ``social``: the column is for accounts, so that a bare @name is one."""
    links = Links([], [], [], [])
    for text, header, spot in cells:
        for piece in _pieces(plain_links(text)):
            _read_piece(piece, header, spot, links, social)
    return links


def _pieces(text: str) -> list[str]:
    """Links of a cell; a label stays with the name behind it ("Инстаграм: name", "тг @name")."""
    found: list[str] = []
    for part in _PARTS.split(text):
        words = part.split()
        if len(words) > 1 and all("." in word or "/" in word for word in words):
            found.extend(words)
        elif len(words) > 2 and len(words) % 2 == 0 and all(_network(word) for word in words[::2]):
            found.extend(f"{label} {name}" for label, name in zip(words[::2], words[1::2], strict=True))
        elif words:
            found.append(" ".join(words))
    return [piece.strip(" .,<>()") for piece in found]


def _network(word: str) -> str:
    return _NAMES.get(word.strip(" :-–—").casefold(), "")


def _read_piece(piece: str, header: str, spot: Spot, links: Links, social: bool) -> None:
    bare = _SCHEME.sub("", piece)
    if "@" in bare.partition("/")[0] and not bare.startswith("@") and is_address(bare):
        spot.changed(rules.SITE, piece, "")
        spot.found(rules.SITE, "moved", msg("“{text}” is an e-mail address and was moved there.", text=piece), before=piece)
        links.emails.append((bare, spot))
        return
    number = whatsapp_number(piece) or (piece if looks_like_phone(piece) else "")
    if number:
        spot.changed(rules.SITE, piece, "")
        spot.found(rules.SITE, "moved", msg("“{text}” is a phone number and was moved there.", text=piece), before=piece)
        links.phones.append((number, spot))
        return
    account = _account(piece, header, social)
    if account is not None:
        _add_account(account, piece, spot, links)
    elif not _read_among_words(piece, header, spot, links, social):
        _read_site(piece, spot, links)


def _read_among_words(piece: str, header: str, spot: Spot, links: Links, social: bool) -> bool:
    """Links with words beside them (rodnik.kz (в разработке), rodnik.kz и bulak.kz): the links are read, the words named."""
    words = piece.split()
    found = [bare for word in words if looks_like_site(bare := word.strip("(),;<>«»"))]
    if len(words) < 2 or not found:
        return False
    for link in found:
        _read_piece(link, header, spot, links, social)
    rest = without_connectors([word for word in words if word.strip("(),;<>«»") not in found])
    if rest:
        message = msg("“{text}” beside the web address was left out.", text=rest)
        spot.found(rules.SITE, "words-left", message, before=rest)
    return True


def _account(piece: str, header: str, social: bool) -> tuple[str, str] | None:
    """(network, handle) of a piece; the handle is "" for a link to a post or a search."""
    host, path = host_and_path(piece)
    if host in _HOSTS:
        return _HOSTS[host], _handle_of_path(_HOSTS[host], path)
    if host == "youtu.be":
        return "youtube", ""
    named = _NAMED.match(piece)
    if named:
        said, handle = _network(named["name"]), named["handle"]
        if said and _HANDLE.match(handle):
            return said, handle.lstrip("@")
    spoken = _SPOKEN.match(piece)
    if spoken and _network(spoken["name"]) and not any("." in word and "/" in word for word in piece.split()):
        return _network(spoken["name"]), ""
    network = next((found for found in map(_network, _WORD.findall(header)) if found), "")
    if _HANDLE.match(piece) and (piece.startswith("@") or (social and (network or "." not in piece))):
        return network, piece.lstrip("@")
    return None


def _add_account(account: tuple[str, str], piece: str, spot: Spot, links: Links) -> None:
    network, handle = account
    if network and handle:
        spot.changed(rules.SOCIAL, piece, f"{network}: {handle}")
        made = Social(network, handle, spot.ref)
        if all((known.network, known.handle.casefold()) != (network, handle.casefold()) for known in links.social):
            links.social.append(made)
    elif network:
        decided = spot.asked(
            rules.SOCIAL,
            "not-an-account",
            msg("“{text}” does not lead to an account; it is not printed.", text=piece),
            hint=msg("Write the address of the account's first page."),
            before=piece,
        )
        if decided:
            _take_answer(decided, piece, spot, links)
    else:
        decided = spot.asked(
            rules.SOCIAL,
            "unknown-network",
            msg("“{text}”: in which social network? It is not printed.", text=piece),
            hint=msg("Write the network before the name, e.g. “Instagram: name”."),
            before=piece,
        )
        if decided:
            _take_answer(decided, piece, spot, links)


def _handle_of_path(network: str, path: str) -> str:
    steps = [step for step in unquote(path if "profile.php" in path else path.partition("?")[0]).split("/") if step]
    if network == "whatsapp":  # an invitation, or a short link without its number
        return ""
    if network == "telegram" and steps[:1] == ["s"]:
        steps = steps[1:]
    if not steps or steps[0] in _NOT_ACCOUNTS or steps[0].startswith(("+", "wall", "photo", "video")):
        return ""
    if steps[0] in _KEPT_PATHS.get(network, ()):
        return "/".join(steps[:2]) if len(steps) > 1 else ""
    return steps[0].lstrip("@")


def _read_site(piece: str, spot: Spot, links: Links) -> None:
    site = printed_site(piece)
    if site:
        spot.changed(rules.SITE, piece, site)
        links.sites.append((site, spot))
        return
    proposal, code = "", "bad-site"
    latin = to_latin(piece) if any(map(is_cyrillic, piece)) and any(map(is_latin, piece)) else None
    if latin and printed_site(latin):
        proposal, code = printed_site(latin), "lookalike"
    elif likely_site(piece):
        proposal, code = likely_site(piece), "typo"
    decided = spot.asked(
        rules.SITE,
        code,
        msg("“{text}” has letters of two alphabets; it is not printed.", text=piece)
        if code == "lookalike"
        else msg("“{text}” is no web address; it is not printed.", text=piece),
        hint=msg("Is it {address}? Ask the organisation.", address=proposal) if proposal else msg("Ask the organisation for its address."),
        before=piece,
        after=proposal or None,
    )
    if decided:
        _take_answer(decided, piece, spot, links)


def _take_answer(decided: str, piece: str, spot: Spot, links: Links) -> None:
    """A person's answer, if it is a site, an account with its network, or an e-mail address."""
    account = _account(decided, "", social=False)
    if account is not None and all(account):
        _add_account(account, decided, spot, links)
    elif is_address(decided):
        links.emails.append((decided, spot))
    elif account is None and printed_site(decided):
        links.sites.append((printed_site(decided), spot))
    else:
        spot.bad_answer(piece, decided)
