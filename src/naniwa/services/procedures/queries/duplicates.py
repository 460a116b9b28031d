"""Likely duplicates of a case: same business, account, name or address; and what people found of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import CharField, F, Func, Q, QuerySet
from django.db.models.lookups import In

from naniwa.kernel.organisations.statements import Statement
from naniwa.services.procedures.models import Application, Pair, PairState, State
from naniwa.services.procedures.queries.viewing import Viewer, cases_within

MOST = 10
# How many keys of an application are compared; each place has an index. Overlap of arrays has none under row security,
# which lets only leakproof operators such as = use one.
KEYS = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """`reasons` are the keys both share: of the definition's `identity`, `name` (without legal form) or `address`.

    `pair` is what a person found; `first` says that the other case came in before this one.
    """

    case: Application
    reasons: tuple[str, ...]
    pair: Pair | None
    first: bool

    @property
    def state(self) -> str:
        """`confirmed`, `dismissed`, or empty while nobody has judged it."""
        return self.pair.state if self.pair else ""


def alike(case: Application, *, viewer: Viewer, judged: bool = True) -> list[Alike]:
    """Cases not withdrawn that share a key, and those already judged: confirmed, open, then dismissed.

    `judged` is False where no pair with this case is known to have been judged.
    """
    pairs = {one.earlier_id + one.later_id - case.pk: one for one in _pairs(case.pk, case.pk)} if judged else {}
    found = {other.pk: other for other in _likely_ones(case, viewer) if other.pk != case.pk}
    if missing := sorted(pairs.keys() - found.keys()):
        found |= _others(viewer.organisation_id, shares_cases=viewer.shares_cases).in_bulk(missing)
    made = [Alike(other, _reasons(case, other), pairs.get(pk), _is_first(other, case)) for pk, other in found.items()]
    order = [PairState.CONFIRMED.value, "", PairState.DISMISSED.value]
    return sorted(made, key=lambda one: (order.index(one.state), -len(one.reasons)))


_pairs = Statement(
    lambda earlier, later: (
        Pair.objects.filter(Q(earlier_id=earlier) | Q(later_id=later)).select_related("by").order_by("-at", "-pk")
    )
)


def _likely_ones(case: Application, viewer: Viewer) -> list[Application]:
    keys = case.identity_keys
    return _likely(viewer.organisation_id, keys, shares_cases=viewer.shares_cases) if keys else []


def _others(organisation_id: int, *, shares_cases: bool) -> QuerySet[Application]:
    return cases_within(organisation_id, shares_cases=shares_cases).select_related("partner").defer("answers", "search")


def sharing_a_key(organisation_id: int, keys: Sequence[str], *, shares_cases: bool) -> QuerySet[Application]:
    """The case itself is among them, so one more than are shown."""
    either = reduce(or_, (Q(In(_key(place), keys)) for place in range(1, KEYS + 1)))
    found = _others(organisation_id, shares_cases=shares_cases).filter(either)
    return found.exclude(state=State.WITHDRAWN).order_by("-received_at")[: MOST + 1]


def _key(place: int) -> Func:
    """The key at a place, counted from 1, as text of the statement: Django's own lookup makes the place a parameter.

    A plan that PostgreSQL keeps knows the index of each place only where it stands in the text.
    """
    return Func(F("identity_keys"), template=f"(%(expressions)s)[{place}]", output_field=CharField())


_likely = Statement(sharing_a_key)


def in_order(one: Application, other: Application) -> tuple[Application, Application]:
    """The case that came in first, then the other."""
    return (one, other) if _is_first(one, other) else (other, one)


def shared(one: Application, other: Application) -> list[str]:
    """The kinds of key that both have."""
    return list(_reasons(one, other))


def _is_first(one: Application, other: Application) -> bool:
    return (one.received_at, one.pk) < (other.received_at, other.pk)


def _reasons(case: Application, other: Application) -> tuple[str, ...]:
    kinds = {key.partition(":")[0] for key in set(case.identity_keys) & set(other.identity_keys)}
    return tuple(sorted(kinds))
