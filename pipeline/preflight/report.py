"""The report of a preflight, for people: every value of templates/preflight.html.j2, worded and in order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pipeline.model.findings import Finding, PageRef, Severity, registered_rules
from pipeline.model.message import Figure, Message, msg, nmsg
from pipeline.preflight.hits import Hit, PageHits, Shares, page_hits
from pipeline.preflight.inventory import page_ranges
from pipeline.preflight.joining import places_of, rest_message
from pipeline.preflight.report_lists import inventory_tables, limit_rows
from pipeline.preflight.sources import source_words

if TYPE_CHECKING:
    from pipeline.doors.templates import TemplateSet
    from pipeline.preflight import Preflighted

__all__ = ["MOST_PAGES", "Identity", "pages_to_draw", "report_html"]

MOST_PAGES: Final = 24
"""Pages that are drawn."""
_MOST_PLACES: Final = 40
"""Sentences of one kind that are listed, each with all its pages; the rest is counted."""
_MOST_LINES: Final = 6
"""Sentences under one picture."""
_REST: Final = rest_message(0).msgid
_WHOLE: Final = 0.5
"""A box that covers more of its page than this is drawn without a tint: it would hide the others."""
_TEMPLATE: Final = "preflight.html.j2"
Say = Callable[[Message], str]
Identity = Mapping[str, str]
"""What was checked by what: "size", "sha256", "program"."""

_VERDICTS: Final = {
    "pass": (msg("Passed"), msg("The file may go to press under this profile.")),
    "fail": (msg("Failed"), msg("The file must be mended before it goes to press.")),
    "incomplete": (msg("Incomplete"), msg("Some checks could not be made; this is no release for press.")),
}
_SEVERITIES: Final = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("information")}
_NO_JOB: Final = msg("no job file")
_WORDS: Final[dict[str, Message | str]] = {
    "report": msg("Preflight report"), "verdict": msg("Verdict"), "summary": msg("What was found"), "hits": msg("On the pages"),
    "waived": msg("Answered for"), "inventory": msg("What the file consists of"), "limits": msg("Checked against"),
    "rule": msg("Rule"), "said": msg("What"), "pages": msg("Pages"), "count": msg("Places"), "why": msg("Why it matters"),
    "do": msg("What to do"), "reason": msg("Reason"), "source": msg("Source"), "none": msg("Nothing was found."),
    "file": msg("File"), "digest": "SHA-256", "profile": msg("Profile"), "profile_digest": msg("SHA-256 of the profile"),
    "job": msg("SHA-256 of the job file"), "program": msg("Program"),
    "limit": msg("Limit"), "value": msg("Value"), "asked": msg("Asked by"),
    "sign": msg("Released for press"), "name": msg("Name"), "date": msg("Date"),
    "signature": msg("Signature"), "not_drawn": msg("The page could not be drawn"),
    "trim": msg("The thin blue line is the trim. Numbers stand for the sentences below each page."),
}


def pages_to_draw(made: Preflighted) -> list[int]:
    """Numbers of the pages whose pictures the report shows."""
    return [one.page for one in page_hits(made.findings, made.sheets, MOST_PAGES)]


def report_html(made: Preflighted, identity: Identity, pictures: Mapping[int, bytes], lang: str, say: Say) -> str:
    """The report as complete HTML, with its pictures (PNG, by page number) in it. The same values give the same text."""
    return _template().render(_TEMPLATE, page=_page(made, identity, pictures, lang, say)) + "\n"


@cache
def _template() -> TemplateSet:
    from pipeline.doors.templates import TemplateSet

    text = (files("pipeline.preflight") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    return TemplateSet("preflight", {_TEMPLATE: text})


def _page(made: Preflighted, identity: Identity, pictures: Mapping[int, bytes], lang: str, say: Say) -> dict[str, Any]:
    order = made.order
    title, sentence = _VERDICTS[made.verdict]
    drawn = page_hits(made.findings, made.sheets, MOST_PAGES)
    return {
        "lang": lang, "w": {name: say(words) if isinstance(words, Message) else words for name, words in _WORDS.items()},
        "file": made.file.rpartition("/")[2], "facts": _facts(made, say),
        "verdict": made.verdict, "verdict_title": say(title), "verdict_sentence": say(sentence), "counts": _counts(made, say),
        "kinds": _kinds(made.findings, say),
        "drawn": [_drawn(one, pictures.get(one.page), say) for one in drawn],
        "more_drawn": _more_drawn(made, drawn, say),
        "waived": _waived(made.waived, say),
        "tables": inventory_tables(made.inventories, say),
        "limits": limit_rows(order, say),
        "identity": (
            ("file", made.file, False), ("digest", identity["sha256"], True), ("profile", order.profile, False),
            ("profile_digest", order.digest, True), ("job", order.job_digest or say(_NO_JOB), bool(order.job_digest)),
            ("program", identity["program"], False),
        ),
    }


def _facts(made: Preflighted, say: Say) -> list[str]:
    boxes = made.inventories["boxes"]
    told = [say(nmsg("{n} page", "{n} pages", made.pages))]
    if boxes:
        trim = boxes[0].get("TrimBox") or boxes[0].get("MediaBox")
        if trim:
            width, height = (Figure(round(trim[at + 2] - trim[at], 1)) for at in (0, 1))
            told.append(say(msg("{width} × {height} mm", width=width, height=height)))
    return [*told, say(msg("profile {name}", name=made.order.profile))]


def _counts(made: Preflighted, say: Say) -> list[str]:
    return [
        say(nmsg("{n} error", "{n} errors", made.counted(Severity.ERROR))),
        say(nmsg("{n} warning", "{n} warnings", made.counted(Severity.WARNING))),
    ]


def _kinds(findings: Iterable[Finding], say: Say) -> list[dict[str, Any]]:
    """Findings by rule and code, errors first: why it matters, what to do, and each place."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.id, finding.code), []).append(finding)
    ranks = list(Severity)
    rules = registered_rules()
    made = []
    for (rule_id, _), group in sorted(kinds.items(), key=lambda one: (ranks.index(one[1][0].severity), one[0])):
        first, places = group[0], _places([one for one in group if one.message.msgid != _REST], say)
        count = sum(map(places_of, group))
        rest = count - sum(one.message.msgid != _REST for one in group) + max(0, len(places) - _MOST_PLACES)
        made.append({
            "severity": first.severity.value, "severity_word": say(_SEVERITIES[first.severity]), "id": rule_id,
            "title": say(rules[rule_id].title) if rule_id in rules else rule_id,
            "why": say(rules[rule_id].rationale) if rule_id in rules else "",
            "source": source_words(first.source, say), "do": say(first.hint) if first.hint else "", "count": count,
            "pages": page_ranges(one.place.page for one in group if isinstance(one.place, PageRef)),
            "places": places[:_MOST_PLACES],
            "more": say(rest_message(rest)) if rest > 0 else "",
        })
    return made


