"""The rules as tables: who was there together, who is told what, codes, and the reach of a scheme."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library.periods import TOKYO
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.rules import codes, meeting, reach, telling
from naniwa.services.check_ins.rules.addresses import padded, unpadded
from naniwa.services.check_ins.rules.meeting import Visit
from naniwa.services.check_ins.rules.pacing import Window
from naniwa.services.check_ins.rules.telling import Level, Size

DAY = date(2026, 11, 20)
HERE, THERE = UUID(int=1), UUID(int=2)
POLICY = definitions.rules("one-case")


def at(clock: str) -> datetime:
    return datetime.combine(DAY, datetime.strptime(clock, "%H:%M").time(), TOKYO)  # noqa: DTZ007 - a time of day


STAYS = [
    ("one check-in", ["12:00"], ["12:00-13:00"]),
    ("again within the stay", ["12:00", "12:40"], ["12:00-13:40"]),
    ("again as it ends", ["12:00", "13:00"], ["12:00-14:00"]),
    ("again in the evening", ["12:00", "19:00"], ["12:00-13:00", "19:00-20:00"]),
]


@pytest.mark.parametrize(("what", "clocks", "expected"), STAYS, ids=[case[0] for case in STAYS])
def test_check_ins_at_one_venue_become_stays(what: str, clocks: list[str], expected: list[str]) -> None:
    found = meeting.stays([Visit(at(clock), HERE) for clock in clocks], timedelta(hours=1))
    assert [f"{one.begins:%H:%M}-{one.ends:%H:%M}" for one in found] == expected


DOUBTS = [
    ("two venues an hour apart", [("12:00", HERE), ("13:00", THERE)], 0),
    ("two venues two minutes apart", [("12:00", HERE), ("12:02", THERE)], 0),
    ("two venues at once", [("12:00", HERE), ("12:01", THERE)], 2),
    ("one venue twice at once", [("12:00", HERE), ("12:01", HERE)], 0),
    ("more venues than anybody visits", [(f"{8 + number // 4:02}:{number % 4 * 15:02}", UUID(int=number)) for number in range(21)], 21),
]  # fmt: skip


@pytest.mark.parametrize(("what", "visits", "wrong"), DOUBTS, ids=[case[0] for case in DOUBTS])
def test_check_ins_that_cannot_be_true_are_found(what: str, visits: list[tuple[str, UUID]], wrong: int) -> None:
    assert len(meeting.doubtful([Visit(at(clock), venue) for clock, venue in visits])) == wrong


TOLD: list[tuple[str, str, Size, int, Level]] = [
    ("a restaurant with one case", "restaurant", "medium", 1, "watch"),
    ("a restaurant with two", "restaurant", "medium", 2, "watch"),
    ("a restaurant with three is named", "restaurant", "medium", 3, "named"),
    ("a bar with two is named", "bar", "small", 2, "named"),
    ("a large hall with four", "hall", "large", 4, "watch"),
    ("a large hall with five is named", "hall", "large", 5, "named"),
    ("a small hall is as any other place", "hall", "small", 3, "named"),
    ("nobody is infected", "shop", "small", 0, "none"),
]


@pytest.mark.parametrize(("what", "kind", "size", "cases", "level"), TOLD, ids=[case[0] for case in TOLD])
def test_people_are_told_by_kind_size_and_number_of_cases(
    what: str, kind: str, size: Size, cases: int, level: Level
) -> None:
    assert POLICY.level(kind, size, cases) == level


def test_naming_a_place_takes_two_people() -> None:
    tables: list[list[Level]] = [[], ["watch"], ["watch", "named"]]
    assert [telling.approvals_needed(levels) for levels in tables] == [1, 1, 2]


def test_the_days_that_count_lie_around_the_onset_and_not_in_the_future() -> None:
    assert POLICY.days(DAY, today=DAY + timedelta(days=30)) == (DAY - timedelta(days=2), DAY + timedelta(days=10))
    assert POLICY.days(DAY, today=DAY)[1] == DAY


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("version: 1", "title"),
        ("thresholds: [{kinds: [bar], watch: 1, stay_minutes: 60}]", "for every venue"),
        ("thresholds: [{watch: 3, named: 2, stay_minutes: 60}]", "not below"),
        ("thresholds: [{watch: 0, stay_minutes: 60}]", "greater than or equal"),
        ("thresholds: [", "expected"),
        ("unknown: 1", "Extra inputs"),
    ],
)
def test_a_policy_that_cannot_be_used_says_why(wrong: str, said: str, tmp_path: Path) -> None:
    text = (definitions.FOLDER / "one-case.yaml").read_text()
    if wrong != "version: 1":
        key = wrong.partition(":")[0]
        text = (text[: text.index("thresholds:")] if key == "thresholds" else text) + wrong
    else:
        text = wrong
    file = tmp_path / "new.yaml"
    file.write_text(text)
    with pytest.raises(definitions.BadPolicy, match=said):
        definitions.read(file)


def test_every_policy_holds_for_every_kind_and_size_and_the_newest_is_used() -> None:
    assert definitions.current(DAY) == "one-case"
    assert definitions.current(date(2020, 6, 1)) == "as-in-2020"
    for slug in definitions.policies():
        for kind in telling.KINDS:
            for size in ("small", "medium", "large"):
                assert definitions.rules(slug).level(kind, size, 20) != "none"
    with pytest.raises(definitions.BadPolicy):
        definitions.current(date(2019, 1, 1))


def test_with_the_figures_and_rules_of_2020_a_handful_of_alerts_come_out() -> None:
    found = reach.reach(reach.THEN)
    assert 1 <= found.mails <= 10
    assert found.useful < 1


def test_take_up_matters_most_and_every_lever_helps() -> None:
    found = reach.levers(reach.THEN)
    assert found[0].name == "check_ins_a_poster"
    assert found[0].times > 50
    assert all(lever.times > 1.9 for lever in found)
    assert {lever.name for lever in found} == set(reach.MOVED)


@given(
    check_ins=st.floats(0, 100), reporting=st.floats(0, 1), threshold=st.integers(1, 5), delay=st.floats(0, 30)
)  # fmt: skip
def test_more_of_what_helps_never_brings_fewer_alerts(
    check_ins: float, reporting: float, threshold: int, delay: float
) -> None:
    scheme = replace(reach.THEN, check_ins_a_poster=check_ins, reporting=reporting, threshold=threshold, delay=delay)
    found, slack = reach.reach(scheme), 1e-6
    assert 0 <= found.useful <= found.mails
    assert reach.reach(replace(scheme, reporting=min(1, reporting * 1.5))).mails >= found.mails * (1 - slack)
    assert reach.reach(replace(scheme, delay=delay + 1)).useful <= found.useful + slack


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
def test_a_text_comes_back_from_its_padding(text: str) -> None:
    assert unpadded(padded(text)) == text
    assert len(padded(text)) % 64 == 0


@given(st.uuids(), st.text(max_size=24))
def test_a_venue_has_one_spelling(number: UUID, other: str) -> None:
    assert codes.long(codes.short(number)) == number
    found = codes.long(other)
    assert found is None or codes.short(found) == other


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1234-5678-9012", "123456789012"), ("１２３４ ５６７８ ９０１２", "123456789012"), ("1234", ""), ("abcd-5678-9012", ""), ("1234ー5678ー9012", "123456789012")],
)  # fmt: skip
def test_a_code_is_read_however_it_is_typed(typed: str, read: str) -> None:
    assert codes.typed(typed) == read


def test_clients_are_counted_within_an_hour_and_afresh_after_it() -> None:
    window = Window(3600.0)
    assert [window.count("a", at=at) for at in (1.0, 2.0, 3599.0, 3602.0)] == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3], 0.5, 3), ([1, 2, 3, 4], 0.5, 2), (list(range(1, 11)), 0.9, 9), ([5, 1, 9], 1.0, 9)],
)
def test_a_percentile_is_one_of_the_values(values: list[float], share: float, expected: float) -> None:
    assert reach.percentile(values, share) == expected
