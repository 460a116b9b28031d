"""Whom the demo's scrivener acts for: one client who has confirmed, and one who has not answered yet."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from naniwa.kernel.mandates import operations
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.operations import Proposal
from naniwa.kernel.mandates.rules import Act, Terms
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of

NUMBER = UUID("5f0f4b6e-52d5-4a35-9d43-7a5c0a6c0001")
ADDRESS = "大阪市中央区大手前2丁目1-22"
ASKED = timedelta(days=5)
"""Long enough ago that the one who has not answered can be asked once more."""
YEAR = timedelta(days=364)


def lay_out(ready: dict[str, Person], office: Organisation, *, now: datetime) -> None:
    """Once; run again, it finds them."""
    agent, at = ready["scrivener"], now - ASKED
    with as_system():
        confirmed = _asked(agent, ready["resident"], office, at)
        operations.confirm(mandate=confirmed, by=ready["resident"], now=at + timedelta(hours=3))
        _asked(agent, ready["business"], office, at)


def _asked(agent: Person, client: Person, office: Organisation, at: datetime) -> Mandate:
    day, acts = day_of(at), frozenset({Act.APPLY, Act.CORRECT, Act.NOTICES})
    proposal = Proposal(
        terms=Terms(kind="scrivener", acts=acts, starts_on=day, ends_on=day + YEAR),
        name=client.name,
        kana=client.name_kana,
        address=ADDRESS,
        email=client.email or "",
        agent_name=agent.name,
        agent_kana=agent.name_kana,
        registration="20270001",
        office="南行政書士事務所（見本）",
    )
    press = uuid5(NUMBER, proposal.email)
    return operations.propose(proposal=proposal, organisation=office, paper=None, press=press, by=agent, now=at)
