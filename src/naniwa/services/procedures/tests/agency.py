"""What tests of agents start from: a mother without a computer, her daughter who applies for her, and a mandate."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from naniwa.kernel.mandates import operations
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.offered import offered
from naniwa.kernel.mandates.operations import Proposal
from naniwa.kernel.mandates.rules import Terms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.library.periods import start_of

DIGITAL = "270008-digital"
"""The office of the journey of the benchmarks."""
MOTHER, DAUGHTER = "mother@example.jp", "daughter@example.jp"
SAID = {
    "name": "難波 ハナ",
    "kana": "ナンバ ハナ",
    "address": "大阪市中央区大手前2丁目1-22",
    "email": MOTHER,
    "agent_name": "𠮷野 幸子",
    "agent_kana": "ヨシノ サチコ",
    "acts": ["apply", "correct", "notices"],
    "scope": "all",
}


def daughter(email: str = DAUGHTER) -> Person:
    return Person.objects.create(email=email, name="𠮷野 幸子", name_kana="ヨシノ サチコ")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def office() -> Organisation:
    """That of the procedure there is, which looks at papers."""
    return Organisation.objects.get(**({"pk": found[0].organisation_id} if (found := offered()) else {"code": DIGITAL}))


def form(**changes: Any) -> dict[str, Any]:
    """What the agent types, for a year from today."""
    today = timezone.localdate()
    dates = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=364)).isoformat()}
    return {**SAID, **dates, "organisation": office().pk, "press": str(uuid4()), **changes}


def proposed(agent: Person, *, now: datetime | None = None, paper: Any = None, **changes: Any) -> Mandate:
    """A mandate that waits; `changes` are of its terms and of what was said."""
    now = now or timezone.now()
    day = timezone.localdate(now)
    terms: dict[str, Any] = {
        "kind": "family", "acts": frozenset(SAID["acts"]), "starts_on": day, "ends_on": day + timedelta(days=364),
    }  # fmt: skip
    said: dict[str, Any] = {key: SAID[key] for key in ("name", "kana", "address", "email", "agent_name", "agent_kana")}
    for key, value in changes.items():
        (terms if key in Terms.__dataclass_fields__ else said)[key] = value
    with as_system():
        return operations.propose(
            proposal=Proposal(terms=Terms(**terms), **said),
            organisation=office(), paper=paper, press=uuid4(), by=agent, now=now,
        )  # fmt: skip


def confirmed(agent: Person, *, now: datetime | None = None, **changes: Any) -> Mandate:
    """One that the principal confirmed."""
    now = now or timezone.now()
    made = proposed(agent, now=now, **changes)
    with as_system():
        return operations.confirm(mandate=made, by=made.principal, now=now)


def fresh(mandate: Mandate) -> Mandate:
    with as_system():
        return Mandate.objects.select_related("principal", "agent").get(pk=mandate.pk)


def over_at(mandate: Mandate) -> datetime:
    """The first moment after its last day."""
    return start_of(mandate.ends_on + timedelta(days=1))
