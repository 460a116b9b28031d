"""What goes first, and what is taken back: mails of alerts before those of check-ins, keys that were lent for nothing."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import OperationalError, connection, transaction

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.services.check_ins.models import Alert
from naniwa.services.check_ins.operations import approving, posting, telling
from naniwa.services.check_ins.secrecy import officer
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, PASSPHRASE, check_in, venue

LATER = NOW + timedelta(days=1, hours=1)


def waiting_alert() -> Alert:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address, mail=False)
    return places.reported(places.giver())


def approve(alert: Alert) -> None:
    by = places.approvers()[0]
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        approving.approve(alert=alert, passphrase=PASSPHRASE, by=by, now=LATER)


@pytest.mark.django_db
def test_who_is_told_of_a_case_waits_behind_no_flood_of_check_ins() -> None:
    alert = waiting_alert()
    at = venue(name="混んだ店")
    for number in range(3):
        check_in(at, f"flood-{number}@example.jp", now=LATER - timedelta(hours=1))
    approve(alert)
    telling.tell(number=alert.public_id, now=LATER)
    posting.deliver_due(clock=lambda: LATER, at_most=2)
    assert mail.outbox[0].to == ["guest@example.jp"]
    assert [one.to[0][:5] for one in mail.outbox[1:]] == ["flood"]


@pytest.mark.django_db
def test_mails_of_alerts_that_are_due_are_found_by_an_index_of_their_own() -> None:
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'check_ins_alerts_due'")
        ((found,),) = cursor.fetchall()
    assert "(next_attempt_at) WHERE" in found
    assert "'queued'" in found
    assert "reference" in found


@pytest.mark.django_db
def test_a_key_lent_while_strays_are_looked_for_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    alert, all_lent = waiting_alert(), officer.all_lent

    def approved_meanwhile() -> list[object]:
        approve(alert)
        return list(all_lent())

    monkeypatch.setattr(officer, "all_lent", approved_meanwhile)
    assert telling.take_back_strays() == 0
    assert telling.tell(number=alert.public_id, now=LATER) == 1


@pytest.mark.django_db
def test_a_key_lent_for_an_alert_that_is_not_being_sent_is_taken_back() -> None:
    alert = waiting_alert()
    approve(alert)
    with as_system():
        Alert.objects.filter(pk=alert.pk).update(state="planned", released_at=None)
    assert telling.take_back_strays() == 1
    assert officer.lent(alert.public_id) is None


@pytest.mark.django_db(transaction=True)
def test_a_key_lent_by_an_approval_that_is_not_committed_yet_is_not_taken_back() -> None:
    alert, refused = waiting_alert(), []

    def look_for_strays() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1ms'")
                telling.take_back_strays()
        except OperationalError as waits:
            refused.append(str(waits))
        finally:
            connection.close()

    with transaction.atomic():
        approve(alert)
        other = Thread(target=look_for_strays)
        other.start()
        other.join()
    assert "lock timeout" in refused[0]
    assert officer.lent(alert.public_id)
