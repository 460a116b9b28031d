"""A scrivener with thirty clients asks them all at once: a list looked at line by line, each asked by mail, reminded."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from naniwa.kernel.mandates import operations, rules
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.rules import NotForYou
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import agency
from naniwa.services.procedures.tests.browser import press, words

pytestmark = pytest.mark.django_db
MANY, ASKED = "/mandates/many/", "/mandates/asked/"
ADDRESS = "大阪市中央区大手前2丁目1-22"


def line(number: int, **changes: str) -> str:
    said = {"name": f"難波 {number}", "kana": "ナンバ", "address": ADDRESS, "email": f"client{number}@example.jp"}
    return "\t".join({**said, **changes}.values())


def form(*lines: str, **changes: Any) -> dict[str, Any]:
    told = agency.form(registration="12345678", office="南事務所", clients="\n".join(lines))
    return {key: told[key] for key in told if key not in {"name", "kana", "address", "email"}} | changes


@pytest.fixture
def client(agent: Person, version: Live) -> Client:
    return agency.signed_in(agent)


def asked() -> list[str]:
    with as_system():
        return sorted(Message.objects.filter(template="mandates.proposed").values_list("to_address", flat=True))


def sent(client: Client, *lines: str) -> Any:
    """Looked at, and sent as it was seen."""
    page = client.post(MANY, form(*lines))
    return press(client, page, ("act", "ask"), url=MANY)


def test_thirty_clients_are_looked_at_and_asked_once(client: Client) -> None:
    lines = [line(number) for number in range(30)]
    page = client.post(MANY, form(*lines))
    assert "この30人に申し出ます" in words(page)
    assert asked() == []
    for _each in range(2):  # pressed twice
        answer = press(client, page, ("act", "ask"), url=MANY)
        assert answer.headers["Location"] == ASKED
    assert len(asked()) == 30
    said = words(client.get(ASKED))
    assert "返事を待っている人 30人" in said
    assert "もう一度お願いする" not in said.replace("・もう一度お願いする", "")


def test_each_line_says_what_is_wrong_with_it(client: Client) -> None:
    mandate = agency.proposed(Person.objects.get(email=agency.DAUGHTER), email="known@example.jp")
    assert mandate.principal.email == "known@example.jp"
    page = client.post(
        MANY,
        form(
            "氏名\tフリガナ\t住所\tメールアドレス",
            line(1),
            line(2, email="client1@example.jp"),
            line(3, kana="難波"),
            line(4, email="nobody"),
            line(5, email="Known@example.jp"),
            "名前だけ",
        ),
    )
    said = words(page)
    assert page.status_code == 422
    assert "直すところのある行が5行あります" in said
    assert "同じメールアドレスが、上の行にもあります" in said
    assert "フリガナは、カタカナかひらがなで" in said
    assert "@ の前後を確かめてください" in said
    assert "この方には、もう申し出ています" in said
    assert "本人のフリガナを入力してください" in said
    assert "client1@example.jp" not in asked()


def test_what_was_changed_after_it_was_seen_is_looked_at_again(client: Client) -> None:
    page = client.post(MANY, form(line(1)))
    again = press(client, page, ("act", "ask"), url=MANY, clients=line(2))
    assert "この1人に申し出ます" in words(again)
    assert asked() == []


def test_a_list_is_read_from_excel_and_csv_with_columns_in_any_order(client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/mandates/many/list.xlsx").content))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["氏名", "フリガナ", "住所", "メールアドレス"]
    sheet.append(["難波 ハナ", "ナンバ ハナ", ADDRESS, "hana@example.jp"])
    file = io.BytesIO()
    book.save(file)
    page = client.post(MANY, {**form(), "file": SimpleUploadedFile("list.xlsx", file.getvalue())})
    assert "hana@example.jp" in words(page)
    assert "この1人に申し出ます" in words(page)
    text = f"メールアドレス,氏名,住所,フリガナ\nmina@example.jp,南 ミナ,{ADDRESS},ミナミ\n".encode("cp932")
    page = client.post(MANY, {**form(), "file": SimpleUploadedFile("list.csv", text)})
    assert "この1人に申し出ます" in words(page)
    assert "南 ミナ" in words(page)
    page = client.post(MANY, {**form(), "file": SimpleUploadedFile("list.pdf", b"%PDF-1.7 no list")})
    assert "CSVかExcel（.xlsx）のファイルを選んでください。" in words(page)


def test_more_than_a_day_allows_are_not_asked(client: Client) -> None:
    assert "一度に申し出られるのは40人まで" in words(client.post(MANY, form(*(line(number) for number in range(41)))))
    sent(client, *(line(number) for number in range(30)))
    page = sent(client, *(line(number) for number in range(30, 45)))
    assert "1日に40人まで" in words(page)
    assert len(asked()) == 30


def test_nothing_says_whether_an_address_is_known_or_whose_it_is(client: Client) -> None:
    Person.objects.create(email="clerk@pref.example.jp", name="職員", kind=PersonKind.STAFF)
    Person.objects.create(email="known@example.jp", name="知らない名前")
    emails = ("clerk@pref.example.jp", "known@example.jp", "new@example.jp")
    answer = sent(client, *(line(number, email=email) for number, email in enumerate(emails)))
    assert answer.headers["Location"] == ASKED
    said = words(client.get(ASKED))
    assert "返事を待っている人 3人" in said
    assert "知らない名前" not in said
    assert "職員" not in said
    assert asked() == ["known@example.jp", "new@example.jp"]
    with as_system():
        staffs = Mandate.objects.select_related("principal").get(principal__kind=PersonKind.STAFF)
        with pytest.raises(NotForYou):
            operations.confirm(mandate=staffs, by=staffs.principal, now=timezone.now())


def test_who_does_not_answer_is_asked_once_more_after_some_days(client: Client) -> None:
    earlier = timezone.now() - rules.REMIND_AFTER - timedelta(hours=1)
    mine = Person.objects.get(email=agency.DAUGHTER)
    waiting = agency.proposed(mine, now=earlier, email="waits@example.jp")
    done = agency.confirmed(mine, now=earlier, email="done@example.jp")
    page = client.get(ASKED)
    assert "返事のない1人に、もう一度お願いする" in words(page)
    for _each in range(2):
        client.post("/mandates/asked/remind/", {"reference": [waiting.reference, done.reference]})
    with as_system():
        told = Message.objects.filter(template="mandates.reminder")
        assert list(told.values_list("to_address", flat=True)) == ["waits@example.jp"]
    assert agency.fresh(waiting).reminders == 1
    assert "から、もう一度お願いできます" in words(client.get(ASKED))
    stranger = agency.signed_in(agency.daughter("stranger@example.jp"))
    with as_system():
        Mandate.objects.filter(pk=waiting.pk).update(reminded_at=earlier)
    stranger.post("/mandates/asked/remind/", {"reference": waiting.reference})
    assert agency.fresh(waiting).reminders == 1


REMINDERS = [
    ("too early", "proposed", 2, 0, False),
    ("after three days", "proposed", 3, 0, True),
    ("three times at most", "proposed", 30, 3, False),
    ("not who has confirmed", "confirmed", 30, 0, False),
]


@pytest.mark.parametrize(("state", "days", "times", "may"), [pytest.param(*case, id=name) for name, *case in REMINDERS])
def test_when_somebody_is_reminded(state: str, days: int, times: int, may: bool) -> None:  # noqa: FBT001 - a table
    now = timezone.now()
    assert rules.may_remind(state, asked_at=now - timedelta(days=days), times=times, now=now) is may
