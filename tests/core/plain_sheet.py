"""The least a stylesheet must say: black ink, a declared font."""

from __future__ import annotations

BASE = (
    'html { color: device-cmyk(0 0 0 1); font: 400 9pt/12pt "Guide Sans"; orphans: 2; widows: 2 }\n'
    "html, body, p, h3, div { margin: 0; padding: 0 } a { color: inherit; text-decoration: none }\n"
)
