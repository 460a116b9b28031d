"""Taking away the messages of a case, once the time for which it is kept is over."""

from collections.abc import Collection

from django.db import transaction

from naniwa.kernel.notifications.models import Message


@transaction.atomic
def erase(references: Collection[str]) -> int:
    """Remove every mail and letter about these cases; the audit trail still says that they were written.

    Run as the system. Returns how many went.
    """
    written = Message.objects.filter(reference__among=references)
    written.update(replaces=None)
    return written.delete()[0]
