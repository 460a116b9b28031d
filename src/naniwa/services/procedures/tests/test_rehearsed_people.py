"""Who applies in a rehearsal: people of their own names, who mend what they are asked to."""

from naniwa.services.procedures.definitions import FOLDER, load
from naniwa.services.procedures.rehearsal.applicants import Applicant, applicants, changes


def rehearsed(name: str) -> list[Applicant]:
    return list(applicants(load(FOLDER / "library" / f"{name}.yaml"), count=60, seed=1))


def test_an_answer_that_the_faultless_example_lacks_is_taken_away() -> None:
    assert changes({"whose": "own", "copies": 1}, {"whose": "own", "copies": 30, "shown": ["domicile"]}) == {
        "copies": 1,
        "shown": None,
    }


def test_a_second_person_has_a_name_of_their_own() -> None:
    both = [one.answers for one in rehearsed("nursery-place") if "parent_two" in one.answers]
    assert len(both) > 10
    assert not [one for one in both if one["parent_two"] == one["applicant"]]
    assert {one["parent_two"]["family"] == one["applicant"]["family"] for one in both} == {True}
    assert len({one["parent_two"]["given"] for one in both}) > 5


def test_children_have_the_family_name_and_each_a_given_name_of_their_own() -> None:
    for one in rehearsed("child-allowance"):
        who, children = one.answers["applicant"], one.answers["children"]
        assert {child["full"].partition(" ")[0] for child in children} == {who["family"]}
        assert {child["reading"].partition(" ")[0] for child in children} == {who["family_kana"]}
        assert f"{who['family']} {who['given']}" not in {child["full"] for child in children}
    apart = [{child["full"] for child in one.answers["children"]} for one in rehearsed("child-allowance")]
    assert max(map(len, apart)) > 2
    assert len(set.union(*apart)) > len(apart)
