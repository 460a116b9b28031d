"""What a flow may be, and what is said of one that is none."""

from typing import Any

import pytest
from hypothesis import given

from naniwa.services.inventory.rules.flow import Flow, plain
from naniwa.services.inventory.rules.flow_checking import problems
from naniwa.services.inventory.rules.flow_reading import FaultyFlow, parse
from naniwa.services.inventory.tests.flows import SAMPLES, random_flows, sample


@pytest.mark.parametrize("name", SAMPLES)
def test_a_flow_is_written_back_as_it_was_read(name: str) -> None:
    flow = sample(name)
    assert parse(plain(flow)) == flow


@given(random_flows())
def test_any_flow_is_written_back_as_it_was(flow: Flow) -> None:
    assert problems(flow) == []
    assert parse(plain(flow)) == flow


def two_steps(**changes: Any) -> dict[str, Any]:
    return {
        "title": "手続",
        "lanes": [{"code": "a", "name": "申請者"}],
        "steps": [
            {"code": "s1", "lane": "a", "kind": "fill_in", "name": "書く"},
            {"code": "s2", "lane": "a", "kind": "check", "name": "見る"},
        ],
        "edges": [{"from": "s1", "to": "s2"}],
    } | changes


def step(code: str, **changes: Any) -> dict[str, Any]:
    return {"code": code, "lane": "a", "kind": "check", "name": code} | changes


FAULTS: list[tuple[object, str, str]] = [
    ([], "flow", "Write it as names with values"),
    (two_steps(title=""), "title", "Write it in Japanese"),
    (two_steps(title={"en": "Only English"}), "title", "Write it in Japanese"),
    (two_steps(title="長" * 201), "title", "at most 200 letters"),
    (two_steps(lanes="申請者"), "lanes", "Write it as a list"),
    (two_steps(lanes=[]), "lanes", "from 1 to 20"),
    (two_steps(steps=[step(f"s{number}") for number in range(201)]), "steps", "from 1 to 200"),
    (two_steps(steps=[7]), "steps[1]", "Write it as names with values"),
    (two_steps(steps=[step("s1"), step("s2", kind="dance")]), "steps[2].kind", "Choose one of: fill_in"),
    (two_steps(steps=[step("s1"), step("s2", minutes=-1)]), "steps[2].minutes", "from 0 to 100,000"),
    (two_steps(steps=[step("s1"), step("s2", minutes=True)]), "steps[2].minutes", "from 0 to 100,000"),
    (two_steps(steps=[step("s1"), step("s2", days="3")]), "steps[2].days", "from 0 to 100,000"),
    (two_steps(steps=[step("s1"), step("")]), "steps[2].code", "Write a code"),
    (two_steps(lanes=[{"code": "a", "name": "申請者", "side": "moon"}]), "lanes[1].side", "applicant, office"),
    (two_steps(steps=[step("s1"), step("s1")]), "steps", "“s1” is there twice"),
    (two_steps(edges=[{"from": "s1", "to": "s2"}] * 2), "edges", "leads to “s2” twice"),
    (two_steps(steps=[step("s1"), step("s2", lane="z")]), "steps[2].lane", "no lane “z”"),
    (two_steps(edges=[{"from": "s1", "to": "s9"}]), "edges[1].to", "no step “s9”"),
    (two_steps(edges=[]), "steps[2]", "Nothing leads to “見る”"),
    (two_steps(edges=[{"from": "s1", "to": "s2"}, {"from": "s2", "to": "s1"}]), "steps[1]", "No end is reached"),
    (
        two_steps(
            steps=[step("s1"), step("s2"), step("s3")],
            edges=[
                {"from": "s1", "to": "s2"},
                {"from": "s2", "to": "s1", "condition": "不足"},
                {"from": "s2", "to": "s3", "condition": "よい"},
            ],
        ),
        "steps[1]",
        "comes back to “s1” without waiting",
    ),
    (
        two_steps(
            steps=[step("s1"), step("s2"), step("s3")],
            edges=[{"from": "s1", "to": "s2", "condition": "不足"}, {"from": "s1", "to": "s3"}],
        ),
        "steps[1]",
        "or to none",
    ),
]


@pytest.mark.parametrize(("data", "where", "said"), FAULTS, ids=[f"{where}: {said}" for _data, where, said in FAULTS])
def test_what_is_wrong_is_said_at_its_place(data: object, where: str, said: str) -> None:
    with pytest.raises(FaultyFlow) as raised:
        parse(data)
    assert (where, True) in [(problem.where, said in problem.words.en) for problem in raised.value.problems]
    assert all(problem.words.ja for problem in raised.value.problems)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(FaultyFlow) as raised:
        parse(two_steps(title=3, steps=[step("s1", kind="x", days=-1)]))
    assert [problem.where for problem in raised.value.problems] == ["title", "steps[1].kind", "steps[1].days"]


def test_what_no_one_can_see_is_left_out_of_names() -> None:
    assert parse(two_steps(title=" 手\x00続\n ")).title.ja == "手続"


def test_a_circle_with_a_wait_in_it_is_allowed() -> None:
    assert sample("branches").returns == {("s3", "s2")}


def test_steps_are_numbered_after_those_that_lead_to_them() -> None:
    assert sample("six_lanes").order == ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10")
    listed = two_steps(
        steps=[step("s1"), step("last"), step("middle")],
        edges=[{"from": "s1", "to": "middle"}, {"from": "middle", "to": "last"}],
    )
    assert parse(listed).order == ("s1", "middle", "last")
