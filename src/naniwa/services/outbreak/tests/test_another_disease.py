"""A second file is a second disease: what is asked, when, of whom and for how long is what the file says, not the code."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.definitions import defined
from naniwa.services.outbreak.models import Case, CloseContact, Intake, Observation, Task
from naniwa.services.outbreak.operations import calling, climbing, closing
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.tests.people import PATIENT, centre, fresh, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "definitions"
SERVICE = Path(__file__).parents[1]
PARTS = (
    "rules",
    "models",
    "queries",
    "operations",
    "views",
    "telephones",
    "templates",
    "notices",
    "pdf",
    "forms.py",
    "jobs.py",
)


@pytest.fixture
def office(settings: Any) -> Staff:
    settings.OUTBREAK_DISEASES = FOLDER
    by = staff("supervisor")
    centre(by, now=timezone.now())
    return by


def answers(**changes: str) -> dict[str, str]:
    said = {key: str(value) for key, value in PATIENT.items()}
    return {**said, "onset_on": "", "diagnosed_on": f"{timezone.localdate()}", "number": str(uuid4()), **changes}


def test_with_one_disease_nothing_is_chosen_and_with_two_the_disease_comes_first(
    client: Client, settings: Any, office: Staff
) -> None:
    enter(client, office.person, "mfa")
    url = reverse("outbreak:report")
    page = client.get(url).content.decode()
    assert "新型コロナウイルス感染症" in page
    assert "麻しん" in page
    assert 'name="born_on"' not in page
    settings.OUTBREAK_DISEASES = None
    page = client.get(url).content.decode()
    assert 'name="born_on"' in page
    assert "別の感染症" not in page


def test_a_case_of_another_disease_goes_by_the_other_file_from_the_report_to_the_end(
    client: Client, office: Staff
) -> None:
    enter(client, office.person, "mfa")
    url, now = reverse("outbreak:report"), timezone.now()
    page = client.get(url, {"disease": "measles"}).content.decode()
    assert "麻しん" in page
    assert "中等症" not in page  # the file knows no such degree
    born = f"{now.date() - timedelta(days=200)}"
    assert client.post(url, answers(disease="measles", born_on=born, severity="moderate_1")).status_code == 422
    assert client.post(url, answers(disease="measles", born_on=born)).status_code == 302
    with as_system():
        case = Case.objects.get()
        assert (case.disease, case.risk) == ("measles", 3)
        assert case.next_due_at
        assert timedelta(minutes=59) < case.next_due_at - case.received_at <= timedelta(hours=1)
        calling.take(case=case, by=office, now=now)
        calling.note_call(case=case, result="reached", note="", press=uuid4(), by=office, now=now)
    shown = client.get(reverse("outbreak:case", args=[case.public_id])).content.decode()
    assert "けいれんした" in shown
    assert 'name="spo2"' not in shown
    _the_patient_reports(fresh(case), born)
    with as_system():
        assert Observation.objects.get().level == "red"
        task = Task.objects.get()
        assert task.due_at - task.opened_at == timedelta(minutes=60)
        assert fresh(case).severity == "severe"
        climbing.climb(now=now + timedelta(hours=20))  # the file's ladder begins with a call
        assert set(Task.objects.values_list("cause", flat=True)) == {"red", "call"}
        assert closing.last_day(case) == case.reported_on + timedelta(days=7)
    contact = {"name": "難波 次郎", "setting": "home", "last_contact_on": "2026-11-01", "number": str(uuid4())}
    client.post(reverse("outbreak:add_contact", args=[case.public_id]), contact)
    with as_system():
        assert CloseContact.objects.get().watch_until == date(2026, 11, 22)


def _the_patient_reports(case: Case, born: str) -> None:
    patient = Client()
    patient.post(reverse("outbreak:enter"), {"code": case.code, "born_on": born})
    page = patient.get(reverse("outbreak:patient") + "?language=vi").content.decode()
    assert "Phát ban" in page
    assert 'name="spo2"' not in page
    patient.post(reverse("outbreak:patient"), {"temperature": "41.2", "number": str(uuid4())})


def test_a_file_of_cases_and_the_rules_are_of_the_disease_that_is_chosen(client: Client, office: Staff) -> None:
    enter(client, office.person, "mfa")
    url = reverse("outbreak:intake")
    assert 'name="disease"' in client.get(url).content.decode()

    sent = SimpleUploadedFile("list.csv", "番号,届出日,性別,居住地\n1,2026-11-01,女性,大阪市\n".encode())
    client.post(url, {"file": sent, "number": str(uuid4()), "disease": "measles"})
    with as_system():
        assert Intake.objects.get().disease == "measles"
    rules = reverse("outbreak:rules")
    page = client.get(rules, {"disease": "measles"}).content.decode()
    assert "slug: measles" in page
    said = {"text": regimes.text_in_force("measles"), "note": "出荷時のまま", "disease": "measles"}
    assert client.post(rules, said)["Location"].endswith("?disease=measles")
    assert [one.number for one in regimes.versions("measles")] == [1]


def test_a_file_that_is_named_after_another_disease_is_refused(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mumps.yaml").write_text((FOLDER / "measles.yaml").read_text())
    settings.OUTBREAK_DISEASES = tmp_path
    with pytest.raises(ValueError, match=r"mumps.yaml is about measles"):
        defined()


def test_no_code_names_a_disease() -> None:
    """The definition of one does, and the demo's samples."""
    found = []
    for part in PARTS:
        place = SERVICE / part
        for path in [place] if place.is_file() else place.rglob("*.*"):
            text = path.read_text(errors="ignore").casefold()
            if path.suffix != ".pyc" and any(word in text for word in ("covid", "コロナ", "corona", "sars")):
                found.append(str(path.relative_to(SERVICE)))
    assert found == []
