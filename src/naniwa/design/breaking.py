"""Where a line of Japanese may break: between phrases, never inside a number with its unit or a short bracket."""

import re
from functools import cache, lru_cache

from budoux import Parser, load_default_japanese_parser
from django.utils.html import escape

# Of a bounded length: looking for a unit behind each digit of an endless number would take for ever.
_DIGITS = r"[0-9０-９][0-9０-９,，.．:]{0,30}"
_UNIT = (
    "年度|年|か月|カ月|ヶ月|月|日間|日|時間|時|分|秒|週間|週|円|人|名|件|回|歳|割|枚|社|桁|点|つ|個|版|か所|ページ|文字"
    "|[%％]|yen|KB|MB"
)
_BOUND = "以上|以下|以内|未満|超"
_WEEKDAY = "（[日月火水木金土]）"
_ERA = "(?:令和|平成|昭和|大正|明治)?"
MEASURED = re.compile(
    rf"(?:第|{_ERA}){_DIGITS}[ \u00a0]?(?:[万億千百]*(?:{_UNIT})|[万億])(?:{_BOUND}|{_WEEKDAY})?"
    rf"(?:{_DIGITS}(?:{_UNIT})(?:{_WEEKDAY})?)*"
)
"""A number with its unit, a whole date, a time of day."""
_NUMBER = re.compile(rf"{MEASURED.pattern}|{_DIGITS}")
# What may still break where phrases are kept whole (`word-break: keep-all`): beside signs and spaces.
_LOOSE = re.compile(rf"{_DIGITS}[ \u00a0]?[%％](?:{_BOUND})?|{_DIGITS}[ \u00a0](?:{_UNIT})")
_LOOSE_OR_DOT = re.compile(rf".・.|{_LOOSE.pattern}")
SHORT = 14
"""Characters of a bracket that fits the narrowest line, so that no dot in it need end one."""


@lru_cache(maxsize=2048)
def phrases(sentence: str) -> tuple[str, ...]:
    """Cut a sentence into phrases; plain ASCII stays whole because spaces already break it."""
    if sentence.isascii():
        return (sentence,)
    parts = _parser().parse(sentence)
    inside = {place for hit in _NUMBER.finditer(sentence) for place in range(hit.start() + 1, hit.end())}
    found: list[str] = []
    at = 0
    for part in parts:
        # The parser cuts long numbers, "202|0年", which it seldom met where it learned.
        if at in inside:
            found[-1] += part
        else:
            found.append(part)
        at += len(part)
    return tuple(found)


def phrased(sentence: str) -> str:
    """HTML of a sentence that breaks between its phrases."""
    return "<wbr>".join(kept_whole(one, _loose(one)) for one in phrases(sentence))


def _loose(part: str) -> re.Pattern[str]:
    return _LOOSE_OR_DOT if part.startswith("（") and len(part) <= SHORT else _LOOSE


def kept_whole(text: str, what: re.Pattern[str] = MEASURED) -> str:
    """HTML of a text in which no line breaks inside a match."""
    parts: list[str] = []
    at = 0
    for hit in what.finditer(text):
        parts += escape(text[at : hit.start()]), f'<span class="nw-whole">{escape(hit[0])}</span>'
        at = hit.end()
    return "".join([*parts, escape(text[at:])])


@cache
def _parser() -> Parser:
    return load_default_japanese_parser()
