"""How many applications came on paper, among those that an office sees."""

from datetime import date

from naniwa.library.periods import Period, start_of
from naniwa.services.procedures.models import Channel
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.remembering import remember
from naniwa.services.procedures.queries.viewing import Viewer, cases_of


def papers(version: Live, *, viewer: Viewer, first: date | None = None, last: date | None = None) -> int:
    """Received from the first day to the last, both whole in Tokyo; over many they may be 20 seconds old."""
    about = (viewer.organisation_id, viewer.shares_cases, version.version_id, first, last)
    return remember("papers", about, lambda: _count(version, viewer, first, last), size=lambda n: n)


def _count(version: Live, viewer: Viewer, first: date | None, last: date | None) -> int:
    cases = cases_of(viewer).filter(procedure=version.procedure.slug, channel=Channel.PAPER)
    if first:
        cases = cases.filter(received_at__gte=start_of(first))
    if last:
        cases = cases.filter(received_at__lt=Period.of_days(last, last).ends)
    return cases.count()
