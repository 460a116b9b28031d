"""How it stands with those whom an agent asked: who has confirmed, who has not answered, and asking them once more."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.mandates import operations, queries, rules
from naniwa.kernel.mandates.models import Mandate, State
from naniwa.kernel.mandates.operations.reminding import asked_at
from naniwa.kernel.people.access import PersonRequest, person_required

MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One principal who was asked; `next_at` is when they may be asked once more, None where never."""

    mandate: Mandate
    asked_at: datetime
    may_remind: bool
    next_at: datetime | None


@never_cache
@require_safe
@person_required
def show(request: PersonRequest) -> HttpResponse:
    found = [_line(one, timezone.now()) for one in queries.asked(request.user)]
    counts = {
        "confirmed": sum(one.mandate.state == State.CONFIRMED for one in found),
        "waiting": sum(one.mandate.state == State.PROPOSED for one in found),
    }
    context = {
        "found": found,
        "counts": counts,
        "others": len(found) - sum(counts.values()),
        "due": sum(one.may_remind for one in found),
        "days": rules.REMIND_AFTER.days,
        "times": rules.MOST_REMINDERS,
    }
    return render(request, "mandates/asked.html", context)


def _line(mandate: Mandate, now: datetime) -> Line:
    at = asked_at(mandate)
    waits = mandate.state == State.PROPOSED and mandate.reminders < rules.MOST_REMINDERS
    due = rules.may_remind(mandate.state, asked_at=at, times=mandate.reminders, now=now)
    return Line(mandate, at, due, at + rules.REMIND_AFTER if waits and not due else None)


@require_POST
@person_required
def remind(request: PersonRequest) -> HttpResponse:
    """One, or all whose time has come; pressed twice, nobody is asked twice."""
    chosen = request.POST.getlist("reference")[:MOST]
    sent = operations.remind(references=chosen, by=request.user, now=timezone.now())
    if sent:
        told = ngettext(
            "%(n)s人に、もう一度お願いのメールを送りました。", "%(n)s人に、もう一度お願いのメールを送りました。", sent
        )
        messages.success(request, told % {"n": sent})
    else:
        messages.info(request, _("いまお願いのメールを送れる人はいません。"))
    return redirect("mandates:asked")
