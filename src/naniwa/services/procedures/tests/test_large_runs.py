"""What is done for all claims of a run at once, however many they are."""

import pytest

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.operations import erasing
from naniwa.services.procedures.operations import notices, payouts, receipts, telling
from naniwa.services.procedures.tests.factories import NOW

pytestmark = pytest.mark.django_db
MORE_THAN_A_STATEMENT_TAKES = 70_000
REFERENCES = [f"NO-SUCH-{number}" for number in range(MORE_THAN_A_STATEMENT_TAKES)]
NUMBERS = range(10**9, 10**9 + MORE_THAN_A_STATEMENT_TAKES)


def test_a_run_may_hold_more_claims_than_a_statement_takes_values() -> None:
    with as_system():
        assert payouts.payment_started(REFERENCES, now=NOW) == 0
        assert payouts.payment_made(REFERENCES, now=NOW) == 0
        assert payouts.payment_failed(dict.fromkeys(REFERENCES, "口座なし"), now=NOW) == 0


def test_a_day_may_bring_more_cases_than_a_statement_takes_values() -> None:
    with as_system():
        assert receipts.send_receipts(REFERENCES, now=NOW) == 0
        assert telling.tell_of_new(REFERENCES, now=NOW) == 0
        assert notices.draft_notices(NUMBERS, now=NOW) == 0
        assert erasing.erase(REFERENCES) == 0
