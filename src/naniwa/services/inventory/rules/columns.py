"""What is asked of each procedure: one list of columns for the web form, the workbook and the CSV file."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from naniwa.services.inventory.rules.seals import KINDS as SEAL_KINDS
from naniwa.services.inventory.rules.seals import Word

type Kind = Literal["text", "long", "number", "choice"]
type Value = str | int | None

PAPERS, SEALS = 8, 3
"""So many papers and seals of one procedure have columns of their own."""
MOST_ROWS = 5_000
YES, NO = Word("yes", "要", "Yes"), Word("no", "不要", "No")
CHANNELS = (
    Word("paper", "紙（持込み）", "Paper handed in"),
    Word("post", "郵送", "Post"),
    Word("counter", "窓口", "Counter"),
    Word("mail", "電子メール", "E-mail"),
    Word("online", "オンライン", "Online"),
)
APPLICANTS = (
    Word("resident", "個人", "Residents"),
    Word("business", "事業者", "Businesses"),
    Word("both", "個人と事業者", "Residents and businesses"),
    Word("public", "国・自治体など", "Public bodies"),
)
IDENTITIES = (
    Word("none", "不要", "Not needed"),
    Word("name", "氏名などの申告のみ", "Name as stated"),
    Word("document", "本人確認書類", "Identity document"),
    Word("electronic", "電子証明書", "Electronic identity"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_UNITS = ("件", "分", "円", "日", "時間", "年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One answer; `most` is characters of a text or the largest number, `unit` is for people."""

    key: str
    ja: str
    en: str
    kind: Kind = "text"
    most: int = 200
    required: bool = False
    choices: tuple[Word, ...] = ()
    unit: tuple[str, str] = ("", "")
    hint: tuple[str, str] = ("", "")
    width: int = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer: a code that pages put into words, with its facts."""

    key: str
    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is asked for; `held` says where in government its content already lies, or nothing."""

    name: str
    held: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A seal; `basis` is the rule or custom that asks for it, `law` the law if one demands it."""

    kind: str
    basis: str
    law: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as it was read: its values by column, without papers and seals, which stand beside them."""

    values: Mapping[str, Value]
    papers: tuple[Paper, ...]
    seals: tuple[Pressed, ...]


MAIN: Final[tuple[Column, ...]] = (
    Column(
        key="department_code", ja="課コード", en="Department code", most=20, required=True, width=12,
        hint=("英数字とハイフン。例：0101", "Letters, figures and hyphens, such as 0101"),
    ),
    Column(
        key="department_name", ja="課名", en="Department", most=100, required=True, width=22,
        hint=("登録済みの課なら、空けておけば入ります", "May be left empty for a department that is known"),
    ),
    Column(key="title", ja="手続名", en="Procedure", required=True, width=40),
    Column(
        key="law", ja="根拠法令", en="Law", width=28,
        hint=("法律・条例・規則・要綱の名前", "Act, ordinance, rule or guideline"),
    ),
    Column(key="article", ja="条項", en="Article", most=100, width=14, hint=("例：第3条第1項", "Such as Article 3(1)")),
    Column(key="applicant", ja="申請する人", en="Who applies", kind="choice", choices=APPLICANTS, width=14),
    Column(
        key="volume", ja="年間件数", en="Cases a year", kind="number", most=100_000_000, unit=("件", "cases"), width=10,
    ),
    Column(
        key="minutes_applicant", ja="申請者の所要時間", en="Applicant's time", kind="number", most=100_000,
        unit=("分", "minutes"), width=14,
        hint=("1件あたり。移動と待ち時間を含む", "For one case, with the way and waiting"),
    ),
    Column(
        key="minutes_office", ja="職員の所要時間", en="Office's time", kind="number", most=100_000,
        unit=("分", "minutes"), hint=("1件あたり", "For one case"), width=14,
    ),
    Column(key="fee", ja="手数料", en="Fee", kind="number", most=100_000_000, unit=("円", "yen"), width=10),
    Column(
        key="channel", ja="主な受付方法", en="Main channel", kind="choice", choices=CHANNELS, required=True, width=14,
    ),
    Column(key="identity", ja="本人確認", en="Identity", kind="choice", choices=IDENTITIES, width=18),
    Column(key="face_to_face", ja="対面", en="Face to face", kind="choice", choices=(YES, NO), width=8),
    Column(key="system", ja="使っているシステム", en="System used", most=100, width=20),
    Column(
        key="cycle_days", ja="処理日数", en="Days to finish", kind="number", most=3_650, unit=("日", "days"), width=10,
        hint=("受付から結果まで", "From receipt to the result"),
    ),
    Column(
        key="hours_saved", ja="見直しで減る時間", en="Hours saved", kind="number", most=10_000_000,
        unit=("時間", "hours"), hint=("1年あたり。見込みがあれば", "A year, where it is known"), width=14,
    ),
    Column(
        key="moment", ja="手続のきっかけ", en="Occasion", most=50, width=16,
        hint=("例：転入、開業。同じきっかけの手続は、まとめられるかもしれません",
              "Such as moving in, opening a shop. Procedures of one occasion may be merged"),
    ),
    Column(
        key="validity_years", ja="有効期間", en="Validity", kind="number", most=100, unit=("年", "years"), width=10,
        hint=("許可などに期間があるとき", "Where a permit has a term"),
    ),
    Column(
        key="renewals", ja="うち更新の件数", en="Renewals", kind="number", most=100_000_000,
        unit=("件", "cases"), hint=("年間件数のうち", "Of the cases a year"), width=12,
    ),
    Column(
        key="check_name", ja="職員が照合する内容", en="What staff confirm", most=100, width=20,
        hint=("例：所得、資格", "Such as income, a licence"),
    ),
    Column(
        key="check_minutes", ja="照合の時間", en="Time to confirm it", kind="number", most=10_000,
        unit=("分", "minutes"), hint=("1件あたり", "For one case"), width=12,
    ),
    Column(
        key="check_register", ja="照合できる台帳", en="Register that could confirm it", most=100, width=20,
        hint=("自動で照合できる台帳があれば", "If there is one that a program could ask"),
    ),
    Column(key="note", ja="備考", en="Note", kind="long", most=2_000, width=30),
)  # fmt: skip


