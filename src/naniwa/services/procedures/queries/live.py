"""A published version made ready for use; immutable, so each process keeps it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.compiled import CompiledForm, compile_form
from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures import rules
from naniwa.services.procedures.definitions import Procedure, parse
from naniwa.services.procedures.definitions.overlays import base_of

KIND = "procedure"


@dataclass(frozen=True)
class Live:
    """`opens_at` to `corrections_until` are those of the published version, Asia/Tokyo; None where it has no end."""

    version_id: int
    number: int
    procedure: Procedure
    opens_at: datetime
    closes_at: datetime | None
    corrections_until: datetime | None
    organisation_id: int

    @property
    def undecided(self) -> bool:
        """A base that leaves something to municipalities: only their own forms of it take applications."""
        return self.procedure.open and self.procedure.for_municipalities

    @property
    def form(self) -> CompiledForm:
        """Ready to be filled in; kept for those that are, not for all whose names are listed."""
        return compile_form(self.procedure.form)


@lru_cache(maxsize=2048)  # every municipality may have its own form of every base
def live(version_id: int) -> Live:
    """The version by its row number. Raises Version.DoesNotExist."""
    version = forms.version(version_id)
    procedure = parse(version.source)
    window = version.window
    return Live(
        version_id=version_id,
        number=version.number,
        procedure=procedure,
        opens_at=_moment(window, "opens_at", procedure.opens_at) or procedure.opens_at,
        closes_at=_moment(window, "closes_at", procedure.closes_at),
        corrections_until=_moment(window, "corrections_until", procedure.corrections_until),
        organisation_id=Organisation.objects.get(code=procedure.office).pk,
    )


def latest_whole() -> list[int]:
    """Row numbers of the latest versions, without the municipalities' own, which stand behind their bases."""
    found = Version.objects.filter(kind=KIND).order_by("slug", "-number").distinct("slug").values_list("slug", "pk")
    return [pk for slug, pk in found if base_of(slug) is None]


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
