"""Whether a notice of decision bears the office's electronic seal, and the sealed paper itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.signing.seals import has_seal
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.live import live

LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sealed:
    """`content` is the signed PDF; `waits` where it shall be signed and is not yet. Neither: it is issued unsigned."""

    content: bytes = b""
    waits: bool = False


def sealed(case: Application, decision: Decision) -> Sealed:
    """As row security lets the acting person or organisation see it."""
    if decision.paper_id is None:
        return Sealed(waits=shall_be_sealed(case))
    document = Document.objects.filter(pk__in=Decision.objects.filter(pk=decision.pk).values("paper__document")).first()
    if document is None:
        return Sealed()
    with documents.open_file(document) as file:
        return Sealed(file.read())


def shall_be_sealed(case: Application) -> bool:
    """Where the definition asks for a seal and the office has one."""
    return live(case.version_id).procedure.sealed and has_seal(case.organisation.code)


def without_seal(*, now: datetime) -> list[str]:
    """Receipt numbers of the last month's decisions that shall bear a seal and do not. Run as the system."""
    recent = Decision.objects.filter(paper=None, decided_at__gt=now - LOOKED_BACK)
    versions = [
        pk for pk in recent.values_list("application__version", flat=True).distinct() if live(pk).procedure.sealed
    ]
    cases = Application.objects.filter(decision__in=recent, version__in=versions).select_related("organisation")
    return [case.reference for case in cases.order_by("pk") if shall_be_sealed(case)]
