"""The pages of overlays: written in a form, problems at their line, compared, agreed to, and chosen by residents."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Adoption, Amendment
from naniwa.services.procedures.queries.live import current
from naniwa.services.procedures.tests import factories, towns
from naniwa.services.procedures.tests.browser import controls, press, words
from naniwa.services.procedures.tests.staff_sessions import let_in, signed_in
from naniwa.services.procedures.tests.towns import CONTACT, OSAKA, SAKAI, SLUG

pytestmark = pytest.mark.django_db
EDIT = f"/staff/overlays/{SLUG}/edit/"
TITLE = (
    "title: {ja: 犬の登録, en: Registration of a Dog}",
    "title: {ja: 犬の登録（新）, en: Registration of a Dog (new)}",
)
CONTACTS = ("担当の窓口にお問い合わせください。", "登録の窓口にお問い合わせください。")
SAVE, REVIEW = ("next", ""), ("next", "review")


@pytest.fixture
def base(tmp_path: Path) -> Version:
    return towns.publish_base(tmp_path, now=timezone.now())


@pytest.fixture
def one(base: Version) -> Staff:
    return towns.clerk("one@osaka.example.jp", OSAKA)


@pytest.fixture
def other(base: Version) -> Staff:
    return towns.clerk("other@osaka.example.jp", OSAKA)


def amendment() -> Amendment:
    with as_system():
        return Amendment.objects.order_by("-pk")[0]


def page_of(client: Client, act: str = "") -> str:
    return reverse(f"procedures:staff_amendment{act}", args=[amendment().public_id])


def follow(client: Client, answer: object) -> str:
    return words(client.get(answer["Location"]))  # type: ignore[index] # the stubs type answers without their headers


def test_a_municipality_writes_reviews_and_publishes_its_form(one: Staff, other: Staff) -> None:
    first, second = signed_in(one.person), signed_in(other.person)
    page = first.get(EDIT)
    assert "基本：犬の登録" in words(page)
    answer = press(
        first, page, REVIEW, url=EDIT, contact__ja=CONTACT["ja"], contact__en=CONTACT["en"], extras=towns.EXTRAS
    )
    compared = follow(first, answer)
    assert "この変更案を公開しますか" in compared
    assert "問い合わせ先" in compared
    assert CONTACT["ja"] in compared
    assert "「犬のこと」 › 「首輪の色」" in compared
    said = follow(first, first.post(page_of(first, "_propose"), {"seen": "1"}))
    assert "あなたが提案しました" in said
    assert "承認して公開する" not in said
    said = follow(first, first.post(page_of(first, "_accept"), {"seen": "1"}))
    assert "承認は別の人が行ってください" in said
    said = follow(second, second.post(page_of(second, "_accept"), {"seen": "1"}))
    assert "承認し、公開しました" in said
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert live.procedure.contact.ja == CONTACT["ja"]
    assert "第1版" in words(first.get(EDIT))


# What stands in the text, the line on which it is told, and what is told.
PROBLEMS = [
    ("remove:\n  - form.checks.no-such\n", "2行目　form.checks.no-such: 基本の定義に、この場所はありません"),
    ("remove:\n  - form.pages.dog.fields.breed\n", "2行目　form.pages.dog.fields.breed: 法令で必要なため"),
    ("# ours\n\nreplace:\n  slug: other\n", "4行目　slug: 市町村が変えられる場所ではありません"),
    ("remove:\n  - [\n", "3行目　-: not YAML"),
    ("remove: x\n", "1行目　remove: a list is needed here"),
    ("replace:\n  form.checks.late.staff: {ja: おそい}\n", "2行目　form.checks.late.staff.en: this is missing"),
]


@pytest.mark.parametrize(("extras", "told"), PROBLEMS)
def test_every_problem_is_told_at_its_line_and_nothing_typed_is_lost(one: Staff, extras: str, told: str) -> None:
    client = signed_in(one.person)
    answer = press(client, client.get(EDIT), REVIEW, url=EDIT, extras=extras)
    page = client.get(answer["Location"])
    assert told in words(page)
    assert controls(page)["extras"][0].lstrip("\n") == extras
    assert "直すところが残っています" in follow(client, client.post(page_of(client, "_propose"), {"seen": "1"}))


def test_half_a_text_and_no_moment_are_told_at_their_box(one: Staff) -> None:
    client = signed_in(one.person)
    answer = press(client, client.get(EDIT), SAVE, url=EDIT, title__ja="市の犬の登録", opens_at="あした")
    assert answer.status_code == 422
    assert "日本語と英語の両方を書いてください" in words(answer)
    assert "日付と時刻を入れてください" in words(answer)
    assert controls(answer)["title.ja"] == ["市の犬の登録"]


def test_who_comes_second_is_told_and_keeps_the_words(one: Staff, other: Staff) -> None:
    first, second = signed_in(one.person), signed_in(other.person)
    pages = first.get(EDIT), second.get(EDIT)
    press(first, pages[0], SAVE, url=EDIT, extras="# one\n")
    answer = press(second, pages[1], SAVE, url=EDIT, extras="# other\n")
    assert answer.status_code == 409
    assert "ほかの人が先に変えました" in words(answer)
    assert controls(answer)["extras"][0].strip() == "# other"


def test_a_new_base_is_compared_decided_and_accepted(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other, now=timezone.now())
    towns.publish_base(tmp_path, TITLE, CONTACTS, now=timezone.now())
    towns.arrived(one, now=timezone.now())
    first, second = signed_in(one.person), signed_in(other.person)
    assert "新しい基本の定義が届いています" in words(first.get(EDIT))
    assert "決める点が1件" in words(first.get(reverse("procedures:staff_overlays")))
    page = words(first.get(page_of(first)))
    for told in ("基本の第2版を受け入れますか", "どちらも変えています", "犬の登録（新）", CONTACT["ja"]):
        assert told in page
    assert "すべての点で" in follow(first, first.post(page_of(first, "_decide"), {"seen": "1"}))
    first.post(page_of(first, "_decide"), {"seen": "1", "point-0": "ours"})
    second.post(page_of(second, "_accept"), {"seen": "2"})
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    assert (live.procedure.title.ja, live.procedure.contact.ja) == ("犬の登録（新）", CONTACT["ja"])


def test_a_refusal_needs_a_reason_and_shows_it(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other, now=timezone.now())
    towns.publish_base(tmp_path, TITLE, now=timezone.now())
    towns.arrived(one, now=timezone.now())
    client = signed_in(one.person)
    assert "理由を書いてください" in follow(
        client, client.post(page_of(client, "_refuse"), {"seen": "1", "reason": " "})
    )
    said = follow(client, client.post(page_of(client, "_refuse"), {"seen": "1", "reason": "条例の改正を待つ"}))
    assert "条例の改正を待つ" in said
    assert "条例の改正を待つ" in words(client.get(EDIT))


def test_the_prefecture_sees_43_municipalities_by_versions(one: Staff, other: Staff, tmp_path: Path) -> None:
    towns.adopted(one, other, now=timezone.now())
    towns.publish_base(tmp_path, TITLE, now=timezone.now())
    towns.arrived(one, now=timezone.now())
    keeper = signed_in(towns.clerk("k@pref.example.jp", "270008-commerce").person)
    counted = words(keeper.get(reverse("procedures:staff_overlays")))
    assert "犬の登録（新）" in counted
    address = reverse("procedures:staff_overlay_base", args=[SLUG])
    page = keeper.get(address)
    assert page.content.decode().count("<tr") == 44
    told = words(page)
    assert "大阪市" in told
    assert "● 公開中" in told
    assert "◐ 確認中" in told
    assert keeper.post(page_of(keeper, "_accept"), {"seen": "1"}).status_code == 403
    sakai = signed_in(towns.clerk("s@sakai.example.jp", SAKAI).person)
    assert sakai.get(address).content.decode().count("<tr") == 2
    assert sakai.get(page_of(sakai)).status_code == 404


def test_a_resident_chooses_a_municipality_and_finds_its_form(one: Staff, other: Staff, client: Client) -> None:
    about, apply = reverse("procedures:about", args=[SLUG]), reverse("procedures:apply", args=[SLUG])
    assert "お住まいの市町村を選んでください" not in words(client.get(about))
    towns.adopted(one, other, now=timezone.now())
    assert words(client.get(reverse("procedures:find"))).count("犬の登録") == 1
    page = client.get(about)
    assert "お住まいの市町村を選んでください" in words(page)
    assert "申請をはじめる" not in words(page)
    own = reverse("procedures:about", args=[f"{SLUG}-{OSAKA}"])
    assert own in page.content.decode()
    told = words(client.get(own))
    assert CONTACT["ja"] in told
    assert "ほかの市町村を選ぶ" in told
    client.force_login(factories.resident())
    assert client.get(apply)["Location"] == about
    assert "/drafts/" in client.get(reverse("procedures:apply", args=[f"{SLUG}-{OSAKA}"]))["Location"]


def test_the_municipality_of_the_last_application_comes_first(one: Staff, other: Staff, client: Client) -> None:
    towns.adopted(one, other, now=timezone.now())
    live = current(f"{SLUG}-{OSAKA}")
    assert live is not None
    person = factories.resident()
    factories.received(live, name="a vaccinated dog", by=person, now=timezone.now() + timedelta(minutes=1))
    client.force_login(person)
    assert "大阪市で申請する" in words(client.get(reverse("procedures:about", args=[SLUG])))


def test_those_without_the_role_do_not_come_in(one: Staff) -> None:
    auditor = signed_in(towns.clerk("a@osaka.example.jp", OSAKA, "auditor").person)
    assert "保存する" not in words(auditor.get(EDIT))
    assert auditor.post(EDIT, {"seen": "0"}).status_code == 403
    assert signed_in(towns.clerk("r@osaka.example.jp", OSAKA, "reviewer").person).get(EDIT).status_code == 403


def test_a_box_that_is_filled_in_stays_filled_in(one: Staff) -> None:
    client = signed_in(one.person)
    press(client, client.get(EDIT), SAVE, url=EDIT, opens_at="2027-04-02T09:00", hours__ja="平日", hours__en="Weekdays")
    found = controls(client.get(EDIT))
    assert (found["opens_at"], found["hours.en"], found["seen"]) == (["2027-04-02T09:00"], ["Weekdays"], ["1"])
    assert amendment().wording["opens_at"] == "2027-04-02T09:00:00+09:00"


def test_what_was_typed_when_the_session_ended_comes_back_after_sign_in(one: Staff) -> None:
    client = signed_in(one.person)
    sent = controls(client.get(EDIT)) | {"extras": ["# ours\n"], "title.ja": ["市の犬の登録"]}
    client.logout()
    client.post(EDIT, sent, headers={"origin": "http://testserver"})
    let_in(client, one.person)
    found = controls(client.get(EDIT))
    assert (found["extras"][0].strip(), found["title.ja"]) == ("# ours", ["市の犬の登録"])


def test_lists_cost_as_many_statements_with_43_municipalities_as_with_one(one: Staff, other: Staff) -> None:
    towns.adopted(one, other, now=timezone.now())
    keeper = signed_in(towns.clerk("k@pref.example.jp", "270008-commerce").person)
    addresses = (reverse("procedures:staff_overlays"), reverse("procedures:staff_overlay_base", args=[SLUG]))

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                keeper.get(address)
            counts.append(len(captured))
        return counts

    cost()
    before = cost()
    with as_system():
        first = Adoption.objects.get()
        for place in Organisation.objects.filter(kind="municipality").exclude(code=OSAKA):
            first.pk, first.public_id, first.organisation = None, uuid4(), place
            first.save(force_insert=True)
    assert cost() == before
