"""Doing what was posted once, however often it is posted under the same key."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from naniwa.kernel.clients.models import ApiClient, Posted

# Waits for whoever is posting the same key at this moment.
_TAKE = """
INSERT INTO clients_posted (client_id, key, fingerprint, answer, at) VALUES (%s, %s, %s, '{}', %s)
ON CONFLICT (client_id, key) DO NOTHING RETURNING id
"""

type Answer = dict[str, Any]


class KeyReused(Exception):
    """The key was used before, for something else."""


def once(
    *, client: ApiClient, key: str, content: Mapping[str, Any], work: Callable[[], Answer], now: datetime
) -> tuple[Answer, bool]:
    """(what the work answered, whether it had been done before). Raises KeyReused, and what the work raises.

    Key, work and answer are kept together or not at all, so what was refused may be posted again under its key.
    """
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [client.pk, key, fingerprint, now])
            taken = cursor.fetchone()
        if taken is None:
            return _repeated(client, key, fingerprint), True
        answer = work()
        Posted.objects.filter(pk=taken[0]).update(answer=answer)
        return answer, False


def _repeated(client: ApiClient, key: str, fingerprint: str) -> Answer:
    before = Posted.objects.get(client=client, key=key)
    if before.fingerprint != fingerprint:
        raise KeyReused
    answer: Answer = before.answer
    return answer
