"""The OpenAPI document: that it is one, and that nothing sent by its terms, or against them, breaks the API."""

import json
from typing import Any
from unittest.mock import ANY

import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from naniwa.services.procedures.api.site import api
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from tests.api.partner import partner

ADDRESS = "/api/v1/openapi.json"
EXAMPLES = 25
# The site refuses every address with a NUL in it, before the API sees it.
NUL = 400
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_document_is_open_to_everybody_and_names_its_token(db: None) -> None:
    document = Client().get(ADDRESS).json()
    assert document["openapi"].startswith("3.1")
    flow = document["components"]["securitySchemes"]["OAuth2"]["flows"]["clientCredentials"]
    assert flow == {"tokenUrl": "/oauth/token", "scopes": {"procedures:read": ANY, "procedures:write": ANY}}
    assert "Posting" in document["components"]["schemas"]
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) == 6
    assert all(one["summary"] and one["security"] for one in operations)
    for one in operations:
        assert {"401", "403", "429"} <= set(one["responses"])


@schemathesis.serializer("application/x-ndjson")
def as_lines(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def operations() -> list[Any]:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    loaded: Any = schemathesis.openapi.from_dict(dict(document))
    return [found.ok() for found in loaded.get_all_operations()]


GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
# /me takes nothing that could be wrong.
TRIED = [(one, mode) for one in operations() for mode in (GOOD, BAD) if mode == GOOD or not one.path.endswith("/me")]


@pytest.mark.parametrize(("operation", "mode"), TRIED, ids=lambda one: getattr(one, "value", getattr(one, "path", "")))
def test_nothing_that_is_sent_breaks_it(
    version: Live, monkeypatch: pytest.MonkeyPatch, operation: Any, mode: schemathesis.GenerationMode
) -> None:
    case, one = factories.received(version, now=timezone.now()), partner("reviewer", "approver")
    monkeypatch.setattr("naniwa.kernel.people.limits.consume", lambda *_args, **_kwargs: None)
    strange: list[Any] = []

    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode))
    def send(sent: Any) -> None:
        answer = _sent(one.http, one.token, case.reference, sent)
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code not in {200, NUL} and b"urn:naniwa:problem:" not in body:
            strange.append((answer.status_code, sent.formatted_path, sent.body, body[:200]))

    send()
    assert strange == []


def _sent(http: Client, token: str, reference: str, sent: Any) -> Any:
    """Half of the examples are of a case that is there."""
    path = sent.formatted_path
    if "{reference}" in sent.operation.path and len(path) % 2:
        path = sent.operation.path.replace("{reference}", reference)
    kwargs = sent.as_transport_kwargs(base_url="http://testserver")
    headers = {key: str(value) for key, value in dict(kwargs.get("headers") or {}).items()}
    headers["Authorization"] = f"Bearer {token}"
    kind = headers.pop("Content-Type", "application/json")
    body = kwargs.get("data") or b""
    if kwargs.get("json") is not None:
        body = json.dumps(kwargs["json"])
    query = {key: value for key, value in (kwargs.get("params") or {}).items() if value is not None}
    return http.generic(sent.method.upper(), path, body, content_type=kind, headers=headers, query_params=query)
