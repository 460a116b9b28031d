"""Which proposals are found for what facts, what each saves, and that no minute is saved twice."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.services.inventory.rules.facts import (
    STANDARDS,
    Attachment,
    Channel,
    Check,
    Consultation,
    Facts,
    Identity,
    NegativeNumber,
    Seal,
    SealKind,
    candidates,
)
from naniwa.services.inventory.rules.proposals import Proposal, effective, found, together
from naniwa.services.inventory.rules.work import Saving, pieces, saving, whole

BARE = Facts(
    code="1", name="証明書の交付", volume=1_200, applicant_minutes=120, office_minutes=60,
    channel=Channel.ONLINE, online_percent=100, told_by=Channel.ONLINE,
)  # fmt: skip
PERSONAL = Seal(kind=SealKind.PERSONAL, basis="様式第1号")
REGISTERED = Seal(kind=SealKind.REGISTERED, by_law=True, basis="商業登記規則")
CERTIFICATE = Attachment(name="印鑑登録証明書", held_by="市民課", yen=300, for_seal=True)
RESIDENCE = Attachment(name="住民票の写し", held_by="市民課", copies=2, yen=300)

FOUND = [
    ("nothing to change", {}, []),
    ("a personal seal without a law", {"seals": (PERSONAL,)}, ["abolish_seal:personal:申請書"]),
    ("a personal seal by law", {"seals": (replace(PERSONAL, by_law=True),)}, ["sign_in:personal:申請書"]),
    ("a registered seal by law", {"seals": (REGISTERED,)}, ["e_signature:registered:申請書"]),
    ("a registered seal by custom", {"seals": (replace(REGISTERED, by_law=False),)}, ["sign_in:registered:申請書"]),
    ("no seal", {"seals": (Seal(kind=SealKind.NONE),)}, []),
    ("two seals alike", {"seals": (PERSONAL, PERSONAL)}, ["abolish_seal:personal:申請書", "abolish_seal:personal:申請書#2"]),
    ("a paper held elsewhere", {"papers": (RESIDENCE,)}, ["drop_paper:住民票の写し"]),
    ("a paper held by nobody", {"papers": (Attachment(name="図面"),)}, []),
    ("a check by a register", {"checks": (Check(name="住所", minutes=5, register="住民基本台帳"),)}, ["automate_check:住所"]),
    ("a check by judgement", {"checks": (Check(name="計画", minutes=5),)}, []),
    ("counter", {"channel": Channel.COUNTER, "online_percent": 0}, ["online"]),
    ("face to face by custom", {"face_to_face": True}, ["no_face_to_face"]),
    ("face to face by law", {"face_to_face": True, "face_to_face_by_law": True, "channel": Channel.COUNTER}, []),
    ("cash", {"fee": 300, "cash": True}, ["cashless"]),
    ("no fee", {"fee": 0, "cash": True}, []),
    ("told by post", {"told_by": Channel.POST}, ["tell_by_mail"]),
    ("renewed each year", {"validity_years": 1, "renewals": 600}, ["lengthen_validity"]),
    ("renewed each year by law", {"validity_years": 1, "renewals": 600, "validity_by_law": True}, []),
    ("offices one after another", {"consultations": (Consultation(office="消防", days=7), Consultation(office="土木", days=5))}, ["parallel"]),
    ("one office", {"consultations": (Consultation(office="消防", days=7),)}, []),
    ("slow", {"cycle_days": 30}, ["promise"]),
    ("slow and promised", {"cycle_days": 30, "promised_days": 6}, []),
    ("quick", {"cycle_days": 6}, []),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "keys"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_a_fact_leads_to_its_proposal(facts: dict[str, object], keys: list[str]) -> None:
    proposals = found(replace(BARE, **facts))  # type: ignore[arg-type] # a table of cases
    assert sorted(one.key for one in proposals) == sorted(keys)
    for one in proposals:
        words = (one.sentence, one.reason, *one.presumes)
        assert one.presumes
        assert all(said.ja and said.en for said in words)


def only(facts: Facts) -> Proposal:
    (one,) = found(facts)
    return one


def test_a_seal_saves_its_minutes_of_both_sides() -> None:
    """1,200 cases: 5 minutes of the applicant at 40 yen, 2 of the office at 50 yen."""
    assert only(replace(BARE, seals=(PERSONAL,))).saving == Saving(
        applicant_minutes=6_000, office_minutes=2_400, applicant_yen=240_000, office_yen=120_000
    )


def test_a_paper_saves_its_price_and_half_of_the_time_to_look_at_it() -> None:
    """30 minutes and 2 for the second copy, 300 yen; 4 minutes for each copy, of which looking up keeps half."""
    one = only(replace(BARE, papers=(RESIDENCE,)))
    assert one.saving == Saving(
        applicant_minutes=32 * 1_200,
        applicant_yen=(32 * 40 + 300) * 1_200,
        office_minutes=4 * 1_200,
        office_yen=240_000,
    )
    assert one.reason.ja == "住民票の写しの情報は市民課がすでに持っています"
    assert "市民課" in one.presumes[0].en


def test_standard_times_never_exceed_what_the_facts_say() -> None:
    """Ten minutes of the applicant in all cannot hold an hour's way and half an hour for a paper."""
    facts = replace(BARE, applicant_minutes=10, channel=Channel.COUNTER, online_percent=0, papers=(RESIDENCE,))
    mine = [piece.minutes for piece in pieces(facts, STANDARDS) if piece.side == "applicant"]
    assert sum(mine) == 10


