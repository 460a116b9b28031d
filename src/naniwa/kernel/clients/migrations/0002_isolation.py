from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

SYSTEM = "(select naniwa_system())"


def below_client(table: str) -> str:
    """Seen and changed by whoever sees the client."""
    return f"{SYSTEM} OR EXISTS (SELECT 1 FROM clients_apiclient c WHERE c.id = {table}.client_id)"  # noqa: S608 - names from this file


class Migration(migrations.Migration):
    """A client and all that hangs on it belong to its organisation; the signing key to the platform."""

    dependencies = [
        ("clients", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        *row_security("clients_apiclient", f"{SYSTEM} OR organisation_id = (select naniwa_org())"),
        *row_security("clients_posted", below_client("clients_posted")),
        *row_security("clients_webhook", below_client("clients_webhook")),
        *row_security("clients_call", below_client("clients_call")),
        *row_security("clients_signingkey", SYSTEM),
    ]
