"""The first administrator and the paying account: what an installation is given before its staff can do the rest."""

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.operations import load_reference
from naniwa.kernel.payments.models import PayingAccount
from naniwa.kernel.people.models import Appointment, EmailLink, Person, PersonKind, Purpose
from tests.cli.installations import own_database

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.django_db(transaction=True)]
Run = Callable[..., CompletedProcess[str]]
OFFICE = "270008-commerce"
CLERK = "ichiro@pref.example.jp"
APPOINTMENT = {
    "--name": "髙橋 一郎",
    "--kana": "タカハシ イチロウ",
    "--organisation": OFFICE,
    "--role": "administrator",
}
ACCOUNT = {
    "--organisation": OFFICE,
    "--client-code": "1234567890",
    "--client-name": "オオサカフ",
    "--bank": "0158",
    "--branch": "101",
    "--account-type": "1",
    "--account-number": "0000001",
}


@pytest.fixture(autouse=True)
def _organisations(transactional_db: None) -> None:
    with as_system():
        load_reference()


def _options(options: dict[str, str]) -> list[str]:
    return [part for option in options.items() for part in option]


def _appoint(naniwa: Run, email: str = CLERK, **changes: str) -> CompletedProcess[str]:
    options = APPOINTMENT | {f"--{name}": value for name, value in changes.items()}
    return naniwa("appoint", email, *_options(options), also=own_database())


def _paying_account(naniwa: Run, *flags: str, **changes: str) -> CompletedProcess[str]:
    options = ACCOUNT | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return naniwa("paying-account", *_options(options), *flags, also=own_database())


def _sentence(done: CompletedProcess[str]) -> str:
    """What was said to somebody who can mend it."""
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    return done.stderr


def test_the_first_administrator_is_appointed_and_invited_by_mail(naniwa: Run) -> None:
    done = _appoint(naniwa)
    assert done.returncode == 0, done.stderr
    assert f"{CLERK} is administrator of {OFFICE}" in done.stderr
    with as_system():
        appointment = Appointment.objects.select_related("person", "organisation").get()
        assert (appointment.role, appointment.organisation.code, appointment.ends_on) == ("administrator", OFFICE, None)
        person = appointment.person
        assert (person.name, person.kind, person.has_usable_password()) == ("髙橋 一郎", PersonKind.STAFF, False)
        assert EmailLink.objects.get().purpose == Purpose.INVITATION
        assert "/invitation/" in Message.objects.get(to_address=CLERK).body
        record = Record.objects.get(action="people.appointed")
        assert (record.target, record.detail["role"]) == (person.reference, "administrator")


def test_a_second_appointment_alike_is_refused_and_a_second_role_is_not(naniwa: Run) -> None:
    _appoint(naniwa)
    assert "holds the role 'administrator' there already" in _sentence(_appoint(naniwa))
    assert _appoint(naniwa, role="auditor").returncode == 0
    with as_system():
        assert sorted(Appointment.objects.values_list("role", flat=True)) == ["administrator", "auditor"]
        assert Person.objects.count() == 1
        assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("email", "changes", "said"),
    [
        (CLERK, {"role": "king"}, "there is no role 'king'; there are reviewer, "),
        (CLERK, {"organisation": "999999"}, "there is no organisation '999999'"),
        ("ichiro", {}, "ichiro is not an e-mail address"),
        ("shop@example.jp", {}, "is registered by a resident or a business"),
    ],
)
def test_an_appointment_that_cannot_be_is_a_sentence_and_leaves_nothing(
    naniwa: Run, email: str, changes: dict[str, str], said: str
) -> None:
    Person.objects.create(email="shop@example.jp", kind=PersonKind.BUSINESS)
    assert said in _sentence(_appoint(naniwa, email, **changes))
    with as_system():
        assert Person.objects.count() == 1
        assert not Message.objects.exists()
        assert not Record.objects.exists()


def test_the_paying_account_is_stated_and_stated_anew(naniwa: Run) -> None:
    assert _paying_account(naniwa).returncode == 0
    done = _paying_account(naniwa, "--line-ends", account_number="7654321")
    assert done.returncode == 0, done.stderr
    assert f"{OFFICE} pays from 0158-101, account 7654321" in done.stderr
    with as_system():
        account = PayingAccount.objects.get()
        assert (account.organisation.code, account.account_number, account.line_ends) == (OFFICE, "7654321", True)
        records = Record.objects.filter(action="payments.paying_account_set").order_by("pk")
        assert [record.detail["account"]["account_number"] for record in records] == ["0000001", "7654321"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "999999"}, "there is no organisation '999999'"),
        ({"branch": "999"}, "there is no branch 0158-999"),
        ({"client_name": "大阪府"}, "no bank file could carry this"),
        ({"client_code": "12345678901"}, "not up to 10 digits"),
        ({"account_number": "12345678"}, "not up to 7 digits"),
        ({"account_number": "１２３"}, "not up to 7 digits"),
        ({"account_type": "4"}, "account type '4'"),
    ],
)
def test_an_account_that_no_bank_file_could_carry_is_a_sentence(
    naniwa: Run, changes: dict[str, str], said: str
) -> None:
    assert said in _sentence(_paying_account(naniwa, **changes))
    with as_system():
        assert not PayingAccount.objects.exists()
