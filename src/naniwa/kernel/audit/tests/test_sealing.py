"""Sealing and verifying: what is final is sealed, and every difference is named."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg.conninfo import make_conninfo

from naniwa.kernel.audit import operations, queries
from naniwa.kernel.audit.models import Block, Record
from naniwa.kernel.audit.queries import Difference, Fault
from naniwa.kernel.organisations.isolation import as_system

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The database's superuser, whom neither grants nor row security nor triggers stop."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(make_conninfo(os.environ["NANIWA_TEST_SERVER"], dbname=name), autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        yield superuser


def _add(count: int, *, target: str = "0012-3456") -> None:
    entry = operations.Entry(action="tests.done", by=None, target=target, now=NOW, detail={"氏名": "葛󠄀城𠮷"})
    operations.record_many([entry] * count)


def _seal_all(expected: int, *, now: datetime = NOW) -> None:
    """Seal until nothing is left; other tests' transactions on the same server can hold it up for a while."""
    sealed, deadline = 0, time.monotonic() + 60
    while sealed < expected and time.monotonic() < deadline:
        sealed += operations.seal(now=now)
        time.sleep(0.05)
    assert sealed == expected


def _ids() -> list[int]:
    with as_system():
        return list(Record.objects.order_by("pk").values_list("pk", flat=True))


def test_records_are_sealed_in_blocks_of_a_thousand_and_found_whole() -> None:
    _add(2_500)
    _seal_all(2_500)
    with as_system():
        assert list(Block.objects.order_by("number").values_list("count", flat=True)) == [1_000, 1_000, 500]
    assert queries.verify() == []
    assert queries.depth().unsealed == 0


def test_a_clock_that_is_put_back_and_forward_leaves_the_trail_whole_and_in_the_order_of_what_happened() -> None:
    for hours in (0, -3, 24 * 400, 1):
        at = NOW + timedelta(hours=hours)
        operations.record("tests.done", by=None, target=str(hours), now=at)
        _seal_all(1, now=at)
    assert queries.verify() == []
    with as_system():
        targets = [Record.objects.get(pk=block.ids[0]).target for block in Block.objects.order_by("number")]
    assert targets == ["0", "-3", "9600", "1"]


def test_sealing_again_seals_only_what_is_new() -> None:
    _add(3)
    _seal_all(3)
    assert operations.seal(now=NOW) == 0
    _add(2)
    _seal_all(2)
    assert queries.verify() == []
    head = queries.head()
    assert head is not None
    assert (head.block, head.records) == (2, 5)


CHANGES = {
    "one byte of a text": ("UPDATE audit_record SET target = '0012-3457' WHERE id = %s", Difference.CHANGED_RECORD),
    "one character of the detail": (
        'UPDATE audit_record SET detail = \'{"氏名": "葛城𠮷"}\' WHERE id = %s',
        Difference.CHANGED_RECORD,
    ),
    "one microsecond": (
        "UPDATE audit_record SET at = at + interval '1 microsecond' WHERE id = %s",
        Difference.CHANGED_RECORD,
    ),
    "an actor put in": ("UPDATE audit_record SET actor_id = 1 WHERE id = %s", Difference.CHANGED_RECORD),
    "a record taken away": ("DELETE FROM audit_record WHERE id = %s", Difference.MISSING_RECORD),
}


