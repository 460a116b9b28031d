"""Kana between the forms that people type and the half-width bytes that banks carry."""

import re
import unicodedata
from dataclasses import dataclass

SMALL_AND_OLD = str.maketrans("ァィゥェォャュョッヮヵヶヰヱ", "アイウエオヤユヨツワカケイエ")
HYPHENS = dict.fromkeys(map(ord, "ー‐‑‒–—―−ｰ－-"), "-")
_FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ", "゛": "ﾞ", "゜": "ﾟ"}
_TO_HALF = str.maketrans(dict(zip(_FULL, _HALF, strict=True)) | _MARKS | {"・": "."})
_WRITABLE = re.compile(rf"[{_HALF}ﾞﾟA-Z0-9 ().\-/]*")
_UNWRITABLE = re.compile(rf"[^{_HALF}ﾞﾟA-Z0-9 ().\-/]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc・\s]+")
_HIRAGANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}


@dataclass(frozen=True, slots=True)
class Folded:
    """What a bank file would carry, and the characters for which it has none."""

    text: str
    lost: tuple[str, ...] = ()


def to_katakana(text: str) -> str:
    """Full-width katakana from hiragana and half-width kana; all else stays as typed."""
    widened = re.sub(r"[\uff66-\uff9f]+", lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return widened.translate(_HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether it is a reading: kana of either kind or width, the long mark, the middle dot and spaces."""
    return bool(text.strip()) and (_KANA.fullmatch(text) or _KANA.fullmatch(to_katakana(text))) is not None


def fold(text: str) -> Folded:
    """Fold to JIS X 0201 as 全銀 wants it: small kana become large, ー becomes -, ・ becomes ."""
    half = text.translate(_FOLDING)
    if _WRITABLE.fullmatch(half):
        return Folded(half)
    return Folded(_UNWRITABLE.sub("", half), tuple(dict.fromkeys(_UNWRITABLE.findall(half))))


class _Folding(dict[int, str]):
    """Works a character out when it is first met; a file of 150,000 lines meets some two hundred."""

    def __missing__(self, code: int) -> str:
        upper = unicodedata.normalize("NFKC", chr(code).translate(HYPHENS)).upper().translate(_HIRAGANA)
        large = upper.translate(SMALL_AND_OLD).translate(HYPHENS)
        self[code] = unicodedata.normalize("NFD", large).translate(_TO_HALF)
        return self[code]


_FOLDING = _Folding()
