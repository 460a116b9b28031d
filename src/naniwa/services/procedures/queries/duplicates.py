"""Likely duplicates of a case: another application by the same business, or to the same account."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from naniwa.services.procedures.models import Application, State
from naniwa.services.procedures.queries.viewing import Viewer, cases_of

MOST = 10
# How many keys of an application are compared; each place has an index. Overlap of arrays has none under row security,
# which lets only leakproof operators such as = use one.
KEYS = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """`reasons` are the keys both share (see `identity` of the definition), or `name`."""

    case: Application
    reasons: tuple[str, ...]


def alike(case: Application, *, viewer: Viewer) -> list[Alike]:
    """Cases not withdrawn that share a key, or name and municipality; those that share most first."""
    same = Q(applicant_name=case.applicant_name, partner_id=case.partner_id)
    keys = reduce(or_, (Q(**{f"identity_keys__{place}__in": case.identity_keys}) for place in range(KEYS)))
    others = cases_of(viewer).exclude(pk=case.pk).exclude(state=State.WITHDRAWN)
    found = (
        others.filter(keys | same).select_related("partner").defer("answers", "search").order_by("-received_at")[:MOST]
    )
    return sorted((Alike(other, _reasons(case, other)) for other in found), key=lambda one: -len(one.reasons))


def _reasons(case: Application, other: Application) -> tuple[str, ...]:
    shared = set(case.identity_keys) & set(other.identity_keys)
    kinds = sorted({key.partition(":")[0] for key in shared})
    return tuple(kinds) + (("name",) if other.applicant_name == case.applicant_name else ())
