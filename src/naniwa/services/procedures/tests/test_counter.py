"""At the counter: a screen that a resident holds opens one application alone, and what they say of it is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Handover, HandoverState, PaperForm, Step
from naniwa.services.procedures.operations import counter
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.tests.test_paper import acting, clerk, version

__all__ = ["clerk", "version"]
pytestmark = pytest.mark.django_db
CODE = "4827"


def begun(client: Client, version: Live) -> PaperForm:
    """An application that a clerk fills in for whoever is there."""
    chosen = f"{version.procedure.slug}/{version.number}"
    client.post(reverse("procedures:staff_counter_start"), {"number": str(uuid4()), "version": chosen})
    with as_system():
        form = PaperForm.objects.latest("created_at")
        form.answers = factories.example(version)
        form.save()
        return form


def handed(client: Client, form: PaperForm, language: str = "ja") -> Handover:
    client.post(
        reverse("procedures:staff_counter_form", args=[form.pk]),
        {"number": str(uuid4()), "code": CODE, "language": language},
    )
    with as_system():
        return Handover.objects.latest("opened_at")


def page(handover: Handover, act: str = "read") -> str:
    return reverse(f"procedures:counter_{act}", args=[handover.public_id])


def test_a_screen_in_a_residents_hands_opens_nothing_else(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    held = handed(client, begun(client, version))
    for other in ("/", "/procedures/staff/", "/applications/", "/account/", reverse("procedures:staff_queue"),
                  reverse("procedures:staff_paper", args=[held.form_id]), "/api/v1/", "/no/such/page"):  # fmt: skip
        for answer in (client.get(other), client.post(other)):
            assert (answer.status_code, answer.headers["Location"]) == (302, page(held))
    shown = client.get(page(held))
    assert shown.status_code == 200
    assert "𠮷" in shown.text or "内容を確かめてください" in shown.text
    assert "nw-nav" not in shown.text
    assert int(shown.headers["Refresh"]) <= counter.LASTS.total_seconds() + 1


def test_the_resident_confirms_and_the_clerk_registers_what_was_confirmed(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    form = begun(client, version)
    register = reverse("procedures:staff_paper_register", args=[form.pk])
    client.post(register)
    assert not Application.objects.exists()  # nobody has confirmed it
    held = handed(client, form, language="en")
    assert 'lang="en"' in client.get(page(held)).text
    client.post(page(held, "confirm"), headers={"User-Agent": "Tablet 3"})
    client.post(page(held, "confirm"), headers={"User-Agent": "Another"})
    assert "𠮷野" not in client.get(page(held)).text  # nothing of it is left on the screen
    client.post(page(held, "give_back"), {"code": CODE})
    client.post(register)
    with as_system():
        held.refresh_from_db()
        assert held.closed_at
        case = Application.objects.get()
        assert (held.state, held.device, held.application) == (HandoverState.CONFIRMED, "Tablet 3", case)
        told = Record.objects.get(action="procedures.counter_confirmed").detail
        assert (told["digest"], told["device"]) == (held.digest, "Tablet 3")
        assert Step.objects.filter(application=case, public=True, kind="review", at=held.closed_at).count() == 1
    receipt = client.get(reverse("procedures:staff_receipt_pdf", args=[case.reference]))
    assert receipt.content.startswith(b"%PDF")


def test_what_was_changed_after_it_was_confirmed_is_confirmed_again(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    form = begun(client, version)
    held = handed(client, form)
    client.post(page(held, "confirm"))
    client.post(page(held, "give_back"), {"code": CODE})
    with as_system():
        PaperForm.objects.filter(pk=form.pk).update(answers={**form.answers, "phone": "0669410351"})
    client.post(reverse("procedures:staff_paper_register", args=[form.pk]))
    with as_system():
        assert not Application.objects.exists()


def test_what_the_resident_wants_changed_reaches_the_clerk(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    held = handed(client, begun(client, version))
    client.post(page(held, "ask"), {"part": "1", "words": "番地が違います"})
    client.post(page(held, "give_back"), {"code": CODE})
    shown = client.get(reverse("procedures:staff_counter_form", args=[held.form_id])).text
    assert "番地が違います" in shown
    assert "本人が直しを希望" in shown


def test_only_the_code_gives_the_screen_back_and_five_wrong_ones_end_the_session(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    held = handed(client, begun(client, version))
    for _ in range(4):
        client.post(page(held, "give_back"), {"code": "0000"})
    assert client.get("/procedures/staff/").headers["Location"] == page(held)
    client.post(page(held, "give_back"), {"code": "0000"})
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("procedures:staff_queue")).status_code == 302


def test_a_screen_whose_time_is_over_shows_nothing_and_takes_no_answer(version: Live, clerk: Person) -> None:
    client = signed_in(clerk)
    held = handed(client, begun(client, version))
    with as_system():
        Handover.objects.update(until=timezone.now() - timedelta(seconds=1))
    client.post(page(held, "confirm"))
    assert "この画面は閉じました" in client.get(page(held)).text
    with as_system():
        assert Handover.objects.get().state == HandoverState.LOCKED


def test_a_case_is_found_by_number_or_name_and_read_at_the_counter(version: Live, clerk: Person) -> None:
    case, client = factories.received(version, now=timezone.now()), signed_in(clerk)
    desk = reverse("procedures:staff_counter")
    for words in (case.reference, case.applicant_name):
        assert case.reference in client.get(desk, {"words": words}).text
    where = reverse("procedures:staff_counter_case", args=[case.reference])
    client.post(where, {"number": str(uuid4()), "code": CODE})
    with as_system():
        counter.confirm(handover=Handover.objects.get(), device="", by=acting(clerk), now=timezone.now())
        assert Step.objects.filter(application=case, detail="窓口で本人が内容を確かめました").exists()
