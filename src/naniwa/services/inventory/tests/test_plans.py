"""How the database goes about the list under row security: by the organisation's own rows, from an index."""

import re

import pytest
from django.db import connection

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.services.inventory.models import Seal
from naniwa.services.inventory.operations.sampling import load_samples
from naniwa.services.inventory.queries import listing, sealing
from naniwa.services.inventory.queries.listing import Selection
from naniwa.services.inventory.queries.sealing import Seals
from naniwa.services.inventory.tests import office

pytestmark = pytest.mark.django_db


def test_lists_read_the_rows_of_one_office_from_an_index() -> None:
    lead, other = office.lead(), office.lead("other@example.jp", office.OTHER)
    with as_system():
        for each in (lead, other):
            load_samples(by=each, now=office.NOW, count=300)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    number = lead.organisation.pk
    with acting_as(Scope(number, lead.person.pk)):
        rows = listing.select(Selection(words="許可"), organisation_id=number).explain()
        seals = sealing.select(Seals(decision="open"), organisation_id=number).explain()
        assert Seal.objects.count() == Seal.objects.filter(organisation_id=number).count()
    assert "Index Cond: (organisation_id = " in rows
    assert re.search(r"Index Scan using inventory_seal\S* on inventory_seal", seals)
    assert "Seq Scan" not in rows + seals
