"""The stock: designs and fonts that travel with the program, in layouts/ and fonts/. A sister of the desk: it, too, touches the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Final

from pipeline.desk import read_file, read_text
from pipeline.doors.toml import parse_toml
from pipeline.errors import MissingTool, Unreadable
from pipeline.model.galley import FontFace
from pipeline.model.message import msg

__all__ = [
    "FaceCheck", "book_digest", "check_faces", "design_digest", "font_licences", "fonts_digest", "load_faces", "new_edition_text",
    "read_cover_texts", "read_design_file", "read_design_texts", "resource_folder",
]


_COVER: Final = "cover."
"""How the names of a design's files begin that only its cover is made from."""


def resource_folder(name: str) -> Path:
    """``layouts`` or ``fonts``: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def new_edition_text(name: str) -> str:
    """A file of the empty edition that ``guide new`` copies, by its path in it. Raises FileNotFoundError where there is none."""
    return resources.files("pipeline").joinpath("new_edition", *name.split("/")).read_text("utf-8")


def read_design_texts(name: str) -> dict[str, str]:
    """File name -> text of a design's layout, stylesheets and templates, without the cover's: the book does not depend on them.

    Raises Unreadable where there is no such design.
    """
    return {file: text for file, text in _design_texts(name).items() if not file.startswith(_COVER)}


def read_cover_texts(name: str) -> dict[str, str]:
    """As :func:`read_design_texts`, with those of the cover."""
    return _design_texts(name)


def book_digest(texts: Mapping[str, str]) -> str:
    """Digest of the texts that a book was designed by."""
    return sha256(repr(sorted(texts.items())).encode()).hexdigest()[:16]


def _design_texts(name: str) -> dict[str, str]:
    folder = resource_folder("layouts") / name
    known = sorted(path.name for path in resource_folder("layouts").iterdir() if (path / "layout.toml").is_file())
    if name not in known:
        raise Unreadable(
            msg("There is no design “{name}” in layouts/.", name=name),
            msg("edition.toml may name one of: {names}.", names=", ".join(known)),
        )
    return {path.name: read_text(path) for path in sorted(folder.iterdir()) if path.suffix in {".toml", ".css", ".j2"}}


def read_design_file(design: str, name: str) -> bytes | None:
    """A file of a design's folder, such as a picture, by its path in it; None where there is none. Raises Unreadable."""
    path = resource_folder("layouts") / design / name
    return read_file(path) if path.is_file() else None


@dataclass(frozen=True, slots=True)
class FaceCheck:
    """A face of fonts.toml; ``file`` is its place in fonts/, ``sound`` whether the file is there and the very one that is named."""

    face: FontFace
    file: str
    source: str
    sound: bool


def check_faces() -> tuple[FaceCheck, ...]:
    """Every face of fonts.toml, each file compared with its digest. Raises Unreadable where fonts.toml itself is missing or broken."""
    folder = resource_folder("fonts")
    checks = []
    try:
        for entry in parse_toml(read_text(folder / "fonts.toml"), "fonts/fonts.toml")["face"]:
            path = folder / entry["file"]
            face = FontFace(path.stem.replace("_", "-"), entry["family"], entry["weight"], entry["style"], entry["sha256"], str(path))
            checks.append(FaceCheck(face, entry["file"], entry["source"], _digest(path) == face.sha256))
    except (KeyError, TypeError) as error:
        raise Unreadable(
            msg("{file} lacks a setting or has one too many: {reason}.", file="fonts/fonts.toml", reason=str(error)),
            msg("Every [[face]] needs file, family, weight, style, sha256 and source."),
        ) from error
    return tuple(checks)


def _digest(path: Path) -> str:
    """"" where the file cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def load_faces() -> tuple[FontFace, ...]:
    """The faces of fonts.toml. Raises MissingTool where there is none, a file is missing or another than fonts.toml says."""
    checks = check_faces()
    if not checks:
        raise MissingTool(msg("fonts/fonts.toml names no font."), msg("Bring the file back as it came with the program."))
    for check in checks:
        if not check.sound:
            raise MissingTool(
                msg("The font file fonts/{file} is missing or was changed.", file=check.file),
                msg("Bring back the file that fonts/fonts.toml names: {source}.", source=check.source),
            )
    return tuple(check.face for check in checks)


def font_licences() -> dict[str, bytes]:
    """The licences of all fonts, by a name for each: "source-sans-3-OFL.txt"; and, as fonts.toml has it, whence each face came."""
    folder = resource_folder("fonts")
    found = {f"{path.parent.name}-{path.name}": path.read_bytes() for path in sorted(folder.glob("*/*.txt"))}
    sources = sorted({f"{check.file.rpartition('/')[2]}: {check.source}" for check in check_faces()})
    return {"FONTS.txt": ("\n".join(sources) + "\n").encode(), **found}


_OF_DESIGNS = frozenset({".toml", ".css", ".j2", ".svg", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".bmp"})


def design_digest() -> str:
    """Digest of every design in layouts/: stylesheets, templates, measures, pictures; covers apart."""
    folder = resource_folder("layouts")
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in _OF_DESIGNS):
        if not path.name.startswith(_COVER):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def fonts_digest() -> str:
    """Digest of fonts.toml and of every font file: a font that was changed is noticed before it is used."""
    folder = resource_folder("fonts")
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".toml", ".ttf", ".otf"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
