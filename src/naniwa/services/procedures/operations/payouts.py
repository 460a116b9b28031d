"""What payout runs mean for cases: payment in progress, paid, or an account to correct."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from naniwa.kernel.notifications import operations as notifications
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.organisations import bulk
from naniwa.library.yen import format_yen
from naniwa.services.procedures.models import Application, Deficiency, Finder, ItemState, State
from naniwa.services.procedures.operations.history import move_all
from naniwa.services.procedures.operations.messages import RELATED, message
from naniwa.services.procedures.operations.words import blanks
from naniwa.services.procedures.queries.account import account_field
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.rules import ACCOUNT_CODE

REASON = "振込ができませんでした（銀行からの理由：{reason}）。通帳のとおりに口座を直してください。"
REASON_EN = (
    "The transfer could not be made (the bank's reason: {reason}). "
    "Please correct the account as it stands in your bank book."
)


@transaction.atomic
def payment_started(references: Sequence[str], *, now: datetime) -> int:
    """The bank file was released: approved cases are now being paid. Safe to repeat."""
    waiting = Application.objects.filter(reference__among=references, state=State.APPROVED)
    return move_all(list(waiting.values_list("pk", flat=True)), State.PAYMENT_IN_PROGRESS, by=None, now=now)


@transaction.atomic
def payment_made(references: Sequence[str], *, now: datetime) -> int:
    """The bank paid. Safe to repeat."""
    cases = list(
        Application.objects.select_related(*RELATED).filter(
            reference__among=references, state=State.PAYMENT_IN_PROGRESS
        )
    )
    move_all([case.pk for case in cases], State.PAID, by=None, now=now)
    notifications.send_many([_paid(case) for case in cases], now=now)
    return len(cases)


@transaction.atomic
def payment_failed(failures: dict[str, str], *, now: datetime) -> int:
    """The bank sent money back: each case returns to its applicant to correct the account. Safe to repeat.

    `failures` gives the bank's reason for each receipt number.
    """
    cases = list(
        Application.objects.select_related(*RELATED).filter(reference__among=failures, state=State.PAYMENT_IN_PROGRESS)
    )
    columns = (
        "application_id",
        "code",
        "field",
        "opens",
        "reason",
        "reason_en",
        "found_by",
        "evidence",
        "state",
        "found_at",
    )
    rows = [_item(case, failures[case.reference], now) for case in cases]
    bulk.load(Deficiency, columns, rows)
    move_all([case.pk for case in cases], State.TRANSFER_FAILED, by=None, now=now)
    notifications.send_many([_message(case, failures[case.reference], now) for case in cases], now=now)
    return len(cases)


def _item(case: Application, reason: str, now: datetime) -> tuple[object, ...]:
    field = account_field(live(case.version_id))
    words, english = REASON.format(reason=reason), REASON_EN.format(reason=reason)
    return (
        case.pk, ACCOUNT_CODE, field, [field], words, english, Finder.BANK, "{}", ItemState.NOTIFIED, now,
    )  # fmt: skip


def _message(case: Application, reason: str, now: datetime) -> Outgoing:
    version = live(case.version_id)
    account = account_field(version)
    return message(
        case,
        "transfer_failed",
        key=f"procedures.transfer_failed.{case.reference}.{now:%Y%m%d%H%M%S}",
        page="correction/",
        context={"reason": reason, "blanks": blanks(version, [Deficiency(opens=[account])], case.language)},
    )


def _paid(case: Application) -> Outgoing:
    return message(
        case,
        "paid",
        key=f"procedures.paid.{case.reference}",
        context={"amount": format_yen(case.amount_yen or 0)},
    )
