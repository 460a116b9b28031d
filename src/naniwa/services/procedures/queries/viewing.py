"""Which cases a member of staff has before them; row security holds the same line once more."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from naniwa.kernel.organisations.models import Kind
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
    own = Q(organisation_id=viewer.organisation_id)
    return Application.objects.filter(own | Q(partner_id=viewer.organisation_id) if viewer.shares_cases else own)


def case_of(viewer: Viewer, reference: str) -> Application | None:
    """One case with the people around it."""
    related = ("organisation", "partner", "person", "assignee", "reviewed_by")
    return cases_of(viewer).select_related(*related).filter(reference=reference).first()
