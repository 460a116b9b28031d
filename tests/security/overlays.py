"""Overlays in the world that attacks are tried on: a base, and Osaka City's draft on it."""

from datetime import datetime, timedelta
from typing import Any

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import Amendment
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.tests import towns

ACTS = ("", "_propose", "_decide", "_accept", "_refuse")


def build(*, now: datetime) -> Amendment:
    """The draft of a municipality; the prefecture's staff may read it, and nobody else."""
    window = {"opens_at": now - timedelta(days=20)}
    with as_system():
        publishing.publish(path=towns.DOG, by=None, now=now, window=window)
    clerk = towns.clerk("keeper@osaka.example.jp", towns.OSAKA)
    return towns.drafted(clerk, Content({"contact": towns.CONTACT}, ""), now=now)


def places(amendment: Amendment) -> dict[str, dict[str, Any]]:
    """What the addresses of overlays name."""
    bases = {f"procedures:{name}": {"slug": towns.SLUG} for name in ("staff_overlay", "staff_overlay_base")}
    return {**bases, **{f"procedures:staff_amendment{act}": {"number": amendment.public_id} for act in ACTS}}