def test_fewer_renewals_save_their_share_of_everything_and_name_the_lost_fee() -> None:
    """Half of the cases renew; every three years instead of every year saves two thirds of those."""
    one = only(replace(BARE, validity_years=1, renewals=600, fee=300))
    assert one.saving.office_minutes == 60 * 1_200 // 3
    assert one.presumes[1].ja == "手数料の収入が年に約120,000円減ること"


def test_asking_at_once_and_a_promise_shorten_one_case() -> None:
    asked = (Consultation(office="消防", days=7), Consultation(office="土木", days=5))
    facts = replace(BARE, cycle_days=30, consultations=asked)
    days = {one.code: one.saving.days for one in found(facts)}
    assert days == {"parallel": 5, "promise": 12}
    assert together(facts, found(facts), STANDARDS).days == 12


def test_the_smaller_procedure_is_merged_into_the_largest_and_never_back() -> None:
    small = replace(BARE, code="2", name="小", applicant="個人", moment="転入", volume=100)
    large = replace(small, code="3", name="大", volume=900)
    index = candidates([small, large, replace(small, code="4", moment="出生")])
    assert [one.key for one in found(small, index.of(small))] == ["merge:3"]
    assert found(large, index.of(large)) == ()


def test_procedures_without_a_moment_are_never_merged() -> None:
    assert candidates([BARE, replace(BARE, code="2")]).of(BARE) == ()


def test_an_online_procedure_needs_the_seals_gone_and_a_signature_needs_it_online() -> None:
    facts = replace(BARE, channel=Channel.COUNTER, online_percent=0, seals=(REGISTERED,), papers=(CERTIFICATE,))
    by_code = {one.code.value: one for one in found(facts)}
    assert by_code["online"].needs == ("e_signature:registered:申請書",)
    assert by_code["e_signature"].needs == ("online",)
    assert effective([by_code["online"]]) == ()
    assert len(effective([by_code["online"], by_code["e_signature"]])) == 2
    assert together(facts, [by_code["online"]], STANDARDS) == Saving()


def test_a_certificate_that_goes_with_its_seal_is_saved_once() -> None:
    facts = replace(BARE, seals=(replace(REGISTERED, by_law=False),), papers=(CERTIFICATE,))
    seal, paper = sorted(found(facts), key=lambda one: one.code != "sign_in")
    both = together(facts, [seal, paper], STANDARDS)
    assert both.applicant_minutes == seal.saving.applicant_minutes == (5 + 30) * 1_200
    assert paper.saving.applicant_minutes == 30 * 1_200


@pytest.mark.parametrize(
    "wrong", [{"volume": -1}, {"fee": -1}, {"papers": (Attachment(name="図面", copies=0),)}, {"checks": (Check(name="住所", minutes=-1),)}]
)  # fmt: skip
def test_facts_are_never_below_nought(wrong: dict[str, object]) -> None:
    with pytest.raises(NegativeNumber):
        replace(BARE, **wrong)  # type: ignore[arg-type] # a table of cases


