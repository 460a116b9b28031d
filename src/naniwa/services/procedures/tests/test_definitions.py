"""The shipped definitions are sound, and what would make one unsound is named with its line."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from naniwa.kernel.forms.definition import Text
from naniwa.services.procedures.definitions import FOLDER, UnsoundDefinition, check, decide, load, parse, shipped
from naniwa.services.procedures.definitions.examples import answers_of
from naniwa.services.procedures.definitions.json_schema import json_schema

ROOT = Path(__file__).parents[5]
CLOSURE, WIDER = FOLDER / "closure-relief-grant.yaml", FOLDER / "wider-relief-grant.yaml"
EVERY = [*shipped(), *(ROOT / "benchmarks/definitions").glob("*.yaml")]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_shipped_definition_is_sound(path: Path) -> None:
    assert [str(flaw) for flaw in check(path)] == []


def test_both_grants_are_shipped() -> None:
    assert {CLOSURE, WIDER} <= set(shipped())


@pytest.mark.parametrize("path", [CLOSURE, WIDER], ids=lambda path: path.stem)
def test_every_rule_of_a_grant_is_seen_to_find_its_fault(path: Path) -> None:
    procedure = load(path)
    found = {code for example in procedure.examples for code in example.expect.findings}
    assert found == {one.code for one in procedure.form.checks if one.must is not None}
    assert len(procedure.examples) >= 10


@pytest.mark.parametrize("path", [CLOSURE, WIDER], ids=lambda path: path.stem)
def test_staff_can_send_a_failed_transfer_back(path: Path) -> None:
    codes = {one.code: one for one in load(path).form.checks}
    assert codes["bank-transfer-failed"].field == load(path).applicant.account


KANJI = re.compile("[一-龠々]+")
SPOKEN = ("eligibility", "documents", "life_situations", "form", "outcomes", "contact", "title", "description")
STAFF = {"staff", "values"}
"""Parts of a form that no applicant reads."""


def spoken(path: Path) -> dict[str, Text]:
    """What an applicant reads of a definition, by place."""
    found: dict[str, Text] = {}

    def look(said: object, place: str) -> None:
        if isinstance(said, Text):
            found[place] = said
        elif isinstance(said, BaseModel):
            for name in type(said).model_fields.keys() - STAFF:
                look(getattr(said, name), f"{place}.{name}")
        elif isinstance(said, tuple):
            for number, one in enumerate(said):
                look(one, f"{place}[{number}]")

    for name in SPOKEN:
        look(getattr(load(path), name), name)
    return found


@pytest.mark.parametrize("path", [CLOSURE, WIDER], ids=lambda path: path.stem)
def test_who_reads_little_japanese_has_easy_words_for_all_that_applicants_read(path: Path) -> None:
    silent = [place for place, said in spoken(path).items() if KANJI.search(said.ja) and not said.easy]
    assert silent == []


@pytest.mark.parametrize("path", [CLOSURE, WIDER], ids=lambda path: path.stem)
def test_every_kanji_of_easy_words_is_read_out_once(path: Path) -> None:
    """`会社（かいしゃ）`; what stands after 例 is an answer, and answers are written as they are."""
    for place, said in spoken(path).items():
        words = (said.easy or "").partition("例（れい）：")[0]
        read = set(re.findall("([一-龠々]+)（[ぁ-ん]+）", words))
        assert set(KANJI.findall(words)) - read == set(), place


def whole(path: Path, **changes: Any) -> dict[str, Any]:
    first = next(iter(answers_of(load(path)).values()))
    return {key: value for key, value in (first | changes).items() if value is not None}


AMOUNTS = [
    ("company", 1, 500_000),
    ("company", 2, 1_000_000),
    ("sole", 1, 250_000),
    ("sole", 3, 500_000),
    ("association", 2, 1_000_000),
]


@pytest.mark.parametrize(("kind", "places", "amount"), AMOUNTS)
def test_the_wider_grant_pays_by_kind_and_places(kind: str, places: int, amount: int) -> None:
    corporation = {
        "corporation_name": "なにわ",
        "corporation_kana": "ナニワ",
        "corporate_number": "4000020270008",
        "staff_count": 1,
    }
    rows = [{"name": f"{number}号店", "town": "堺市"} for number in range(places)]
    proposal = decide(load(WIDER), whole(WIDER, kind=kind, places=rows, **corporation))
    assert (proposal.refused, proposal.amount_yen) == (False, amount)


def test_a_published_text_is_read_once() -> None:
    text = CLOSURE.read_text(encoding="utf-8")
    assert parse(text) is parse(text)


def test_the_windows_are_those_published() -> None:
    moments = load(CLOSURE).window()
    assert [f"{moment:%Y-%m-%d %H:%M %z}" for moment in moments.values()] == [
        "2020-04-27 00:00 +0900",
        "2020-06-01 00:00 +0900",
        "2020-06-21 00:00 +0900",
    ]


def test_the_schema_for_editors_is_current() -> None:
    """Renew it with `naniwa procedures schema > docs/reference/procedure.schema.json`."""
    assert (ROOT / "docs/reference/procedure.schema.json").read_text(encoding="utf-8") == json_schema()


def spoilt(tmp_path: Path, before: str, after: str) -> tuple[list[str], int]:
    """Flaws of the first grant with one change, and the line of the change."""
    text = CLOSURE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "grant.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    line = text[: text.index(before)].count("\n") + after.rstrip().count("\n") + 1
    return [str(flaw) for flaw in check(path)], line


FLAWS = [
    ("opens_at: 2020-04-27", "opens_at: 2020-04-32", "opens_at"),
    ("closes_at: 2020-06-01", "closes_at: 2020-04-01", "closes before it opens"),
    ("corrections_until: 2020-06-21T00", "corrections_until: 2020-05-21T00", "corrections end before applications do"),
    ("closes_at: 2020-06-01T00:00:00+09:00", "closes_at: 2020-06-01T00:00:00", "write day, time and time zone: 2020-04-27T00:00:00+09:00"),
    ("prefecture: 1/2, municipality: 1/2", "prefecture: 1/2, municipality: 1/3", "the shares must add up to 1"),
    ("slug: closure-relief-grant", "slug: Closure", "slug: 'Closure' will not do: three or more small letters, digits and -"),
    ("office: 270008-commerce", "office: 270008-comerce", "office: there is no organisation '270008-comerce'; is it '270008-commerce'?"),
    ("office: 270008-commerce", "office: moon", "office: there is no organisation 'moon'"),
    ("ja: 大阪府 商工労働部にお問い合わせください。", "ja: 大阪府 商工労働部に{お問い合わせください。", "contact.ja: nothing is filled in here"),
    ("name: {ja: 審査, en: Review}", "name: {ja: 審査, en: 'Review {'}", "stages[0].name.en: nothing is filled in here"),
    ("audience: [business]", "audience: business", "audience: a list is needed here"),
    ("audience: [business]", "audience: []", "audience: at least 1 needed here, but there are 0"),
    ("amount: 1000000,", "amount: [1],", "amounts[0].amount: a whole number is needed here; or text is needed here"),
    ("prefecture: 1/2,", "prefecture: half,", "shares.prefecture: write a share as a fraction, such as 1/2"),
    ("prefecture: 1/2,", "prefecture: 1/0,", "write a share as a fraction, such as 1/2"),
    ("prefecture: 1/2, municipality: 1/2", "prefecture: 3/2, municipality: -1/2", "a share is not below 0"),
    ("amount: 500000", "amount: -500000", "an amount is above 0 yen"),
    ('when: kind == "company", amount', "amount", "never comes true: amounts[0] above it has no `when`"),
    ('when: kind == "company", amount: 1000000', 'when: kind == "company", amount: sales_after - sales_after', "approved, but no amount above 0 yen comes out"),
    ("{holder_kana: タカハシ ハナコ}", "{holder_kna: タカハシ ハナコ}", "'account' has no part 'holder_kna'"),
    ("        likely: true\n      - label: {ja: いいえ", "        likely: false\n      - label: {ja: いいえ", "nobody is likely"),
    ("reminders: [7, 2]", "reminders: [14, 2]", "is no time for a reminder"),
    ("reminders: [7, 2]", "reminders: [0]", "is no time for a reminder"),
    ("reminders: [7, 2]", "reminders: [7, 7]", "there are two: 7"),
    ("name: [company_name, ", "name: [place, ", "'place' is no name"),
    ("kana: [company_kana, ", "kana: [phone, ", "'phone' is no reading in kana"),
    ("municipality: place.municipality_code", "municipality: phone", "'phone' is no municipality_code of an address"),
    ("  address: place\n", "  address: phone\n", "'phone' is no address"),
    ("  phone: phone\n", "  phone: bank_book\n", "'bank_book' is no telephone number"),
    ("search: [corporate_number, ", "search: [bank_book, ", "'bank_book' is no text that can be compared"),
    ("fields: [phone, place.postal_code]", "fields: [account]", "'account' is no text that can be compared"),
    ("fields: [bank_book]", "fields: [phone]", "'phone' is no file"),
    ("by: facility", "by: phone", "'phone' is no answer chosen from a list"),
    ("received: procedures.received", "received: procedures.recieved", "there is no wording 'procedures.recieved'"),
    ("  paid: procedures.paid", "  paid: procedures.declined", "says {reason}, which nobody knows at 'paid'"),
    ("role: approver, days: 4}", "role: approver, days: 4}\n  - {key: again, name: {ja: 再, en: Again}, role: reviewer, days: 1}", "reviewer comes before approver"),
    ("role: reviewer", "role: approver", "no stage is a reviewer's"),
    ("municipality: place.municipality_code", "municipality: place.city", "there is no answer 'place.city'"),
    ("  account: account\n", "  account: place\n", "'place' is no bank account"),
    ("fields: [bank_book]", "fields: [passbook]", "there is no answer 'passbook'"),
    ("measure: applications, by: facility", "measure: applications, by: shape", "there is no answer 'shape'"),
    ('when: kind == "company", amount', 'when: kind == "club" + 1, amount', "cannot be applied"),
    ("amount: 500000", "amount: sales_aftr * 2", "there is no field or value 'sales_aftr'"),
    ("role: approver", "role: reviewer", "no stage is an approver's"),
    ("  - key: declined\n", "  - key: approved\n", "there are two: 'approved'"),
    ("  withdrawn: procedures.withdrawn", "  withdrew: procedures.withdrawn", "no case ever takes the turn 'withdrew'"),
    ("  - name: one yen more than half\n", "  - name: a restaurant company that closed\n", "there are two: 'a restaurant company"),
    ("    like: a sole trader whose", "    like: a sole tradr whose", "there is no earlier example 'a sole tradr"),
    ("answers: {sales_after: 490001}", "answers: {sales_aftr: 490001}", "there is no field 'sales_aftr'"),
    ("answers: {sales_after: 490001}\n    expect: {findings: [sales-not-halved], amount_yen: 500000}", "answers: {sales_after: 490001}\n    expect: {outcome: approved, amount_yen: 500000}", "expected findings none, but it gives sales-not-halved"),
    ("expect: {outcome: approved, amount_yen: 1000000}", "expect: {outcome: approved, amount_yen: 1000001}", "expected amount_yen 1000001, but it gives 1000000"),
    ("expect: {outcome: approved, amount_yen: 1000000}", "expect: {refused: true}", "expected refused at entry, but it is accepted at entry"),
    ("expect: {outcome: approved, amount_yen: 1000000}", "expect: {outcome: declined, amount_yen: 1000000}", "expected outcome declined, but it gives approved"),
    ("expect: {refused: true, problems: [corporate_number]}", "expect: {refused: true}", "expected problems none, but it gives corporate_number"),
    ("must: sales_before > 0", "must: sales_before / 0 > 0", "the rule of check 'no-sales-before' cannot be worked out"),
    ('must: place.prefecture == "大阪府"', "must: place == 1", "'place' has parts"),
    ("        note:\n          ja: 50％以上の減少が条件です。\n          en: A fall of 50 % or more is a condition.\n          easy: 売上（うりあげ）が半分（はんぶん）か、半分より少（すく）なくなった会社（かいしゃ）や人（ひと）だけがもらえます。\n", "", "say why it is not likely"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "message"), FLAWS, ids=[flaw[2][:40] for flaw in FLAWS])
def test_a_flaw_is_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    told, line = spoilt(tmp_path, before, after)
    found = [flaw for flaw in told if message in flaw]
    assert found, told
    assert (
        any(abs(int(flaw.split("grant.yaml:")[1].split(":")[0]) - line) <= 3 for flaw in found)
        or "worked out" in message
        or "comes out" in message
    )


def test_an_unsound_file_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "grant.yaml"
    path.write_text(CLOSURE.read_text(encoding="utf-8").replace("prefix: KX", "prefix: kx"), encoding="utf-8")
    with pytest.raises(UnsoundDefinition, match=r"grant.yaml:9: prefix: "):
        load(path)
