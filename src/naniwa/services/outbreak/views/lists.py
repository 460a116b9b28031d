"""Cases and tasks as tables."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from naniwa.design.dates import long_date, short_date
from naniwa.design.tables import Cell, Column, Row, Table, facet, paging
from naniwa.services.outbreak.models import Case, Cause, Level, Severity, Stage, Stay, Task
from naniwa.services.outbreak.queries import observation, regimes
from naniwa.services.outbreak.queries.cases import PAGE, Found


def queue_table(cases: Sequence[Case], total: int, query: QueryDict, *, number: int, now: datetime) -> Table:
    """By deadline."""
    return Table(
        id="queue",
        caption=_("連絡を待っている患者"),
        columns=[Column(label=one) for one in (_("期限"), _("氏名"), _("リスク"), _("症状"), _("担当者"))],
        rows=[
            Row(
                cells=[
                    _due(case.next_due_at, now),
                    _name(case),
                    risk_words(case.risk),
                    str(Severity(case.severity).label),
                    _owner(case),
                ]
            )
            for case in cases
        ],
        paging=paging(number, len(cases), total, query, length=PAGE),
        empty_title=_("連絡を待っている患者はいません"),
        empty_text=_("届出があると、期限の早い順にここに並びます。"),
    )


def cases_table(found: Found, query: QueryDict, *, number: int) -> Table:
    stages = ((stage.value, str(stage.label), found.stages.get(stage.value, 0)) for stage in Stage)
    return Table(
        id="cases",
        caption=_("患者の一覧"),
        columns=[Column(label=one) for one in (_("氏名"), _("患者番号"), _("段階"), _("療養先"), _("届出日"))],
        rows=[
            Row(
                cells=[
                    _name(case),
                    case.reference,
                    str(Stage(case.stage).label),
                    str(Stay(case.stay).label),
                    long_date(case.reported_on, weekday=False),
                ]
            )
            for case in found.cases
        ],
        facets=[facet(_("段階"), "stage", stages, query)],
        clear_url="?",
        paging=paging(number, len(found.cases), found.total, query, length=PAGE),
        empty_title=_("この条件の患者はいません"),
        empty_text=_("ことばを短くするか、絞り込みを外してください。"),
    )


def observed_table(cases: Sequence[Case], total: int, query: QueryDict, *, number: int, now: datetime) -> Table:
    """Who is missing longest comes first."""
    heads = (_("次の報告の期限"), _("氏名"), _("最後の判定"), _("酸素飽和度"), _("体温"), _("報告がないとき"))
    return Table(
        id="observed",
        caption=_("健康観察中の患者"),
        columns=[Column(label=one) for one in heads],
        rows=[
            Row(
                cells=[
                    _due(case.next_due_at, now),
                    _name(case),
                    level_words(getattr(case, "last_level", None)),
                    getattr(case, "last_spo2", None) or "—",
                    str(getattr(case, "last_temperature", None) or "—"),
                    missing_words(case),
                ]
            )
            for case in cases
        ],
        paging=paging(number, len(cases), total, query, length=PAGE),
        empty_title=_("健康観察中の患者はいません"),
        empty_text=_("最初の連絡がつくと、ここに並びます。"),
    )


def tasks_table(tasks: Sequence[Task], total: int, query: QueryDict, *, number: int, now: datetime) -> Table:
    return Table(
        id="tasks",
        caption=_("急ぎの対応"),
        columns=[Column(label=one) for one in (_("期限"), _("氏名"), _("対応が必要なわけ"), _("担当者"))],
        rows=[
            Row(
                cells=[
                    _due(task.due_at, now),
                    Cell(text=task.case, href=reverse("outbreak:task", args=[task.public_id])),
                    str(Cause(task.cause).label),
                    str(task.owner),
                ]
            )
            for task in tasks
        ],
        paging=paging(number, len(tasks), total, query, length=observation.PAGE),
        empty_title=_("急ぎの対応はありません"),
        empty_text=_("赤の報告や、途切れた報告があると、すぐここに出ます。"),
    )


def risk_words(risk: int) -> str:
    return {1: _("低い"), 2: _("中くらい"), 3: _("高い")}[risk]


def act_words(act: str) -> str:
    """A step of the ladder, as it stands in lists."""
    return {
        "reminder": _("メールで知らせる"),
        "call": _("電話する"),
        "person": _("責任者が確かめる"),
        "visit": _("訪問する"),
    }[act]


def missing_words(case: Case) -> str:
    """Up to which step a missing report has come."""
    if not case.ladder:
        return "—"
    steps = regimes.in_force(case.disease).regime.ladder
    return act_words(steps[min(case.ladder, len(steps)) - 1].act)


def level_words(level: str | None) -> str:
    return str(Level(level).label) if level else _("まだ報告がない")


def _due(due: datetime | None, now: datetime) -> Cell:
    if due is None:
        return Cell(text="—")
    words = short_date(due, time=True)
    return Cell(text=words, note=_("期限を過ぎています") if due < now else "")


def _name(case: Case) -> Cell:
    return Cell(text=case, reading=case.name_kana, href=reverse("outbreak:case", args=[case.public_id]))


def _owner(case: Case) -> Cell:
    note = "" if case.taken_at else _("まだだれも引き受けていません")
    return Cell(text=case.owner or "—", note=note)
