"""Characters that cannot be shown, and digits typed full width."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WIDE = {
    ord(wide): ord(narrow)
    for wide, narrow in zip("０１２３４５６７８９－−‐‑–—＠．＋　（），￥", "0123456789------@.+ (),¥", strict=True)
}


def has_control(text: str, *, lines: bool = False) -> bool:
    """Whether a text holds control, direction or surrogate characters; `lines` allows line breaks and tabs."""
    if text.isprintable():  # most are, and this is quicker to see
        return False
    return bool((_CONTROL_BUT_LINES if lines else _CONTROL).search(text))


def ascii_digits(text: str) -> str:
    """Full-width digits, hyphens and the like as ASCII; everything else stays."""
    return text.translate(_WIDE)
