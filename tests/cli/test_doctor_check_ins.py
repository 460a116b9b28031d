"""`naniwa doctor` on the keys of check-ins, as after a restore that brought none."""

import pytest

from naniwa.cli import check_in_keys
from naniwa.cli.finding import Finding
from naniwa.services.check_ins.queries import officers
from naniwa.services.check_ins.secrecy import days, officer
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.conftest import _keys
from naniwa.services.check_ins.tests.places import NOW

__all__ = ["_keys"]

pytestmark = pytest.mark.django_db


def looked_at() -> list[Finding]:
    return [finding for check in check_in_keys.CHECKS for finding in check()]


def test_an_installation_without_check_ins_has_nothing_to_say() -> None:
    assert looked_at() == []


def test_keys_that_are_there_are_no_problem_and_lost_ones_are_named() -> None:
    places.with_key()
    places.check_in(places.venue(), "guest@example.jp")
    assert [(finding.subject, finding.remedy) for finding in looked_at()] == [
        (check_in_keys.OFFICER, ""),
        (check_in_keys.DAYS, ""),
    ]
    days.destroy(NOW.date())
    officer.destroy(bytes(officers.uses()[0].key.public))
    key, day = looked_at()
    assert "put a new key in its place" in key.remedy
    assert "1 of 1 days cannot be read" in day.found
