"""Who wants to be told."""

from collections.abc import Collection
from dataclasses import dataclass

from naniwa.kernel.clients.models import Webhook


@dataclass(frozen=True, slots=True)
class Listener:
    """A client with a webhook, and what it may hear of."""

    client_id: int
    organisation_id: int
    procedures: frozenset[str]

    def hears(self, procedure: str, organisations: Collection[int | None]) -> bool:
        return procedure in self.procedures and self.organisation_id in organisations


def listeners() -> list[Listener]:
    """Clients in use that have a webhook; there are few, so that all are read at once."""
    found = Webhook.objects.filter(client__revoked_at=None).values_list(
        "client_id", "client__organisation_id", "client__procedures"
    )
    return [Listener(client, organisation, frozenset(slugs)) for client, organisation, slugs in found]