@pytest.mark.parametrize(("statement", "difference"), CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("position", [0, 1_200, 2_099])
def test_a_difference_is_named_by_block_and_record(
    owner: psycopg.Connection, statement: str, difference: Difference, position: int
) -> None:
    _add(2_100)
    _seal_all(2_100)
    record = _ids()[position]
    owner.execute(statement.encode(), [record])
    assert queries.verify() == [Fault(position // 1_000 + 1, difference, record)]


@pytest.mark.parametrize("position", [0, 1_500])
def test_a_record_slipped_in_is_named(owner: psycopg.Connection, position: int) -> None:
    _add(2_000)
    _seal_all(2_000)
    beside = _ids()[position]
    owner.execute(
        "INSERT INTO audit_record (id, txid, at, kind, action, roles, target_type, target, purpose, detail)"
        " SELECT 900000001, (txid::text::bigint - 1)::text::xid8, at, kind, 'tests.slipped', '', '', '', '', '{}'"
        " FROM audit_record WHERE id = %s",
        [beside],
    )
    assert queries.verify() == [Fault(1, Difference.ADDED_RECORD, 900_000_001)]


BLOCK_CHANGES = {
    "a leaf": "UPDATE audit_block SET leaves = set_byte(leaves, 5, 1 + get_byte(leaves, 5) % 255) WHERE number = 2",
    "the hash": "UPDATE audit_block SET hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256) WHERE number = 2",
    "the previous hash": "UPDATE audit_block SET previous_hash = sha256('') WHERE number = 2",
    "the time": "UPDATE audit_block SET sealed_at = sealed_at + interval '1 second' WHERE number = 2",
    "the count": "UPDATE audit_block SET count = 999 WHERE number = 2",
    "a number": "UPDATE audit_block SET ids[7] = 1 WHERE number = 2",
}


@pytest.mark.parametrize("statement", BLOCK_CHANGES.values(), ids=list(BLOCK_CHANGES))
def test_a_changed_block_is_named(owner: psycopg.Connection, statement: str) -> None:
    _add(2_600)
    _seal_all(2_600)
    owner.execute(statement.encode())
    assert queries.verify() == [Fault(2, Difference.CHANGED_BLOCK)]


def test_a_missing_block_is_named(owner: psycopg.Connection) -> None:
    _add(2_600)
    _seal_all(2_600)
    owner.execute("DELETE FROM audit_block WHERE number = 2")
    assert queries.verify() == [Fault(2, Difference.MISSING_BLOCK)]


def test_a_block_made_anew_with_its_records_breaks_the_chain(owner: psycopg.Connection) -> None:
    _add(1_500)
    _seal_all(1_500)
    owner.execute("UPDATE audit_record SET action = 'tests.forged' WHERE id = %s", [_ids()[0]])
    kept = owner.execute("SELECT * FROM audit_block WHERE number = 2").fetchone()
    assert kept is not None
    owner.execute("DELETE FROM audit_block")
    _seal_all(1_500)
    owner.execute("DELETE FROM audit_block WHERE number = 2")
    values = ", ".join(["%s"] * len(kept))
    owner.execute(f"INSERT INTO audit_block VALUES ({values})".encode(), kept)  # noqa: S608 - placeholders only
    assert queries.verify() == [Fault(2, Difference.BROKEN_CHAIN)]


def test_a_head_noted_elsewhere_finds_a_history_made_anew_or_cut_off(owner: psycopg.Connection) -> None:
    _add(1_500)
    _seal_all(1_500)
    head = queries.head()
    assert head is not None
    known = {head.block: head.hash}
    assert queries.verify(known=known) == []
    owner.execute("DELETE FROM audit_block WHERE number = 2")
    assert queries.verify() == []
    assert queries.verify(known=known) == [Fault(2, Difference.MISSING_BLOCK)]
    owner.execute("UPDATE audit_record SET action = 'tests.forged' WHERE id = %s", [_ids()[1_400]])
    _seal_all(500)
    assert queries.verify(known=known) == [Fault(2, Difference.CHANGED_BLOCK)]


def test_a_record_of_a_transaction_that_commits_late_is_not_passed_over(
    owner: psycopg.Connection,
) -> None:
    with psycopg.connect(owner.info.dsn) as slow:
        slow.execute(
            "INSERT INTO audit_record (at, kind, action, roles, target_type, target, purpose, detail)"
            " VALUES (now(), 'change', 'tests.slow', '', '', 'slow', '', '{}')"
        )
        _add(1, target="quick")
        assert operations.seal(now=NOW) == 0, "what began later was sealed before what may still come"
    _seal_all(2)
    assert queries.verify() == []


def test_two_sealers_do_not_race(owner: psycopg.Connection) -> None:
    _add(10)
    with psycopg.connect(owner.info.dsn) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [operations.sealing.LOCK])
        assert operations.seal(now=NOW) == 0
    _seal_all(10)


def test_a_sealer_that_dies_leaves_nothing_half_done(owner: psycopg.Connection) -> None:
    _add(10)

    with transaction.atomic():
        _seal_all(10)
        transaction.set_rollback(True)
    _seal_all(10)
    assert queries.verify() == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["audit_record", "audit_block"])
def test_nobody_changes_or_removes_what_is_written(owner: psycopg.Connection, table: str, statement: str) -> None:
    text = statement.format(table, *(["id"] if table == "audit_record" else ["number"]) * 2)
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(text)
    owner.execute("SET session_replication_role = origin")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"):
        owner.execute(text.encode())
