"""Who may open a page: decorators for views, and the member of staff who is acting."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Concatenate, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse  # noqa: TID251 - decorators of views
from django.urls import reverse

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.kernel.people.second_factor import second_factor_used

__all__ = [
    "NotPermitted",
    "PersonRequest",
    "Staff",
    "StaffRequest",
    "asks_by_itself",
    "person_required",
    "staff_required",
]

STAFF_SIGN_IN = "people:staff_sign_in"
SECOND_FACTOR = "people:second_factor"


@dataclass(frozen=True)
class Staff:
    """A signed-in member of staff, the organisation they act for now and the roles they hold there."""

    person: Person
    organisation: Organisation
    roles: frozenset[str]

    def may(self, *roles: str) -> bool:
        """Whether one of these roles is held; no role named means any."""
        return not roles or bool(self.roles & set(roles))


class NotPermitted(PermissionDenied):
    """Signed in, but not for this; the site answers with page 403, which names the roles that may."""

    def __init__(self, *roles: str) -> None:
        super().__init__(", ".join(roles))
        self.roles = roles


class PersonRequest(HttpRequest):
    """A request whose person is known."""

    user: Person
    staff: Staff | None
    agency: object
    """For whom a page acts, where it does: what the bar on it says."""


class StaffRequest(PersonRequest):
    """A request of a member of staff who acts for an organisation."""

    staff: Staff


def person_required[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Lead whoever is not signed in to the sign-in page and back."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(cast("PersonRequest", request), *args, **kwargs)

    update_wrapper(guarded, view)
    return guarded


def staff_required[**P](
    *roles: str,
) -> Callable[
    [Callable[Concatenate[StaffRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Let in staff who hold one of the roles (any, if none is named) where they act now.

    Leads others to sign in, or to their second factor. Raises NotPermitted.
    """

    def decorate(
        view: Callable[Concatenate[StaffRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            staff: Staff | None = getattr(request, "staff", None)
            if staff is None:
                return _lead(request, roles)
            if not staff.may(*roles):
                raise NotPermitted(*roles)
            return view(cast("StaffRequest", request), *args, **kwargs)

        update_wrapper(guarded, view)
        return guarded

    return decorate


def asks_by_itself[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that an open page asks again and again: that does not keep the session of staff from ending."""
    view.asks_by_itself = True  # type: ignore[attr-defined] # read by web.idle
    return view


def _lead(request: HttpRequest, roles: tuple[str, ...]) -> HttpResponse:
    """Where somebody goes who is not acting as staff yet."""
    person = request.user
    if not person.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse(STAFF_SIGN_IN))
    if person.kind == PersonKind.STAFF and not second_factor_used(person, request.session):
        return redirect_to_login(request.get_full_path(), reverse(SECOND_FACTOR))
    raise NotPermitted(*roles)
