"""The outbreak service in the world that attacks are tried on: cases that wait and that are observed, a RED, rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.outbreak.models import Case, Intake, RuleVersion, Task, Way
from naniwa.services.outbreak.operations import observing, receiving, ruling
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.tests import people
from naniwa.services.procedures.tests import factories

DISEASE = "covid-19"
SHEET = "番号,届出日,性別,居住地\n1,2026-11-01,女性,大阪市\n"


@dataclass(frozen=True)
class Things:
    """`waiting` is nobody's yet; `observed` is the caller's, and has reported RED."""

    waiting: Case
    observed: Case
    task: Task
    rules: RuleVersion
    intake: Intake
    colleague: Person


def build(*, office: Organisation, staff: dict[str, Person], now: datetime) -> Things:
    supervisor, caller = (Staff(staff[role], office, frozenset({role})) for role in ("supervisor", "caller"))
    people.centre(supervisor, now=now)
    waiting = people.reported(supervisor, now=now)
    observed = people.reached(caller, now=now - timedelta(hours=1), phone="090-0000-0002")
    with as_system():
        made = observing.record(case=observed, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=caller, now=now)
        assert made.task
        rules = ruling.propose(
            disease=DISEASE, text=regimes.text_in_force(DISEASE), note="出荷時のまま", by=supervisor, now=now
        )
        intake = receiving.receive(
            file=ContentFile(SHEET.encode()), name="list.csv", press=uuid4(), by=supervisor, now=now
        )
    return Things(
        intake=intake,
        waiting=people.fresh(waiting),
        observed=people.fresh(observed),
        task=made.task,
        rules=rules,
        colleague=factories.staff("another-caller@pref.example.jp", "caller"),
    )


def places(things: Things) -> dict[str, dict[str, Any]]:
    """What the addresses name."""
    numbers = {
        things.observed.public_id: ("case", "change", "close", "key_in", "certificate", "hand_over"),
        things.waiting.public_id: ("take", "call"),
        things.task.public_id: ("task",),
        things.rules.public_id: ("approve_rules",),
        things.intake.public_id: ("one_intake", "intake_progress", "learn", "take_intake", "undo_intake"),
    }
    return {f"outbreak:{name}": {"number": number} for number, names in numbers.items() for name in names}


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send, with what they leave to whoever fills them in."""
    patient = {key: str(value) for key, value in people.PATIENT.items()}
    more = {"address": "", "email": "", "occupation": "", "proxy": "", "proxy_phone": "", "note": "", "factors": []}
    reading = {"temperature": "36.8", "spo2": "97", "symptoms": [], "mood": "3"}
    return {
        "outbreak:report": {**patient, "number": str(uuid4())},
        "outbreak:change": {**patient, **more, "stay": "home"},
        "outbreak:close": {"outcome": "moved"},
        "outbreak:call": {"result": "no_answer", "note": "", "number": str(uuid4())},
        "outbreak:hand_over": {"to": str(things.colleague.public_id), "note": "交代"},
        "outbreak:centre": {
            "on_duty": str(things.waiting.owner.public_id) if things.waiting.owner else "",
            "phone": "",
            "municipalities": [people.HERE],
        },
        "outbreak:task": {"result": "電話した"},
        "outbreak:key_in": {**reading, "number": str(uuid4())},
        "outbreak:rules": {"text": regimes.text_in_force(DISEASE) + "\n", "note": "空行"},
        "outbreak:enter": {"code": "1", "born_on": "2000-01-01"},
    }
