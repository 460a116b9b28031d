"""What tests of the designer share: somebody who writes, and one draft."""

from typing import Any

from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions.editing import surgery
from naniwa.services.procedures.models import DesignRevision
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls
from naniwa.services.procedures.tests.staff_sessions import signed_in

NUMBER = "0a1b2c3d-0000-4000-8000-000000000001"


def writer(email: str = "writer@pref.example.jp") -> Client:
    """A publisher of the office, signed in."""
    organisations.load_reference()
    return signed_in(factories.staff(email, "publisher"))


def begin(client: Client, model: str = "", title: str = "騒音の届出") -> Any:
    answer = client.post(reverse("procedures:staff_design_new"), {"number": NUMBER, "title": title, "from": model})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def text(number: int | None = None) -> str:
    """The latest text of a draft, or that of a number."""
    with as_system():
        found = DesignRevision.objects.order_by("-number")
        return (found.filter(number=number) if number else found)[0].text


def address(name: str, **query: str) -> str:
    made = reverse(f"procedures:{name}", args=[NUMBER])
    return made + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def save(client: Client, name: str = "staff_design_item", *, at: str, part: str = "", **changes: Any) -> Any:
    """Open a page, change some of what it sends, and send it."""
    url = address(name, at=at, **({"part": part} if part else {}))
    sent = controls(client.get(url))
    return client.post(url, {**sent, "act": "save", **changes})


def document(number: int | None = None) -> Any:
    return surgery.document_of(text(number))
