"""Papers that an office keys in: those begun, and those that became applications lately."""

from uuid import UUID

from naniwa.services.procedures.models import PaperForm

LATEST = 20


def to_key(organisation_id: int) -> list[PaperForm]:
    """Begun and not registered, the oldest first."""
    found = PaperForm.objects.filter(organisation_id=organisation_id, application=None)
    return list(found.select_related("opened_by").order_by("received_on", "created_at"))


def registered(organisation_id: int) -> list[PaperForm]:
    """The latest that became applications."""
    found = PaperForm.objects.filter(organisation_id=organisation_id, application__isnull=False)
    return list(found.select_related("application").order_by("-saved_at")[:LATEST])


def form_of(organisation_id: int, number: UUID) -> PaperForm | None:
    found = PaperForm.objects.filter(organisation_id=organisation_id, pk=number)
    return found.select_related("application", "organisation").first()


def scans_of(application_id: int) -> list[dict[str, str]]:
    """The scans of the form itself; those of other papers stand among the answers."""
    found = PaperForm.objects.filter(application_id=application_id).values_list("scans", flat=True).first()
    return [scan for scan in found or [] if not scan["field"]]
