"""Proposing to act for somebody: first as what, then for whom, in what and until when."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.limits import MEBIBYTE, PICTURES, Kind, Limits
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.refusals import Refused
from naniwa.kernel.mandates import operations, words
from naniwa.kernel.mandates.forms import ABOUT, ALL, USUAL, ProposalForm
from naniwa.kernel.mandates.models import Kind as AgentKind
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.offered import offered
from naniwa.kernel.mandates.rules import NotSound
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.library.periods import day_of
from naniwa.library.typed import number_in

# Each writes to somebody's mailbox: enough for an office with thirty clients on one day, and little for mischief.
PROPOSALS = limits.Rule("propose to act for somebody", 40, timedelta(days=1))
PAPER = Limits(largest=10 * MEBIBYTE, kinds=PICTURES | {Kind.PDF})


@never_cache
@require_safe
@person_required
def kinds(request: PersonRequest) -> HttpResponse:
    return render(request, "mandates/kinds.html", {"kinds": [(kind, ABOUT[kind.value]) for kind in AgentKind]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def propose(request: PersonRequest, kind: str) -> HttpResponse:
    """A number drawn with the form makes one proposal of however many presses."""
    if kind not in AgentKind.values:
        raise Http404
    if request.method != "POST":
        return _page(request, _empty(request, kind), uuid4())
    press = number_in(request.POST.get("press", ""))
    form = ProposalForm(request.POST, request.FILES, kind=kind, offered=offered())
    if not form.is_valid():
        return _page(request, form, press)
    limits.consume(PROPOSALS, str(request.user.pk), now=timezone.now())
    try:
        made = _made(request, form, press)
    except NotSound as faulty:
        return _page(request, _told(form, faulty), press)
    except Refused as refused:
        form.add_error("paper", refused.message)
        return _page(request, form, press)
    messages.success(request, _next_step(made))
    return redirect("mandates:mandate", made.reference)


def _empty(request: PersonRequest, kind: str) -> ProposalForm:
    person, today = request.user, day_of(timezone.now())
    first = {
        "agent_name": person.name,
        "agent_kana": person.name_kana,
        "acts": [str(act) for act in USUAL],
        "scope": ALL,
        "starts_on": today.isoformat(),
    }
    return ProposalForm(initial=first, kind=kind, offered=offered())


def _page(request: PersonRequest, form: ProposalForm, press: UUID) -> HttpResponse:
    parts = {
        _("だれの代理ですか"): ("name", "kana", "address", "born_on", "email"),
        _("あなたについて"): ("agent_name", "agent_kana", "registration", "office"),
        _("何を代わりにしますか"): ("acts", "scope", "procedures", "case"),
        _("いつからいつまでですか"): ("starts_on", "ends_on"),
        _("何で確かめますか"): ("paper", "organisation"),
    }
    context = {
        "form": form,
        "kind": AgentKind(form.kind),
        "press": press,
        "parts": [(title, [form[name] for name in names if name in form.fields]) for title, names in parts.items()],
    }
    return render(request, "mandates/propose.html", context, status=422 if form.errors else 200)


def _made(request: PersonRequest, form: ProposalForm, press: UUID) -> Mandate:
    """Raises NotSound, and the subclasses of Refused."""
    now, office = timezone.now(), form.cleaned_data["organisation"]
    paper: Document | None = None
    if upload := form.cleaned_data.get("paper"):
        paper = documents.accept(
            upload, name=upload.name, person=request.user, organisation=office, field="mandate", limits=PAPER, now=now
        )
    return operations.propose(
        proposal=form.proposal(), organisation=office, paper=paper, press=press, by=request.user, now=now
    )


def _told(form: ProposalForm, faulty: NotSound) -> ProposalForm:
    for name, code in faulty.faults:
        form.add_error(name if name in form.fields else None, str(words.FAULTS[code]))
    return form


def _next_step(made: Mandate) -> str:
    if made.principal.email:
        return _("本人に確認のメールを送りました。本人が確かめると、代理できるようになります。")
    return _("受け付けました。職員が書類を確かめると、代理できるようになります。結果はメールでお知らせします。")
