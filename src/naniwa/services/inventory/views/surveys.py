"""Surveys: the list, opening one, its progress, and what one department does."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.fields import Choice, FieldView
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.inventory.models import Department, Part, Survey
from naniwa.services.inventory.operations import surveys
from naniwa.services.inventory.queries import keeping, progress
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.views import standings
from naniwa.services.inventory.views.acting import act
from naniwa.services.inventory.views.addresses import of_part
from naniwa.services.inventory.words import refusal

AT = {
    surveys.NoTitle: "title",
    surveys.DueInThePast: "due_on",
    surveys.NoDepartments: "departments",
    surveys.AskedAlready: "departments",
}


@staff_required()
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """What one's own departments are asked for now, then all surveys."""
    office, kept = request.staff.organisation.pk, keeping.kept_by(request.staff)
    own = [one for one in kept if one.contact_id == request.staff.person.pk]
    context = {
        "own": progress.open_parts(office, own),
        "surveys": progress.surveys(office),
        "may_open": keeping.leads(request.staff),
    }
    return render(request, "inventory/surveys.html", context)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: StaffRequest) -> HttpResponse:
    """A number drawn with the form opens one survey of however many presses."""
    number = number_in(request.POST.get("number", ""))
    if request.method != "POST":
        return _form(request, number, {})
    due_on = _day(request.POST.get("due_on", ""))
    if due_on is None:
        return _form(request, number, {"due_on": _("期限の日を選んでください。")})
    try:
        opened = _open(request, number, due_on)
    except IntegrityError as error:  # a row that row security does not show to this office
        raise Http404 from error
    except BrokenRule as broken:
        return _form(request, number, {AT.get(type(broken), "title"): refusal(broken)})
    messages.success(request, _("調査を始めました。担当者のいる課にお願いを送りました。"))
    return redirect("inventory:survey", opened.public_id)


def _open(request: StaffRequest, number: UUID, due_on: date) -> Survey:
    wanted = request.POST.getlist("departments")
    departments = [one for one in keeping.departments_of(request.staff.organisation.pk) if one.code in wanted]
    return surveys.open_survey(
        number=number,
        title=request.POST.get("title", "")[:100],
        due_on=due_on,
        departments=departments,
        by=request.staff,
        now=timezone.now(),
    )


def _form(request: StaffRequest, number: UUID, errors: dict[str, str]) -> HttpResponse:
    """Departments that answer another survey are not offered."""
    office = request.staff.organisation.pk
    asked = progress.asked_now(office)
    free = [department for department in keeping.departments_of(office) if department.pk not in asked]
    context = {
        "fields": _fields(request, free, errors),
        "number": number,
        "any": bool(free),
        "lacking": [department for department in free if department.contact_id is None],
    }
    return render(request, "inventory/survey_form.html", context, status=422 if errors else 200)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _fields(request: StaffRequest, free: Sequence[Department], errors: dict[str, str]) -> list[FieldView]:
    sent = request.POST
    chosen = sent.getlist("departments") if request.method == "POST" else [one.code for one in free]

    def wrong(key: str) -> list[str]:
        return [errors[key]] if key in errors else []

    return [
        FieldView(
            key="title",
            type="text",
            label=_("調査の名前"),
            example=_("令和8年度 行政手続の棚卸調査"),
            value=sent.get("title", ""),
            errors=wrong("title"),
            options={"maxlength": 100},
        ),
        FieldView(
            key="due_on",
            type="text",
            label=_("期限"),
            hint=_("7日前と前日、過ぎた翌日と7日後に、答えていない課へお知らせします。"),
            value=sent.get("due_on", ""),
            errors=wrong("due_on"),
            options={"input_type": "date"},
        ),
        FieldView(
            key="departments",
            type="several",
            label=_("調査する課"),
            hint=_("選んだ課の手続は、すべて「未確認」に戻ります。"),
            value=chosen,
            errors=wrong("departments"),
            choices=[Choice(value=one.code, label=f"{one.code} {one.name}") for one in free],
            options={"layout": "row"},
        ),
    ]


@staff_required()
@require_safe
def survey(request: StaffRequest, number: UUID) -> HttpResponse:
    """Progress by department."""
    found = _survey(request, number)
    listed = progress.standings(found)
    context = {
        "survey": found,
        "summary": standings.summary(listed),
        "standings": listed,
        "may_close": keeping.leads(request.staff) and found.closed_at is None,
        "today": timezone.localtime(timezone.now()).date(),
    }
    return render(request, "inventory/survey.html", context)


@staff_required(*LEADS)
@require_POST
def close(request: StaffRequest, number: UUID) -> HttpResponse:
    surveys.close(survey=_survey(request, number), by=request.staff, now=timezone.now())
    messages.success(request, _("調査を終えました。お知らせは、もう送りません。"))
    return redirect("inventory:survey", number)


@staff_required()
@require_safe
def part(request: StaffRequest, number: UUID) -> HttpResponse:
    """What a department has to do, and how far it is."""
    found = _part(request, number)
    context = {
        "part": found,
        "standing": progress.standing(found),
        "may_answer": keeping.keeps(request.staff, found.department) and found.survey.closed_at is None,
        "today": timezone.localtime(timezone.now()).date(),
    }
    return render(request, "inventory/part.html", context)


@staff_required()
@require_POST
def finish(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _part(request, number)

    def work() -> Part:
        return surveys.finish(part=found, by=request.staff, now=timezone.now())

    return act(request, work, _("回答を完了しました。ありがとうございました。"), back=of_part(found))


@staff_required()
@require_POST
def reopen(request: StaffRequest, number: UUID) -> HttpResponse:
    found = _part(request, number)

    def work() -> Part:
        return surveys.reopen(part=found, by=request.staff, now=timezone.now())

    return act(request, work, _("回答の途中に戻しました。"), back=of_part(found))


def _survey(request: StaffRequest, number: UUID) -> Survey:
    found = progress.survey_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found


def _part(request: StaffRequest, number: UUID) -> Part:
    found = progress.part_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    return found
