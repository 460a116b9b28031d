"""How the municipalities stand: which version of a base each is on, what waits, and which forms of it are published."""

from collections.abc import Sequence
from dataclasses import dataclass

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.models import OPEN_AMENDMENTS, Adoption, Amendment, AmendmentState, Application
from naniwa.services.procedures.queries.live import KIND, Live, live

FOR_MUNICIPALITIES = "\nfor_municipalities: true"
BASED_ON = "\nbased_on:"
"""How composed definitions, which are written by us, say where they come from."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One municipality and one base; `refused` are numbers of the base, `waiting` what is open, of its own first."""

    organisation: Organisation
    adoption: Adoption | None
    waiting: tuple[Amendment, ...]
    refused: frozenset[int]

    @property
    def on(self) -> int | None:
        """The number of the base in force there; None if nothing is published."""
        found = self.adoption.base_version if self.adoption else None
        return found.number if found else None

    @property
    def number(self) -> int | None:
        """The number of the municipality's own latest version."""
        found = self.adoption.version if self.adoption else None
        return found.number if found else None


@dataclass(frozen=True, slots=True)
class Offered:
    """A base and how many municipalities are on it, on its latest version, or have something to decide."""

    base: Live
    adopted: int
    latest: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A municipality's published form of a base."""

    organisation: Organisation
    slug: str


def bases() -> list[Live]:
    """The latest version of every procedure that municipalities may lay an overlay over, by slug."""
    latest = Version.objects.filter(kind=KIND).order_by("slug", "-number").distinct("slug")
    found = Version.objects.filter(pk__in=latest.values("pk"), source__contains=FOR_MUNICIPALITIES)
    versions = map(live, found.order_by("slug").values_list("pk", flat=True))
    return [version for version in versions if version.procedure.for_municipalities]


def standings(slug: str) -> list[Standing]:
    """Every municipality by code, as far as row security shows how it stands. Three statements."""
    adoptions = Adoption.objects.filter(base=slug).select_related("base_version", "version")
    by_place = {one.organisation_id: one for one in adoptions.defer("base_version__source", "version__source")}
    found = Amendment.objects.filter(adoption__base=slug).exclude(state=AmendmentState.SUPERSEDED)
    amendments = found.select_related("base_version").defer("base_version__source").order_by("-kind", "-made_at")
    by_adoption: dict[int, list[Amendment]] = {}
    for one in amendments:
        by_adoption.setdefault(one.adoption_id, []).append(one)
    places = organisations.municipalities()
    return [_standing(place, by_place.get(place.pk), by_adoption) for place in places]


def _standing(place: Organisation, adoption: Adoption | None, by_adoption: dict[int, list[Amendment]]) -> Standing:
    amendments = by_adoption.get(adoption.pk, []) if adoption else []
    on = adoption.base_version.number if adoption and adoption.base_version else 0
    refused = {one.base_version.number for one in amendments if one.state == AmendmentState.REFUSED}
    return Standing(
        organisation=place,
        adoption=adoption,
        waiting=tuple(one for one in amendments if one.state in OPEN_AMENDMENTS),
        refused=frozenset(number for number in refused if number > on),
    )


def offered() -> list[Offered]:
    """Every base with its counts."""
    return [_offered(version, standings(version.procedure.slug)) for version in bases()]


def _offered(version: Live, found: Sequence[Standing]) -> Offered:
    return Offered(
        base=version,
        adopted=sum(one.on is not None for one in found),
        latest=sum(one.on == version.number for one in found),
        waiting=sum(bool(one.waiting) for one in found),
    )


def own(organisation_id: int) -> list[tuple[Live, Standing]]:
    """Every base with how one municipality stands."""
    found = []
    for version in bases():
        rows = standings(version.procedure.slug)
        found += [(version, row) for row in rows if row.organisation.pk == organisation_id]
    return found


def variants(slug: str) -> list[Variant]:
    """The municipalities that published their form of a base, by code; asked by everybody, so not of the adoptions."""
    told = f"{BASED_ON}\n  procedure: {slug}\n"
    slugs = Version.objects.filter(kind=KIND, slug__startswith=f"{slug}-", source__contains=told)
    by_code = {one.rpartition("-")[2]: one for one in slugs.values_list("slug", flat=True)}
    places = organisations.municipalities() if by_code else []
    return [Variant(place, by_code[place.code]) for place in places if place.code in by_code]


def lived_in(person_id: int) -> int | None:
    """The municipality of the person's latest application, by row number; None if they made none."""
    own_cases = Application.objects.filter(person_id=person_id, partner__isnull=False)
    return own_cases.order_by("-received_at").values_list("partner_id", flat=True).first()
