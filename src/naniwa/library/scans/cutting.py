"""The boxes of a straight page: what lies inside each, without its frame, and how much ink is there."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from naniwa.library.scans.straightening import PER_MM, Picture

FRAME_MM = 0.7
TICK_FRAME_MM = 0.9
BLANK = 0.012
"""Share of dark dots below which a cell counts as empty."""
TICKED, SURELY_TICKED = 0.06, 0.12
"""Of a square to tick; below half of the first it is surely empty."""
LINES_APART_MM, SPECKS = 0.7, 3
"""Of a box of several lines: the least white between two of them, and so many dark dots in a row are none."""


@dataclass(frozen=True)
class Box:
    """Millimetres from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float


def inside(sheet: Picture, box: Box, frame: float = FRAME_MM) -> Picture:
    """What stands in a box."""
    left, right = (round(edge * PER_MM) for edge in (box.x + frame, box.x + box.width - frame))
    top, bottom = (round(edge * PER_MM) for edge in (box.y + frame, box.y + box.height - frame))
    return sheet[max(top, 0) : bottom, max(left, 0) : right]


def around(sheet: Picture, box: Box, margin: float = 2.0) -> bytes:
    """The box with what is about it, as a PNG for whoever confirms what was read."""
    wider = Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
    _done, made = cv2.imencode(".png", inside(sheet, wider, 0), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return made.tobytes()


def ink(cut: Picture) -> float:
    """The share of dark dots, by the paper's own lightness."""
    if not cut.size:
        return 0.0
    paper = float(np.percentile(cut, 90))
    return float((cut < 0.6 * paper).mean())


def cells(sheet: Picture, box: Box, count: int) -> Picture | None:
    """The filled cells of a row side by side, as one line to be read; None where all are empty."""
    wide = box.width / count
    cut = [inside(sheet, Box(box.x + place * wide, box.y, wide, box.height)) for place in range(count)]
    filled = [clean(one) for one in cut if ink(one) > BLANK]
    if not filled:
        return None
    height = min(one.shape[0] for one in filled)
    line: Picture = np.hstack([one[:height] for one in filled])
    return padded(line)


def line(sheet: Picture, box: Box) -> Picture | None:
    """What is written in a box as one line, cut to the ink; None where it is empty."""
    cut = clean(inside(sheet, box))
    return None if ink(cut) < BLANK / 6 else _to_the_ink(cut)


def lines(sheet: Picture, box: Box) -> list[Picture]:
    """Each line that is written in a box of several, from the top."""
    cut = clean(inside(sheet, box))
    if ink(cut) < BLANK / 20:
        return []
    edges = np.flatnonzero(np.diff((_dark(cut).sum(axis=1) > SPECKS).astype(np.int8), prepend=0, append=0))
    bands: list[tuple[int, int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if bands and top - bands[-1][1] < LINES_APART_MM * PER_MM:
            bands[-1] = (bands[-1][0], bottom)  # strokes that lie apart, such as those of 二
        else:
            bands.append((top, bottom))
    found = (_to_the_ink(cut[max(top - 2, 0) : bottom + 2]) for top, bottom in bands if bottom - top > 2)  # noqa: PLR2004 - dots
    return [one for one in found if one is not None]


def _dark(cut: Picture) -> Any:  # noqa: ANN401 - of NumPy
    return cut < 0.6 * float(np.percentile(cut, 90))


def _to_the_ink(cut: Picture) -> Picture | None:
    dark = _dark(cut)
    rows, columns = np.flatnonzero(dark.sum(axis=1) > 0), np.flatnonzero(dark.sum(axis=0) > 0)
    if not rows.size or not columns.size:
        return None
    return padded(cut[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def clean(cut: Picture) -> Picture:
    """Paper made white and ink black, as far as the light allows."""
    dark, light = float(np.percentile(cut, 0.5)), float(np.percentile(cut, 90))
    if light - dark < 40:  # noqa: PLR2004 - an empty box
        return np.full_like(cut, 255)
    spread: Any = np.clip((cut.astype(np.float32) - dark) * 255 / (light - dark), 0, 255)
    made: Picture = spread.astype(np.uint8)
    return made


def padded(cut: Picture) -> Picture:
    made: Any = cv2.copyMakeBorder(cut, 8, 8, 12, 12, cv2.BORDER_CONSTANT, value=(255,))
    whole: Picture = made
    return whole
