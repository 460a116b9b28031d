"""The desk at which papers are taken in: those begun, a new one, and one paper as a whole."""

import uuid
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.scans import can_read
from naniwa.library.typed import known_number
from naniwa.services.procedures.models import PaperForm
from naniwa.services.procedures.operations import paper
from naniwa.services.procedures.operations.drafts import AlreadySubmitted
from naniwa.services.procedures.queries import paper as papers
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.paper_numbers import Edition, edition, versions_of
from naniwa.services.procedures.queries.paper_readings import batches_going_on
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.applicant.answers import sections
from naniwa.services.procedures.views.staff.acting import typed
from naniwa.services.procedures.views.staff.asked import parse_day
from naniwa.services.procedures.views.staff.keeping import keeping, paper_of
from naniwa.services.procedures.views.staff.paper.screens import KEYERS, PURPOSE, entry_url, found, kinds, page_url
from naniwa.services.procedures.views.staff.sentences import sentence


@never_cache
@staff_required(*KEYERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """What is begun, what was registered lately, and the form to begin another."""
    return _desk(request)


def _desk(request: StaffRequest, *, faults: Sequence[tuple[str, str]] = (), status: int = 200) -> HttpResponse:
    office = request.staff.organisation.pk
    context = {
        "begun": [(form, live(form.version_id)) for form in papers.to_key(office)],
        "registered": papers.registered(office),
        "versions": _versions(office).items(),
        "token": request.POST.get("number") or str(uuid.uuid4()),
        "typed": request.POST or {"received_on": timezone.localdate().isoformat()},
        "faults": faults,
        "can_read": can_read(),
        "reading": batches_going_on(office),
    }
    return render(request, "procedures/staff/paper/desk.html", context, status=status)


@staff_required(*KEYERS)
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    """Begin a paper with its scans; a second press leads to the same one."""
    number, chosen, day = (
        known_number(request.POST.get("number", "")),
        _edition(request),
        parse_day(request.POST.get("received_on", "")),
    )
    faults = _faults(request, chosen, day)
    if faults or chosen is None or day is None:
        return _desk(request, faults=faults, status=422)
    try:
        form, is_new = paper.open_form(
            number=number or uuid.uuid4(),
            version=chosen.version,
            received_on=day,
            language=chosen.language,
            by=request.staff,
            now=timezone.now(),
        )
    except BrokenRule as broken:
        return _desk(request, faults=[("received_on", sentence(broken))], status=422)
    if is_new:
        _take(request, form, "")
    return redirect("procedures:staff_paper", form.pk)


def _faults(request: StaffRequest, chosen: Edition | None, day: date | None) -> list[tuple[str, str]]:
    faults = []
    if chosen is None:
        words = _("用紙番号が見つかりません。QRコードの横の8文字を確かめるか、一覧から版を選んでください。")
        faults.append(("form_number", words))
    elif chosen.version.organisation_id != request.staff.organisation.pk:
        faults.append(("form_number", _("ほかの組織が受け付ける用紙です。用紙に書かれた送り先に回してください。")))
    if day is None:
        faults.append(("received_on", _("消印の日か、届いた日を入れてください。例：2020-05-20")))
    if not request.FILES.getlist("scans"):
        faults.append(("scans", _("申請書のスキャン（PDFか写真）を選んでください。")))
    return faults


def _edition(request: StaffRequest) -> Edition | None:
    """By the number on the paper, else as chosen from the list."""
    typed, listed = request.POST.get("form_number", "").strip(), request.POST.get("version", "")
    if typed:
        return edition(typed)
    known = _versions(request.staff.organisation.pk)
    return Edition(known[listed], "ja") if listed in known else None


def _versions(organisation_id: int) -> dict[str, Live]:
    """All versions of the office, by what the list posts."""
    return {f"{one.procedure.slug}/{one.number}": one for one in versions_of(organisation_id)}


@never_cache
@staff_required(*KEYERS)
@require_safe
def whole(request: StaffRequest, number: UUID) -> HttpResponse:
    """One paper: its scans and, once anything is keyed in, its answers with what is wrong and what registers it."""
    form = found(request, number)
    if form.application is not None:
        return redirect("procedures:staff_case", form.application.reference)
    audit.record_read(
        "procedures.paper_read",
        by=request.staff,
        target=form,
        subject=None,
        purpose=PURPOSE,
        now=timezone.now(),
    )
    version, answers = live(form.version_id), paper.answers_of(form)
    context = {
        "form": form,
        "version": version,
        "sections": sections(version, answers, edit=lambda page, _field: page_url(form, page)),
        "faults": paper.prepared(form).proposals,
        "kinds": kinds(version),
        "entry_url": entry_url(form),
        "keyed": bool(form.saves or form.answers),
        "typed": typed(request, paper_of(request, number)[0]),
    }
    return render(request, "procedures/staff/paper/whole.html", context)


@staff_required(*KEYERS)
@require_POST
def scans(request: StaffRequest, number: UUID) -> HttpResponse:
    """Add files, say what one is of, or take one away."""
    form, document = found(request, number), known_number(request.POST.get("document", ""))
    field = request.POST.get("field", "")
    field = field if field in kinds(live(form.version_id)) else ""
    try:
        if document and request.POST.get("act") == "remove":
            paper.remove_scan(form_id=form.pk, document_id=str(document), by=request.staff, now=timezone.now())
        elif document:
            paper.name_scan(form_id=form.pk, document_id=str(document), field=field, now=timezone.now())
        else:
            _take(request, form, field)
    except AlreadySubmitted:
        messages.info(request, _("この申請書は登録済みです。"))
    return redirect(reverse("procedures:staff_paper", args=[form.pk]) + "#scans")


def _take(request: StaffRequest, form: PaperForm, field: str) -> None:
    """Take in each file that came; what was refused is said by its name, and the others stay."""
    taken = 0
    for upload in request.FILES.getlist("scans"):
        try:
            with transaction.atomic():
                document = documents.accept(
                    upload,
                    name=upload.name or "",
                    person=None,
                    organisation=form.organisation,
                    field=field or "paper",
                    collection=form.collection,
                    now=timezone.now(),
                    by=request.staff,
                )
                paper.add_scan(form_id=form.pk, document=document, field=field, now=timezone.now())
        except Refused as refused:
            messages.error(request, f"{upload.name}：{refused.message}")
        else:
            taken += 1
    if taken:
        words = ngettext("%(n)s個のスキャンを受け取りました。", "%(n)s個のスキャンを受け取りました。", taken)
        messages.success(request, words % {"n": taken})


@staff_required(*KEYERS)
@require_POST
def register(request: StaffRequest, number: UUID) -> HttpResponse:
    """Hand the paper in; a second press leads to the same case."""
    form = found(request, number)
    try:
        case = paper.register(form_id=form.pk, by=request.staff, now=timezone.now())
    except paper.NoScan:
        messages.error(request, _("スキャンがありません。申請書のスキャンを加えてから登録してください。"))
        return redirect("procedures:staff_paper", form.pk)
    except BrokenRule as broken:
        messages.error(request, sentence(broken))
        return redirect("procedures:staff_paper", form.pk)
    words = _("登録しました。受付番号は%(number)sです。受付票は「届かなかった通知と郵送」から印刷して送ってください。")
    messages.success(request, words % {"number": case.reference})
    return redirect("procedures:staff_case", case.reference)


@keeping("discard", paper_of)
@staff_required(*KEYERS)
@require_POST
def discard(request: StaffRequest, number: UUID) -> HttpResponse:
    """Take away what was begun by mistake, with the reason."""
    form, reason = found(request, number), request.POST.get("reason", "").strip()[:1000]
    if not reason:
        messages.error(request, _("理由を書いてください。例：同じ申請書を2回スキャンした"))
        return redirect("procedures:staff_paper", form.pk)
    try:
        paper.discard(form_id=form.pk, by=request.staff, reason=reason, now=timezone.now())
    except AlreadySubmitted:
        messages.error(request, _("この申請書は登録済みです。"))
    else:
        messages.success(request, _("入力の途中の申請書を、スキャンと一緒に消しました。"))
    return redirect("procedures:staff_papers")
