"""Forms of ours that come back on paper: made straight, cut into their boxes, read. Needs the extra `ocr`."""

from importlib.util import find_spec


class NotOurForm(Exception):
    """No four corner squares with a readable code; it is keyed in by hand, or scanned again."""


def can_read() -> bool:
    """Whether what reads is installed; where it is not, forms are keyed in by hand."""
    return all(find_spec(name) is not None for name in ("cv2", "rapidocr"))
