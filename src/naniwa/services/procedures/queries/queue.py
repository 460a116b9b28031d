"""The work queue: a page of cases in its order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, NullIf

from naniwa.kernel.organisations.models import in_readers_language
from naniwa.kernel.organisations.statements import Statement
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.selecting import SORTS, Selection, select
from naniwa.services.procedures.queries.viewing import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a line of a list; `assignee` and `reviewer` are names, `place` the partner's in either language."""

    pk: int
    reference: str
    applicant_name: str
    applicant_kana: str
    state: str
    stage: str
    channel: str
    amount_yen: int | None
    proposed_outcome: str
    received_at: datetime
    due_at: datetime | None
    assignee_id: int | None
    assignee: str | None
    reviewed_by_id: int | None
    reviewer: str | None
    place: str | None
    place_en: str | None
    version_id: int
    open_items: int

    @property
    def version(self) -> Live:
        return live(self.version_id)

    @property
    def partner(self) -> str:
        """The municipality; a dash where there is none."""
        return in_readers_language(self.place or "", self.place_en or "") or "—"


def page(selection: Selection, *, viewer: Viewer, now: datetime, number: int = 1, length: int = PAGE) -> list[Listed]:
    """One page of cases. Row numbers first, from the index alone; then those rows."""
    return listed(stretch(selection, viewer=viewer, now=now, start=(number - 1) * length, length=length))


def stretch(selection: Selection, *, viewer: Viewer, now: datetime, start: int, length: int) -> list[int]:
    """Row numbers of `length` cases of a selection, from a place in its order."""
    if not selection.is_plain:
        return list(ids(selection, viewer=viewer, now=now)[start : start + length])
    whose = (viewer.person_id,) if selection.tab == "mine" else ()
    shape = {"selection": selection, "shares_cases": viewer.shares_cases, "start": start, "length": length}
    return _stretch(viewer.organisation_id, *whose, **shape)


def count_mine(selection: Selection, *, viewer: Viewer, now: datetime) -> int:
    """One's own cases within the filters."""
    mine = replace(selection, tab="mine")
    if not mine.is_plain:
        return select(mine, viewer=viewer, now=now).count()
    counted = _mine.first(viewer.organisation_id, viewer.person_id, selection=mine, shares_cases=viewer.shares_cases)
    return counted or 0


def ids(selection: Selection, *, viewer: Viewer, now: datetime) -> "QuerySet[Application, int]":
    """Row numbers of all cases of a selection in its order."""
    return select(selection, viewer=viewer, now=now).order_by(_order(selection.sort), "pk").values_list("pk", flat=True)


def listed(numbers: "Sequence[int] | QuerySet[Application, int]") -> list[Listed]:
    """The cases with these row numbers, in the order given."""
    wanted = list(numbers)
    found = {line[0]: Listed(*line) for line in _lines(wanted)} if wanted else {}
    return [found[pk] for pk in wanted if pk in found]


def open_items(case_ids: Sequence[int]) -> Counter[int]:
    """How many faults are open in each case."""
    return Counter(dict(_counted(case_ids))) if case_ids else Counter()


def _order(sort: str) -> OrderBy:
    column = F(SORTS[sort.removeprefix("-")])
    return column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)


def _numbers(
    organisation_id: int, person_id: int = 0, *, selection: Selection, shares_cases: bool, start: int, length: int
) -> "QuerySet[Application, int]":
    """Of a plain selection, for which the hour does not matter."""
    viewer = Viewer(person_id=person_id, organisation_id=organisation_id, shares_cases=shares_cases)
    return ids(selection, viewer=viewer, now=_ANY_TIME)[start : start + length]


def _own(
    organisation_id: int, person_id: int, *, selection: Selection, shares_cases: bool
) -> "QuerySet[Application, int]":
    viewer = Viewer(person_id=person_id, organisation_id=organisation_id, shares_cases=shares_cases)
    found = select(selection, viewer=viewer, now=_ANY_TIME).values("assignee_id").annotate(n=Count("pk"))
    return found.values_list("n", flat=True).order_by()


_ANY_TIME = datetime.max.replace(tzinfo=UTC)
_stretch = Statement(_numbers)
_mine = Statement(_own)


def _called(person: str) -> Coalesce:
    """As people are shown: by name, or by address without one."""
    return Coalesce(NullIf(F(f"{person}__name"), Value("")), F(f"{person}__email"), output_field=TextField())


_COLUMNS = (
    "pk",
    "reference",
    "applicant_name",
    "applicant_kana",
    "state",
    "stage",
    "channel",
    "amount_yen",
    "proposed_outcome",
    "received_at",
    "due_at",
    "assignee_id",
    _called("assignee"),
    "reviewed_by_id",
    _called("reviewed_by"),
    "partner__name",
    "partner__name_en",
    "version_id",
)
_open = Deficiency.objects.filter(state__in=OPEN_ITEMS).order_by().values("application").annotate(n=Count("pk"))
_counted = Statement(lambda numbers: _open.filter(application_id__in=numbers).values_list("application_id", "n"))
_lines = Statement(
    lambda numbers: Application.objects.filter(pk__in=numbers).values_list(
        *_COLUMNS, Coalesce(Subquery(_open.filter(application=OuterRef("pk")).values("n")), 0)
    )
)
