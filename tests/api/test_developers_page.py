"""The OpenAPI document as a page: open to everybody, whole, without a script, in both languages."""

import json
import re

import pytest
from django.test import Client

from naniwa.kernel.clients.reference import Part, kind_of, read

ADDRESS = "/api/v1/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> str:
    answer = Client().get(ADDRESS, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def document() -> dict[str, dict[str, dict[str, object]]]:
    told: dict[str, dict[str, dict[str, object]]] = Client().get(f"{ADDRESS}openapi.json").json()
    return told


def test_everything_that_the_document_names_is_on_the_page(
    page: str, document: dict[str, dict[str, dict[str, object]]]
) -> None:
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    for kind in document["webhooks"]:
        assert f"POST {kind}" in page
    for shape in document["components"]["schemas"]:
        assert f'id="shape-{shape}"' in page
    assert "procedures:write" in page


def test_every_field_stands_in_the_table_of_its_shape_or_operation(
    page: str, document: dict[str, dict[str, dict[str, object]]]
) -> None:
    sections = dict(re.findall(r'aria-labelledby="((?:shape|operation)-[^"]+)">(.*?)</section>', page, re.DOTALL))
    told = read(json.loads(json.dumps(document)))
    wanted = {f"shape-{one.name}": one.fields for one in told.shapes}
    wanted |= {f"operation-{one.name}": one.fields for one in told.operations}
    assert {name: [field.name for field in fields] for name, fields in wanted.items()} == {
        name: re.findall(r'<th scope="row"[^>]*><code>([^<]+)</code>', sections[name]) for name in wanted
    }


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert "shape-Case" in wanted
    assert wanted <= set(ids)


def test_the_page_brings_no_script_of_its_own(page: str) -> None:
    assert not [tag for tag in re.findall(r"<script\b[^>]*>", page) if "/static/" not in tag]
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)[^"]*\.(?:js|css)', page)


def test_the_page_speaks_japanese_too() -> None:
    assert "データの形" in Client().get(ADDRESS, headers={"Accept-Language": "ja"}).content.decode()


def test_what_is_posted_is_described_as_it_is_sent(document: dict[str, dict[str, dict[str, object]]]) -> None:
    told = read(json.loads(json.dumps(document)))
    assert [event.path for event in told.events] == ["case.status_changed", "case.stage_changed", "ping"]
    (changed,) = [shape for shape in told.shapes if shape.name == "Changed"]
    assert {"reference", "procedure", "status", "changed_at"} <= {field.name for field in changed.fields}


def test_statuses_that_answer_alike_stand_in_one_line(document: dict[str, dict[str, dict[str, object]]]) -> None:
    (act,) = [one for one in read(json.loads(json.dumps(document))).operations if one.name == "act"]
    assert [answer.status for answer in act.answers] == ["200", "401, 403, 404, 409, 413, 422, 429"]


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "integer, 1 to 200, default 50"),
        ({"anyOf": [{"$ref": "#/components/schemas/Case"}, {"type": "null"}]}, "Case or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Step"}}, "list of Step"),
        ({"enum": ["a", "b"], "type": "string"}, "a or b"),
        ({"const": "claim", "type": "string"}, "string, claim"),
        ({"type": "string", "minLength": 1, "maxLength": 9}, "string, 1 to 9 characters"),
        ({"type": "string", "maxLength": 9, "pattern": "^a$"}, "string, at most 9 characters, ^a$"),
        ({}, "anything"),
    ],
)  # fmt: skip
def test_a_value_is_told_in_words(schema: dict[str, object], told: str) -> None:
    parts = kind_of(schema)
    assert "".join(part.text for part in parts) == told
    assert all(isinstance(part, Part) and part.shape in {"", part.text} for part in parts)
