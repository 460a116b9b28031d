"""A PDF that a browser shows: its viewer is the one plugin of the site, so pages can do without any."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


class PaperPolicy:
    """Gives every PDF the policy of a paper, wherever it was made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("application/pdf"):
            response.headers.setdefault(HEADER, POLICY)
        return response
