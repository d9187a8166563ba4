"""How coarsely a JPEG image was compressed, by its own quantisation tables (ITU-T T.81, B.2.4.1)."""

from __future__ import annotations

from typing import Final

__all__ = ["jpeg_quality"]

_ANNEX_K: Final = (
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55,
    64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
)
"""T.81, table K.1, in the order in which tables are written."""
_TABLES, _SCAN = 0xDB, 0xDA


def jpeg_quality(content: bytes | memoryview) -> int:
    """Quality from 1 to 100 on the scale of the Independent JPEG Group, which scales table K.1; 0 where the file does not tell."""
    table = _first_table(memoryview(content))
    if not table:
        return 0
    scale = sum(100 * step / standard for step, standard in zip(table, _ANNEX_K, strict=True)) / len(_ANNEX_K)
    quality = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return max(1, min(100, round(quality)))


def _first_table(content: memoryview) -> list[int]:
    """The first table, that of brightness or of the first ink; [] where none stands before the samples."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == _SCAN or size < 2:
            return []
        if kind == _TABLES and size >= 67:
            wide = content[at + 4] >> 4
            steps = content[at + 5 : at + 5 + 64 * (1 + wide)]
            if len(steps) < 64 * (1 + wide):
                return []
            return [int.from_bytes(steps[2 * one : 2 * one + 2], "big") for one in range(64)] if wide else list(steps)
        at += 2 + size
    return []
