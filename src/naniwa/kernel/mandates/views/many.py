"""Asking many clients at once: their list is looked at line by line, seen, and sent; each confirms for themselves."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.documents import lists
from naniwa.kernel.mandates import clients, operations, queries, words
from naniwa.kernel.mandates.clients import COLUMNS, MOST, Client
from naniwa.kernel.mandates.forms import ALL, USUAL
from naniwa.kernel.mandates.many_forms import ManyForm
from naniwa.kernel.mandates.models import Kind, Mandate
from naniwa.kernel.mandates.offered import offered
from naniwa.kernel.mandates.operations import Proposal
from naniwa.kernel.mandates.rules import NotSound
from naniwa.kernel.mandates.views.proposing import PROPOSALS
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.library import list_files
from naniwa.library.kana import to_katakana
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in
from naniwa.library.workbook import Column, workbook

KIND = Kind.SCRIVENER.value
MOST_ROWS = 1_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_TAKEN: Mapping[type[list_files.NotTaken], str | Promise] = {
    **lists.REFUSALS,
    list_files.TooLarge: gettext_lazy("ファイルが大きすぎます。10 MBまでにしてください。"),
    list_files.Damaged: gettext_lazy("ファイルを最後まで読めません。保存し直して、もう一度送ってください。"),
}
PARTS = (
    ("agent_name", "agent_kana", "registration", "office"),
    ("acts", "scope", "procedures"),
    ("starts_on", "ends_on", "organisation"),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def ask(request: PersonRequest) -> HttpResponse:
    """First looked at, then sent as it was seen; a number drawn with the form makes one set of however many presses."""
    if request.method != "POST":
        return _page(request, ManyForm(initial=_first(request), kind=KIND, offered=offered()), uuid4())
    press, form = number_in(request.POST.get("press", "")), _typed(request)
    found = _clients(request, form)
    if form.is_valid() and found and not any(one.faults for one in found) and _seen(request, form, found):
        answer = _asked(request, form, found, press)
        if answer is not None:
            return answer
    return _page(request, form, press, found)


@require_safe
@person_required
def template(_request: PersonRequest) -> HttpResponse:
    """A workbook to fill in."""
    labels = (_("氏名"), _("フリガナ"), _("住所"), _("メールアドレス"))
    widths = (20, 24, 44, 30)
    columns = [Column(label, width=width) for label, width in zip(labels, widths, strict=True)]
    headers = {"Content-Disposition": 'attachment; filename="clients.xlsx"'}
    return HttpResponse(b"".join(workbook(_("依頼者の一覧表"), columns, [])), content_type=XLSX, headers=headers)


def _first(request: PersonRequest) -> dict[str, object]:
    """As in the last proposal, where there is one."""
    last = Mandate.objects.filter(agent=request.user, kind=KIND).order_by("-proposed_at").first()
    own = {"agent_name": request.user.name, "agent_kana": request.user.name_kana}
    if last is not None:
        own = {name: getattr(last, name) for name in ("agent_name", "agent_kana", "registration")}
        own["office"] = last.agent_office
    return {**own, "acts": [str(act) for act in USUAL], "scope": ALL, "starts_on": day_of(timezone.now()).isoformat()}


def _typed(request: PersonRequest) -> ManyForm:
    """The form as it came, with the rows of a file in the place of the list."""
    data = request.POST.copy()
    upload, refused = request.FILES.get("file"), ""
    if upload is not None:
        try:
            data["clients"] = clients.as_text(islice(lists.received(upload, upload.name or "").rows, MOST_ROWS))
        except list_files.NotTaken as error:
            refused = str(NOT_TAKEN[type(error)])
    form = ManyForm(data, kind=KIND, offered=offered())
    if refused:
        form.add_error("file", refused)
    return form


def _clients(request: PersonRequest, form: ManyForm) -> list[Client]:
    try:
        rows = clients.pasted(str(form.data.get("clients", ""))[: ManyForm.base_fields["clients"].max_length])  # type: ignore[attr-defined] # a field of text
        # Those of the same press were asked by it: a second press is no second proposal.
        found = clients.read(rows, asked=queries.addresses_asked(request.user) - _of_press(request))
    except clients.TooMany:
        form.add_error(
            "clients", _("一度に申し出られるのは%(most)s人までです。一覧を分けてください。") % {"most": MOST}
        )
        return []
    if not found and "file" not in form.errors:
        form.add_error("clients", _("依頼した人を1行に1人ずつ書くか、ファイルを選んでください。"))
    return found


def _of_press(request: PersonRequest) -> set[str]:
    """Addresses that this very press has asked already."""
    press = number_in(request.POST.get("press", ""))
    rows = clients.pasted(request.POST.get("clients", "")[:40_000])
    emails = {cell.strip().lower() for _at, row in rows for cell in row if "@" in cell}
    made = {operations.press_number(press, email): email for email in emails}
    known = Mandate.objects.filter(agent=request.user, press__among=list(made)).values_list("press", flat=True)
    return {made[number] for number in known}


def _seen(request: PersonRequest, form: ManyForm, found: Sequence[Client]) -> bool:
    """Whether exactly this was looked at before, and is to be sent."""
    return request.POST.get("act") == "ask" and request.POST.get("seen") == _digest(form, found)


def _digest(form: ManyForm, found: Sequence[Client]) -> str:
    terms = [str(form.data.getlist(name)) for names in PARTS for name in names]  # type: ignore[attr-defined] # of a request
    said = [one.said[key] for one in found for key in COLUMNS]
    return hashlib.sha256("\0".join([*terms, *said]).encode()).hexdigest()


def _asked(request: PersonRequest, form: ManyForm, found: Sequence[Client], press: UUID) -> HttpResponse | None:
    """Sent; None where something stands against it, which the form then says."""
    now, proposals = timezone.now(), [_proposal(form, one) for one in found]
    office = form.cleaned_data["organisation"]
    if not _within_limit(request, len(proposals) - len(_of_press(request)), now):
        form.add_error(
            "clients",
            _("申し出られるのは、1日に%(most)s人までです。残りは明日申し出てください。") % {"most": PROPOSALS.times},
        )
        return None
    try:
        made = operations.propose_many(proposals=proposals, organisation=office, press=press, by=request.user, now=now)
    except NotSound as faulty:
        for name, code in faulty.faults:
            at, _dot, key = name.partition(".")
            line = _("%(number)s行目：") % {"number": found[int(at)].number} if key == "email" else ""
            form.add_error(key if key in form.fields else "clients", f"{line}{words.FAULTS[code]}")
        return None
    told = ngettext("%(n)s人に確認のメールを送りました。", "%(n)s人に確認のメールを送りました。", len(made))
    messages.success(request, told % {"n": len(made)})
    return redirect("mandates:asked")


def _within_limit(request: PersonRequest, count: int, now: datetime) -> bool:
    try:
        for _each in range(count):
            limits.consume(PROPOSALS, str(request.user.pk), now=now)
    except limits.TooOften:
        return False
    return True


def _proposal(form: ManyForm, client: Client) -> Proposal:
    given = form.cleaned_data
    return Proposal(
        terms=form.terms(),
        name=client.said["name"],
        kana=to_katakana(client.said["kana"]),
        address=client.said["address"],
        email=client.said["email"],
        agent_name=given["agent_name"],
        agent_kana=to_katakana(given["agent_kana"]),
        registration=given["registration"],
        office=given["office"],
    )


def _page(request: PersonRequest, form: ManyForm, press: UUID, found: Sequence[Client] = ()) -> HttpResponse:
    ready = bool(found) and form.is_bound and not form.errors and not any(one.faults for one in found)
    titles = (_("あなたについて"), _("何を代わりにしますか"), _("期間と、担当の役所"))
    context = {
        "form": form,
        "press": press,
        "found": found,
        "wrong": sum(bool(one.faults) for one in found),
        "ready": ready,
        "seen": _digest(form, found) if ready else "",
        "most": MOST,
        "parts": [(title, [form[name] for name in names]) for title, names in zip(titles, PARTS, strict=True)],
    }
    shown = 422 if form.errors or any(one.faults for one in found) else 200
    return render(request, "mandates/many.html", context, status=shown)
