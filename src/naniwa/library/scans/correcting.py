"""What was read, put right by what can stand in a box: digits, katakana, text. No image is needed here."""

import re
import unicodedata

from naniwa.library import kana

_DIGITS = str.maketrans({"O": "0", "o": "0", "D": "0", "Q": "0", "〇": "0", "○": "0", "I": "1", "l": "1", "|": "1",
                         "!": "1", "i": "1", "丨": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "B": "8",
                         "g": "9", "q": "9"})  # fmt: skip
_KANA = str.maketrans("一二三力口夕卜八工千才へべぺ", "ーニミカロタトハエチオヘベペ")
_PLACE = re.compile("(東京都|北海道|(?:京都|大阪)府|.{2,3}県)(.*)")
CORRECTED = 0.8
"""What a correction leaves of the sureness."""


def digits(read: str) -> tuple[str, float]:
    """ASCII digits alone, and by how much less sure they are for what had to be changed."""
    plain = unicodedata.normalize("NFKC", read).replace(" ", "")
    found = "".join(sign for sign in plain.translate(_DIGITS) if sign.isascii() and sign.isdigit())
    return found, 1.0 if found == plain else CORRECTED


def katakana(read: str) -> tuple[str, float]:
    """Katakana, with kanji that look like it taken for it; what is neither stays, much less sure."""
    plain = unicodedata.normalize("NFKC", read).strip()
    found = kana.to_katakana(plain.translate(_KANA))
    if not kana.is_kana(found):
        return found, CORRECTED / 2
    return found, 1.0 if found == plain else CORRECTED


def words(read: str) -> tuple[str, float]:
    """As read: names and places are never normalised."""
    return read.strip(), 1.0


def place(read: str) -> tuple[str, str]:
    """A prefecture and the municipality after it; without a prefecture, all of it is the municipality."""
    found = _PLACE.fullmatch(read.strip())
    return (found[1], found[2]) if found else ("", read.strip())
