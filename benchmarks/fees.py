"""The fee ledger under a provider that calls from 50 threads at once, each call twice and all of them in any order.

10,000 payments of 9,000 charges: 1,000 people pay twice and are given back the second time; some calls are forged.
Bar: every yen right, no forged call believed, no deadlock.
"""

import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from random import Random
from threading import local
from urllib.parse import quote
from uuid import UUID, uuid4

from benchmarks.support import Site, cpu_seconds, percentile, report, site
from naniwa.library import webhook_signatures

WRITERS, PAYMENTS, TWICE, BACK, FEE_YEN, FORGED = 50, 10_000, 1_000, 1_000, 300, 100
PATH = "/fees/webhooks/card/"
SECRET = webhook_signatures.new_secret()


@dataclass(frozen=True)
class Call:
    """One call, which is sent twice; a forged one is signed with another secret."""

    number: str
    body: bytes
    forged: bool = False


def lay_out() -> list[UUID]:
    """Charges and the payments begun for them; some people began two."""
    from django.utils import timezone

    from naniwa.kernel.fees.models import Charge, Payment
    from naniwa.kernel.fees.operations import NewCharge, open_charges
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.kernel.organisations.models import Organisation

    now, office = timezone.now(), Organisation.objects.get(code="271004")
    new = [
        NewCharge(
            reference=f"BM-{number:012}",
            item="copies",
            subject="benchmark",
            title="手数料",
            title_en="Fee",
            amount_yen=FEE_YEN,
            payer_name="髙橋 花子",
            organisation_id=office.pk,
        )
        for number in range(PAYMENTS - TWICE)
    ]
    open_charges(new, by=None, now=now)
    with as_system():
        charges = list(Charge.objects.order_by("pk"))
        begun = [
            Payment(
                charge=charge,
                provider="card",
                method="card",
                amount_yen=FEE_YEN,
                provider_reference="x",
                page_url="http://127.0.0.1/",
                started_at=now,
                changed_at=now,
            )
            for charge in [*charges, *charges[:TWICE]]
        ]
        return [one.public_id for one in Payment.objects.bulk_create(begun)]


def calls(orders: Sequence[UUID], random: Random) -> list[Call]:
    """Everything that happened, twice, with forged calls among it, in any order."""
    told = [(order, kind, "") for order in orders for kind in ("authorised", "captured")]
    told += [(order, "refunded", "desk") for order in orders[-BACK:]]
    made = [_call(order, kind, refund) for order, kind, refund in told]
    forged = [_call(order, "refunded", "forged", forged=True) for order in orders[::FORGED]]
    every = [*made, *made, *forged]
    random.shuffle(every)
    return every


def _call(order: UUID, kind: str, refund: str, *, forged: bool = False) -> Call:
    said = {
        "type": f"payment.{kind}",
        "order": str(order),
        "amount_yen": FEE_YEN,
        "happened_at": datetime.now(UTC).isoformat(),
        **({"refund": refund} if refund else {}),
    }
    return Call(uuid4().hex, json.dumps(said).encode(), forged)


class Writers:
    """Threads with a connection each."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._own = local()

    def send(self, call: Call) -> tuple[int, float]:
        """Status and seconds."""
        started = time.monotonic()
        secret = webhook_signatures.new_secret() if call.forged else SECRET
        timestamp = int(datetime.now(UTC).timestamp())
        signed = webhook_signatures.headers([secret], number=call.number, timestamp=timestamp, body=call.body)
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        self._own.connection.request("POST", PATH, call.body, {"Content-Type": "application/json", **signed})
        answer = self._own.connection.getresponse()
        answer.read()
        return answer.status, time.monotonic() - started


def deadlocks() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def ledger() -> dict[str, int]:
    """Yen by kind of entry, and charges whose sums are not what their entries say."""
    from django.db.models import Sum

    from naniwa.kernel.fees.models import Charge, Entry, Refund
    from naniwa.kernel.organisations.isolation import as_system

    with as_system():
        by_kind = Entry.objects.values_list("kind").annotate(yen=Sum("amount_yen")).order_by()
        sums = Charge.objects.aggregate(paid=Sum("paid_yen"), back=Sum("refunded_yen"))
        asked = Refund.objects.filter(state="asked").aggregate(yen=Sum("amount_yen"))["yen"] or 0
        wrong = sum(one.sums.kept != one.amount_yen for one in Charge.objects.iterator())
        return {**dict(by_kind), "sums_paid": sums["paid"], "sums_back": sums["back"], "asked": asked, "wrong": wrong}


def run(one: Site) -> dict[str, object]:
    orders = lay_out()
    every, writers = calls(orders, Random(1)), Writers(one.port)  # noqa: S311 - a simulation
    web, database, started = cpu_seconds(one.web), cpu_seconds(one.database), time.monotonic()
    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(writers.send, every))
    seconds = time.monotonic() - started
    statuses = [status for status, _ in answers]
    return {
        "payments": PAYMENTS,
        "writers": WRITERS,
        "calls": len(every),
        "believed": statuses.count(204),
        "refused": statuses.count(403),
        "other": len(statuses) - statuses.count(204) - statuses.count(403),
        "seconds": round(seconds, 1),
        "payments_a_second": round(PAYMENTS / seconds, 1),
        "p95_ms": round(1000 * percentile([took for _, took in answers], 0.95)),
        "web_cpu_s": round(cpu_seconds(one.web) - web, 1),
        "database_cpu_s": round(cpu_seconds(one.database) - database, 1),
        "deadlocks": deadlocks(),
        **ledger(),
    }


def main() -> None:
    os.environ["NANIWA_PAYMENT_PROVIDERS"] = f"card=card+http://merchant:{quote(SECRET, safe='')}@127.0.0.1:9"
    with site(line=False) as one:
        figures = run(one)
    right = {
        "charge": (PAYMENTS - TWICE) * FEE_YEN,
        "pay": PAYMENTS * FEE_YEN,
        "refund": BACK * FEE_YEN,
        "sums_paid": PAYMENTS * FEE_YEN,
        "sums_back": BACK * FEE_YEN,
        "wrong": 0,
        "other": 0,
        "deadlocks": 0,
        "refused": PAYMENTS // FORGED,
    }
    ok = all(figures[name] == value for name, value in right.items())
    report("fees", figures, bar={"every_yen_right": True, "deadlocks": 0}, ok=ok)


if __name__ == "__main__":
    main()
