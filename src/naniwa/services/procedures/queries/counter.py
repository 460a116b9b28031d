"""What a clerk finds while somebody waits at the counter."""

from datetime import datetime

from naniwa.library.receipts import normalise
from naniwa.services.procedures.models import Application, PaperForm
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.paper_numbers import versions_of
from naniwa.services.procedures.queries.selecting import searched
from naniwa.services.procedures.queries.viewing import Viewer, case_of, cases_of

MOST = 20


def found_by(words: str, *, viewer: Viewer) -> list[Application]:
    """The case with this receipt number, else those in which every word stands, the latest first, at most MOST."""
    if case := case_of(viewer, normalise(words)):
        return [case]
    return list(searched(cases_of(viewer), words).order_by("-received_at")[:MOST])


def begun(organisation_id: int) -> list[PaperForm]:
    """Filled in at the counter and not registered, the latest first."""
    found = PaperForm.objects.filter(organisation_id=organisation_id, application=None, at_counter=True)
    return list(found.select_related("opened_by").order_by("-created_at")[:MOST])


def open_versions(organisation_id: int, *, now: datetime) -> list[Live]:
    """The latest version of each procedure that the office takes applications of now."""
    latest: dict[str, Live] = {}
    for version in versions_of(organisation_id):
        latest.setdefault(version.procedure.slug, version)
    return [version for version in latest.values() if window_of(version, now) == "open"]
