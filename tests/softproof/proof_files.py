"""PDFs made by hand with pikepdf, to be proofed: patches in known inks, an overprint, a spot colour."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

ROOT = Path(__file__).resolve().parents[2]
PROFILE_FILE = ROOT / "pipeline" / "printers" / "icc" / "FOGRA29-tac300-argyll.icc"
PROFILE = PROFILE_FILE.read_bytes()
SPOT = "PANTONE 021 C"
SIDE = 60
"""Points of a patch."""
PATCHES = {
    "cyan": (10, 10), "mixed": (80, 10), "black": (150, 10), "same profile": (220, 10), "under": (10, 80), "tint of spot": (80, 80),
    "grey": (150, 80), "paper": (220, 80),
}
"""Lower left corners in points, on a page of 300 by 200 points."""
ON_CYAN = {"black over": (20, 90), "black alone": (45, 90), "spot over": (20, 115), "spot alone": (45, 115)}
"""Squares of 20 points that lie on the patch "under"; "over" means overprinted."""
CONTENT = b"""1 0 0 0 k 10 10 60 60 re f
.5 .4 .3 .2 k 80 10 60 60 re f
0 0 0 1 k 150 10 60 60 re f
/Icc cs .5 .4 .3 .2 scn 220 10 60 60 re f
1 0 0 0 k 10 80 60 60 re f
/Over gs 0 0 0 1 k 20 90 20 20 re f
/Alone gs 0 0 0 1 k 45 90 20 20 re f
/Over gs /Spot cs 1 scn 20 115 20 20 re f
/Alone gs /Spot cs 1 scn 45 115 20 20 re f
/Spot cs .5 scn 80 80 60 60 re f
.5 g 150 80 60 60 re f
"""


def patches(content: bytes = CONTENT, *, intent: bool = True, name: str = SPOT, pages: int = 1) -> bytes:
    """Pages of patches; ``name``: the spot's; ``intent``: with FOGRA29 embedded."""
    pdf = pikepdf.new()
    profile = pdf.make_stream(PROFILE)
    profile.N = 4
    tint = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1))
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(300, 200))
        page.obj.Resources = Dictionary(
            ColorSpace=Dictionary(
                Spot=Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, tint]), Icc=Array([Name.ICCBased, profile])
            ),
            ExtGState=Dictionary(Over=Dictionary(OP=True, op=True, OPM=1), Alone=Dictionary(OP=False, op=False)),
        )
        page.obj.Contents = pdf.make_stream(content)
    if intent:
        pdf.Root.OutputIntents = Array([Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA29", RegistryName="http://www.color.org",
            DestOutputProfile=profile,
        )])
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    made = BytesIO()
    pdf.save(made, deterministic_id=True, **options)  # type: ignore[arg-type]
    return made.getvalue()
