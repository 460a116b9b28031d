"""What is posted to partners, as the OpenAPI document describes it."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from naniwa.services.procedures.api.schemas import Status

TEMPLATE = "#/components/schemas/{model}"
HEADERS = {
    "webhook-id": "The same at every try",
    "webhook-timestamp": "Seconds since 1970, of this try",
    "webhook-signature": "v1, and base64 of HMAC-SHA256 over id.timestamp.body; one for each secret in force",
}


class Moved(Schema):
    """Which case, without personal data; read it for more."""

    reference: str
    procedure: str
    changed_at: datetime


class Changed(Moved):
    status: Status


class MovedOn(Moved):
    stage: Literal["review", "decision"]


class StatusChanged(Schema):
    """The status of a case changed."""

    type: Literal["case.status_changed"]
    timestamp: datetime
    data: Changed


class StageChanged(Schema):
    """A case went on to decision, or back to review, and kept its status."""

    type: Literal["case.stage_changed"]
    timestamp: datetime
    data: MovedOn


class Ping(Schema):
    """A call for trying the receiver out."""

    type: Literal["ping"]
    timestamp: datetime
    data: dict[str, Any] = Field(default_factory=dict)


EVENTS: dict[str, tuple[type[Schema], str]] = {
    "case.status_changed": (StatusChanged, "The status of a case changed"),
    "case.stage_changed": (StageChanged, "A case went on to decision, or back to review"),
    "ping": (Ping, "The administrator tries the address out"),
}


def shapes() -> dict[str, Any]:
    """The schemas of what is posted, by their names."""
    found: dict[str, Any] = {}
    for shape, _ in EVENTS.values():
        told = shape.model_json_schema(ref_template=TEMPLATE)
        found |= {**told.pop("$defs", {}), shape.__name__: told}
    return found


def described() -> dict[str, Any]:
    """The member `webhooks` of OpenAPI 3.1."""
    return {kind: {"post": _operation(kind, shape, summary)} for kind, (shape, summary) in EVENTS.items()}


def _operation(kind: str, shape: type[Schema], summary: str) -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "operationId": kind.replace(".", "_"),
        "summary": summary,
        "description": "Signed as Standard Webhooks. At least once, in no promised order.",
        "parameters": [
            {"in": "header", "name": name, "required": True, "description": about, "schema": text}
            for name, about in HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": TEMPLATE.format(model=shape.__name__)}}},
        },
        "responses": {
            "2XX": {"description": "Arrived"},
            "default": {"description": "Tried again later, 14 times in about two days"},
        },
    }
