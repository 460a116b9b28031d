"""Whoever holds the whole database learns neither who was where nor that two days were one person's; and a day that is forgotten is gone from every copy."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from psycopg import sql

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.models import CheckIn, Day, OfficerKey, Post, SharedVisit
from naniwa.services.check_ins.operations import checking_in, forgetting, posting, telling
from naniwa.services.check_ins.queries import days as kept
from naniwa.services.check_ins.rules.addresses import unpadded
from naniwa.services.check_ins.secrecy import days, files, officer, receipts
from naniwa.services.check_ins.secrecy.days import DayKey, KeyGone
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import NOW, PASSPHRASE, check_in, check_ins, venue

pytestmark = pytest.mark.django_db
KEPT_DAYS = 60
ADDRESS = "hanako.tracked@example.jp"
DAYS = [NOW + timedelta(days=number) for number in range(3)]
OVER = NOW + timedelta(days=KEPT_DAYS + 1)


def everything() -> list[tuple[str, str]]:
    """Every value of every row of every table that the platform has, as text with bytes in hexadecimal; by table."""
    found = []
    with as_system():
        for model in (found for found in apps.get_models() if hasattr(found, "objects")):
            for row in model.objects.values_list(*(field.attname for field in model._meta.concrete_fields)):
                found += [(model._meta.db_table, _text(value)) for value in row]
        with connection.cursor() as cursor:
            cursor.execute("SELECT args::text FROM procrastinate_jobs")
            found += [("procrastinate_jobs", str(args)) for (args,) in cursor.fetchall()]
    return found


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def three_days() -> None:
    """One person on three days by the page, as a browser sends it, at one venue."""
    places.with_key()
    at = venue()
    for moment in DAYS:
        check_in(at, ADDRESS, now=moment)
        check_in(at, "somebody-else@example.jp", now=moment)


def test_the_whole_database_shows_no_address_in_any_spelling() -> None:
    three_days()
    at = venue(name="もう一つの店")
    Client().post(reverse("check_ins:check_in", args=[at.code]), {"email": ADDRESS, "remember": "on"})
    dump = everything()
    assert len(check_ins()) == 7
    for spelling in (ADDRESS, ADDRESS.upper(), ADDRESS.encode().hex(), "hanako.tracked"):
        assert [table for table, value in dump if spelling in value] == []


def test_the_whole_database_does_not_link_two_days_of_one_person() -> None:
    """No value of a check-in on one day stands on another, but for the venue and the language."""
    three_days()
    by_day: dict[Any, set[str]] = {}
    for one in check_ins():
        values = {_text(one.subject), _text(one.sealed), _text(one.press)}
        by_day.setdefault(one.day, set()).update(values)
    for post in places.posts():
        by_day[post.day] |= {_text(post.tag), _text(post.sealed), _text(post.pk)}
    sets = list(by_day.values())
    assert len(sets) == 3
    assert not (sets[0] & sets[1] | sets[1] & sets[2] | sets[0] & sets[2])
    assert len({len(_text(one.sealed)) for one in check_ins()}) == 1


def test_with_the_database_and_a_list_of_all_addresses_nobody_is_found() -> None:
    """Not by any digest that needs no key: limits, tags and subjects are all made with one."""
    three_days()
    at = venue(name="もう一つの店")
    Client().post(reverse("check_ins:check_in", args=[at.code]), {"email": ADDRESS})
    dump = [value for _table, value in everything()]
    prefixes = ["", "check in, by address\0", "\0"]
    for name in ("sha256", "sha1", "md5", "sha512", "blake2b"):
        for prefix in prefixes:
            digest = hashlib.new(name, f"{prefix}{ADDRESS}".encode()).hexdigest()
            assert not [value for value in dump if digest[:32] in value]


def test_neither_the_day_key_nor_the_officer_key_alone_opens_an_address() -> None:
    three_days()
    one = check_ins()[0]
    with as_system():
        public = bytes(OfficerKey.objects.get().public)
    private = officer.unlock(public, PASSPHRASE)
    with pytest.raises(CryptoError):
        officer.opened(bytes(one.sealed), by=private)
    inner = days.to_read(one.day).open(bytes(one.sealed))
    with pytest.raises(CryptoError):
        officer.opened(inner, by=PrivateKey.generate())
    assert b"example" not in inner
    assert unpadded(officer.opened(inner, by=private)) == ADDRESS


def test_the_officer_key_is_no_file_that_opens_without_its_passphrase() -> None:
    places.with_key()
    with as_system():
        public = bytes(OfficerKey.objects.get().public)
    [file] = files.folder("officers").iterdir()
    assert bytes(officer.unlock(public, PASSPHRASE)) not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_sent_leaves_no_mail_and_an_alert_leaves_nothing_lent() -> None:
    places.with_key()
    at = venue()
    for address in (places.CASE_ADDRESS, ADDRESS):
        check_in(at, address)
    posting.deliver_due(clock=lambda: OVER)
    with as_system():
        assert (len(mail.outbox), Post.objects.count()) == (2, 0)
    officer.lend([PrivateKey.generate()], places.reported(places.giver()).public_id, day=days.to_write(NOW.date()))
    assert telling.take_back_strays() == 1
    assert officer.all_lent() == []


def test_a_day_whose_time_is_over_is_destroyed_with_a_receipt_that_anybody_can_check(client: Client) -> None:
    three_days()
    copy = [(one.day, bytes(one.sealed), bytes(one.subject)) for one in check_ins()]
    fingerprint = days.to_read(NOW.date()).fingerprint
    with as_system():
        private = officer.unlock(bytes(OfficerKey.objects.get().public), PASSPHRASE)
        assert Day.objects.get(day=NOW.date()).fingerprint == fingerprint
    assert forgetting.forget_old(now=OVER) == [NOW.date()]
    with as_system():
        assert NOW.date() not in kept.partitions()
    assert {one.day for one in check_ins()} == {moment.date() for moment in DAYS[1:]}
    with pytest.raises(KeyGone):
        days.to_read(NOW.date())
    day, sealed, _subject = copy[0]
    for other in days.kept():
        with pytest.raises(KeyGone):
            days.to_read(other).open(sealed)
    with pytest.raises(CryptoError):
        officer.opened(sealed, by=private)
    said = client.get(reverse("check_ins:receipt", args=[day.isoformat()])).json()
    signature, key = bytes.fromhex(said.pop("signature")), bytes.fromhex(said.pop("public_key"))
    assert said["key_fingerprint"] == fingerprint
    assert receipts.holds(said, signature, key=key)
    assert not receipts.holds({**said, "check_ins": 500}, signature, key=key)
    assert said["check_ins"] == 0  # two, in steps of five
    assert f"{day.isoformat()}の証明" in client.get(reverse("check_ins:kept")).content.decode()


def test_a_day_is_counted_when_it_is_over_and_its_receipt_says_as_many() -> None:
    places.with_key()
    at = venue()
    for number in range(6):
        check_in(at, f"p{number}@example.jp")
    forgetting.count_over(now=NOW + timedelta(hours=5))
    with as_system():
        assert Day.objects.get(day=NOW.date()).total is None  # pages without a network may bring more
    forgetting.count_over(now=NOW + timedelta(hours=8))
    with as_system():
        assert Day.objects.get(day=NOW.date()).total == 6
    assert forgetting.forget(NOW.date(), now=OVER).check_ins == 5


def test_a_day_is_forgotten_once_also_after_a_kill_in_between() -> None:
    three_days()
    days.destroy(NOW.date())  # and killed here
    assert forgetting.forget_old(now=OVER) == [NOW.date()]
    with as_system():
        first = Day.objects.get(day=NOW.date())
    assert forgetting.forget_old(now=OVER) == []
    again = forgetting.forget(NOW.date(), now=OVER + timedelta(days=1))
    assert (bytes(again.signature or b""), again.forgotten_at) == (bytes(first.signature or b""), first.forgotten_at)


def test_what_a_restored_backup_brings_back_cannot_be_read_and_goes_again() -> None:
    three_days()
    days.destroy(NOW.date())
    alert = places.reported(places.giver(), email=ADDRESS)
    with as_system():
        assert SharedVisit.objects.filter(alert=alert, day=NOW.date()).count() == 0
    forgetting.forget_old(now=OVER)
    with as_system():
        assert CheckIn.objects.filter(day=NOW.date()).count() == 0


def test_visits_of_a_case_go_with_their_day() -> None:
    three_days()
    places.reported(places.giver(), email=ADDRESS)
    with as_system():
        assert SharedVisit.objects.filter(day=NOW.date()).count() == 1
    forgetting.forget_old(now=OVER)
    with as_system():
        assert SharedVisit.objects.filter(day=NOW.date()).count() == 0


def test_the_application_reaches_a_partition_through_its_parent_alone() -> None:
    three_days()
    name = f"check_ins_checkin_{NOW:%Y%m%d}"
    with as_system(), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
    for statement in (
        f"DROP TABLE {name}",
        "SELECT check_ins_drop_day('2026-11-20')",
        "SELECT check_ins_open_day('2026-11-20')",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert CheckIn.objects.count() == 0  # nobody acts


def test_one_key_serves_all_processes_that_meet() -> None:
    place = files.folder("days") / "2026-01-01.key"
    assert files.put(place, b"1" * 32) == files.put(place, b"2" * 32) == b"1" * 32
    assert re.fullmatch(r"[0-9a-f]{64}", DayKey(NOW.date(), b"1" * 32).fingerprint)


def test_the_first_check_in_of_a_day_makes_its_partition_also_in_a_batch() -> None:
    places.with_key()
    at = venue()
    row = checking_in.prepare(
        place=checking_in.Place.of(at),
        email=ADDRESS,
        press=at.press,
        language="ja",
        key=checking_in.officer_key(),
        now=NOW,
    )
    assert checking_in.commit([row], now=NOW).check_ins == 1
    assert checking_in.commit([row], now=NOW).check_ins == 0
