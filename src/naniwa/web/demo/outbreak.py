"""The outbreak that the demo shows: figures of 2020 and 2021, invented facilities, and people who wait for a bed."""

from datetime import datetime
from pathlib import Path

from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services import outbreak
from naniwa.services.outbreak.models import Facility
from naniwa.services.outbreak.operations.beds_sampling import load_samples
from naniwa.services.outbreak.operations.counting import switch_over
from naniwa.services.outbreak.operations.feeds import import_folder

FEED = Path(outbreak.__file__).parent / "data" / "osaka_stopcovid19"


def fill(*, coordinator: Person, now: datetime) -> None:
    """All of it, where there is no facility yet; otherwise nothing."""
    body = organisations.prefecture()
    if load_samples(by=coordinator, reporter=body, now=now):
        import_folder(folder=FEED, now=now)
        # Or the few sample patients of today would be the latest figures, five years after the others.
        switch_over(own_from=None, by=Staff(coordinator, body, frozenset({"coordinator"})), now=now)


def filled() -> bool:
    """Run as the system."""
    return Facility.objects.exists()