def _places(group: Sequence[Finding], say: Say) -> list[tuple[str, str]]:
    """Pages and sentence; a sentence that is true of several pages once."""
    said: dict[str, list[Finding]] = {}
    for finding in group:
        said.setdefault(say(finding.message), []).append(finding)
    return [
        (page_ranges(one.place.page for one in held if isinstance(one.place, PageRef)) or _where(held[0]), words)
        for words, held in said.items()
    ]


def _waived(waived: Sequence[tuple[Finding, str]], say: Say) -> list[tuple[str, str, str, str]]:
    """Rule, pages, sentence and reason; what is the same of several pages once."""
    said: dict[tuple[str, str, str], list[Finding]] = {}
    for finding, reason in waived:
        said.setdefault((f"{finding.id} {finding.code}", say(finding.message), reason), []).append(finding)
    return [
        (rule, page_ranges(one.place.page for one in held if isinstance(one.place, PageRef)) or _where(held[0]), words, reason)
        for (rule, words, reason), held in said.items()
    ]


def _where(finding: Finding) -> str:
    if isinstance(finding.place, PageRef):
        return str(finding.place.page)
    return str(finding.place) if finding.place else ""


def _drawn(one: PageHits, picture: bytes | None, say: Say) -> dict[str, Any]:
    """A page's picture with its boxes, and the sentences under it: those that say the same once."""
    lines: dict[str, list[Hit]] = {}
    for hit in one.hits:
        lines.setdefault(say(hit.finding.message), []).append(hit)
    told = [
        (", ".join(str(hit.number) for hit in held[:8]) + ("…" if len(held) > 8 else ""), words, held[0].finding.severity.value)
        for words, held in lines.items()
    ]
    rest = len(told) - _MOST_LINES
    return {
        "page": say(msg("Page {n}", n=one.page)), "ratio": f"{min(4.0, one.ratio) * 100:.3f}%",
        "picture": b64encode(picture).decode() if picture else "", "trim": _style(one.trim),
        "boxes": [
            (hit.number, hit.finding.severity.value, _style(hit.shares), hit.shares[2] * hit.shares[3] > _WHOLE) for hit in one.hits
        ],
        "lines": told[:_MOST_LINES],
        "more": say(nmsg("… and {n} more like these", "… and {n} more like these", rest)) if rest > 0 else "",
    }


def _style(held: Shares) -> str:
    left, top, width, height = (f"{share * 100:.3f}%" for share in held)
    return f"left:{left};top:{top};width:{width};height:{height}"


def _more_drawn(made: Preflighted, drawn: Sequence[PageHits], say: Say) -> str:
    rest = len(page_hits(made.findings, made.sheets, len(made.sheets))) - len(drawn)
    if not rest:
        return ""
    return say(nmsg("{n} more page has hits; it is not drawn here.", "{n} more pages have hits; they are not drawn here.", rest))
