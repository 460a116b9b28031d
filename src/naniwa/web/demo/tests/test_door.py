"""The demo's door: open in the demo, absent everywhere else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches, set_urlconf
from django.utils import timezone

import naniwa.web.demo
from naniwa.kernel.people.models import Appointment, Person
from naniwa.kernel.people.queries import staff_in_session
from naniwa.web.demo import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Iterator[None]:
    """What conf.demo changes, for one test; the site's own addresses are read before, as without the demo."""
    import_module("naniwa.web.urls")
    settings.DEMO = True
    settings.MAILBOX = tmp_path
    templates = Path(naniwa.web.demo.__file__).parent / "templates"
    settings.TEMPLATES = [engine | {"DIRS": [templates]} for engine in settings.TEMPLATES]
    settings.ROOT_URLCONF = "naniwa.web.demo.tests.urls"
    clear_url_caches()
    yield
    set_urlconf(None)
    clear_url_caches()


def test_the_people_are_loaded_once_and_their_names_stay_as_typed() -> None:
    first, second = people.load(), people.load()
    assert first == second
    assert Appointment.objects.count() == sum(ready.role is not None for ready in people.PEOPLE)
    kept = "".join(Person.objects.values_list("name", flat=True))
    assert all(rare in kept for rare in ("髙橋", "﨑山", "𠮷野", "辻\U000e0100", "葛\U000e0100城", "㐂"))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("ready", people.PEOPLE, ids=lambda ready: ready.key)
def test_one_button_signs_in(client: Client, ready: people.Ready) -> None:
    loaded = people.load()
    assert ready.name in client.get("/demo/").content.decode()
    assert client.get(f"/demo/enter/{ready.key}/").status_code == 405
    assert client.post(f"/demo/enter/{ready.key}/").status_code == 302
    staff = staff_in_session(loaded[ready.key], client.session, on=timezone.localdate())
    assert (staff.roles if staff else None) == ({ready.role} if ready.role else None)
    assert client.get("/account/sessions/").status_code == 200


@pytest.mark.usefixtures("demo")
def test_the_door_wants_the_token_of_its_own_page() -> None:
    people.load()
    assert Client(enforce_csrf_checks=True).post("/demo/enter/auditor/").status_code == 403


@pytest.mark.usefixtures("demo")
def test_only_the_demos_people_go_through(client: Client) -> None:
    people.load()
    Person.objects.create(email="real@pref.example.jp", kind="staff")
    for key in ("nobody", "real@pref.example.jp", ""):
        assert client.post(f"/demo/enter/{key}/").status_code in {404, 405}
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_mails_are_shown_safely_with_links(client: Client, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["To"], mail["From"], mail["Subject"] = "taro@example.jp", "naniwa@localhost", "ログインの<b>ご案内</b>"
    mail.set_content("<script>alert(1)</script>\nhttp://127.0.0.1:8000/account/sign-in/link/abc/\n")
    mail.add_alternative("<script>alert(2)</script>", subtype="html")
    mail.add_attachment(b"%PDF-1.7", maintype="text", subtype="html", filename="通知.html")
    (tmp_path / "1.eml").write_bytes(mail.as_bytes())
    assert "taro@example.jp" in client.get("/demo/mailbox/").content.decode()
    assert "taro@example.jp" not in client.get("/demo/mailbox/?to=hanako").content.decode()
    page = client.get("/demo/mailbox/1.eml/").content.decode()
    assert "<script>alert" not in page
    assert "<b>ご案内" not in page
    assert 'href="http://127.0.0.1:8000/account/sign-in/link/abc/"' in page
    file = client.get("/demo/mailbox/1.eml/0/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "application/octet-stream"
    file.close()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd", "passwd", "2.eml", "..eml"])
def test_no_other_file_is_read(client: Client, name: str) -> None:
    assert client.get(f"/demo/mailbox/{name}/").status_code == 404


def test_outside_the_demo_there_is_no_door(client: Client, settings: Any) -> None:
    assert "naniwa.web.demo" not in settings.INSTALLED_APPS
    for path in ("/demo/", "/demo/mailbox/", "/demo/enter/auditor/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


PRODUCTION = """
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
assert "naniwa.web.demo" not in settings.INSTALLED_APPS, "installed"
assert not hasattr(settings, "DEMO"), "DEMO"
try:
    resolve("/demo/")
except Resolver404:
    pass
else:
    raise SystemExit("/demo/ leads somewhere")
assert not any("demo" in str(key) for key in get_resolver().reverse_dict), "named"
"""


def test_production_has_no_door() -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "naniwa.conf.production",
        "NANIWA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "NANIWA_SECRET_KEY": "x" * 50,
        "NANIWA_HOSTS": "naniwa.example.jp",
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PRODUCTION], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
