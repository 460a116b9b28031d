"""The OpenAPI document, with what ninja leaves out: scopes, problem details, and streams of lines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from naniwa.kernel.clients.views import document
from naniwa.services.procedures.api import events
from naniwa.services.procedures.api.problems import MEDIA_TYPE
from naniwa.services.procedures.api.schemas import Posting

PROBLEM = "#/components/schemas/ProblemDetails"
SUCCESS = 200
LOWEST_FAILURE = 400


class Readable(DocsBase):
    """The document as a page of the site, without scripts."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - ninja's signature
        return document.page(request, api.get_openapi_schema(), document_url=self.get_openapi_url(api, kwargs))


class DocumentedAPI(NinjaAPI):
    """As ninja's, with a fuller document."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        made = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for path in made["paths"].values():
            for operation in path.values():
                _complete(operation)
        posting = Posting.model_json_schema(ref_template="#/components/schemas/{model}")
        made["components"]["schemas"] |= {**posting.pop("$defs"), "Posting": posting}
        made["components"]["schemas"] |= events.shapes()
        made["webhooks"] = events.described()
        return made

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """What is told to a client is kept by nobody on the way."""
        response = super().create_temporal_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def lines(scope: str, *, of: str, takes: str = "") -> dict[str, Any]:
    """What to add for an operation that answers, and perhaps takes, one JSON value a line."""
    added: dict[str, Any] = {"x-scope": scope, "x-line": f"#/components/schemas/{of}"}
    if takes:
        item = {"type": "string", "description": f"One {takes} a line, in JSON"}
        added["requestBody"] = {"required": True, "content": {"application/x-ndjson": {"schema": item}}}
    return added


def _complete(operation: dict[str, Any]) -> None:
    scope = operation.pop("x-scope")
    operation["security"] = [{"OAuth2": [scope]}]
    for status, response in operation["responses"].items():
        if status >= LOWEST_FAILURE:
            response["content"] = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}
    if line := operation.pop("x-line", ""):
        told = {"type": "string", "description": f"One {line.rpartition('/')[2]} a line, in JSON"}
        operation["responses"][SUCCESS] = {
            "description": told["description"],
            "content": {"application/x-ndjson": {"schema": told}},
        }
