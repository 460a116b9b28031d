"""Notices that the platform drafted and a person has to confirm."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from naniwa.kernel.organisations.statements import Statement
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
    nobodys_or_own = Q(application__assignee=None) | Q(application__assignee_id=viewer.person_id)
    return _unsent(asked, viewer.organisation_id).filter(nobodys_or_own)


def _unsent(asked: NoticeFilter, organisation_id: int) -> QuerySet[Notice]:
    """Those of the whole office."""
    found = Notice.objects.filter(
        state=NoticeState.DRAFT,
        application__organisation_id=organisation_id,
        application__state__in=WAITING,
        application__stage="review",
    )
    columns = {"procedure": "application__procedure", "municipality": "application__partner__code"}
    found = found.filter(**{columns[name]: value for name, value in asked.filters.items() if name in columns})
    if asked.code:
        items = Deficiency.objects.filter(code=asked.code, state__in=UNSENT)
        found = found.filter(application_id__in=items.values("application_id"))
    return found


def page(asked: NoticeFilter, *, viewer: Viewer, number: int) -> list[tuple[Notice, list[str]]]:
    """Oldest first, each with the codes of its faults."""
    start = (number - 1) * PAGE
    notices = _page(viewer.organisation_id, viewer.person_id, asked=asked, start=start)
    items = unsent_items([notice.application_id for notice in notices])
    return [(notice, [item.code for item in items[notice.application_id]]) for notice in notices]


def unsent_items(case_ids: Sequence[int]) -> dict[int, list[Deficiency]]:
    found = defaultdict(list)
    for item in _items(case_ids) if case_ids else ():
        found[item.application_id].append(item)
    return found


def _some(organisation_id: int, person_id: int, *, asked: NoticeFilter, start: int) -> QuerySet[Notice]:
    viewer = Viewer(person_id=person_id, organisation_id=organisation_id, shares_cases=False)
    found = drafted(asked, viewer=viewer).select_related("application__partner").order_by("drafted_at", "pk")
    return found.defer("application__answers", "application__search")[start : start + PAGE]


_page = Statement(_some)
_items = Statement(lambda cases: Deficiency.objects.filter(application_id__in=cases, state__in=UNSENT).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many notices there are, and how many for each procedure, municipality and fault."""

    total: int
    by: dict[str, Counter[str]]


def counts(asked: NoticeFilter, *, viewer: Viewer) -> Counts:
    """Where the office has more than 1,000 they may be 20 seconds old."""
    office = viewer.organisation_id
    shared = remember("notices", (office, asked), lambda: _by_person(asked, office), size=_size)
    nobodys, own = shared.get(None, {}), shared.get(viewer.person_id, {})
    by = {
        name: nobodys.get(name, Counter()) + own.get(name, Counter()) for name in ("procedure", "municipality", "code")
    }
    return Counts(by["procedure"].total(), by)


def _size(by_person: "ByPerson") -> int:
    return sum(by["procedure"].total() for by in by_person.values())


def _by_person(asked: NoticeFilter, organisation_id: int) -> "ByPerson":
    """An office's notices by who has the case, counted by procedure, municipality and fault."""
    found, by_person = _unsent(asked, organisation_id), defaultdict[int | None, dict[str, Counter[str]]](_counters)
    columns = ("application__assignee_id", "application__procedure", "application__partner_id")
    for assignee, procedure, place, count in found.values_list(*columns).annotate(n=Count("pk")).order_by():
        by_person[assignee]["procedure"][procedure] += count
        by_person[assignee]["municipality"][str(place or "")] += count
    items = Deficiency.objects.filter(state__in=UNSENT, application__in=found.values("application_id"))
    coded = items.values_list("application__assignee_id", "code").annotate(n=Count("application_id", distinct=True))
    for assignee, code, count in coded.order_by():
        by_person[assignee]["code"][code] += count
    return by_person


def _counters() -> dict[str, Counter[str]]:
    return defaultdict(Counter)


type ByPerson = dict[int | None, dict[str, Counter[str]]]


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
