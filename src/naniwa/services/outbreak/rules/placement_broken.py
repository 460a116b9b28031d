"""Refusals of beds and placement: one class for each broken rule."""

from naniwa.services.outbreak.rules.broken import BrokenRule


class NoBedLeft(BrokenRule):
    """Every bed of the pool is in use, kept for somebody, or being cleaned."""


class UnsafeBed(BrokenRule):
    """The class or the equipment of the beds is not safe for the person."""


class AlreadyOffered(BrokenRule):
    """A bed is being kept for the person already."""


class AlreadyAsked(BrokenRule):
    """A bed is being sought for this case already."""


class NotWaiting(BrokenRule):
    """The request was withdrawn, or the person has a bed."""


class OfferAnswered(BrokenRule):
    """The offer was answered, withdrawn, or has expired."""


class NoReason(BrokenRule):
    """A refusal says why."""


class NotYourRequest(BrokenRule):
    """Only the body that coordinates a request offers beds for it."""


class NotYourFacility(BrokenRule):
    """Only the facility's own staff speak for it."""


class FewerThanNone(BrokenRule):
    """Nobody lies there who could leave, or nothing is being cleaned."""


class FacilityKnown(BrokenRule):
    """A facility of this name is written down already."""


class PoolKnown(BrokenRule):
    """The facility has beds of this class with the same equipment already."""
