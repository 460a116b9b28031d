"""What the columns of a health centre's own sheet mean, and what stands in its cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

HEADS_WITHIN = 12
"""Titles may stand above the heads."""
LEAST = 3
"""A row with so many known heads is the head of the list."""
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "local_number": ("番号", "No", "No.", "管理番号", "患者番号", "症例番号", "整理番号"),
    "name": ("氏名", "患者氏名", "名前"),
    "name_kana": ("氏名カナ", "氏名（カナ）", "フリガナ", "ふりがな", "カナ"),
    "born_on": ("生年月日",),
    "age": ("年代", "年齢", "患者_年代"),
    "sex": ("性別", "患者_性別"),
    "phone": ("電話番号", "電話", "連絡先"),
    "municipality": ("居住地", "市町村", "住所地", "居住市町村", "患者_居住地"),
    "address": ("住所", "番地"),
    "reported_on": ("報道提供日", "届出日", "公表日", "発生届受理日", "公表_年月日"),
    "diagnosed_on": ("診断日", "陽性判明日", "判明日", "検体採取日"),
    "onset_on": ("発症日", "発症_年月日"),
    "severity": ("症状", "重症度", "症状の程度", "患者_状態"),
    "status": ("退院", "退院・解除", "転帰", "療養状況", "状況", "入退院の状況", "患者_退院済フラグ"),
    "note": ("備考", "メモ"),
}
DATES = ("born_on", "reported_on", "diagnosed_on", "onset_on")
WORDED = ("sex", "severity", "status")
"""Columns whose values are words that each office has its own of."""
UNKNOWN = frozenset({"", "-", "―", "ー", "−", "‐", "調査中", "不明", "なし", "非公表"})
MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    "sex": {"男性": "male", "男": "male", "女性": "female", "女": "female", "その他": "unknown"},
    "severity": {
        "無症状": "none", "軽症": "mild", "中等症": "moderate_1", "中等症I": "moderate_1", "中等症II": "moderate_2",
        "中等症1": "moderate_1", "中等症2": "moderate_2", "重症": "severe", "死亡": "unknown",
    },
    "status": {
        "": "open:undecided", "○": "recovered:undecided", "退院": "recovered:hospital",
        "自宅療養解除": "recovered:home", "宿泊療養解除": "recovered:hotel", "解除": "recovered:undecided",
        "死亡": "died:hospital", "死亡退院": "died:hospital", "入院中": "open:hospital", "自宅療養": "open:home",
        "宿泊療養": "open:hotel", "入院調整中": "open:undecided", "宿泊療養調整中": "open:undecided",
        "入院もしくは療養方法の調整中": "open:undecided", "調査中": "open:undecided",
        "その他(特殊事情)": "moved:undecided", "大阪府外": "moved:undecided",
    },
}  # fmt: skip
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("female", "male", "unknown"),
    "severity": ("unknown", "none", "mild", "moderate_1", "moderate_2", "severe"),
    "status": (
        "open:undecided", "open:home", "open:hotel", "open:hospital", "recovered:undecided", "recovered:home",
        "recovered:hotel", "recovered:hospital", "died:hospital", "moved:undecided",
    ),
}  # fmt: skip
AGES: Final[Mapping[str, str]] = {"未就学児": "preschool", "就学児": "school"}
LONGEST: Final[Mapping[str, int]] = {
    "local_number": 40, "name": 100, "name_kana": 100, "phone": 20, "address": 200, "note": 2_000,
}  # fmt: skip
_EPOCH, _SERIALS = date(1899, 12, 30), (1, 73_000)
_YEARS = range(1900, 2100)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_FIGURE = re.compile(r"\d{1,3}")
_SPACES = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says of a case, in our own words; `problems` are codes with the column that they stand in."""

    values: Mapping[str, str]
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """How one sheet is read: the field of each column, the meaning of its words, the towns by name."""

    columns: Sequence[str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)

    def read(self, texts: Sequence[str]) -> Entry:
        """A date that is none, and a town that nobody knows, become a remark: nothing of the line is lost."""
        said = {key: tidy(text) for key, text in zip(self.columns, texts, strict=False) if key}
        values: dict[str, str] = {}
        remarks: list[str] = []
        problems: list[tuple[str, str]] = []
        for key, text in said.items():
            value = self._value(key, text)
            if value is not None:
                values[key] = value
            elif key in WORDED:
                problems.append(("unknown_word", key))
            else:
                remarks.append(f"{FIELDS[key][0]}：{text}")
        if "reported_on" in self.columns and not values.get("reported_on"):
            problems.append(("no_day", "reported_on"))
        if not values.get("local_number") and not (values.get("name_kana") and values.get("born_on")):
            problems.append(("nobody", "local_number"))
        if remarks:
            values["note"] = "\n".join(filter(None, [values.get("note", ""), *remarks]))[: LONGEST["note"]]
        return Entry(values, tuple(problems))

    def _value(self, key: str, text: str) -> str | None:
        if key in WORDED:
            return self.meaning(key, text)
        if text in UNKNOWN:
            return ""
        if key in DATES:
            found = day_in(text)
            return found.isoformat() if found else None
        if key == "municipality":
            return self.towns.get(text)
        if key == "age":
            return age_in(text)
        return text[: LONGEST[key]] if key in LONGEST else text

    def meaning(self, key: str, text: str) -> str | None:
        """The office's own word first; None where nobody has said what it means."""
        own = self.words.get(key, {}).get(text)
        if own:
            return own
        known = MEANT[key].get(unicodedata.normalize("NFKC", text), MEANT[key].get(text))
        if known is None and text in UNKNOWN and key != "status":
            return "unknown"
        return known


def heads_at(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, int]:
    """Position of the row that looks most like heads, and how many of them are known; (-1, 0) where none does."""
    scored = [(sum(1 for key in suggested(row) if key), -at) for at, (_, row) in enumerate(rows[:HEADS_WITHIN])]
    known, at = max(scored, default=(0, 0))
    return (-at, known) if known >= LEAST else (-1, 0)


def suggested(heads: Sequence[str]) -> list[str]:
    """The field that each head names, once; empty where it is not known."""
    found: list[str] = []
    for head in heads:
        key = _MEANINGS.get(plain(head), "")
        found.append("" if key in found else key)
    return found


def plain(text: str) -> str:
    """As heads are compared: without width, case and spaces."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def day_in(text: str) -> date | None:
    """`2020-01-29`, `2020/1/29`, `2020年1月29日`, or the number by which Excel means a day."""
    if text.isascii() and text.isdigit():
        number = int(text)
        return _EPOCH + timedelta(days=number) if _SERIALS[0] <= number <= _SERIALS[1] else None
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return found if found and found.year in _YEARS else None


def age_in(text: str) -> str | None:
    """An age as its decade; from 90 and from 100 on as they are said."""
    if text in AGES:
        return AGES[text]
    figure = _FIGURE.match(unicodedata.normalize("NFKC", text))
    return str(int(figure[0]) // 10 * 10) if figure else None


def unknown_words(reader: Reader, lines: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """By field, the words of the sheet that nobody has given a meaning."""
    found: dict[str, dict[str, None]] = {}
    for at, key in enumerate(reader.columns):
        if key in WORDED:
            texts = dict.fromkeys(tidy(line[at]) if at < len(line) else "" for line in lines)
            missing = {text: None for text in texts if reader.meaning(key, text) is None}
            if missing:
                found[key] = missing
    return {key: list(texts)[:50] for key, texts in found.items()}


_MEANINGS: Final = {plain(head): key for key, heads in FIELDS.items() for head in heads}
