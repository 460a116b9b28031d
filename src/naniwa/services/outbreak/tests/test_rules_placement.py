"""Who is given which bed: tables of a few people and beds that a civil servant can follow."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.definitions.areas import names, towns
from naniwa.services.outbreak.definitions.scores import current
from naniwa.services.outbreak.rules.placement import (
    CLASSES,
    MILD,
    MODERATE,
    OXYGEN,
    SEVERE,
    Pool,
    Table,
    Waiting,
    assigned,
    ranked,
    steps_between,
    suggestions,
)

NOW = datetime(2021, 5, 10, 9, tzinfo=TOKYO)
SAKAI, OSAKA, TAKATSUKI = (34.57, 135.48), (34.69, 135.50), (34.85, 135.62)
NONE: frozenset[str] = frozenset()


def person(key: str, severity: str = "moderate_1", **given: Any) -> Waiting:
    usual = {"score": 3, "deadline": NOW + timedelta(hours=12), "place": OSAKA}
    return Waiting(key=key, severity=severity, **{**usual, **given})


def beds(key: str, bed: str = MODERATE, free: int = 1, **given: Any) -> Pool:
    return Pool(**{"key": key, "bed": bed, "free": free, "staffed": 10, "place": OSAKA, **given})


def given(people: list[Waiting], pools: list[Pool]) -> dict[str, str | None]:
    told = suggestions(people, pools, now=NOW)
    return {one.person.key: one.choice.pool.key if one.choice else None for one in told}


@pytest.mark.parametrize(
    ("severity", "bed", "steps"),
    [
        ("severe", SEVERE, 0), ("severe", MODERATE, None), ("severe", OXYGEN, None), ("severe", MILD, None),
        ("moderate_2", MODERATE, 0), ("moderate_2", SEVERE, 1), ("moderate_2", OXYGEN, 2), ("moderate_2", MILD, None),
        ("moderate_1", MODERATE, 0), ("moderate_1", OXYGEN, 1), ("moderate_1", SEVERE, 2), ("moderate_1", MILD, None),
        ("mild", MILD, 0), ("mild", MODERATE, 1), ("mild", SEVERE, None),
        ("none", MILD, 0), ("unknown", MODERATE, 0), ("unknown", MILD, None),
    ],
)  # fmt: skip
def test_a_class_of_beds_is_safe_or_is_not(severity: str, bed: str, steps: int | None) -> None:
    assert steps_between(severity, NONE, 0, bed, NONE) == (float("inf") if steps is None else steps)


@pytest.mark.parametrize(
    ("needs", "offers", "safe"),
    [
        ({"dialysis"}, {"dialysis"}, True),
        ({"dialysis"}, set(), False),
        (set(), {"dialysis", "ventilator"}, True),
        (set(), {"paediatric"}, False),
        ({"paediatric"}, {"paediatric", "ecmo"}, True),
        ({"obstetric", "ecmo"}, {"obstetric"}, False),
    ],
)
def test_beds_offer_what_the_person_needs(needs: set[str], offers: set[str], safe: object) -> None:
    found = steps_between("moderate_1", frozenset(needs), 0, MODERATE, frozenset(offers))
    assert (found < float("inf")) is safe


def test_nobody_with_a_high_score_goes_to_a_hotel() -> None:
    assert given([person("p", "mild", score=5)], [beds("hotel", MILD)]) == {"p": None}
    assert given([person("p", "mild", score=4)], [beds("hotel", MILD)]) == {"p": "hotel"}


def test_of_two_who_want_one_bed_whoever_is_later_has_it() -> None:
    late, later = (person(key, deadline=NOW - timedelta(hours=hours)) for key, hours in (("a", 2), ("b", 5)))
    assert given([late, later], [beds("x")]) == {"a": None, "b": "x"}


def test_of_two_as_late_the_higher_score_has_the_bed() -> None:
    assert given([person("a", score=2), person("b", score=4)], [beds("x")]) == {"a": None, "b": "x"}


def test_an_hour_past_the_deadline_weighs_more_than_any_score_and_the_longest_way() -> None:
    late = person("a", score=0, deadline=NOW - timedelta(hours=7), place=(34.3, 135.1))
    near = person("b", score=20, deadline=NOW - timedelta(hours=6), place=OSAKA)
    assert given([late, near], [beds("x")]) == {"a": "x", "b": None}


def test_a_bed_for_graver_cases_is_kept_free_though_it_is_nearer() -> None:
    people = [person("p", "moderate_2", place=OSAKA)]
    assert given(people, [beds("near", SEVERE), beds("far", place=TAKATSUKI)]) == {"p": "far"}


@pytest.mark.parametrize(("free", "lighter"), [(1, None), (3, None), (4, "x")])
def test_however_late_a_lighter_case_is_beds_for_grave_cases_are_for_these_who_wait_or_may_soon(
    free: int, lighter: str | None
) -> None:
    """Of ten staffed beds a quarter stays free beside those for whom the class fits."""
    late = person("a", "moderate_2", deadline=NOW - timedelta(hours=100))
    assert given([late, person("b", "severe")], [beds("x", SEVERE, free=free)]) == {"a": lighter, "b": "x"}


def test_but_nobody_waits_for_the_sake_of_beds_that_are_empty_enough() -> None:
    assert given([person("p", "moderate_2")], [beds("only", SEVERE, free=3)]) == {"p": "only"}


def test_the_nearer_of_two_beds_is_taken_and_the_emptier_of_two_as_near() -> None:
    assert given([person("p", place=SAKAI)], [beds("osaka"), beds("sakai", place=SAKAI)]) == {"p": "sakai"}
    assert given([person("p")], [beds("full", free=1), beds("empty", free=9)]) == {"p": "empty"}


def test_somebody_is_given_the_second_best_bed_where_another_has_no_other() -> None:
    flexible, bound = person("a"), person("b", needs=frozenset({"dialysis"}))
    pools = [beds("near", offers=frozenset({"dialysis"})), beds("far", place=TAKATSUKI)]
    assert given([flexible, bound], pools) == {"a": "far", "b": "near"}


def test_each_suggestion_tells_of_the_next_best_and_of_what_is_safe() -> None:
    pools = [beds("near"), beds("far", place=TAKATSUKI), beds("none", free=0), beds("hotel", MILD)]
    (told,) = suggestions([person("p", deadline=NOW - timedelta(hours=3))], pools, now=NOW)
    assert told.choice
    assert told.next_best
    assert (told.choice.pool.key, told.next_best.pool.key) == ("near", "far")
    assert (told.hours_late, told.safe, told.open) == (3.0, 3, 2)
    assert 20 < told.next_best.minutes < 120
    assert [one.pool.key for one in ranked(told.person, pools, now=NOW)] == ["near", "far"]


@pytest.mark.parametrize("pools", [[], [beds("x", free=0)]])
def test_without_a_bed_everybody_waits(pools: list[Pool]) -> None:
    assert given([person("a"), person("b")], pools) == {"a": None, "b": None}
    assert suggestions([], pools, now=NOW) == []


def cost(table: Table, pairs: dict[int, int]) -> float:
    """Of a whole outcome: those without a bed wait."""
    return sum(
        float(table.costs[row, pairs[row]] if row in pairs else table.waits[row]) for row in range(len(table.people))
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_other_way_to_give_the_beds_costs_less(seed: int) -> None:
    """All ways are tried for four people and four beds; each pool has one bed, so that its fullness is the same."""
    draw = random.Random(seed)  # noqa: S311 - a sample
    people = [
        person(
            str(at),
            draw.choice(["severe", "moderate_2", "moderate_1", "mild"]),
            score=draw.randrange(8),
            deadline=NOW + timedelta(hours=draw.randrange(-20, 20)),
            place=draw.choice([OSAKA, SAKAI, TAKATSUKI]),
        )
        for at in range(4)
    ]
    pools = [beds(str(at), draw.choice(CLASSES), place=draw.choice([OSAKA, SAKAI, TAKATSUKI])) for at in range(4)]
    table = Table(people, pools, now=NOW)
    ways = [
        {row: column for row, column in enumerate(way) if table.allowed[row, column]} for way in permutations(range(4))
    ]
    assert cost(table, assigned(table)) == pytest.approx(min(cost(table, way) for way in ways))


def test_no_pool_gives_more_beds_than_it_has() -> None:
    draw = random.Random(5)  # noqa: S311 - a sample
    people = [person(str(at), draw.choice(["moderate_1", "mild", "severe"])) for at in range(200)]
    pools = [beds(str(at), draw.choice(CLASSES), free=draw.randrange(4)) for at in range(40)]
    told = given(people, pools)
    for pool in pools:
        assert sum(key == pool.key for key in told.values()) <= pool.free


def test_every_municipality_lies_in_one_medical_area() -> None:
    assert len(towns()) == 43
    assert {town.area for town in towns().values()} == names().keys()
    assert len(names()) == 8


def test_the_example_score_adds_up_and_counts_what_excludes_itself_once() -> None:
    score = current()
    assert score.example
    assert score.points(["age_75", "age_65", "diabetes"]) == 5
    assert score.points(["pneumonia", "no_symptoms", "of another version"]) == 2


def test_the_pools_of_one_bed_are_as_they_are_however_people_are_ordered() -> None:
    people = [person(str(at), score=at) for at in range(6)]
    pools = [beds("x", free=2), beds("y", free=2, place=SAKAI)]
    first = given(people, pools)
    again = given([replace(one) for one in reversed(people)], pools)
    assert {key for key, pool in first.items() if pool} == {key for key, pool in again.items() if pool} == {*"2345"}
