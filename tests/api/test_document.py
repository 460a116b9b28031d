"""The OpenAPI document: that it is one, and that nothing sent by its terms, or against them, breaks the API."""

import json
from typing import Any
from unittest.mock import ANY

import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from naniwa.services.procedures.api.site import api
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from tests.api.partner import READ, WRITE, Partner, partner

ADDRESS = "/api/v1/openapi.json"
EXAMPLES, FEW = 20, 5
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
OPERATIONS = operations()
BULK = "/api/v1/bulk/acts"
# /me takes nothing that could be wrong, and of lines the document says only that they are text.
TRIED = [
    (one, mode) for one in OPERATIONS for mode in (GOOD, BAD) if mode == GOOD or one.path not in {"/api/v1/me", BULK}
]
REFUSED = {None: 401, "other": 403}


def test_every_operation_of_the_document_is_tried() -> None:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    named = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    assert {(one.path, one.method.upper()) for one, _ in TRIED} == named
    assert len(named) == 6


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
        body = _body(answer)
        if answer.status_code not in {200, NUL} and b"urn:naniwa:problem:" not in body:
            strange.append((answer.status_code, sent.formatted_path, sent.body, body[:200]))

    send()
    assert strange == []


@pytest.mark.parametrize("mode", [GOOD, BAD], ids=lambda mode: mode.value)
def test_no_line_breaks_a_bulk_post(
    version: Live, monkeypatch: pytest.MonkeyPatch, mode: schemathesis.GenerationMode
) -> None:
    """Lines hold acts as the document describes them, or just not so; each is answered by one line and for itself."""
    case, one = factories.received(version, now=timezone.now()), partner("reviewer", "approver")
    monkeypatch.setattr("naniwa.kernel.people.limits.consume", lambda *_args, **_kwargs: None)
    acts = next(each for each in OPERATIONS if each.path.endswith("/acts") and each.path != BULK)
    references = st.sampled_from([case.reference, "RG-0000-0000-0000"])
    lines = st.tuples(references, st.sampled_from("abc"), acts.as_strategy(generation_mode=mode))
    statuses: set[int] = set()

    @BOUNDED
    @given(st.lists(lines, min_size=1, max_size=4))
    def send(posted: list[tuple[str, str, Any]]) -> None:
        told = [{"reference": reference, "key": key, "do": act.body} for reference, key, act in posted]
        # What is no JSON is sent by the other tests.
        text = [json.dumps(line, default=str) for line in told]
        answers = one.post_lines(text)
        assert [each["line"] for each in answers] == list(range(1, len(text) + 1))
        statuses.update(each["status"] for each in answers)

    send()
    assert statuses <= {200, 403, 404, 409, 422}
    assert len(statuses) > 1


@pytest.mark.parametrize("scope", [None, "other"], ids=["without a token", "without the scope"])
def test_who_may_not_is_told_so_whatever_is_sent(
    version: Live, monkeypatch: pytest.MonkeyPatch, scope: str | None
) -> None:
    case = factories.received(version, now=timezone.now())
    monkeypatch.setattr("naniwa.kernel.people.limits.consume", lambda *_args, **_kwargs: None)
    one = partner("reviewer", "approver")
    tokens = {READ: one.sign_in(scope=WRITE).token, WRITE: one.sign_in(scope=READ).token}
    for operation in OPERATIONS:
        [asked] = operation.definition.raw["security"][0]["OAuth2"]
        _refused(operation, one, tokens[asked] if scope else "", case.reference, REFUSED[scope])


def _refused(operation: Any, one: Partner, token: str, reference: str, status: int) -> None:
    @settings(BOUNDED, max_examples=FEW)
    @given(operation.as_strategy(generation_mode=GOOD))
    def send(sent: Any) -> None:
        answer = _sent(one.http, token, reference, sent)
        assert (answer.status_code, b"urn:naniwa:problem:" in _body(answer)) == (status, True)

    send()


def _body(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


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