COUNTS = st.integers(0, 500)
SEALS = st.builds(Seal, kind=st.sampled_from(SealKind), by_law=st.booleans(), on=st.sampled_from(["申請書", "委任状"]))
PAPERS = st.builds(
    Attachment, name=st.sampled_from(["住民票", "納税証明書", "図面"]), held_by=st.sampled_from(["", "市民課"]),
    copies=st.integers(1, 3), yen=st.integers(0, 600), for_seal=st.booleans(),
)  # fmt: skip
CHECKS = st.builds(
    Check, name=st.sampled_from(["住所", "所得"]), minutes=st.integers(0, 60), register=st.sampled_from(["", "住基"])
)
ASKED = st.builds(Consultation, office=st.sampled_from(["消防", "土木"]), days=st.integers(0, 20))
FACTS = st.builds(
    Facts, code=st.just("1"), name=st.just("手続"), volume=COUNTS, applicant_minutes=COUNTS, office_minutes=COUNTS,
    applicant=st.just("個人"), moment=st.just("転入"),
    channel=st.sampled_from(Channel), online_percent=st.integers(0, 100), told_by=st.sampled_from(Channel),
    identity=st.sampled_from(Identity), face_to_face=st.booleans(), face_to_face_by_law=st.booleans(),
    seals=st.lists(SEALS, max_size=3).map(tuple), papers=st.lists(PAPERS, max_size=4).map(tuple),
    checks=st.lists(CHECKS, max_size=3).map(tuple), consultations=st.lists(ASKED, max_size=3).map(tuple),
    in_parallel=st.booleans(), fee=COUNTS, cash=st.booleans(), cycle_days=st.integers(0, 60),
    validity_years=st.none() | st.integers(1, 5), validity_by_law=st.booleans(), renewals=COUNTS,
)  # fmt: skip
LARGER = replace(BARE, code="9", name="転入届", volume=1_000, applicant="個人", moment="転入")


def numbers(saved: Saving) -> tuple[int, ...]:
    return saved.office_minutes, saved.applicant_minutes, saved.office_yen, saved.applicant_yen, saved.days


@given(facts=FACTS, data=st.data())
def test_together_they_save_no_more_than_there_is_in_any_order(facts: Facts, data: st.DataObject) -> None:
    proposals = found(facts, [LARGER])
    accepted = data.draw(st.lists(st.sampled_from(proposals), unique=True) if proposals else st.just([]))
    saved = numbers(together(facts, accepted, STANDARDS))
    assert numbers(together(facts, reversed(accepted), STANDARDS)) == saved
    assert numbers(together(facts, data.draw(st.permutations(accepted)), STANDARDS)) == saved
    assert all(0 <= part <= most for part, most in zip(saved, numbers(whole(facts, STANDARDS)), strict=True))


@given(facts=FACTS)
def test_together_they_save_no_more_than_one_by_one_and_no_less_than_any(facts: Facts) -> None:
    proposals = found(facts, [LARGER])
    both = numbers(together(facts, proposals, STANDARDS))
    rounding = len(proposals)
    for place, part in enumerate(both):
        alone = [numbers(one.saving)[place] for one in proposals]
        assert part <= sum(alone) + rounding
        assert part >= max([numbers(one.saving)[place] for one in effective(proposals)], default=0)


@given(facts=FACTS, data=st.data())
def test_one_more_accepted_never_saves_less(facts: Facts, data: st.DataObject) -> None:
    proposals = found(facts, [LARGER])
    fewer = data.draw(st.sets(st.sampled_from(range(len(proposals)))) if proposals else st.just(set[int]()))
    some = numbers(together(facts, [one for place, one in enumerate(proposals) if place in fewer], STANDARDS))
    all_ = numbers(together(facts, proposals, STANDARDS))
    assert all(part <= most for part, most in zip(some, all_, strict=True))


@given(facts=FACTS)
def test_each_proposal_has_a_key_of_its_own_and_the_largest_comes_first(facts: Facts) -> None:
    proposals = found(facts, [LARGER])
    assert len({one.key for one in proposals}) == len(proposals)
    assert [one.saving.yen for one in proposals] == sorted((one.saving.yen for one in proposals), reverse=True)


@given(facts=FACTS)
def test_the_pieces_are_just_the_minutes_of_the_facts(facts: Facts) -> None:
    made = pieces(facts, STANDARDS)
    assert sum((one.minutes for one in made), Fraction(0)) == facts.applicant_minutes + facts.office_minutes
    assert all(one.minutes >= 0 for one in made)
    assert numbers(saving(facts, STANDARDS, [])) == (0, 0, 0, 0, 0)
