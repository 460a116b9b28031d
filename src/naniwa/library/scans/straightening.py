"""A scan or photo of a form made straight by the squares in its corners, and known by the code of its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from naniwa.library.scans import NotOurForm

type Picture = NDArray[np.uint8]
"""Grey, 0 for black; rows first."""
type Points = NDArray[np.float32]

PER_MM = 200 / 25.4
PAGE_MM = (210, 297)
CENTRES_MM = ((9, 9), (201, 9), (201, 288), (9, 288))
"""Of the corner squares, clockwise from the top left; each is SQUARE_MM wide."""
SQUARE_MM = 4
CODE_MM = (140, 0, 210, 55)
"""Where the code of a page lies: left, top, right, bottom."""
LONGEST_SIDE = 2600
MOST_SQUARES = 16


@dataclass(frozen=True)
class Sheet:
    """A page at 200 dots an inch, upright, and what its code says."""

    picture: Picture
    code: str


def straighten(content: bytes) -> Sheet:
    """The page on a picture (PNG or JPEG, decoded and written anew by us before). Raises NotOurForm."""
    whole = _decoded(content)
    for corners in _quads(whole):
        for turned in (corners, np.roll(corners, 2, axis=0)):
            sheet = _warped(whole, turned)
            if code := _code(sheet):
                return Sheet(sheet, code)
    raise NotOurForm


def _decoded(content: bytes) -> Picture:
    found = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    if found is None:
        raise NotOurForm
    scale = LONGEST_SIDE / max(found.shape)
    small: Any = cv2.resize(found, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else found
    picture: Picture = small
    return picture


def _quads(picture: Picture) -> Iterator[Points]:
    """Corners as CENTRES_MM lists them, or turned by a half; the largest first, a few at most."""
    found = [quad for four in combinations(_squares(picture), 4) if (quad := _quad(four)) is not None]
    found.sort(key=lambda quad: -abs(float(cv2.contourArea(quad))))
    yield from found[:3]


def _squares(picture: Picture) -> list[tuple[float, float, float]]:
    """(x, y, width) of what is square, black and filled; those of a likely size, the largest first."""
    light = cv2.GaussianBlur(picture, (3, 3), 0)
    block = max(picture.shape) // 20 | 1
    dark = cv2.adaptiveThreshold(light, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    contours, _ = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    long_side = max(picture.shape)
    found = []
    for contour in contours:
        (x, y), (width, height), _turn = cv2.minAreaRect(contour)
        wide = max(width, height)
        if not 0.004 * long_side < wide < 0.03 * long_side or min(width, height) < 0.7 * wide:
            continue
        mask = np.zeros((int(wide) + 5, int(wide) + 5), np.uint8)
        left, top = int(x - wide / 2) - 2, int(y - wide / 2) - 2
        cv2.drawContours(mask, [contour], -1, 255, -1, offset=(-left, -top))
        here = dark[max(top, 0) : top + mask.shape[0], max(left, 0) : left + mask.shape[1]]
        inside = mask[max(-top, 0) :, max(-left, 0) :][: here.shape[0], : here.shape[1]]
        filled = float((here[inside > 0] > 0).mean()) if (inside > 0).any() else 0.0
        if cv2.contourArea(contour) > 0.8 * width * height and filled > 0.9:  # noqa: PLR2004 - nearly all of it
            found.append((float(x), float(y), float(wide)))
    return sorted(found, key=lambda one: -one[2])[:MOST_SQUARES]


def _quad(four: Sequence[tuple[float, float, float]]) -> Points | None:
    """The corners in order if the four can be those of our page, seen at a slant at most."""
    points = np.array([one[:2] for one in four], np.float32)
    middle = points.mean(axis=0)
    order = np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))
    points = points[order]
    sides = np.linalg.norm(points - np.roll(points, -1, axis=0), axis=1)
    if sides[0] + sides[2] > sides[1] + sides[3]:  # begin at a short side
        points, sides = np.roll(points, -1, axis=0), np.roll(sides, -1)
    short, long_ = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    widths = [one[2] for one in four]
    likely = (
        1.15 < long_ / max(short, 1.0) < 1.8  # noqa: PLR2004 - 1.45 seen straight on
        and max(widths) < 1.9 * min(widths)
        and 0.008 < np.mean(widths) / max(long_, 1.0) < 0.024  # noqa: PLR2004 - 4 mm of 279
        and bool(cv2.isContourConvex(points.astype(np.int32)))
    )
    return points if likely else None


def _warped(picture: Picture, corners: Points) -> Picture:
    wanted = np.array(CENTRES_MM, np.float32) * PER_MM
    size = (round(PAGE_MM[0] * PER_MM), round(PAGE_MM[1] * PER_MM))
    seen: Any = cv2.warpPerspective(
        picture, cv2.getPerspectiveTransform(corners, wanted), size, flags=cv2.INTER_CUBIC, borderValue=(255,)
    )
    sheet: Picture = seen
    return sheet


def _code(sheet: Picture) -> str:
    left, top, right, bottom = (round(one * PER_MM) for one in CODE_MM)
    corner = sheet[top:bottom, left:right]
    for larger in (2, 3, 1):
        seen = cv2.resize(corner, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
        for tried in (seen, _sharper(seen)):
            said, _points, _straight = cv2.QRCodeDetector().detectAndDecode(tried)
            if said:
                return str(said)
    return ""


def _sharper(picture: Any) -> Any:  # noqa: ANN401 - as OpenCV gives and takes it
    return cv2.addWeighted(picture, 2.2, cv2.GaussianBlur(picture, (0, 0), 5), -1.2, 0)
