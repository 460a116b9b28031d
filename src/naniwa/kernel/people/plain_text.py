"""What people type into boxes of text: nothing that no keyboard types, and no My Number where words are free."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from naniwa.library.my_number import holds_one

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(value: str) -> str:
    """Without blanks about it. Raises ValidationError for what no keyboard types into one line."""
    _check(value, _CONTROL)
    return value.strip()


def plain(value: str) -> str:
    """Line ends made alike. Raises ValidationError for what no keyboard types, and for a My Number."""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    _check(text, _CONTROL_BUT_LINES)
    if holds_one(text):
        raise ValidationError(
            _("マイナンバー（個人番号）のような12けたの数字があります。ここでは受け取れないので、消してください。")
        )
    return text.strip()


def _check(text: str, refused: re.Pattern[str]) -> None:
    if refused.search(text):
        raise ValidationError(_("使えない文字が入っています。入力し直してください。"))
