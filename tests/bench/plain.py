"""The same content as one HTML file for plain WeasyPrint: CSS columns, contents and index by target-counter.

Run as a process of its own, so that its time and memory are measured alone: python -m tests.bench.plain SOURCES LANG OUT.pdf
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import compose, localise, normalise, prepress
from pipeline.compose.body import entry_html
from pipeline.design import read_design
from pipeline.desk import Desk, load_faces, read_design_texts
from pipeline.doors.engine.setting import font_face_css, load_engine, register_hyphenation
from pipeline.gathering import gather
from pipeline.model.fields import Lang
from pipeline.progress import SilentProgress

PAGE = """
@page { size: 148mm 210mm; margin: 17.5mm 14mm 14.5mm 17mm; @bottom-right { content: counter(page); font: 700 9pt "Guide Sans" }
        @top-left { content: string(chapter); font: italic 8.5pt "Guide Serif" } }
.chapter { break-before: page } .chapter h1 { string-set: chapter content() }
.columns { columns: 2; column-gap: 5mm } .index { columns: 3; column-gap: 4mm; break-before: page }
.entry { margin-bottom: 8pt } .line a::after { content: " " target-counter(attr(href), page) }
.contents-line a::after { content: leader(" . ") target-counter(attr(href), page) }
"""


def main(sources: str, lang: Lang, out: str) -> None:
    """Write the guide of one language through the engine's own pagination."""
    desk = Desk(Path(sources), Path("build"))
    gathered = gather(desk, SilentProgress())
    edition = gathered.edition
    catalogue = localise.load_content(desk.text_or(f"translations/content.{lang}.po"), lang)
    listings, _, _ = localise.localise(gathered.clean.listings, lang, catalogue, normalise.legal_forms())
    texts = read_design_texts(edition.design)
    design = read_design(edition.design, texts, edition.trim_mm, prepress.load_profile(edition.printer_profile).bleed_mm)
    composing = compose.Composing(
        lang, edition, localise.labels(lang), design.templates, localise.sort_key, localise.bucket, desk.front_matter(lang)
    )
    sections = compose.compose_body(listings, composing)
    by_id = {listing.id: listing for listing in listings}
    body, contents = [], []
    for section in sections:
        entries = "".join(f'<div id="{block.listing}">{entry_html(by_id[block.listing], composing)}</div>' for block in section.blocks)
        head = section.head.html if section.head else ""
        body.append(f'<section class="chapter" id="{section.name}">{head}<div class="columns">{entries}</div></section>')
        contents.append(f'<p class="contents-line"><a href="#{section.name}">{section.title}</a></p>')
    indexes = []
    for section in compose.compose_indexes(listings, lambda _: 0, composing):
        lines = "".join(_index_line(block.html) for block in section.blocks)
        indexes.append(f'<section class="index">{section.head.html if section.head else ""}{lines}</section>')
    _write("".join([*contents, *body, *indexes]), "\n".join(texts[file] for file in sorted(texts) if file.endswith(".css")), lang, out)


def _index_line(html: str) -> str:
    """The line without our numbers: the engine finds its own."""
    from re import sub

    return sub(r'(<a class="n" href="#[^"]+">)[^<]*(</a>)', r"\1\2", html)


def _write(html: str, css: str, lang: Lang, out: str) -> None:
    weasyprint = load_engine()
    register_hyphenation({"kk": str(localise.dictionary_path("kk"))})
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=font_face_css(load_faces()) + css + PAGE, font_config=fonts)
    document = weasyprint.HTML(string=f'<html lang="{lang}"><body>{html}</body></html>').render(stylesheets=[sheet], font_config=fonts)
    document.write_pdf(out)
    sys.stdout.write(f"{len(document.pages)} pages\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])  # type: ignore[arg-type]
