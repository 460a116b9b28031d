"""A conversation from a question on a case to the transcript in it, over the pages of both services."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents.models import Document
from naniwa.kernel.events import operations as events
from naniwa.kernel.events import origins
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.consultation.models import Conversation
from naniwa.services.consultation.operations import handling, transcripts
from naniwa.services.consultation.tests.people import NOW, clerk, desk, lead, resident, taken
from naniwa.services.procedures.models import Step
from naniwa.services.procedures.tests import factories
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def test_from_a_question_on_a_case_to_the_transcript_in_it(client: Client) -> None:
    version = factories.published()
    person, first, second = resident(), clerk("first@example.jp"), clerk("second@example.jp")
    case = factories.received(version, by=person)
    at = desk(lead(), now=timezone.now())
    client.force_login(person)
    page = client.get(reverse("procedures:case", args=[case.reference])).content.decode()
    there = page.partition(f'href="{reverse("consultation:desks")}?')[2].partition('"')[0].replace("&amp;", "&")
    offered = client.get(reverse("consultation:desks") + "?" + there).content.decode()
    begin = reverse("consultation:begin", args=[at.public_id])
    carried = offered.partition(f'href="{begin}?')[2].partition('"')[0].replace("&amp;", "&")
    assert case.reference in client.get(f"{begin}?{carried}").content.decode()
    asked = {"subject": "必要な書類", "text": "通帳がありません。", "number": str(uuid4())}
    for _press in range(2):
        answer = client.post(f"{begin}?{carried}", asked)
        assert answer.status_code == 302
    with as_system():
        talk = Conversation.objects.get()
    one, two = enter(Client(), first.person, "mfa"), enter(Client(), second.person, "mfa")
    assert "必要な書類" in one.get(reverse("consultation:queue")).content.decode()
    one.post(reverse("consultation:take", args=[talk.public_id]))
    one.post(reverse("consultation:answer", args=[talk.public_id]), {"text": "キャッシュカードの写しで足ります。"})
    to = str(second.person.public_id)
    one.post(reverse("consultation:hand_over", args=[talk.public_id]), {"to": to, "note": "口座の件"})
    shown = two.get(reverse("consultation:staff_talk", args=[talk.public_id])).content.decode()
    assert "口座の件" in shown
    assert "口座の件" not in client.get(reverse("consultation:talk", args=[talk.public_id])).content.decode()
    two.post(reverse("consultation:staff_close", args=[talk.public_id]))
    assert "第69条第2項第1号" in client.get(reverse("consultation:offer", args=[talk.public_id])).content.decode()
    client.post(reverse("consultation:offer", args=[talk.public_id]))
    with as_system():
        events.deliver_all(now=timezone.now())
    name = f"{talk.reference}.pdf"
    assert name in client.get(reverse("procedures:case", args=[case.reference])).content.decode()
    assert name in two.get(reverse("procedures:staff_case", args=[case.reference])).content.decode()
    with as_system():
        reads = Record.objects.filter(action="consultation.read").count()
        assert reads == 1
        assert Message.objects.filter(template="consultation.answered", person=person).count() == 1


def test_a_transcript_goes_to_no_case_of_somebody_else() -> None:
    version = factories.published()
    case = factories.received(version, by=factories.resident())
    thief, office = resident(), clerk()
    talk = taken(desk(lead()), thief, office, origin=origins.case("procedures", case.reference))
    handling.close(conversation=talk, by=thief, now=NOW)
    transcripts.offer(conversation=talk, by=thief, now=NOW)
    with as_system():
        events.deliver_all(now=NOW)
        assert not Step.objects.filter(application=case, kind="talk").exists()
        assert Document.objects.get(field="consultation.transcript").assigned_at is None
