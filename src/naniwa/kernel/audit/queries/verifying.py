"""Recomputing every seal, and naming what no longer fits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection, models

from naniwa.kernel.audit.models import Block
from naniwa.kernel.audit.sealing import BEGINNING, LEAF, Stretch, microseconds
from naniwa.kernel.organisations.isolation import as_system

AT_ONCE = 50

# Blocks in order, each with the records that now stand between the previous block's end and its own.
_BLOCKS = f"""
SELECT b.number, b.first_txid, b.first_id, b.last_txid, b.last_id, b.ids, b.leaves, b.previous_hash, b.hash,
       b.sealed_at, b.count, coalesce(x.ids, '{{}}'), coalesce(x.leaves, ''::bytea)
FROM (
    SELECT *, lag(number) OVER w AS before, lag(last_txid) OVER w AS before_txid, lag(last_id) OVER w AS before_id
    FROM audit_block WHERE number >= %(after)s WINDOW w AS (ORDER BY number) ORDER BY number LIMIT %(limit)s
) b CROSS JOIN LATERAL (
    SELECT array_agg(r.id ORDER BY r.txid, r.id) AS ids, string_agg({LEAF}, ''::bytea ORDER BY r.txid, r.id) AS leaves
    FROM audit_record r
    WHERE (r.txid, r.id) > (CASE WHEN b.before = b.number - 1 THEN b.before_txid WHEN b.number = 1 THEN 0
                                 ELSE b.first_txid END::text::xid8,
                            CASE WHEN b.before = b.number - 1 THEN b.before_id WHEN b.number = 1 THEN 0
                                 ELSE b.first_id - 1 END)
      AND (r.txid, r.id) <= (b.last_txid::text::xid8, b.last_id)
) x WHERE b.number > %(after)s ORDER BY b.number
"""  # noqa: S608 - constants only


class Difference(StrEnum):
    CHANGED_RECORD = "changed record"
    MISSING_RECORD = "missing record"
    ADDED_RECORD = "added record"
    CHANGED_BLOCK = "changed block"
    MISSING_BLOCK = "missing block"
    BROKEN_CHAIN = "broken chain"


@dataclass(frozen=True)
class Fault:
    """The first difference found in one block; `record` is a row number where one record can be named.

    A broken chain means that this block fits itself but follows another block than the one before it.
    """

    block: int
    difference: Difference
    record: int | None = None

    def __str__(self) -> str:
        return f"block {self.block}: {self.difference}" + (f" {self.record}" if self.record is not None else "")


@dataclass(frozen=True)
class Head:
    """The newest seal. Kept outside the database, it also proves later that no block was cut off."""

    block: int
    hash: str
    records: int


@dataclass(frozen=True)
class _Sealed:
    stretch: Stretch
    previous: bytes
    hash: bytes
    sealed_at: int
    count: int
    found: Stretch

    def ends(self) -> set[bytes]:
        """What the next block may follow: the hash as it is stored, or as it should be."""
        return {self.hash, self.stretch.seal(self.previous, self.sealed_at)}

    def faults(self, ends: set[bytes]) -> list[Fault]:
        """None, or the one that says most: the block, the chain, or a record."""
        number = self.stretch.number
        if len(self.ends()) > 1 or self.count != len(self.stretch.ids):
            return [Fault(number, Difference.CHANGED_BLOCK)]
        if self.previous not in ends:
            return [Fault(number, Difference.BROKEN_CHAIN)]
        return self._record_faults()

    def _record_faults(self) -> list[Fault]:
        sealed, found = self.stretch, self.found
        for position, number in enumerate(sealed.ids):
            if position >= len(found.ids) or found.ids[position] != number:
                return [self._moved(position)]
            if sealed.leaf(position) != found.leaf(position):
                return [Fault(sealed.number, Difference.CHANGED_RECORD, number)]
        extra = found.ids[len(sealed.ids) :]
        return [Fault(sealed.number, Difference.ADDED_RECORD, extra[0])] if extra else []

    def _moved(self, position: int) -> Fault:
        """Where the two lists part: a record that was sealed is gone, or one stands there that was not sealed."""
        missing = self.stretch.ids[position]
        if missing in self.found.ids:
            return Fault(self.stretch.number, Difference.ADDED_RECORD, self.found.ids[position])
        return Fault(self.stretch.number, Difference.MISSING_RECORD, missing)


def verify(*, known: Mapping[int, str] | None = None, progress: Callable[[int], None] | None = None) -> list[Fault]:
    """Recompute every block from its records; one fault for each block that does not fit, none if all is whole.

    `known` maps block numbers to hashes (hexadecimal) noted down earlier. `progress` is told each block's number.
    """
    faults: list[Fault] = []
    expected, ends, hashes = 1, {BEGINNING}, dict[int, str]()
    for sealed in _blocks():
        number = sealed.stretch.number
        faults += [Fault(missing, Difference.MISSING_BLOCK) for missing in range(expected, number)]
        faults += sealed.faults(ends if number == expected else {sealed.previous})
        expected, ends, hashes[number] = number + 1, sealed.ends(), sealed.hash.hex()
        if progress:
            progress(number)
    return faults + _contradicted(known or {}, hashes, faults)


def _contradicted(known: Mapping[int, str], hashes: Mapping[int, str], faults: list[Fault]) -> list[Fault]:
    named = {fault.block for fault in faults}
    return [
        Fault(number, Difference.CHANGED_BLOCK if number in hashes else Difference.MISSING_BLOCK)
        for number, digest in sorted(known.items())
        if hashes.get(number) != digest.lower() and number not in named
    ]


def _blocks() -> Iterator[_Sealed]:
    after = 0
    while rows := _page(after):
        yield from map(_sealed, rows)
        after = rows[-1][0]


def _page(after: int) -> list[tuple[Any, ...]]:
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_BLOCKS, {"after": after, "limit": AT_ONCE + 1})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _sealed(row: tuple[Any, ...]) -> _Sealed:
    number, *bounds, ids, leaves, previous, digest, sealed_at, count, found_ids, found_leaves = row
    first, last = (bounds[0], bounds[1]), (bounds[2], bounds[3])
    return _Sealed(
        stretch=Stretch(number=number, first=first, last=last, ids=ids, leaves=bytes(leaves)),
        previous=bytes(previous),
        hash=bytes(digest),
        sealed_at=microseconds(sealed_at),
        count=count,
        found=Stretch(number=number, first=first, last=last, ids=found_ids, leaves=bytes(found_leaves)),
    )


def head() -> Head | None:
    with as_system():
        last = Block.objects.order_by("-number").first()
        if last is None:
            return None
        counted: int = Block.objects.aggregate(records=models.Sum("count"))["records"]
        return Head(block=last.number, hash=bytes(last.hash).hex(), records=counted)
