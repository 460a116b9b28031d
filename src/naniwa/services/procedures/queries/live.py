"""A published version made ready for use; immutable, so each process keeps it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.compiled import CompiledForm, compile_form
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures import rules
from naniwa.services.procedures.definitions import Procedure, parse

KIND = "procedure"


@dataclass(frozen=True)
class Live:
    """`opens_at` to `corrections_until` are those of the published version, Asia/Tokyo; None where it has no end."""

    version_id: int
    number: int
    procedure: Procedure
    form: CompiledForm
    opens_at: datetime
    closes_at: datetime | None
    corrections_until: datetime | None
    organisation_id: int


@lru_cache(maxsize=256)
def live(version_id: int) -> Live:
    """The version by its row number. Raises Version.DoesNotExist."""
    version = forms.version(version_id)
    procedure = parse(version.source)
    window = version.window
    return Live(
        version_id=version_id,
        number=version.number,
        procedure=procedure,
        form=compile_form(procedure.form),
        opens_at=_moment(window, "opens_at", procedure.opens_at) or procedure.opens_at,
        closes_at=_moment(window, "closes_at", procedure.closes_at),
        corrections_until=_moment(window, "corrections_until", procedure.corrections_until),
        organisation_id=Organisation.objects.get(code=procedure.office).pk,
    )


def _moment(window: dict[str, str], key: str, otherwise: datetime | None) -> datetime | None:
    return datetime.fromisoformat(window[key]) if key in window else otherwise


def review_due(version: Live, at: datetime) -> datetime:
    """When a case that arrived at this moment should be decided."""
    procedure = version.procedure
    working = procedure.review_counted_in == "working_days"
    return rules.review_due(at, days=procedure.review_days, working=working)


def current(slug: str) -> Live | None:
    """The latest published version of a procedure."""
    version = forms.latest(KIND, slug)
    return live(version.pk) if version else None
