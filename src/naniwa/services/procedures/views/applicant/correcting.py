"""Answering a notice: one page with the faulty fields, a last look, and thanks with what happens next."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField, FileField
from naniwa.kernel.forms.validation.messages import problem
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.models import Application, State
from naniwa.services.procedures.operations import attachments, correcting, drafts
from naniwa.services.procedures.operations.preparing import RefusedAtEntry
from naniwa.services.procedures.queries import applicant as queries
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import AccountOfAgent, TooLate, WrongState
from naniwa.services.procedures.views.applicant import helps
from naniwa.services.procedures.views.applicant.agents import account_words, may
from naniwa.services.procedures.views.applicant.cases import found
from naniwa.services.procedures.views.applicant.held import holding, take_back
from naniwa.services.procedures.views.applicant.mending import Mending
from naniwa.services.procedures.views.applicant.posts import autosaved, plain, seen
from naniwa.services.procedures.views.applicant.rendering import Filled, field_views, say
from naniwa.services.procedures.views.applicant.typed import Sent
from naniwa.services.procedures.views.applicant.uploads import Upload, accept, refusal, removals, sending, told
from naniwa.services.procedures.views.applicant.wording import standing


@never_cache
@require_http_methods(["GET", "POST"])
@holding
def correction(request: PersonRequest, reference: str) -> HttpResponse:
    """The faulty fields of one application, and nothing else."""
    mending = _mending(request, reference)
    if mending is None:
        return redirect("procedures:case", reference)
    if _late(mending):
        return render(request, "procedures/applicant/too_late.html", {"mending": mending}, status=403)
    if request.method == "POST":
        return _posted(request, mending, {name: request.POST.getlist(name) for name in request.POST})
    sent = take_back(request, timezone.now())
    return _posted(request, mending, {**sent, "save": ["stay"]}) if sent else _show(request, mending)


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def confirm(request: PersonRequest, reference: str) -> HttpResponse:
    """Before and after side by side; the button hands the corrections in."""
    mending = _mending(request, reference)
    if mending is None:
        return redirect("procedures:case", reference)
    if mending.draft and mending.draft.typed:
        return redirect("procedures:correction", reference)
    return _handed_in(request, mending) if request.method == "POST" else _confirm(request, mending)


def _handed_in(request: PersonRequest, mending: Mending) -> HttpResponse:
    try:
        correcting.hand_in(application=mending.case, by=request.user, now=timezone.now())
    except TooLate:
        return render(request, "procedures/applicant/too_late.html", {"mending": mending}, status=403)
    except RefusedAtEntry:
        return _confirm(request, mending)
    except AccountOfAgent:
        messages.error(request, account_words())
        return redirect("procedures:correction", mending.case.reference)
    except WrongState:
        return redirect("procedures:case", mending.case.reference)
    return redirect("procedures:correction_done", mending.case.reference)


@never_cache
@require_safe
@person_required
def done(request: PersonRequest, reference: str) -> HttpResponse:
    """Thanks, and what happens next."""
    case = found(request, reference)
    context = {
        "case": case,
        "procedure": live(case.version_id).procedure,
        "standing": standing(case, timezone.now()),
        "account": case.state == State.APPROVED,
    }
    return render(request, "procedures/applicant/correction_done.html", context)


@require_POST
@sending
def upload(request: PersonRequest, reference: str) -> HttpResponse:
    """One file for an open field, sent on its own; answers in JSON."""
    mending = _mending(request, reference)
    if mending is None or _late(mending):
        raise Http404
    if "remove_file" in request.POST:
        _detach(request, mending)
        return JsonResponse({})
    field = _open_file_field(mending, request.POST.get("field", ""))
    sent = request.FILES.getlist("file")
    if field is None or not sent:
        raise Http404
    return told(field, lambda: _attach(request, mending, field, sent[0]))


def _mending(request: PersonRequest, reference: str) -> Mending | None:
    """What is to be mended; None if nothing is. Raises Http404 for anybody else's application."""
    case = found(request, reference)
    items = queries.open_items(case) if case.state in queries.CORRECTABLE else []
    if not items or not may(request, case, Act.CORRECT):
        return None
    return Mending(case, live(case.version_id), items, queries.sent_notice(case), queries.correction_draft(case))


def _late(mending: Mending) -> bool:
    """A failed transfer has no deadline: the decision stands."""
    due = mending.notice.due_at if mending.notice and mending.case.state == State.NEEDS_CORRECTION else None
    return due is not None and timezone.now() >= due


def _posted(request: PersonRequest, mending: Mending, sent: Sent) -> HttpResponse:
    refused = _files(request, mending)
    answers = plain(mending.fields, sent)
    help_given = helps.give(mending.fields, answers) if helps.wanted(answers) else None
    answers = help_given.sent if help_given else answers
    try:
        mending, problems = _keep(request, mending, answers, sent)
    except drafts.SavedElsewhere:
        return _conflict(request, mending.case.reference, answers)
    if refused or help_given or "remove_file" in sent:
        options = help_given.options if help_given else {}
        return _show(request, mending, sent=answers, problems=refused, options=options)
    return _onward(request, mending, answers, problems, sent)


