"""All seals in one view, a decision on one, and one decision over many after a preview."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.fields import Choice, FieldView
from naniwa.design.tables import page_number
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number, number_in
from naniwa.services.inventory.models import Seal, SealBatch
from naniwa.services.inventory.operations import deciding
from naniwa.services.inventory.queries import keeping, sealing
from naniwa.services.inventory.queries.sealing import Seals
from naniwa.services.inventory.rules.seals import DECISIONS, KINDS, BrokenRule, NoReason, UnknownDecision
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.views import seal_lists
from naniwa.services.inventory.views.asked import parse_count
from naniwa.services.inventory.words import refusal, words

AT: Mapping[type[BrokenRule], str] = {UnknownDecision: "decision", NoReason: "reason"}
MOST_AT_ONCE = 500


@staff_required()
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Filters with counts, and progress by department below."""
    office, selection, number = request.staff.organisation.pk, Seals.of(request.GET.dict()), page_number(request.GET)
    counts = sealing.counts(selection, organisation_id=office)
    standings = sealing.by_department(office)
    may = keeping.leads(request.staff)
    table = seal_lists.table(
        sealing.page(selection, organisation_id=office, number=number),
        selection,
        counts,
        request.GET,
        number=number,
        departments={one.code: one.name for one in standings},
        select_url=reverse("inventory:decide_seals") + _query(request.GET) if may else "",
    )
    context = {
        "table": table,
        "selection": selection,
        "any": bool(standings),
        "may_decide": may,
        "figures": seal_lists.figures(standings),
        "standings": standings,
    }
    return render(request, "inventory/seals.html", context)


@staff_required(*LEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, number: UUID) -> HttpResponse:
    """One seal."""
    found = Seal.objects.filter(organisation=request.staff.organisation, public_id=number)
    seal = found.select_related("procedure__department").first()
    if seal is None:
        raise Http404
    errors: dict[str, str] = {}
    values = {"decision": seal.decision, "reason": seal.reason}
    if request.method == "POST":
        values = {key: request.POST.get(key, "") for key in values}
        try:
            deciding.decide(seal=seal, by=request.staff, now=timezone.now(), **values)
        except BrokenRule as broken:
            errors[AT.get(type(broken), "decision")] = refusal(broken)
        else:
            messages.success(request, _("決定を記録しました。"))
            return redirect(reverse("inventory:seals") + _query(request.GET))
    context = {
        "seal": seal,
        "kind": words(KINDS)[seal.kind],
        "fields": _fields(values, errors),
        "query": request.GET.urlencode(),
    }
    return render(request, "inventory/seal.html", context, status=422 if errors else 200)


@staff_required(*LEADS)
@require_POST
def decide_many(request: StaffRequest) -> HttpResponse:
    """First the decision and its reason, then what it would do, then it is carried out: one address for the three."""
    found, sent = _chosen(request), request.POST
    step = sent.get("step", "")
    values = {key: sent.get(key, "") for key in ("decision", "reason")}
    if not step:
        return _ask(request, found, values, {})
    errors = _faults(values)
    if errors:
        return _ask(request, found, values, errors)
    foreseen = sealing.foresee(found, values["decision"])
    number = number_in(sent.get("number", ""))
    known = SealBatch.objects.filter(public_id=number, organisation=request.staff.organisation).first()
    if known is None and (step != "carry_out" or foreseen.decided != parse_count(sent.get("expected", ""))):
        context = _carried(request, found) | {
            "foreseen": foreseen,
            "values": values,
            "decision": words(DECISIONS)[values["decision"]],
            "number": number,
            "changed": step == "carry_out",
        }
        return render(request, "inventory/seals_confirm.html", context)
    try:
        batch = deciding.decide_many(number=number, found=found, by=request.staff, now=timezone.now(), **values)
    except IntegrityError as error:  # a row that row security does not show to this office
        raise Http404 from error
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
    else:
        messages.success(
            request,
            _("%(n)s件を「%(decision)s」に決めました。%(told)s課の担当者に知らせました。")
            % {"n": f"{batch.count:,}", "decision": words(DECISIONS)[batch.decision], "told": batch.told},
        )
    return redirect(reverse("inventory:seals") + _query(request.GET))


def _chosen(request: StaffRequest) -> QuerySet[Seal]:
    """The ticked seals, or all of the selection."""
    office = request.staff.organisation.pk
    if request.POST.get("select_all"):
        return sealing.select(Seals.of(request.GET.dict()), organisation_id=office)
    numbers = [number for text in request.POST.getlist("selected")[:MOST_AT_ONCE] if (number := known_number(text))]
    return sealing.select(Seals(), organisation_id=office).filter(public_id__in=numbers)


def _faults(values: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if values["decision"] not in words(DECISIONS):
        errors["decision"] = refusal(UnknownDecision())
    if not values["reason"].strip():
        errors["reason"] = refusal(NoReason())
    return errors


def _ask(
    request: StaffRequest, found: QuerySet[Seal], values: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    context = _carried(request, found) | {"fields": _fields(values, errors)}
    return render(request, "inventory/seals_ask.html", context, status=422 if errors else 200)


def _carried(request: StaffRequest, found: QuerySet[Seal]) -> dict[str, object]:
    """What goes on from page to page: which seals, and the list they were chosen from."""
    return {
        "total": found.count(),
        "select_all": bool(request.POST.get("select_all")),
        "selected": [] if request.POST.get("select_all") else request.POST.getlist("selected")[:MOST_AT_ONCE],
        "query": request.GET.urlencode(),
    }


def _fields(values: Mapping[str, str], errors: Mapping[str, str]) -> list[FieldView]:
    details = {
        "abolish": _("法令が求めていない印。紙でも押さなくてよくなります。"),
        "sign_in": _("だれの申請かは、ログインで確かめます。"),
        "e_signature": _("法令が署名を求めている手続など。"),
        "keep": _("法令の名前がある印だけです。"),
    }
    return [
        FieldView(
            key="decision",
            type="choice",
            label=_("見直しの結果"),
            value=values["decision"],
            errors=[errors["decision"]] if "decision" in errors else (),
            choices=[
                Choice(value=value, label=label, detail=details[value]) for value, label in words(DECISIONS).items()
            ],
        ),
        FieldView(
            key="reason",
            type="textarea",
            label=_("理由"),
            example=_("様式の定めは要綱だけで、本人確認は別の書類で足りるため"),
            value=values["reason"],
            errors=[errors["reason"]] if "reason" in errors else (),
            options={"rows": 3, "maxlength": deciding.LONGEST_REASON},
        ),
    ]


def _query(query: QueryDict) -> str:
    return "?" + query.urlencode() if query else ""
