"""Lines of print read by rapidocr, whose models lie in its wheel: nothing leaves the machine.

What it makes of handwriting was not measured; whoever uses this has a person confirm each answer.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2

from naniwa.library.scans.straightening import Picture

THREADS = 1
"""A worker reads one page at a time, and other work goes on beside it."""


def read(lines: Sequence[Picture]) -> list[tuple[str, float]]:
    """The text of each line with how sure it is, 0 to 1."""
    from rapidocr.ch_ppocr_rec import TextRecInput  # noqa: PLC0415 - some seconds, and only where something is read

    if not lines:
        return []
    pictures = [cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines]
    found = _recogniser()(TextRecInput(img=pictures))
    return [(str(text), float(sure)) for text, sure in zip(found.txts, found.scores, strict=True)]


@cache
def _recogniser() -> Any:  # noqa: ANN401 - rapidocr has no types
    from rapidocr import RapidOCR  # noqa: PLC0415 - as above

    settings = {
        "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": THREADS,
        "Global.log_level": "error",
    }
    loaded: Any = RapidOCR(params=settings)
    return loaded._load_rec_model()  # noqa: SLF001 - the one step of its three that is needed
