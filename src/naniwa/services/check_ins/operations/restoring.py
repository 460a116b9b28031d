"""After a restore: what waited in the backup may have gone out since, and nobody is told twice."""

from datetime import datetime

from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.services.check_ins.models import Alert, Post, PostState, State


def hold_back(*, now: datetime) -> int:
    """Mails that waited are not sent, and alerts under way end; returns how many mails. Run as the system.

    A mail of a check-in is of no use any more. Whom an alert was to tell, and whether it did, nobody can find out: the
    keys are in no backup. A health centre gives a new code where people have to be told again.
    """
    waiting = Post.objects.filter(state__in=[PostState.QUEUED, PostState.SENDING])
    plain = waiting.filter(reference="").delete()[0]
    alerts = waiting.exclude(reference="").update(state=PostState.UNCONFIRMED, next_attempt_at=None, sealed=b"")
    for alert in Alert.objects.select_related("organisation").filter(state=State.SENDING):
        alert.state, alert.dropped_at = State.DROPPED, now
        alert.reason = _("送っている途中のバックアップから戻したため、だれに届いたかわかりません。")
        alert.save(update_fields=["state", "dropped_at", "reason"])
        audit.record(
            "check_ins.dropped", by=None, target=alert, now=now, organisation=alert.organisation, reason="restored"
        )
    return plain + alerts