def _paper_columns(number: int) -> tuple[Column, ...]:
    return (
        Column(key=f"paper{number}_name", ja=f"添付書類{number}", en=f"Paper {number}", most=100, width=20),
        Column(
            key=f"paper{number}_held",
            ja=f"添付書類{number}の情報を持つ行政機関",
            en=f"Where the content of paper {number} already lies",
            most=100,
            width=20,
        ),
    )


def _seal_columns(number: int) -> tuple[Column, ...]:
    return (
        Column(
            key=f"seal{number}_kind", ja=f"印{number}", en=f"Seal {number}", kind="choice", choices=SEAL_KINDS, width=10
        ),
        Column(key=f"seal{number}_basis", ja=f"印{number}の根拠", en=f"Basis of seal {number}", width=20),
        Column(
            key=f"seal{number}_law", ja=f"印{number}を求める法令", en=f"Law that demands seal {number}", width=20
        ),
    )  # fmt: skip


PAPER_COLUMNS: Final = tuple(column for number in range(1, PAPERS + 1) for column in _paper_columns(number))
SEAL_COLUMNS: Final = tuple(column for number in range(1, SEALS + 1) for column in _seal_columns(number))
COLUMNS: Final[tuple[Column, ...]] = (*MAIN, *PAPER_COLUMNS, *SEAL_COLUMNS)
BY_KEY: Final[Mapping[str, Column]] = {column.key: column for column in COLUMNS}
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
"""What the code of a department is made of: it stands in addresses and names of files."""


def read(given: Mapping[str, str]) -> tuple[Entry, list[Problem]]:
    """The answers as values, and everything that is wrong with them; what is wrong is empty in the entry."""
    texts = {key: tidy(given.get(key, ""), long=BY_KEY[key].kind == "long") for key in BY_KEY}
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for column in COLUMNS:
        value, problem = _value(column, texts[column.key])
        values[column.key] = value
        problems += [problem] if problem else []
    problems += _beside(texts, wrong={problem.key for problem in problems})
    return _entry(values), problems


def with_name(given: Mapping[str, str], names: Mapping[str, str]) -> Mapping[str, str]:
    """A known department needs no name beside its code."""
    name = names.get(given.get("department_code", "").strip(), "")
    return {**given, "department_name": name} if name and not given.get("department_name", "").strip() else given


