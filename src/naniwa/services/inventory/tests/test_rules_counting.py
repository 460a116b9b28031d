"""What a flow asks of everybody, today's beside the proposed, and the same in words."""

import pytest

from naniwa.services.inventory.rules.counting import compare, count
from naniwa.services.inventory.rules.flow_reading import parse
from naniwa.services.inventory.rules.in_words import ordered_list, summary
from naniwa.services.inventory.tests.flows import sample, short

COUNTS = [
    # flow, (steps, hand-overs, days, papers), minutes of (applicant, office, others)
    ("short", (4, 3, 3, 4), (12, 15, 0)),
    ("branches", (8, 6, 8, 14), (75, 80, 0)),
    ("six_lanes", (10, 8, 11, 14), (15, 205, 60)),  # the register answers by itself
    ("long", (25, 9, 34, 72), (80, 242, 30)),
]


@pytest.mark.parametrize(("name", "numbers", "minutes"), COUNTS)
def test_steps_hand_overs_days_papers_and_minutes_are_counted(
    name: str, numbers: tuple[int, ...], minutes: tuple[int, ...]
) -> None:
    counts = count(sample(name))
    assert (counts.steps, counts.hand_overs, counts.days, counts.papers) == numbers
    assert (counts.applicant_minutes, counts.office_minutes, counts.other_minutes) == minutes


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("short", "s1 s2 s3 s4"),
        ("branches", "s1 s2 s4 s5 s6 s7"),
        ("six_lanes", "s1 s2 s3 s4 s5 s7 s8 s10"),
    ],
)
def test_the_longest_way_has_the_most_days_then_the_most_minutes(name: str, way: str) -> None:
    assert " ".join(count(sample(name)).longest) == way


def test_a_comparison_says_what_falls_grows_and_stays() -> None:
    proposed = short()
    proposed["steps"][2]["days"] = 1
    proposed["steps"][1]["minutes"] = 6
    said = [one.in_words() for one in compare(sample("short"), parse(proposed))]
    assert [words.ja for words in said] == [
        "段階：4段階のまま",
        "受け渡し：3回のまま",
        "待つ日数：3日から1日に（2日減る）",
        "書類：4枚のまま",
        "申請者の時間：12分のまま",
        "職員の時間：15分から16分に（1分増える）",
        "関係機関の時間：0分のまま",
    ]
    assert said[2].en == "Waiting: from 3 to 1 day (2 fewer)"
    assert said[5].en == "Office's time: from 15 to 16 minutes (1 more)"
    assert said[0].en == "Steps: 4 steps as before"


def test_a_flow_in_words_says_each_step_and_where_it_goes_on() -> None:
    assert ordered_list(sample("branches"), "ja") == (
        "申請者：申請書に記入して押印する（20分・書類3枚）。",
        "窓口：書類がそろっているか見る（10分・書類3枚）。「不足がある」のときは3へ進みます。「そろっている」のときは4へ進みます。",
        "申請者：足りない書類を取りに行く（40分・待ち5日・書類1枚）。2へ戻ります。",
        "担当課：要件に合うか審査する（30分・待ち4日・書類3枚）。",
        "担当課：許可するか決める（15分・待ち2日・書類1枚）。「許可する」のときは6へ進みます。「許可しない」のときは8へ進みます。",
        "申請者：手数料を納める（15分・書類1枚）。",
        "担当課：許可証を郵送する（5分・待ち2日・書類1枚）。ここで終わります。",
        "担当課：不許可の理由を知らせる（20分・書類1枚）。ここで終わります。",
    )


def test_a_flow_in_words_is_english_too() -> None:
    said = ordered_list(sample("branches"), "en")
    assert said[1] == (
        "Counter: See whether papers are complete (10 min, 3 papers). "
        "If “Something is missing”, goes on to 3. If “Complete”, goes on to 4."
    )
    assert said[2].endswith("Goes back to 2.")
    assert said[-1].endswith("This is an end.")
    assert ordered_list(sample("six_lanes"), "en")[3].endswith("Goes on to 5 and 6 at the same time.")


def test_a_summary_names_the_lanes_and_the_counts() -> None:
    words = summary(sample("short"))
    assert words.ja == "申請者、窓口、担当課が行う4段階。受け渡し3回、待ち3日。"
    assert words.en == "4 steps by Applicant, Counter, Section in charge: 3 hand-overs, 3 days of waiting."
