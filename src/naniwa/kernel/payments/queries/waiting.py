"""What waits to be paid, by procedure, municipality and who bears it; names in the language in force."""

from dataclasses import dataclass

from django.db import connection

from naniwa.kernel.payments.queries import places
from naniwa.kernel.payments.titles import named

_WAITING = """
    SELECT c.procedure, max(c.title), coalesce(o.code, ''), count(*), sum(c.amount_yen)::bigint,
        coalesce(sum((c.shares ->> o.code)::bigint), 0)::bigint
    FROM payments_claim c LEFT JOIN organisations_organisation o ON o.id = c.partner_id
    WHERE c.organisation_id = %s AND c.state = 'pending'
    GROUP BY c.procedure, o.code ORDER BY c.procedure, o.code NULLS LAST
"""
_PROCEDURES = "SELECT DISTINCT ON (procedure) procedure, title FROM payments_claim ORDER BY procedure, id DESC"


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality, whole yen; `borne_yen` is its own share, the rest is the prefecture's."""

    code: str
    name: str
    claims: int
    total_yen: int
    borne_yen: int

    @property
    def rest_yen(self) -> int:
        return self.total_yen - self.borne_yen


@dataclass(frozen=True, slots=True)
class Waiting:
    """One procedure with claims that wait."""

    procedure: str
    title: str
    places: list[Place]

    @property
    def total(self) -> Place:
        sums = (sum(getattr(place, name) for place in self.places) for name in ("claims", "total_yen", "borne_yen"))
        return Place("", "", *sums)


def waiting(organisation_id: int) -> list[Waiting]:
    """Every procedure of which something waits."""
    found: dict[str, Waiting] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [organisation_id])
        rows = cursor.fetchall()
    titles, names = named({row[0]: row[1] for row in rows}), places.names(row[2] for row in rows)
    for procedure, _, code, *figures in rows:
        each = found.setdefault(procedure, Waiting(procedure, titles[procedure], []))
        each.places.append(Place(code, names[code], *figures))
    return list(found.values())


def procedures() -> dict[str, str]:
    """Slug and title of each procedure with claims that the reader may see."""
    with connection.cursor() as cursor:
        cursor.execute(_PROCEDURES)
        return named(dict(cursor.fetchall()))
