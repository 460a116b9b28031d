"""What is wrong with a field, in the reader's language and without the value that was sent."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WRONG = _("この値は使えません。")
DATETIME = _("日時をRFC 3339の形で送ってください。例：2026-11-24T09:00:00+09:00")
NUMBER = _("整数で送ってください。")
ONE_OF = _("次のいずれかを送ってください：%(expected)s")
OBJECT = _("JSONのオブジェクト（{ }）で送ってください。")
NO_SUCH_CODE = _("手続の定義に、このコードはありません。")
NO_SUCH_FAULT = _("この申請に、このコードと項目の不備はありません。")
NO_CURSOR = _("前のページのnextの値を、そのまま送ってください。")

# By the names that Pydantic gives to what it finds; one without its ending holds for all that begin so.
WORDS: Mapping[str, str | Promise] = {
    "missing": _("必須です。"),
    "extra_forbidden": _("この項目はありません。名前を確かめてください。"),
    "string_too_short": _("%(min_length)s字以上で送ってください。"),
    "string_too_long": _("%(max_length)s字以内で送ってください。"),
    "string_pattern_mismatch": _("次の形（正規表現）で送ってください：%(pattern)s"),
    "string": _("文字列で送ってください。"),
    "int": NUMBER,
    "greater_than_equal": _("%(ge)s以上の数を送ってください。"),
    "less_than_equal": _("%(le)s以下の数を送ってください。"),
    "literal_error": ONE_OF,
    "union_tag_invalid": ONE_OF,
    "union_tag_not_found": _("%(discriminator)sが必要です。"),
    "datetime": DATETIME,
    "timezone": DATETIME,
    "json": _("JSONとして読めません。"),
    "model": OBJECT,
    "dict": OBJECT,
}
QUOTED = re.compile(r"'([^']*)'")


def in_words(fault: Mapping[str, Any]) -> str:
    """A sentence for one of Pydantic's errors."""
    kind = str(fault.get("type", ""))
    found = WORDS.get(kind) or next((said for name, said in WORDS.items() if kind.startswith(f"{name}_")), WRONG)
    told = {name: str(value) for name, value in dict(fault.get("ctx") or {}).items()}
    expected = told.get("expected") or told.get("expected_tags") or ""
    told["expected"] = ", ".join(QUOTED.findall(expected))
    told["discriminator"] = told.get("discriminator", "").strip("'")
    return str(found) % told
