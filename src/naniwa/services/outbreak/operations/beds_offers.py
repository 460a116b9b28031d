"""Offering a bed to somebody who waits: the bed is kept at once, and given back when it comes to nothing.

A pool's row is locked by the statement that counts a bed as kept and only does so where one is left, so however many
coordinators press at once no bed is given twice.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import BedPool, Offer, OfferState, PlacementRequest, Refusal, RequestState
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.rules import placement
from naniwa.services.outbreak.rules.placement_broken import (
    AlreadyOffered,
    NoBedLeft,
    NoReason,
    NotWaiting,
    NotYourFacility,
    NotYourRequest,
    OfferAnswered,
    UnsafeBed,
)

ANSWER_WITHIN = timedelta(minutes=30)
"""A facility that has not answered by then is taken to say nothing, and the next one is asked."""


@transaction.atomic
def offer(
    *,
    request: PlacementRequest,
    pool: BedPool,
    by: Staff,
    now: datetime,
    suggested: bool = False,
    told: Mapping[str, object] | None = None,
) -> Offer:
    """Keep a bed and ask the facility. Raises NotYourRequest, NotWaiting, AlreadyOffered, UnsafeBed, NoBedLeft."""
    _check_coordinates(request, by)
    found = PlacementRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if found.state == RequestState.OFFERED:
        raise AlreadyOffered
    if found.state != RequestState.WAITING:
        raise NotWaiting
    check_safe(found, pool)
    _keep(pool)
    made = Offer.objects.create(
        organisation_id=found.organisation_id,
        request=found,
        pool=pool,
        suggested=suggested,
        told=dict(told or {}),
        offered_at=now,
        offered_by=by.person,
        expires_at=now + ANSWER_WITHIN,
    )
    _state(found, RequestState.OFFERED)
    audit.record("outbreak.bed_offered", by=by, target=made, now=now, pool=pool.reference, suggested=suggested)
    beds_matching.wanted()
    return made


def _check_coordinates(request: PlacementRequest, by: Staff) -> None:
    if by.organisation.pk != request.organisation_id:
        raise NotYourRequest


def check_safe(request: PlacementRequest, pool: BedPool) -> None:
    """Raises UnsafeBed."""
    needs, offers = frozenset(request.needs), frozenset(pool.offers)
    if placement.steps_between(request.severity, needs, request.score, pool.bed, offers) == float("inf"):
        raise UnsafeBed


def _keep(pool: BedPool) -> None:
    left = BedPool.objects.filter(pk=pool.pk, staffed__gt=F("occupied") + F("reserved") + F("cleaning"))
    if not left.update(reserved=F("reserved") + 1):
        raise NoBedLeft


@transaction.atomic
def accept(*, offer: Offer, by: Staff, now: datetime) -> Offer:
    """The facility takes the person. Raises NotYourFacility, OfferAnswered."""
    with as_system():
        request, found = _locked(offer, by=by)
        if found.state == OfferState.ACCEPTED:
            return found
        _check_open(found, now)
        _answer(found, OfferState.ACCEPTED, by, now)
        request.placed_at = now
        _state(request, RequestState.PLACED)
        audit.record("outbreak.bed_accepted", by=by, target=found, now=now)
        return found


@transaction.atomic
def refuse(*, offer: Offer, refusal: str, note: str = "", by: Staff, now: datetime) -> Offer:
    """The facility does not take the person, who waits again. Raises NotYourFacility, OfferAnswered, NoReason."""
    if refusal not in Refusal.values:
        raise NoReason
    with as_system():
        request, found = _locked(offer, by=by)
        if found.state == OfferState.REFUSED:
            return found
        _check_open(found, now)
        found.refusal, found.refusal_note = refusal, note
        _answer(found, OfferState.REFUSED, by, now)
        _free(found)
        _state(request, RequestState.WAITING)
        audit.record("outbreak.bed_refused", by=by, target=found, now=now, refusal=refusal)
        beds_matching.wanted()
        return found


@transaction.atomic
def arrive(*, offer: Offer, by: Staff, now: datetime) -> Offer:
    """The person is there: the kept bed is in use. Raises NotYourFacility, OfferAnswered."""
    with as_system():
        request, found = _locked(offer, by=by)
        if found.state == OfferState.ARRIVED:
            return found
        if found.state != OfferState.ACCEPTED:
            raise OfferAnswered
        _answer(found, OfferState.ARRIVED, by, now)
        BedPool.objects.filter(pk=found.pool_id).update(reserved=F("reserved") - 1, occupied=F("occupied") + 1)
        request.closed_at = now
        _state(request, RequestState.ARRIVED)
        audit.record("outbreak.bed_taken", by=by, target=found, now=now)
        return found


def give_back(request: PlacementRequest, *, by: Staff | None, now: datetime) -> None:
    """Withdraw what is being offered or was accepted for this request, whose row the caller has locked."""
    kept = Offer.objects.filter(request=request, state__in=[OfferState.OPEN, OfferState.ACCEPTED])
    for found in kept.select_for_update(of=("self",)):
        _answer(found, OfferState.WITHDRAWN, by, now)
        _free(found)
        audit.record("outbreak.bed_offer_withdrawn", by=by, target=found, now=now)


@transaction.atomic
def withdraw(*, request: PlacementRequest, by: Staff, now: datetime) -> PlacementRequest:
    """The coordinator takes the offer back, and the person waits again. Raises NotYourRequest, NotWaiting."""
    _check_coordinates(request, by)
    found = PlacementRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if found.state not in {RequestState.OFFERED, RequestState.PLACED}:
        raise NotWaiting
    give_back(found, by=by, now=now)
    found.placed_at = None
    _state(found, RequestState.WAITING)
    beds_matching.wanted()
    return found


def expire(*, now: datetime) -> int:
    """Offers that nobody answered in time: their people wait again. Returns how many.

    All requests are locked before any pool, and pools in their order, so that this and somebody who answers never wait
    for one another; whoever is being answered at this moment is left to the next minute.
    """
    with as_system():
        late = Offer.objects.filter(state=OfferState.OPEN, expires_at__lte=now)
        requests = PlacementRequest.objects.filter(pk__in=late.values("request_id")).order_by("pk")
        held = {one.pk: one for one in requests.select_for_update(of=("self",), skip_locked=True)}
        found = list(late.filter(request__in=held).select_for_update(of=("self",)).order_by("pool_id", "pk"))
        for offer in found:
            _answer(offer, OfferState.EXPIRED, None, now)
            _free(offer)
            _state(held[offer.request_id], RequestState.WAITING)
            audit.record("outbreak.bed_offer_expired", by=None, target=offer, now=now)
        if found:
            beds_matching.wanted()
        return len(found)


def _locked(offer: Offer, *, by: Staff) -> tuple[PlacementRequest, Offer]:
    """Always the request first, then the offer, then the pool."""
    request = PlacementRequest.objects.select_for_update(of=("self",)).get(pk=offer.request_id)
    found = Offer.objects.select_for_update(of=("self",)).select_related("pool__facility").get(pk=offer.pk)
    if by.organisation.pk != found.pool.facility.reporter_id:
        raise NotYourFacility
    return request, found


def _check_open(offer: Offer, now: datetime) -> None:
    if offer.state != OfferState.OPEN or offer.expires_at <= now:
        raise OfferAnswered


def _answer(offer: Offer, state: OfferState, by: Staff | None, now: datetime) -> None:
    offer.state, offer.answered_at, offer.answered_by = state, now, by.person if by else None
    offer.save(update_fields=["state", "answered_at", "answered_by", "refusal", "refusal_note"])


def _free(offer: Offer) -> None:
    BedPool.objects.filter(pk=offer.pool_id).update(reserved=F("reserved") - 1)


def _state(request: PlacementRequest, state: RequestState) -> None:
    request.state = state
    request.save(update_fields=["state", "placed_at", "closed_at"])
