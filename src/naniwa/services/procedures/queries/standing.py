"""How the municipalities stand: which version of a base each is on, what waits, and which forms of it are published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.definitions.overlays import slug_of
from naniwa.services.procedures.models import OPEN_AMENDMENTS, Adoption, Amendment, AmendmentState, Application
from naniwa.services.procedures.queries.live import KIND, Live, latest_whole, live

SOURCES = ("base_version__source", "version__source")
"""Texts of versions, which lists do without."""


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
    return [version for version in map(live, latest_whole()) if version.procedure.for_municipalities]


def standings(slug: str) -> list[Standing]:
    """Every municipality by code, as far as row security shows how it stands."""
    return _standings({slug})[slug]


def _standings(slugs: Collection[str]) -> dict[str, list[Standing]]:
    """The same for several bases, in three statements."""
    adoptions = Adoption.objects.filter(base__in=slugs).select_related("base_version", "version")
    by_place = {(one.base, one.organisation_id): one for one in adoptions.defer(*SOURCES)}
    found = Amendment.objects.filter(adoption__base__in=slugs).exclude(state=AmendmentState.SUPERSEDED)
    amendments = found.select_related("base_version").defer("base_version__source").order_by("-kind", "-made_at")
    by_adoption: dict[int, list[Amendment]] = {}
    for one in amendments:
        by_adoption.setdefault(one.adoption_id, []).append(one)
    places = organisations.municipalities()
    return {slug: [_standing(place, by_place.get((slug, place.pk)), by_adoption) for place in places] for slug in slugs}


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
    found = bases()
    rows = _standings({version.procedure.slug for version in found})
    return [_offered(version, rows[version.procedure.slug]) for version in found]


def _offered(version: Live, found: Sequence[Standing]) -> Offered:
    return Offered(
        base=version,
        adopted=sum(one.on is not None for one in found),
        latest=sum(one.on == version.number for one in found),
        waiting=sum(bool(one.waiting) for one in found),
    )


def own(organisation_id: int) -> list[tuple[Live, Standing]]:
    """Every base with how one municipality stands."""
    found = bases()
    rows = _standings({version.procedure.slug for version in found})
    pairs = ((version, row) for version in found for row in rows[version.procedure.slug])
    return [(version, row) for version, row in pairs if row.organisation.pk == organisation_id]


def variants(slug: str) -> list[Variant]:
    """The municipalities that published their form of a base, by code; for everybody, so adoptions are not asked."""
    by_slug = {slug_of(slug, place.code): place for place in organisations.municipalities()}
    found = Version.objects.filter(kind=KIND, slug__in=by_slug, number=1).order_by("slug")
    return [Variant(by_slug[one], one) for one in found.values_list("slug", flat=True)]


def lived_in(person_id: int) -> int | None:
    """The municipality of the person's latest application, by row number; None if they made none."""
    own_cases = Application.objects.filter(person_id=person_id, partner__isnull=False)
    return own_cases.order_by("-received_at").values_list("partner_id", flat=True).first()
