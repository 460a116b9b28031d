"""A screen in a resident's hands: whatever its session asks for, it gets the one page that was handed over."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from naniwa.kernel.people.handing_over import page_of


class HandedOver:
    """Stands before every page, so that no page has to think of it; nothing of the staff's session is reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request.session)
        if page and not request.path_info.startswith(page):
            return redirect(page)
        return self.get_response(request)
