"""A correction that came by post: the faulty fields alone, keyed in beside the scans."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Application, Channel, Deficiency, ItemState, PaperForm
from naniwa.services.procedures.operations import paper_corrections
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import BrokenRule, editable_fields
from naniwa.services.procedures.views.applicant import helps
from naniwa.services.procedures.views.applicant.posts import plain
from naniwa.services.procedures.views.applicant.rendering import Filled, field_views
from naniwa.services.procedures.views.applicant.typed import Sent
from naniwa.services.procedures.views.staff.acting import WHOLE, own, typed_whole
from naniwa.services.procedures.views.staff.asked import parse_day
from naniwa.services.procedures.views.staff.keeping import keeping, paper_correction
from naniwa.services.procedures.views.staff.paper.screens import KEYERS, kinds, leaves, to_key
from naniwa.services.procedures.views.staff.sentences import sentence

PURPOSE = "correction"
OURS = ("faulty", "received_on", "field")


@never_cache
@keeping(WHOLE, paper_correction)
@staff_required(*KEYERS)
@require_http_methods(["GET", "POST"])
def correction(request: StaffRequest, reference: str) -> HttpResponse:
    """The open fields as they stand; looking is written down."""
    case = own(request, reference)
    form = PaperForm.objects.filter(application=case).first()
    if case.channel != Channel.PAPER or form is None:
        raise Http404
    asked = _asked(case)
    if not asked:
        messages.info(request, _("この申請には、回答を待つ修正のお願いがありません。"))
        return redirect("procedures:staff_case", reference)
    if request.method == "POST":
        return _posted(request, case, form, asked)
    now = timezone.now()
    audit.record_read(
        "procedures.case_read", by=request.staff, target=case, subject=case.person, purpose=PURPOSE, now=now
    )
    kept = typed_whole(request, paper_correction(request, reference)[0])
    if not kept:
        return _show(request, case, form, asked)
    return _show(request, case, form, asked, sent=plain(to_key(asked), kept), day=kept.get("received_on", [""])[-1])


def _asked(case: Application) -> list[AnyField]:
    """The fields that a notice opened, in the order of the form."""
    items = Deficiency.objects.filter(application=case, state=ItemState.NOTIFIED)
    keys = editable_fields(list(items.values_list("opens", flat=True)))
    return [field for key, field in live(case.version_id).form.fields.items() if key in keys]


def _posted(request: StaffRequest, case: Application, form: PaperForm, asked: Sequence[AnyField]) -> HttpResponse:
    """Files are kept at once; faults are said once, and the next press hands in what the paper says."""
    _take(request, case, form, asked)
    form.refresh_from_db()
    fields = to_key(asked)
    sent = plain(fields, {name: request.POST.getlist(name) for name in request.POST if name not in OURS})
    if helps.wanted(sent):
        helped = helps.give(fields, sent)
        return _show(request, case, form, asked, sent=helped.sent, options=helped.options)
    parsed = live(case.version_id).form.parse_fields([field.key for field in fields], sent, case.answers)
    day = parse_day(request.POST.get("received_on", ""))
    if "save" not in request.POST or day is None or (parsed.problems and "faulty" not in request.POST):
        if day is None:
            messages.error(request, _("消印の日か、届いた日を入れてください。例：2020-05-20"))
        return _show(request, case, form, asked, sent=sent, problems=parsed.problems)
    changes = {field.key: parsed.values.get(field.key) for field in fields}
    return _hand_in(request, case, {key: value for key, value in changes.items() if value is not None}, day)


def _hand_in(request: StaffRequest, case: Application, changes: dict[str, object], day: date) -> HttpResponse:
    try:
        paper_corrections.key_in(
            application=case, changes=changes, received_on=day, by=request.staff, now=timezone.now()
        )
    except BrokenRule as broken:
        messages.error(request, sentence(broken, case))
        return redirect(reverse("procedures:staff_paper_correction", args=[case.reference]))
    messages.success(request, _("修正を登録しました。再提出として審査に戻ります。"))
    return redirect("procedures:staff_case", case.reference)


def _take(request: StaffRequest, case: Application, form: PaperForm, asked: Sequence[AnyField]) -> None:
    field = request.POST.get("field", "")
    field = field if field in {one.key for one in asked if one.type == "file"} else ""
    for upload in request.FILES.getlist("scans"):
        try:
            with transaction.atomic():
                now = timezone.now()
                document = documents.accept(
                    upload,
                    name=upload.name or "",
                    person=None,
                    organisation=case.organisation,
                    partner=case.partner,
                    field=field or "paper",
                    collection=form.collection,
                    now=now,
                    by=request.staff,
                )
                paper_corrections.add_scan(application=case, document=document, field=field, now=now)
        except Refused as refused:
            messages.error(request, f"{upload.name}：{refused.message}")


def _show(
    request: StaffRequest,
    case: Application,
    form: PaperForm,
    asked: Sequence[AnyField],
    *,
    sent: Sent | None = None,
    problems: Sequence[Problem] = (),
    options: dict[str, dict[str, object]] | None = None,
    day: str = "",
) -> HttpResponse:
    filled = Filled(answers=case.answers, sent=sent, problems=problems, options=options or {})
    views = field_views(to_key(asked), filled)
    known = kinds(live(case.version_id))
    context = {
        "case": case,
        "fields": views,
        "faulty": any(view.faults for view in views),
        "kinds": {"": known[""], **{field.key: known[field.key] for field in asked if field.type == "file"}},
        "received_on": request.POST.get("received_on") or day or timezone.localdate().isoformat(),
        "leaves": leaves(form),
    }
    return render(request, "procedures/staff/paper/correction.html", context)
