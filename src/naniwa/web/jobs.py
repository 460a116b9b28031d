"""What the frame does by the clock."""

from datetime import datetime

from django.contrib.sessions.models import Session

from naniwa.kernel.jobs import job
from naniwa.kernel.people import limits
from naniwa.kernel.people import operations as people


@job(name="web.tidy", cron="20 * * * *")
def tidy(*, now: datetime) -> None:
    """Every hour, forget sessions, links and counts that are over."""
    Session.objects.filter(expire_date__lt=now).delete()
    people.forget_old_links(now=now)
    limits.forget_expired(now=now)
