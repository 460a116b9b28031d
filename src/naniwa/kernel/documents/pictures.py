"""A drawing as a picture file: SVG set by typst with the fonts of our papers, a title above it and its source below."""

import typst

from naniwa.kernel.documents.pdf import FAMILY, fonts

_PAGE = b"""
#set page(width: 600pt, height: auto, margin: 16pt, fill: white)
#set text(font: sys.inputs.family, size: 9pt)
#text(size: 13pt, weight: "bold", sys.inputs.title)

#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)

#for line in sys.inputs.below.split("\\n") [#line \\ ]
"""
POINTS = 144.0
"""Pixels to the inch: the picture is 1,200 wide."""


def png(drawing: str, *, title: str, below: str) -> bytes:
    """`drawing` is a whole SVG; `below` says in lines where it comes from. Raises FontMissing."""
    inputs = {"drawing": drawing, "title": title, "below": below, "family": FAMILY}
    return typst.compile(
        _PAGE, format="png", ppi=POINTS, sys_inputs=inputs, font_paths=fonts(), ignore_system_fonts=True
    )
