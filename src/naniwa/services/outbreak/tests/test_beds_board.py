"""The coordinator's board: suggestions worked out anew after each change, filters, order, and reads that stay few."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import BedPool, Suggested
from naniwa.services.outbreak.operations import beds_matching
from naniwa.services.outbreak.queries.beds_board import PAGE, Wish, board
from naniwa.services.outbreak.tests.wards import NOW, World, asked, hospital, offered, world
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
READS = 20
"""With session, rights and the audit trail."""


def lines(here: World, **wish: Any) -> dict[str, BedPool | None]:
    """The suggested pool by the number of the case, in the order of the board."""
    with as_system():
        found = board(Wish(**wish), now=NOW, organisation=here.coordinator.organisation).found
        suggested = {one.request_id: one.pool for one in Suggested.objects.select_related("pool")}
    return {one.case_reference: suggested.get(one.pk) for one in found}


def test_the_board_suggests_a_bed_and_is_matched_anew_when_something_changes() -> None:
    here = world()
    (pool,) = hospital(here, ("moderate", 1))
    asked(here, "KN-1")
    grave = asked(here, "KN-2", score_items=["age_75", "diabetes"])
    assert lines(here, bed="pending") == {"KN-1": None, "KN-2": None}
    assert run_pending(now=NOW) > 0
    assert lines(here) == {"KN-1": None, "KN-2": pool}
    assert lines(here, bed="none") == {"KN-1": None}
    offered(here, grave, pool)
    run_pending(now=NOW)
    assert lines(here) == {"KN-1": None}
    assert lines(here, state="offered") == {"KN-2": None}


def test_what_is_matched_already_is_not_matched_again_until_a_deadline_may_have_passed() -> None:
    here = world()
    hospital(here)
    asked(here)
    assert [beds_matching.match(now=NOW) for _again in range(2)] == [1, 0]
    assert beds_matching.match(now=NOW + timedelta(minutes=4)) == 0
    assert beds_matching.match(now=NOW + timedelta(minutes=5)) == 1


def test_the_board_is_filtered_and_ordered_and_says_how_many_each_filter_would_leave() -> None:
    here = world()
    asked(here, "KN-1", deadline=NOW + timedelta(hours=1))
    asked(here, "KN-2", severity="severe", municipality="272078", now=NOW - timedelta(days=1))
    asked(here, "KN-3", score_items=["dialysis"], deadline=NOW + timedelta(days=1))
    assert list(lines(here)) == ["KN-2", "KN-1", "KN-3"]
    assert list(lines(here, sort="score")) == ["KN-3", "KN-2", "KN-1"]
    assert list(lines(here, due="late")) == list(lines(here, area="三島")) == ["KN-2"]
    assert list(lines(here, words="kn-3")) == ["KN-3"]
    with as_system():
        told = board(Wish(severity="moderate_1"), now=NOW, organisation=here.coordinator.organisation)
    assert (told.total, told.late) == (2, 1)
    assert told.counts["severity"] == {"moderate_1": 2, "severe": 1}
    assert told.counts["due"] == {"soon": 1, "later": 1}


def test_the_board_takes_as_many_reads_for_many_as_for_few(django_assert_max_num_queries: Any) -> None:
    here, now = world(), timezone.now()
    hospital(here, ("moderate", 9), now=now)
    desk = enter(Client(), here.coordinator.person, "mfa")
    for number in range(PAGE + 2):
        asked(here, f"KN-{number}", now=now)
    beds_matching.match(now=now)
    for page in ("", "?page=2", "?state=offered"):
        with django_assert_max_num_queries(READS):
            assert desk.get(reverse("outbreak:placement") + page).status_code == 200
