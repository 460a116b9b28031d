"""The replay: the same people under every strategy, nobody lost, and a page that says what it rests on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.services.outbreak.definitions.replaying import ASSUMED, RESULT, days, places
from naniwa.services.outbreak.rules.placement_replay import STRATEGIES, Day, people, replay
from naniwa.web.tests.doors import acting, enter

FEW = [Day(date(2021, 4, 1) + timedelta(days=at), 60, 8, 30) for at in range(6)]


def test_the_days_are_those_of_the_feed() -> None:
    assert sum(day.cases for day in days()) == 55_318
    assert (days()[0].day, days()[-1].day) == (date(2021, 3, 1), date(2021, 6, 20))
    assert len(places()) == 43


@pytest.mark.parametrize("name", STRATEGIES)
def test_everybody_is_counted_once_under_every_strategy(name: str) -> None:
    done = replay(FEW, places(), ASSUMED, STRATEGIES[name])
    asked = people(FEW, places(), ASSUMED)
    assert asked == people(FEW, places(), ASSUMED), "the same people at the same hours for every strategy"
    assert sum(map(len, done.hours.values())) == len(asked)
    assert len(done.minutes) + done.without == len(asked)
    assert all(hour >= 0 for hours in done.hours.values() for hour in hours)


@pytest.mark.django_db
def test_the_page_says_on_every_chart_that_it_is_a_simulation() -> None:
    assert RESULT.is_file()
    browser = enter(Client(), acting("c@example.jp", "coordinator", office="270008").person, "mfa")
    shown = browser.get(reverse("outbreak:replay")).content.decode()
    assert shown.count('class="nw-chart__picture"') == shown.count("仮定によるシミュレーション</p>") == 2
    assert shown.count("病床を要する人は陽性者のうち重症 2%") == 2
    assert "55,318" in shown
    assert "重症の人だけを見ると" in shown
