"""Notices that the platform drafted and a person has to confirm."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from naniwa.services.procedures.models import Deficiency, ItemState, Notice, NoticeState
from naniwa.services.procedures.queries.remembering import remember
from naniwa.services.procedures.queries.selecting import WAITING
from naniwa.services.procedures.queries.viewing import Viewer

PAGE = 50
SAMPLE = 5
UNSENT = (ItemState.PROPOSED, ItemState.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFilter:
    """An empty text does not filter; `code` finds notices that name this fault."""

    procedure: str = ""
    municipality: str = ""
    code: str = ""

    @property
    def filters(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


def filter_of(given: dict[str, str]) -> NoticeFilter:
    """From untrusted texts."""
    return NoticeFilter(**{name: given[name][:100] for name in NoticeFilter.__slots__ if name in given})


def drafted(asked: NoticeFilter, *, viewer: Viewer) -> QuerySet[Notice]:
    """Those that may be sent now, by a person who has no claim on the case of another; in no order."""
    found = Notice.objects.filter(
        state=NoticeState.DRAFT,
        application__organisation_id=viewer.organisation_id,
        application__state__in=WAITING,
        application__stage="review",
    ).filter(Q(application__assignee=None) | Q(application__assignee_id=viewer.person_id))
    columns = {"procedure": "application__procedure", "municipality": "application__partner__code"}
    found = found.filter(**{columns[name]: value for name, value in asked.filters.items() if name in columns})
    if asked.code:
        items = Deficiency.objects.filter(code=asked.code, state__in=UNSENT)
        found = found.filter(application_id__in=items.values("application_id"))
    return found


def page(asked: NoticeFilter, *, viewer: Viewer, number: int) -> list[tuple[Notice, list[str]]]:
    """Oldest first, each with the codes of its faults."""
    start = (number - 1) * PAGE
    found = drafted(asked, viewer=viewer).select_related("application__partner").order_by("drafted_at", "pk")
    notices = list(found.defer("application__answers", "application__search")[start : start + PAGE])
    items = unsent_items([notice.application_id for notice in notices])
    return [(notice, [item.code for item in items[notice.application_id]]) for notice in notices]


def unsent_items(case_ids: Sequence[int]) -> dict[int, list[Deficiency]]:
    found = defaultdict(list)
    for item in Deficiency.objects.filter(application_id__in=case_ids, state__in=UNSENT).order_by("pk"):
        found[item.application_id].append(item)
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notices there are, and how many for each procedure, municipality and fault."""

    total: int
    by: dict[str, Counter[str]]


def counts(asked: NoticeFilter, *, viewer: Viewer) -> Counts:
    """Over more than 10,000 they may be 20 seconds old."""
    about = (viewer.organisation_id, viewer.person_id, asked)
    return remember("notices", about, lambda: _counts(drafted(asked, viewer=viewer)), size=lambda made: made.total)


def _counts(found: QuerySet[Notice]) -> Counts:
    columns = ("application__procedure", "application__partner_id")
    by = {name: Counter[str]() for name in ("procedure", "municipality", "code")}
    for procedure, place, count in found.values_list(*columns).annotate(n=Count("pk")).order_by():
        by["procedure"][procedure] += count
        by["municipality"][str(place or "")] += count
    items = Deficiency.objects.filter(state__in=UNSENT, application__in=found.values("application_id"))
    by["code"].update(dict(items.values_list("code").annotate(n=Count("application_id", distinct=True)).order_by()))
    return Counts(by["procedure"].total(), by)


def ids_until(asked: NoticeFilter, *, viewer: Viewer, until: datetime) -> list[int]:
    """Row numbers of those that were drafted when the sample was read."""
    found = drafted(asked, viewer=viewer).filter(drafted_at__lte=until)
    return list(found.order_by("drafted_at", "pk").values_list("pk", flat=True))


def sample(ids: Sequence[int]) -> list[tuple[Notice, list[Deficiency]]]:
    """A few, spread evenly over all, with what a letter needs."""
    step = max(1, len(ids) // SAMPLE)
    chosen = list(ids[::step][:SAMPLE])
    related = ("application__person", "application__organisation", "application__partner")
    notices = Notice.objects.select_related(*related).in_bulk(chosen)
    items = unsent_items([notice.application_id for notice in notices.values()])
    return [(notices[pk], items[notices[pk].application_id]) for pk in chosen if pk in notices]
