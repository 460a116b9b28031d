"""Overlays: what a municipality says otherwise than the base, laid over it and carried to its next version."""

from naniwa.services.procedures.definitions.overlays import places
from naniwa.services.procedures.definitions.overlays.allowed import ALLOWED, Allowed, allowed
from naniwa.services.procedures.definitions.overlays.composing import Composed, Fault, Trouble, compose, lay
from naniwa.services.procedures.definitions.overlays.differing import Change, differences
from naniwa.services.procedures.definitions.overlays.document import Addition, Entry, Overlay, base_of, slug_of, written
from naniwa.services.procedures.definitions.overlays.law import Base, base, weakened
from naniwa.services.procedures.definitions.overlays.leaving import decidable, left_open
from naniwa.services.procedures.definitions.overlays.merging import Choice, Conflict, Kind, Merged, merge

__all__ = [
    "ALLOWED",
    "Addition",
    "Allowed",
    "Base",
    "Change",
    "Choice",
    "Composed",
    "Conflict",
    "Entry",
    "Fault",
    "Kind",
    "Merged",
    "Overlay",
    "Trouble",
    "allowed",
    "base",
    "base_of",
    "compose",
    "decidable",
    "differences",
    "lay",
    "left_open",
    "merge",
    "places",
    "slug_of",
    "weakened",
    "written",
]
