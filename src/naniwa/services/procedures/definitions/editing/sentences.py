"""Rules as sentences, in Japanese and English, for people who have never seen CEL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text
from naniwa.services.procedures.definitions.editing.menus import Answer, Group, NotOfMenus, Operand, Sum, Term, read

COMPARED = {
    "==": ("{0}が{1}である", "{0} is {1}"),
    "!=": ("{0}が{1}でない", "{0} is not {1}"),
    ">=": ("{0}が{1}以上である", "{0} is {1} or more"),
    "<=": ("{0}が{1}以下である", "{0} is {1} or less"),
    ">": ("{0}が{1}より大きい", "{0} is more than {1}"),
    "<": ("{0}が{1}より小さい", "{0} is less than {1}"),
    "has": ("{0}で{1}を選んでいる", "{0} includes {1}"),
    "has_not": ("{0}で{1}を選んでいない", "{0} does not include {1}"),
    "answered": ("{0}に答えている", "{0} is answered"),
    "unanswered": ("{0}に答えていない", "{0} is not answered"),
    "yes": ("{0}に同意している", "{0} is agreed to"),
    "no": ("{0}に同意していない", "{0} is not agreed to"),
}
DAYS = {
    ">=": ("{0}が{1}以後である", "{0} is on or after {1}"),
    "<=": ("{0}が{1}以前である", "{0} is on or before {1}"),
    ">": ("{0}が{1}より後である", "{0} is after {1}"),
    "<": ("{0}が{1}より前である", "{0} is before {1}"),
}
BRACKETS = ("（{}）", "({})")
SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
DAY = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


@dataclass(frozen=True)
class Named:
    """What a variable of rules is called: `options` by key where one is chosen, `unit` after numbers."""

    label: Text
    type: str = "text"
    options: Mapping[str, Text] = field(default_factory=dict)
    unit: Text | None = None


type Names = Mapping[str, Named]


def sentence(rule: str, names: Names) -> Text | None:
    """The rule in words; None where it says more than sentences can."""
    try:
        group = read(rule)
    except NotOfMenus:
        return None
    return text(f"{_group(group, names, 0)}。", f"{_group(group, names, 1)}.")


def _group(group: Group, names: Names, language: int) -> str:
    said = [
        BRACKETS[language].format(_group(term, names, language))
        if isinstance(term, Group)
        else _term(term, names, language)
        for term in group.terms
    ]
    joins = {"all": ("、かつ、", " and "), "any": ("、または、", " or ")}
    return joins[group.join][language].join(said)


def _term(term: Term, names: Names, language: int) -> str:
    kind = _type(term.left, names)
    patterns = DAYS if kind in {"date", "month"} and term.how in DAYS else COMPARED
    about = term.left if isinstance(term.left, Answer) else None
    right = "" if term.right is None else _operand(term.right, names, language, about)
    return patterns[term.how][language].format(_operand(term.left, names, language), right)


def _type(operand: Operand, names: Names) -> str:
    return names[operand.name].type if isinstance(operand, Answer) and operand.name in names else ""


def _operand(operand: Operand, names: Names, language: int, about: Answer | None = None) -> str:
    """`about` is what it is compared with, which tells what a constant means."""
    if isinstance(operand, Answer):
        return _answer(operand, names, language)
    if isinstance(operand, Sum):
        return "".join(
            SIGNS[part] if isinstance(part, str) else _operand(part, names, language) for part in operand.parts
        )
    if isinstance(operand, bool):
        return (("はい", "yes") if operand else ("いいえ", "no"))[language]
    known = names.get(about.name) if about else None
    if isinstance(operand, int):
        return _number(operand, known, counted=bool(about and about.counted), language=language)
    return _constant(operand, known, language)


def _answer(answer: Answer, names: Names, language: int) -> str:
    known = names.get(answer.name)
    label = _in(known.label, language) if known else answer.name
    said = (f"「{label}」", f"“{label}”")[language]
    if not answer.counted:
        return said
    letters = known is not None and known.type in {"text", "kana"}
    counted = ("の文字数", "the length of {}") if letters else ("の数", "the number of {}")
    return said + counted[0] if language == 0 else counted[1].format(said)


def _number(number: int, known: Named | None, *, counted: bool, language: int) -> str:
    shown = f"{number:,}"
    if known is None or counted:
        return shown
    if known.type == "money":
        return (f"{shown}円", f"¥{shown}")[language]
    unit = _in(known.unit, language) if known.unit else ""
    return f"{shown}{unit}" if language == 0 or not unit else f"{shown} {unit}"


def _constant(words: str, known: Named | None, language: int) -> str:
    if known and words in known.options:
        words = _in(known.options[words], language)
    elif day := DAY.match(words):
        return (
            "".join(f"{int(part)}{unit}" for part, unit in zip(day.groups(), "年月日", strict=True) if part)
            if language == 0
            else words
        )
    if words == "":
        return ("空", "empty")[language]
    return (f"「{words}」", f"“{words}”")[language]


def _in(words: Text, language: int) -> str:
    return words.in_language(("ja", "en")[language])
