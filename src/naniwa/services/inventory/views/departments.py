"""Departments and the people who answer for their rows."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.design.fields import FieldView
from naniwa.design.tables import Cell, Column, Row, Table
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.inventory.models import Department
from naniwa.services.inventory.operations import departments as operations
from naniwa.services.inventory.queries import keeping
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.views import addresses
from naniwa.services.inventory.words import refusal

AT: Mapping[type[BrokenRule], str] = {operations.NoName: "name", operations.NotOfThisOffice: "contact"}


@staff_required(*LEADS, "auditor")
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    may = keeping.leads(request.staff)
    rows = [_row(department, may=may) for department in keeping.departments_of(request.staff.organisation.pk)]
    table = Table(
        id="departments",
        caption=_("課と担当者"),
        columns=[Column(label=_("課コード")), Column(label=_("課名")), Column(label=_("担当者"))],
        rows=rows,
        empty_title=_("課はまだありません"),
        empty_text=_("手続を追加するか取り込むと、その課がここに並びます。"),
    )
    return render(request, "inventory/departments.html", {"table": table})


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str) -> HttpResponse:
    department = _find(request, code)
    if request.method != "POST":
        contact = department.contact.email if department.contact else ""
        return _form(request, department, {"name": department.name, "contact": contact or ""}, {})
    values = {"name": request.POST.get("name", "")[:100], "contact": request.POST.get("contact", "")[:254]}
    try:
        operations.describe(
            department=department,
            name=values["name"],
            address=values["contact"],
            by=request.staff,
            now=timezone.now(),
        )
    except (operations.NoName, operations.NotOfThisOffice) as broken:
        return _form(request, department, values, {AT[type(broken)]: refusal(broken)})
    messages.success(request, _("保存しました。"))
    return redirect("inventory:departments")


def _find(request: StaffRequest, code: str) -> Department:
    """Raises Http404."""
    found = [one for one in keeping.departments_of(request.staff.organisation.pk) if one.code == code]
    if not found:
        raise Http404
    return found[0]


def _form(
    request: StaffRequest, department: Department, values: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    fields = [
        FieldView(key="name", type="text", label=_("課名"), value=values["name"], errors=_at("name", errors)),
        FieldView(
            key="contact",
            type="text",
            label=_("担当者のメールアドレス"),
            hint=_("棚卸調査のお願いと、期限のお知らせが届きます。この課の手続を変えられるようになります。"),
            required=False,
            value=values["contact"],
            errors=_at("contact", errors),
            options={"input_type": "email", "autocomplete": "off"},
        ),
    ]
    context = {"department": department, "fields": fields}
    return render(request, "inventory/department.html", context, status=422 if errors else 200)


def _at(key: str, errors: Mapping[str, str]) -> list[str]:
    return [errors[key]] if key in errors else []


def _row(department: Department, *, may: bool) -> Row:
    href = addresses.of_department(department.code) if may else addresses.list_of(department.code)
    contact = str(department.contact) if department.contact else _("決まっていません")
    return Row(cells=[department.code, Cell(text=department.name, href=href), contact])
