"""Which procedures to put online first, and why."""

from dataclasses import replace

import pytest

from naniwa.services.inventory.rules.columns import Entry, Paper, Pressed
from naniwa.services.inventory.rules.facts import Attachment, Channel, Check, Facts, Identity, Seal, SealKind
from naniwa.services.inventory.rules.scores import Part, ranked, score
from naniwa.services.inventory.rules.survey import facts_of

PLAIN = Facts(code="1", name="住民票の写し", volume=6_000, applicant_minutes=90, office_minutes=30)
BY_LAW = Seal(kind=SealKind.REGISTERED, by_law=True)
PERSONAL = Seal(kind=SealKind.PERSONAL)
HELD, OWN = Attachment(name="住民票", held_by="市民課"), Attachment(name="図面")

POINTS: list[tuple[str, dict[str, object], Part, int]] = [
    ("nobody comes", {}, Part.FACE, 10),
    ("people come by custom", {"face_to_face": True}, Part.FACE, 5),
    ("people come by law", {"face_to_face": True, "face_to_face_by_law": True}, Part.FACE, 0),
    ("no seal", {}, Part.SEAL, 10),
    ("a seal by custom", {"seals": (PERSONAL,)}, Part.SEAL, 10),
    ("a seal by law", {"seals": (PERSONAL, BY_LAW)}, Part.SEAL, 0),
    ("no papers", {}, Part.PAPERS, 10),
    ("half of the papers held", {"papers": (HELD, OWN)}, Part.PAPERS, 5),
    ("no paper held", {"papers": (OWN,)}, Part.PAPERS, 0),
    ("nothing online yet", {}, Part.CHANNEL, 10),
    ("a third online", {"online_percent": 33}, Part.CHANNEL, 6),
    ("all online", {"online_percent": 100}, Part.CHANNEL, 0),
    ("5,880 hours", {}, Part.SAVED, 50),
    ("58 hours", {"volume": 60}, Part.SAVED, 10),
    ("no volume", {"volume": 0}, Part.SAVED, 0),
]


@pytest.mark.parametrize(("facts", "part", "points"), [case[1:] for case in POINTS], ids=[case[0] for case in POINTS])
def test_each_part_has_its_points(facts: dict[str, object], part: Part, points: int) -> None:
    found = score(replace(PLAIN, **facts))  # type: ignore[arg-type] # a table of cases
    assert {one.part: one.points for one in found.parts}[part] == points
    assert 0 <= found.points <= 100
    assert all(0 <= one.points <= one.most for one in found.parts)
    assert sum(one.most for one in found.parts) == 100


def test_a_score_is_told_in_words() -> None:
    """60 minutes of way, 10 to receive and 8 to type in, of which 70 % go; 6 minutes for a letter likewise."""
    words = score(PLAIN).in_words()
    assert words.ja == (
        "100点のうち90点：減る時間50点（年に6,000件、1件で約58分、合わせて5,880時間）、対面10点（対面を求めていない）、"
        "印10点（印を求めていない）、添付書類10点（添付書類がない）、受付方法10点（100%がオンラインではない）"
    )
    assert words.en.startswith("90 of 100 points: hours saved 50 (6,000 cases a year, about 58 minutes each")


def test_ties_go_by_minutes_then_volume_then_code() -> None:
    rows = [
        replace(PLAIN, code="c"),
        replace(PLAIN, code="a"),
        replace(PLAIN, code="b", volume=6_001),
        replace(PLAIN, code="d", volume=0, office_minutes=10),
        replace(PLAIN, code="z", volume=100_000),
    ]
    assert [one.code for one in ranked(rows)] == ["z", "b", "a", "c", "d"]
    assert ranked(reversed(rows)) == ranked(rows)


def entry(**values: str | int | None) -> Entry:
    given: dict[str, str | int | None] = {
        "title": "営業許可", "applicant": "business", "volume": 800, "minutes_applicant": 120, "minutes_office": 90,
        "fee": 16_000, "channel": "counter", "identity": "document", "face_to_face": "yes", "cycle_days": 14,
        "moment": "開業", "validity_years": 1, "renewals": 300, "check_name": "資格", "check_minutes": 5,
        "check_register": "名簿",
    }  # fmt: skip
    return Entry(
        given | values, (Paper("図面", ""), Paper("登記事項証明書", "法務局")), (Pressed("corporate", "", "会社法"),)
    )


def test_a_row_of_the_survey_becomes_facts() -> None:
    facts = facts_of(entry(), code="7")
    assert (facts.code, facts.name, facts.volume, facts.cycle_days) == ("7", "営業許可", 800, 14)
    assert (facts.channel, facts.identity, facts.face_to_face, facts.cash) == (
        Channel.COUNTER,
        Identity.DOCUMENT,
        True,
        True,
    )
    assert facts.seals == (Seal(kind=SealKind.CORPORATE, by_law=True, basis="会社法"),)
    assert [paper.held_by for paper in facts.papers] == ["", "法務局"]
    assert (facts.moment, facts.validity_years, facts.renewals) == ("開業", 1, 300)
    assert facts.checks == (Check(name="資格", minutes=5, register="名簿"),)


def test_a_row_with_gaps_claims_nothing() -> None:
    facts = facts_of(
        entry(volume=None, minutes_applicant=None, identity="", face_to_face="", channel="online"), code="7"
    )
    assert (facts.volume, facts.online_percent, facts.cash) == (0, 100, False)
    assert score(facts).minutes_saved == 0
