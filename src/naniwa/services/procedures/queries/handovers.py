"""What residents read and answered at the counter, and whether that is still what stands there."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from naniwa.services.procedures.models import Application, Handover, HandoverState, PaperForm
from naniwa.services.procedures.queries.live import Live


def digest_of(version: Live, answers: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal of what is read: which form of which version, and every answer."""
    read = [version.procedure.slug, version.number, answers]
    return hashlib.sha256(json.dumps(read, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def handover_of(organisation_id: int, number: UUID) -> Handover | None:
    found = Handover.objects.filter(organisation_id=organisation_id, public_id=number)
    return found.select_related("form", "application", "by").first()


def of_form(form: PaperForm) -> list[Handover]:
    """The latest first."""
    return list(Handover.objects.filter(form=form).select_related("by").order_by("-opened_at"))


def of_case(case: Application) -> list[Handover]:
    """The latest first."""
    return list(Handover.objects.filter(application=case).select_related("by").order_by("-opened_at"))


def confirmed(form: PaperForm, digest: str) -> Handover | None:
    """Where the resident confirmed just this; None where anything was changed since."""
    found = Handover.objects.filter(form=form, state=HandoverState.CONFIRMED, digest=digest)
    return found.order_by("-closed_at").first()
