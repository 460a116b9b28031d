"""Names of people: counted as the eye counts, and found however they were typed; stored only as typed."""

import re
import unicodedata

from naniwa.library.kana import to_katakana

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200d\u2060\ufeff]")
VARIANTS = str.maketrans(
    {
        "髙": "高", "﨑": "崎", "嵜": "崎", "碕": "崎", "𠮷": "吉", "㐂": "喜", "邊": "辺", "邉": "辺",
        "齋": "斎", "齊": "斎", "斉": "斎", "濵": "浜", "濱": "浜", "澤": "沢", "廣": "広", "國": "国",
        "櫻": "桜", "眞": "真", "瀨": "瀬", "德": "徳", "增": "増", "𣘺": "橋", "槗": "橋", "惠": "恵",
        "嶋": "島", "嶌": "島", "龍": "竜", "榮": "栄", "關": "関", "會": "会", "圓": "円", "條": "条",
    }
)  # fmt: skip


def search_form(name: str) -> str:
    """Fold variants (髙 to 高), selectors, width, case, spaces and kana away. To be compared, never to be shown."""
    folded = name.translate(_FOLDING)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


class _Folding(dict[int, str]):
    """Works a character out when it is first met; what marks do to the one before is left to NFC."""

    def __missing__(self, code: int) -> str:
        bare = _SELECTORS.sub("", chr(code)).translate(VARIANTS)
        plain = unicodedata.normalize("NFKC", bare).translate(VARIANTS).casefold()
        self[code] = re.sub(r"[\s・･]", "", to_katakana(plain))
        return self[code]


_FOLDING = _Folding()


def grapheme_length(text: str) -> int:
    """Count characters as a reader does: 葛󠄀城𠮷 is 3."""
    visible = _SELECTORS.sub("", unicodedata.normalize("NFC", text))
    return sum(unicodedata.category(character) not in {"Mn", "Me"} for character in visible)
