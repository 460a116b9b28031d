"""Keying in a paper page by page, beside its scans: kept as typed, with what is wrong said and not in the way."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.scans.answers import row_of
from naniwa.services.procedures.models import Cutting
from naniwa.services.procedures.operations import paper
from naniwa.services.procedures.operations.drafts import AlreadySubmitted, SavedElsewhere
from naniwa.services.procedures.queries.paper_readings import cuttings
from naniwa.services.procedures.views.applicant import helps
from naniwa.services.procedures.views.applicant.posts import plain, seen
from naniwa.services.procedures.views.applicant.rendering import Filled, field_views
from naniwa.services.procedures.views.applicant.typed import Sent
from naniwa.services.procedures.views.staff.acting import WHOLE, typed_whole
from naniwa.services.procedures.views.staff.keeping import keeping, paper_page
from naniwa.services.procedures.views.staff.paper.screens import (
    KEYERS,
    PURPOSE,
    Screen,
    found,
    leaves,
    screen_of,
)


@never_cache
@keeping(WHOLE, paper_page)
@staff_required(*KEYERS)
@require_http_methods(["GET", "POST"])
def page(request: StaffRequest, number: UUID, page: str) -> HttpResponse:
    """One page of a paper; looking at it is written down."""
    form, now = found(request, number), timezone.now()
    if form.application is not None:
        return redirect("procedures:staff_case", form.application.reference)
    screen = screen_of(form, page)
    if request.method == "POST":
        return _posted(request, screen)
    audit.record_read(
        "procedures.paper_read", by=request.staff, target=form, subject=None, purpose=PURPOSE, now=now, page=page
    )
    if sent := typed_whole(request, paper_page(request, number, screen.page.key)[0]):
        return _show(request, screen, sent=plain(screen.fields, sent), since=sent.get("seen", [""])[-1])
    read = {} if screen.form.kept_at(screen.page.key) else as_read(screen)
    return _show(request, screen, problems=_kept_problems(screen), sent=plain(screen.fields, read) if read else None)


def _posted(request: StaffRequest, screen: Screen) -> HttpResponse:
    """A helping button shows the page again; every other one keeps it and goes where it leads."""
    sent = {name: request.POST.getlist(name) for name in request.POST if name != "faulty"}
    answers, options = plain(screen.fields, sent), {}
    if helps.wanted(answers):
        helped = helps.give(screen.fields, answers)
        answers, options = helped.sent, helped.options
    try:
        problems = _keep(screen, answers, sent)
    except SavedElsewhere:
        messages.error(
            request, _("ほかの人がこのページを先に保存しました。下の内容を確かめ、もう一度保存してください。")
        )
        return _show(request, screen_of(found(request, screen.form.pk), screen.page.key), sent=answers)
    except AlreadySubmitted:
        return redirect("procedures:staff_paper", screen.form.pk)
    changed = screen_of(found(request, screen.form.pk), screen.page.key)
    if _new_questions(request, changed):
        answers = {**plain(changed.fields, as_read(changed)), **answers}
    if helps.wanted(sent) or _new_questions(request, changed):
        return _show(request, changed, sent=answers, problems=problems, options=options)
    return redirect(_onward(request, changed, problems))


def _onward(request: StaffRequest, screen: Screen, problems: Sequence[Problem]) -> str:
    """Where the button leads to. Faults are shown once; the next press goes on with them, as the paper is as it is."""
    wanted = request.POST.get("save", "next")
    if wanted == "back" and screen.previous_url:
        return screen.previous_url
    if problems and wanted == "next" and not request.POST.get("faulty"):
        return screen.url
    return screen.next_url


def _keep(screen: Screen, answers: Mapping[str, Sequence[str]], sent: Sent) -> list[Problem]:
    parsed = screen.version.form.parse_page(screen.page.key, dict(answers), screen.form.answers)
    since, window = seen(sent)
    paper.save_page(
        form_id=screen.form.pk,
        page=screen.page.key,
        values=parsed.values,
        typed=answers if parsed.problems else None,
        now=timezone.now(),
        seen=since,
        window=window,
    )
    return _of_page(screen, parsed.problems)


def _kept_problems(screen: Screen) -> list[Problem]:
    """What is wrong with the page as it was kept; nothing before anybody saved it."""
    form, key = screen.form, screen.page.key
    if not form.kept_at(key) or form.is_complete(key):
        return []
    return _of_page(screen, screen.version.form.parse_page(key, form.typed(key), form.answers).problems)


def _of_page(screen: Screen, problems: Sequence[Problem]) -> list[Problem]:
    """Without those of files: a scan is said to be of a paper elsewhere."""
    keys = {field.key for field in screen.page.fields if field.type != "file"}
    return [problem for problem in problems if problem.field.partition(".")[0] in keys]


def as_read(screen: Screen) -> dict[str, list[str]]:
    """What the machine read of the page, as it would have been typed; nothing of it counts until the page is saved."""
    found = cuttings(screen.form, {field.key for field in screen.fields})
    return {cutting.name: list(cutting.texts) for of_field in found.values() for cutting in of_field}


def seen_once(cuttings: Sequence[Cutting]) -> list[Cutting]:
    """One for each picture: the boxes of a row lie in the same, which is as unsure as the least sure of them."""
    least: dict[str, Cutting] = {}
    for one in cuttings:
        row = row_of(one.name)
        least[row] = min(least.get(row, one), one, key=lambda each: each.sureness)
    return list(least.values())


def _new_questions(request: StaffRequest, screen: Screen) -> bool:
    """Whether an answer brought up questions that were not on the page."""
    shown = request.POST.get("shown", "").split()
    return bool(shown) and any(field.key not in shown for field in screen.fields)


def _show(
    request: StaffRequest,
    screen: Screen,
    *,
    sent: Sent | None = None,
    problems: Sequence[Problem] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    since: str = "",
) -> HttpResponse:
    """`since` is what the window had seen saved when its words were put aside."""
    filled = Filled(
        answers=screen.form.answers,
        sent=screen.form.typed(screen.page.key) or None if sent is None else sent,
        problems=problems,
        options=options or {},
    )
    views = field_views(screen.fields, filled)
    cut = cuttings(screen.form, {view.key for view in views})
    context = {
        "screen": screen,
        "fields": views,
        "beside": [(view, seen_once(cut.get(view.key, []))) for view in views],
        "read": bool(cut),
        "faulty": any(view.faults for view in views),
        "seen": since or f"{screen.form.saves}.{token_hex(8)}",
        "shown": " ".join(view.key for view in views),
        "leaves": leaves(screen.form),
    }
    return render(request, "procedures/staff/paper/page.html", context)
