"""Who calls: a bearer token of a client, the scope it needs, and how often it may."""

from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security.base import AuthBase

from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.operations import READ, WRITE
from naniwa.kernel.clients.queries import Caller, caller_of
from naniwa.kernel.organisations.isolation import enter
from naniwa.kernel.people import limits
from naniwa.services.procedures.api.problems import Problem

REQUESTS = limits.Rule("clients.requests", 600, timedelta(minutes=1))
BULK = limits.Rule("clients.bulk", 30, timedelta(minutes=1))
READERS = ("reviewer", "approver", "auditor")
TOKEN_URL = "/oauth/token"  # noqa: S105 - an address
WORDS = {READ: "Read cases", WRITE: "Change their status"}


class OAuth2(AuthBase):
    """A token by client credentials, with this scope."""

    openapi_type = "oauth2"
    openapi_flows = {"clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": WORDS}}

    def __init__(self, scope: str, rule: limits.Rule = REQUESTS) -> None:
        super().__init__()
        self.scope, self.rule = scope, rule

    def __call__(self, request: HttpRequest) -> Caller:
        """Act as the client from here on. Raises Problem, TooOften."""
        now = timezone.now()
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        caller = caller_of(token.strip(), now=now) if kind.lower() == "bearer" and token.strip() else None
        if caller is None:
            raise Problem("not-authenticated")
        limits.consume(self.rule, str(caller.client.public_id), now=now)
        clients.used(caller.client, now=now)
        if self.scope not in caller.scopes or not caller.staff.may(*READERS):
            raise Problem("not-permitted")
        enter(caller.scope)
        return caller


def caller_in(request: HttpRequest) -> Caller:
    """The client that `OAuth2` let in."""
    return cast("Caller", cast("Any", request).auth)
