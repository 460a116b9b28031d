"""Taking in the daily files of every provider, for every office that they concern."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from naniwa.kernel.fees.models import Difference, Entry
from naniwa.kernel.fees.operations import asking
from naniwa.kernel.fees.operations.reconciling import compare, digest_of, take_in
from naniwa.kernel.fees.providers import Declined, PaymentProvider, ProviderUnavailable, providers
from naniwa.kernel.fees.queries import settled
from naniwa.kernel.fees.statements import Line, Read, Wrong, read
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.list_files import NotTaken
from naniwa.library.periods import Period
from naniwa.library.typed import known_number


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of the file of one provider: whether it could be had, and what is still open about that day."""

    provider: str
    day: date
    lines: int = 0
    wrong: int = 0
    differences: int = 0
    failed: str = ""


def fetch_all(day: date, *, now: datetime) -> list[Fetched]:
    """The file of a day of each provider; one that cannot be had or read does not keep the others waiting."""
    return [fetch(name, one, day, now=now) for name, one in providers().items()]


def fetch(name: str, provider: PaymentProvider, day: date, *, now: datetime) -> Fetched:
    """Ask for the file and take it in; what is missing here is asked for, as its call may have been lost."""
    try:
        content = provider.settled(day)
        found = read(content)
    except (ProviderUnavailable, Declined, NotTaken) as error:
        return Fetched(name, day, failed=type(error).__name__)
    offices = _share_out(found, content, name, day, now=now)
    if _ask_for_missing(name, day, now=now):
        _compare_again(offices, name, day, now=now)
    with as_system():
        left = Difference.objects.filter(provider=name, day=day, closed_at=None).count()
    return Fetched(name, day, len(found.lines), len(found.wrong), left)


@transaction.atomic
def _share_out(found: Read, content: bytes, provider: str, day: date, *, now: datetime) -> list[Organisation]:
    """Each office gets its own lines; what nobody knows, and what cannot be read, the prefecture."""
    with as_system():
        keeper = Organisation.objects.get(code=settings.PREFECTURE_CODE)
        lines = _by_office(found.lines, keeper.pk)
        concerned = lines.keys() | _moved_on(provider, day) | {keeper.pk}
        offices = list(Organisation.objects.filter(pk__in=concerned).order_by("pk"))
        for office in offices:
            wrong: tuple[Wrong, ...] = found.wrong if office == keeper else ()
            take_in(
                lines[office.pk], wrong, office=office, provider=provider, day=day, name=f"{provider}-{day}.csv",
                digest=digest_of(content), by=None, now=now,
            )  # fmt: skip
        return offices


def _by_office(lines: Iterable[Line], keeper: int) -> dict[int, list[Line]]:
    shared: dict[int, list[Line]] = defaultdict(list)
    lines = list(lines)
    known = settled.offices_of(one.order for one in lines)
    for one in lines:
        shared[known.get(one.order, keeper)].append(one)
    return shared


def _moved_on(provider: str, day: date) -> set[int]:
    """Offices whose ledger says that money moved, whatever the file says."""
    whole = Period.of_days(day, day)
    moved = Entry.objects.filter(at__gte=whole.begins, at__lt=whole.ends)
    paid = moved.filter(payment__provider=provider) | moved.filter(refund__payment__provider=provider)
    return set(paid.values_list("charge__organisation_id", flat=True))


def _ask_for_missing(provider: str, day: date, *, now: datetime) -> int:
    """How many payments of ours the provider was asked about."""
    with as_system():
        missing = Difference.objects.filter(provider=provider, day=day, closed_at=None, outcome="missing_here")
        orders = {known_number(order) for order in missing.values_list("line__order", flat=True)}
        known = settled.known_payments(orders, provider)
    asked = 0
    for number in known:
        try:
            asking.ask(number, now=now)
        except (ProviderUnavailable, Declined):
            continue
        asked += 1
    return asked


@transaction.atomic
def _compare_again(offices: Iterable[Organisation], provider: str, day: date, *, now: datetime) -> None:
    with as_system():
        for office in offices:
            compare(office=office, provider=provider, day=day, now=now)
