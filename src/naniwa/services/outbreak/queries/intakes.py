"""Files of a health centre, and their lines."""

from uuid import UUID

from naniwa.services.outbreak.models import Intake, IntakeLine


def recent(organisation_id: int) -> list[Intake]:
    """The last ones, the newest first."""
    return list(Intake.objects.filter(organisation_id=organisation_id).select_related("by").order_by("-at")[:20])


def one_of(organisation_id: int, number: UUID) -> Intake | None:
    found = Intake.objects.filter(organisation_id=organisation_id, public_id=number)
    return found.select_related("sheet", "organisation", "by").first()


def lines(intake: Intake) -> list[IntakeLine]:
    """All of them in the order of the file."""
    return list(IntakeLine.objects.filter(intake=intake).order_by("number"))


def has_lines(intake: Intake) -> bool:
    """Until they are so old that they were removed."""
    return IntakeLine.objects.filter(intake=intake).exists()


def wrong_lines(intake: Intake, most: int) -> list[IntakeLine]:
    found = IntakeLine.objects.filter(intake=intake, outcome=IntakeLine.Outcome.WRONG)
    return list(found.order_by("number")[:most])
