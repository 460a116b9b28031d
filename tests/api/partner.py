"""A partner's program in tests: registered by an administrator, with a token of its own."""

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Appointment, Person, Role
from naniwa.services.procedures.tests import factories

READ, WRITE = clients.READ, clients.WRITE
PROCEDURE = "closure-relief-grant"


@dataclass
class Partner:
    """Asks over Django's own test client; `token` is fetched by client credentials."""

    client: ApiClient
    secret: str
    token: str = ""
    http: Client = field(default_factory=Client)

    def ask_token(self, *, scope: str = "", secret: str = "", grant: str = "client_credentials") -> Any:
        basic = base64.b64encode(f"{self.client.oidc_id}:{secret or self.secret}".encode()).decode()
        form = {"grant_type": grant} | ({"scope": scope} if scope else {})
        return self.http.post("/oauth/token", form, headers={"Authorization": f"Basic {basic}"})

    def sign_in(self, *, scope: str = "") -> "Partner":
        answer = self.ask_token(scope=scope)
        assert answer.status_code == 200, answer.content
        self.token = answer.json()["access_token"]
        return self

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **more}

    def get(self, path: str, language: str = "en", **query: Any) -> Any:
        answer: Any = self.http.get(f"/api/v1{path}", query, headers=self.headers(**{"Accept-Language": language}))
        return _whole(answer)

    def act(self, reference: str, act: str, *, key: str = "", **more: Any) -> Any:
        body = json.dumps({"act": act, **more})
        headers = self.headers(**{"Idempotency-Key": key or str(uuid.uuid4()), "Accept-Language": "en"})
        path = f"/api/v1/cases/{reference}/acts"
        return self.http.post(path, body, content_type="application/json", headers=headers)

    def post_lines(self, lines: Sequence[dict[str, Any] | str]) -> list[dict[str, Any]]:
        body = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        answer = self.http.post("/api/v1/bulk/acts", body, content_type="application/x-ndjson", headers=self.headers())
        assert answer.status_code == 200, answer.content
        return [json.loads(line) for line in _whole(answer).body.splitlines()]


def _whole(answer: Any) -> Any:
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer


def administrator(office: str = factories.OFFICE) -> Staff:
    """Of this office; made where there is none."""
    email = f"administrator@{office}.example.jp"
    person = Person.objects.filter(email=email).first() or factories.staff(email, "administrator", office=office)
    organisation = Appointment.objects.select_related("organisation").get(person=person).organisation
    return Staff(person=person, organisation=organisation, roles=frozenset({"administrator"}))


def partner(
    *roles: str, name: str = "堺市 給付管理", office: str = factories.OFFICE, procedures: Sequence[str] = (PROCEDURE,),
    scopes: Sequence[str] = (READ, WRITE),
) -> Partner:  # fmt: skip
    """A client with these roles (reviewer, if none is named), signed in."""
    with as_system():
        made = clients.register(
            number=uuid.uuid4(),
            name=name,
            procedures=procedures,
            roles=[Role(role) for role in roles or ("reviewer",)],
            scopes=scopes,
            purpose="review",
            by=administrator(office),
            now=timezone.now(),
        )
    return Partner(made.client, made.secret).sign_in()
