"""Our printed form filled in by a printer's type, and bent as scanners and telephones bend it: for `ocr` and its test.

Rendered type is not handwriting: nothing that is measured on these says how well handwriting is read.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

DOTS = 200
PER_MM = DOTS / 25.4
LETTERS = 34
"""Height of the type in dots: 4.3 mm."""
GREY = 110
"""Of the table that a sheet lies on."""

type Picture = NDArray[np.uint8]


def filled(paper: bytes, spots: Sequence[Any], sent: Mapping[str, Sequence[str]], font: str) -> list[Picture]:
    """Each page of the printed form with what would be posted written into its boxes."""
    document = pypdfium2.PdfDocument(paper)
    letters = ImageFont.truetype(font, LETTERS)
    pages = [document[at].render(scale=DOTS / 72).to_pil().convert("L") for at in range(len(document))]
    rest = {name: list(texts) for name, texts in sent.items()}
    for spot in spots:
        _write(ImageDraw.Draw(pages[spot.page - 1]), spot, rest, letters)
    return [np.array(page) for page in pages]


def _write(pen: ImageDraw.ImageDraw, spot: Any, rest: dict[str, list[str]], letters: Any) -> None:  # noqa: ANN401 - of Pillow
    texts = rest.get(spot.name, [])
    left, middle = spot.x * PER_MM, (spot.y + spot.height / 2) * PER_MM
    if spot.what == "tick":
        if spot.value in texts:
            width = spot.width * PER_MM
            turn = [(0.2, 0.0), (0.45, 0.3), (0.95, -0.5)]
            pen.line([(left + x * width, middle + y * width) for x, y in turn], fill=20, width=4)
    elif spot.what == "digits":
        text = texts[0] if texts else ""
        here = text[: spot.cells] if len(text) > spot.cells else text
        rest[spot.name] = [text[spot.cells :]] if len(text) > spot.cells else []
        wide = spot.width / spot.cells * PER_MM
        for place, sign in enumerate(here, start=spot.cells - len(here)):
            pen.text((left + (place + 0.5) * wide, middle), sign, font=letters, fill=25, anchor="mm")
    elif spot.what == "lines":
        text = "\n".join(rest.get(spot.name, []))
        pen.multiline_text((left + 2 * PER_MM, spot.y * PER_MM + 2 * PER_MM), text, font=letters, fill=25, spacing=14)
    elif text := _line(spot, rest):
        pen.text((left + 2 * PER_MM, middle), text, font=letters, fill=25, anchor="lm")


def _line(spot: Any, rest: Mapping[str, list[str]]) -> str:  # noqa: ANN401 - a Spot
    if spot.what == "place":
        return "".join("".join(rest.get(f"{spot.name}.{part}", [])) for part in ("prefecture", "municipality"))
    return "".join(rest.get(spot.name, []))


def bent(page: Picture, how: str, chance: np.random.Generator) -> bytes:
    """The page as a JPEG in one of the ways of BENT; on a table, with a margin all about."""
    lying: Any = cv2.copyMakeBorder(page, 150, 150, 150, 150, cv2.BORDER_CONSTANT, value=(GREY,))
    return BENT[how](lying, chance)


def _slanted(picture: Any) -> Any:  # noqa: ANN401 - as OpenCV gives and takes it
    height, width = picture.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    away = np.array([[60, 40], [width - 20, 90], [width - 110, height - 30], [20, height - 100]], np.float32)
    return cv2.warpPerspective(picture, cv2.getPerspectiveTransform(flat, away), (width, height), borderValue=(GREY,))


def _turned(picture: Any) -> Any:  # noqa: ANN401 - as above
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 7, 1)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(GREY,))


def _blurred(picture: Any, dots: float) -> Any:  # noqa: ANN401 - as above
    return cv2.GaussianBlur(picture, (0, 0), dots)


def _shaded(picture: Any, darkest: float) -> Any:  # noqa: ANN401 - as above
    return (picture * np.linspace(1, darkest, picture.shape[1])[None, :]).astype(np.uint8)


def _noisy(picture: Any, spread: float, chance: np.random.Generator) -> Any:  # noqa: ANN401 - as above
    return np.clip(picture + chance.normal(0, spread, picture.shape), 0, 255).astype(np.uint8)


def jpeg(picture: Any, quality: int = 80) -> bytes:  # noqa: ANN401 - as above
    made = BytesIO()
    Image.fromarray(picture).save(made, "jpeg", quality=quality)
    return made.getvalue()


BENT: dict[str, Callable[[Picture, np.random.Generator], bytes]] = {
    "clean": lambda page, _: jpeg(page, 92),
    "turned by 7 degrees": lambda page, _: jpeg(_turned(page)),
    "upside down": lambda page, _: jpeg(cv2.rotate(page, cv2.ROTATE_180)),
    "slanted": lambda page, _: jpeg(_slanted(page)),
    "noise": lambda page, chance: jpeg(_noisy(page, 18, chance)),
    "blur": lambda page, _: jpeg(_blurred(page, 1.6)),
    "JPEG of quality 18": lambda page, _: jpeg(page, 18),
    "shade": lambda page, _: jpeg(_shaded(page, 0.55)),
    "all at once": lambda page, chance: jpeg(_noisy(_shaded(_blurred(_slanted(page), 1.0), 0.7), 10, chance), 50),
}
"""Ways in which a sheet comes back; "all at once" is slanted, blurred, shaded, noisy and JPEG of quality 50."""
