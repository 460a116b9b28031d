"""The flow of a row from its facts, today and as accepted proposals make it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naniwa.services.inventory.rules.counting import count
from naniwa.services.inventory.rules.facts import STANDARDS, Attachment, Channel, Facts, Seal, SealKind
from naniwa.services.inventory.rules.flow import Flow
from naniwa.services.inventory.rules.flow_checking import problems
from naniwa.services.inventory.rules.proposals import effective, found, together
from naniwa.services.inventory.rules.redesigned import after
from naniwa.services.inventory.rules.sketching import proposed, today
from naniwa.services.inventory.rules.verdicts import shares

PAPERS = (Attachment(name="住民票の写し", held_by="市町村"), Attachment(name="位置図"))
COUNTER = Facts(
    code="1", name="飲食店営業許可申請", volume=1_000, applicant_minutes=120, office_minutes=60, channel=Channel.COUNTER,
    fee=16_000, cash=True, cycle_days=20, papers=PAPERS, seals=(Seal(kind=SealKind.PERSONAL),),
)  # fmt: skip


def names(flow: Flow) -> list[str]:
    return [flow.by_code[code].name.ja for code in flow.order]


def accepting(facts: Facts, *keys: str) -> Flow:
    return proposed(facts, [one for one in found(facts) if one.key in keys])


def test_today_is_what_the_row_says() -> None:
    assert names(today(COUNTER)) == [
        "添付書類をそろえる", "申請書に記入する", "申請書に押印する", "窓口へ持って行く", "手数料を現金か証紙で払う",
        "手数料を受け取る", "受け付ける", "台帳やシステムに入力する", "書類と印を確かめる", "順番を待つ", "審査して決める",
        "書類をつづって保管する", "結果を郵送する", "結果を受け取る",
    ]  # fmt: skip


ACCEPTED: list[tuple[str, list[str], list[str]]] = [
    ("abolish_seal:personal:申請書", ["申請書に押印する"], []),
    ("drop_paper:住民票の写し", [], []),
    ("cashless", ["手数料を現金か証紙で払う", "手数料を受け取る"], ["手数料をキャッシュレスで払う"]),
    ("tell_by_mail", ["結果を郵送する"], ["結果を電子メールで知らせる"]),
]


@pytest.mark.parametrize(("key", "gone", "come"), ACCEPTED, ids=[case[0] for case in ACCEPTED])
def test_an_accepted_proposal_changes_its_steps(key: str, gone: list[str], come: list[str]) -> None:
    before, now = names(today(COUNTER)), names(accepting(COUNTER, key))
    assert [name for name in gone if name in now] == []
    assert [name for name in come if name not in now] == []
    assert set(before) - set(now) <= {*gone, "書類と印を確かめる"}


def test_online_takes_away_the_way_and_the_typing() -> None:
    now = accepting(COUNTER, "online", "abolish_seal:personal:申請書")
    assert "オンラインで送る" in names(now)
    assert {"窓口へ持って行く", "受け付ける", "台帳やシステムに入力する", "書類をつづって保管する"}.isdisjoint(
        names(now)
    )


def test_what_waits_for_another_proposal_changes_nothing_yet() -> None:
    registered = replace(COUNTER, seals=(Seal(kind=SealKind.REGISTERED),))
    alone = accepting(registered, "sign_in:registered:申請書")
    assert names(alone) == names(today(registered))


def test_a_dropped_paper_is_asked_for_no_more() -> None:
    dropped = [one for one in found(COUNTER) if one.key == "drop_paper:住民票の写し"]
    assert [paper.name for paper in after(COUNTER, dropped).papers] == ["位置図"]
    assert count(proposed(COUNTER, dropped)).papers == count(today(COUNTER)).papers - 1


facts = st.builds(
    Facts,
    code=st.just("1"),
    name=st.just("手続"),
    volume=st.integers(0, 9_999),
    applicant_minutes=st.integers(0, 300),
    office_minutes=st.integers(0, 300),
    channel=st.sampled_from(Channel),
    face_to_face=st.booleans(),
    fee=st.sampled_from([0, 400]),
    cash=st.booleans(),
    cycle_days=st.integers(0, 60),
    papers=st.lists(st.builds(Attachment, name=st.sampled_from(["図", "票"]), held_by=st.sampled_from(["", "市"]))).map(
        tuple
    ),
    seals=st.lists(st.builds(Seal, kind=st.sampled_from(SealKind), by_law=st.booleans()), max_size=3).map(tuple),
)


@given(facts)
@settings(max_examples=150, deadline=None)
def test_a_sketch_is_a_sound_flow_with_just_the_days_and_minutes_of_the_row(one: Facts) -> None:
    flow = today(one)
    counted = count(flow)
    assert not problems(flow)
    assert counted.days == one.cycle_days
    # Each step is rounded to whole minutes, which the rest evens out where there is any.
    assert abs(counted.applicant_minutes - one.applicant_minutes) <= len(flow.steps)
    assert abs(counted.office_minutes - one.office_minutes) <= len(flow.steps)


@given(facts)
@settings(max_examples=100, deadline=None)
def test_the_proposed_flow_is_sound_and_asks_no_more(one: Facts) -> None:
    flow, before = proposed(one, found(one)), count(today(one))
    now = count(flow)
    assert not problems(flow)
    assert now.days <= before.days
    assert now.papers <= before.papers
    assert now.applicant_minutes <= before.applicant_minutes + len(flow.steps)


@given(facts)
@settings(max_examples=100, deadline=None)
def test_shares_make_up_what_all_accepted_save_together(one: Facts) -> None:
    accepted = found(one)
    parts, whole = shares(one, accepted), together(one, accepted, STANDARDS)
    assert set(parts) == {each.key for each in accepted}
    assert sum(part.minutes for part in parts.values()) == whole.minutes
    assert sum(part.yen for part in parts.values()) == whole.yen
    assert all(part.office_minutes >= 0 and part.applicant_minutes >= 0 and part.yen >= 0 for part in parts.values())
    assert len(effective(accepted)) <= len(accepted)
