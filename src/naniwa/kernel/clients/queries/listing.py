"""What the administrator sees: the clients of an organisation, and what was sent to each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from naniwa.kernel.audit.words import purpose_in_words
from naniwa.kernel.clients.models import ApiClient, Call, CallState, Webhook
from naniwa.kernel.forms import queries as forms
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.titles import named
from naniwa.kernel.people.models import Appointment, Role

SHOWN_CALLS = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A client in words; `failed` counts the calls that were given up."""

    client: ApiClient
    procedures: tuple[str, ...]
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    purpose: str
    failed: int


def clients_in(organisation: Organisation) -> list[Entry]:
    """Those in use first, then by name."""
    found = sorted(_known(organisation), key=lambda one: (one.revoked_at is not None, one.name))
    failed = _failed_calls(found)
    return [_entry(one, failed[one.pk]) for one in found]


def client_in(organisation: Organisation, number: UUID) -> Entry | None:
    found = _known(organisation).filter(public_id=number).first()
    return _entry(found, _failed_calls([found])[found.pk]) if found else None


def calls_of(client: ApiClient) -> list[Call]:
    """The newest."""
    return list(Call.objects.filter(client=client).order_by("-created_at")[:SHOWN_CALLS])


def webhook_of(client: ApiClient) -> Webhook | None:
    return Webhook.objects.filter(client=client).first()


def procedures() -> dict[str, str]:
    """The title of each published procedure by its slug."""
    return named({version.slug: version.slug for version in forms.all_latest("procedure")})


def _known(organisation: Organisation) -> "QuerySet[ApiClient]":
    related = ("oidc", "person", "organisation", "created_by", "revoked_by")
    return ApiClient.objects.filter(organisation=organisation).select_related(*related)


def _failed_calls(clients: Sequence[ApiClient]) -> Counter[int]:
    failed = Call.objects.filter(client__in=clients, state=CallState.FAILED).values_list("client")
    return Counter(dict(failed.annotate(count=Count("pk"))))


def _entry(client: ApiClient, failed: int) -> Entry:
    titles = named({slug: slug for slug in client.procedures})
    held = Appointment.objects.filter(person=client.person_id, ends_on=None).order_by("role")
    return Entry(
        client=client,
        procedures=tuple(titles[slug] for slug in client.procedures),
        roles=tuple(str(Role(role).label) for role in held.values_list("role", flat=True)),
        scopes=tuple(client.oidc.get_scopes()),
        purpose=purpose_in_words(client.purpose),
        failed=failed,
    )
