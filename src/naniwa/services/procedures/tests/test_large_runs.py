"""What is done for all claims of a run at once."""

import pytest

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.operations import payouts
from naniwa.services.procedures.tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_run_may_hold_more_claims_than_a_statement_takes_values() -> None:
    with as_system():
        assert payouts.payment_started([f"NO-SUCH-{number}" for number in range(70_000)], now=NOW) == 0
