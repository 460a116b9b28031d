"""The page of one case: what is known, what was reported as charts, what was done, and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.charts import Chart, Series
from naniwa.design.dates import long_date
from naniwa.design.parts import Answer, Event
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import StaffRequest
from naniwa.library.spoken import said
from naniwa.services.outbreak.forms import CallForm, CloseForm, HandOverForm, ReadingForm
from naniwa.services.outbreak.models import Case, Cause, Observation, Passage, Result, Severity, Sex, Stage, Stay, Way
from naniwa.services.outbreak.operations import closing as ending
from naniwa.services.outbreak.queries import cases, centres, observation, regimes
from naniwa.services.outbreak.queries.going_on import going_on
from naniwa.services.outbreak.rules.regime import Asked, Regime, Sign
from naniwa.services.outbreak.service import CALLERS
from naniwa.services.outbreak.views import acting, diseases
from naniwa.services.outbreak.views.lists import level_words, risk_words

CODE_HALF = 4
BASES: Mapping[Asked, float] = {"spo2": 85, "temperature": 35}
"""Where the axes of charts begin, unless a figure is lower."""


def page(
    request: StaffRequest,
    case: Case,
    *,
    calling: CallForm | None = None,
    handing: HandOverForm | None = None,
    closing: CloseForm | None = None,
    reading: ReadingForm | None = None,
) -> HttpResponse:
    """With what is wrong in a form that was sent; whoever sees it is written down."""
    acting.record_read(request, case)
    now, force = timezone.now(), regimes.in_force(case.disease)
    reports = observation.reports_of(case)
    shown = {"calling": calling, "handing": handing, "closing": closing, "reading": reading}
    faults = [form for form in shown.values() if form is not None and form.errors]
    context = {
        "case": case,
        "facts": facts(case),
        "force": force,
        "charts": charts(reports, force.regime),
        "events": events(case, reports, force.regime),
        "alike": cases.alike(case),
        "tasks": [task for task in observation.tasks_of(case) if task.closed_at is None],
        "last_day": ending.last_day(case),
        "may_end": ending.may_end(case, now=now),
        "ends_too": _ends_too(case),
        "code": f"{case.code[:CODE_HALF]}-{case.code[CODE_HALF:]}" if case.code else "",
        "late": bool(case.next_due_at and case.next_due_at < now),
        "number": uuid4(),
        "fault": faults[0] if faults else None,
        "calling": calling or CallForm(),
        "handing": handing or HandOverForm(choices=receivers(request, now)),
        "closing": closing or CloseForm(),
        "reading": reading or reading_form(force.regime),
        "waiting": case.stage == Stage.FIRST_CONTACT,
    }
    return render(request, "outbreak/cases/case.html", context, status=422 if faults else 200)


def _ends_too(case: Case) -> list[str]:
    """What goes on around it and would end with it."""
    with as_system():
        found = going_on([case])
        beds = [
            _("病床をさがす依頼（%(state)s）を取り下げます。") % {"state": one.get_state_display()}
            for one in found.requests
        ]
        ways = [
            _("搬送の依頼（%(start)sから%(goal)sへ）を取りやめます。") % {"start": one.start, "goal": one.goal}
            for one in found.transports
        ]
        rooms = [
            _("%(room)sを退所にします。鍵が戻ったら「宿泊療養」で記録してください。")
            % {"room": f"{one.hotel} {one.room}"}
            for one in found.lodgings
        ]
    return beds + ways + rooms


def reading_form(regime: Regime, data: object = None) -> ReadingForm:
    language = get_language() or "ja"
    symptoms = [(one.key, said(one.words, language)) for one in regime.symptoms]
    words = {5: _("とてもよい"), 4: _("よい"), 3: _("ふつう"), 2: _("つらい"), 1: _("とてもつらい")}
    moods = [(str(key), text) for key, text in words.items()]
    return ReadingForm(data, symptoms=symptoms, moods=moods, asks=regime.asks)  # type: ignore[arg-type] # a query


def receivers(request: StaffRequest, now: datetime) -> list[tuple[str, str]]:
    """Colleagues who call, and other health centres."""
    mine = [
        (key, str(one))
        for key, one in acting.colleagues(request, CALLERS, now=now).items()
        if one != request.staff.person
    ]
    others = [
        (one.reference, str(one)) for one in centres.centres() if one.organisation_id != request.staff.organisation.pk
    ]
    return mine + others


def facts(case: Case, *, whole: bool = True) -> list[Answer]:
    """What is known; what is missing says so. Without `whole`, only what the clinic itself reported of."""
    town = organisations.by_code(case.municipality) if case.municipality else None
    regime = regimes.in_force(case.disease).regime
    factors = [said(one.words, get_language() or "ja") for one in regime.factors if one.key in case.factors]
    proxy = f"{case.proxy} {case.proxy_phone}".strip()
    disease = [Answer(term=_("感染症"), value=diseases.name_of(case.disease))] if diseases.several() else []
    who = [
        *disease,
        Answer(term=_("氏名"), value=case.name, reading=case.name_kana),
        Answer(term=_("生年月日"), value=_day(case.born_on) or case.age),
        Answer(term=_("性別"), value=str(Sex(case.sex).label)),
        Answer(term=_("電話番号"), value=case.phone),
        Answer(term=_("住所"), value=f"{town or ''}{case.address if whole else ''}"),
    ]
    severity = Answer(term=_("症状の程度"), value=str(Severity(case.severity).label))
    days = [
        Answer(term=_("発症日"), value=_day(case.onset_on)),
        Answer(term=_("診断日"), value=_day(case.diagnosed_on)),
        Answer(term=_("届出日"), value=_day(case.reported_on), note=str(case.partner or "")),
    ]
    if not whole:
        return [*who, severity, *days]
    return [
        *who,
        Answer(term=_("リスク"), value=risk_words(case.risk), note="、".join(factors)),
        severity,
        Answer(term=_("療養先"), value=str(Stay(case.stay).label)),
        *days,
        Answer(term=_("代わりに答える人"), value=proxy),
        Answer(term=_("備考"), value=case.note),
    ]


def charts(reports: Sequence[Observation], regime: Regime) -> list[Chart]:
    """Oxygen and temperature, each with its figures as a table and the bounds that its rules go by."""
    labels = [f"{timezone.localtime(one.at):%m/%d %H:%M}" for one in reports]
    oxygen = [float(one.spo2) if one.spo2 is not None else None for one in reports]
    heat = [float(one.temperature) if one.temperature is not None else None for one in reports]
    drawn = [
        _chart("spo2", oxygen, regime, words=(_("酸素飽和度"), _("報告ごとの酸素飽和度。"), "%")),
        _chart("temperature", heat, regime, words=(_("体温"), _("報告ごとの体温。"), _("度"))),
    ]
    return [replace(one, labels=labels) for one in drawn if any(value is not None for value in one.series[0].values)]


def _chart(reading: Asked, values: Sequence[float | None], regime: Regime, *, words: tuple[str, str, str]) -> Chart:
    """From a base below what is common, as from zero nobody would see it move; bounds of the rules are grey lines."""
    title, about, unit = words
    bounds = sorted({float(bound) for one in regime.readings if (bound := one.bound_of(reading)) is not None})
    lowest = min([value for value in values if value is not None], default=BASES[reading])
    return Chart(
        id=reading,
        title=title,
        description=_described(regime, about, reading),
        labels=(),
        series=[
            Series(label=title, values=values),
            *(Series(label=_("境目 %(value)s") % {"value": f"{one:g}"}, values=[one] * len(values)) for one in bounds),
        ],
        kind="line",
        unit=unit,
        base=min(BASES[reading], lowest // 5 * 5),
    )


def _described(regime: Regime, first: str, reading: Asked) -> str:
    """With what the rules say of this reading, in their own words."""
    language = get_language() or "ja"
    rules = [said(one.words, language) for one in regime.readings if one.goes_by(reading)]
    return first + _("注意するとき：%(rules)s。") % {"rules": "、".join(rules)} if rules else first


def events(case: Case, reports: Sequence[Observation], regime: Regime) -> list[Event]:
    """What happened, the newest first."""
    found = [_reported(one, regime) for one in reports]
    found += [
        Event(at=one.at, title=str(Result(one.result).label), who=str(one.by), text=one.note)
        for one in observation.calls_of(case)
    ]
    found += [
        Event(
            at=one.at, title=str(Passage(one.kind).label), who=f"{one.by or ''} → {one.to} {one.centre}", text=one.note
        )
        for one in observation.passings_of(case)
    ]
    found += [
        Event(
            at=one.closed_at,
            title=_("急ぎの対応を終えた"),
            who=str(one.closed_by),
            text=_finished(one.cause, one.result),
        )
        for one in observation.tasks_of(case)
        if one.closed_at
    ]
    found.append(Event(at=case.received_at, title=_("届出"), who=str(case.partner or case.organisation)))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _finished(cause: str, result: str) -> str:
    return f"{Cause(cause).label}\n{result}"


def _reported(one: Observation, regime: Regime) -> Event:
    language = get_language() or "ja"
    signs: list[Sign] = [*regime.symptoms, *regime.readings]
    words = {each.key: said(each.words, language) for each in signs}
    figures = [f"SpO2 {one.spo2}%" if one.spo2 is not None else "", f"{one.temperature}℃" if one.temperature else ""]
    told = [words.get(key, key) for key in dict.fromkeys((*one.reasons, *one.symptoms))]
    text = "\n".join(filter(None, ["　".join(filter(None, figures)), "、".join(told)]))
    return Event(at=one.at, title=level_words(one.level), who=str(one.by or Way(one.way).label), text=text)


def _day(day: date | None) -> str:
    return long_date(day, weekday=False) if day else ""
