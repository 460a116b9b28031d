"""What an applicant of the tests types, and how a draft with all of it is made."""

from pathlib import Path

from django.test import Client

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.tests.browser import press

JOURNEY = Path(__file__).parents[5] / "benchmarks/definitions/journey.yaml"
WHO = {
    "kind": "sole",
    "representative__family": "辻󠄀",
    "representative__given": "㐂一",
    "representative__family_kana": "ツジ",
    "representative__given_kana": "キイチ",
    "phone": "06-6941-0351",
    "place__postal_code": "540-8570",
    "place__town": "大手前",
    "place__street": "2丁目1-22",
    "opened_on__era": "heisei",
    "opened_on__year": "27",
    "opened_on__month": "4",
    "opened_on__day": "1",
}
MONEY = {
    "sales_after": "412,000",
    "sales_before": "980000",
    "account__bank_code": "みずほ",
    "account__branch_code": "001",
    "account__account_type": "1",
    "account__account_number": "1234567",
    "account__holder_kana": "ツジ キイチ",
    "agreed": "yes",
}


def the_draft() -> Draft:
    with as_system():
        return Draft.objects.get()


def the_application() -> Application:
    with as_system():
        return Application.objects.get()


def filled_in(client: Client) -> Draft:
    """Both pages complete."""
    first = client.get("/procedures/journey/apply/", follow=True)
    second = press(client, first, answers=WHO)
    press(client, client.get(second["Location"]), answers=MONEY)
    return the_draft()