def _conflict(request: PersonRequest, reference: str, answers: Sent) -> HttpResponse:
    """Another window saved meanwhile: nothing is overwritten until the person presses again."""
    now = _mending(request, reference)
    if now is None:
        return redirect("procedures:case", reference)
    words = _("別の画面で先に保存された内容があります。この画面の内容でよければ、もう一度ボタンを押してください。")
    messages.warning(request, words)
    return _show(request, now, sent=answers)


def _onward(
    request: PersonRequest, mending: Mending, answers: Sent, problems: Sequence[Problem], sent: Sent
) -> HttpResponse:
    wanted = sent.get("save", ["next"])[-1]
    if autosaved(request):
        return HttpResponse(status=204)
    if wanted == "close":
        messages.success(request, _("保存しました。まだ再提出していません。"))
        return redirect("procedures:case", mending.case.reference)
    if problems or wanted == "stay":
        return _show(request, mending, sent=answers, problems=problems)
    return redirect("procedures:correction_confirm", mending.case.reference)


def _keep(request: PersonRequest, mending: Mending, answers: Sent, sent: Sent) -> tuple[Mending, list[Problem]]:
    """Save what can be read of the open fields."""
    files = {field.key for field in mending.fields if field.type == "file"}
    readable = {name: values for name, values in answers.items() if name not in files}
    changes, problems = mending.read(readable)
    at, window = seen(sent)
    draft = correcting.keep(
        application=mending.case,
        changes=changes,
        typed=readable if problems else {},
        by=request.user,
        now=timezone.now(),
        seen=at,
        window=window,
    )
    return Mending(mending.case, mending.version, mending.items, mending.notice, draft), problems


def _show(
    request: PersonRequest,
    mending: Mending,
    *,
    sent: Sent | None = None,
    problems: Sequence[Problem] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> HttpResponse:
    filled = Filled(
        answers=mending.answers,
        sent=(mending.draft.typed or None) if sent is None and mending.draft else sent,
        problems=problems,
        reasons=mending.reasons,
        remarks=mending.remarks,
        options=options or {},
        upload_url=reverse("procedures:correction_upload", args=[mending.case.reference]),
    )
    views = field_views(mending.fields, filled)
    context = {
        "mending": mending,
        "fields": views,
        "faulty": any(view.faults for view in views),
        "seen": f"{mending.draft.saves if mending.draft else 0}.{token_hex(8)}",
        "known": [f"{view.key}:{file['id']}" for view in views if view.type == "file" for file in view.value],
    }
    return render(request, "procedures/applicant/correction.html", context)


def _confirm(request: PersonRequest, mending: Mending) -> HttpResponse:
    assessment = mending.assess()
    blocks = [say(one.message) for one in assessment.problems]
    blocks += [say(one.wording_applicant) for one in assessment.findings if one.severity == "block"]
    context = {"mending": mending, "blocks": blocks, "changed": mending.changed, "unchanged": mending.unchanged}
    return render(request, "procedures/applicant/correction_confirm.html", context)


def _files(request: PersonRequest, mending: Mending) -> list[Problem]:
    """Take in what came with the page, and out what was taken away; what was refused is said at its field."""
    problems: list[Problem] = []
    for field in mending.fields:
        if isinstance(field, FileField):
            for one in request.FILES.getlist(field.key):
                problems += _take(request, mending, field, one)
    _detach(request, mending)
    return problems


def _take(request: PersonRequest, mending: Mending, field: FileField, upload: Upload) -> list[Problem]:
    try:
        _attach(request, mending, field, upload)
    except Refused as refused:
        return [refusal(field, upload, refused)]
    except attachments.NoRoom as full:
        return [problem("too_many_files", field, field.key, count=full.at_most)]
    return []


def _attach(request: PersonRequest, mending: Mending, field: FileField, upload: Upload) -> Document:
    case: Application = mending.case
    document = accept(
        upload,
        field,
        request=request,
        whose=case.person or request.user,
        organisation_id=case.organisation_id,
        collection=f"correction {case.reference}",
    )
    correcting.attach(application=case, field=field.key, document=document, by=request.user, now=timezone.now())
    return document


def _detach(request: PersonRequest, mending: Mending) -> None:
    for field, document in removals(request.POST):
        if _open_file_field(mending, field):
            correcting.detach(
                application=mending.case, field=field, document_id=document, by=request.user, now=timezone.now()
            )


def _open_file_field(mending: Mending, key: str) -> FileField | None:
    asked: list[AnyField] = [field for field in mending.fields if field.key == key]
    return asked[0] if asked and isinstance(asked[0], FileField) else None
