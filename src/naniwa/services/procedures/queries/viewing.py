"""Which cases a member of staff has before them; row security holds the same line once more."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from naniwa.kernel.organisations.models import Kind
from naniwa.kernel.organisations.statements import Statement
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Application


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, and for which organisation; a municipality also sees the cases whose cost it shares."""

    person_id: int
    organisation_id: int
    shares_cases: bool
    reviews: bool = False
    approves: bool = False

    def decides_on(self, case: Application) -> bool:
        """Partners look, the organisation of the case acts."""
        return case.organisation_id == self.organisation_id


def viewer(staff: Staff) -> Viewer:
    return Viewer(
        person_id=staff.person.pk,
        organisation_id=staff.organisation.pk,
        shares_cases=staff.organisation.kind == Kind.MUNICIPALITY,
        reviews=staff.may("reviewer"),
        approves=staff.may("approver"),
    )


def cases_of(viewer: Viewer) -> QuerySet[Application]:
    """All cases of the organisation, in no order."""
    return cases_within(viewer.organisation_id, shares_cases=viewer.shares_cases)


def cases_within(organisation_id: int, *, shares_cases: bool) -> QuerySet[Application]:
    own = Q(organisation_id=organisation_id)
    return Application.objects.filter(own | Q(partner_id=organisation_id) if shares_cases else own)


def own_and_shared(viewer: Viewer) -> list[QuerySet[Application]]:
    """The cases of `cases_of` in parts with none in common, as one index gives one part in order and never both."""
    organisation = viewer.organisation_id
    own = Application.objects.filter(organisation_id=organisation)
    shared = Application.objects.filter(partner_id=organisation).exclude(organisation_id=organisation)
    return [own, shared] if viewer.shares_cases else [own]


def case_of(viewer: Viewer, reference: str) -> Application | None:
    """One case with the people around it."""
    return _case_of.first(viewer.organisation_id, reference, shares_cases=viewer.shares_cases)


def _whole_case(organisation_id: int, reference: str, *, shares_cases: bool) -> QuerySet[Application]:
    related = ("organisation", "partner", "person", "assignee", "reviewed_by")
    found = cases_within(organisation_id, shares_cases=shares_cases).filter(reference=reference)
    return found.select_related(*related)[:1]


_case_of = Statement(_whole_case)
