"""Makes the bills that the tests of taxes speak of: lists as a tax system hands them over, taken in by a clerk."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count

from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.spreadsheet import csv_file
from naniwa.services.taxes.models import Bill, Instalment, Upload
from naniwa.services.taxes.operations import importing
from naniwa.services.taxes.rules.lines import COLUMNS
from naniwa.web.tests.doors import acting, enter

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
_numbers = count(1)
HEADS = [column.names[0] for column in COLUMNS]
ROW = {
    "number": "2026-000001",
    "tax": "固定資産税",
    "year": "2026",
    "name": "髙橋 花子",
    "kana": "タカハシ ハナコ",
    "postcode": "530-0001",
    "address": "大阪市北区梅田一丁目1番1号",
    "born_on": "1980-01-02",
    "email": "hanako@example.jp",
    "details": "課税標準額 12,000,000円\n税率 1.4％",
    "instalment": "1",
    "due_on": "2026-10-31",
    "amount": "100,000",
}


def row(**changes: str) -> dict[str, str]:
    return {**ROW, **changes}


def listed(*rows: dict[str, str]) -> bytes:
    """A CSV file."""
    return csv_file(HEADS, [[one.get(column.key, "") for column in COLUMNS] for one in rows or (ROW,)])


def clerk(*roles: str, code: str = "271004") -> Staff:
    """Who takes lists in and decides in a municipality, by other roles somebody else."""
    held = roles or ("cashier", "approver")
    return acting(f"clerk{next(_numbers)}@example.jp", *held, office=code)


def read(*rows: dict[str, str], by: Staff | None = None, now: datetime = NOW) -> Upload:
    with as_system():
        return importing.receive(file=BytesIO(listed(*rows)), name="bills.csv", by=by or clerk(), now=now)


def taken(*rows: dict[str, str], by: Staff | None = None, now: datetime = NOW) -> list[Bill]:
    """The bills of a list, in its order."""
    who = by or clerk()
    with as_system():
        importing.take(upload=read(*rows, by=who, now=now), by=who, now=now)
        return list(Bill.objects.select_related("organisation").filter(organisation=who.organisation).order_by("pk"))


def instalment(bill: Bill, number: int = 1) -> Instalment:
    with as_system():
        found = Instalment.objects.select_related("bill__organisation", "charge__organisation", "interest")
        return found.get(bill=bill, number=number)


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def signed_in(staff: Staff) -> Client:
    """A browser in which this member of staff has signed in with a device."""
    return enter(Client(), staff.person, "mfa")
