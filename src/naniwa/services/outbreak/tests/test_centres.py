"""Who registers a health centre, who says whom it looks after, and what its supervisor changes."""

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak.operations import centres as keeping
from naniwa.services.outbreak.queries import centres
from naniwa.services.outbreak.rules.broken import CentreNotRegistered, NoSupervisor, NotThePrefectures
from naniwa.services.outbreak.tests.people import CLINIC, HERE, NOW, OFFICE, OTHER, THERE, centre, prefecture, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db


def words(client: Client, url: str) -> str:
    """Of a page, without where its lines may break."""
    return client.get(url).content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        ("administrator", "270008", True),
        ("administrator", OFFICE, True),
        ("supervisor", "270008", False),
        ("supervisor", OFFICE, False),
        ("administrator", OTHER, False),
        ("administrator", "271004-health", False),
        ("administrator", CLINIC, False),
    ],
)
def test_only_administrators_of_the_prefecture_say_who_looks_after_whom(role: str, office: str, *, may: bool) -> None:
    held = centre(staff("supervisor"))
    by, sakai = staff(role, email="b@example.jp", office=office), staff("supervisor", office=OTHER)
    if may:
        keeping.register(office=sakai.organisation, municipalities=[HERE, THERE], by=by, now=NOW)
    else:
        with pytest.raises(NotThePrefectures):
            keeping.register(office=sakai.organisation, municipalities=[HERE, THERE], by=by, now=NOW)
    now_of = centres.centre_for(HERE)
    assert now_of
    assert now_of.organisation == (sakai.organisation if may else held.organisation)


def test_the_trail_names_the_municipalities_before_and_after_of_both_centres() -> None:
    by = staff("supervisor")
    first = centre(by)
    sakai = staff("supervisor", office=OTHER)
    second = keeping.register(office=sakai.organisation, municipalities=[HERE, THERE], by=prefecture(by), now=NOW)
    keeping.register(office=sakai.organisation, municipalities=[THERE, HERE], by=prefecture(by), now=NOW)
    with as_system():
        found = Record.objects.filter(action="outbreak.centre_registered").order_by("pk")
        said = [(one.target, one.detail["before"], one.detail["after"]) for one in found]
    assert said == [
        (first.reference, [], [HERE]),
        (first.reference, [HERE], []),
        (second.reference, [], [HERE, THERE]),
    ]


def test_a_new_centre_needs_a_supervisor_who_is_then_on_duty() -> None:
    by = staff("administrator")
    office = Organisation.objects.get(code=OTHER)
    with pytest.raises(NoSupervisor):
        keeping.register(office=office, municipalities=[THERE], by=by, now=NOW)
    lead = staff("supervisor", office=OTHER)
    assert keeping.register(office=office, municipalities=[THERE], by=by, now=NOW).on_duty == lead.person


def test_a_supervisor_changes_the_own_centres_data_and_nothing_before_it_is_registered(client: Client) -> None:
    held, lead = centre(staff("supervisor")), staff("supervisor", office=OTHER)
    with pytest.raises(CentreNotRegistered):
        keeping.keep(on_duty=lead.person, phone="1", by=lead, now=NOW)
    enter(client, lead.person, "mfa")
    url = reverse("outbreak:centre")
    assert "まだ保健所として登録されていません" in words(client, url)
    said = {"on_duty": str(lead.person.public_id), "phone": "072-000-0000", "municipalities": [HERE, THERE]}
    client.post(url, said)
    assert centres.centre_of(lead.organisation.pk) is None
    keeping.register(office=lead.organisation, municipalities=[THERE], by=prefecture(lead), now=NOW)
    client.post(url, said)
    own, other = centres.centre_of(lead.organisation.pk), centres.centre_for(HERE)
    assert own
    assert own.phone == "072-000-0000"
    assert other == held
    assert "堺市" in client.get(url).content.decode()


def test_the_prefecture_registers_on_a_page_which_says_whose_a_municipality_is(client: Client) -> None:
    held, lead = centre(staff("supervisor")), staff("supervisor", office=OTHER)
    enter(client, staff("administrator").person, "mfa")
    assert "未登録" in client.get(reverse("outbreak:centres")).content.decode()
    url = reverse("outbreak:register_centre", args=[OTHER])
    assert f"大阪市（{held}）" in client.get(url).content.decode()
    assert client.post(url, {"municipalities": ["nowhere"]}).status_code == 422
    assert client.post(url, {"municipalities": [HERE, THERE]}).status_code == 302
    assert [one.code for one in centres.areas()[lead.organisation.pk]] == [HERE, THERE]
    assert client.get(reverse("outbreak:register_centre", args=["271004-health"])).status_code == 404


def test_an_administrator_elsewhere_is_told_who_registers(client: Client) -> None:
    centre(staff("supervisor"))
    enter(client, staff("administrator", office=THERE).person, "mfa")
    url = reverse("outbreak:register_centre", args=[OFFICE])
    for page in (reverse("outbreak:centres"), url):
        assert "都道府県の管理者だけ" in words(client, page)
    client.post(url, {"municipalities": []})
    assert centres.centre_for(HERE)
