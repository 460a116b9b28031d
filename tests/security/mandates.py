"""A mandate in the world that attacks are tried on: somebody proposed to act for the owner, with a paper that waits."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.tests.conftest import paper as pdf_of
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.procedures.tests import agency

ACTS = ("mandate", "confirm", "refuse", "end")
OFFICE_ACTS = ("show", "check", "refuse", "end")


def build(*, owner: Person, agent: Person, now: datetime) -> Mandate:
    with as_system():
        paper = documents.accept(
            BytesIO(pdf_of()), name="委任状.pdf", person=agent, organisation=agency.office(), field="mandate", now=now
        )
    return agency.proposed(agent, now=now, paper=paper, email=owner.email, name=owner.name)


def places(mandate: Mandate) -> dict[str, dict[str, Any]]:
    """What the addresses of mandates name."""
    return {
        "mandates:propose": {"kind": "family"},
        **{f"mandates:{act}": {"reference": mandate.reference} for act in ACTS},
        **{f"mandates_desk:{act}": {"reference": mandate.reference} for act in OFFICE_ACTS},
    }


def forms(mandate: Mandate) -> dict[str, dict[str, Any]]:
    """What its honest form sends, with what it leaves to whoever fills it in."""
    day = day_of(mandate.proposed_at)
    return {
        "mandates:propose": {
            **agency.SAID, "organisation": agency.office().pk, "press": str(uuid4()), "born_on": "", "case": "",
            "starts_on": day.isoformat(), "ends_on": (day + timedelta(days=100)).isoformat(),
            "procedures": [], "registration": "", "office": "", "paper": "",
        },
        "mandates:many": {
            **{key: agency.SAID[key] for key in ("agent_name", "agent_kana", "acts", "scope")},
            "organisation": agency.office().pk, "press": str(uuid4()), "procedures": [], "registration": "12345678",
            "office": "", "starts_on": day.isoformat(), "ends_on": (day + timedelta(days=100)).isoformat(),
            "clients": "難波 ハナ\tナンバ ハナ\t大阪市中央区大手前2丁目1-22\tclient@example.jp", "file": "", "seen": "",
        },
    }  # fmt: skip
