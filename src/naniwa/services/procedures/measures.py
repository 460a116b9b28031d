"""What is happening now, for the strip on the home page: counts over all cases, and nobody among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naniwa.design.parts import Figure
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Claim, ClaimState
from naniwa.library.kept import Kept
from naniwa.library.periods import day_of, start_of
from naniwa.services.procedures.models import Application, Stage, State
from naniwa.services.procedures.models.clock import database_now


@dataclass(frozen=True, slots=True)
class Happening:
    """By the database's clock; `today` begins at midnight in Tokyo, `open` counts open cases by state."""

    today: int
    last_hour: int
    open: dict[str, int]
    paid: int
    paid_yen: int


def happening() -> Sequence[Figure]:
    """The strip, at most some seconds old."""
    now = kept()
    hour, waiting = f"{now.last_hour:,}", f"{now.open.get(State.RECEIVED, 0):,}"
    transfers = ngettext("振込%(n)s件", "振込%(n)s件", now.paid) % {"n": f"{now.paid:,}"}
    return [
        _cases(_("きょう届いた申請"), now.today, _("この1時間に%(n)s件") % {"n": hour}),
        _cases(_("審査中"), now.open.get(State.UNDER_REVIEW, 0), _("審査待ちは%(n)s件") % {"n": waiting}),
        _cases(_("修正待ち"), now.open.get(State.NEEDS_CORRECTION, 0), _("申請者の返事待ち")),
        Figure(label=_("これまでの振込"), value=f"{now.paid_yen:,}", unit=_("円"), note=transfers),
    ]


def count() -> Happening:
    """Three queries, each along an index or over narrow rows."""
    slugs = [version.slug for version in forms.all_latest("procedure")]
    now = database_now()
    midnight, hour_ago = start_of(day_of(now)), now - timedelta(hours=1)
    recent = Application.objects.filter(procedure__in=slugs, received_at__gte=min(midnight, hour_ago))
    with as_system():
        arrived = recent.aggregate(
            today=Count("pk", filter=Q(received_at__gte=midnight)),
            last_hour=Count("pk", filter=Q(received_at__gte=hour_ago)),
        )
        waiting = Application.objects.exclude(stage=Stage.CLOSED).values_list("state").annotate(n=Count("pk"))
        paid = Claim.objects.filter(state=ClaimState.PAID).aggregate(n=Count("pk"), yen=Sum("amount_yen"))
        return Happening(**arrived, open=dict(waiting.order_by()), paid=paid["n"], paid_yen=paid["yen"] or 0)


kept = Kept(count, seconds=10, longest=30)


def _cases(label: str, count: int, note: str) -> Figure:
    return Figure(label=label, value=f"{count:,}", unit=_("件"), note=note)
