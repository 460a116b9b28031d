"""Beginning to pay: an order at a provider, and the page on which it is paid."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from naniwa.kernel.fees.errors import NothingOwed
from naniwa.kernel.fees.models import Capture, Charge, Payment
from naniwa.kernel.fees.operations.entering import locked
from naniwa.kernel.fees.providers import HostedPage, Order, PaymentProvider
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.bulkhead import PAGES

LASTS = timedelta(hours=12)
"""How long a page at a provider's is used again; ours give up after a day (operations.asking)."""


def begin(*, charge: Charge, name: str, provider: PaymentProvider, language: str, now: datetime) -> Payment:
    """The open payment by this provider, or a new one: pressing twice opens one page. No row is held meanwhile.

    Raises NothingOwed, ProviderUnavailable, Declined.
    """
    if charge.sums.secured:
        raise NothingOwed
    if (begun := _begun(charge, name, now)) is not None:
        return begun
    number = _number(charge, name)
    order = _order(charge, name, number, language)
    with PAGES.outside():
        page = provider.open(order)
    return _keep(charge, order, page, name=name, method=provider.method, now=now)


def _begun(charge: Charge, name: str, now: datetime) -> Payment | None:
    mine = Payment.objects.filter(charge=charge, provider=name, state=PaymentState.STARTED)
    return mine.filter(amount_yen=charge.sums.owed, started_at__gt=now - LASTS).order_by("-pk").first()


def _number(charge: Charge, name: str) -> UUID:
    """The same for two who press at once, and another after each attempt."""
    tries = Payment.objects.filter(charge=charge, provider=name).count()
    return uuid5(charge.public_id, f"{name} {tries} {charge.sums.owed}")


def _order(charge: Charge, name: str, number: UUID, language: str) -> Order:
    return Order(
        number=number,
        amount_yen=charge.sums.owed,
        capture=charge.capture == Capture.AT_ONCE,
        title=f"{charge.title} {charge.reference}",
        return_url=f"{settings.SITE_URL}/fees/payments/{number}/",
        notify_url=f"{settings.SITE_URL}/fees/webhooks/{name}/",
        language=language,
    )


@transaction.atomic
def _keep(charge: Charge, order: Order, page: HostedPage, *, name: str, method: str, now: datetime) -> Payment:
    with as_system():
        locked(charge.pk)
        payment, _fresh = Payment.objects.get_or_create(
            public_id=order.number,
            defaults={
                "charge": charge,
                "provider": name,
                "method": method,
                "amount_yen": order.amount_yen,
                "provider_reference": page.reference,
                "page_url": page.url,
                "started_at": now,
                "changed_at": now,
            },
        )
        return payment