def texts_of(entry: Entry, *, language: str = "ja") -> dict[str, str]:
    """The entry as it would be typed: what `read` reads back as the same."""
    shown = {column.key: shown_value(column, entry.values.get(column.key), language) for column in MAIN}
    shown |= dict.fromkeys((column.key for column in (*PAPER_COLUMNS, *SEAL_COLUMNS)), "")
    for number, paper in enumerate(entry.papers[:PAPERS], start=1):
        shown |= {f"paper{number}_name": paper.name, f"paper{number}_held": paper.held}
    for number, seal in enumerate(entry.seals[:SEALS], start=1):
        kind = shown_value(BY_KEY[f"seal{number}_kind"], seal.kind, language)
        shown |= {f"seal{number}_kind": kind, f"seal{number}_basis": seal.basis, f"seal{number}_law": seal.law}
    return shown


def shown_value(column: Column, value: Value, language: str = "ja") -> str:
    """One value for people."""
    if value is None or value == "":
        return ""
    word = next((choice for choice in column.choices if choice.value == value), None)
    return (word.en if language.startswith("en") else word.ja) if word else str(value)


def tidy(text: str, *, long: bool = False) -> str:
    """Without what no one can see; a long text keeps its lines."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (plain if long else _BREAKS.sub(" ", plain)).strip(" \u3000\n\t")


def differences(before: Entry, after: Entry) -> list[str]:
    """Keys of the columns whose words differ."""
    old, new = texts_of(before), texts_of(after)
    return [column.key for column in COLUMNS if old[column.key] != new[column.key]]


def _value(column: Column, text: str) -> tuple[Value, Problem | None]:
    if not text:
        empty: Value = "" if column.kind in {"text", "long", "choice"} else None
        return empty, Problem(column.key, "required") if column.required else None
    if column.kind == "number":
        return _number(column, text)
    if column.kind == "choice":
        return _choice(column, text)
    if len(text) > column.most:
        return "", Problem(column.key, "too_long", (("most", column.most), ("length", len(text))))
    if column.key == "department_code" and not CODE.fullmatch(text):
        return "", Problem(column.key, "not_a_code")
    return text, None


def _number(column: Column, text: str) -> tuple[Value, Problem | None]:
    """Figures of any width, with commas and with the unit behind them; a spreadsheet writes 12 as 12.0."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("、", ",").removesuffix(".0")
    for unit in _UNITS:
        plain = plain.removesuffix(unit)
    if not _NUMBER.fullmatch(plain):
        return None, Problem(column.key, "not_a_number", (("text", text[:40]),))
    digits = plain.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(column.most)) or int(digits) > column.most:
        return None, Problem(column.key, "too_large", (("most", f"{column.most:,}"),))
    return int(digits), None


def _choice(column: Column, text: str) -> tuple[Value, Problem | None]:
    wanted = unicodedata.normalize("NFKC", text).casefold()
    for choice in column.choices:
        if wanted in {unicodedata.normalize("NFKC", word).casefold() for word in (choice.value, choice.ja, choice.en)}:
            return choice.value, None
    return "", Problem(column.key, "not_offered", (("text", text[:40]), ("column", column.key)))


def _beside(texts: Mapping[str, str], *, wrong: set[str]) -> list[Problem]:
    """What does not fit to what stands beside it."""
    found = []
    if texts["article"] and not texts["law"]:
        found.append(Problem("law", "article_without_law"))
    if (texts["check_minutes"] or texts["check_register"]) and not texts["check_name"]:
        found.append(Problem("check_name", "no_check"))
    found += [
        Problem(f"paper{number}_name", "no_paper")
        for number in range(1, PAPERS + 1)
        if texts[f"paper{number}_held"] and not texts[f"paper{number}_name"]
    ]
    for number in range(1, SEALS + 1):
        beside = texts[f"seal{number}_basis"] or texts[f"seal{number}_law"]
        if beside and not texts[f"seal{number}_kind"]:
            found.append(Problem(f"seal{number}_kind", "no_seal"))
        if texts[f"seal{number}_kind"] and not beside:
            found.append(Problem(f"seal{number}_basis", "no_basis"))
    return [problem for problem in found if problem.key not in wrong]


def _entry(values: Mapping[str, Value]) -> Entry:
    papers = (Paper(_text(values[f"paper{n}_name"]), _text(values[f"paper{n}_held"])) for n in range(1, PAPERS + 1))
    seals = (
        Pressed(*(_text(values[f"seal{n}_{part}"]) for part in ("kind", "basis", "law"))) for n in range(1, SEALS + 1)
    )  # fmt: skip
    return Entry(
        {column.key: values[column.key] for column in MAIN},
        tuple(paper for paper in papers if paper.name),
        tuple(seal for seal in seals if seal.kind),
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
