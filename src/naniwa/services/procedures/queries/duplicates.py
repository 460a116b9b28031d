"""Likely duplicates of a case: same business, account, name or address; and what people found of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from naniwa.services.procedures.models import Application, Pair, PairState, State
from naniwa.services.procedures.queries.viewing import Viewer, cases_of

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


def alike(case: Application, *, viewer: Viewer) -> list[Alike]:
    """Cases not withdrawn that share a key, and those already judged: confirmed, open, then dismissed."""
    pairs = {pair.earlier_id + pair.later_id - case.pk: pair for pair in _pairs(case)}
    keys = reduce(or_, (Q(**{f"identity_keys__{place}__in": case.identity_keys}) for place in range(KEYS)))
    others = cases_of(viewer).exclude(pk=case.pk).select_related("partner").defer("answers", "search")
    likely = others.filter(keys).exclude(state=State.WITHDRAWN).order_by("-received_at")[:MOST]
    found = {other.pk: other for other in likely}
    found |= {other.pk: other for other in others.filter(pk__in=pairs.keys() - found.keys())} if pairs else {}
    made = [Alike(other, _reasons(case, other), pairs.get(pk), _is_first(other, case)) for pk, other in found.items()]
    order = [PairState.CONFIRMED.value, "", PairState.DISMISSED.value]
    return sorted(made, key=lambda one: (order.index(one.state), -len(one.reasons)))


def _pairs(case: Application) -> Iterator[Pair]:
    yield from Pair.objects.filter(Q(earlier=case) | Q(later=case)).select_related("by").order_by("-at", "-pk")


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
