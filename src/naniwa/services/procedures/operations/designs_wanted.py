"""Making the draft that another service asked for, and telling where it is."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from naniwa.kernel.events import operations as events
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.people.queries import people
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions.editing.wanted import Facts, first_text
from naniwa.services.procedures.events import DraftMade
from naniwa.services.procedures.models import Design
from naniwa.services.procedures.operations import designing, designs_discarding

SAID = {"ja": "棚卸の行から下書きを作りました。", "en": "Made the draft from a row of the inventory."}
YEAR = timedelta(days=365)


@transaction.atomic
def make(*, origin: str, organisation: str, by: str, facts: Facts, now: datetime) -> Design | None:
    """The draft for a wish, the same one each time, also if it was thrown away; None without such office or person."""
    office, person = organisations.by_code(organisation), people.by_reference(by)
    if office is None or person is None:
        return None
    design = Design.objects.filter(origin=origin, organisation=office).first()
    if design is None:
        opens, closes, until = moments(now)
        text = first_text(facts, office=office.code, opens=opens, closes=closes, until=until)
        design = designing.start(
            number=uuid4(),
            organisation=office,
            text=text,
            title=facts.title,
            said=SAID,
            by=person,
            now=now,
            origin=origin,
        )
    elif design.discarded_at is not None:
        designs_discarding.bring_back(design=design, by=person, now=now)
    path = reverse("procedures:staff_design", args=[design.public_id])
    events.emit(DraftMade(origin=origin, path=path, title=design.title), now=now)
    return design


def moments(now: datetime) -> tuple[str, str, str]:
    """When a new definition opens, closes and takes its last corrections, until somebody decides otherwise."""
    first = (now.astimezone(TOKYO) + timedelta(days=30)).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = first + YEAR
    return first.isoformat(), ends.isoformat(), (ends + timedelta(days=30)).isoformat()
