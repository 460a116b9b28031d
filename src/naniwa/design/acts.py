"""Buttons that do one thing: it is tried, and the next page says what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest


def tried[Broken: Exception](
    request: HttpRequest,
    work: Callable[[], object],
    done: str,
    *,
    unless: type[Broken],
    why: Callable[[Broken], str],
    refused: Callable[[HttpRequest, str], None] = messages.error,
) -> bool:
    """Do the work and say so; or say why not, if a rule of the kind `unless` is in the way. Whether it was done.

    `refused` is how grave that is: `messages.warning` where nothing was lost and another way is open.
    """
    try:
        work()
    except unless as broken:
        refused(request, why(broken))
        return False
    messages.success(request, done)
    return True
