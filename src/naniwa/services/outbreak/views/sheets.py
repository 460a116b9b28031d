"""How a sheet is read, and what it would do, as pages show it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naniwa.design.tables import Column, Row, Table
from naniwa.services.outbreak.models import Case, Intake, IntakeLine, Outcome, Severity, Sex, Stay
from naniwa.services.outbreak.queries import intakes, matching
from naniwa.services.outbreak.rules.columns import CODES, FIELDS, unknown_words

SHOWN = 20
PROBLEMS: Mapping[str, str | Promise] = {
    "unknown_word": gettext_lazy("意味が決まっていないことばがあります"),
    "no_day": gettext_lazy("日付がありません"),
    "nobody": gettext_lazy("番号も、氏名（カナ）と生年月日もありません"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One head or word of the sheet, and what it can mean."""

    name: str
    text: str
    chosen: str
    options: list[tuple[str, str]]
    example: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`words` have no meaning yet; counts are of cases, as lines of one person are merged."""

    columns: list[Choice]
    words: list[Choice]
    new: int
    changed: int
    same: int
    wrong: int
    merged: int
    changes: Table
    mistakes: Table
    cases: list[Case]
    """Those whose names it shows."""

    @property
    def takes(self) -> int:
        return self.new + self.changed


def preview(intake: Intake) -> Preview:
    """By the cases as they stand now; nothing is written."""
    lines, reader = intakes.lines(intake), matching.reader_of(intake)
    found = matching.matched(intake, lines, reader)
    counts = Counter(str(one.outcome) for one in found)
    numbers = {line.pk: line.number for line in lines}
    shown = [one for one in found if one.outcome == IntakeLine.Outcome.CHANGED][:SHOWN]
    changed = [
        Row(
            cells=[
                numbers[one.lines[-1]],
                str(one.case),
                "、".join(f"{field_name(key)}：{one.before.get(key) or '—'} → {new}" for key, new in one.after.items()),
            ]
        )
        for one in shown
    ]
    wrong = [
        Row(cells=[numbers[one.lines[0]], *_mistakes(one.entry.problems)])
        for one in found
        if one.outcome == IntakeLine.Outcome.WRONG
    ]
    texts = [line.texts for line in lines]
    return Preview(
        columns=_columns(intake, texts),
        words=_words(unknown_words(reader, texts)),
        new=counts["new"],
        changed=counts["changed"],
        same=counts["same"],
        wrong=counts["wrong"],
        merged=len(lines) - len(found),
        changes=_table("changes", _("変わるところ"), (_("行"), _("患者"), _("変わるところ")), changed),
        mistakes=_table("mistakes", _("直す行"), (_("行"), _("列"), _("わけ")), wrong),
        cases=[one.case for one in shown if one.case],
    )


def wrong(intake: Intake) -> Table:
    """Lines that were left out, with why."""
    reader = matching.reader_of(intake)
    rows = [
        Row(cells=[line.number, *_mistakes(reader.read(line.texts).problems)])
        for line in intakes.wrong_lines(intake, SHOWN)
    ]
    return _table("mistakes", _("取り込まなかった行"), (_("行"), _("列"), _("わけ")), rows)


def said(given: QueryDict, intake: Intake) -> tuple[dict[int, str], dict[str, dict[str, str]]]:
    """The meanings of columns by place and of words by field, as the form sends them."""
    heads = range(len(intake.sheet.heads))
    columns = {at: given.get(f"column-{at}", "") for at in heads if f"column-{at}" in given}
    words: dict[str, dict[str, str]] = {}
    for key in CODES:
        pairs = zip(given.getlist(f"text-{key}"), given.getlist(f"means-{key}"), strict=False)
        words[key] = {text[:100]: code for text, code in pairs if code}
    return columns, words


def field_name(key: str) -> str:
    if key == "status":
        return _("退院・解除などの状況")
    if key == "reported_on":
        return _("届出日")
    return str(getattr(Case._meta.get_field(key), "verbose_name", key))


def _columns(intake: Intake, lines: list[list[str]]) -> list[Choice]:
    options = [("", _("取り込まない")), *((key, field_name(key)) for key in FIELDS)]
    chosen = intake.sheet.columns
    return [
        Choice(f"column-{at}", head, chosen[at], options, _example(lines, at))
        for at, head in enumerate(intake.sheet.heads)
        if head
    ]


def _example(lines: list[list[str]], at: int) -> str:
    found = next((line[at] for line in lines if at < len(line) and line[at].strip()), "")
    return found[:30]


def _words(missing: Mapping[str, list[str]]) -> list[Choice]:
    return [
        Choice(key, text, "", [("", _("選んでください")), *((code, code_name(key, code)) for code in CODES[key])])
        for key, texts in missing.items()
        for text in texts
    ]


def code_name(key: str, code: str) -> str:
    if key == "sex":
        return str(Sex(code).label)
    if key == "severity":
        return str(Severity(code).label)
    first, _colon, stay = code.partition(":")
    return f"{Outcome(first).label if first in Outcome.values else _('対応中')} {Stay(stay).label}"


def _mistakes(problems: tuple[tuple[str, str], ...]) -> list[str]:
    columns = dict.fromkeys(field_name(key) for _code, key in problems)
    return ["、".join(columns), "、".join(str(PROBLEMS[code]) for code, _key in problems)]


def _table(number: str, caption: str, heads: tuple[str, ...], rows: list[Row]) -> Table:
    return Table(id=number, caption=caption, columns=[Column(label=one) for one in heads], rows=rows[:SHOWN])
