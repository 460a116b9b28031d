"""What pages may ask a device for: nothing, but on the page of a video call, which says so itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "Permissions-Policy"
NOTHING = "camera=(), display-capture=(), geolocation=(), microphone=()"


class Permissions:
    """Keeps camera, microphone, screen and place closed to every page that does not open them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, NOTHING)
        return response
