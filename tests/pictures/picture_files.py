"""Picture files of every kind that people send, made by Pillow; the damaged ones by cutting bytes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from pipeline.model.pictures import PressPicture

SIZE = (60, 40)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def scene(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Left half black, right half white, a red patch in the upper right corner."""
    image = Image.new("RGB", size, "white")
    drawn = ImageDraw.Draw(image)
    drawn.rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="black")
    drawn.rectangle((size[0] * 3 // 4, 0, size[0], size[1] // 4), fill=(255, 0, 0))
    return image.convert(mode)


def noise(size: tuple[int, int] = (120, 90)) -> Image.Image:
    """More colours than a drawing has."""
    data = bytes((x * 7 + y * 13 + part * 91) * (x + part) % 251 for y in range(size[1]) for x in range(size[0]) for part in range(3))
    return Image.frombytes("RGB", size, data)


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds one row."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def sixteen_bit_png(values: list[int]) -> bytes:
    """A grey PNG of one row with 16 bits a pixel."""
    image = Image.frombytes("I;16", (len(values), 1), struct.pack(f"<{len(values)}H", *values))
    return saved(image, "PNG")


def decoded(picture: PressPicture) -> Image.Image:
    """What a RIP makes of it, by its own entries: L or CMYK with 255 the full tone of an ink, as Pillow has it."""
    mode = "CMYK" if picture.space == "DeviceCMYK" else "L"
    size = picture.width, picture.height
    if picture.filter == "DCTDecode":
        image = Image.open(BytesIO(picture.content))
        assert (image.mode, image.size) == (mode, size)
        return image  # Pillow turns Adobe's inverted inks round, as /Decode does
    rows = zlib.decompress(picture.content)
    if picture.bits == 1:
        return Image.frombytes("1", size, rows).convert("L")
    channels = len(mode) if mode == "CMYK" else 1
    assert picture.predicted
    return Image.frombytes(mode, size, unfiltered(rows, picture.width * channels, channels))


def unfiltered(rows: bytes, length: int, step: int) -> bytes:
    """PNG's five filters undone (PNG, 9.2)."""
    made, before = bytearray(), bytearray(length)
    for start in range(0, len(rows), length + 1):
        kind, row = rows[start], bytearray(rows[start + 1 : start + 1 + length])
        for at in range(length):
            left, up = row[at - step] if at >= step else 0, before[at]
            corner = before[at - step] if at >= step else 0
            nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            row[at] = (row[at] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
        made += row
        before = row
    return bytes(made)
