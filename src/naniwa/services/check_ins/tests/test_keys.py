"""The officer's key and what takes its place; days whose key was lost; receipts signed by a key that is gone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import Alert, Day, OfficerKey
from naniwa.services.check_ins.operations import (
    approving,
    checking_in,
    forgetting,
    keys,
    posting,
    restoring,
    telling,
)
from naniwa.services.check_ins.queries import days as kept
from naniwa.services.check_ins.queries import officers
from naniwa.services.check_ins.rules.broken import AlreadyKeyed, KeyMissing, NotPrefecture, WrongPassphrase
from naniwa.services.check_ins.secrecy import days, files, officer, receipts
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, PASSPHRASE, check_in, venue
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
KEPT_DAYS = 60
NEW = "もっと長い合言葉 2026"
REPLACED = NOW + timedelta(days=1)
TOLD = NOW + timedelta(days=2, hours=4)


def replaced(now: datetime = REPLACED) -> OfficerKey:
    by = places.keeper()
    with as_system():
        before = OfficerKey.objects.latest("made_at").reference
        return keys.make(passphrase=NEW, by=by, now=now, replaces=before)


def alert_over_both() -> Alert:
    """A case who met one person on the day before the key was replaced and another on the day after."""
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "before@example.jp"):
        check_in(at, address)
    replaced()
    for address in (CASE_ADDRESS, "after@example.jp"):
        check_in(at, address, now=NOW + timedelta(days=2))
    posting.deliver_due(clock=lambda: TOLD)
    mail.outbox.clear()
    return places.reported(places.giver(), now=TOLD)


def approve(alert: Alert, passphrase: str, **older: str) -> Alert:
    by = places.approvers()[0]
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        return approving.approve(alert=alert, passphrase=passphrase, older=older, by=by, now=TOLD)


def words_of(page: Any) -> str:
    return str(page.content.decode()).replace("<wbr>", "")


def test_check_ins_from_before_and_after_the_change_are_opened_by_a_passphrase_each() -> None:
    alert = alert_over_both()
    newer, older = officers.uses()
    assert (older.holds(NOW.date()), newer.holds(NOW.date())) == (True, False)
    with pytest.raises(WrongPassphrase):
        approve(alert, NEW)
    approve(alert, NEW, **{older.key.reference: PASSPHRASE})
    assert telling.tell(number=alert.public_id, now=TOLD) == 2
    posting.deliver_due(clock=lambda: TOLD)
    assert {one.to[0] for one in mail.outbox} == {"before@example.jp", "after@example.jp"}


def test_whoever_approves_is_asked_for_both_passphrases(client: Client) -> None:
    alert = alert_over_both()
    older = officers.uses()[1].key.reference
    page = reverse("check_ins:alert", args=[alert.public_id])
    browser = enter(client, places.approvers()[0].person, "mfa")
    assert f'name="passphrase-{older}"' in browser.get(page).content.decode()
    sent = {"passphrase": NEW, f"passphrase-{older}": PASSPHRASE}
    browser.post(reverse("check_ins:approve", args=[alert.public_id]), sent)
    with as_system():
        assert Alert.objects.get().state == "sending"


def test_a_key_that_is_not_on_this_machine_keeps_nobody_from_being_told_of_other_days() -> None:
    alert = alert_over_both()
    officer.destroy(bytes(officers.uses()[1].key.public))
    approve(alert, NEW)
    telling.tell(number=alert.public_id, now=TOLD)
    posting.deliver_due(clock=lambda: TOLD)
    assert [one.to[0] for one in mail.outbox] == ["after@example.jp"]


def test_without_any_of_its_keys_an_alert_is_refused_and_the_pages_say_so(client: Client) -> None:
    alert = alert_over_both()
    for use in officers.uses():
        officer.destroy(bytes(use.key.public))
    with pytest.raises(KeyMissing):
        approve(alert, NEW)
    desk = enter(client, places.approvers()[0].person, "mfa").get(reverse("check_ins:desk"))
    assert "秘密鍵がこのサーバーにありません" in words_of(desk)


def test_a_private_key_goes_once_its_last_day_is_forgotten_and_not_before() -> None:
    alert_over_both()
    _newer, older = officers.uses()
    over = REPLACED + timedelta(days=KEPT_DAYS)
    forgetting.forget_old(now=over)
    assert keys.destroy_unneeded(now=over) == []
    assert officer.there(bytes(older.key.public))
    over += timedelta(days=1)
    assert keys.destroy_unneeded(now=over) == [older.key]
    assert keys.destroy_unneeded(now=over + timedelta(days=900)) == []
    assert [(use.there, bool(use.key.destroyed_at)) for use in officers.uses()] == [(True, False), (False, True)]
    with as_system():
        assert [one.target for one in Record.objects.filter(action="check_ins.key_destroyed")] == [older.key.reference]


def test_a_day_that_could_not_be_forgotten_keeps_its_officers_key() -> None:
    alert_over_both()
    assert keys.destroy_unneeded(now=NOW + timedelta(days=900)) == []


def test_a_key_destroyed_by_a_run_that_was_killed_is_written_down_by_the_next() -> None:
    alert_over_both()
    older, over = officers.uses()[1].key, NOW + timedelta(days=KEPT_DAYS + 9)
    forgetting.forget_old(now=over)
    officer.destroy(bytes(older.public))  # and killed here
    assert keys.destroy_unneeded(now=over) == [older]
    assert officers.uses()[1].key.destroyed_at == over


def test_a_key_is_replaced_once_however_often_it_is_pressed_and_by_the_prefecture_alone() -> None:
    first = places.with_key()
    by = places.keeper()
    replaced()
    with as_system():
        for stale in (first.reference, ""):
            with pytest.raises(AlreadyKeyed):
                keys.make(passphrase=NEW, by=by, now=REPLACED, replaces=stale)
        newest, other = OfficerKey.objects.latest("made_at"), Organisation.objects.exclude(pk=by.organisation.pk)[0]
        stranger = Staff(by.person, other, by.roles)
        with pytest.raises(NotPrefecture):
            keys.make(passphrase=NEW, by=stranger, now=REPLACED, replaces=newest.reference)
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficerKey.objects.create(public=b"2" * 32, organisation=other, made_at=NOW, made_by=by.person)


def test_an_administrator_replaces_the_key_and_sees_which_days_need_which(client: Client) -> None:
    first = places.with_key(now=NOW - timedelta(days=400))
    browser = enter(client, places.keeper().person, "mfa")
    page = browser.get(reverse("check_ins:key")).content.decode()
    assert f'name="replaces" value="{first.reference}"' in page
    for _twice in range(2):
        answer = browser.post(
            reverse("check_ins:key"), {"passphrase": NEW, "again": NEW, "replaces": first.reference}, follow=True
        )
    text = words_of(answer)
    assert len(officers.uses()) == 2
    assert "に消します" in text
    assert "使っています" in text


def test_days_whose_key_is_missing_after_a_restore_are_said_to_be_unreadable(client: Client) -> None:
    places.with_key()
    at = venue()
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    days.destroy(NOW.date())  # as where a backup was restored: it has no keys
    alert = places.reported(places.giver())
    assert "この鍵は失われました" in words_of(client.get(reverse("check_ins:kept")))
    page = enter(client, places.approvers()[0].person, "mfa").get(reverse("check_ins:alert", args=[alert.public_id]))
    assert "調べられない日があります" in words_of(page)


def test_a_day_that_goes_on_under_a_new_key_tells_of_the_lost_one_in_its_receipt() -> None:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS)
    lost = days.to_read(NOW.date()).fingerprint
    days.destroy(NOW.date())
    check_in(at, "later@example.jp")
    new = days.to_read(NOW.date()).fingerprint
    with as_system():
        found = Day.objects.get(day=NOW.date())
        assert (found.fingerprint, found.lost_keys) == (new, lost)
    checking_in.open_days({NOW.date()}, now=NOW)
    forgetting.forget_old(now=NOW + timedelta(days=KEPT_DAYS + 1))
    said = kept.receipt(NOW.date())
    assert said
    assert (said["key_fingerprint"], said["lost_key_fingerprints"]) == (new, [lost])


def test_an_installation_may_keep_days_for_a_shorter_time_and_says_so(client: Client, settings: Any) -> None:
    settings.CHECK_IN_DAYS = 20
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS)
    assert "記録は20日で消します" in words_of(client.get(reverse("check_ins:check_in", args=[at.code])))
    posting.deliver_due(clock=lambda: NOW)
    assert "記録は20日で消します" in mail.outbox[0].body
    assert forgetting.forget_old(now=NOW + timedelta(days=20)) == []
    assert forgetting.forget_old(now=NOW + timedelta(days=21)) == [NOW.date()]


def test_a_receipt_holds_also_after_the_signing_key_is_another() -> None:
    places.with_key()
    check_in(venue(), CASE_ADDRESS)
    forgetting.forget_old(now=NOW + timedelta(days=KEPT_DAYS + 1))
    files.destroy(files.folder() / "receipts.key")
    said = dict(kept.receipt(NOW.date()) or {})
    signature, key = bytes.fromhex(str(said.pop("signature"))), bytes.fromhex(str(said.pop("public_key")))
    assert key != receipts.public_key()
    assert receipts.holds(said, signature, key=key)


def test_after_a_restore_no_mail_goes_out_again_and_an_alert_under_way_ends() -> None:
    alert = alert_over_both()
    approve(alert, PASSPHRASE, **{officers.uses()[0].key.reference: NEW})
    telling.tell(number=alert.public_id, now=TOLD)
    check_in(venue(), "late@example.jp", now=TOLD)
    with as_system():
        Alert.objects.update(state="sending", sent_at=None)
        assert restoring.hold_back(now=TOLD) == 3
        found = Alert.objects.get()
    posting.deliver_due(clock=lambda: TOLD + timedelta(days=1))
    assert (mail.outbox, found.state, found.dropped_at) == ([], "dropped", TOLD)
    assert "だれに届いたかわかりません" in found.reason
