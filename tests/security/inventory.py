"""The inventory in the world that attacks are tried on: one thing of each kind, where it lies, and honest forms for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.inventory.models import Department, Part, Procedure, Seal, SealBatch, Survey, Upload
from naniwa.services.inventory.operations import deciding, importing, redesigning, surveys, wishing
from naniwa.services.inventory.rules.columns import BY_KEY
from naniwa.services.inventory.rules.verdicts import Verdict
from naniwa.services.inventory.tests import office

ASKED, FREE = "0101", "0102"
"""The department that a survey asks, and one that no survey asks yet."""
ROW = {**dict.fromkeys(BY_KEY, ""), **office.ROW}
"""As a browser sends it, with the fields that were left empty."""
LINES = "課コード,課名,手続名,年間件数\r\n0101,環境管理室,騒音の届出,10\r\n0101,環境管理室,振動の届出,たくさん\r\n"


@dataclass(frozen=True)
class Things:
    """Departments have a contact who is none of those who attack; `upload` was sent by the publisher."""

    row: Procedure
    seal: Seal
    survey: Survey
    part: Part
    upload: Upload
    batch: SealBatch

    @property
    def code(self) -> str:
        return self.row.department.code


def build(*, lead: Staff, contact: Person, title: str, now: datetime) -> Things:
    """Two rows (the second is called `title`) of two departments, with all that is done about them."""
    row, other = (
        office.row(lead, now=now),
        office.row(lead, now=now, department_code=FREE, department_name="水質室", title=title),
    )
    with as_system():
        Department.objects.filter(organisation=lead.organisation).update(contact=contact)
        asked = Department.objects.filter(organisation=lead.organisation, code=ASKED)
        due = timezone.localdate(now) + timedelta(days=30)
        survey = surveys.open_survey(
            number=uuid4(), title="棚卸調査", due_on=due, departments=list(asked), by=lead, now=now
        )
        batch = deciding.decide_many(
            number=uuid4(),
            found=Seal.objects.filter(procedure=other),
            decision="abolish",
            reason="慣行",
            by=lead,
            now=now,
        )
        accepted = {"online": Verdict("accepted")}
        redesigning.decide(procedure=other, wanted=accepted, seen=other.edition, by=lead, now=now)
        wishing.want(procedure=other, by=lead, now=now)
        return Things(
            row=office.fresh(row),
            seal=Seal.objects.get(procedure=row),
            survey=survey,
            part=Part.objects.get(survey=survey),
            upload=importing.receive(file=BytesIO(LINES.encode()), name="棚卸.csv", by=lead, now=now),
            batch=batch,
        )


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses of the inventory name."""
    numbers = {
        things.row.public_id: ("row", "change", "confirm", "remove", "restore", "redesign", "want_form"),
        things.upload.public_id: ("upload", "take", "wrong"),
        things.survey.public_id: ("survey", "close_survey"),
        things.part.public_id: ("part", "finish", "reopen"),
        things.seal.public_id: ("decide_seal",),
    }
    return {
        **{f"inventory:{name}": {"number": number} for number, names in numbers.items() for name in names},
        "inventory:department": {"code": things.code},
        "inventory:download": {"kind": "csv"},
        "inventory:public_csv_in": {"language": "ja"},
    }


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send: numbers that they drew, and what they had seen."""
    seen = str(things.row.edition)
    return {
        "inventory:add": {**ROW, "title": "粉じん発生施設設置届", "number": str(uuid4())},
        "inventory:change": {**ROW, "title": "ばい煙の届", "seen": seen},
        "inventory:remove": {"seen": seen},
        "inventory:redesign": {
            "seen": seen,
            "key.1": "online",
            "verdict.1": "accepted",
            "reason.1": "",
        },
        "inventory:confirm_many": {"selected": [str(things.row.public_id)]},
        "inventory:open_survey": {
            "title": "次の調査",
            "due_on": "2099-01-01",
            "departments": [FREE],
            "number": str(uuid4()),
        },
        "inventory:decide_seals": {
            "selected": [str(things.seal.public_id)],
            "step": "carry_out",
            "expected": "1",
            "number": str(uuid4()),
            "decision": "abolish",
            "reason": "慣行",
        },
    }
