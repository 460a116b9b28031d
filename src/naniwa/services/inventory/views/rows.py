"""One row: its page, its form, its removal."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.inventory import forms
from naniwa.services.inventory.models import Procedure
from naniwa.services.inventory.operations import saving
from naniwa.services.inventory.queries import history, keeping
from naniwa.services.inventory.rules.columns import Entry, Problem, read, texts_of, with_name
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.views import facts
from naniwa.services.inventory.views.acting import act
from naniwa.services.inventory.views.addresses import of_row
from naniwa.services.inventory.views.asked import find, parse_count
from naniwa.services.inventory.words import refusal


@staff_required()
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    procedure = find(request, number)
    seals = keeping.seals_of([procedure.pk]).get(procedure.pk, [])
    context = {
        "procedure": procedure,
        "groups": facts.groups(procedure),
        "papers": facts.papers(procedure),
        "seals": facts.seals(seals),
        "events": facts.events(history.history(procedure.reference, organisation_id=procedure.organisation_id)),
        "may_change": keeping.keeps(request.staff, procedure.department),
        "query": request.GET.urlencode(),
    }
    return render(request, "inventory/row.html", context)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """A number drawn with the form makes one row of however many presses."""
    kept = keeping.kept_by(request.staff)
    if not (kept or keeping.leads(request.staff)):
        raise NotPermitted(*LEADS)
    number = number_in(request.POST.get("number", ""))
    if request.method != "POST":
        first = {"department_code": kept[0].code, "department_name": kept[0].name} if len(kept) == 1 else {}
        return _form(request, None, texts=first, number=number)
    entry, problems = read(_typed(request))
    if problems:
        return _form(request, None, texts=request.POST.dict(), problems=problems, number=number, status=422)

    def work() -> Procedure:
        try:
            return saving.add(number=number, entry=entry, by=request.staff, now=timezone.now())
        except IntegrityError as error:  # a row that row security does not show to this office
            raise Http404 from error

    return _saved(request, None, entry, work, number=number)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: UUID) -> HttpResponse:
    """Nothing of another's change is overwritten unseen."""
    procedure = find(request, number)
    if not keeping.keeps(request.staff, procedure.department):
        raise NotPermitted(*LEADS)
    if request.method != "POST":
        seals = keeping.pressed(keeping.seals_of([procedure.pk]).get(procedure.pk, []))
        return _form(request, procedure, texts=texts_of(procedure.entry(seals)))
    entry, problems = read(_typed(request))
    if problems:
        return _form(request, procedure, texts=request.POST.dict(), problems=problems, status=422)
    seen = parse_count(request.POST.get("seen", ""))

    def work() -> Procedure:
        return saving.change(procedure=procedure, entry=entry, seen=seen, by=request.staff, now=timezone.now())

    return _saved(request, procedure, entry, work)


def _typed(request: StaffRequest) -> Mapping[str, str]:
    names = {one.code: one.name for one in keeping.departments_of(request.staff.organisation.pk)}
    return with_name(forms.typed(request.POST.dict()), names)


def _saved(
    request: StaffRequest,
    procedure: Procedure | None,
    entry: Entry,
    work: Callable[[], Procedure],
    *,
    number: UUID | None = None,
) -> HttpResponse:
    """The row that came of it, or the form with what stood in the way."""
    try:
        saved = work()
    except saving.DepartmentDiffers:
        problems = [_differs(request, entry)]
        return _form(request, procedure, texts=request.POST.dict(), problems=problems, number=number, status=422)
    except saving.NotYours:
        problems = [Problem("department_code", "other_department")]
        return _form(request, procedure, texts=request.POST.dict(), problems=problems, number=number, status=422)
    except saving.ChangedMeanwhile:
        current = find(request, procedure.public_id) if procedure else None
        return _form(request, current, texts=request.POST.dict(), number=number, status=409)
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
        return redirect("inventory:row", procedure.public_id if procedure else number)
    if request.POST.get("then") == "confirm":
        saving.confirm(procedure=saved, by=request.staff, now=timezone.now())
    messages.success(request, _("保存しました。"))
    return redirect("inventory:row", saved.public_id)


def _differs(request: StaffRequest, entry: Entry) -> Problem:
    code = entry.values["department_code"]
    name = next((one.name for one in keeping.departments_of(request.staff.organisation.pk) if one.code == code), "")
    return Problem("department_name", "department_differs", (("name", name),))


def _form(
    request: StaffRequest,
    procedure: Procedure | None,
    *,
    texts: dict[str, str],
    problems: list[Problem] | None = None,
    number: UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    """With 409 the other's words stand beside one's own, and a second press keeps one's own."""
    shown = forms.fields(texts, problems or ())
    context = {
        "procedure": procedure,
        "fields": shown,
        "every": shown.every,
        "number": number,
        "seen": _seen(request, procedure, status),
        "conflicts": facts.conflicts(procedure, texts) if procedure and status == 409 else [],  # noqa: PLR2004 - HTTP
        "departments": keeping.kept_by(request.staff),
    }
    return render(request, "inventory/form.html", context, status=status)


def _seen(request: StaffRequest, procedure: Procedure | None, status: int) -> int:
    """What the page had seen when it was opened; after a conflict, what it shows now."""
    if procedure is None:
        return 0
    sent = parse_count(request.POST.get("seen", ""))
    return sent if sent and status == 422 else procedure.edition  # noqa: PLR2004 - HTTP


@staff_required()
@require_POST
def confirm(request: StaffRequest, number: UUID) -> HttpResponse:
    procedure = find(request, number)

    def work() -> Procedure:
        return saving.confirm(procedure=procedure, by=request.staff, now=timezone.now())

    return act(request, work, _("確認済みにしました。"), back=of_row(procedure))


@staff_required()
@require_POST
def remove(request: StaffRequest, number: UUID) -> HttpResponse:
    """Undone rather than asked: the page of the row offers to bring it back."""
    procedure, seen = find(request, number), parse_count(request.POST.get("seen", ""))

    def work() -> Procedure:
        return saving.remove(procedure=procedure, seen=seen, by=request.staff, now=timezone.now())

    return act(request, work, _("一覧から削除しました。この画面から元に戻せます。"), back=of_row(procedure))


@staff_required()
@require_POST
def restore(request: StaffRequest, number: UUID) -> HttpResponse:
    procedure = find(request, number)

    def work() -> Procedure:
        return saving.restore(procedure=procedure, by=request.staff, now=timezone.now())

    return act(request, work, _("元に戻しました。"), back=of_row(procedure))
