"""Texts of one length, so that none tells by its size whose it is."""

STEP = 64
"""Bytes: nearly every address fits into one step."""


def padded(text: str, step: int = STEP) -> bytes:
    """As bytes whose number says no more than how many steps the text takes. A text holds no NUL."""
    raw = text.encode()
    return raw.ljust(-(-max(len(raw), 1) // step) * step, b"\0")


def unpadded(raw: bytes) -> str:
    return raw.rstrip(b"\0").decode()
