"""Texts made plain, to be searched in or compared as a clerk would: names, addresses, numbers with hyphens."""

import re

from naniwa.library.kana import HYPHENS
from naniwa.library.names import search_form

_FORMS = (
    r"株式会社", r"有限会社", r"合同会社", r"合資会社", r"合名会社", r"\([株有同資名社医]\)",
    r"特定非営利活動法人", r"npo法人", r"(?:一般|公益)(?:社団|財団)法人", r"(?:医療|社会福祉|学校|宗教)法人",
    r"co\.,?ltd\.?", r"\binc\.?$",
)  # fmt: skip
_LEGAL_FORMS = re.compile("|".join(_FORMS))
# Most names hold none: quicker to see than to look for each.
_HINT = re.compile(r"会社|法人|[(]|co|inc")
_DASHES = re.compile(r"[-‐‑‒–—―−]")
# The long mark of kana is a hyphen only between figures. Looked for by itself, as most texts hold none.
_LONG_MARK = re.compile(r"ー(?<=\dー)(?=\d)")
_MARKS = re.compile(r"[-.,'\"()&!?/「」『』【】〔〕・、。’”]")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+(?=丁目|番|号)")
_PARTS = re.compile(r"(?<=\d)(?:丁目|番地ノ|番地|番|号|ノ)")
_CHOME = re.compile(r"[一二三四五六七八九十]+(?=丁目)")
_LOT = re.compile(r"\d(?<!\d\d)\d*+(?:(?:丁目|番地ノ?|番|ノ|-)\d++)++(?:番地|番|号)?")
_FIGURES = re.compile(r"\d+")
_WORDY = re.compile(r"[丁番号ノ]")
_LOOSE = re.compile(r"-(?!\d)")
# Looked for rather than translated: a table says of each character it lacks that it does, which is slow.
_HYPHENS = re.compile(f"[{''.join(map(chr, HYPHENS))}]")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def search_key(text: str) -> str:
    """As `search_form`, without hyphens of any kind: ０６−６９４１−０３５１ becomes 0669410351."""
    return without_hyphens(search_form(text))


def with_plain_numbers(text: str) -> str:
    """An address with the numbers of its lot side by side, however they were written; other numbers stay.

    2丁目1番22号, 二丁目１の２２ and 2-1-22 become 2122, as `search_key` makes it of the last. To be searched in only.
    """
    return plain_numbers(search_form(text))


def plain_numbers(folded: str) -> str:
    """The same of a text that `search_form` has folded."""
    plain = _with_hyphen("-", folded)
    if "丁目" in plain:
        plain = _CHOME.sub(lambda run: str(_number(run[0])), plain)
    return _LOT.sub(lambda run: "".join(_FIGURES.findall(run[0])), plain)


def without_hyphens(text: str) -> str:
    return _with_hyphen("", text)


def _with_hyphen(hyphen: str, text: str) -> str:
    """One hyphen in place of each that was typed."""
    return _DASHES.sub(hyphen, _LONG_MARK.sub(hyphen, text))


def name_key(name: str) -> str:
    """A name without legal form, marks and variants: ㈱髙橋商店 and 高橋商店 株式会社 are one. To be compared only."""
    folded = _HYPHENS.sub("-", search_form(name))
    bare = _LEGAL_FORMS.sub("", folded) if _HINT.search(folded) else folded
    return (bare if bare.isalnum() else _MARKS.sub("", bare)) or folded


def address_key(address: str) -> str:
    """An address with its numbers as 2-1-22, however they were written. To be compared only."""
    folded = search_form(address)
    if _WORDY.search(folded):
        numbered = _NUMBERED.sub(lambda run: str(_number(run[0])), folded)
        folded = _PARTS.sub("-", _HYPHENS.sub("-", numbered))
    return _LOOSE.sub("", _HYPHENS.sub("-", folded))


def _number(kanji: str) -> int:
    """Up to 99: 二十三 is 23."""
    tens, ten, ones = kanji.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
