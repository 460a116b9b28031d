"""Whoever sees a case is written down, also where a form was sent wrong; a clinic sees what it reported."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Case, Task, Way
from naniwa.services.outbreak.operations import observing, reporting
from naniwa.services.outbreak.operations.observing import Said
from naniwa.services.outbreak.tests.people import CLINIC, PATIENT, centre, reached, reported, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
WRONG = {
    "call": {}, "hand_over": {}, "close": {}, "key_in": {"spo2": "300"}, "change": {"name": ""}, "add_contact": {},
    "task": {},
}  # fmt: skip


def reads(case: Case) -> int:
    with as_system():
        return Record.objects.filter(action="outbreak.read", target=case.reference).count()


@pytest.mark.parametrize("page", list(WRONG))
def test_a_form_sent_wrong_shows_the_case_to_nobody_unnoticed(client: Client, page: str) -> None:
    supervisor = staff("supervisor")
    now = timezone.now()
    centre(supervisor, now=now)
    case = reached(supervisor, now=now)
    with as_system():
        observing.record(case=case, said=Said(spo2=90), way=Way.STAFF, press=uuid4(), by=supervisor, now=now)
        number = Task.objects.get().public_id if page == "task" else case.public_id
    enter(client, supervisor.person, "mfa")
    answer = client.post(reverse(f"outbreak:{page}", args=[number]), WRONG[page])
    assert answer.status_code == 422
    assert reads(case) == 1


def test_whoever_looks_at_what_a_file_would_change_is_written_down(client: Client) -> None:
    supervisor = staff("supervisor")
    centre(supervisor, now=timezone.now())
    enter(client, supervisor.person, "mfa")
    file = SimpleUploadedFile("名簿.csv", "番号,性別,居住地\n1,女性,大阪市\n".encode())
    place = client.post(reverse("outbreak:intake"), {"file": file, "number": str(uuid4())})["Location"]
    client.get(place)
    with as_system():
        assert Record.objects.filter(action="outbreak.listed", target__startswith="outbreak:intake").count() == 1


def test_a_clinic_does_not_see_what_the_health_centre_wrote_of_its_patient(client: Client) -> None:
    supervisor, doctor = staff("supervisor"), staff("clinic", office=CLINIC)
    now = timezone.now()
    centre(supervisor, now=now)
    case = reported(doctor, now=now)
    with as_system():
        fields = {**PATIENT, "note": "勤務先は秘密", "proxy": "難波 太郎", "occupation": "店員"}
        reporting.change(case=case, fields=fields, by=supervisor, now=now)
    page = enter(client, doctor.person, "mfa").get(reverse("outbreak:case", args=[case.public_id])).content.decode()
    assert "難波 花子" in page
    assert "勤務先は秘密" not in page
    assert "難波 太郎" not in page
