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
from naniwa.services.outbreak.models import (
    Case,
    CloseContact,
    Cluster,
    Intake,
    Lodging,
    RuleVersion,
    Task,
    Transport,
    Way,
)
from naniwa.services.outbreak.operations import observing, receiving, ruling, surroundings
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.tests import people
from naniwa.services.procedures.tests import factories

DISEASE = "covid-19"
AROUND = ("around", "add_contact", "join_cluster", "ask_transport", "lodge")
SHEET = "番号,届出日,性別,居住地\n1,2026-11-01,女性,大阪市\n"


@dataclass(frozen=True)
class Things:
    """`waiting` is nobody's yet; `observed` is the caller's, and has reported RED."""

    waiting: Case
    observed: Case
    task: Task
    rules: RuleVersion
    intake: Intake
    transport: Transport
    lodging: Lodging
    contact: CloseContact
    cluster: Cluster
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
        contact = surroundings.add_contact(
            case=observed, name="難波 次郎", phone="", setting="home", last_contact_on=now.date(), press=uuid4(), by=caller,
            now=now,
        )  # fmt: skip
        cluster = surroundings.join_cluster(case=observed, name="A事業所", setting="work", by=caller, now=now)
        transport = surroundings.ask_transport(
            case=observed, start="自宅", goal="府立病院", wanted_at=now, note="", press=uuid4(), by=caller, now=now
        )
        lodging = surroundings.lodge(
            case=waiting, hotel="見本ホテル", room="1", key_number="1", meals="", press=uuid4(), by=caller, now=now
        )
    return Things(
        transport=transport,
        lodging=lodging,
        contact=contact,
        cluster=cluster,
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
        things.observed.public_id: ("case", "change", "close", "key_in", "certificate", "hand_over", "call", *AROUND),
        things.waiting.public_id: ("take",),
        things.task.public_id: ("task",),
        things.rules.public_id: ("approve_rules",),
        things.transport.public_id: ("end_transport",),
        things.lodging.public_id: ("leave",),
        things.contact.public_id: ("became",),
        things.cluster.public_id: ("cluster", "leave_cluster"),
        things.intake.public_id: ("one_intake", "intake_progress", "learn", "take_intake", "undo_intake"),
    }
    named = {f"outbreak:{name}": {"number": number} for number, names in numbers.items() for name in names}
    return {**named, "outbreak:register_centre": {"code": people.OFFICE}}


def forms(things: Things) -> dict[str, dict[str, Any]]:
    """What its honest forms send, with what they leave to whoever fills them in."""
    patient = {key: str(value) for key, value in people.PATIENT.items()}
    more = {"address": "", "email": "", "occupation": "", "proxy": "", "proxy_phone": "", "note": "", "factors": []}
    reading = {"temperature": "36.8", "spo2": "97", "symptoms": [], "mood": "3"}
    return {
        "outbreak:report": {**patient, "number": str(uuid4())},
        "outbreak:change": {**patient, **more, "stay": "home", "language": "ja"},
        "outbreak:close": {"outcome": "moved"},
        "outbreak:call": {"result": "no_answer", "note": "", "number": str(uuid4())},
        "outbreak:hand_over": {"handing-to": str(things.colleague.public_id), "handing-note": "交代"},
        "outbreak:centre": {
            "on_duty": str(things.waiting.owner.public_id) if things.waiting.owner else "",
            "phone": "",
        },
        "outbreak:register_centre": {"municipalities": [people.HERE, people.THERE]},
        "outbreak:task": {"result": "電話した"},
        "outbreak:key_in": {**reading, "number": str(uuid4())},
        "outbreak:rules": {"text": regimes.text_in_force(DISEASE) + "\n", "note": "空行"},
        "outbreak:add_contact": {
            "name": "難波 三郎",
            "phone": "",
            "setting": "home",
            "last_contact_on": "2026-11-01",
            "number": str(uuid4()),
        },
        "outbreak:join_cluster": {"cluster-name": "B事業所", "cluster-setting": "work"},
        "outbreak:ask_transport": {
            "start": "自宅",
            "goal": "府立病院",
            "wanted_at": "2026-11-29 14:00",
            "note": "",
            "number": str(uuid4()),
        },
        "outbreak:lodge": {"hotel": "ホテル", "room": "2", "key_number": "", "meals": "", "number": str(uuid4())},
        "outbreak:end_transport": {"how": "done"},
        "outbreak:leave": {"key": "back"},
        "outbreak:became": {"case": str(things.waiting.public_id)},
        "outbreak:leave_cluster": {"case": str(things.observed.public_id)},
        "outbreak:enter": {"code": "1", "born_on": "2000-01-01"},
    }
